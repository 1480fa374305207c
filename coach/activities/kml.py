"""Activities from KML: its tracks, and its points that have times, read as GPX would write them.

A `gx:Track` lists all its times and all its places; a placemark with a time stamp is one point. A
line without times is a plan, and is left out. The kind is in the data that OpenTracks adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from coach.activities.gpx import Tracks
from coach.domain.events.activity import Activity


class Placemarks:
    """Handles the elements of a KML file."""

    def __init__(self, source: str) -> None:
        self._tracks = Tracks(source)
        self._name = ""
        self._type = ""
        self._is_type = False
        self._times: list[str] = []
        self._places: list[str] = []
        self._stamp = ""
        self._point = ""
        self._points: list[tuple[str, str]] = []

    @property
    def found(self) -> list[Activity]:
        """The activities so far."""
        return self._tracks.found

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name:
            case "Placemark":
                self._name = self._type = self._stamp = self._point = ""
            case "Data":
                self._is_type = attributes.get("name") == "type"
            case "Track":
                self._times, self._places = [], []
            case "MultiTrack":
                self._begin()

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""
        match parent, name:
            case "MultiTrack", "Track":
                self._add(zip_longest(self._times, self._places, fillvalue=""))
            case _, "Track":
                self._add_track(zip_longest(self._times, self._places, fillvalue=""))
            case _, "MultiTrack":
                self._end()
            case _, "Placemark" if self._stamp and self._point:
                self._points.append((self._stamp, self._point))
            case _, "Folder" | "Document" | "kml" if self._points:
                self._name = self._type = ""
                self._add_track(self._points)
                self._points = []
            case _:
                self._keep(parent, name, text)

    def _keep(self, parent: str, name: str, text: str) -> None:
        """Keep what a track or a point says."""
        match parent, name:
            case "Placemark", "name":
                self._name = text
            case "Data", "value" if self._is_type:
                self._type = text
            case "Track", "when":
                self._times.append(text)
            case "Track", "coord":
                self._places.append(text)
            case "TimeStamp", "when":
                self._stamp = text
            case "Point", "coordinates":
                self._point = text.replace(",", " ")

    def _add_track(self, points: Iterable[tuple[str, str]]) -> None:
        self._begin()
        self._add(points)
        self._end()

    def _begin(self) -> None:
        self._tracks.opened("trk", {})
        self._tracks.closed("trk", "name", self._name)
        self._tracks.closed("trk", "type", self._type)

    def _add(self, points: Iterable[tuple[str, str]]) -> None:
        self._tracks.opened("trkseg", {})
        for time, place in points:
            longitude, latitude, *_ = [*place.split(), "", ""]
            self._tracks.opened("trkpt", {"lat": latitude, "lon": longitude})
            self._tracks.closed("trkpt", "time", time)
            self._tracks.closed("trkseg", "trkpt", "")

    def _end(self) -> None:
        self._tracks.closed("gpx", "trk", "")
