"""The steps of today, and below them, in a high window, what is different tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from coach.domain.day.planned import Day, PlannedStep
from coach.domain.routine.kinds import StepKind
from coach.tui.style import MUTED, line, lines, spread
from coach.tui.today.agenda import Agenda
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
        self._tomorrow.rows = tuple(_rows(today, tomorrow, run)) if tomorrow else ()
        self._fit()

    def on_resize(self) -> None:
        """In a lower window there may be no more room, or there may be in a higher one."""
        self._fit()

    def _fit(self) -> None:
        needed = self._agenda.get_content_height(Size(), Size(), 0) + _APART
        has_room = self.size.height >= needed + len(self._tomorrow.rows)
        self._tomorrow.set_class(bool(self._tomorrow.rows) and has_room, "-fits")
        self._tomorrow.refresh(layout=True)


class Tomorrow(Static):
    """A heading over rows like those of the agenda, all of them quiet."""

    rows: tuple[tuple[str, str, str], ...] = ()
    """The heading first: time, text and what it is at the end."""

    def render(self) -> Content:
        """The rows, for the present width."""
        return lines(*(_row(*one, self.size.width) for one in self.rows))


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
