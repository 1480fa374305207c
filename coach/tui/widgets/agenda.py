"""The steps of the day on their time line, with the line of now between them."""

from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from coach.domain.day import PlannedStep, Status
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
    spread,
    target_of,
)
from coach.words import GLYPHS, DayWords

_TIME_WIDTH = 5
_INDENT = _TIME_WIDTH + 6
_GLYPH_STYLES = {
    Status.DONE: DONE,
    Status.DUE: DUE,
    Status.UNDER_WAY: DUE,
    Status.SNOOZED: DUE,
    Status.MISSED: MISSED,
}
_QUIET = frozenset({Status.DONE, Status.SKIPPED, Status.MISSED})


class Agenda(Static):
    """Draws a day; the chosen step has a second line that says more."""

    class Clicked(Message):
        """A step was clicked."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._words: DayWords | None = None
        self._chosen: str | None = None
        self._airy = False
        self._rows: dict[str, int] = {}

    def show(self, words: DayWords, chosen: str | None, *, airy: bool) -> None:
        """Draw the day anew."""
        self._words, self._chosen, self._airy = words, chosen, airy
        self._draw()

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        self._draw()

    def on_click(self, event: Click) -> None:
        """Tell which step was clicked."""
        if step := target_of(event):
            self.post_message(self.Clicked(step))

    def region_of(self, step: str) -> Region:
        """The rows of a step, so that it can be scrolled to."""
        return Region(0, self._rows.get(step, 0), self.size.width, 2)

    def _draw(self) -> None:
        if self._words is not None and self.size.width:
            self.update(Content("\n").join(self._lines(self._words)))

    def _lines(self, words: DayWords) -> list[Content]:
        lines: list[Content] = []
        now_drawn = False
        for planned in words.day.steps:
            if not now_drawn and planned.shown_at > words.now:
                lines += self._now_line(words)
                now_drawn = True
            self._rows[planned.step.id] = len(lines)
            lines += self._step_lines(words, planned)
        return lines if now_drawn else [*lines, *self._now_line(words)]

    def _step_lines(self, words: DayWords, planned: PlannedStep) -> list[Content]:
        is_chosen = planned.step.id == self._chosen
        rows = [self._row(words, planned, is_chosen=is_chosen)]
        details = words.details(planned)
        if details and is_chosen:
            rows.append(self._detail(details))
        rows = [row.pad_right(max(0, self.size.width - row.cell_length)) for row in rows]
        if is_chosen:
            rows = [row.stylize(CHOSEN) for row in rows]
        rows = [clickable(row, planned.step.id) for row in rows]
        return [*rows, Content("")] if self._airy else rows

    def _row(self, words: DayWords, planned: PlannedStep, *, is_chosen: bool) -> Content:
        status = planned.status(words.now)
        style = MUTED if status in _QUIET else TITLE if is_chosen else "$foreground"
        time = words.time_of(planned).rjust(_TIME_WIDTH)
        glyph = (GLYPHS[status], _GLYPH_STYLES.get(status, MUTED))
        left = line(" ", (time, style), "  ", glyph, "  ", (planned.step.name, style))
        return spread(left, line((words.result(planned), style), " "), self.size.width)

    def _detail(self, details: tuple[str, ...]) -> Content:
        """As many details as fit whole."""
        while len(details) > 1 and _INDENT + len(_joined(details)) >= self.size.width:
            details = details[:-1]
        row = line(" " * _INDENT, (_joined(details), MUTED))
        return row.truncate(self.size.width - 1, ellipsis=True)

    def _now_line(self, words: DayWords) -> list[Content]:
        rule = "─" * (self.size.width - _TIME_WIDTH - 8)
        now = line(" ", (words.clock(), f"bold {DUE}"), " ", (rule, LINE), (" now", DUE))
        return [now, Content("")] if self._airy else [now]


def _joined(details: tuple[str, ...]) -> str:
    return " · ".join(details)
