"""The course over time: days gathered into the columns of one axis that pans and zooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from coach.domain.day.wallclock import week_start
from coach.domain.heel.episode import median
from coach.domain.history.day_record import DayRecord, rolling_pain
from coach.domain.routine.kinds import SessionKind, Weekday
from coach.domain.routine.model import Routine

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MONTHS_OF_A_QUARTER = 3
_KEPT = 16
"""How many answers to keep: a screen requests the same axis with every key."""


class Unit(StrEnum):
    """How much time one column stands for, from the finest to the coarsest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Zoom(StrEnum):
    """How much is shown at once."""

    WEEKS = "weeks"
    MONTHS = "months"
    ALL = "all"


class Span(Struct, frozen=True):
    """The coach days from `first` to `last`, inclusive."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Each of the days."""
        return (self.first + _DAY * ahead for ahead in range((self.last - self.first).days + 1))


class Window(Struct, frozen=True):
    """Which of the columns 0 to `count` - 1 are shown: from `first` on, at most `room`."""

    count: int
    room: int
    first: int
    cursor: int

    @property
    def last(self) -> int:
        """The last column shown."""
        return min(self.count, self.first + self.room) - 1


class Column(Struct, frozen=True):
    """What one column shows: pains 0-10 and metres, for those of its days that are known so far.

    `pain` is the median of the seven days up to a single day, or else the median of all its
    mornings.
    """

    span: Span
    pains: tuple[int, ...]
    pain: float | None
    distance: float
    runs: int
    days: tuple[DayRecord, ...] = ()


class Kept(Struct, frozen=True):
    """How the steps of one kind went: done, skipped, missed; and how many days were away."""

    done: int = 0
    skipped: int = 0
    missed: int = 0
    away: int = 0

    @property
    def asked(self) -> int:
        """How many there were to do."""
        return self.done + self.skipped + self.missed


def seen(count: int, room: int, cursor: int, before: int) -> Window:
    """The window on `count` columns that contains the cursor, moved as little as possible.

    Args:
        count: how many columns there are, at least 1.
        room: how many fit, at least 1.
        cursor: the column that must be shown; beyond an end, the column at that end.
        before: the first column that was shown before.
    """
    cursor = max(0, min(count - 1, cursor))
    least = max(0, cursor - room + 1)
    most = min(cursor, max(0, count - room))
    return Window(count, room, max(least, min(before, most)), cursor)


@lru_cache(maxsize=_KEPT)
def finest(first: date, last: date, room: int, week_starts: Weekday) -> Unit:
    """The finest unit in which all days fit into so many columns; years if none does."""
    for unit in Unit:
        if len(spans(first, last, unit, week_starts)) <= room:
            return unit
    return Unit.YEAR


@lru_cache(maxsize=_KEPT)
def spans(first: date, last: date, unit: Unit, week_starts: Weekday) -> tuple[Span, ...]:
    """Whole units, one after the other, that contain the days from `first` to `last`."""
    found = []
    start = _start(first, unit, week_starts)
    while start <= last:
        after = _after(start, unit)
        found.append(Span(start, after - _DAY))
        start = after
    return tuple(found)


def columns(
    of: Iterable[Span],
    pains: Mapping[date, int],
    runs: Mapping[date, Sequence[float]],
    days: Mapping[date, DayRecord],
) -> tuple[Column, ...]:
    """What the spans show.

    Args:
        of: the spans.
        pains: first-step pain, where recorded.
        runs: the metres of each run of a day.
        days: the days that are known so far.
    """
    return tuple(_column(span, pains, runs, days) for span in of)


def _column(
    span: Span,
    pains: Mapping[date, int],
    runs: Mapping[date, Sequence[float]],
    days: Mapping[date, DayRecord],
) -> Column:
    checked = tuple(pains[day] for day in span.days() if day in pains)
    distances = [metres for day in span.days() for metres in runs.get(day, ())]
    if span.first == span.last:
        (pain,) = rolling_pain(pains, [span.first])
    else:
        pain = median(checked) if checked else None
    known = tuple(days[day] for day in span.days() if day in days)
    return Column(span, checked, pain, sum(distances), len(distances), known)


def kept(days: Iterable[DayRecord], steps: frozenset[str]) -> Kept:
    """How some steps went on some days."""
    known = list(days)
    return Kept(
        done=sum(step in steps for one in known for step in one.done),
        skipped=sum(step in steps for one in known for step in one.skipped),
        missed=sum(step in steps for one in known for step in one.missed),
        away=sum(one.away is not None for one in known),
    )


def steps_of(routine: Routine, kind: SessionKind) -> frozenset[str]:
    """The steps whose session is of a kind."""
    return frozenset(
        step.id
        for step in routine.steps.values()
        if (session := routine.session_of(step)) and session.kind is kind
    )


def _start(day: date, unit: Unit, week_starts: Weekday) -> date:
    """The first day of the unit that contains a day."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return week_start(day, week_starts)
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.QUARTER:
            month = day.month - (day.month - 1) % _MONTHS_OF_A_QUARTER
            return day.replace(day=1, month=month)
        case Unit.YEAR:
            return day.replace(day=1, month=1)


def _after(start: date, unit: Unit) -> date:
    """The first day of the unit after the one that starts then."""
    match unit:
        case Unit.DAY:
            return start + _DAY
        case Unit.WEEK:
            return start + _WEEK
        case Unit.MONTH:
            return _months_on(start, 1)
        case Unit.QUARTER:
            return _months_on(start, _MONTHS_OF_A_QUARTER)
        case Unit.YEAR:
            return start.replace(year=start.year + 1)


def _months_on(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)
