"""Pauses of the reminders: how long they may be, and how their end is written."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo

from coach.domain.day.dates import parse_day, parse_day_ahead
from coach.domain.day.wallclock import coach_day, instant
from coach.domain.units import WallTime, parse_span

LONGEST_PAUSE = timedelta(weeks=2)
"""A pause that was forgotten ends by itself (ours)."""

_DAY = timedelta(days=1)
_UNTIL = r"until (?P<day>.*?) ?(?P<clock>\d{1,2}:\d\d)?"


def pause_until(text: str, now: datetime, starts: time, zone: tzinfo) -> datetime:
    """Read when a pause ends: `2h`, `3d`, `until 18:00`, `until wed`, `until wed 18:00`.

    A day alone means the instant at which it begins.

    Args:
        text: what somebody wrote.
        now: the present instant.
        starts: when a coach day starts.
        zone: the zone of the runner's wall clock.

    Raises:
        ValueError: if it is not a pause.
    """
    written = text.strip().lower()
    until = re.fullmatch(_UNTIL, written)
    if until is None:
        return now + parse_span(written)
    today = coach_day(now, starts, zone)
    if until["clock"] is None:
        return instant(parse_day_ahead(until["day"], today), starts, zone)
    clock = WallTime.parse(until["clock"])
    if not until["day"]:
        return _next(clock, now, zone)
    return _next_on(until["day"], clock, today, now, zone)


def _next(clock: time, now: datetime, zone: tzinfo) -> datetime:
    """The next time that the wall clock shows `clock`."""
    today = now.astimezone(zone).date()
    first = instant(today, clock, zone)
    return first if first > now else instant(today + _DAY, clock, zone)


def _next_on(word: str, clock: time, today: date, now: datetime, zone: tzinfo) -> datetime:
    """A time on a named day; today counts if it is named and the time is still to come."""
    at = instant(today, clock, zone)
    with suppress(ValueError):
        if at > now and parse_day(word, today) == today:
            return at
    return instant(parse_day_ahead(word, today), clock, zone)
