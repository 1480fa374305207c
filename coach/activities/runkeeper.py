"""Activities from RunKeeper's `cardioActivities.csv`: one for each row, from its totals.

The tracks lie beside it as GPX, and a row names its own. Its times are those of the runner's wall
clock, and it does not say where that was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from math import isfinite

from msgspec.structs import replace

from coach.activities.file_errors import DAMAGED, FlawError, NothingError
from coach.activities.kinds import named_kind
from coach.activities.values import parse_number
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.units import counted

_METRES = {"Distance (km)": 1000.0, "Distance (mi)": 1609.344}
_NONE = "is a list of RunKeeper without an activity."
_PLACES = 3
"""Hours, minutes and seconds."""


def activities(data: bytes, source: str, zone: tzinfo) -> list[Activity]:
    """The activities in a table.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    found: list[Activity] = []
    unread = 0
    for row in _rows(data):
        try:
            found.append(_activity(row, source, zone))
        except (KeyError, ValueError, OverflowError):
            unread += 1
    if not found:
        raise FlawError(DAMAGED) if unread else NothingError(_NONE)
    if unread:
        remark = f"{counted(unread, 'row')} without a date or a time left out"
        found[-1] = replace(found[-1], remarks=(remark,))
    return found


def _rows(data: bytes) -> Iterator[Mapping[str, str]]:
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        yield from csv.DictReader(text, restkey="", restval="")
    except (csv.Error, UnicodeDecodeError) as error:
        raise FlawError(DAMAGED) from error


def _activity(row: Mapping[str, str], source: str, zone: tzinfo) -> Activity:
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


def _metres(row: Mapping[str, str]) -> float:
    """The distance in metres, in whichever unit the runner sees it; 0 if there is none."""
    said = ((row[name], metres) for name, metres in _METRES.items() if row.get(name))
    return next((parse_number(text) * metres for text, metres in said), 0.0)
