"""The records of a FIT file: when each was made, and the distance counted by then.

There is one for each second, so only these two fields are read, and no other is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from struct import Struct as Layout

from msgspec import Struct

from coach.activities.fit_messages import Body, messages
from coach.activities.points import Counter, TrackSummary, way

_RECORD = 20
_TIMESTAMP, _DISTANCE = 253, 5
_COMPRESSED = 0x80
_SECONDS = 0x1F
"""The bits of a compressed header that count from the last full time."""
_UINT32 = 4
_NOTHING = 0xFFFFFFFF
_CENTIMETRES = 100
_PAUSE = 60
_FARTHEST_IN_TIME = 48 * 3600
"""Seconds from the middle of a recording."""

_Field = tuple[Layout, int]
"""How a field is written, and where it begins in its message."""


class Record(Struct, frozen=True):
    """Seconds of the watch's time, and metres if it counted them."""

    at: int
    metres: float | None


def records(body: Body) -> list[Record]:
    """All records with a time, in its order, without stray ones from another year."""
    found = sorted(_records(body), key=lambda record: record.at)
    middle = found[len(found) // 2].at if found else 0
    return [record for record in found if abs(record.at - middle) <= _FARTHEST_IN_TIME]


def seconds_under_way(found: list[Record]) -> float:
    """The time from record to record, without gaps in which the watch was paused."""
    gaps = (after.at - before.at for before, after in pairwise(found))
    return float(sum(gap for gap in gaps if gap <= _PAUSE))


def way_of(found: list[Record]) -> TrackSummary:
    """The way that the watch counted, from whatever it began with."""
    counter = Counter()
    for record in found:
        if record.metres is not None:
            counter.add(record.at, record.metres)
    return way(counter)


def _records(body: Body) -> Iterator[Record]:
    last: int | None = None
    for message in messages(body, {_RECORD}):
        fields = _layouts(message.definition)
        at = _time(message.data, fields.get(_TIMESTAMP), last)
        if at is not None:
            metres = _value(message.data, fields.get(_DISTANCE))
            yield Record(at, None if metres is None else metres / _CENTIMETRES)
            last = at


def _time(data: bytes, field: _Field | None, last: int | None) -> int | None:
    """When a record was made; a compressed header counts from the last one."""
    if not data[0] & _COMPRESSED:
        return _value(data, field)
    return None if last is None else last + ((data[0] - last) & _SECONDS)


@lru_cache(maxsize=64)
def _layouts(definition: bytes) -> dict[int, _Field]:
    """The places of the four-byte fields in a message, by number."""
    layout = Layout(">I" if definition[2] else "<I")
    found, position = {}, 1
    for field in range(6, 6 + 3 * definition[5], 3):
        number, size = definition[field], definition[field + 1]
        if size == _UINT32:
            found[number] = layout, position
        position += size
    return found


def _value(data: bytes, field: _Field | None) -> int | None:
    if field is None:
        return None
    layout, position = field
    (value,) = layout.unpack_from(data, position)
    return None if value == _NOTHING else int(value)
