"""Entries under the headings of their days; only the visible ones are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message

from coach.core.log_book import LogEntry
from coach.domain.day.dates import day_text
from coach.tui.style import CHOSEN, DUE, MUTED, TITLE, clickable, line, spread, target_of
from coach.tui.widgets.drawing import DrawnWidget

_NAME_WIDTH = 26
_NARROW = 64
"""Columns; below them the entry's details take precedence over names."""
_NARROW_NAME_WIDTH = 20
_WHEEL = 3
_HEADING = -1
"""A row with the day of the entry below it."""
_BLANK = -2


class EntryList(DrawnWidget):
    """A list that grows at its end while older entries are looked up."""

    class Clicked(Message):
        """An entry was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Wheeled(Message):
        """The wheel was turned by so many entries."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[LogEntry] = []
        self._rows: list[int] = []
        """The content of each row: an entry's index, or one of the two constants above."""
        self._row_of: list[int] = []
        self._is_airy = True
        self._top = 0
        self._chosen = 0

    @property
    def lines(self) -> Sequence[LogEntry]:
        """The entries that were looked up so far."""
        return self._lines

    def clear(self, *, is_airy: bool) -> None:
        """Start again, with or without a blank row above each day."""
        self._lines, self._rows, self._row_of = [], [], []
        self._is_airy = is_airy

    def add(self, found: Sequence[LogEntry]) -> None:
        """Add entries, older than those that are there."""
        for one in found:
            if not self._lines or one.day != self._lines[-1].day:
                self._rows += [_BLANK, _HEADING] if self._is_airy and self._rows else [_HEADING]
            self._row_of.append(len(self._rows))
            self._rows.append(len(self._lines))
            self._lines.append(one)

    def has_below(self, chosen: int) -> bool:
        """Whether there are two pages of entries below one of them."""
        return len(self._lines) > chosen + 2 * max(1, self.size.height)

    def show(self, chosen: int) -> None:
        """Redraw, with the chosen entry in view, and its day's heading if there is room."""
        self._chosen = chosen
        height = max(1, self.size.height)
        if self._row_of:
            row = self._row_of[chosen]
            is_first_of_day = self._rows[row - 1] == _HEADING
            self._top = min(self._top, row - 1 if is_first_of_day and height > 1 else row)
            self._top = max(self._top, row - height + 1)
        self._top = max(0, min(self._top, len(self._rows) - height))
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Report which entry was clicked."""
        if (clicked := target_of(event)) is not None:
            self.post_message(self.Clicked(clicked))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Further down."""
        event.stop()
        self.post_message(self.Wheeled(_WHEEL))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Further up."""
        event.stop()
        self.post_message(self.Wheeled(-_WHEEL))

    def rows(self, width: int) -> list[Content]:
        """The rows that are in view."""
        del width
        seen = range(self._top, min(len(self._rows), self._top + self.size.height))
        return [self._row(row) for row in seen]

    def _row(self, row: int) -> Content:
        index = self._rows[row]
        if index == _BLANK:
            return Content()
        if index == _HEADING:
            day = self._lines[self._rows[row + 1]].day
            return line((f" {day_text(day)}", TITLE))
        return self._entry(index)

    def _entry(self, index: int) -> Content:
        one, is_chosen = self._lines[index], index == self._chosen
        style = MUTED if one.fate else TITLE if is_chosen else "$foreground"
        width = _NAME_WIDTH if self.size.width >= _NARROW else _NARROW_NAME_WIDTH
        name = line((one.name, style)).truncate(width - 2, ellipsis=True)
        mark = ("▸", DUE) if is_chosen else " "
        left = line(
            mark, " ", (one.time, MUTED), "  ", name.pad_right(width - name.cell_length),
            (one.text, MUTED if one.fate else "$foreground"),
        )  # fmt: skip
        row = spread(left, line((one.fate, MUTED), " "), self.size.width)
        return clickable(row.stylize(CHOSEN) if is_chosen else row, index)
