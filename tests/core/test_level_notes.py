"""The journal says which level the runner was told, and when."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from support.builders import FakeClock, tell_of_running, wake

from coach.core.coach import Coach
from coach.domain.events.activity import Activity, ActivityKind
from coach.errors import NotSavedError
from coach.journal import Journal
from coach.journal.backups import Backups

SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SEVEN)


def told(journal: Journal) -> list[Any]:
    return [level for (level,) in journal.rows("select level from levels order by day, at")]


def test_a_level_is_noted_with_the_check_that_decides_it(
    coach: Coach, journal: Journal, clock: FakeClock
) -> None:
    coach.record.snooze("midday")
    tell_of_running(coach)
    assert told(journal) == []
    wake(coach, 0)
    judgement = coach.judgement()
    assert journal.rows("select * from levels") == [
        (
            str(judgement.day),
            clock.now().isoformat(),
            int(judgement.level),
            judgement.verdict.row.id,
            0,
            0,
        )
    ]


def test_it_is_noted_again_only_when_it_changes(
    coach: Coach, journal: Journal, clock: FakeClock
) -> None:
    tell_of_running(coach)
    wake(coach, 0)
    clock.forward(minutes=1)
    coach.record.done("midday")
    wake(coach, 0)
    assert len(told(journal)) == 1
    clock.forward(minutes=1)
    wake(coach, 9)
    clock.forward(minutes=1)
    coach.corrections.undo()
    first, worst, last = told(journal)
    assert worst < first == last


def test_a_sign_before_the_check_is_told(coach: Coach, journal: Journal) -> None:
    coach.record.raise_flags(("numb",))
    assert told(journal) == [int(coach.judgement().level)]


def test_a_note_that_cannot_be_written_breaks_no_recording(
    coach: Coach, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotSavedError("not now")

    monkeypatch.setattr(coach.level_notes, "note", fail)
    wake(coach, 2)
    assert coach.days.check_of(coach.present_day())
    assert told(journal) == []


def test_runs_of_years_ago_cost_no_judgement(
    coach: Coach, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    began = clock.now().replace(year=clock.now().year - 2)
    activity = Activity(ActivityKind.RUN, began, 1800, 5000.0, "old.fit")
    monkeypatch.setattr(coach.days, "judgement", fail)
    assert coach.imports.log_activity(activity)


def test_a_copy_in_place_of_a_damaged_journal_still_says_what_was_told(
    coach: Coach, journal: Journal, clock: FakeClock
) -> None:
    wake(coach, 2)
    backups = Backups(journal.path)
    copy = backups.make(coach.present_day())
    told_before = journal.rows("select * from levels")
    backups.replace_damaged(copy, clock.now())
    with closing(Journal(journal.path)) as anew:
        assert anew.rows("select * from levels") == told_before
