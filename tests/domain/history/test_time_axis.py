"""The axis of the course, its window, and the sums of its columns, against simpler counts."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import routine

from coach.domain.events.types import AwayReason
from coach.domain.heel.rules import Level
from coach.domain.history.day_record import DayRecord
from coach.domain.history.time_axis import (
    Kept,
    Span,
    Unit,
    columns,
    finest,
    kept,
    seen,
    spans,
    steps_of,
)
from coach.domain.routine.kinds import SessionKind, Weekday

FIRST = date(2025, 12, 20)
A_DAY = timedelta(days=1)
DATES = st.dates(date(2016, 1, 1), date(2027, 12, 31))
LENGTHS = st.integers(0, 800)
UNITS = st.sampled_from(Unit)
STARTS = st.sampled_from(Weekday)
WHICH: dict[Unit, Callable[[date], object]] = {
    Unit.DAY: str,
    Unit.MONTH: lambda day: (day.year, day.month),
    Unit.QUARTER: lambda day: (day.year, (day.month + 2) // 3),
    Unit.YEAR: lambda day: day.year,
}
"""What two days of one unit have in common, except for weeks."""


@given(DATES, LENGTHS, UNITS, STARTS)
def test_each_day_lies_in_one_span(first: date, length: int, unit: Unit, starts: Weekday) -> None:
    last = first + A_DAY * length
    found = spans(first, last, unit, starts)
    assert first in found[0]
    assert last in found[-1]
    for one, after in pairwise(found):
        assert after.first == one.last + A_DAY


@given(DATES, LENGTHS, UNITS, STARTS)
def test_a_span_holds_the_days_that_have_a_unit_in_common(
    first: date, length: int, unit: Unit, starts: Weekday
) -> None:
    for one in spans(first, first + A_DAY * length, unit, starts):
        if unit is Unit.WEEK:
            assert list(Weekday)[one.first.weekday()] is starts
            assert one.last - one.first == 6 * A_DAY
        else:
            which = WHICH[unit]
            assert len({which(day) for day in one.days()}) == 1
            assert which(one.first - A_DAY) != which(one.first)
            assert which(one.last + A_DAY) != which(one.last)


@given(DATES, LENGTHS, st.integers(1, 120), STARTS)
def test_the_finest_unit_fits_and_a_finer_one_does_not(
    first: date, length: int, room: int, starts: Weekday
) -> None:
    last = first + A_DAY * length
    unit = finest(first, last, room, starts)
    fits = [one for one in Unit if len(spans(first, last, one, starts)) <= room]
    assert unit is (fits[0] if fits else Unit.YEAR)


@given(st.integers(1, 500), st.integers(1, 200), st.integers(-50, 600), st.integers(0, 600))
def test_a_window_holds_its_cursor_and_stays_within_the_columns(
    count: int, room: int, cursor: int, before: int
) -> None:
    window = seen(count, room, cursor, before)
    assert window.cursor == max(0, min(count - 1, cursor))
    assert 0 <= window.first <= window.cursor <= window.last < count
    assert window.last - window.first + 1 == min(room, count)


@given(st.integers(2, 300), st.integers(1, 60), st.lists(st.integers(-40, 40), max_size=30))
def test_a_window_moves_no_more_than_it_has_to(count: int, room: int, moves: Sequence[int]) -> None:
    window = seen(count, room, count - 1, 0)
    for by in moves:
        after = seen(count, room, window.cursor + by, window.first)
        if window.first <= after.cursor <= window.last:
            assert after.first == window.first
        else:
            assert after.cursor in {after.first, after.last}
        window = after


PAINS = st.dictionaries(st.integers(0, 60).map(lambda at: FIRST + A_DAY * at), st.integers(0, 10))
RUNS = st.dictionaries(
    st.integers(0, 60).map(lambda at: FIRST + A_DAY * at),
    st.lists(st.floats(0, 42_000), min_size=1, max_size=3),
)


@given(PAINS, RUNS, UNITS)
def test_columns_show_what_their_days_had(
    pains: dict[date, int], runs: dict[date, list[float]], unit: Unit
) -> None:
    days = {day: DayRecord(day=day, level=Level.AS_PLANNED, row="R19") for day in pains}
    found = columns(spans(FIRST, FIRST + A_DAY * 60, unit, Weekday.MON), pains, runs, days)
    for one in found:
        inside = [day for day in sorted({*pains, *runs}) if one.span.first <= day <= one.span.last]
        assert list(one.pains) == [pains[day] for day in inside if day in pains]
        assert one.distance == pytest.approx(sum(sum(runs.get(day, [])) for day in inside))
        assert one.runs == sum(len(runs.get(day, [])) for day in inside)
        assert [day.day for day in one.days] == [day for day in inside if day in pains]
        week = [day for day in pains if timedelta(0) <= one.span.first - day <= 6 * A_DAY]
        counted = week if unit is Unit.DAY else [day for day in inside if day in pains]
        assert one.pain == (median(pains[day] for day in counted) if counted else None)
    assert sum(one.runs for one in found) == sum(map(len, runs.values()))


STEPS = st.lists(st.sampled_from("abcd"), max_size=4).map(tuple)


@given(st.lists(st.tuples(STEPS, STEPS, STEPS), max_size=12), st.frozensets(st.sampled_from("abc")))
def test_what_was_kept_is_counted_step_by_step(
    told: list[tuple[tuple[str, ...], ...]], wanted: frozenset[str]
) -> None:
    days = [
        DayRecord(day=FIRST, level=Level.REST, row="R01", done=done, skipped=skipped, missed=missed)
        for done, skipped, missed in told
    ]
    away = DayRecord(day=FIRST, level=Level.REST, row="R01", away=AwayReason.ILL)
    assert kept([away], wanted) == Kept(away=1)
    counts = [0, 0, 0]
    for day in told:
        for at, steps in enumerate(day):
            for step in steps:
                counts[at] += step in wanted
    assert kept(days, wanted) == Kept(*counts)
    assert kept(days, wanted).asked == sum(counts)


def test_steps_by_the_kind_of_their_session() -> None:
    shipped = routine()
    assert steps_of(shipped, SessionKind.STRETCH) == {"morning", "midday", "evening"}
    assert steps_of(shipped, SessionKind.ICE) == {"ice"}


def test_a_span_knows_its_days() -> None:
    span = Span(FIRST, FIRST + A_DAY)
    assert list(span.days()) == [FIRST, FIRST + A_DAY]
    assert FIRST - A_DAY not in span
