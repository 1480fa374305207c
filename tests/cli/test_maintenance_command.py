"""`coach maintenance`, and what other commands say of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders import FakeClock
from support.home import Home
from support.recovered import QUIET, live

from coach.core.coach import Coach

TWICE = (*[5] * 10, *[0] * 40, *[6] * 10)


def home_of(tmp_path: Path, *mornings: int) -> Home:
    home = Home(tmp_path)
    with home.coach() as coach:
        live(coach, clock_of(coach), mornings)
    return home


def clock_of(coach: Coach) -> FakeClock:
    assert isinstance(coach.clock, FakeClock)
    return coach.clock


@pytest.fixture
def recovered(tmp_path: Path) -> Home:
    return home_of(tmp_path, *QUIET)


def said(home: Home, *arguments: str) -> str:
    ended = home.run(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def told(home: Home, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(home, *arguments, "--json"))
    return found


def test_it_is_offered_begun_shown_and_ended(recovered: Home) -> None:
    assert "Four quiet weeks: you may take the maintenance day." in said(recovered, "today")
    facts = told(recovered, "maintenance")
    assert (facts["is_on"], facts["is_offered"], facts["since"]) == (False, True, None)
    assert said(recovered, "maintenance", "on").startswith("Maintenance day from today on:")
    day = told(recovered, "today")
    assert day["maintenance"] == {"is_offered": False, "since": day["day"]}
    assert not {"midday", "evening"} & {one["step"] for one in day["steps"]}
    shown = " ".join(said(recovered, "maintenance").split())
    assert "one stretch session a day, strength twice a week" in shown
    assert "Three mornings of 3 or more bring the full day back." in shown
    assert said(recovered, "maintenance", "off") == "The full day is back.\n"
    facts = told(recovered, "maintenance")
    assert (facts["is_on"], facts["is_offered"]) == (False, False)
    assert facts["since"] == facts["until"] == day["day"]
    assert facts["ended_by_pain"] is False


def test_not_now_is_a_word_too(recovered: Home) -> None:
    assert "will not ask again for two weeks" in said(recovered, "maintenance", "later")
    assert "Four quiet weeks" not in said(recovered, "today")
    entries = said(recovered, "entries", "maintenance")
    assert "Maintenance day" in entries
    assert "not now" in entries


def test_without_an_offer_it_is_refused(tmp_path: Path) -> None:
    home = home_of(tmp_path, 4, 3, 3)
    for what in ("on", "later"):
        ended = home.run("maintenance", what)
        assert ended.returncode == 1
        assert "not offered today: it takes four weeks with hardly any pain" in ended.stderr
    shown = " ".join(said(home, "maintenance").split())
    assert "so not before" in shown
    assert "the first steps hurt 3 or more this morning" in shown
    assert "you have to be running freely" not in shown
    because = told(home, "maintenance")["not_offered_because"]
    assert because.keys() == {"no four quiet weeks", "a sore morning"}
    first = date.fromisoformat(because["no four quiet weeks"])
    assert first > date.fromisoformat(told(home, "today")["day"])


def test_why_says_what_is_left_out_and_that_it_is_in_force(recovered: Home) -> None:
    said(recovered, "maintenance", "on")
    assert "Maintenance day since " in said(recovered, "why")
    assert "Maintenance day since " in told(recovered, "why")["level"]["maintenance"]
    midday = said(recovered, "why", "midday")
    assert "not on today's plan: it is not part of the maintenance day" in midday
    assert "It comes again" not in midday
    strength = said(recovered, "why", "strength")
    assert "it is not part of the maintenance day" in strength
    assert "It comes again on " in strength


def test_the_calendar_has_only_what_the_maintenance_day_has(recovered: Home) -> None:
    said(recovered, "maintenance", "on")
    calendar = recovered.folder / "plan.ics"
    assert recovered.run("export", "ics", "--days", "15", "--to", str(calendar)).returncode == 0
    text = calendar.read_text()
    assert text.count("SUMMARY:Strength") == 4
    assert "SUMMARY:Midday stretches" not in text
    assert text.count("SUMMARY:First-step stretches") >= 14


def test_the_third_sore_morning_says_that_the_full_day_is_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.coach() as coach:
        clock = clock_of(coach)
        clock.forward(days=-3)
        live(coach, clock, QUIET)
        coach.maintenance.begin()
        for _ in range(2):
            clock.forward(days=1)
            coach.record.check(4, eases=True, walking_pain=False)
    back = "Three mornings of 3 or more: the full day is back from today."
    assert back not in said(home, "today")
    assert back in said(home, "check", "3", "--ease", "--no-walking-pain")
    assert back in said(home, "today")
    assert back in said(home, "why")
    facts = told(home, "maintenance")
    assert (facts["is_on"], facts["ended_by_pain"]) == (False, True)


def test_progress_and_the_report_list_the_episodes(tmp_path: Path) -> None:
    home = home_of(tmp_path, *TWICE, *[0] * 36)
    shown = " ".join(said(home, "progress").split())
    assert "6 weeks, over since" in shown
    facts = told(home, "progress")
    assert [one["worst_week"] for one in facts["episodes"]] == [1, 1]
    assert all(one["ended"] for one in facts["episodes"])
    page = home.folder / "page.html"
    assert home.run("report", "--to", str(page)).returncode == 0
    text = page.read_text()
    assert "<h2>Episodes</h2>" in text
    assert text.count("over since") == 2


def test_the_present_episode_says_its_own_week(tmp_path: Path) -> None:
    home = home_of(tmp_path, *TWICE)
    *_, last = said(home, "progress").split("Episode")
    assert "week 1; the worst was week 1" in " ".join(last.split())
