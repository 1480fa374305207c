"""`coach measure` and `coach score`, as people and scripts type them."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.run("check", "2", "--ease", "--no-walking-pain")
    return home


def succeeds(home: Home, *arguments: str) -> str:
    ended = home.run(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def trends(home: Home, *arguments: str) -> dict[tuple[str, str], Any]:
    told = json.loads(succeeds(home, *arguments, "--json"))
    return {(one["what"], one["name"]): one for one in told["trends"]}


def test_options_record_and_json_has_every_value(home: Home) -> None:
    rated = ("--activity", "climbing stairs=4", "--activity", "standing=5")
    tests = ("--raises-left", "18", "--raises-right", "21", "--wall-left", "9,5")
    known = trends(home, "measure", *rated, *tests)
    assert [one["value"] for one in known["activity", "climbing stairs"]["values"]] == [4]
    assert known["mean of the activities", ""]["values"][0]["value"] == 4.5
    assert known["heel raises", "right"]["values"][0]["value"] == 21
    assert known["knee to wall", "left"]["values"][0]["value"] == 9.5
    assert known["knee to wall", "left"]["real_from"] is None
    assert trends(home, "measure") == known
    assert "climbing stairs 4 of 10, once so far." in succeeds(home, "progress")
    assert json.loads(succeeds(home, "progress", "--json"))["measured"]


def test_scores_are_compared_and_judged_where_a_figure_is_known(home: Home) -> None:
    succeeds(home, "score", "FFI", "54", "--on", "yesterday")
    assert "a real improvement" in succeeds(home, "score", "FFI", "45")
    found = trends(home, "score")["score", "FFI"]
    assert (found["since_first"], found["real_from"], found["is_real_since_first"]) == (-9, 7, True)
    assert found["better"] == "lower"


def test_without_a_terminal_nothing_is_asked(home: Home) -> None:
    for command in ("measure", "score"):
        said = succeeds(home, command)
        heads = [line.split()[0] for line in said.splitlines() if line[0] != " "]
        assert [one for one in heads if one != "Put"] == ["What", "Answers", "Record", "So", "Next"]
        assert f"`coach {command} " in said


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("measure", "--activity", "stairs"), "is not a rated activity", 2),
        (("measure", "--raises-left", "many"), "is not a whole number from 0 to 200", 2),
        (("measure", "--not-now", "--wall-left", "9"), "not both at once", 2),
        (("measure", "--not-now"), "nothing to put off", 1),
        (("measure", "--wall-left", "90"), "from 0 to 40", 1),
        (("score", "FFI"), "Say the score too", 2),
        (("score", "FFI", "much"), "is not a score", 2),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    home: Home, arguments: tuple[str, ...], said: str, code: int
) -> None:
    ended = home.run(*arguments)
    assert ended.returncode == code
    assert said in " ".join(ended.stderr.split())
