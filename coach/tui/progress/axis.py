"""The axes of Progress: which days, weeks or months are shown, and the bars of distance on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from textual.content import Content

from coach.core.day_records import DayRecords
from coach.domain.history.time_axis import (
    Column,
    Span,
    Unit,
    Window,
    Zoom,
    columns,
    finest,
    seen,
    spans,
)
from coach.domain.routine.kinds import Weekday
from coach.tui.progress.picture import Bar
from coach.tui.progress.texts import month_day
from coach.tui.style import MUTED, TITLE, line

_WEEK = timedelta(days=7)
_ZOOMS = tuple(Zoom)
_UNITS = {Zoom.WEEKS: Unit.DAY, Zoom.MONTHS: Unit.WEEK}


def zoomed(zoom: Zoom, by: int) -> Zoom:
    """The zoom for fewer days (1) or more (-1)."""
    return _ZOOMS[max(0, min(len(_ZOOMS) - 1, _ZOOMS.index(zoom) - by))]


class Axis(NamedTuple):
    """All days from the first one to today, in units of time."""

    began: date
    today: date
    week_starts: Weekday

    def nearest(self, day: date) -> date:
        """The day itself, or the nearer end of the axis."""
        return max(self.began, min(self.today, day))

    def unit(self, zoom: Zoom, room: int) -> Unit:
        """The unit of one column."""
        if zoom is Zoom.ALL:
            return finest(self.began, self.today, room, self.week_starts)
        return _UNITS[zoom]

    def window(
        self, unit: Unit, room: int, day: date, before: int
    ) -> tuple[tuple[Span, ...], Window]:
        """All columns of a unit, and the window that contains a day's column.

        `before` is the first column that was in view until now.
        """
        every = spans(self.began, self.today, unit, self.week_starts)
        cursor = bisect_right(every, day, key=attrgetter("first")) - 1
        return every, seen(len(every), room, cursor, before)

    def period(self, in_view: Sequence[Span]) -> str:
        """The days in view."""
        first, last = self.nearest(in_view[0].first), self.nearest(in_view[-1].last)
        since = f"{first.day} {first:%b}" if first.year == last.year else month_day(first)
        return f"{since} to {month_day(last)}" if first < last else month_day(last)

    def heading(self, in_view: Sequence[Span], zoom: Zoom, room: int) -> Content:
        """The days in view, if there is so much room, and their distance in time."""
        name = line((zoom, TITLE))
        whole = line((f"{self.period(in_view)}  ", MUTED), name)
        return whole if whole.cell_length < room else name

    def years(self, first: date, last: date) -> list[int]:
        """The years whose mornings and runs are needed, the newest first."""
        lately = range(min(last, self.today).year, (first - _WEEK).year - 1, -1)
        start = {self.began.year, (self.began + _WEEK).year}
        return [
            *start,
            *(year for year in lately if year >= self.began.year and year not in start),
        ]

    def bars(self, shown: Sequence[Column], unit: Unit, records: DayRecords) -> Iterator[Bar]:
        """A bar for each column, or for each week where columns are days."""
        if unit is not Unit.DAY:
            for at, one in enumerate(shown):
                yield Bar(at, at, one.distance, self._cap(one.span, records))
            return
        first, last = shown[0].span.first, shown[-1].span.last
        for week in spans(first, last, Unit.WEEK, self.week_starts):
            inside = [at for at, one in enumerate(shown) if one.span.first in week]
            (whole,) = columns([week], {}, records.runs, {})
            yield Bar(inside[0], inside[-1], whole.distance, self._cap(week, records))

    def _cap(self, week: Span, records: DayRecords) -> float | None:
        """The most that a week was allowed, by its last day, once that is known."""
        last = min(week.last, self.today)
        is_week = week.last - week.first < _WEEK
        known = records.known(last, last) if is_week else ()
        return known[0].week_cap if known else None
