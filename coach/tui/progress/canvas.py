"""Plots of lines, dots and bars, in the styles of roles, aligned with the rows around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from textual.content import Content

from coach.tui.style import LINE, line

Point = tuple[float, float]
"""A place from left to right, in columns of the screen, and a height."""
_BRAILLE = 0x2800
_BITS = ((0x40, 0x80), (0x04, 0x20), (0x02, 0x10), (0x01, 0x08))
"""The dots of a character of braille: its rows from the bottom up, each from left to right."""
_FINE_ROWS, _FINE_COLUMNS = len(_BITS), len(_BITS[0])
_BARS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = len(_BARS) - 1
_RULE = "─"
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

    def dots(self, points: Sequence[Point], role: str) -> None:
        """A round dot at each place: four of braille."""
        for x, y in points:
            column, row = self._fine(x, y)
            row = min(row, self._height * _FINE_ROWS - 2)
            for at in ((column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1)):
                self._dot(*at, role)

    def course(self, points: Sequence[Point], role: str) -> None:
        """A thin line through the places."""
        fine = [self._fine(*point) for point in points]
        for (x, y), (to_x, to_y) in pairwise([fine[0], *fine] if fine else []):
            steps = max(abs(to_x - x), abs(to_y - y), 1)
            for step in range(steps + 1):
                part = step / steps
                self._dot(x + round((to_x - x) * part), y + round((to_y - y) * part), role)

    def bars(self, columns: Sequence[int], height: float, role: str) -> None:
        """A bar over some columns, from the bottom up; the smallest one can still be seen."""
        eighths = max(1, round(min(height / self._top, 1) * self._height * _EIGHTHS))
        for up in range(-(-eighths // _EIGHTHS)):
            glyph = _BARS[min(_EIGHTHS, eighths - up * _EIGHTHS)]
            for column in columns:
                self._cells[self._height - 1 - up][column] = glyph, role

    def rule(self, columns: Sequence[int], height: float, role: str) -> None:
        """A line across some columns."""
        row = self.row_of(height)
        for column in columns:
            self._cells[row][column] = _RULE, role

    def row_of(self, height: float) -> int:
        """The row, counted from above, that contains a height."""
        return self._height - 1 - self._fine(0, height)[1] // _FINE_ROWS

    def rows(self) -> list[Content]:
        """The picture, one text a row."""
        return [_styled(row) for row in self._cells]

    def _fine(self, x: float, y: float) -> tuple[int, int]:
        """A place in dots of braille, from the left and from the bottom."""
        last = self._height * _FINE_ROWS - 1
        return round(x * _FINE_COLUMNS), max(0, min(last, round(y / self._top * last)))

    def _dot(self, column: int, row: int, role: str) -> None:
        if not 0 <= column < self._width * _FINE_COLUMNS:
            return
        cells = self._cells[self._height - 1 - row // _FINE_ROWS]
        at = column // _FINE_COLUMNS
        glyph, before = cells[at]
        is_same = before == role and ord(glyph) >= _BRAILLE
        drawn = ord(glyph) if is_same else _BRAILLE  # a character has one colour
        cells[at] = chr(drawn | _BITS[row % _FINE_ROWS][column % _FINE_COLUMNS]), role


def _styled(cells: Sequence[tuple[str, str]]) -> Content:
    parts = groupby(cells, key=lambda cell: cell[1])
    return line(*(("".join(glyph for glyph, _ in part), role) for role, part in parts))
