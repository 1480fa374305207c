"""Activities from TCX: one for each activity in the file, its laps summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from coach.activities.instants import parse_instant
from coach.activities.kinds import named_kind
from coach.domain.activity import Activity


class Laps:
    """Listens to the elements of a TCX file. Courses have laps too, but are no activities."""

    def __init__(self, source: str) -> None:
        self.found: list[Activity] = []
        self._source = source
        self._sums: _Sums | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name:
            case "Activity":
                self._sums = _Sums(attributes.get("Sport", ""))
            case "Lap" if self._sums and "StartTime" in attributes:
                self._sums.starts.append(parse_instant(attributes["StartTime"]))

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""
        if self._sums is None:
            return
        if name == "Activity":
            self.found.extend(self._sums.activities(self._source))
            self._sums = None
        elif text:
            self._sums.add(parent, name, text)


class _Sums:
    """The sums of one activity: of its laps, or else from its points."""

    def __init__(self, sport: str) -> None:
        self.starts: list[datetime] = []
        self._sport = sport
        self._seconds = 0.0
        self._metres = 0.0
        self._farthest = 0.0
        self._ends: tuple[datetime, datetime] | None = None

    def add(self, parent: str, name: str, text: str) -> None:
        """Take what an element says."""
        match parent, name:
            case "Lap", "TotalTimeSeconds":
                self._seconds += float(text)
            case "Lap", "DistanceMeters":
                self._metres += float(text)
            case "Trackpoint", "DistanceMeters":
                self._farthest = max(self._farthest, float(text))
            case "Trackpoint", "Time":
                at = parse_instant(text)
                first, last = self._ends or (at, at)
                self._ends = min(first, at), max(last, at)

    def activities(self, source: str) -> Iterator[Activity]:
        """What they come to; nothing if there is no time among them."""
        instants = [*self.starts, *(self._ends or ())]
        if instants:
            began = min(self.starts, default=instants[0])
            seconds = self._seconds or (max(instants) - began).total_seconds()
            metres = self._metres or self._farthest
            yield Activity(named_kind(self._sport), began, seconds, metres, source)
