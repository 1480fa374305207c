"""A short day on the journal: recorded, undone, played, and what it leaves in the records."""

from datetime import UTC, date, datetime

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.core.session_run import SessionRun
from coach.core.short_day import shorten_or_lengthen
from coach.errors import RefusedError
from coach.wording.phrases import SHORT_DAY, WHOLE_DAY

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 20, tzinfo=UTC))


def exercises(coach: Coach, session: str) -> int:
    return len(coach.today().routine.sessions[session].exercises)


def test_one_key_makes_the_day_short_and_the_next_one_whole(coach: Coach) -> None:
    assert shorten_or_lengthen(coach) == SHORT_DAY
    assert (exercises(coach, "evening"), coach.days.is_short_day()) == (3, True)
    assert coach.days.find("evening").step.name == "Evening stretches, short"
    assert shorten_or_lengthen(coach) == WHOLE_DAY
    assert (exercises(coach, "evening"), coach.days.is_short_day()) == (6, False)


def test_it_is_undone_like_anything_else(coach: Coach) -> None:
    coach.breaks.shorten()
    coach.corrections.undo()
    assert exercises(coach, "evening") == 6


def test_it_ends_with_the_day(coach: Coach, clock: FakeClock) -> None:
    coach.breaks.shorten()
    clock.forward(days=1)
    assert (exercises(coach, "evening"), coach.days.is_short_day()) == (6, False)


def test_what_would_change_nothing_is_refused(coach: Coach) -> None:
    with pytest.raises(RefusedError, match="not a short day"):
        coach.breaks.lengthen()
    coach.breaks.shorten()
    with pytest.raises(RefusedError, match="short already"):
        coach.breaks.shorten()
    coach.corrections.undo()
    for step in ("strength", "evening"):
        coach.record.done(step)
    with pytest.raises(RefusedError, match="ten minutes or less"):
        coach.breaks.shorten()


def test_a_short_session_is_recorded_as_what_it_is_and_counts_as_a_session(
    coach: Coach, clock: FakeClock
) -> None:
    coach.record.done("morning")
    coach.breaks.shorten()
    session = SessionRun(coach, "evening")
    session.leave()
    assert len(session.session.exercises) == 3
    coach.record.finish("evening", TUESDAY, clock.now())
    for step in ("morning", "evening"):
        done = coach.days.done_of(step, TUESDAY)
        assert done is not None
        assert done.is_short is (step == "evening")
    (record,) = DayRecords(coach).days(TUESDAY, TUESDAY)
    assert (record.short, record.stretches) == (("evening",), 2)


def test_what_was_done_short_stays_so_when_the_day_is_whole_again(coach: Coach) -> None:
    coach.breaks.shorten()
    coach.record.done("evening")
    coach.breaks.lengthen()
    assert coach.days.find("evening").step.name == "Evening stretches, short"
    assert coach.days.find("strength").step.name == "Strength"


def test_a_session_that_had_begun_stays_whole(coach: Coach) -> None:
    coach.record.start("evening")
    coach.breaks.shorten()
    assert exercises(coach, "evening") == 6
    assert coach.days.find("strength").step.name == "Strength, short"


def test_a_step_that_the_plan_makes_short_is_so_each_day_and_recorded_as_such(
    coach: Coach, clock: FakeClock
) -> None:
    coach.routine_file.write("steps.evening.short", value=True)
    for _ in range(2):
        assert coach.days.find("evening").step.name == "Evening stretches, short"
        assert not coach.days.is_short_day()
        coach.record.done("evening")
        (record,) = DayRecords(coach).days(coach.present_day(), coach.present_day())
        assert record.short == ("evening",)
        clock.forward(days=1)
