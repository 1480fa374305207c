"""Activities from Apple Health's `export.xml`: one for each workout, from its totals.

The file has every heartbeat of years, so it is read piece by piece, and only the workouts are kept.
Its document type is passed over unread: some versions of iOS write a wrong one, and without it no
entity can be declared, so that nothing expands. The tracks lie beside it as GPX, and a workout
names its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Struct
from msgspec.structs import replace

from coach.activities.contents import Content
from coach.activities.file_errors import BROKEN, DAMAGED, FlawError, NothingError
from coach.activities.kinds import named_kind
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.units import counted

_ROOT = b"<HealthData"
_LONGEST_TYPE = 1 << 20
"""Bytes before the root; Apple's document type has 10,000."""
_LONGEST_TAG = 1 << 20
_MOST_NAMES = 1000
_DEEPEST = 32
_MOST = 100_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
"""Some exports contain these, though XML does not allow them."""
_KIND = "HKWorkoutActivityType"
_DISTANCE = "HKQuantityTypeIdentifierDistance"
_METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "yd": 0.9144, "ft": 0.3048}
_SECONDS = {"s": 1.0, "min": 60.0, "hr": 3600.0}
_NONE = "is an export of Apple Health without a workout."
_TOO_MANY = f"holds more than {_MOST} workouts, which nobody has; export it again."


def activities(content: Content, source: str) -> list[Activity]:
    """The workouts in a file.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    elements = _Elements(source)
    try:
        _parse(_from_root(content.pieces()), elements)
    except ExpatError as error:
        raise FlawError(BROKEN) from error
    if not elements.found:
        raise FlawError(DAMAGED) if elements.unread else NothingError(_NONE)
    if elements.unread:
        remark = f"{counted(elements.unread, 'workout')} without a date or a time left out"
        elements.found[-1] = replace(elements.found[-1], remarks=(remark,))
    return elements.found


def _from_root(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces without what comes before the root."""
    begin = b""
    while _ROOT not in begin and len(begin) < _LONGEST_TYPE and (piece := next(pieces, b"")):
        begin += piece
    _, root, after = begin.partition(_ROOT)
    if not root:
        raise FlawError(BROKEN)
    yield root + after
    yield from pieces


def _parse(pieces: Iterable[bytes], elements: _Elements) -> None:
    parser = ParserCreate("UTF-8")
    parser.StartElementHandler = elements.start
    parser.EndElementHandler = elements.end
    read = 0
    for piece in pieces:
        text = piece.translate(None, _CONTROLS)
        parser.Parse(text, False)  # noqa: FBT003 - not the last one
        read += len(text)
        if read - parser.CurrentByteIndex > _LONGEST_TAG or len(parser.intern) > _MOST_NAMES:
            raise FlawError(DAMAGED)
    parser.Parse(b"", True)  # noqa: FBT003 - the last one


class _Workout(Struct):
    attributes: Mapping[str, str]
    metres: float = 0.0
    route: str = ""


class _Elements:
    """Makes activities of the workouts; all other elements are passed over."""

    def __init__(self, source: str) -> None:
        self.found: list[Activity] = []
        self.unread = 0
        self._source = source
        self._depth = 0
        self._workout: _Workout | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FlawError(DAMAGED)
        if tag == "Workout":
            self._workout = _Workout(attributes, _distance(attributes, "totalDistance"))
        elif self._workout:
            self._add(self._workout, tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if tag == "Workout" and self._workout:
            self._keep(self._workout)
            self._workout = None

    def _add(self, workout: _Workout, tag: str, attributes: Mapping[str, str]) -> None:
        """Add a part of a workout; its parts may have statistics of their own, smaller ones."""
        if tag == "WorkoutStatistics" and attributes.get("type", "").startswith(_DISTANCE):
            workout.metres = max(workout.metres, _distance(attributes, "sum", "unit"))
        elif tag == "FileReference":
            workout.route = workout.route or PurePosixPath(attributes.get("path", "")).name

    def _keep(self, workout: _Workout) -> None:
        try:
            self.found.append(_activity(workout, self._source))
        except (KeyError, ValueError, OverflowError):
            self.unread += 1
        if len(self.found) > _MOST:
            raise FlawError(_TOO_MANY)


def _activity(workout: _Workout, source: str) -> Activity:
    """An activity of a workout.

    Raises:
        KeyError, ValueError, OverflowError: if it lacks a date or a time.
    """
    said = workout.attributes
    kind = named_kind(said["workoutActivityType"].removeprefix(_KIND)) or ActivityKind.OTHER
    began, ended = _instant(said["startDate"]), _instant(said["endDate"])
    seconds = _quantity(said, "duration", "durationUnit", _SECONDS)
    return Activity(
        kind,
        began,
        seconds or (ended - began).total_seconds(),
        workout.metres,
        workout.route or source,
        is_summary=True,
    )


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").astimezone(UTC)


def _distance(attributes: Mapping[str, str], name: str, unit: str = "totalDistanceUnit") -> float:
    return _quantity(attributes, name, unit, _METRES)


def _quantity(
    attributes: Mapping[str, str], name: str, unit: str, units: Mapping[str, float]
) -> float:
    """A number with its unit; 0 if it is not known."""
    with suppress(ValueError):
        return float(attributes.get(name, "")) * units.get(attributes.get(unit, ""), 0.0)
    return 0.0
