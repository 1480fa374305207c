"""The steps of today, and below them, in a high window, what is different tomorrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import VerticalScroll
from textual.content import Content

from coach.domain.day.planned import Day, PlannedStep
from coach.domain.routine.kinds import StepKind
from coach.tui.style import MUTED, line, spread
from coach.tui.today.agenda import Agenda
from coach.tui.widgets.drawing import DrawnWidget
from coach.wording.day import DayWords
from coach.wording.time_away import AWAY

_TIMES = 10
"""Columns of the heading and of the times below it."""
_APART = 1
"""Rows that are left free at least above what is different tomorrow."""


class DayColumn(VerticalScroll):
    """The agenda, and tomorrow at the bottom where that takes no room from it."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._tomorrow = Tomorrow()
        super().__init__(agenda, self._tomorrow, id="steps", can_focus=False)

    def show_tomorrow(self, today: Day, tomorrow: DayWords | None, run: str) -> None:
        """Show what is different tomorrow, once it is known; `run` is what the run may be."""
        self._tomorrow.show(tuple(_rows(today, tomorrow, run)) if tomorrow else ())
        self._fit()

    def on_resize(self) -> None:
        """In a lower window there may be no more room, or there may be in a higher one."""
        self._fit()

    def _fit(self) -> None:
        width, left = self._agenda.size.width, self.size.height - _APART
        needed = len(self._agenda.lines_for(width)) + self._tomorrow.height
        self._tomorrow.set_class(bool(self._tomorrow.height) and needed <= left, "-fits")


class Tomorrow(DrawnWidget):
    """A heading over rows like those of the agenda, all of them quiet."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Sequence[tuple[str, str, str]] = ()

    def show(self, told: Sequence[tuple[str, str, str]]) -> None:
        """Draw the heading and the rows: time, text, and what it is at the end."""
        self._told = told
        self.redraw()

    @property
    def height(self) -> int:
        """How many rows it needs."""
        return len(self._told)

    def rows(self, width: int) -> list[Content]:
        """The heading and the rows."""
        return [_row(*one, width) for one in self._told]


def _row(time: str, text: str, end: str, width: int) -> Content:
    """Its text begins where the names of today's steps do."""
    return spread(line((f" {time:<{_TIMES}}{text}", MUTED)), line((end, MUTED), " "), width)


def _rows(today: Day, tomorrow: DayWords, run: str) -> Iterator[tuple[str, str, str]]:
    day = tomorrow.day
    yield "Tomorrow", f"{day.date:%A} {day.date.day} {day.date:%B}", ""
    if day.away:
        yield "", AWAY[day.away.because].capitalize(), ""
        return
    for planned in day.steps:
        if planned is day.steps[0] or _is_different(planned, today):
            is_run = planned.step.kind is StepKind.RUN
            end = run if is_run else tomorrow.result(planned)
            yield tomorrow.time_of(planned).rjust(tomorrow.time_width), planned.step.name, end
    if _trains(today) and not _trains(day):
        yield "", "No run", ""


def _is_different(planned: PlannedStep, today: Day) -> bool:
    """Whether a step with an hour of its own is not there every day."""
    step = planned.step
    is_new = today.find(step.id) is None and not (step.after or step.before)
    return is_new or step.kind in {StepKind.RUN, StepKind.CROSS_TRAIN}


def _trains(day: Day) -> bool:
    return any(one.step.kind in {StepKind.RUN, StepKind.CROSS_TRAIN} for one in day.steps)
