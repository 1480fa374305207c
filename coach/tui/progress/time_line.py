"""The coming weeks as a fan that opens from today: for each milestone its range and likely day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from textual.content import Content

from coach.domain.outlook.outlook import HORIZON, Span
from coach.tui.style import DUE, LINE, MUTED, READY, TITLE, line, shade

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
_TODAY, _FAINT = "┃", "░"
_FAN = 16
"""How strong the shade of the fan is, in percent."""
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
    is_airy: bool = False
    """Whether there is room for a row between two."""
    has_shades: bool = True

    def rows(self) -> Iterator[Content]:
        """Today, the ranges, the line with its dates beneath, and the legend."""
        yield self._row("Today", self._fan(0, 0), {0: (_TODAY, TITLE)})
        before = (0, 0)
        for one in self.ranges:
            ends = self._ends(one.span)
            if self.is_airy:
                yield self._row("", self._fan(*_between(before, ends)) if ends else range(0), {})
            yield self._range(one)
            before = ends or before
        yield self._axis()
        yield self._dates()
        yield self._legend()

    @property
    def _room(self) -> int:
        return max(1, self.width - _LEFT)

    @property
    def _days(self) -> int:
        """How many days are in view: up to the last one that is marked, but no more than known."""
        last = [_known(one.span.late) for one in self.ranges]
        goals = [one.goal_in for one in self.ranges if one.goal_in is not None]
        return min(HORIZON, max(_FEWEST_DAYS, *last, *goals) + 1)

    def _column(self, ahead: int) -> int:
        """The column of a day, from the left end of the line."""
        return min(self._room - 1, ahead * self._room // self._days)

    def _range(self, one: Range) -> Content:
        ends = self._ends(one.span)
        fan = self._fan(*ends) if ends else range(0)
        marks = dict.fromkeys(fan, (_RANGE, DUE))
        if one.span.late is None:
            marks[self._room - 1] = (_LATER, DUE)
        for ahead, mark in ((one.goal_in, (_GOAL, READY)), (one.span.likely, (_LIKELY, TITLE))):
            if ahead is not None and 0 <= ahead < self._days:
                marks[self._column(ahead)] = mark
        return self._row(one.name, fan, marks)

    def _row(self, name: str, fan: range, marks: Mapping[int, tuple[str, str]]) -> Content:
        """A row with its name; the fan is behind the marks."""
        blank = (" " if self.has_shades else _FAINT, LINE)
        cells = [marks.get(at, blank if at in fan else (" ", LINE)) for at in range(self._room)]
        row = line(*cells)
        if self.has_shades:
            row = row.stylize(shade(DUE, _FAN), fan.start, fan.stop)
        return line((f"{' ' * _INDENT}{name.ljust(NAMES)}", MUTED), row)

    def _ends(self, span: Span) -> tuple[int, int] | None:
        """The days from early to late; None if it does not come within half a year."""
        return None if span.early is None else (span.early, _known(span.late))

    def _fan(self, early: int, late: int) -> range:
        return range(self._column(early), self._column(late) + 1)

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


def _known(ahead: int | None) -> int:
    """The day itself, or the last one that is known."""
    return HORIZON if ahead is None else ahead


def _between(above: tuple[int, int], below: tuple[int, int]) -> tuple[int, int]:
    """The days of a row between two, such that the fan has no gap."""
    early, late = ((a + b) // 2 for a, b in zip(above, below, strict=True))
    return min(early, above[1]), max(late, below[0])
