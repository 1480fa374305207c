"""Plots without a frame, in the colours of roles, aligned with the rows around them.

Plotext writes a number for each colour. Here a number stands for a role, so that plots follow
themes, the terminal's own colours and `NO_COLOR` like everything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from textual.content import Content
from textual_plotext import Plot

from coach.tui.style import line

_ESCAPE = re.compile(r"\x1b\[([\d;]*)m")
_HALF = 0.5
_FINE = 4
"""Rows of dots in a row of braille."""
Places = tuple[Sequence[float], Sequence[float]]
"""The places from left to right, and the height of each."""


class Canvas:
    """Columns 0 to `width` - 1, and heights from 0 to `top`."""

    def __init__(self, width: int, height: int, top: float, roles: Sequence[str]) -> None:
        """An empty plot.

        Args:
            width: in columns of the screen.
            height: in rows of the screen.
            top: the greatest visible height.
            roles: the styles that may be used.
        """
        self._roles = list(roles)
        self._width, self._height = width, height
        self._top = top
        self._is_empty = True
        self._plot = _unlimited()
        self._plot.plotsize(width, height)
        self._plot.canvas_color("default")
        self._plot.axes_color("default")
        self._plot.frame(False)  # noqa: FBT003 - as plotext wants it
        for axes, ticks in (
            (self._plot.xaxes, self._plot.xticks),
            (self._plot.yaxes, self._plot.yticks),
        ):
            axes(False, False)  # noqa: FBT003 - as plotext wants it
            ticks([])
        # So a column and the half after it are the two halves of one character.
        self._plot.xlim(0, width - _HALF)
        self._plot.ylim(0, top)

    def dots(self, places: Places, role: str) -> None:
        """A round dot at each place: four of braille."""
        step = self._top / (self._height * _FINE - 1)
        heights = [min(y, self._top - step) for y in places[1]]
        corners = [
            (x + aside, y + up)
            for x, y in zip(places[0], heights, strict=True)
            for aside in (0, _HALF)
            for up in (0, step)
        ]
        self._draw(([x for x, _ in corners], [y for _, y in corners]), role, marker="braille")

    def course(self, places: Places, role: str) -> None:
        """A thin line through the places."""
        if places[0]:
            self._is_empty = False
            self._plot.plot(*places, marker="braille", color=self._roles.index(role))

    def bars(self, columns: Sequence[int], height: float, role: str) -> None:
        """A bar over some columns, from the bottom up."""
        xs = [column + aside for column in columns for aside in (0, _HALF)]
        self._draw((xs, [height] * len(xs)), role, marker="hd", fillx=True)

    def rule(self, columns: Sequence[int], height: float, role: str) -> None:
        """A line across some columns."""
        xs = [column + _HALF for column in columns]
        self._draw((xs, [height] * len(xs)), role, marker="─")

    def row_of(self, height: float) -> int:
        """The row, counted from above, that contains a height."""
        fine = self._height * _FINE
        return self._height - 1 - round(height / self._top * (fine - 1)) // _FINE

    def rows(self) -> list[Content]:
        """The picture, one text a row."""
        if self._is_empty:
            return [Content(" " * self._width)] * self._height
        styles = {f"38;5;{number}": role for number, role in enumerate(self._roles)}
        return [_styled(row, styles, self._width) for row in self._plot.build().splitlines()]

    def _draw(self, places: Places, role: str, **how: Any) -> None:  # noqa: ANN401 - plotext's
        if places[0]:
            self._is_empty = False
            self._plot.scatter(*places, color=self._roles.index(role), **how)


def _unlimited() -> Any:  # noqa: ANN401 - plotext has no types
    """A plot that may be larger than the terminal in which the process began."""
    plot: Any = Plot
    one = plot()
    one._limit_size(False, False)  # noqa: FBT003, SLF001 - there is no other way
    return one


def _styled(row: str, styles: Mapping[str, str], width: int) -> Content:
    """A row from plotext, with its numbers replaced by styles."""
    pieces = _ESCAPE.split(row)
    texts = zip_longest(["", *pieces[1::2]], pieces[::2], fillvalue="")
    whole = line(*((text, styles[code]) if code in styles else text for code, text in texts))
    return whole.truncate(width).pad_right(max(0, width - whole.cell_length))
