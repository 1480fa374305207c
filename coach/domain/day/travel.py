"""Days that a journey over the date line took away, or a country that moved to its other side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from coach.domain.events.types import Event

_DAY = timedelta(days=1)
_WHOLE = timedelta(hours=20)
"""Less than any day has, also one of 23 hours before which a session was played into the night."""


def swallowed_days(events: Iterable[Event], today: date, now: datetime) -> frozenset[date]:
    """The coach days up to now that never were for the runner.

    Between what was told of the day before and of the day after lies a whole day, unless there was
    none. So it is known wherever the runner is by now.
    """
    first: dict[date, datetime] = {today: now}
    last: dict[date, datetime] = {}
    for one in events:
        first[one.day] = min(first.get(one.day, one.at), one.at)
        last[one.day] = max(last.get(one.day, one.at), one.at)
    return frozenset(
        day + _DAY
        for day, at in last.items()
        if (following := first.get(day + 2 * _DAY)) and following - at < _WHOLE
    )
