"""Every time zone, and when its clocks changed."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
LAST = datetime(2038, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
_WEEK = timedelta(days=7)

ZONES = sorted(available_timezones())


class Shift(NamedTuple):
    """A change from one offset to another at an instant."""

    at: datetime
    before: timedelta
    after: timedelta


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    """How far the wall clock is ahead of UTC at an instant."""
    return at.astimezone(zone).utcoffset() or timedelta()


@cache
def shifts(name: str) -> tuple[Shift, ...]:
    """The changes of a zone from 1990 to 2037, found by weekly samples and bisection."""
    zone = ZoneInfo(name)
    found = []
    at, before = FIRST, offset(FIRST, zone)
    while at < LAST:
        after = offset(at + _WEEK, zone)
        if after != before:
            found.append(Shift(_close_in(at, at + _WEEK, zone), before, after))
        at, before = at + _WEEK, after
    return tuple(found)


@cache
def unlike_zones() -> tuple[str, ...]:
    """One zone of each kind: zones whose clocks never differed count once."""
    start = {name: offset(FIRST, ZoneInfo(name)) for name in ZONES}
    kinds = {(start[name], shifts(name)): name for name in reversed(ZONES)}
    return tuple(sorted(kinds.values()))


def _close_in(same: datetime, other: datetime, zone: ZoneInfo) -> datetime:
    before = offset(same, zone)
    while other - same > SECOND:
        middle = (same + (other - same) / 2).replace(microsecond=0)
        same, other = (middle, other) if offset(middle, zone) == before else (same, middle)
    return other
