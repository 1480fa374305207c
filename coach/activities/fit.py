"""Activities from FIT files: one for each session, from the watch's own summary.

Values missing from a session are worked out from its laps, and then from the records. A file
without any session, which a watch leaves when it stops in the middle, is one activity.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import inf
from typing import Any

from fitdecode import FIT_FRAME_DATA, CrcCheck, ErrorHandling, FitReader
from msgspec.structs import replace

from coach.activities.file_errors import DAMAGED, FlawError, NothingError
from coach.activities.fit_messages import MAGIC, MOST, TOO_MANY, Body, Message, bodies, messages
from coach.activities.fit_records import Record, records, seconds_under_way, way_of
from coach.activities.kinds import kind_by_average, kind_by_speed, named_kind
from coach.activities.points import remarks_on
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.jogs import LONGEST_TRACK, jogs

_FILE_ID, _SESSION, _LAP, _ACTIVITY = 0, 18, 19, 34
_MOST_LAPS = 1000
_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_FIRST_DATE = 0x10000000
"""Smaller times count from when the watch was switched on: it did not know the date."""

_FARTHEST_ZONE = 14 * 3600
_QUARTER = 900
"""Seconds; every zone is whole quarters of an hour away from UTC."""

_NO_DATE = "was recorded before the watch knew the date; enter it with `coach ran`."
_BROKEN_OFF = "was not finished by the watch; save the activity there, and copy it again."
_NO_ACTIVITY = "is a FIT file of another kind, without an activity."

_Fields = dict[str, Any]


def activities(data: bytes, source: str) -> list[Activity]:
    """The activities in the data.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    files, remarks = bodies(data)
    found = [
        _with_jogs(_activity(session, source, remarks), session, body)
        for body in files
        for session in _sessions(body)
    ]
    if not found:
        raise NothingError(_NO_ACTIVITY)
    return found


def _sessions(body: Body) -> list[_Fields]:
    """The sessions of one FIT file, without the transitions of a multisport."""
    heads = list(islice(messages(body, {_FILE_ID, _SESSION, _ACTIVITY}), MOST + 1))
    if len(heads) > MOST:
        raise FlawError(TOO_MANY)
    sessions = _decoded([head for head in heads if head.number == _SESSION])
    if not sessions and any(one.get("type") == "activity" for one in _decoded(heads)):
        sessions = [_session_of_its_own(body)]
    if not all(map(_is_complete, sessions)):
        sessions = _completed(sessions, body)
    ends = _decoded([head for head in heads if head.number == _ACTIVITY])
    return [{**_zone(ends), **one} for one in sessions if one.get("sport") != "transition"]


def _zone(ends: list[_Fields]) -> _Fields:
    """How far the watch's clock was ahead of UTC, as it said when it ended the recording."""
    for end in ends:
        at, local = _number(end, "timestamp"), _number(end, "local_timestamp")
        quarters = round((local - at) / _QUARTER)
        if local and 0 < abs(quarters * _QUARTER) <= _FARTHEST_ZONE:
            return {"offset": timedelta(seconds=quarters * _QUARTER)}
    return {}


def _session_of_its_own(body: Body) -> _Fields:
    """A session made of all laps and records of a file without any."""
    laps = _laps(body)
    (session,) = _completed([{"sport": lap.get("sport")} for lap in laps[:1]] or [{}], body)
    if not _is_dated(session):
        raise FlawError(_BROKEN_OFF)
    return session


def _is_complete(session: _Fields) -> bool:
    has_length = _number(session, "total_distance") and _seconds(session)
    return bool(has_length and _is_dated(session) and not _is_of_unknown_kind(session))


def _is_dated(session: _Fields) -> bool:
    return _number(session, "start_time") >= _FIRST_DATE


def _completed(sessions: list[_Fields], body: Body) -> list[_Fields]:
    """The sessions, with missing values taken from the laps and records of their time."""
    laps = [lap for lap in _laps(body) if _is_dated(lap)]
    made = [record for record in records(body) if record.at >= _FIRST_DATE]
    starts = [_number(one, "start_time") if _is_dated(one) else 0.0 for one in sessions]
    ends = [*starts[1:], inf]
    return [
        _filled(
            session,
            [lap for lap in laps if start <= _number(lap, "start_time") < end],
            [record for record in made if start <= record.at < end],
        )
        for session, start, end in zip(sessions, starts, ends, strict=True)
    ]


def _filled(session: _Fields, laps: list[_Fields], made: list[Record]) -> _Fields:
    """A session with its missing values; records continue where the last lap ends."""
    ends = max((_number(lap, "start_time") + _seconds(lap) for lap in laps), default=0.0)
    rest = [record for record in made if record.at >= ends]
    in_laps = sum(_number(lap, "total_distance") for lap in laps)
    way, way_after_laps = way_of(made), way_of(rest)
    metres = in_laps + way_after_laps.whole_metres if in_laps else way.whole_metres
    starts = [_number(lap, "start_time") for lap in laps] + [record.at for record in made]
    filled = dict(session)
    if not _is_dated(session) and starts:
        filled["start_time"] = min(starts)
    if not _seconds(session):
        filled["total_timer_time"] = sum(map(_seconds, laps)) + seconds_under_way(rest)
    if not _number(session, "total_distance"):
        filled["total_distance"] = metres
        filled["strays"] = way_after_laps.strays if in_laps else way.strays
    return filled | {"speeds": way.speeds}


def _laps(body: Body) -> list[_Fields]:
    return _decoded(list(islice(messages(body, {_LAP}), _MOST_LAPS)))


def _activity(session: _Fields, source: str, remarks: tuple[str, ...]) -> Activity:
    seconds, metres = _seconds(session), _number(session, "total_distance")
    began, offset = _began(session), session.get("offset")
    said = (*remarks, *remarks_on(session.get("strays", 0)))
    return Activity(
        _kind(session),
        began,
        seconds,
        metres,
        source,
        said,
        offset=offset,
        is_judged=_is_of_unknown_kind(session),
    )


def _with_jogs(activity: Activity, session: _Fields, body: Body) -> Activity:
    """A run with the jogs that its records show, unless it is too long for a walk-jog."""
    begins = _number(session, "start_time")
    lasts = _number(session, "total_elapsed_time") or activity.duration
    if activity.kind is not ActivityKind.RUN or lasts > LONGEST_TRACK:
        return activity
    track = [
        (float(one.at), one.metres)
        for one in records(body)
        if one.metres is not None and begins <= one.at <= begins + lasts
    ]
    return replace(activity, jogs=jogs(track))


def _kind(session: _Fields) -> ActivityKind:
    """The kind that the session names, or else the one that its speed suggests."""
    if _is_of_unknown_kind(session):
        seconds, speeds = _seconds(session), session.get("speeds")
        by_average = kind_by_average(_number(session, "total_distance"), seconds)
        return kind_by_speed(speeds, seconds) if speeds else by_average
    words = f"{session.get('sport')} {session.get('sub_sport')}"
    return named_kind(words) or ActivityKind.OTHER


def _is_of_unknown_kind(session: _Fields) -> bool:
    return session.get("sport") is None and session.get("sub_sport") is None


def _seconds(session: _Fields) -> float:
    return _number(session, "total_timer_time") or _number(session, "total_elapsed_time")


def _began(session: _Fields) -> datetime:
    if not _is_dated(session):
        raise FlawError(_NO_DATE)
    try:
        return _EPOCH + timedelta(seconds=_number(session, "start_time"))
    except (OverflowError, ValueError) as error:
        raise FlawError(DAMAGED) from error


def _number(session: _Fields, name: str) -> float:
    """A field as a number; 0 if the watch left it empty."""
    value = session.get(name) or 0
    if not isinstance(value, int | float):
        raise FlawError(DAMAGED)
    return float(value)


def _decoded(kept: Sequence[Message]) -> list[_Fields]:
    """The messages as the library decodes them, from a file made of nothing else."""
    body = b"".join(message.definition + message.data for message in kept)
    header = struct.pack("<BBHI4s", 12, 0x10, 0, len(body), MAGIC)
    try:
        return list(_fields(header + body + bytes(2)))
    except Exception as error:  # a decoder fails in many ways on data that no watch has written
        raise FlawError(DAMAGED) from error


def _fields(data: bytes) -> Iterator[_Fields]:
    """The fields of each message; fields added by apps have no name here."""
    options = {"check_crc": CrcCheck.DISABLED, "error_handling": ErrorHandling.IGNORE}
    with FitReader(data, processor=None, **options) as reader:
        for frame in reader:
            if frame.frame_type == FIT_FRAME_DATA:
                yield {field.name: field.value for field in frame.fields}
