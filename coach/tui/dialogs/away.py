"""Reminders missed while away: do each step now, move it, or drop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import AWAY
from coach.core.coach import Coach
from coach.domain.day.planned import Moment, PlannedStep, Status
from coach.domain.units import span_text
from coach.errors import CoachError
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayChanged
from coach.tui.style import (
    CHOSEN,
    DUE,
    MISSED,
    MUTED,
    TITLE,
    clickable,
    line,
    lines,
    spread,
    target_of,
)
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.day import GLYPHS, again_text

_WIDTH = 60
"""Width of a row before the first picture."""
_STYLES = {Status.DUE: DUE, Status.MISSED: MISSED}


class AwayScreen(LeftOnce, ModalScreen[str | None]):
    """Closes with the step to do now, if there is one."""

    BINDINGS = bindings(*AWAY)

    def __init__(self, coach: Coach, moments: Iterable[Moment]) -> None:
        super().__init__()
        self._coach = coach
        today = coach.present_day()
        came = {(moment.day, moment.step): None for moment in moments}
        self._steps = [step for day, step in came if day == today]
        self._earlier = _missed(coach, [pair for pair in came if pair[0] != today])
        self._chosen = 0
        self._list = Static(id="away")
        self._message = Static(id="message", markup=False)

    @property
    def has_choices(self) -> bool:
        """Whether anything can still be decided."""
        return bool(self._open())

    def compose(self) -> ComposeResult:
        """The steps on a card."""
        with VerticalScroll(classes="card", can_focus=False):
            yield Static(line(("While you were away", TITLE)))
            yield self._list
            yield self._message
        yield KeyBar(*AWAY)

    def on_resize(self) -> None:
        """Show what is open, as wide as the card is."""
        self.call_after_refresh(self._draw)

    def on_day_redrawn(self) -> None:
        """The step may have been answered elsewhere."""
        self._settle()

    def on_click(self, event: Click) -> None:
        """Choose the clicked step; do it when it is chosen already."""
        if (clicked := target_of(event)) is None:
            return
        if clicked == self._chosen:
            self.action_do()
            return
        self._chosen = clicked
        self._draw()

    def action_move(self, by: int) -> None:
        """Choose the step above or below."""
        self._chosen = max(0, min(len(self._open()) - 1, self._chosen + by))
        self._draw()

    def action_do(self) -> None:
        """Do the chosen step now."""
        self.dismiss(self._open()[self._chosen].step.id)

    def action_later(self) -> None:
        """Move the chosen step."""
        self._answer(self._coach.record.snooze, self._again)

    def action_drop(self) -> None:
        """Drop the chosen step."""
        self._answer(self._coach.record.skip, lambda _: "dropped for today")

    def action_close(self) -> None:
        """Leave the rest as it is."""
        self.dismiss(None)

    def _again(self, planned: PlannedStep) -> str:
        return again_text(planned, self._coach.clock.now())

    def _answer(
        self, verb: Callable[[str], PlannedStep], done: Callable[[PlannedStep], str]
    ) -> None:
        try:
            planned = verb(self._open()[self._chosen].step.id)
        except CoachError as error:
            self._tell(str(error))
            return
        self.app.post_message(DayChanged())
        self._tell(f"{planned.step.name}: {done(planned)}.")
        self._settle()

    def _settle(self) -> None:
        """Continue with what is left, or leave."""
        left = self._open()
        if not left:
            self.dismiss(None)
            return
        self._chosen = min(self._chosen, len(left) - 1)
        self._draw()

    def _open(self) -> list[PlannedStep]:
        """The steps that can still be decided; those still due come first."""
        day, now = self._coach.today(), self._coach.clock.now()
        planned = filter(None, map(day.find, self._steps))
        still = [one for one in planned if one.status(now) in _STYLES]
        return sorted(still, key=lambda one: one.status(now) is Status.MISSED)

    def _draw(self) -> None:
        rows = [self._row(index, planned) for index, planned in enumerate(self._open())]
        self._list.update(lines(Content(), *rows, *self._earlier_rows()))

    def _row(self, index: int, planned: PlannedStep) -> Content:
        now = self._coach.clock.now()
        status = planned.status(now)
        passed = planned.due if status is Status.DUE else planned.closes
        ago = span_text((now - passed).total_seconds()) if passed else ""
        when = f"due {ago} ago" if status is Status.DUE else f"missed {ago} ago"
        name = (planned.step.name, TITLE if index == self._chosen else "$foreground")
        left = line((f" {GLYPHS[status]}  ", _STYLES[status]), name)
        row = spread(left, line((f"{when} ", MUTED)), self._list.size.width or _WIDTH)
        return clickable(row.stylize(CHOSEN) if index == self._chosen else row, index)

    def _earlier_rows(self) -> list[Content]:
        """The past days, about which nothing can be decided."""
        rows = [
            line((f"Missed on {day:%A}: {', '.join(names)}", MUTED))
            for day, names in self._earlier.items()
        ]
        return [Content(), *rows] if rows else []

    def _tell(self, text: str) -> None:
        self._message.update(text)


def _missed(coach: Coach, came: Sequence[tuple[date, str]]) -> dict[date, list[str]]:
    """The names of the missed steps of earlier days."""
    if not came:
        return {}
    days = {day.date: day for day in coach.days.since(min(day for day, _ in came))}
    missed: dict[date, list[str]] = {}
    for date_, step in came:
        planned = days[date_].find(step) if date_ in days else None
        if planned and planned.status(coach.clock.now()) is Status.MISSED:
            missed.setdefault(date_, []).append(planned.step.name)
    return missed
