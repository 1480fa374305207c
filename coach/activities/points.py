"""The points of a track: which of them are plausible, and their distance and time.

A receiver errs: it puts a point where the runner never was, or into another year. Such points are
left out and counted. Standing still for more than a minute is a pause, and does not count.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gpxpy.geo import haversine_distance
from msgspec import Struct

from coach.domain.events.activity import FASTEST_RUN

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
_WINDOW = 15.0
"""Seconds over which a speed is measured, so that the receiver's errors average out."""

Indices = Sequence[int]


class Points:
    """The points of one segment, kept small: 32 bytes for each."""

    def __init__(self) -> None:
        self.at = array("d")
        self._latitude = array("d")
        self._longitude = array("d")
        self._steps = array("d")

    def add(self, at: float, latitude: float, longitude: float) -> None:
        """Add one; `at` is in seconds since any instant."""
        self.at.append(at)
        self._latitude.append(latitude)
        self._longitude.append(longitude)
        if len(self.at) > 1:
            self._steps.append(self._distance(len(self.at) - 2, len(self.at) - 1))

    def metres(self, one: int, other: int) -> float:
        """The straight distance from one point to another."""
        return self._steps[one] if other == one + 1 else self._distance(one, other)

    def _distance(self, one: int, other: int) -> float:
        there = self._latitude[one], self._longitude[one]
        return float(haversine_distance(*there, self._latitude[other], self._longitude[other]))

    def seconds(self, one: int, other: int) -> float:
        """The time from one point to another."""
        return self.at[other] - self.at[one]

    def speed(self, one: int, other: int) -> float:
        """Metres a second from one point to another; two of one second are a second apart."""
        return self.metres(one, other) / max(self.seconds(one, other), 1)


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
    `jumps` the places where the track continues elsewhere.
    """

    began: float | None = None
    seconds: float = 0.0
    metres: float = 0.0
    speeds: list[float] = []
    track: list[tuple[float, float]] = []
    strays: int = 0
    jumps: int = 0


def way(points: Points) -> TrackSummary:
    """The distance and time along the points of one segment."""
    timely = _in_time(points.at)
    pieces = _without_strays(_pieces(points, timely, _fastest(points, timely)))
    kept = sum(map(len, pieces))
    whole = TrackSummary(strays=len(points.at) - kept, jumps=max(0, len(pieces) - 1))
    if pieces:
        whole.began = points.at[pieces[0][0]]
    for piece in pieces:
        _go(points, piece, whole)
    return whole


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


def _fastest(points: Points, indices: Indices) -> float:
    """The speed above which a point of this track cannot be true: more than anybody runs."""
    speeds = (points.speed(*step) for step in pairwise(indices))
    moving = array("d", (one for one in speeds if one > _STANDING))
    return max(FASTEST_RUN, _MANY_TIMES * median(moving)) if moving else FASTEST_RUN


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


def _go(points: Points, piece: Indices, whole: TrackSummary) -> None:
    """Add the distance along a piece without its pauses; a piece that is all pause adds nothing."""
    paused, window = _Sum(), _Sum()
    for metres, seconds, stands in _steps(points, piece):
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


def _steps(points: Points, piece: Indices) -> Iterator[tuple[float, float, bool]]:
    """The steps from place to place: metres, seconds, and whether it was a pause."""
    place, metres = piece[0], 0.0
    for before, here in pairwise(piece):
        metres += points.metres(before, here)
        away = points.metres(place, here)
        if away < _ONE_PLACE and here != piece[-1]:
            continue
        seconds = points.seconds(place, here)
        yield metres, seconds, seconds > _PAUSE and away < _STANDING * seconds
        place, metres = here, 0.0
