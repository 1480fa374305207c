"""Activities from GPX: one for each track that has times.

Distance and duration are counted within the segments of a track, since a segment ends where the
watch was paused. Points that cannot be true are left out, and the track says how many; if there are
many, nothing in it is credible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain

from coach.activities.file_errors import FlawError
from coach.activities.kinds import track_kind
from coach.activities.points import Points, TrackSummary, way
from coach.activities.values import instant_or_none, parse_number
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.jogs import LONGEST_TRACK, jogs
from coach.domain.units import counted

_POLE = 90.0
_DATE_LINE = 180.0
_FEW = 0.2
"""Of the points of a track."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_Place = tuple[float, float]


class Tracks:
    """Handles the elements of a GPX file."""

    def __init__(self, source: str) -> None:
        self.found: list[Activity] = []
        self._source = source
        self._track = _Track()
        self._here: _Place | None = None
        self._time = ""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name:
            case "trk":
                self._track = _Track()
            case "trkseg":
                self._track.pause()
            case "trkpt":
                self._here, self._time = _place(attributes), ""

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""
        match parent, name:
            case "trk", "type":
                self._track.type = text
            case "trk", "name":
                self._track.name = text
            case "trkpt", "time":
                self._time = text
            case _, "trkpt":
                self._track.add(self._here, self._time)
            case _, "trk":
                self.found.extend(self._track.activities(self._source))


class _Track:
    """The points of one track, segment by segment."""

    def __init__(self) -> None:
        self.type = ""
        self.name = ""
        self._segments = [Points()]
        self._points = 0
        self._wrong = 0

    def pause(self) -> None:
        """Separate the next point from the last one."""
        self._segments.append(Points())

    def add(self, here: _Place | None, time: str) -> None:
        """Add a point, if it has a place and a time."""
        self._points += 1
        at = instant_or_none(time)
        if here and at:
            self._segments[-1].add((at - _EPOCH).total_seconds(), *here)
        else:
            self._wrong += 1

    def activities(self, source: str) -> Iterator[Activity]:
        """The track's activity; none if none of its points had a time.

        Raises:
            FlawError: if too many points cannot be true.
        """
        ways = [way(segment) for segment in self._segments if segment.at]
        began = min((one.began for one in ways if one.began is not None), default=None)
        if began is None:
            return
        strays = self._strays(ways)
        seconds = sum(one.seconds for one in ways)
        speeds = [speed for one in ways for speed in one.speeds]
        kind = track_kind(self.type, self.name, speeds, seconds)
        yield Activity(
            kind,
            _EPOCH + timedelta(seconds=began),
            seconds,
            sum(one.metres for one in ways),
            source,
            _remarks(strays, ways),
            _jogs(ways) if kind is ActivityKind.RUN and seconds <= LONGEST_TRACK else None,
        )

    def _strays(self, ways: list[TrackSummary]) -> int:
        strays = self._wrong + sum(one.strays for one in ways)
        if strays > _FEW * self._points:
            raise FlawError(
                f"holds {counted(strays, 'point')} of {self._points} that cannot be true; "
                "export it again, or enter it with `coach ran`."
            )
        return strays


def _jogs(ways: list[TrackSummary]) -> tuple[int, ...] | None:
    """The jogs of all segments; None if none of them is long enough to say."""
    found = [jogs([(0.0, 0.0), *one.track]) for one in ways]
    known = [one for one in found if one is not None]
    return tuple(chain.from_iterable(known)) if known else None


def _remarks(strays: int, ways: list[TrackSummary]) -> tuple[str, ...]:
    jumps = sum(one.jumps for one in ways)
    said = [counted(strays, "stray point")] if strays else []
    said += [counted(jumps, "jump")] if jumps else []
    return (f"{' and '.join(said)} left out",) if said else ()


def _place(attributes: Mapping[str, str]) -> _Place | None:
    try:
        latitude, longitude = (parse_number(attributes[name]) for name in ("lat", "lon"))
    except (KeyError, ValueError):
        return None
    is_on_earth = abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE
    return (latitude, longitude) if is_on_earth else None
