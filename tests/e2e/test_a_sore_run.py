"""After a run that hurt: the next morning in a real terminal, and the days until it is over."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from e2e.test_a_day import A_DAY
from support.home import COACH, Home
from support.reminding import SetClock
from support.terminal import Terminal, is_next

from coach.domain.day.dates import near_day_text

BERLIN = ZoneInfo("Europe/Berlin")
A_TUESDAY = datetime(2027, 1, 12, 12, 5, tzinfo=BERLIN)
A_CODE = re.compile(r"\b(?:R\d\d|S\d+)\b|\[[A-Z]\d+\]")
FINE = ("--ease", "--no-walking-pain", "--no-worse")
STRETCHES = ("morning", "midday", "evening")


def in_one_line(screen: str) -> str:
    """A screen's text, without its frames."""
    return re.sub(r"[^\w.,;:/'()-]+", " ", screen)


def test_the_morning_after_says_why_and_until_when(tmp_path: Path) -> None:
    home = Home(tmp_path, A_DAY)
    home.runs_already()
    sore = ("8km", "48m", "--pain", "4", "--pattern", "throughout", "--day", "yesterday")
    assert home.run("ran", *sore).returncode == 0
    today = datetime.now(ZoneInfo(home.zone)).date()
    with Terminal(home) as screen:
        screen.wait_for(is_next("Morning pain check"))
        screen.press("enter")
        screen.wait_for("How much did the very first steps hurt?")
        screen.press("3")
        screen.wait_for("Does it ease after a few steps?")
        screen.press("y", "n")
        screen.wait_for("Is it worse than yesterday morning, before your run?")
        screen.press("n", "y", "n", "n", "enter")
        screen.wait_for("CROSS-TRAIN")
        screen.press("w")
        why = in_one_line(screen.wait_for("What would change it"))
        screen.press("escape")
        screen.wait_for("Midday stretches")
        screen.press("q")
        assert screen.exit_code() == 0
    assert "Your last run hurt from start to finish: no running for now." in why
    released = near_day_text(today + timedelta(days=2))
    assert f"What would change it: from {released} on, two checks in a row at 5 or less" in why
    assert "Rule 6, from Sean Joyce, physical therapist" in why
    assert not A_CODE.search(why)


class Life:
    """A runner who enters everything on the command line, day after day."""

    def __init__(self, home: Home, clock: SetClock) -> None:
        self._home = home
        self._clock = clock

    def says(self, *arguments: str) -> str:
        run = self._home.run(*arguments, program=COACH, **self._clock.environment)
        assert (run.returncode, run.stderr) == (0, "")
        return run.stdout

    def sleeps(self, nights: int = 1) -> None:
        self._clock.jump(timedelta(days=nights))

    def today(self) -> date:
        return self._clock.now().astimezone(BERLIN).date()

    def level(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.says("today", "--json"))["level"]
        return found

    def is_at(self, level: int, row: str, stage: int | None = None) -> bool:
        found = self.level()
        return (found["level"], found["row"], found["stage"]) == (level, row, stage)


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """A runner who runs 30 km a week, and last ran yesterday without pain."""
    home = Home(tmp_path)
    home.zone = "Europe/Berlin"
    life = Life(home, SetClock(home, A_TUESDAY.astimezone(UTC)))
    running = ("--weekly", "30km", "--longest", "10km", "--last-run", "1", "--last-pattern", "none")
    life.says("intake", *running)
    return life


def test_a_sore_run_is_behind_after_three_days_and_two_good_checks(life: Life) -> None:
    life.says("check", "2", *FINE[:2])
    assert life.level()["most_today"] == 11_000  # a tenth more
    life.says("ran", "8km", "48m", "--pain", "5", "--pattern", "throughout")
    assert life.level()["most_today"] == 0
    sore = life.today()

    life.sleeps()
    life.says("check", "3", *FINE)
    assert life.is_at(1, "R06")
    assert life.level()["most_today"] is None
    when = f"from {near_day_text(sore + timedelta(days=3))} on"
    assert f"What would change it: {when}, two checks in a row" in life.says("why")

    life.sleeps(2)
    assert life.is_at(1, "R06")  # one good check is not enough
    said = life.says("check", "3", *FINE[:2])
    assert said.splitlines()[1] == (
        "Walk and jog. That sore run is behind you: start gently, with walking and jogging."
    )
    assert life.is_at(2, "R12", stage=9)


def test_the_walk_jogs_after_a_sore_run_begin_at_stage_nine(life: Life) -> None:
    life.says("ran", "8km", "48m", "--pain", "5", "--pattern", "worse")
    for _ in range(3):
        life.sleeps()
        life.says("check", "2", *FINE)
        for session in STRETCHES:
            life.says("done", session)
    assert life.is_at(2, "R12", stage=9)
    said = life.says("ran", "2.8km", "20m", "--pain", "0", "--walk-jog")
    assert said.startswith("Run logged: 2.8 km in 20 min, no pain.\nA good one: stage 11 next, ")

    life.sleeps()
    said = life.says("check", "2", *FINE)
    assert "You are on the way back, stage 11 of 19." in said
    assert life.is_at(2, "R12", stage=11)


def test_a_morning_without_a_check_allows_no_more_than_the_last_one(life: Life) -> None:
    life.says("check", "9", "--no-ease", "--walking-pain")
    assert life.is_at(0, "R02")
    life.sleeps()
    assert life.is_at(0, "R02")
    assert "That is from your last check, which counts until today's." in life.says("today")
    life.says("check", "2", *FINE[:2])
    assert life.level()["level"] == 3
