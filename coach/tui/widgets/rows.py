"""Rows one below another, one of them chosen, drawn for the available width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message

from coach.tui.style import CHOSEN, lines, target_of
from coach.tui.widgets.drawing import DrawnWidget

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
        self._edges = [0]
        """The line at which each row begins, and the one after the last."""

    def show(self, draw: Draw, chosen: int | None) -> None:
        """Redraw the rows that change; the screen scrolls to the chosen one."""
        self._draw, self._chosen = draw, chosen
        self.redraw()
        self.call_after_refresh(self._keep_in_view)

    def on_resize(self) -> None:
        """In another window the chosen row may be out of view."""
        self.call_after_refresh(self._keep_in_view)

    def on_click(self, event: Click) -> None:
        """Report what was clicked."""
        if event.y < self._edges[-1]:
            row = bisect_right(self._edges, event.y) - 1
            self.post_message(self.Clicked(self, row, target_of(event)))

    def rows(self, width: int) -> list[Content]:
        """The rows at full width, with a blank line between them if there is room for it."""
        rows = self._drawn(width)
        between = int(self._is_airy(rows))
        self._edges = [0, *accumulate(_height(row) + between for row in rows)]
        return [one for row in rows for one in (row, *[Content()] * between)]

    def _is_airy(self, rows: Sequence[Content]) -> bool:
        return self.app.size.height >= 2 * len(rows) + self.around

    def _drawn(self, width: int) -> list[Content]:
        """The rows, with the chosen one on a background of its own."""
        rows = [_padded(row, width) for row in self._draw(width)]
        if self._chosen is not None:
            rows[self._chosen] = _on_ground(rows[self._chosen])
        return rows

    def _keep_in_view(self) -> None:
        around = self.parent
        if self._chosen is None or not isinstance(around, VerticalScroll):
            return
        above, below = self._edges[self._chosen : self._chosen + 2]
        around.scroll_to_region(Region(0, above, 1, below - above), animate=False)


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
