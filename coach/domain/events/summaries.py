"""Put recordings and summaries of the same activities together.

An export may have an activity twice: its track, and its entry in a list. The recording counts, and
the list fills the gaps.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
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
    recorded = _Recorded([one for one in ordered if not one.is_summary])
    summaries = [one for one in ordered if one.is_summary]
    unnamed = [one for one in summaries if not recorded.takes(one, _names)]
    alone = [one for one in unnamed if not recorded.takes(one, same)]
    return sorted(recorded.activities + alone, key=_order)


class _Recorded:
    """Recordings in the order of time, which take over what summaries of them say."""

    def __init__(self, activities: list[Activity]) -> None:
        self.activities = activities
        self._starts = [one.began for one in activities]

    def takes(self, summary: Activity, means: Callable[[Activity, Activity], bool]) -> bool:
        """Whether the summary means any of them; these get its remarks, and perhaps its kind."""
        first = bisect_left(self._starts, summary.began - _NEAR)
        near = range(first, bisect_right(self._starts, summary.began + _NEAR))
        meant = [index for index in near if means(summary, self.activities[index])]
        for index in meant:
            self.activities[index] = _with(self.activities[index], summary)
        return bool(meant)


def _names(summary: Activity, recording: Activity) -> bool:
    return summary.source == recording.source


def _with(recording: Activity, summary: Activity) -> Activity:
    is_named = _names(summary, recording) and summary.kind is not ActivityKind.OTHER
    return replace(
        recording,
        kind=summary.kind if is_named else recording.kind,
        remarks=(*recording.remarks, *summary.remarks),
    )


def _order(activity: Activity) -> tuple[datetime, str, bool, str, float, float]:
    """The order of time, and of all else that may differ, so that no other order shows."""
    one = activity
    return one.began, one.source, one.is_summary, one.kind, one.duration, one.distance
