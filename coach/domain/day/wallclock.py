"""Wall-clock times to instants and back; a coach day need not start at midnight.

A time inside a gap (clocks go forward) is the first instant after it; a repeated time (clocks go
back) is the first of the two. So every time of day happens exactly once a coach day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from coach.domain.routine.kinds import Weekday

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The UTC instant at which the wall clock in `zone` shows `at` on the calendar date."""
    wall = datetime.combine(day, at)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    return _end_of_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def step_instant(day: date, at: time, starts: time, zone: tzinfo) -> datetime:
    """The instant of `at` in the coach day: times before `starts` are the small hours after."""
    calendar = day if at >= starts else day + _DAY
    ends = instant(day + _DAY, starts, zone)
    return min(instant(calendar, at, zone), ends - _SECOND)


def coach_day(now: datetime, starts: time, zone: tzinfo) -> date:
    """The coach day that contains the instant `now`."""
    local = now.astimezone(zone)
    day = local.date() if local.time() >= starts else local.date() - _DAY
    while instant(day, starts, zone) > now:
        day -= _DAY
    while instant(day + _DAY, starts, zone) <= now:
        day += _DAY
    return day


def week_start(day: date, starts: Weekday) -> date:
    """The first day of the week that contains a day, if weeks start on `starts`."""
    ago = (day.weekday() - list(Weekday).index(starts)) % len(Weekday)
    return day - _DAY * ago


def _end_of_gap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first instant in (before, after] that has the offset of `after`, to the second."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
