"""`coach outlook`: when the runner can run again, in words and as JSON."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.home import Home

GOAL = '[goal]\ndistance = "10km"\nname = "Spring run"\n'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two weeks of mornings, and months without a run."""
    home = Home(tmp_path, GOAL)
    with home.coach() as coach:
        today = coach.present_day()
        told = {"longest": 8_000.0, "last_run": today - timedelta(days=120)}
        coach.record.take_intake(told)
        for ago in range(14):
            day = today - timedelta(days=ago)
            coach.record.check(2, eases=True, walking_pain=False, day=day)
            coach.record.done("morning", day=day)
            coach.record.done("midday", day=day)
    return home


def facts(home: Home) -> dict[str, Any]:
    ended = home.run("outlook", "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def test_it_says_what_comes_when_and_that_it_is_no_promise(home: Home) -> None:
    ended = home.run("outlook")
    assert (ended.returncode, ended.stderr) == (0, "")
    names = [row[:17].strip() for row in ended.stdout.splitlines() if row[:1].strip()]
    ahead = [one for one in names if one != "Next run"]  # which today itself shows on a run day
    assert ahead[:4] == ["Next stage", "First free run", "Usual run", "Goal"]
    assert names[-1] == "Not a promise"
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_the_days_stand_beside_the_sentences(home: Home) -> None:
    told = facts(home)
    assert (told["mornings"], told["usual_distance"], told["goal_distance"]) == (14, 8000, 10_000)
    assert list(told["now"]) == ["next stage", "free run", "usual distance", "goal"]
    free = told["now"]["free run"]
    days = [date.fromisoformat(free[one]) for one in ("earliest", "likely", "latest")]
    assert days == sorted(days)
    assert f"{days[1]:%a} {days[1].day} {days[1]:%b}" in told["sentences"]["First free run"]
    assert told["goal_in_time"] is None
    assert told["awaits_clinician"] is False


def test_on_the_first_day_it_is_too_early(tmp_path: Path) -> None:
    told = facts(Home(tmp_path))
    assert (told["mornings"], told["now"], told["a_week_ago"]) == (0, None, None)
    assert told["sentences"]["How sure"].startswith("Too early to say.")


def test_plain_lines_have_no_symbols(home: Home) -> None:
    ended = home.run("--plain", "outlook")
    assert ended.returncode == 0
    assert ended.stdout.isascii()
