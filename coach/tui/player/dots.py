"""A canvas of dots, of which each cell has two across, and three or four down.

Places are given in dots of which a cell has four down: these are as wide as they are high in a
terminal whose cells are twice as high as wide. What is drawn later covers what was drawn before. A
cell has the colour of its strongest role; one that is full of solid dots may have two.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import reduce
from itertools import groupby, pairwise
from math import ceil, cos, dist, floor, inf, pi, sin
from operator import or_
from typing import NamedTuple

from coach.tui.player.dot_signs import DotSigns

Dot = tuple[float, float]

_LINES = 4
"""The dots down a cell that places are given in."""
_ARROW_HEAD = 3.6
_CORNERS = 16
_ROUND = 4


class Role(IntEnum):
    """What a dot belongs to, weakest first."""

    FLOOR = 0
    PROP = 1
    FAR = 2
    BODY = 3
    ACCENT = 4


class Run(NamedTuple):
    """Neighbouring cells of one role, on the ground of another one; blank cells have none."""

    text: str
    role: Role | None
    ground: Role | None = None


class DotCanvas:
    """Dots on `rows` by `columns` cells, from the upper left."""

    def __init__(self, columns: int, rows: int, signs: DotSigns) -> None:
        self.columns = columns
        self.rows = rows
        self.width = 2 * columns
        self.height = _LINES * rows
        self._signs = signs
        self._planes = [[0] * (signs.lines * rows) for _ in Role]

    def area(self, corners: Sequence[Dot], role: Role) -> None:
        """Fill a convex shape."""
        for row, left, right in self._spans(corners):
            self._set(row, left, right, role)

    def stroke(self, start: Dot, end: Dot, radii: tuple[float, float], role: Role) -> None:
        """A line with round ends that may taper towards its end."""
        self.area(_hull(start, end, *radii), role)

    def clear(self, start: Dot, end: Dot, radii: tuple[float, float], gap: float) -> None:
        """Clear the area of a stroke, and a seam around it."""
        for row, left, right in self._spans(_hull(start, end, radii[0] + gap, radii[1] + gap)):
            self._clear(row, left, right)

    def disc(self, centre: Dot, radius: float, role: Role) -> None:
        """A filled circle."""
        self.stroke(centre, centre, (radius, radius), role)

    def line(self, points: Sequence[Dot], width: float, role: Role) -> None:
        """A line through points."""
        for start, end in pairwise(points):
            self.stroke(start, end, (width / 2, width / 2), role)

    def ring(self, centre: Dot, radius: float, width: float, role: Role) -> None:
        """A circle."""
        turns = [2 * pi * step / (3 * _CORNERS) for step in range(3 * _CORNERS + 1)]
        self.line([_on_circle(centre, radius, turn) for turn in turns], width, role)

    def dashes(self, points: Sequence[Dot], width: float, role: Role, length: float) -> None:
        """A dashed line: `length` dots drawn, then as many left out."""
        for start, end in pairwise(points):
            pieces = max(1, round(dist(start, end) / length))
            for piece in range(0, pieces, 2):
                ends = [_part_of(start, end, one / pieces) for one in (piece, piece + 1)]
                self.line(ends, width, role)

    def arrow(self, points: Sequence[Dot], width: float, role: Role) -> None:
        """A line with a head at its end."""
        whole = sum(dist(one, other) for one, other in pairwise(points))
        size = min(_ARROW_HEAD + 1.5 * width, 0.6 * whole)
        start, *curve, end = points
        tip = _on_dot(end)
        line = _shortened([start, *curve] if curve else [_on_dot(start)], tip, size)
        base = line[-1]
        length = dist(base, tip) or 1.0
        x, y = (tip[0] - base[0]) / length, (tip[1] - base[1]) / length
        half = size * 0.6
        self.line(line, width, role)
        corners = [tip, (base[0] - half * y, base[1] + half * x)]
        self.area([*corners, (base[0] + half * y, base[1] - half * x)], role)

    def cells(self) -> tuple[tuple[Run, ...], ...]:
        """The rows of cells, each as runs of one role."""
        return tuple(self._row(row) for row in range(self.rows))

    def _row(self, row: int) -> tuple[Run, ...]:
        lines = self._signs.lines
        planes = [plane[lines * row : lines * (row + 1)] for plane in self._planes]
        every = [a | b | c | d | e for a, b, c, d, e in zip(*planes, strict=True)]
        if not any(every):
            return (Run(" " * self.columns, None),)
        masks = [reduce(or_, plane) for plane in planes]
        cells = (self._cell(planes, every, masks, 2 * column) for column in range(self.columns))
        runs = groupby(cells, lambda cell: cell[1:])
        return tuple(Run("".join(cell.text for cell in run), *roles) for roles, run in runs)

    def _cell(
        self, planes: Sequence[Sequence[int]], every: Sequence[int], masks: Sequence[int], at: int
    ) -> Run:
        """The cell whose dots begin at a bit."""
        bits = _pattern(every, at)
        if not bits:
            return Run(" ", None)
        *others, role = (one for one in Role if masks[one] >> at & 3)
        is_full = self._signs.is_solid and bits + 1 == len(self._signs.signs)
        if others and is_full:
            return Run(self._signs.signs[_pattern(planes[role], at)], role, others[-1])
        return Run(self._signs.signs[bits], role)

    def _set(self, row: int, left: int, right: int, role: Role) -> None:
        mask = self._mask(row, left, right)
        if mask:
            for plane in self._planes:
                plane[row] &= ~mask
            self._planes[role][row] |= mask

    def _clear(self, row: int, left: int, right: int) -> None:
        mask = self._mask(row, left, right)
        if mask:
            for plane in self._planes:
                plane[row] &= ~mask

    def _spans(self, corners: Sequence[Dot]) -> list[tuple[int, int, int]]:
        lines = self._signs.lines
        return _spans([(x, y * lines / _LINES) for x, y in corners] if lines != _LINES else corners)

    def _mask(self, row: int, left: int, right: int) -> int:
        left, right = max(0, left), min(self.width - 1, right)
        if not 0 <= row < len(self._planes[0]) or right < left:
            return 0
        return (1 << (right + 1)) - (1 << left)


def _pattern(lines: Sequence[int], at: int) -> int:
    """The dots of a cell, two bits for each line."""
    bits = 0
    for number, dots in enumerate(lines):
        bits |= (dots >> at & 3) << 2 * number
    return bits


def _spans(corners: Sequence[Dot]) -> list[tuple[int, int, int]]:
    """For each row that a convex shape covers: the row, and its first and last dot.

    The middle of a dot lies half a dot to the right and below its upper left corner. Where the
    shape is thinner than a dot, the nearest dot is taken, so that no line is broken.
    """
    top = min(y for _, y in corners)
    first = ceil(top - 0.5)
    last = floor(max(y for _, y in corners) - 0.5)
    if last < first:
        sides = [(min(x for x, _ in corners), max(x for x, _ in corners))]
        first = floor(top)
    else:
        sides = _sides(corners, first, last)
    return _without_pimples([_span(first + row, *ends) for row, ends in enumerate(sides)])


def _sides(corners: Sequence[Dot], first: int, last: int) -> list[tuple[float, float]]:
    """Where the outline crosses the middle of each row, on the left and on the right."""
    lefts, rights = [inf] * (last - first + 1), [-inf] * (last - first + 1)
    x0, y0 = corners[-1]
    for x1, y1 in corners:
        low, high = (y0, y1) if y0 < y1 else (y1, y0)
        slope = (x1 - x0) / (y1 - y0) if y1 != y0 else 0.0
        for row in range(max(first, ceil(low - 0.5)), min(last, floor(high - 0.5)) + 1):
            x = x0 + (row + 0.5 - y0) * slope
            lefts[row - first] = min(lefts[row - first], x)
            rights[row - first] = max(rights[row - first], x)
        x0, y0 = x1, y1
    return list(zip(lefts, rights, strict=True))


def _span(row: int, left: float, right: float) -> tuple[int, int, int]:
    begin, end = ceil(left - 0.5), floor(right - 0.5)
    if end < begin:
        begin = end = floor((left + right) / 2)
    return row, begin, end


def _without_pimples(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans without single dots on top of a round shape, or below it."""
    for end, next_to_it in ((0, 1), (-1, -2)):
        if len(spans) > _ROUND and _width(spans[end]) == 1 and _width(spans[next_to_it]) >= _ROUND:
            del spans[end]
    return spans


def _width(span: tuple[int, int, int]) -> int:
    return span[2] - span[1] + 1


def _hull(start: Dot, end: Dot, radius: float, end_radius: float) -> list[Dot]:
    """The outline of two circles and what lies between them."""
    if start == end:
        return _arc(start, radius, 0.0, 2 * pi)
    length = dist(start, end)
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    side = (-y, x)
    return [*_half(start, radius, (-x, -y), side), *_half(end, end_radius, (x, y), (y, -x))]


def _arc(centre: Dot, radius: float, begin: float, turn: float) -> list[Dot]:
    steps = range(_CORNERS)
    return [_on_circle(centre, radius, begin + turn * step / _CORNERS) for step in steps]


def _half(centre: Dot, radius: float, ahead: Dot, side: Dot) -> list[Dot]:
    """A half circle that bulges ahead, from one side to the other."""
    corners = []
    for step in range(_CORNERS // 2 + 1):
        turn = pi * step / (_CORNERS // 2)
        along, aside = radius * sin(turn), radius * cos(turn)
        corners.append(
            (
                centre[0] + along * ahead[0] + aside * side[0],
                centre[1] + along * ahead[1] + aside * side[1],
            )
        )
    return corners


def _on_dot(point: Dot) -> Dot:
    """The middle of the dot at a place, so that an arrow is the same on both sides."""
    return (floor(point[0]) + 0.5, floor(point[1]) + 0.5)


def _shortened(points: Sequence[Dot], tip: Dot, size: float) -> list[Dot]:
    """A line without the last piece, which the arrow head takes."""
    kept = list(points)
    after = tip
    while len(kept) > 1 and dist(kept[-1], tip) < size:
        after = kept.pop()
    reach, near = dist(kept[-1], tip), dist(after, tip)
    part = (reach - size) / (reach - near) if reach > max(size, near) else 0.0
    return [*kept, _part_of(kept[-1], after, part)]


def _on_circle(centre: Dot, radius: float, turn: float) -> Dot:
    return (centre[0] + radius * cos(turn), centre[1] + radius * sin(turn))


def _part_of(start: Dot, end: Dot, part: float) -> Dot:
    return (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
