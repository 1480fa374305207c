"""Draw a pose of a figure in dots, always at the same scale for the same room."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from coach.domain.figures.figure import (
    CEILING,
    FLOOR,
    HEIGHT,
    PARTS,
    WIDTH,
    Figure,
    Part,
    Point,
    Pose,
    Prop,
    Shape,
    View,
)
from coach.tui.player.dot_signs import DotSigns
from coach.tui.player.dots import Dot, DotCanvas, Role, Run

Picture = tuple[tuple[Run, ...], ...]
_SEAM = 1.0
"""Dots left empty around parts in front, to set them off from those behind."""
_GROUND = -1.6
"""Where the line of the floor is drawn, below the soles."""
_DASH = 3.0


def draw(
    figure: Figure, pose: Pose, room: tuple[int, int], signs: DotSigns, *, mirrored: bool
) -> Picture:
    """The rows of cells of a pose, centred in a room of columns and rows."""
    columns, rows = room
    scale = min(2 * columns / WIDTH, 4 * rows / HEIGHT)
    wide, high = min(columns, ceil(scale * WIDTH / 2)), min(rows, ceil(scale * HEIGHT / 4))
    picture = _Drawing(figure, pose, DotCanvas(wide, high, signs), mirrored=mirrored).cells()
    above, before = (rows - high) // 2, (columns - wide) // 2
    left, right = Run(" " * before, None), Run(" " * (columns - wide - before), None)
    empty = (Run(" " * columns, None),)
    return (
        *(empty for _ in range(above)),
        *((left, *runs, right) for runs in picture),
        *(empty for _ in range(rows - high - above)),
    )


class _Drawing:
    def __init__(self, figure: Figure, pose: Pose, canvas: DotCanvas, *, mirrored: bool) -> None:
        self._figure = figure
        self._pose = pose
        self._canvas = canvas
        self._scale = min(canvas.width / WIDTH, canvas.height / HEIGHT)
        self._turn = -1 if mirrored else 1
        self._bottom = (canvas.height + self._scale * (CEILING + FLOOR)) / 2

        # Seen from the front, neither side is farther away.
        self._is_frontal = pose.get("shoulder") != pose.get("far_shoulder")

    def cells(self) -> Picture:
        if self._figure.floor:
            self._ground()
        self._props(front=False)
        body = _body if self._figure.view is View.BODY else _close_up
        for layer in body(self._figure.view):
            self._layer(layer)
        self._props(front=True)
        return self._canvas.cells()

    def _ground(self) -> None:
        ends = [self._dot((x, _GROUND)) for x in (-WIDTH / 2 + 3, WIDTH / 2 - 3)]
        self._canvas.line(ends, 1.0, Role.FLOOR)

    def _layer(self, parts: Iterable[Part]) -> None:
        """Parts that belong together: a seam around all of them, then the parts."""
        shown = [part for part in parts if part.start in self._pose and part.end in self._pose]
        outlines = [(part, *self._ends(part)) for part in shown]
        for part, start, end, radii in outlines:
            self._canvas.clear(_below_shoulder(part, start, end), end, radii, _SEAM)
        if any(part.name == "torso" for part in shown):
            self._front_of_torso()
        for part, start, end, radii in sorted(outlines, key=lambda one: self._role(one[0])):
            self._canvas.stroke(start, end, radii, self._role(part))

    def _front_of_torso(self) -> None:
        """The torso seen from the front, between two shoulders and two hips."""
        corners = [self._pose[joint] for joint in ("shoulder", "far_shoulder", "far_hip", "hip")]
        role = Role.ACCENT if "torso" in self._figure.accent else Role.BODY
        self._canvas.area([self._dot(corner) for corner in corners], role)

    def _ends(self, part: Part) -> tuple[Dot, Dot, tuple[float, float]]:
        start = self._pose[part.start]
        if part.name == "neck":
            start = _middle(start, self._pose["far_shoulder"])
        radii = (self._scale * part.radius, self._scale * part.end_radius)
        return self._dot(start), self._dot(self._pose[part.end]), radii

    def _role(self, part: Part) -> Role:
        if part.name in self._figure.accent:
            return Role.ACCENT
        is_far = part.name.startswith("far_") and not self._is_frontal
        return Role.FAR if is_far else Role.BODY

    def _props(self, *, front: bool) -> None:
        for prop in self._figure.props:
            if prop.front is front:
                self._prop(prop)

    def _prop(self, prop: Prop) -> None:
        points = [
            self._dot(self._pose[one] if isinstance(one, str) else one) for one in prop.points
        ]
        role = Role.ACCENT if prop.accent else Role.PROP
        width = max(1.0, self._scale * prop.width)
        radius = self._scale * prop.radius
        canvas = self._canvas
        match prop.shape:
            case Shape.LINE:
                canvas.line(points, width, role)
            case Shape.DASHES:
                canvas.dashes(points, width, role, _DASH)
            case Shape.AREA:
                canvas.area(points, role)
            case Shape.DISC:
                canvas.disc(points[0], radius, role)
            case Shape.RING:
                canvas.ring(points[0], radius, width, role)
            case Shape.ARROW:
                canvas.arrow(points, width, role)
            case Shape.ARROWS:
                canvas.arrow(points, width, role)
                canvas.arrow(points[::-1], width, role)

    def _dot(self, point: Point) -> Dot:
        x, y = point
        middle = self._canvas.width / 2
        return (middle + self._turn * self._scale * x, self._bottom - self._scale * y)


def _body(view: View) -> list[list[Part]]:
    """The layers of a body: the far arm, the far leg, the trunk with the near leg, the near arm."""
    parts = PARTS[view]
    far = [part for part in parts if part.name.startswith("far_")]
    near = [part for part in parts if not part.name.startswith("far_")]
    return [
        [part for part in far if _is_arm(part)],
        [part for part in far if not _is_arm(part)],
        [part for part in near if not _is_arm(part)],
        [part for part in near if _is_arm(part)],
    ]


def _close_up(view: View) -> list[list[Part]]:
    parts = PARTS[view]
    return [
        [part for part in parts if part.name.startswith("far_")],
        [part for part in parts if not part.name.startswith("far_")],
    ]


def _is_arm(part: Part) -> bool:
    return part.name.removeprefix("far_") in {"upper_arm", "forearm", "hand"}


def _below_shoulder(part: Part, start: Dot, end: Dot) -> Dot:
    """Where the seam of a part begins: at the shoulder, the arm has none."""
    if not part.name.endswith("upper_arm"):
        return start
    return (start[0] + 0.4 * (end[0] - start[0]), start[1] + 0.4 * (end[1] - start[1]))


def _middle(one: Point, other: Point) -> Point:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
