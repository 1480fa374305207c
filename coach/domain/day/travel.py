"""Days lost on a journey over the date line, or when a country moved across it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from coach.domain.events.types import Event

_DAY = timedelta(days=1)
_WHOLE = timedelta(hours=20)
"""Less than any day has, even one of 23 hours before which a session ran into the night."""


def swallowed_days(events: Iterable[Event], today: date, now: datetime) -> frozenset[date]:
    """The coach days up to now that did not exist for the runner.

    A whole day lies between the entries of the day before and of the day after, unless there was no
    such day. So this works wherever the runner is by now.
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
