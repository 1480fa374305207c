"""Recordings of a watch beside what the journal holds already."""

from __future__ import annotations

from coach.domain.activity import Activity, ActivityKind
from coach.domain.events import RunLogged, Trained

NEAR = 0.15
"""Of the longer distance, between a runner's guess and the watch."""


def recorded_as(event: RunLogged | Trained) -> Activity | None:
    """The recording that an entry was made from; None where it was told by hand."""
    if event.began is None:
        return None
    kind = ActivityKind.RUN if isinstance(event, RunLogged) else ActivityKind(event.activity)
    return Activity(kind, event.began, event.duration, event.distance, event.file)


def is_told_by_hand(event: RunLogged, activity: Activity) -> bool:
    """Whether a run that was told by hand, on the same day, is the one in a recording."""
    if event.began or activity.kind is not ActivityKind.RUN:
        return False
    apart = abs(event.distance - activity.distance)
    return not event.distance or apart <= NEAR * max(event.distance, activity.distance)
