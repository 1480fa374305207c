"""`coach missed`: which step, why, the change to the plan, and whether it helped."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.builders import FakeClock
from support.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Ten days on which the evening stretches were skipped."""
    home = Home(tmp_path, '[steps.run]\ndays = ["sun"]\n\n[steps.strength]\nenabled = false\n')
    with home.coach() as coach:
        clock = coach.clock
        assert isinstance(clock, FakeClock)
        clock.forward(days=-10)
        for _ in range(10):
            coach.record.check(2, eases=True, walking_pain=False)
            coach.record.done("morning")
            coach.record.done("midday")
            coach.record.skip("evening")
            clock.forward(days=1)
    return home


def succeeds(home: Home, *arguments: str) -> str:
    ended = home.run("missed", *arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def facts(home: Home, *arguments: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(succeeds(home, *arguments, "--json"))


def refused(home: Home, *arguments: str) -> str:
    ended = home.run("missed", *arguments)
    assert ended.returncode in {1, 2}
    return ended.stderr


def test_it_asks_about_one_step_and_names_what_may_help(home: Home) -> None:
    assert "You skip evening stretches every time: leave it out?" in succeeds(home)
    asked = facts(home)["asked"]
    assert (asked["step"], asked["planned"], asked["missed"], asked["skipped"]) == (
        "evening",
        10,
        10,
        10,
    )
    assert asked["changes"]["no-time"] == [
        {"key": "short", "value": True},
        {"key": "enabled", "value": False},
    ]


def test_options_answer_and_undo_takes_it_back(home: Home) -> None:
    said = succeeds(home, "evening", "--because", "no-time", "--short")
    assert said == (
        "Evening stretches: always short. In your file: short = true under [steps.evening]. "
        "Undo takes it back.\n"
    )
    (changed,) = facts(home)["changed"]
    assert (changed["because"], changed["key"], changed["value"]) == ("no-time", "short", True)
    assert changed["before"] == {"planned": 10, "missed": 10, "skipped": 10}
    assert changed["outcome"] == "too early"
    assert facts(home)["asked"] is None
    assert "Changed" in home.run("progress").stdout
    assert home.run("undo").returncode == 0
    assert "short" not in home.config.read_text()
    assert facts(home)["asked"]["step"] == "evening"


def test_what_hurts_comes_with_what_to_mind(home: Home) -> None:
    assert "a pull and never pain" in succeeds(home, "evening", "--because", "hurts", "--off")


def test_it_is_told_to_ask_no_more(home: Home) -> None:
    assert "no more questions about it" in succeeds(home, "evening", "--ask-no-more")
    assert "No step was missed" in succeeds(home)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("midday",), "Say what is in the way"),
        (("midday", "--short", "--off"), "One change at a time"),
        (("--because", "dull"), "Name a step"),
        (("pain-check", "--off"), "cannot be left out"),
        (("ice", "--at", "18:00"), "no single time of day"),
        (("swim", "--because", "dull"), "There is no step `swim`"),
        (("midday", "--session", "nothing"), "was not saved"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    home: Home, arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(home, *arguments)
    assert facts(home)["changed"] == []
