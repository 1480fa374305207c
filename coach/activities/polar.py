"""Activities from the sessions that Polar Flow exports, in JSON: one for each exercise.

There are two generations of this format. The older one has `duration`, `distance` and the name of
the sport; the newer one `durationMillis`, `distanceMeters`, and a number for the sport. Both give
the time of the wall clock and, beside it, how many minutes that is ahead of UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import msgspec
from msgspec import Struct

from coach.activities.file_errors import DAMAGED, FlawError, NothingError
from coach.activities.kinds import kind_by_average, named_kind
from coach.domain.events.activity import Activity, ActivityKind

_NONE = "is JSON without a training session."
_LENGTH = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_KINDS = {
    ActivityKind.RUN: {"1", "17"},
    ActivityKind.WALK: {"3", "11"},
    ActivityKind.RIDE: {"2", "18", "38"},
    ActivityKind.OTHER: {"13", "15", "16", "39", "50", "83"},
}
"""Polar has no list of its numbers; these were seen in exports. Speed decides about the others."""


class _Sport(Struct):
    id: str | int = ""


class _Exercise(Struct, rename="camel"):
    start_time: str
    duration: str = ""
    duration_millis: float | None = None
    distance: float | None = None
    distance_meters: float | None = None
    sport: str | _Sport | None = None
    timezone_offset: float | None = None
    timezone_offset_minutes: float | None = None


class _Session(Struct):
    exercises: list[_Exercise] = []


def activities(data: bytes, source: str, zone: tzinfo) -> list[Activity]:
    """The activities in a session.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"NaN", b"null")  # NaN is not JSON
    try:
        session = msgspec.json.decode(text, type=_Session)
        found = [_activity(one, source, zone) for one in session.exercises]
    except msgspec.ValidationError as error:
        raise NothingError(_NONE) from error
    except (msgspec.MsgspecError, RecursionError, ValueError, OverflowError) as error:
        raise FlawError(DAMAGED) from error
    if not found:
        raise NothingError(_NONE)
    return found


def _activity(exercise: _Exercise, source: str, zone: tzinfo) -> Activity:
    """An activity of an exercise.

    Raises:
        ValueError, OverflowError: if its time is not one.
    """
    seconds, metres = _seconds(exercise), exercise.distance or exercise.distance_meters or 0.0
    kind = _kind(exercise.sport) or kind_by_average(metres, seconds)
    return Activity(kind, _began(exercise, zone), seconds, metres, source)


def _began(exercise: _Exercise, zone: tzinfo) -> datetime:
    at = datetime.fromisoformat(exercise.start_time)
    ahead = exercise.timezone_offset_minutes
    ahead = exercise.timezone_offset if ahead is None else ahead
    there = zone if ahead is None else timezone(timedelta(minutes=ahead))
    return (at if at.tzinfo else at.replace(tzinfo=there)).astimezone(UTC)


def _seconds(exercise: _Exercise) -> float:
    """How long it took, from a text such as `PT1H2M3.5S` or from milliseconds."""
    if exercise.duration_millis is not None:
        return exercise.duration_millis / 1000
    found = _LENGTH.fullmatch(exercise.duration)
    if not found:
        raise ValueError(exercise.duration)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 86_400 * days + 3600 * hours + 60 * minutes + seconds


def _kind(sport: str | _Sport | None) -> ActivityKind | None:
    """The kind of a sport; None if only its speed can tell."""
    if isinstance(sport, str):
        return named_kind(sport) or ActivityKind.OTHER
    number = str(sport.id) if sport else ""
    return next((kind for kind, numbers in _KINDS.items() if number in numbers), None)
