"""`coach plan`, and `coach today` for other days."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli.main import coach_command
from coach.system.clock import SystemClock

NOW = datetime(2026, 7, 21, 9, 30, tzinfo=UTC)
"""A Tuesday."""
CONFIG = '[steps.run]\ndays = ["tue", "wed", "sat"]\n'
RUNS_ALREADY = (
    "--weekly",
    "30km",
    "--longest",
    "10km",
    "--last-run",
    "1",
    "--last-pattern",
    "none",
)


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW)
    monkeypatch.setattr(SystemClock, "zone", lambda _: UTC)
    (tmp_path / "config.toml").write_text(CONFIG)


def run(*words: str) -> Result:
    files = ("--config", "config.toml", "--journal", "journal.db")
    return CliRunner().invoke(coach_command, [*files, *words])


def said(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_without_a_morning_it_says_that_the_runs_are_not_known() -> None:
    plan = said("plan", "--days", "2")
    assert "Wednesday 22 July" in plan
    assert "Run                   what it may be is decided that morning" in plan
    assert "today's pain check is missing" in plan


def test_the_runs_ahead_are_as_far_as_the_caps_allow_then() -> None:
    run("intake", *RUNS_ALREADY)
    run("check", "3", "--ease", "--no-walking-pain")
    plan = said("plan", "--days", "5")
    assert "Tuesday 21 July" in plan
    assert "a run of up to 10.0 km; the week stands at 10.0 of 30.0 km" in plan
    assert plan.endswith("each run is as far as allowed, and that it goes well.\n")
    _, wednesday, *_ = json.loads(said("plan", "--days", "5", "--json"))["days"]
    assert wednesday["run"] == {
        "level": 3,
        "name": "Run, no increase",
        "may_run": True,
        "most_m": 10_000,
        "stage": None,
        "done_this_week_m": 10_000,
        "most_this_week_m": 30_000,
    }


def test_a_day_off_between_walk_jogs_and_a_stage_are_said() -> None:
    run("check", "3", "--ease", "--no-walking-pain")
    plan = said("plan", "--days", "5")
    assert "no run: a day between two walk-jogs" in plan
    assert "a walk-jog, stage 1 of 19" in plan


def test_a_day_without_a_run_does_not_say_what_runs_rest_on() -> None:
    run("check", "3", "--ease", "--no-walking-pain")
    assert said("today", "--day", "in 2 days").endswith("Night splint\n")
    assert said("today", "--day", "in 4 days").endswith("and that it goes well.\n")


def test_with_a_warning_sign_no_run_is_promised() -> None:
    run("check", "1", "--ease")
    run("flag", "fever")
    assert "A clinician has to see you first" in said("plan")


def test_a_day_away_has_nothing_due() -> None:
    run("away", "until", "fri", "--from", "tomorrow")
    assert "nothing is due before then" in said("today", "--day", "tomorrow")


@pytest.mark.parametrize("word", ["tomorrow", "next wed", "in 1 day", "2026-07-22"])
def test_a_coming_day_is_the_same_by_any_name(word: str) -> None:
    assert said("today", "--day", word) == said("today", "--day", "tomorrow")
    assert said("today", "--day", word).startswith("Wednesday 22 July\n")


def test_a_past_day_is_shown_as_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "3", "--ease", "--no-walking-pain")
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW.replace(day=23))
    day = said("today", "--day", "2 days ago")
    assert day.startswith("Tuesday 21 July\n")
    assert re.search("Morning pain check +3/10  pain-check\n", day)
    assert json.loads(said("today", "--day", "tue", "--json"))["day"] == "2026-07-21"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("1 week ago", "2026-07-14 was before your first day with Coach."),
        ("in 5 weeks", "2026-08-25 is too far ahead; name a day within the next four weeks."),
    ],
)
def test_a_day_too_far_away_is_refused(word: str, why: str) -> None:
    result = run("today", "--day", word)
    assert result.exit_code == 1
    assert result.stderr == f"{why}\n"


def test_every_command_understands_the_same_words_for_a_day() -> None:
    run("check", "3", "--ease")
    assert "3/10, eases" in said("entries", "--since", "3 days ago", "--until", "today")
    assert said("progress", "--day", "last sun").startswith("The week from 13 July to 19 July")
    table = said("export", "csv", "days", "--since", "yesterday", "--until", "yesterday")
    assert len(table.splitlines()) <= 2
    assert run("entries", "--day", "today", "--until", "today").exit_code == 2
