"""Find the kind of an activity from the words in a file, or from its speed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from coach.domain.events.activity import ActivityKind

_WORDS = (
    (ActivityKind.AQUA_JOG, {"aqua", "aquajog", "aquajogging"}),
    (ActivityKind.ELLIPTICAL, {"elliptical"}),
    (ActivityKind.WALK, {"walk", "walking", "hike", "hiking", "trekking"}),
    (ActivityKind.RIDE, {"ride", "cycling", "bike", "biking", "spin"}),
    (ActivityKind.RIDE, {"radfahren", "velo", "cyclisme", "ciclismo", "fietsen", "wielrennen"}),
    (ActivityKind.SWIM, {"swim", "swimming"}),
    (ActivityKind.ROW, {"row", "rowing"}),
    (ActivityKind.RUN, {"run", "running", "jog", "jogging", "treadmill"}),
    (ActivityKind.OTHER, {"other", "generic", "training", "workout", "strength", "climbing"}),
    (ActivityKind.OTHER, {"ski", "skiing", "snowboard", "snowboarding", "snowshoeing"}),
    (ActivityKind.OTHER, {"skate", "skating", "skateboarding", "golf", "soccer", "tennis"}),
    (ActivityKind.OTHER, {"kayaking", "paddling", "rafting", "sailing", "surfing", "wheelchair"}),
    (ActivityKind.OTHER, {"horseback", "motorcycling", "driving", "flying", "boating"}),
)
_IN_WATER = {"water", "pool"}
_NUMBERS = {"1": "ride", "9": "run"}
"""Older exports of Strava write a number instead of a word."""

_SLOWEST_RUN = 1.8
_FASTEST_RUN = 6.5
_FASTEST_RIDE = 15.0
SHORTEST = 60.0
"""Seconds; a shorter track is not enough to judge."""
_JOG = 2.0
_QUICKER = 1.3
"""A jog is so many times as fast as the usual speed of a walk, if that is a walk's speed."""
_BOUTS = 3
"""Fewer jogs may just be for a bus."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_KIND_AND_DATE = re.compile(r"(\w+) \d")
"""RunKeeper's name for a track, such as `Walking 11/26/26 9:00 am`."""


def named_kind(text: str) -> ActivityKind | None:
    """The kind that a text names, such as `Running` or `indoor_cycling`; None if it names none."""
    words = {word.lower() for word in _WORD.findall(_NUMBERS.get(text, text))}
    kind = next((kind for kind, meant in _WORDS if words & meant), None)
    in_water = kind is ActivityKind.RUN and words & _IN_WATER
    return ActivityKind.AQUA_JOG if in_water else kind


def kind_in_words(type_: str, name: str) -> ActivityKind | None:
    """The kind that a track's type names, or else its name; None if neither does."""
    return named_kind(type_) or _kind_in_name(name)


def kind_by_speed(speeds: Sequence[float], seconds: float) -> ActivityKind:
    """The kind that speeds in m/s suggest, over so many seconds in all."""
    if seconds < SHORTEST or not speeds:
        return ActivityKind.OTHER
    usual = median(speeds)
    if usual < _SLOWEST_RUN:
        return ActivityKind.RUN if _jogs_in_between(speeds, usual) else ActivityKind.WALK
    if usual <= _FASTEST_RUN:
        return ActivityKind.RUN
    return ActivityKind.RIDE if usual <= _FASTEST_RIDE else ActivityKind.OTHER


def kind_by_average(metres: float, seconds: float) -> ActivityKind:
    """The kind of activity, judged by its speed; unknown without a distance."""
    return kind_by_speed([metres / seconds] if metres and seconds else [], seconds)


def _jogs_in_between(speeds: Iterable[float], usual: float) -> bool:
    """Whether a walk is a walk-jog."""
    jog = max(_JOG, _QUICKER * usual)
    return sum(is_jog for is_jog, _ in groupby(speeds, lambda speed: speed >= jog)) >= _BOUTS


def _kind_in_name(name: str) -> ActivityKind | None:
    found = _KIND_AND_DATE.match(name)
    return named_kind(found[1]) if found else None
