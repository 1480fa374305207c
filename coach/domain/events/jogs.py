"""Find the jogs in a track: the times in which the runner was clearly faster than walking.

Two speeds are looked for, that of the walks and that of the jogs; halfway between them one turns
into the other. A watch's distance lags and jumps, so a speed is measured over ten seconds. Where a
jog begins and ends is therefore known to a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import isfinite
from operator import itemgetter
from statistics import fmean

from coach.domain.events.activity import FASTEST_RUN

LONGEST_TRACK = 2700.0
"""Seconds; nothing longer is a walk-jog, even with a warm-up and a cool-down (ours)."""
_WINDOW = 5
"""Seconds before and after an instant over which its speed is measured."""
_SHORTEST = 15
"""Seconds; half of the shortest piece of the ladder. Anything shorter is an error (ours)."""
_JOG = 2.0
"""Metres a second; slower is not a jog (ours, as for a track without a kind)."""
_QUICKER = 1.3
"""How many times as fast as the walks the jogs are at least (ours)."""
_ROUNDS = 20

Sample = tuple[float, float]
"""Seconds since any instant, and the metres that were counted by then."""


def jogs(track: Iterable[Sample]) -> tuple[int, ...] | None:
    """The length of each jog in seconds, in order; a track without walks is one jog.

    None if the track is too short or too long to say.

    Args:
        track: samples in the order of time; those that no runner can have reached are ignored.
    """
    speeds = _speeds(_rising(track))
    if not speeds:
        return None
    limit = _limit(speeds)
    pieces = _smoothed((speed >= limit, 1) for speed in speeds)
    return tuple(length for is_jog, length in pieces if is_jog)


def _rising(track: Iterable[Sample]) -> list[Sample]:
    """The samples that can be reached from the one before."""
    kept: list[Sample] = []
    for at, metres in track:
        if isfinite(at) and isfinite(metres) and (not kept or _follows(kept[-1], at, metres)):
            kept.append((at, metres))
    return kept


def _follows(last: Sample, at: float, metres: float) -> bool:
    return at > last[0] and 0 <= metres - last[1] <= FASTEST_RUN * (at - last[0])


def _speeds(track: Sequence[Sample]) -> list[float]:
    """The speed in each second of a track; none if it is too long or too short."""
    length = int(track[-1][0] - track[0][0]) if track else 0
    if not 2 * _WINDOW <= length <= LONGEST_TRACK:
        return []
    way = list(_each_second(track, length))
    spans = ((max(0, at - _WINDOW), min(length, at + _WINDOW)) for at in range(length))
    return [(way[end] - way[begin]) / (end - begin) for begin, end in spans]


def _each_second(track: Sequence[Sample], length: int) -> Iterator[float]:
    """The metres at each full second from the first sample on, between samples in proportion."""
    following = 1
    for second in range(length + 1):
        at = track[0][0] + second
        while following < len(track) - 1 and track[following][0] < at:
            following += 1
        (before, nearer), (after, farther) = track[following - 1], track[following]
        yield nearer + (farther - nearer) * (at - before) / (after - before)


def _limit(speeds: Sequence[float]) -> float:
    """The speed from which on it is a jog: halfway between two usual ones, if there are two."""
    limit = _JOG
    for _ in range(_ROUNDS):
        slow = [one for one in speeds if one < limit]
        fast = [one for one in speeds if one >= limit]
        if not slow or not fast:
            return _JOG
        walk, jog = fmean(slow), fmean(fast)
        if limit == (limit := (walk + jog) / 2):
            break
    return limit if walk < _JOG <= jog and jog >= _QUICKER * walk else _JOG


def _smoothed(pieces: Iterable[tuple[bool, int]]) -> Iterator[tuple[bool, int]]:
    """The pieces without short walks within a jog, and then without short jogs."""
    whole = _joined((is_jog or length < _SHORTEST, length) for is_jog, length in _joined(pieces))
    return _joined((is_jog and length >= _SHORTEST, length) for is_jog, length in whole)


def _joined(pieces: Iterable[tuple[bool, int]]) -> Iterator[tuple[bool, int]]:
    """The pieces, with neighbours of one kind as one."""
    for is_jog, alike in groupby(pieces, key=itemgetter(0)):
        yield is_jog, sum(length for _, length in alike)
