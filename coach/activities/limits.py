"""Limits of plausible recordings: numbers beyond these are errors of the recording."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from coach.activities.file_errors import FlawError
from coach.domain.events.activity import FASTEST_RUN, Activity, ActivityKind
from coach.domain.routine.settings import Display
from coach.domain.units import span_text

_FARTHEST = 500_000.0
_LONGEST = timedelta(hours=48).total_seconds()
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_FASTEST = {ActivityKind.RUN: FASTEST_RUN, ActivityKind.WALK: 5.0}
"""Metres a second; the record in race walking over 10 km is 4.5."""
_MEND = "correct it where it was recorded and export it again, or enter it with `coach ran`."


def check(activity: Activity, now: datetime, display: Display) -> None:
    """Refuse an implausible activity.

    Raises:
        FlawError: if it is one.
    """
    wrong = (
        _wrong_number(activity, display)
        or _wrong_date(activity.began, now)
        or _wrong_speed(activity, display)
    )
    if wrong:
        raise FlawError(f"{wrong}, an error of the recording; {_MEND}")


def _wrong_number(activity: Activity, display: Display) -> str:
    numbers = (activity.duration, activity.distance)
    if not all(math.isfinite(number) and number >= 0 for number in numbers):
        return "has a time or distance that is not a valid number"
    if activity.distance > _FARTHEST:
        return f"says {display.distance(activity.distance)}"
    if activity.duration > _LONGEST:
        return f"says {span_text(activity.duration)}"
    return ""


def _wrong_date(began: datetime, now: datetime) -> str:
    if began < _FIRST:
        return f"says that it began in {began.year}"
    if began > now + _AHEAD:
        return f"says that it began on {began:%Y-%m-%d}, which is still to come"
    return ""


def _wrong_speed(activity: Activity, display: Display) -> str:
    fastest = _FASTEST.get(activity.kind)
    if fastest is None or activity.distance <= fastest * activity.duration:
        return ""
    distance, duration = display.distance(activity.distance), span_text(activity.duration)
    return f"says a {activity.kind} of {distance} in {duration}"
