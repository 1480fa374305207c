"""Activities from RunKeeper's `cardioActivities.csv`: one for each row, from its totals.

The tracks lie beside it as GPX, and a row names its own. Its times are those of the runner's wall
clock, and it does not say where that was.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import partial
from math import isfinite

from coach.activities.kinds import named_kind
from coach.activities.tables import Row, activities_of
from coach.activities.values import parse_number
from coach.domain.events.activity import Activity, ActivityKind

_METRES = {"Distance (km)": 1000.0, "Distance (mi)": 1609.344}
_NONE = "is a list of RunKeeper without an activity."
_PLACES = 3
"""Hours, minutes and seconds."""


def activities(data: bytes, source: str, zone: tzinfo) -> list[Activity]:
    """The activities in a table.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    return activities_of(data, partial(_activity, source=source, zone=zone), _NONE)


def _activity(row: Row, source: str, zone: tzinfo) -> Activity:
    """An activity of a row.

    Raises:
        KeyError, ValueError, OverflowError: if it lacks a date or a time.
    """
    began = datetime.fromisoformat(row["Date"]).replace(tzinfo=zone).astimezone(UTC)
    kind = named_kind(row["Type"]) or ActivityKind.OTHER
    return Activity(
        kind,
        began,
        _seconds(row["Duration"]),
        _metres(row),
        row.get("GPX File") or source,
        is_summary=True,
    )


def _seconds(text: str) -> float:
    """A time such as `27:37` or `1:01:10`."""
    places = [parse_number(place) for place in text.split(":")]
    if len(places) > _PLACES or not all(isfinite(place) and place >= 0 for place in places):
        raise ValueError(text)
    seconds = 0.0
    for place in places:
        seconds = 60 * seconds + place
    return seconds


def _metres(row: Row) -> float:
    """The distance in metres, in whichever unit the runner sees it; 0 if there is none."""
    said = ((row[name], metres) for name, metres in _METRES.items() if row.get(name))
    return next((parse_number(text) * metres for text, metres in said), 0.0)
