"""Activities from FIT files: one for each session, as the watch itself sums it up."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from fitdecode import FIT_FRAME_DATA, CrcCheck, ErrorHandling, FitReader

from coach.activities.fit_messages import MAGIC, Message, bodies, messages
from coach.activities.flaws import DAMAGED, FlawError, NothingError
from coach.activities.kinds import named_kind
from coach.domain.activity import Activity

_FILE_ID, _SESSION = 0, 18
_MOST = 100
"""Files in one, and sessions in each; more are no recording, and would take long."""
_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_FIRST_DATE = 0x10000000
"""Smaller times count from when the watch was switched on: it did not know the date."""

_TOO_MANY = f"holds more than {_MOST} activities; export them one by one."
_NO_DATE = "was recorded before the watch knew the date; enter it with `coach ran`."
_BROKEN_OFF = "was not finished by the watch; save the activity there, and copy it again."
_NO_ACTIVITY = "is a FIT file of another purpose: no activity is in it."

_Fields = dict[str, Any]


def activities(data: bytes, source: str) -> list[Activity]:
    """The activities in the data.

    Raises:
        FlawError: if it cannot be read, or holds none.
    """
    found: list[Activity] = []
    for count, body in enumerate(bodies(data)):
        if count >= _MOST:
            raise FlawError(_TOO_MANY)
        found += [_activity(session, source) for session in _sessions(body)]
    if not found:
        raise NothingError(_NO_ACTIVITY)
    return found


def _sessions(body: bytes) -> list[_Fields]:
    """The sessions of one FIT file, without the transitions of a multisport."""
    heads = list(islice(messages(body, {_FILE_ID, _SESSION}), _MOST + 1))
    if len(heads) > _MOST:
        raise FlawError(_TOO_MANY)
    sessions = _decoded([head for head in heads if head.number == _SESSION])
    if not sessions and any(one.get("type") == "activity" for one in _decoded(heads)):
        raise FlawError(_BROKEN_OFF)
    return [session for session in sessions if session.get("sport") != "transition"]


def _activity(session: _Fields, source: str) -> Activity:
    duration = _number(session, "total_timer_time") or _number(session, "total_elapsed_time")
    words = f"{session.get('sport')} {session.get('sub_sport')}"
    distance = _number(session, "total_distance")
    return Activity(named_kind(words), _began(session), duration, distance, source)


def _began(session: _Fields) -> datetime:
    seconds = _number(session, "start_time")
    if seconds < _FIRST_DATE:
        raise FlawError(_NO_DATE)
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:
        raise FlawError(DAMAGED) from error


def _number(session: _Fields, name: str) -> float:
    """A field as a number; 0 where the watch had nothing to say."""
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
    except Exception as error:  # a decoder fails in many ways on what no watch has written
        raise FlawError(DAMAGED) from error


def _fields(data: bytes) -> Iterator[_Fields]:
    """The fields of each message; what apps have added has no name here, since they alone tell."""
    options = {"check_crc": CrcCheck.DISABLED, "error_handling": ErrorHandling.IGNORE}
    with FitReader(data, processor=None, **options) as reader:
        for frame in reader:
            if frame.frame_type == FIT_FRAME_DATA:
                yield {field.name: field.value for field in frame.fields}
