"""Put recordings and summaries of the same activities together.

An export may have an activity twice: its track, and its entry in a list. The recording counts, and
the list fills the gaps.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from coach.domain.events.activity import Activity, ActivityKind, same

_NEAR = timedelta(hours=48)
"""How far apart in time one activity may begin in two places; no clock is further off."""


def settled(found: Iterable[Activity]) -> list[Activity]:
    """The activities in the order of time, without summaries of what is recorded.

    A recording takes over the kind from the summary that names its file, since the kind of a track
    is often a guess by its speed.
    """
    ordered = sorted(found, key=_order)
    recorded = [one for one in ordered if not one.is_summary]
    starts = [one.began for one in recorded]
    alone: list[Activity] = []
    for summary in (one for one in ordered if one.is_summary):
        first = bisect_left(starts, summary.began - _NEAR)
        near = range(first, bisect_right(starts, summary.began + _NEAR))
        named = [index for index in near if recorded[index].source == summary.source]
        for index in named:
            recorded[index] = _of_kind(recorded[index], summary.kind)
        if not named and not any(same(summary, recorded[index]) for index in near):
            alone.append(summary)
    return sorted(recorded + alone, key=_order)


def _of_kind(recording: Activity, kind: ActivityKind) -> Activity:
    return recording if kind is ActivityKind.OTHER else replace(recording, kind=kind)


def _order(activity: Activity) -> tuple[datetime, str, bool, str, float, float]:
    """The order of time, and of all else that may differ, so that no other order shows."""
    one = activity
    return one.began, one.source, one.is_summary, one.kind, one.duration, one.distance
