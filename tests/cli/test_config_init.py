"""`coach config init`: the same questions without a screen."""

import subprocess
import tomllib
from pathlib import Path

import pytest
from support.home import COACH, Home

ALL = {
    "--wake": "06:30",
    "--run-days": "sat, Monday",
    "--run-at": "7:00",
    "--sessions": "morning,evening",
    "--foot": "left",
    "--theme": "daylight",
}
FILE = {
    "theme": "daylight",
    "profile": {"foot": "left"},
    "steps": {
        "pain-check": {"at": "06:30"},
        "morning": {"at": "06:35"},
        "midday": {"enabled": False},
        "run": {"days": ["mon", "sat"], "at": "07:00"},
    },
}
DONE, FAILED, USAGE = 0, 1, 2


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.config.unlink()
    return home


def answering(home: Home, *lines: str, options: tuple[str, ...] = ()) -> str:
    """The output for a user who types these lines."""
    run = subprocess.run(
        [*COACH, "config", "init", *options],
        env=home.environment(),
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == DONE, run.stderr
    return run.stdout


def written(home: Home) -> dict[str, object]:
    return tomllib.loads(home.config.read_text())


def test_options_answer_for_scripts(home: Home) -> None:
    words = [word for pair in ALL.items() for word in pair]
    run = home.run("config", "init", *words, "--yes")
    assert (run.returncode, run.stderr) == (DONE, "")
    assert run.stdout.splitlines()[0] == f"Wrote {home.config}."
    assert written(home) == FILE
    assert home.run("config", "check").returncode == DONE


def test_it_asks_for_all_of_it(home: Home) -> None:
    answering(home, *ALL.values())
    assert written(home) == FILE


def test_enter_leaves_a_question_and_an_option_is_not_asked_again(home: Home) -> None:
    said = answering(home, *[""] * 4, options=("--foot", "left", "--run-days", "none"))
    assert "Which foot" not in said
    assert "On which days" not in said
    assert "In which colours" in said
    assert written(home) == {"profile": {"foot": "left"}, "steps": {"run": {"days": []}}}


def test_what_cannot_be_read_is_asked_again(home: Home) -> None:
    said = answering(home, "25:00", "6:20", "mi", "", "", "noon", "none", "", "pink", "")
    for wrong in ("25:00", "mi", "noon", "pink"):
        assert f"Error: '{wrong}' is not a" in said or f"no theme '{wrong}'" in said
    assert "steps has no stretch sessions a day; two or three a day are advised (S19)" in said
    steps = {"morning": {"enabled": False}, "midday": {"enabled": False}}
    steps["evening"] = {"enabled": False}
    assert written(home) == {"steps": {"pain-check": {"at": "06:20"}, **steps}}


def test_yes_alone_writes_comments(home: Home) -> None:
    assert home.run("config", "init", "--yes").returncode == DONE
    assert written(home) == {}


def test_a_file_that_is_there_stays(home: Home) -> None:
    home.configure("# mine\n")
    run = home.run("config", "init", "--yes", "--foot", "left")
    assert run.returncode == FAILED
    assert run.stderr == f"{home.config} is there already; `coach config edit` changes it.\n"
    assert home.config.read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--wake", "6"),
        ("--run-days", "mon,mi"),
        ("--run-days", ""),
        ("--sessions", "noon"),
        ("--foot", "heel"),
        ("--theme", "pink"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    home: Home, option: str, value: str
) -> None:
    run = home.run("config", "init", option, value, "--yes")
    assert run.returncode == USAGE
    assert option in run.stderr
    assert not home.config.exists()
