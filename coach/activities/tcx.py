"""Activities from TCX: one for each activity in the file, with its laps summed.

Its points say when the runner stood still, where a lap counts that as time, and whatever the laps
do not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite, nan
from statistics import median_low

from coach.activities.kinds import kind_by_average, kind_by_speed, named_kind
from coach.activities.places import Places, place_or_none
from coach.activities.points import Counter, TrackSummary, refuse_many, remarks_on, way
from coach.activities.values import instant_or_none, number_or_none, offset_in
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.jogs import Sample, jogs

_FARTHEST_IN_TIME = timedelta(hours=48)
"""From the middle of an activity; a time further off is an error of one point."""
_TWICE_COUNTED = 1.2
"""If the laps add up to so many times the points' distance, they overlap."""
_SAME = 0.02
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Laps:
    """Handles the elements of a TCX file. Courses have laps too, but are not activities."""

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
        match name:
            case "Activity":
                self.found.extend(self._sums.activities(self._source))
                self._sums = None
            case "Trackpoint":
                self._sums.end_point()
            case _ if text:
                self._sums.add(parent, name, text)


class _Sums:
    """The sums of one activity: of its laps, and of its points."""

    def __init__(self, sport: str) -> None:
        self._sport = sport
        self._starts: list[datetime] = []
        self._instants: list[datetime] = []
        self._seconds: list[float] = []
        self._metres: list[float] = []
        self._point: dict[str, str] = {}
        self._counter, self._places = Counter(), Places()
        self._wrong = 0
        self._offset: timedelta | None = None

    def begin(self, start: str) -> None:
        """Begin a lap; if its start is not known, its points give it."""
        if at := instant_or_none(start):
            self._starts.append(at)
            self._offset = self._offset or offset_in(start)

    def add(self, parent: str, name: str, text: str) -> None:
        """Add the value of an element."""
        match parent, name:
            case "Lap", "TotalTimeSeconds":
                self._seconds.append(_measured(text))
            case "Lap", "DistanceMeters":
                self._metres.append(_measured(text))
            case (("Trackpoint" | "Position"), _):
                self._point[name] = text

    def end_point(self) -> None:
        """Add a point, if it has a time; a wrong value in it counts as a stray."""
        point, self._point = self._point, {}
        at = instant_or_none(point.get("Time", ""))
        if at is None:
            self._wrong += "Time" in point
            return
        self._instants.append(at)
        seconds = (at - _EPOCH).total_seconds()
        if "DistanceMeters" in point:
            self._count(seconds, _measured(point["DistanceMeters"]))
        elif place := place_or_none(
            point.get("LatitudeDegrees", ""), point.get("LongitudeDegrees", "")
        ):
            self._places.add(seconds, *place)

    def activities(self, source: str) -> Iterator[Activity]:
        """The resulting activity; none if there is no time.

        Raises:
            FlawError: if the laps do not say all, and too many points cannot be true.
        """
        instants = self._true_instants()
        if not instants:
            return
        first, last = instants[0], instants[-1]
        began = min((one for one in self._starts if first <= one <= last), default=first)
        points = self._way()
        strays = self._wrong + max(points.strays, self._left_out(instants))
        seconds, metres = self._lasted((last - began).total_seconds(), points), self._far(points)
        if not (_sum(self._seconds) and _sum(self._metres)):
            refuse_many(strays, len(self._instants) + self._wrong)
        said = named_kind(self._sport)
        kind = said or _kind(points, metres, seconds)
        yield Activity(
            kind,
            began,
            seconds,
            metres,
            source,
            remarks_on(strays),
            jogs(self._track(points)) if kind is ActivityKind.RUN else None,
            offset=self._offset,
            is_judged=said is None,
        )

    def _way(self) -> TrackSummary:
        return way(self._counter if self._is_counted() else self._places)

    def _track(self, points: TrackSummary) -> list[Sample]:
        """The distance by each point."""
        if self._is_counted():
            return sorted(zip(self._counter.at, self._counter.counted, strict=True))
        return [(0.0, 0.0), *points.track]

    def _is_counted(self) -> bool:
        return len(self._counter.at) > 1

    def _count(self, at: float, metres: float) -> None:
        if isfinite(metres):
            self._counter.add(at, metres)
        else:
            self._wrong += 1

    def _true_instants(self) -> list[datetime]:
        """All times, in order, without those from another year."""
        instants = sorted((*self._starts, *self._instants))
        if not instants:
            return []
        middle = median_low(instants)
        return [one for one in instants if abs(one - middle) <= _FARTHEST_IN_TIME]

    def _left_out(self, instants: list[datetime]) -> int:
        return len(self._starts) + len(self._instants) - len(instants)

    def _lasted(self, elapsed: float, points: TrackSummary) -> float:
        """The time of the laps, without the pauses that they count; or else that of the points."""
        laps, under_way = _sum(self._seconds), elapsed - points.paused
        if laps is None and not elapsed:
            return nan
        if not laps:
            return under_way
        return laps - max(0.0, min(points.paused, laps - under_way))

    def _far(self, points: TrackSummary) -> float:
        """The distance of the laps, or of the points if the laps are cumulative."""
        laps, counted = _sum(self._metres), points.whole_metres
        if laps is None:
            return counted or nan
        if not counted or not laps:
            return counted or laps
        last = self._counter.counted[points.last] if self._is_counted() else 0.0
        is_cumulative = abs(self._metres[-1] - last) <= _SAME * last
        return counted if is_cumulative and laps > _TWICE_COUNTED * counted else laps


def _measured(text: str) -> float:
    """A number that was measured; no number if it cannot be one."""
    number = number_or_none(text)
    return nan if number is None or number < 0 else number


def _sum(values: list[float]) -> float | None:
    """The sum; None if one of the values is not a number."""
    total = sum(values)
    return total if isfinite(total) else None


def _kind(points: TrackSummary, metres: float, seconds: float) -> ActivityKind:
    if points.speeds:
        return kind_by_speed(points.speeds, seconds)
    return kind_by_average(metres, seconds)
