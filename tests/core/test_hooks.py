"""Which hooks are told of what was recorded, and what they get."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.builders import FakeClock, tell_of_running, wake

from coach.cli.answers.catalogue import schema_of
from coach.core import hooks
from coach.core.coach import Coach
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import Pattern
from coach.journal import Journal
from coach.system.hooks.order import HookCall

SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = """
[hooks]
on-check = ["check", "secret"]
on-done = ["done"]
on-ran = ["ran"]
on-level = ["level"]
"""
SCHEMAS = {name: Draft202012Validator(schema_of(name)) for name in ("hook", "hook-level")}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SEVEN)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(ALL)
    path.chmod(0o600)
    return path


class Started:
    """The calls of hooks, which are not run."""

    def __init__(self) -> None:
        self.calls: list[HookCall] = []

    def __call__(self, calls: Sequence[HookCall], journal: Path) -> None:
        assert journal.name == "journal.db"
        self.calls += calls

    def names(self) -> list[str]:
        names = [one.hook for one in self.calls]
        self.calls.clear()
        return names

    def given(self) -> list[dict[str, Any]]:
        given = [json.loads(one.given) for one in self.calls]
        for one in given:
            SCHEMAS["hook-level" if one["hook"] == "on-level" else "hook"].validate(one)
        return given


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    one = Started()
    monkeypatch.setattr(hooks, "start", one)
    return one


def test_a_check_is_told_as_recorded_and_so_is_its_level(coach: Coach, started: Started) -> None:
    wake(coach, 3)
    check, level = started.given()
    assert started.calls[0].argv == ("check", "secret")
    assert (check["hook"], check["event"]["pain"], check["day"]) == ("on-check", 3, "2026-03-03")
    assert "3" in check["text"]
    judgement = coach.judgement()
    assert level == {
        "version": 1,
        "hook": "on-level",
        "day": "2026-03-03",
        "text": level["text"],
        "at": "2026-03-03T07:00:00Z",
        "level": int(judgement.level),
        "name": level["name"],
        "row": judgement.verdict.row.id,
        "before": None,
    }
    assert level["text"].startswith(f"{level['name']}. ")


def test_each_hook_is_told_of_its_own(coach: Coach, clock: FakeClock, started: Started) -> None:
    tell_of_running(coach)
    assert started.names() == []
    wake(coach, 0)
    assert started.names() == ["on-check", "on-level"]
    coach.record.start("morning")
    coach.record.snooze("midday")
    assert started.names() == []
    coach.record.done("midday")
    assert started.names() == ["on-done"]
    clock.forward(minutes=1)
    coach.runs.ran(5000.0, 1800, 0, Pattern.NONE)
    assert started.names() == ["on-ran"]
    clock.forward(minutes=1)
    wake(coach, 9)
    (_, worse) = started.given()
    assert worse["level"] < worse["before"]
    started.calls.clear()
    clock.forward(minutes=1)
    coach.corrections.undo()
    assert started.names() == ["on-level"]


def test_what_is_long_past_runs_none(coach: Coach, started: Started) -> None:
    wake(coach, 2)
    started.names()
    coach.record.check(3, day=coach.present_day() - DAY)
    assert "on-check" in started.names()
    coach.record.check(3, day=coach.present_day() - 2 * DAY)
    old = Activity(ActivityKind.RUN, SEVEN - 300 * DAY, 1800, 5000.0, "old.fit")
    assert coach.imports.log_activity(old)
    assert "on-check" not in started.names()
    new = Activity(ActivityKind.RUN, SEVEN - timedelta(hours=1), 1800, 5000.0, "new.fit")
    assert coach.imports.log_activity(new)
    assert "on-ran" in started.names()


def test_what_another_machine_recorded_runs_none(
    coach: Coach, journal: Journal, started: Started, tmp_path: Path
) -> None:
    other = Journal(tmp_path / "journal-2.db")
    wake(Coach(tmp_path / "none.toml", other, FakeClock(SEVEN)), 3)
    assert journal.take_in(other.entries(), "laptop")
    other.close()
    assert coach.days.check_of(coach.present_day())
    assert started.names() == []


@pytest.mark.parametrize("mode", [0o602, 0o666])
def test_a_config_that_everybody_may_write_runs_none(
    coach: Coach, config: Path, started: Started, mode: int
) -> None:
    config.chmod(mode)
    wake(coach, 3)
    assert started.names() == []


def test_a_config_of_another_user_runs_none(
    coach: Coach, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.system.owners.os.geteuid", lambda: 4711)
    wake(coach, 3)
    assert started.names() == []


def test_hooks_that_cannot_be_started_break_no_recording(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(hooks, "start", fail)
    wake(coach, 3)
    assert coach.days.check_of(coach.present_day())


def test_without_hooks_nothing_of_it_is_loaded(
    coach: Coach, config: Path, started: Started
) -> None:
    config.write_text("")
    coach.routine_file.read_again()
    wake(coach, 3)
    assert "hooks" not in vars(coach)
    assert started.names() == []
