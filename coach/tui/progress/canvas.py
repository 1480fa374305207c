"""Plots of lines, points and bars, in the styles of roles, aligned with the rows around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil

from textual.content import Content

from coach.tui.style import LINE, line, solid

Point = tuple[float, float]
"""A place from left to right, in columns of the screen, and a height."""
_LINES = "▁━"
"""A level line at each of the heights within a row, from the bottom up."""
_FINE = len(_LINES)
_BARS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = len(_BARS) - 1
_UPRIGHT = "┃"
_EMPTY = (" ", LINE)


class Canvas:
    """Columns 0 to `width` - 1, and heights from 0 to `top`; what is drawn last lies on top."""

    def __init__(self, width: int, height: int, top: float) -> None:
        """An empty plot.

        Args:
            width: in columns of the screen.
            height: in rows of the screen.
            top: the greatest visible height.
        """
        self._width, self._height, self._top = width, height, top
        self._cells = [[_EMPTY] * width for _ in range(height)]

    def mark(self, point: Point, glyph: str, role: str) -> None:
        """A character at a place."""
        self._draw(round(point[0]), self.row_of(point[1]), glyph, role)

    def upright(self, column: float, lowest: float, highest: float, role: str) -> None:
        """A line upwards from one height to another."""
        for row in range(self.row_of(highest), self.row_of(lowest) + 1):
            self._draw(round(column), row, _UPRIGHT, role)

    def curve(self, points: Sequence[Point], role: str) -> None:
        """A line from place to place without a gap."""
        before: int | None = None
        for column, height in _between(points):
            row = self.row_of(height)
            for gap in _strictly_between(row, before):
                self._draw(column, gap, _UPRIGHT, role)
            self.rule([column], height, role)
            before = row

    def bars(self, columns: Sequence[int], height: float, role: str) -> None:
        """A bar over some columns, from the bottom up; the smallest one can still be seen."""
        eighths = self._eighths(height)
        for up in range(ceil(eighths / _EIGHTHS)):
            row, part = self._height - 1 - up, min(_EIGHTHS, eighths - up * _EIGHTHS)
            behind = self._cells[row][columns[0]] if columns else _EMPTY
            style = solid(role) if part == _EIGHTHS else _before(behind, role)
            for column in columns:
                self._draw(column, row, _BARS[part], style)

    def rule(self, columns: Iterable[int], height: float, role: str) -> None:
        """A level line across some columns."""
        fine = self._fine(height)
        for column in columns:
            self._draw(column, self._height - 1 - fine // _FINE, _LINES[fine % _FINE], role)

    def row_of(self, height: float) -> int:
        """The row, counted from above, that contains a height."""
        return self._height - 1 - self._fine(height) // _FINE

    def rows(self) -> list[Content]:
        """The picture, one text a row."""
        return [_styled(row) for row in self._cells]

    def _eighths(self, height: float) -> int:
        return max(1, round(min(height / self._top, 1) * self._height * _EIGHTHS))

    def _fine(self, height: float) -> int:
        """A height in fractions of a row, from the bottom."""
        last = self._height * _FINE - 1
        return max(0, min(last, round(height / self._top * last)))

    def _draw(self, column: int, row: int, glyph: str, role: str) -> None:
        if 0 <= column < self._width:
            self._cells[row][column] = glyph, role


def _before(behind: tuple[str, str], role: str) -> str:
    """The style of a part of a block, which leaves a whole one behind it in sight."""
    glyph, style = behind
    return f"{role} on {style.partition(' ')[0]}" if glyph == _BARS[-1] else role


def _between(points: Sequence[Point]) -> Iterator[tuple[int, float]]:
    """A height for each column from the first place to the last one."""
    for (x, y), (to_x, to_y) in pairwise(points):
        first, last = round(x), round(to_x)
        for column in range(first, last):
            yield column, y + (to_y - y) * (column - first) / (last - first)
    if points:
        yield round(points[-1][0]), points[-1][1]


def _strictly_between(row: int, before: int | None) -> range:
    """The rows between two rows, without both."""
    return range(0) if before is None else range(min(row, before) + 1, max(row, before))


def _styled(cells: Sequence[tuple[str, str]]) -> Content:
    parts = groupby(cells, key=lambda cell: cell[1])
    return line(*(("".join(glyph for glyph, _ in part), role) for role, part in parts))
