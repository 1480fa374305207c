"""The commands in miles and with twelve hours; the journal and JSON stay as they are."""

import json
import re
from pathlib import Path

import pytest
from support.home import Home

from coach.domain.events.types import RunLogged

MILES = '[display]\ndistances = "mi"\nhours = "12h"\n'
CLOCK = r"1?\d:\d\d [ap]m"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path, MILES)
    told = ("--weekly", "20", "--longest", "5.0", "--last-run", "1", "--last-pattern", "none")
    assert "Thank you" in said(home, "intake", *told)
    said(home, "check", "0")
    return home


def said(home: Home, *command: str) -> str:
    done = home.run(*command)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_bare_distance_is_in_miles_and_kept_in_metres(home: Home) -> None:
    assert "Run logged: 3.1 mi in 31 min, no pain." in said(
        home, "ran", "3.1", "31m", "--pain", "0"
    )
    assert "Run logged: 3.1 mi in 31 min, no pain." in said(
        home, "ran", "5km", "31m", "--pain", "0"
    )
    with home.coach() as coach:
        runs = [one for one in coach.days.history() if isinstance(one, RunLogged)]
    assert [round(run.distance, 2) for run in runs] == [4988.97, 5000.0]


def test_what_is_said_to_be_allowed_is_allowed_when_it_is_typed(home: Home) -> None:
    found = re.search(r"This run: ([\d.]+ mi) at most", said(home, "why"))
    assert found
    assert "The advice was" not in said(home, "ran", found[1], "60m")


def test_every_time_is_told_over_twelve_hours(home: Home) -> None:
    head, _, _, *rows = said(home, "today").splitlines()
    assert re.search(rf"  {CLOCK}$", head)
    assert all(re.match(rf"  (?: ?{CLOCK}|    then)  \S  ", row) for row in rows)
    assert len({row.index(row.split()[-1]) for row in rows}) == 1
    assert re.match(rf"({CLOCK}|then) ", said(home, "next"))
    assert re.match(rf"{CLOCK}\|", said(home, "next", "--format", "{time}|"))
    assert re.fullmatch(rf"No reminders until {CLOCK}\.\n", said(home, "pause", "2h"))
    assert not re.search(r"\b(1[3-9]|2\d):\d\d\b", said(home, "why"))


def test_json_keeps_metres_and_instants(home: Home) -> None:
    today = json.loads(said(home, "today", "--json"))
    assert today["level"]["most_today"] > 1000
    assert all(re.search(r"T\d\d:\d\d", step["closes"]) for step in today["steps"])


def test_a_distance_that_is_none_and_one_too_long_are_told_in_miles(home: Home) -> None:
    refused = home.run("ran", "400", "31m")
    assert "up to 310 mi and a time, as in `3.2mi 31m`" in refused.stderr


def test_no_command_names_a_key_of_the_full_screen(home: Home) -> None:
    for command in (("today", "--json"), ("next",), ("why",)):
        assert "enter" not in said(home, *command)
    assert "ctrl+p" not in said(home, "theme", "--help")
