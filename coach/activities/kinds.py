"""Which kind of activity the words of a file mean, and which its speed suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from coach.domain.activity import ActivityKind

_WORDS = (
    (ActivityKind.AQUA_JOG, {"aqua", "aquajog", "aquajogging"}),
    (ActivityKind.ELLIPTICAL, {"elliptical"}),
    (ActivityKind.WALK, {"walk", "walking", "hike", "hiking", "trekking"}),
    (ActivityKind.RIDE, {"ride", "cycling", "bike", "biking", "spin"}),
    (ActivityKind.SWIM, {"swim", "swimming"}),
    (ActivityKind.ROW, {"row", "rowing"}),
    (ActivityKind.RUN, {"run", "running", "jog", "jogging", "treadmill"}),
)
_IN_WATER = {"water", "pool"}
_NUMBERS = {"1": "ride", "9": "run"}
"""What older exports of Strava write in place of a word."""

_SLOWEST_RUN = 1.8
_FASTEST_RUN = 6.5
_FASTEST_RIDE = 15.0
_SHORTEST = 60.0
"""Seconds; a shorter track says too little to judge it by."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


def named_kind(text: str) -> ActivityKind:
    """The kind that a text names, such as `Running`, `TrailRun` or `indoor_cycling`."""
    words = {word.lower() for word in _WORD.findall(text)}
    found = (kind for kind, meant in _WORDS if words & meant)
    kind = next(found, ActivityKind.OTHER)
    in_water = kind is ActivityKind.RUN and words & _IN_WATER
    return ActivityKind.AQUA_JOG if in_water else kind


def track_kind(text: str, speeds: Sequence[float], seconds: float) -> ActivityKind:
    """The kind of a track: what it says, or else what its speeds in m/s suggest."""
    text = _NUMBERS.get(text, text)
    if text and not text.isdigit():
        return named_kind(text)
    return _kind_at(median(speeds)) if seconds >= _SHORTEST else ActivityKind.OTHER


def _kind_at(speed: float) -> ActivityKind:
    if speed < _SLOWEST_RUN:
        return ActivityKind.WALK
    if speed <= _FASTEST_RUN:
        return ActivityKind.RUN
    return ActivityKind.RIDE if speed <= _FASTEST_RIDE else ActivityKind.OTHER
