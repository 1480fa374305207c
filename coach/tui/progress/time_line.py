"""The coming weeks as a time line: for each milestone its range, its likely day, and the dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from textual.content import Content

from coach.domain.outlook.outlook import HORIZON, Span
from coach.tui.style import DUE, LINE, MUTED, READY, TITLE, line

NAMES = 15
"""Columns of the names."""
_INDENT = 2
_LEFT = _INDENT + NAMES
_FEWEST_DAYS = 14
_DATE = 8
"""Columns of a date, with the room between two."""
_WEEKS = (1, 2, 4, 8, 13, 26)
"""Weeks that may lie between two dates."""
_RANGE, _LIKELY, _GOAL, _LATER = "━", "●", "◇", "▶"
_LEGEND = ((_LIKELY, "likely", TITLE), (_RANGE, "early to late", DUE))
_LEGEND_OF_GOAL = (_GOAL, "goal date", READY)
_LEGEND_OF_LATER = (_LATER, "or later", DUE)


class Range(NamedTuple):
    """One row of the time line: its name, and when it comes, in days from the first one."""

    name: str
    span: Span
    goal_in: int | None = None
    """The day of the goal, if this is the goal and it has one."""


class TimeLine(NamedTuple):
    """All rows from the first day on, for a width in columns of the screen."""

    first: date
    ranges: Sequence[Range]
    width: int

    def rows(self) -> Iterator[Content]:
        """The ranges, the line with its dates beneath, and the legend."""
        yield from map(self._range, self.ranges)
        yield self._axis()
        yield self._dates()
        yield self._legend()

    @property
    def _room(self) -> int:
        return max(1, self.width - _LEFT)

    @property
    def _days(self) -> int:
        """How many days are in view: up to the last one that is marked, but no more than known."""
        last = [HORIZON if one.span.late is None else one.span.late for one in self.ranges]
        goals = [one.goal_in for one in self.ranges if one.goal_in is not None]
        return min(HORIZON, max(_FEWEST_DAYS, *last, *goals) + 1)

    def _column(self, ahead: int) -> int:
        """The column of a day, from the left end of the line."""
        return min(self._room - 1, ahead * self._room // self._days)

    def _range(self, one: Range) -> Content:
        cells = [(" ", LINE)] * self._room
        for column in self._columns(one.span):
            cells[column] = (_RANGE, DUE)
        if one.span.late is None:
            cells[-1] = (_LATER, DUE)
        for ahead, mark in ((one.goal_in, (_GOAL, READY)), (one.span.likely, (_LIKELY, TITLE))):
            if ahead is not None and 0 <= ahead < self._days:
                cells[self._column(ahead)] = mark
        return line((f"{' ' * _INDENT}{one.name.ljust(NAMES)}", MUTED), *cells)

    def _columns(self, span: Span) -> range:
        """The columns from early to late; none if it does not come within half a year."""
        if span.early is None:
            return range(0)
        last = HORIZON if span.late is None else span.late
        return range(self._column(span.early), self._column(last) + 1)

    def _axis(self) -> Content:
        dated = {self._column(ahead) for ahead in self._dated()}
        marks = "".join("┬" if column in dated else "─" for column in range(self._room))
        return line(" " * _LEFT, (marks, LINE))

    def _dates(self) -> Content:
        text = ""
        for ahead in self._dated():
            day = self.first + timedelta(days=ahead)
            text = text.ljust(self._column(ahead)) + f"{day.day} {day:%b}"
        return line(" " * _LEFT, (text[: self._room], MUTED))

    def _dated(self) -> range:
        """The days with a date, so far apart that each has room."""
        least = ceil(_DATE * self._days / self._room / 7)
        weeks = next((one for one in _WEEKS if one >= least), _WEEKS[-1])
        until = self._days - ceil((_DATE - 2) * self._days / self._room)
        return range(0, max(1, until + 1), weeks * 7)

    def _legend(self) -> Content:
        marks = list(_LEGEND)
        marks += [_LEGEND_OF_GOAL] if any(one.goal_in is not None for one in self.ranges) else []
        marks += [_LEGEND_OF_LATER] if any(one.span.late is None for one in self.ranges) else []
        told = line(*(line((mark, role), (f" {text}   ", MUTED)) for mark, text, role in marks))
        indent = max(0, min(_LEFT, self.width - told.cell_length))
        return line(" " * indent, told)
