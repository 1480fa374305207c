"""Recordings of a watch beside what the journal holds already."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta

from coach.domain.activity import Activity, ActivityKind, same
from coach.domain.events import RunLogged, Trained
from coach.domain.ids import time_of_id

NEAR = 0.15
"""Of the longer distance, between a runner's guess and the watch."""
_NEAR_IN_TIME = 0.25
"""Of the longer time, where the watch has no distance."""
_AT_ONCE = timedelta(minutes=1)


def recorded_as(event: RunLogged | Trained) -> Activity | None:
    """The recording that an entry was made from; None where it was told by hand."""
    if event.began is None:
        return None
    kind = ActivityKind.RUN if isinstance(event, RunLogged) else ActivityKind(event.activity)
    return Activity(kind, event.began, event.duration, event.distance, event.file)


def is_told_by_hand(event: RunLogged, activity: Activity) -> bool:
    """Whether a run that was told by hand, on the same day, is the one in a recording.

    What was told before it can have been run is another run, though it went as far.
    """
    if event.began or activity.kind is not ActivityKind.RUN:
        return False
    told = _told_at(event)
    is_later = told is not None and told < activity.began + timedelta(seconds=activity.duration / 2)
    return not is_later and is_one_run(event.distance, event.duration, activity)


def is_one_run(distance: float, duration: float, activity: Activity) -> bool:
    """Whether a runner's guess at metres and seconds may be that of a recorded run."""
    if not activity.distance:
        return _is_near(duration, activity.duration, _NEAR_IN_TIME)
    return not distance or _is_near(distance, activity.distance, NEAR)


def _told_at(event: RunLogged) -> datetime | None:
    """When a run was told by hand; None where it was told of an earlier day."""
    with suppress(ValueError, OverflowError):
        if abs(time_of_id(event.order) - event.at) <= _AT_ONCE:
            return event.at
    return None


def _is_near(one: float, other: float, part: float) -> bool:
    return abs(one - other) <= part * max(one, other)


def twins(entries: Iterable[RunLogged | Trained]) -> tuple[str, ...]:
    """The ids of entries that tell of an activity which another entry tells of better.

    Two machines that take in the same file, or a file here and a runner's word there, make two
    entries of it. The one that says how it felt stays, else the one with the lesser id; so every
    machine comes to the same, whatever it learns first.
    """
    by_day: dict[date, list[RunLogged | Trained]] = {}
    for one in sorted(entries, key=_worth):
        by_day.setdefault(one.day, []).append(one)
    return tuple(
        one.id
        for day in by_day.values()
        for index, one in enumerate(day)
        if any(_is_same(one, better) for better in day[:index])
    )


def _worth(entry: RunLogged | Trained) -> tuple[bool, str]:
    return isinstance(entry, RunLogged) and entry.pain is None, entry.id


def _is_same(one: RunLogged | Trained, other: RunLogged | Trained) -> bool:
    """Whether two entries of a day are of one activity; two told by hand never are."""
    recorded, before = recorded_as(one), recorded_as(other)
    if recorded and before:
        return same(recorded, before)
    for entry, activity in ((one, before), (other, recorded)):
        if activity and isinstance(entry, RunLogged) and is_told_by_hand(entry, activity):
            return True
    return False
