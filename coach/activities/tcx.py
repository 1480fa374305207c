"""Activities from TCX: one for each activity in the file, with its laps summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from statistics import median_low

from coach.activities.kinds import kind_by_average, named_kind
from coach.activities.values import instant_or_none, parse_number
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.jogs import jogs
from coach.domain.units import counted

_FARTHEST_IN_TIME = timedelta(hours=48)
"""From the middle of an activity; a time further off is an error of one point."""
_TWICE_COUNTED = 1.2
"""If the laps add up to so many times the points' distance, they overlap."""
_SAME = 0.02


class Laps:
    """Handles the elements of a TCX file. Courses have laps too, but are no activities."""

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
                self._sums.begin(attributes["StartTime"])

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
        self._sport = sport
        self._starts: list[datetime] = []
        self._instants: list[datetime] = []
        self._seconds = 0.0
        self._laps: list[float] = []
        self._reach: tuple[float, float] | None = None
        self._strays = 0
        self._track: list[tuple[float, float]] = []

    def begin(self, start: str) -> None:
        """Begin a lap; if its start is not known, its points give it."""
        if at := instant_or_none(start):
            self._starts.append(at)

    def add(self, parent: str, name: str, text: str) -> None:
        """Add the value of an element."""
        match parent, name:
            case "Lap", "TotalTimeSeconds":
                self._seconds += parse_number(text)
            case "Lap", "DistanceMeters":
                self._laps.append(parse_number(text))
            case "Trackpoint", "DistanceMeters":
                metres = parse_number(text)
                nearest, farthest = self._reach or (metres, metres)
                self._reach = min(nearest, metres), max(farthest, metres)
                if self._instants:
                    self._track.append((self._instants[-1].timestamp(), metres))
            case "Trackpoint", "Time":
                self._pass(instant_or_none(text))

    def activities(self, source: str) -> Iterator[Activity]:
        """The resulting activity; none if there is no time."""
        instants = self._true_instants()
        if not instants:
            return
        first, last = instants[0], instants[-1]
        began = min((one for one in self._starts if first <= one <= last), default=first)
        seconds = self._seconds or (last - began).total_seconds()
        metres = self._metres()
        kind = named_kind(self._sport) or kind_by_average(metres, seconds)
        found = jogs(self._track) if kind is ActivityKind.RUN else None
        yield Activity(kind, began, seconds, metres, source, self._remarks(), found)

    def _pass(self, at: datetime | None) -> None:
        if at:
            self._instants.append(at)
        else:
            self._strays += 1

    def _true_instants(self) -> list[datetime]:
        """All times, in order, without those from another year."""
        instants = sorted((*self._starts, *self._instants))
        if not instants:
            return []
        middle = median_low(instants)
        near = [one for one in instants if abs(one - middle) <= _FARTHEST_IN_TIME]
        self._strays += len(instants) - len(near)
        return near

    def _metres(self) -> float:
        """The distance of the laps, or of the points if the laps are cumulative."""
        laps = sum(self._laps)
        nearest, farthest = self._reach or (0.0, 0.0)
        way = farthest - nearest
        goes_on = laps > _TWICE_COUNTED * way and _is_near(max(self._laps), farthest)
        return way if way and (not laps or goes_on) else laps

    def _remarks(self) -> tuple[str, ...]:
        return (f"{counted(self._strays, 'stray point')} left out",) if self._strays else ()


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * other
