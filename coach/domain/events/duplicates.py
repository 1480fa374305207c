"""Compare recordings from a watch with the entries in the journal."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.ids import time_of_id
from coach.domain.events.types import RunLogged, Trained

NEAR = 0.15
"""A share of the longer distance, between a runner's guess and the watch."""
_NEAR_IN_TIME = 0.25
"""A share of the longer time, if the watch has no distance."""
_AT_ONCE = timedelta(minutes=1)


def recorded_as(event: RunLogged | Trained) -> Activity | None:
    """The recording that an entry was made from; None if it was entered by hand."""
    if event.began is None:
        return None
    kind = ActivityKind.RUN if isinstance(event, RunLogged) else ActivityKind(event.activity)
    return Activity(kind, event.began, event.duration, event.distance, event.file)


def is_logged_by_hand(event: RunLogged, activity: Activity) -> bool:
    """Whether a run entered by hand, on the same day, is the one in a recording."""
    if event.began:
        return False
    return is_one_run(event.distance, event.duration, _logged_at(event), activity)


def is_one_run(
    distance: float, duration: float, logged: datetime | None, activity: Activity
) -> bool:
    """Whether a runner's guess at metres and seconds may describe a recorded run.

    An entry made before the middle of the recording is another run, even of the same distance.
    `logged` is when it was entered; None if on a later day.
    """
    half = timedelta(seconds=activity.duration / 2)
    if activity.kind is not ActivityKind.RUN or (logged and logged < activity.began + half):
        return False
    if not activity.distance:
        return _is_near(duration, activity.duration, _NEAR_IN_TIME)
    return not distance or _is_near(distance, activity.distance, NEAR)


def _logged_at(event: RunLogged) -> datetime | None:
    """When a run was entered by hand; None if it was entered for an earlier day."""
    with suppress(ValueError, OverflowError):
        if abs(time_of_id(event.order) - event.at) <= _AT_ONCE:
            return event.at
    return None


def _is_near(one: float, other: float, part: float) -> bool:
    return abs(one - other) <= part * max(one, other)
