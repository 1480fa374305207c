"""Move a figure: find the frame for a moment of a session, and its pose.

Between two poses each joint turns about its parent, so limbs keep their lengths; a hand or foot at
the same place in both poses stays there. A path has whole frames, so that each picture is drawn
once and used in every round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from math import atan2, cos, dist, floor, hypot, pi, sin
from typing import NamedTuple

from coach.domain.figures.figure import LIMBS, PARENTS, Figure, Loop, Point, Pose, View
from coach.domain.session.breathing import HALF
from coach.domain.session.timeline import PhaseKind

FRAMES = 4
"""Frames a second."""
_ENTERING = 1.0
"""Seconds in which the body moves into a stretch, or out of it."""
_BREATH = 2 * HALF
"""Seconds from one breath to the next."""
_RISE = 1.5
"""By how much the shoulders rise with a breath."""
_STANDS = 0.3
"""A joint that moves by less than this between two poses stands still."""
_FOLDED = 1e-3
"""If the end of a limb is this near to its beginning, it has no direction."""
_ENDS_AT_THE_KEY = frozenset({PhaseKind.HOLD, PhaseKind.UP})
"""The phases that end in the last pose."""


class PhaseTime(NamedTuple):
    """Where a session is: in what phase, how many seconds into it, and how long it is."""

    kind: PhaseKind
    seconds: float
    length: float


class PosePath(StrEnum):
    """From the first pose to the last, round the whole loop, or standing in the last one."""

    ALONG = "along"
    AROUND = "around"
    BREATHING = "breathing"


class Frame(NamedTuple):
    """A place on a path, as a part of it from 0 to 1."""

    way: PosePath
    part: float


class Motion:
    """A figure in motion: which pose it takes at a moment of a session."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._parents = PARENTS[figure.view]
        self._poses = tuple(_completed(figure.poses))
        turning_back = self._poses[-2:0:-1] if figure.loop is Loop.BACK else ()
        self._round = (*self._poses, *turning_back)

    @property
    def start(self) -> Pose:
        """The pose from which the exercise starts."""
        return self._poses[0]

    @property
    def key(self) -> Pose:
        """The most telling pose: the one that is held, or where the movement turns back."""
        return self._poses[-1]

    def frame(self, now: PhaseTime, before: PhaseKind | None = None) -> Frame:
        """Where on its path the figure is; `before` is the kind of the phase before."""
        part = min(1.0, now.seconds / now.length) if now.length else 1.0
        match now.kind:
            case PhaseKind.MOVE:
                return self._around(now.length, part)
            case PhaseKind.UP:
                return Frame(PosePath.ALONG, _stepped(part, now.length))
            case PhaseKind.DOWN:
                return Frame(PosePath.ALONG, 1 - _stepped(part, now.length))
            case PhaseKind.HOLD:
                return self._held(now.seconds, came=before not in _ENDS_AT_THE_KEY)
            case _:
                came = before in _ENDS_AT_THE_KEY
                return Frame(PosePath.ALONG, 1 - _stepped(now.seconds / _ENTERING) if came else 0.0)

    def still(self, kind: PhaseKind) -> Frame:
        """The frame that shows a phase if animations are off."""
        works = kind in {PhaseKind.HOLD, PhaseKind.UP, PhaseKind.MOVE}
        return Frame(PosePath.ALONG, 1.0 if works else 0.0)

    def pose(self, frame: Frame) -> Pose:
        """The pose of a frame."""
        match frame.way:
            case PosePath.AROUND:
                return self.around(frame.part)
            case PosePath.ALONG:
                return self.along(frame.part)
            case PosePath.BREATHING:
                return self._breathing(frame.part)

    def around(self, rounds: float) -> Pose:
        """The pose after so many rounds of the loop."""
        count = len(self._round)
        index, part = divmod(rounds * count, 1)
        around = [self._round[(int(index) + step) % count] for step in (-1, 0, 1, 2)]
        return self._between(around, part)

    def along(self, part: float) -> Pose:
        """The pose between the first and the last, for a part between 0 and 1."""
        last = len(self._poses) - 1
        index = min(int(part * last), last - 1) if last else 0
        around = [self._poses[max(0, min(last, index + step))] for step in (-1, 0, 1, 2)]
        if index == 0:
            around[0] = around[2]
        if index + 1 >= last:
            around[3] = around[1]
        return self._between(around, part * last - index)

    def _around(self, length: float, part: float) -> Frame:
        """Whole rounds in a phase, so that it ends as it began."""
        rounds = max(1, round(length / (self.figure.seconds * len(self._round))))
        there = part * rounds % 1
        if self.figure.loop is Loop.BACK:
            # The way back reuses the poses of the way there, and so the same frames.
            there = min(there, 1 - there)
        return Frame(PosePath.AROUND, _stepped(there, length / rounds))

    def _held(self, seconds: float, *, came: bool) -> Frame:
        """Moving into the held pose if the body comes from another one, then breathing in it."""
        if came and seconds < _ENTERING:
            return Frame(PosePath.ALONG, _stepped(seconds / _ENTERING))
        return Frame(PosePath.BREATHING, _stepped(seconds % _BREATH / _BREATH, _BREATH))

    def _breathing(self, part: float) -> Pose:
        """The held pose, with the chest rising and sinking; hands and feet stay."""
        pose = self.key
        if self.figure.view is not View.BODY or not {"hip", "shoulder"} <= set(pose):
            return pose
        spine = _minus(pose["shoulder"], pose["hip"])
        rise = _RISE * (1 - cos(2 * pi * part)) / 2 / (hypot(*spine) or 1.0)
        up = _scaled(spine, rise)
        moved = {
            joint: _plus(pose[joint], up)
            for joint in ("head", "shoulder", "far_shoulder")
            if joint in pose
        }
        breathing = {**pose, **moved}
        for far in ("", "far_"):
            if {f"{far}elbow", f"{far}hand"} <= set(pose):
                self._reach(breathing, f"{far}elbow", (pose, pose, pose, pose), 0.0)
        return breathing

    def _between(self, around: Sequence[Pose], part: float) -> Pose:
        """Between the middle two of four poses, on a smooth path that the outer two shape."""
        pose: dict[str, Point] = {}
        for joint in self._in_order(around[1]):
            if joint not in pose:
                self._place(pose, joint, around, part)
        return pose

    def _in_order(self, pose: Pose) -> Iterator[str]:
        """The joints, each after its parent."""
        roots = [joint for joint in pose if self._parent(joint, pose) is None]
        yield from roots
        yield from (joint for joint in self._parents if joint in pose and joint not in roots)

    def _place(
        self, pose: dict[str, Point], joint: str, around: Sequence[Pose], part: float
    ) -> None:
        parent = self._parent(joint, pose)
        if parent is None:
            xs, ys = zip(*(one[joint] for one in around), strict=True)
            pose[joint] = (_smooth(xs, part), _smooth(ys, part))
            return
        arms = [_minus(one[joint], one[parent]) for one in around]
        length = _smooth([hypot(*arm) for arm in arms], part)
        angle = _smooth(_unwound([atan2(y, x) for x, y in arms]), part)
        pose[joint] = _plus(pose[parent], (length * cos(angle), length * sin(angle)))
        end = LIMBS.get(joint)
        if end and end in around[1] and dist(around[1][end], around[2][end]) < _STANDS:
            self._reach(pose, joint, around, part)

    def _reach(
        self, pose: dict[str, Point], middle: str, around: Sequence[Pose], part: float
    ) -> None:
        """Bend a limb so that its end stays where it is, unless it turns inside out."""
        end, parent = LIMBS[middle], self._parents[middle]
        bends = [_bend(one[parent], one[middle], one[end]) for one in around[1:3]]
        ends = [one[end] for one in around[1:3]]
        goal = _plus(ends[0], _scaled(_minus(ends[1], ends[0]), part))
        if bends[0] * bends[1] < 0 or dist(pose[parent], goal) < _FOLDED:
            return
        upper = _smooth([dist(one[parent], one[middle]) for one in around], part)
        lower = _smooth([dist(one[middle], one[end]) for one in around], part)
        pose[middle] = _bent(pose[parent], goal, upper, lower, 1 if sum(bends) >= 0 else -1)
        pose[end] = goal

    def _parent(self, joint: str, pose: Pose) -> str | None:
        parent = self._parents.get(joint)
        return parent if parent in pose else None


def _completed(poses: Sequence[Pose]) -> Iterator[Pose]:
    """The poses, each with the joints that stayed where they were.

    Seen from the side, the far shoulder and the far hip are where the near ones are.
    """
    known: Pose = {}
    for pose in poses:
        known = {**known, **pose}
        behind = {f"far_{joint}": known[joint] for joint in ("shoulder", "hip") if joint in known}
        yield {**behind, **known}


def _stepped(part: float, seconds: float = _ENTERING) -> float:
    """A part of a path of so many seconds, in whole frames, so that each frame recurs."""
    frames = max(1, round(seconds * FRAMES))
    return min(1.0, floor(part * frames) / frames)


def _smooth(values: Sequence[float], part: float) -> float:
    """From the second value to the third, without a jolt at either (a cubic Hermite curve)."""
    before, start, end, after = values
    leave, arrive = (end - before) / 2, (after - start) / 2
    change = end - start
    return start + part * (
        leave + part * (3 * change - 2 * leave - arrive + part * (leave + arrive - 2 * change))
    )


def _unwound(angles: Sequence[float]) -> list[float]:
    """The same angles, each turned the short way from the one before."""
    unwound = [angles[0]]
    for angle in angles[1:]:
        unwound.append(unwound[-1] + (angle - unwound[-1] + pi) % (2 * pi) - pi)
    return unwound


def _bent(start: Point, goal: Point, upper: float, lower: float, side: int) -> Point:
    """Where the middle joint of a limb is when it reaches from one point to another."""
    reach = dist(start, goal)
    x, y = ((goal[0] - start[0]) / reach, (goal[1] - start[1]) / reach)
    upper, lower = max(upper, 0.0), max(lower, 0.0)
    if reach >= upper + lower:
        along, aside = reach * upper / (upper + lower or 1.0), 0.0
    else:
        along = max(-upper, min(upper, (reach**2 + upper**2 - lower**2) / (2 * reach)))
        aside = (upper**2 - along**2) ** 0.5
    return (start[0] + along * x - side * aside * y, start[1] + along * y + side * aside * x)


def _plus(one: Point, other: Point) -> Point:
    return (one[0] + other[0], one[1] + other[1])


def _minus(one: Point, other: Point) -> Point:
    return (one[0] - other[0], one[1] - other[1])


def _scaled(one: Point, factor: float) -> Point:
    return (factor * one[0], factor * one[1])


def _bend(start: Point, middle: Point, end: Point) -> float:
    """To which side a limb is bent: more than 0 to the left of the line to its end."""
    (x, y), (aside, up) = _minus(end, start), _minus(middle, start)
    return x * up - y * aside
