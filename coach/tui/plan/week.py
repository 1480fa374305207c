"""The week above the plan: which days have a run, which are for rest, and which begin later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textual.content import Content

from coach.domain.routine.kinds import StepKind, Weekday
from coach.domain.routine.model import Routine, Step
from coach.domain.units import WallTime
from coach.tui.style import DONE, DUE, MUTED, TITLE, line
from coach.tui.widgets.drawing import DrawnWidget

_WIDE = 100
"""Columns from which on a run shows its time."""
_BETWEEN = "   "


class WeekLine(DrawnWidget):
    """The week in one line."""

    def __init__(self) -> None:
        super().__init__(id="plan-week")
        self._routine: Routine | None = None

    def show(self, routine: Routine | None) -> None:
        """Show another plan, if it can be read."""
        if routine is not self._routine:
            self._routine = routine
            self.redraw()

    def rows(self, width: int) -> list[Content]:
        """The days in one row."""
        return [week_line(self._routine, width)] if self._routine else []


def week_line(routine: Routine, width: int) -> Content:
    """Each day in a word or two: `Tue run`; its first hour only if that is not the usual one."""
    begins = {day: _begins(routine, day) for day in Weekday}
    usual = Counter(begins.values()).most_common(1)[0][0]
    days = [
        line(*_day(routine, day, begins[day], usual, is_wide=width >= _WIDE)) for day in Weekday
    ]
    return Content(_BETWEEN if width >= _WIDE else "  ").join(days)


def _day(
    routine: Routine,
    day: Weekday,
    begins: WallTime | None,
    usual: WallTime | None,
    *,
    is_wide: bool,
) -> Iterator[tuple[str, str]]:
    runs = [one for one in _steps(routine, day) if one.kind is StepKind.RUN]
    yield f"{day.capitalize()} ", TITLE if runs else MUTED
    if runs:
        at = " ".join(routine.display.clock(one.at[_index(day)]) for one in runs if one.at)
        yield f"run {at}".rstrip() if is_wide else "run", DONE
    else:
        yield "rest" if is_wide else "–", MUTED
    if begins is not None and begins != usual:
        yield f" from {routine.display.clock(begins)}" if is_wide else f" {begins:%H:%M}", DUE


def _begins(routine: Routine, day: Weekday) -> WallTime | None:
    """The time of the first step of a day that has one."""
    times = [one.at[_index(day)] for one in _steps(routine, day) if one.at and not one.optional]
    return min(times, default=None)


def _steps(routine: Routine, day: Weekday) -> Iterator[Step]:
    return (one for one in routine.steps.values() if day in one.days)


def _index(day: Weekday) -> int:
    return list(Weekday).index(day)
