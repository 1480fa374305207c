"""Activities from GPX: one for each track that has times.

Distance and duration are counted within the segments of a track, since a segment ends where the
watch was paused. Points without a time are left out, and so are those that go back in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from gpxpy.geo import haversine_distance

from coach.activities.flaws import DAMAGED, FlawError
from coach.activities.instants import parse_instant
from coach.activities.kinds import track_kind
from coach.domain.activity import Activity

_POLE = 90.0
_DATE_LINE = 180.0

_Place = tuple[float, float]


class Tracks:
    """Listens to the elements of a GPX file."""

    def __init__(self, source: str) -> None:
        self.found: list[Activity] = []
        self._source = source
        self._track = _Track()
        self._here = (0.0, 0.0)
        self._at: datetime | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name:
            case "trk":
                self._track = _Track()
            case "trkseg":
                self._track.pause()
            case "trkpt":
                self._here, self._at = _place(attributes), None

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""
        match parent, name:
            case "trk", "type":
                self._track.type = text
            case "trkpt", "time":
                self._at = parse_instant(text) if text else None
            case _, "trkpt" if self._at:
                self._track.add(self._here, self._at)
            case _, "trk":
                self.found.extend(self._track.activities(self._source))


class _Track:
    """The sums of one track."""

    def __init__(self) -> None:
        self.type = ""
        self._began: datetime | None = None
        self._last: tuple[_Place, datetime] | None = None
        self._seconds = 0.0
        self._metres = 0.0
        self._speeds: list[float] = []

    def pause(self) -> None:
        """What comes next does not go on from where the last point was."""
        self._last = None

    def add(self, here: _Place, at: datetime) -> None:
        """Go on to a point."""
        self._began = self._began or at
        if self._last:
            there, before = self._last
            seconds = (at - before).total_seconds()
            if seconds < 0:
                return
            self._go(haversine_distance(*there, *here), seconds)
        self._last = here, at

    def activities(self, source: str) -> Iterator[Activity]:
        """What the track comes to; nothing if none of its points had a time."""
        if self._began:
            kind = track_kind(self.type, self._speeds, self._seconds)
            yield Activity(kind, self._began, self._seconds, self._metres, source)

    def _go(self, metres: float, seconds: float) -> None:
        self._metres += metres
        self._seconds += seconds
        if seconds:
            self._speeds.append(metres / seconds)


def _place(attributes: Mapping[str, str]) -> _Place:
    latitude, longitude = float(attributes["lat"]), float(attributes["lon"])
    if abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE:
        return latitude, longitude
    raise FlawError(DAMAGED)
