"""The steps of the day on their time line, with a line at the present time."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message

from coach.domain.day.planned import PlannedStep, Status
from coach.tui.style import (
    CHOSEN,
    DONE,
    DUE,
    LINE,
    MISSED,
    MUTED,
    TITLE,
    clickable,
    line,
    shortened,
    spread,
    target_of,
)
from coach.tui.widgets.drawing import DrawnWidget
from coach.wording.day import GLYPHS, DayWords, Extra

_BESIDE_TIME = 6
"""Columns of a row between its time and its name."""
_GLYPH_STYLES = {
    Status.DONE: DONE,
    Status.DUE: DUE,
    Status.UNDER_WAY: DUE,
    Status.SNOOZED: DUE,
    Status.MISSED: MISSED,
}
_ROWS_AROUND = 9
"""Rows of the screen that are not steps: margins, heading, time line, detail, keys."""
_QUIET = frozenset({Status.DONE, Status.SKIPPED, Status.MISSED})


class Agenda(DrawnWidget):
    """Draws a day; the chosen step has a second line with details."""

    class Clicked(Message):
        """A step was clicked."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__()
        self._words: DayWords | None = None
        self._chosen: str | None = None

    def show(self, words: DayWords, chosen: str | None) -> None:
        """Redraw the day."""
        self._words, self._chosen = words, chosen
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Report which step was clicked."""
        if step := target_of(event):
            self.post_message(self.Clicked(step))

    def chosen_region(self) -> Region:
        """The rows of the chosen step, so that it can be scrolled to."""
        if self._words is None:
            return Region()
        entries = self._words.entries()
        ids = [one.step.id if isinstance(one, PlannedStep) else "" for one in entries]
        above = self._lines(self._words, entries[: ids.index(self._chosen or "")])
        return Region(0, len(above), self.size.width, 2)

    def rows(self, width: int) -> list[Content]:
        """The entries, and the present time; at any width there are as many rows."""
        del width
        return self._lines(self._words, self._words.entries()) if self._words else []

    @property
    def _is_airy(self) -> bool:
        """Whether there is room for a blank row after each step."""
        steps = len(self._words.day.steps) if self._words else 0
        return self.app.size.height >= 2 * steps + _ROWS_AROUND

    def _lines(self, words: DayWords, entries: Sequence[PlannedStep | Extra]) -> list[Content]:
        past = [one for one in entries if one.shown_at <= words.now]
        rows = [row for one in past for row in self._entry_lines(words, one)]
        later = entries[len(past) :]
        if later or len(entries) == len(words.entries()):
            rows += self._now_line(words)
        return [*rows, *(row for one in later for row in self._entry_lines(words, one))]

    def _entry_lines(self, words: DayWords, entry: PlannedStep | Extra) -> list[Content]:
        if isinstance(entry, PlannedStep):
            return self._step_lines(words, entry)
        row = self._row_of(words, entry.time, Status.DONE, entry.name, entry.result, MUTED)
        return [row, Content("")] if self._is_airy else [row]

    def _step_lines(self, words: DayWords, planned: PlannedStep) -> list[Content]:
        is_chosen = planned.step.id == self._chosen
        rows = [self._row(words, planned, is_chosen=is_chosen)]
        details = words.details(planned)
        if details and is_chosen:
            rows.append(self._detail(words.time_width + _BESIDE_TIME, details))
        rows = [row.pad_right(max(0, self.size.width - row.cell_length)) for row in rows]
        if is_chosen:
            rows = [row.stylize(CHOSEN) for row in rows]
        rows = [clickable(row, planned.step.id) for row in rows]
        return [*rows, Content("")] if self._is_airy else rows

    def _row(self, words: DayWords, planned: PlannedStep, *, is_chosen: bool) -> Content:
        status = planned.status(words.now)
        style = MUTED if status in _QUIET else TITLE if is_chosen else "$foreground"
        cells = words.time_of(planned), status, planned.step.name, words.result(planned)
        return self._row_of(words, *cells, style)

    def _row_of(
        self, words: DayWords, time: str, status: Status, name: str, result: str, style: str
    ) -> Content:
        glyph = (GLYPHS[status], _GLYPH_STYLES.get(status, MUTED))
        when = (time.rjust(words.time_width), style)
        left = line(" ", when, "  ", glyph, "  ", (name, style))
        return spread(left, line((result, style), " "), self.size.width)

    def _detail(self, indent: int, details: tuple[str, ...]) -> Content:
        """As many details as fit whole."""
        while len(details) > 1 and indent + len(_joined(details)) >= self.size.width:
            details = details[:-1]
        row = line(" " * indent, (_joined(details), MUTED))
        return shortened(row, self.size.width - 1)

    def _now_line(self, words: DayWords) -> list[Content]:
        rule = "─" * (self.size.width - words.time_width - 8)
        time = words.clock().rjust(words.time_width)
        now = line(" ", (time, f"bold {DUE}"), " ", (rule, LINE), (" now", DUE))
        return [now, Content("")] if self._is_airy else [now]


def _joined(details: tuple[str, ...]) -> str:
    return " · ".join(details)
