"""Points on the earth, as a receiver recorded them."""

from __future__ import annotations

from array import array

from gpxpy.geo import haversine_distance

from coach.activities.points import Points
from coach.activities.values import number_or_none

_POLE = 90.0
_DATE_LINE = 180.0


class Places(Points):
    """Points with latitude and longitude, kept small: 32 bytes for each.

    The distance from the point before is kept, because it is needed several times.
    """

    def __init__(self) -> None:
        super().__init__()
        self._latitude = array("d")
        self._longitude = array("d")
        self._from_before = array("d")

    def add(self, at: float, latitude: float, longitude: float) -> None:
        """Add one, with its time and its degrees."""
        self.at.append(at)
        self._latitude.append(latitude)
        self._longitude.append(longitude)
        last = len(self.at) - 1
        self._from_before.append(self._straight(last - 1, last) if last else 0.0)

    def metres(self, one: int, other: int) -> float:
        """The straight distance from one point to another."""
        return self._from_before[other] if other == one + 1 else self._straight(one, other)

    def _straight(self, one: int, other: int) -> float:
        there = self._latitude[one], self._longitude[one]
        return float(haversine_distance(*there, self._latitude[other], self._longitude[other]))


def place_or_none(latitude: str, longitude: str) -> tuple[float, float] | None:
    """The degrees in two texts; None if they are not a place on earth."""
    north, east = number_or_none(latitude), number_or_none(longitude)
    if north is None or east is None or abs(north) > _POLE or abs(east) > _DATE_LINE:
        return None
    return north, east
