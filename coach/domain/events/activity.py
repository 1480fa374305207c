"""What a watch recorded, and when two recordings are of the same activity.

A runner does one thing at a time. So two recordings that overlap in time and cover about the same
distance are one activity, whatever kind each names; a GPX file names none, so its kind is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

_HALF = 0.5
_NEAR = 0.25
"""A share of the longer distance: footpods are inexact, and some exports hide the runner's home."""
_NEAR_METRES = 200.0
_BETWEEN_PIECES = timedelta(minutes=30)
"""After a shorter gap it is still the same session."""
_OVERLAP = timedelta(minutes=-1)
"""How far pieces may overlap because of clocks and rounding."""
_EQUAL = 0.02
"""A share of distance or time; two programs that read one recording differ by less."""
_HOUR = 3600.0
_CLOCKS = 60.0
"""Seconds that two clocks may differ by, beyond the whole hours of a wrong zone."""
_ZONES = 14 * _HOUR
FASTEST_RUN = 11.0
"""Metres a second; the world record over 100 m is run at 10.4."""


class ActivityKind(StrEnum):
    """What was done."""

    RUN = "run"
    WALK = "walk"
    RIDE = "ride"
    SWIM = "swim"
    ROW = "row"
    ELLIPTICAL = "elliptical"
    AQUA_JOG = "aqua-jog"
    OTHER = "other"


class Activity(Struct, frozen=True):
    """One activity as recorded in a file.

    `began` is an aware UTC instant. `duration` is in seconds, without pauses if the file knows
    them. `distance` is in metres, 0 if none was measured. `source` is the name of the file, and
    `remarks` say what was left out or corrected, such as `1 stray point left out`. `jogs` are the
    seconds of each jog that a run's track shows; None if it shows no speeds. A summary is an entry
    in a list, such as a service's table; if it names a file of its own, that is its source.
    `offset` is how far the clock on the wrist was ahead of UTC, if the file says so. `is_judged`
    means that the file names no kind, so that it was judged by speed.
    """

    kind: ActivityKind
    began: datetime
    duration: float
    distance: float
    source: str
    remarks: tuple[str, ...] = ()
    jogs: tuple[int, ...] | None = None
    is_summary: bool = False
    offset: timedelta | None = None
    is_judged: bool = False


def is_too_fast(distance: float, duration: float) -> bool:
    """Whether this is faster than anyone runs, in metres and seconds."""
    return distance > FASTEST_RUN * duration


def joined(found: Iterable[Activity]) -> tuple[Activity, ...]:
    """The activities of one file, with the pieces of one session put together."""
    whole: list[Activity] = []
    for one in sorted(found, key=lambda activity: activity.began):
        if whole and whole[-1].kind == one.kind and follows(whole[-1], one):
            whole[-1] = together(whole[-1], one)
        else:
            whole.append(one)
    return tuple(whole)


def ended(activity: Activity) -> datetime:
    """When it ended, as far as pauses are known."""
    return activity.began + timedelta(seconds=activity.duration)


def same(one: Activity, other: Activity) -> bool:
    """Whether two recordings are of the same activity.

    They share more than half of the shorter one's time, since one may count pauses and the other
    not. If one has no distance, they must have the same kind and share most of the longer time
    instead.
    """
    shared = _shared_seconds(one, other)
    if one.distance and other.distance:
        return shared > _HALF * min(one.duration, other.duration) and _went_as_far(one, other)
    return shared > _HALF * max(one.duration, other.duration) and _may_be_one_kind(one, other)


def is_clock_off(one: Activity, other: Activity) -> bool:
    """Whether two recordings are of one activity, with one clock wrong.

    They are equal in time and distance, and either whole hours apart, as zones are, or they
    overlap, and nobody runs twice at a time.
    """
    apart = abs((one.began - other.began).total_seconds())
    beside = abs(apart - _HOUR * round(apart / _HOUR))
    is_equal = _is_equal(one.distance, other.distance) and _is_equal(one.duration, other.duration)
    is_hours = _HOUR - _CLOCKS <= apart <= _ZONES + _CLOCKS and beside <= _CLOCKS
    is_apart = is_hours or _shared_seconds(one, other) > 0
    return is_equal and is_apart and _may_be_one_kind(one, other) and not same(one, other)


def _is_equal(one: float, other: float) -> bool:
    return one > 0 and abs(one - other) <= _EQUAL * max(one, other)


def follows(before: Activity, after: Activity) -> bool:
    """Whether the second of two pieces of a file begins soon enough to continue the first."""
    return _OVERLAP <= after.began - ended(before) < _BETWEEN_PIECES


def together(one: Activity, other: Activity) -> Activity:
    """Two pieces as one activity, of the first one's kind."""
    return replace(
        one,
        duration=one.duration + other.duration,
        distance=one.distance + other.distance,
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks))),
        jogs=None if one.jogs is None or other.jogs is None else one.jogs + other.jogs,
    )


def _shared_seconds(one: Activity, other: Activity) -> float:
    """How long they overlap; negative if there is time between them."""
    first, second = sorted((one, other), key=lambda activity: activity.began)
    gap = (second.began - first.began).total_seconds()
    return min(first.duration - gap, second.duration)


def _went_as_far(one: Activity, other: Activity) -> bool:
    apart = abs(one.distance - other.distance)
    return apart <= max(_NEAR_METRES, _NEAR * max(one.distance, other.distance))


def _may_be_one_kind(one: Activity, other: Activity) -> bool:
    return one.kind == other.kind or ActivityKind.OTHER in {one.kind, other.kind}
