"""The line on Today about a step that is missed again and again, or a change that helped or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coach.tui.style import DUE, MUTED, clickable, line
from coach.tui.today.idle_line import IdleLine

if TYPE_CHECKING:
    from textual.content import Content

    from coach.config.keymap.actions import Keys
    from coach.core.forms.form import EntryForm
    from coach.domain.history.obstacles import Obstacle

_OPEN = "missed"


class InTheWay(IdleLine):
    """Asks nothing by itself: `obstacle` is what a key opens the form for."""

    obstacle: Obstacle | None = None

    def drawn(self, keys: Keys) -> list[Content]:
        """The line, with the key that opens the form if it asks."""
        if not self.obstacle:
            return [line((self.line, MUTED))] if self.line else []
        key = keys.text("today.missed")
        return [clickable(line((f"{self.line}  ", MUTED), (key, f"bold {DUE}")), _OPEN)]

    def form(self, chosen: str | None) -> EntryForm | None:
        """The questions about the step that the line asks about, or else about the chosen one."""
        from coach.core.forms.obstacle import missed_form, obstacle_form  # noqa: PLC0415 - seldom needed

        if self.obstacle:
            return obstacle_form(self._coach, self.obstacle)
        return missed_form(self._coach, chosen) if chosen in self._coach.routine.steps else None

    def _work(self) -> Iterator[bool]:
        from coach.core.day_records import DayRecords  # noqa: PLC0415 - not for the first frame
        from coach.wording.obstacle import today_text  # noqa: PLC0415 - as above

        yield False
        records, obstacles = DayRecords(self._coach), self._coach.obstacles
        first, today = records.first_recent(), records.today()
        days = records.known(first, today)
        while len(days) <= (today - first).days:  # a note in the journal ends the work early
            for _ in records.working_out(first, today):
                yield False
            yield False
            days = records.known(first, today)
        self.obstacle = obstacles.to_ask_about(days)
        self.line = today_text(self.obstacle, obstacles.just_over(days), self._coach.routine)
