"""Small FIT, GPX and TCX files, written as watches and services write them."""

import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fitdecode.utils import compute_crc
from hypothesis import strategies as st

from coach.activities.reading import read
from coach.domain.events.activity import Activity

SAMPLES = Path(__file__).parent.parent / "data" / "activities"
BEGAN = datetime(2026, 5, 3, 7, 30, tzinfo=UTC)
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)

RUNNING, CYCLING, TRANSITION, FITNESS, SWIMMING, WALKING, ROWING = 1, 2, 3, 4, 5, 11, 15
_FILE_ID, _SESSION, _LAP, _RECORD, _ACTIVITY = 0, 18, 19, 20, 34
_FIELD_DESCRIPTION, _DEVELOPER_DATA_ID = 206, 207
_ENUM, _UINT8, _UINT16, _STRING, _FLOAT64, _UINT32 = 0x00, 0x02, 0x84, 0x07, 0x89, 0x86
_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_DEGREE = 111_319.49
"""Metres along a meridian, for an earth as large as gpxpy's."""

_Value = tuple[int, int, str, float]
"""The field's number, its base type, its layout, and its value."""


def one(path: Path) -> Activity:
    (activity,) = read(path, NOW)
    return activity


def fit(*messages: bytes, header: int = 14) -> bytes:
    """A FIT file with correct checksums."""
    body = b"".join(messages)
    head = struct.pack("<BBHI4s", header, 0x20, 2140, len(body), b".FIT")
    return checked(head + bytes(header - 12) + body)


def checked(data: bytes) -> bytes:
    """The data of a FIT file with its checksum."""
    return data + struct.pack("<H", compute_crc(data))


def message(
    number: int, *values: _Value, local: int = 0, order: str = "<", developer: bytes = b""
) -> bytes:
    """A message after its definition; `developer` is one field of one byte for each byte."""
    fields = b"".join(
        bytes([field, struct.calcsize(layout), base]) for field, base, layout, _ in values
    )
    flag = 0x20 if developer else 0
    extra = bytes([len(developer)]) + b"".join(bytes([at, 1, 0]) for at in range(len(developer)))
    definition = (
        bytes([0x40 | flag | local, 0, order == ">"])
        + struct.pack(f"{order}HB", number, len(values))
        + (fields + extra if developer else fields)
    )
    said = b"".join(struct.pack(order + layout, value) for _, _, layout, value in values)
    return definition + bytes([local]) + said + developer


def file_id(kind: int = 4) -> bytes:
    return message(_FILE_ID, (0, _ENUM, "B", kind))


def session(  # noqa: PLR0913 - what a session can say
    began: datetime | None = BEGAN,
    *,
    timer: float | None = 1800.0,
    elapsed: float | None = 1800.0,
    distance: float | None = 5000.0,
    sport: int = RUNNING,
    sub_sport: int = 0,
    order: str = "<",
    developer: bytes = b"",
) -> bytes:
    """A session; None for a time or a distance that the watch does not know."""
    none = 0xFFFFFFFF
    start = none if began is None else seconds_of_fit(began)
    return message(
        _SESSION,
        (2, _UINT32, "I", start),
        (7, _UINT32, "I", none if elapsed is None else int(elapsed * 1000)),
        (8, _UINT32, "I", none if timer is None else int(timer * 1000)),
        (9, _UINT32, "I", none if distance is None else int(distance * 100)),
        (5, _ENUM, "B", sport),
        (6, _ENUM, "B", sub_sport),
        order=order,
        developer=developer,
    )


def session_of_doubles(began: float, timer: float, distance: float) -> bytes:
    """A session with arbitrary numbers."""
    numbers = ((2, began), (8, timer), (9, distance))
    said: list[_Value] = [(field, _FLOAT64, "d", value) for field, value in numbers]
    return message(_SESSION, *said, (5, _ENUM, "B", RUNNING))


def fit_lap(began: datetime, seconds: float, metres: float, sport: int = RUNNING) -> bytes:
    return message(
        _LAP,
        (2, _UINT32, "I", seconds_of_fit(began)),
        (7, _UINT32, "I", int(seconds * 1000)),
        (8, _UINT32, "I", int(seconds * 1000)),
        (9, _UINT32, "I", int(metres * 100)),
        (25, _ENUM, "B", sport),
    )


def end(at: datetime, local: datetime | None) -> bytes:
    """The end of a recording, with the time on the watch itself."""
    said = 0xFFFFFFFF if local is None else seconds_of_fit(local)
    return message(_ACTIVITY, (253, _UINT32, "I", seconds_of_fit(at)), (5, _UINT32, "I", said))


def record(at: datetime, metres: float | None = None, order: str = "<") -> bytes:
    said = 0xFFFFFFFF if metres is None else int(metres * 100)
    when = (253, _UINT32, "I", seconds_of_fit(at))
    return message(_RECORD, when, (3, _UINT8, "B", 150), (5, _UINT32, "I", said), order=order)


def seconds_of_fit(at: datetime) -> int:
    return int((at - _EPOCH).total_seconds())


def records(count: int, local: int = 3) -> bytes:
    """Records with compressed timestamps: the definition once, then headers with offsets."""
    heart_rate = (3, _UINT8, "B", 150)
    first = message(_RECORD, heart_rate, local=local)
    return first + b"".join(
        bytes([0x80 | (local << 5) | (second % 32), 150]) for second in range(count)
    )


def developer_field(name: bytes) -> bytes:
    """The announcement of an app's field 0, of one byte, under any name."""
    padded = name.ljust(16, b"\0")
    announced = message(_DEVELOPER_DATA_ID, (3, _UINT8, "B", 0), local=1)
    described = bytes([0x42, 0, 0]) + struct.pack("<HB", _FIELD_DESCRIPTION, 4)
    described += bytes([0, 1, _UINT8, 1, 1, _UINT8, 2, 1, _UINT8, 3, 16, _STRING])
    return announced + described + bytes([2, 0, 0, _UINT8]) + padded


Point = tuple[float, float, datetime | None]


def straight(
    metres: float, seconds: float, *, points: int = 101, began: datetime = BEGAN
) -> list[Point]:
    """Points north along a meridian, at an even speed."""
    parts = [number / (points - 1) for number in range(points)]
    return [
        (40 + part * metres / _DEGREE, 14.0, began + timedelta(seconds=part * seconds))
        for part in parts
    ]


def track(*segments: Iterable[Point], kind: str | None = None) -> str:
    written = "".join(f"<trkseg>{''.join(map(_point, points))}</trkseg>" for points in segments)
    return (
        f"<trk><name>Läufle</name>{'' if kind is None else f'<type>{kind}</type>'}{written}</trk>"
    )


def gpx(*parts: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    namespace = "http://www.topografix.com/GPX/1/1"
    return f'{head}<gpx version="1.1" xmlns="{namespace}">{"".join(parts)}</gpx>'.encode()


def _point(point: Point) -> str:
    latitude, longitude, at = point
    time = f"<time>{at:%Y-%m-%dT%H:%M:%S.%fZ}</time>" if at else ""
    return f'<trkpt lat="{latitude:.9f}" lon="{longitude:.9f}"><ele>550.0</ele>{time}</trkpt>'


def lap(began: datetime, seconds: float, metres: float, points: str = "") -> str:
    return (
        f'<Lap StartTime="{began:%Y-%m-%dT%H:%M:%S.000Z}">'
        f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters>"
        f"<Track>{points}</Track></Lap>"
    )


def trackpoint(at: datetime, metres: float) -> str:
    return (
        f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{metres}</DistanceMeters></Trackpoint>"
    )


def tcx(*activities: tuple[str, str]) -> bytes:
    """A TCX file with activities, each a sport and its laps."""
    namespace = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    written = "".join(
        f'<Activity Sport="{sport}"><Id>2026-05-03T07:30:00Z</Id>{laps}</Activity>'
        for sport, laps in activities
    )
    return (
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="{namespace}">'
        f"<Activities>{written}</Activities></TrainingCenterDatabase>"
    ).encode()


@st.composite
def spoilt(draw: st.DrawFn, originals: Sequence[bytes]) -> bytes:
    """A valid file with some bytes changed, removed or inserted."""
    data = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 4))):
        begin, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        end = min(end, begin + draw(st.sampled_from([0, 1, 1, 4, 64, len(data)])))
        data = data[:begin] + draw(st.binary(max_size=8)) + data[end:]
    return data
