"""Rows one below another, one of them chosen, drawn for the available width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, zip_longest
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message

from coach.tui.style import CHOSEN, lines, target_of
from coach.tui.widgets.drawing import Drawing, DrawnWidget

Draw = Callable[[int], list[Content]]
"""The rows for a width; a row may be several lines high."""


class Rows(DrawnWidget):
    """Each row can be clicked, and so can the pieces in it that have a target of their own."""

    class Clicked(Message):
        """A row was clicked, or a piece of it."""

        def __init__(self, rows: Rows, row: int, piece: Any) -> None:  # noqa: ANN401 - any target
            super().__init__()
            self.rows = rows
            self.row = row
            self.piece = piece

    def __init__(self, *, id: str, around: int) -> None:  # noqa: A002 - as Textual calls it
        """Make rows that are spaced out if `around` lines of the screen are left beside them."""
        super().__init__(id=id)
        self.around = around
        self._draw: Draw = lambda _: []
        self._chosen: int | None = None
        self._drawn: dict[int, list[Content]] = {}
        self._shown: list[Content] = []

    def show(self, draw: Draw, chosen: int | None) -> None:
        """Redraw the rows that change; the screen scrolls to the chosen one."""
        self._draw, self._chosen, self._drawn = draw, chosen, {}
        self._refresh_changed()
        self.call_after_refresh(self._keep_in_view)

    def on_click(self, event: Click) -> None:
        """Report what was clicked."""
        row = bisect_right(self._tops(), event.y) - 1
        if event.y < len(self._shown):
            self.post_message(self.Clicked(self, row, target_of(event)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows have."""
        del container, viewport
        return len(self._lines_for(width))

    def render(self) -> Drawing:
        """The rows, with the chosen one on a background of its own."""
        self._shown = self._lines_for(self.size.width)
        return Drawing(self._shown)

    def _refresh_changed(self) -> None:
        """Draw the lines that differ from those shown; all, if there is another number of them."""
        width, height = self.size
        least = self.container_size.height if self.styles.min_height else 0
        if not width or max(len(self._lines_for(width)), least) != height:
            self.refresh(layout=True)
        elif changed := _changed(self._shown, self._lines_for(width)):
            self.refresh(*(Region(0, at, width, 1) for at in changed))

    def _lines_for(self, width: int) -> list[Content]:
        """The rows line by line, with a blank one between them if there is room for it."""
        rows = self._drawn_for(width)
        spaced = [one for row in rows for one in (row, Content())] if self._is_airy(rows) else rows
        return [one for row in spaced for one in row.split(allow_blank=True)]

    def _is_airy(self, rows: Sequence[Content]) -> bool:
        return self.app.size.height >= 2 * len(rows) + self.around

    def _drawn_for(self, width: int) -> list[Content]:
        """The rows at full width; they are asked for several times for each picture."""
        if width not in self._drawn:
            self._drawn = {width: self._rows(width)}
        return self._drawn[width]

    def _rows(self, width: int) -> list[Content]:
        rows = [_padded(row, width) for row in self._draw(width)]
        if self._chosen is not None:
            rows[self._chosen] = _on_ground(rows[self._chosen])
        return rows

    def _keep_in_view(self) -> None:
        around = self.parent
        if self._chosen is None or not isinstance(around, VerticalScroll):
            return
        row = self._drawn_for(self.size.width)[self._chosen]
        region = Region(0, self._tops()[self._chosen], 1, _height(row))
        around.scroll_to_region(region, animate=False)

    def _tops(self) -> list[int]:
        """The line at which each row begins."""
        rows = self._drawn_for(self.size.width)
        between = int(self._is_airy(rows))
        return [0, *accumulate(_height(row) + between for row in rows[:-1])]


def _changed(before: Sequence[Content], after: Sequence[Content]) -> list[int]:
    """The places of the lines that differ."""
    pairs = zip_longest(before, after, fillvalue=Content())
    # `==` on Content compares only the text, not its colours.
    return [at for at, (one, other) in enumerate(pairs) if not one.is_same(other)]


def _on_ground(row: Content) -> Content:
    """A row on the background of the chosen one; a blank line above it stays as it is."""
    pieces = row.split(allow_blank=True)
    return lines(*(one.stylize_before(CHOSEN) if one.plain.strip() else one for one in pieces))


def _padded(row: Content, width: int) -> Content:
    return lines(
        *(one.pad_right(max(0, width - one.cell_length)) for one in row.split(allow_blank=True))
    )


def _height(row: Content) -> int:
    return row.plain.count("\n") + 1
