"""Activities from Strava's `activities.csv`: one for each row, from its totals.

Most rows name the file of a recording, which lies beside the list. The others were entered by hand,
or recorded without a file. Dates are in UTC. Two columns are called `Distance`: the first one has
the runner's unit, the last one metres.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath

from coach.activities.kinds import named_kind
from coach.activities.tables import Row, activities_of
from coach.activities.values import parse_number
from coach.domain.events.activity import Activity, ActivityKind

_DATES = ("%b %d, %Y, %I:%M:%S %p", "%d %b %Y, %H:%M:%S", "%Y-%m-%d %H:%M:%S")
_TIMES = ("Moving Time", "Elapsed Time")
_NONE = "is a list of Strava without an activity."


def activities(data: bytes, source: str) -> list[Activity]:
    """The activities in a table.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    has_metres = data.partition(b"\n")[0].split(b",").count(b"Distance") > 1

    def read(row: Row) -> Activity:
        return Activity(
            named_kind(row["Activity Type"]) or ActivityKind.OTHER,
            _instant(row["Activity Date"]),
            _seconds(row),
            parse_number(row["Distance"] or "0") if has_metres else 0.0,
            PurePosixPath(row["Filename"]).name or source,
            is_summary=True,
        )

    return activities_of(data, read, _NONE)


def _instant(text: str) -> datetime:
    """A date such as `Nov 23, 2026, 6:30:05 AM`, in which any blank may be a special one."""
    plain = " ".join(text.split())
    for form in _DATES:
        with suppress(ValueError):
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
    raise ValueError(text)


def _seconds(row: Row) -> float:
    return parse_number(next(row[name] for name in _TIMES if row.get(name)))
