"""Figures that show an exercise: their poses, and the parts of the body between the joints.

A pose gives the places of joints, in units of which a standing body is 100 high: x to the right
from the middle, y upwards from the floor. Figures are drawn for the right foot and mirrored for the
left one. How a figure moves: `coach.domain.figures.motion`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

WIDTH = 130
"""The width of the drawing area: from -65 to 65."""
FLOOR = -6
CEILING = 110
"""The lowest and the highest y that can be drawn."""
HEIGHT = CEILING - FLOOR

Coordinate = Annotated[float, Meta(ge=-130, le=130)]
"""Slightly beyond the visible area, for limbs that enter from outside."""
Point = tuple[Coordinate, Coordinate]
Pose = Mapping[str, Point]


class View(StrEnum):
    """What is seen: the whole body, one foot from its side, or both feet from the front."""

    BODY = "body"
    FOOT = "foot"
    FEET = "feet"


class Loop(StrEnum):
    """What comes after the last pose: the way back, or the first pose again."""

    BACK = "back"
    ROUND = "round"


class Shape(StrEnum):
    """How a thing beside the body is drawn."""

    LINE = "line"
    DASHES = "dashes"
    AREA = "area"
    DISC = "disc"
    RING = "ring"
    ARROW = "arrow"
    ARROWS = "arrows"
    """An arrow with two heads."""


class Prop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing beside the body; a point is a place, or the joint that it moves with.

    `front` draws it over the body; `accent` draws it in the accent colour.
    """

    shape: Shape
    points: tuple[Point | str, ...]
    radius: Annotated[float, Meta(ge=0, le=60)] = 5.0
    width: Annotated[float, Meta(ge=0, le=30)] = 2.0
    front: bool = False
    accent: bool = False


class Figure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The poses of an exercise, from the start to where it is held or turns back.

    A joint that a pose does not name stays where it was in the pose before. `seconds` is the time
    from one pose to the next. `accent` names the parts that work or are stretched.
    """

    view: View = View.BODY
    poses: tuple[dict[str, Point], ...]
    seconds: Annotated[float, Meta(ge=0.1, le=10)] = 1.2
    loop: Loop = Loop.BACK
    accent: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    floor: bool = True


class Part(NamedTuple):
    """A part of the body: from one joint to another, with its thickness (radius) at both."""

    name: str
    start: str
    end: str
    radius: float
    end_radius: float


_ARM = (
    Part("upper_arm", "shoulder", "elbow", 2.9, 2.3),
    Part("forearm", "elbow", "hand", 2.3, 1.8),
    Part("hand", "hand", "hand", 2.5, 2.5),
)
_LEG = (
    Part("thigh", "hip", "knee", 5.0, 3.6),
    Part("shin", "knee", "ankle", 3.7, 2.3),
    Part("foot", "ankle", "heel", 2.3, 2.4),
    Part("foot", "ankle", "ball", 2.2, 2.1),
    Part("foot", "heel", "ball", 2.3, 2.1),
    Part("toes", "ball", "toe", 2.1, 1.8),
)
_TRUNK = (
    Part("neck", "shoulder", "head", 2.6, 2.6),
    Part("torso", "shoulder", "hip", 7.2, 6.0),
    Part("seat", "hip", "hip", 6.2, 6.2),
    Part("head", "head", "head", 6.6, 6.6),
)
_FOOT = (
    Part("shin", "knee", "ankle", 13.0, 9.5),
    Part("calf", "calf", "heel", 6.0, 7.5),
    Part("foot", "ankle", "heel", 9.5, 9.0),
    Part("foot", "ankle", "ball", 10.5, 6.5),
    Part("arch", "heel", "arch", 8.5, 4.5),
    Part("arch", "arch", "ball", 4.5, 6.0),
    Part("foot", "ankle", "arch", 9.5, 5.0),
    Part("toes", "ball", "toe", 6.5, 4.5),
)
_FEET = (
    Part("shin", "knee", "ankle", 12.0, 8.0),
    Part("foot", "ankle", "inner", 9.5, 8.0),
    Part("foot", "ankle", "outer", 9.5, 6.0),
    Part("foot", "inner", "outer", 8.0, 6.0),
)


def _far(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same limb on the far side."""
    return tuple(
        one._replace(name=f"far_{one.name}", start=f"far_{one.start}", end=f"far_{one.end}")
        for one in parts
    )


PARTS = {
    View.BODY: (*_far(_ARM), *_far(_LEG), *_TRUNK, *_LEG, *_ARM),
    View.FOOT: _FOOT,
    View.FEET: (*_far(_FEET), *_FEET),
}
"""The parts of each view, from back to front."""

THINGS = ("thing", "thing2", "thing3", "thing4")
"""Free points, for props that move."""

PARENTS: dict[View, dict[str, str]] = {
    View.BODY: {
        "shoulder": "hip",
        "head": "shoulder",
        "far_shoulder": "shoulder",
        "far_hip": "hip",
        "elbow": "shoulder",
        "hand": "elbow",
        "far_elbow": "far_shoulder",
        "far_hand": "far_elbow",
        "knee": "hip",
        "ankle": "knee",
        "far_knee": "far_hip",
        "far_ankle": "far_knee",
        **{f"{far}{end}": f"{far}ankle" for far in ("", "far_") for end in ("heel", "ball")},
        "toe": "ball",
        "far_toe": "far_ball",
    },
    View.FOOT: {"heel": "ankle", "arch": "heel", "ball": "ankle", "toe": "ball"},
    View.FEET: {
        f"{far}{joint}": f"{far}{parent}"
        for far in ("", "far_")
        for joint, parent in (("ankle", "knee"), ("inner", "ankle"), ("outer", "ankle"))
    },
}
"""The parent about which each joint turns; joints without one move on their own."""

LIMBS = {
    f"{far}{middle}": f"{far}{end}"
    for far in ("", "far_")
    for middle, end in (("elbow", "hand"), ("knee", "ankle"))
}
"""The joint in the middle of each limb, and its end."""


def joints_of(view: View) -> tuple[str, ...]:
    """The names that a pose of this view may use."""
    parts = (name for part in PARTS[view] for name in (part.start, part.end))
    return tuple(dict.fromkeys([*parts, *THINGS]))


def parts_of(view: View) -> tuple[str, ...]:
    """The names that `accent` may use."""
    return tuple(dict.fromkeys(part.name for part in PARTS[view]))
