"""The points of a track: which of them are plausible, and their distance and time.

A receiver errs: it puts a point where the runner never was, or into another year. Such points are
left out and counted; if they are many, nothing in the file is credible. Standing still for more
than a minute is a pause, and so is a gap without any point in which the runner went on at less than
half the usual speed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from coach.activities.file_errors import FlawError
from coach.domain.events.activity import FASTEST_RUN
from coach.domain.units import counted

_FARTHEST_IN_TIME = 48 * 3600.0
"""Seconds from the middle of a recording; points further off belong to another time."""
_MANY_TIMES = 4.0
"""A speed of so many times the track's usual speed is implausible."""
_ERROR = 30.0
"""Metres that a good point may be off by."""
_ALONE = 5
"""Fewer points than these, far from all others, are strays."""
_OPEN = 8
"""Pieces that a point may continue; this limits the time for a track of nothing but strays."""
_STANDING = 0.5
"""Metres a second; slower than any walk."""
_ONE_PLACE = 15.0
"""Metres; a receiver that stands still wanders about this far."""
_PAUSE = 60.0
_GAP = 10.0
"""A gap without points is so many times as long as the track's usual one."""
_SLOW = 0.5
"""Of the usual speed; slower over a gap, the runner paused."""
_FEW = 0.2
"""Of the points of a track."""
_WINDOW = 15.0
"""Seconds over which a speed is measured, so that the receiver's errors average out."""

Indices = Sequence[int]


class Points(ABC):
    """The points of one segment: when each was recorded, in seconds since any instant."""

    def __init__(self) -> None:
        self.at = array("d")

    @abstractmethod
    def metres(self, one: int, other: int) -> float:
        """The distance from one point to another."""

    def seconds(self, one: int, other: int) -> float:
        """The time from one point to another."""
        return self.at[other] - self.at[one]

    def speed(self, one: int, other: int) -> float:
        """Metres a second from one point to another; two of one second are a second apart."""
        return self.metres(one, other) / max(self.seconds(one, other), 1)


class Counter(Points):
    """Points with the distance that a device had counted by then."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = array("d")

    def add(self, at: float, counted: float) -> None:
        """Add one, with its time and its metres."""
        self.at.append(at)
        self.counted.append(counted)

    def metres(self, one: int, other: int) -> float:
        """What was counted between two points."""
        return abs(self.counted[other] - self.counted[one])


class _Sum(Struct):
    metres: float = 0.0
    seconds: float = 0.0

    def add(self, metres: float, seconds: float) -> None:
        self.metres += metres
        self.seconds += seconds


class TrackSummary(Struct):
    """The sums over some points.

    `speeds` are in m/s, each over a quarter of a minute under way; `track` has the seconds under
    way and the metres by then, from place to place; `strays` counts the points that are left out,
    `jumps` the places where the track continues elsewhere. `paused` is what does not count in
    `seconds`, and `last` the index of the last point kept.
    """

    began: float | None = None
    seconds: float = 0.0
    metres: float = 0.0
    paused: float = 0.0
    paused_metres: float = 0.0
    speeds: list[float] = []
    track: list[tuple[float, float]] = []
    strays: int = 0
    jumps: int = 0
    last: int = -1

    @property
    def whole_metres(self) -> float:
        """The distance with that of the pauses, as a device counts it."""
        return self.metres + self.paused_metres


class _Usual(NamedTuple):
    """What is usual on a track: metres a second, and seconds from one point to the next."""

    speed: float
    interval: float


def way(points: Points) -> TrackSummary:
    """The distance and time along the points of one segment."""
    timely = _in_time(points.at)
    usual = _usual(points, timely)
    fastest = max(FASTEST_RUN, _MANY_TIMES * usual.speed)
    pieces = _without_strays(_pieces(points, timely, fastest))
    kept = sum(map(len, pieces))
    whole = TrackSummary(strays=len(points.at) - kept, jumps=max(0, len(pieces) - 1))
    if pieces:
        whole.began, whole.last = points.at[pieces[0][0]], pieces[-1][-1]
    for piece in pieces:
        _go(points, piece, usual, whole)
    return whole


def refuse_many(strays: int, points: int) -> None:
    """Refuse a recording in which many points cannot be true.

    Raises:
        FlawError: if they are many.
    """
    if strays > _FEW * points:
        raise FlawError(
            f"holds {counted(strays, 'point')} of {points} that cannot be true; "
            "export it again, or enter it with `coach ran`."
        )


def remarks_on(strays: int, jumps: int = 0) -> tuple[str, ...]:
    """What to say about points that are left out."""
    said = [counted(strays, "stray point")] if strays else []
    said += [counted(jumps, "jump")] if jumps else []
    return (f"{' and '.join(said)} left out",) if said else ()


def _in_time(at: Sequence[float]) -> Indices:
    """The most points that can be kept so that time never runs backwards."""
    if not at:
        return ()
    middle = median(at)
    near = array("L", (i for i, one in enumerate(at) if abs(one - middle) <= _FARTHEST_IN_TIME))
    if all(at[one] <= at[other] for one, other in pairwise(near)):
        return near
    return _longest_rise(at, near)


def _longest_rise(at: Sequence[float], indices: Indices) -> Indices:
    """The longest choice of the indices whose times never fall (patience sorting)."""
    tails: list[float] = []
    last_of: list[int] = []
    before: dict[int, int | None] = {}
    for index in indices:
        length = bisect_right(tails, at[index])
        tails[length : length + 1] = [at[index]]
        last_of[length : length + 1] = [index]
        before[index] = last_of[length - 1] if length else None
    return list(_back(last_of[-1], before))[::-1]


def _back(index: int | None, before: dict[int, int | None]) -> Iterator[int]:
    while index is not None:
        yield index
        index = before[index]


def _usual(points: Points, indices: Indices) -> _Usual:
    """The usual speed while moving, and the usual interval."""
    speeds = (points.speed(*step) for step in pairwise(indices))
    moving = array("d", (one for one in speeds if one > _STANDING))
    intervals = array("d", (points.seconds(*step) for step in pairwise(indices)))
    return _Usual(median(moving or (0.0,)), median(intervals or (0.0,)))


def _pieces(points: Points, indices: Indices, fastest: float) -> list[array[int]]:
    """The points in pieces; in each, every point can be reached from the one before."""
    pieces: list[array[int]] = []
    latest: list[array[int]] = []
    for index in indices:
        piece = _piece_before(points, latest, index, fastest)
        if piece is None:
            piece = array("L")
            pieces.append(piece)
        piece.append(index)
        if not latest or latest[-1] is not piece:
            latest = [*(one for one in latest if one is not piece), piece][-_OPEN:]
    return pieces


def _piece_before(
    points: Points, latest: list[array[int]], index: int, fastest: float
) -> array[int] | None:
    """The latest piece that can continue at a point."""
    return next((one for one in reversed(latest) if _leads(points, one[-1], index, fastest)), None)


def _leads(points: Points, one: int, other: int, fastest: float) -> bool:
    return points.metres(one, other) <= fastest * points.seconds(one, other) + _ERROR


def _without_strays(pieces: list[array[int]]) -> list[array[int]]:
    """The plausible pieces, in order: the longest, and those before or after it."""
    kept: list[array[int]] = []
    for piece in sorted(pieces, key=len, reverse=True):
        is_apart = all(piece[-1] < one[0] or one[-1] < piece[0] for one in kept)
        if not kept or (is_apart and len(piece) >= _ALONE):
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece[0])


def _go(points: Points, piece: Indices, usual: _Usual, whole: TrackSummary) -> None:
    """Add the distance along a piece without its pauses; a piece that is all pause adds nothing."""
    paused, window = _Sum(), _Sum()
    for metres, seconds, stands in _steps(points, piece, usual):
        if stands:
            paused.add(metres, seconds)
            continue
        whole.metres += metres
        whole.seconds += seconds
        whole.track.append((whole.seconds, whole.metres))
        window.add(metres, seconds)
        if window.seconds >= _WINDOW:
            whole.speeds.append(window.metres / window.seconds)
            window = _Sum()
    if not whole.seconds:
        whole.metres, whole.seconds = paused.metres, paused.seconds
    else:
        whole.paused += paused.seconds
        whole.paused_metres += paused.metres


def _steps(points: Points, piece: Indices, usual: _Usual) -> Iterator[tuple[float, float, bool]]:
    """The steps from place to place: metres, seconds, and whether it was a pause."""
    place, metres = piece[0], 0.0
    for before, here in pairwise(piece):
        is_gap = _is_gap(points, before, here, usual)
        if is_gap and before != place:
            yield metres, points.seconds(place, before), False
            place, metres = before, 0.0
        metres += points.metres(before, here)
        away = points.metres(place, here)
        if not is_gap and away < _ONE_PLACE and here != piece[-1]:
            continue
        seconds = points.seconds(place, here)
        yield metres, seconds, is_gap or (seconds > _PAUSE and away < _STANDING * seconds)
        place, metres = here, 0.0


def _is_gap(points: Points, before: int, here: int, usual: _Usual) -> bool:
    """Whether nothing was recorded between two points, and the runner was slow meanwhile."""
    seconds = points.seconds(before, here)
    is_long = seconds > max(_PAUSE, _GAP * usual.interval)
    return is_long and points.metres(before, here) < _SLOW * usual.speed * seconds
