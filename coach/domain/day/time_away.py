"""Days away, ill or travelling: on them nothing is due, nothing is missed, and no streak breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.day.dates import parse_day_ahead
from coach.domain.events.types import Away, AwayReason, CameBack, Event

LONGEST_AWAY = timedelta(weeks=26)
"""Longer is a typing mistake, or no break any more (ours)."""


def first_day_back(text: str, today: date) -> date:
    """Read the first day back: `sun`, `until sun`, `3 days` or `2026-12-06`.

    Raises:
        ValueError: if it is no such day.
    """
    return parse_day_ahead(text.strip().lower().removeprefix("until "), today)


class TimeAway(Struct, frozen=True):
    """Coach days from `since` up to, but without, `until`, the first day back.

    `came_back` is the instant at which the runner came back early; none if the time ran out.
    """

    since: date
    until: date
    because: AwayReason
    came_back: datetime | None = None
    is_planned: bool = False
    """Whether it was told ahead of its first day."""

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.until - self.since).days

    def has(self, day: date) -> bool:
        """Whether a coach day is one of them."""
        return self.since <= day < self.until


def times_away(events: Iterable[Event]) -> tuple[TimeAway, ...]:
    """The times away, from events in force; no day is in two of them.

    Of two that overlap, the later word counts from its first day on; but what was planned ahead
    lasts on after an earlier absence that reaches into it.
    """
    times: list[TimeAway] = []
    told = [one for one in events if isinstance(one, Away | CameBack)]
    for event in sorted(told, key=attrgetter("order")):
        if isinstance(event, CameBack):
            times = [_ended(one, event) for one in times]
        else:
            times = [_left_of(one, event) for one in times]
            times.append(_time_away(event))
    known = (one for one in times if one.days or one.came_back)
    return tuple(sorted(known, key=lambda one: (one.since, one.until)))


def _time_away(told: Away) -> TimeAway:
    first = told.first_day
    return TimeAway(first, max(first, told.until), told.because, is_planned=told.since is not None)


def _left_of(one: TimeAway, later: Away) -> TimeAway:
    """What is left of a time away after a later word."""
    first = later.first_day
    if later.until <= one.since or one.until <= first:
        return one
    if one.is_planned and later.since is None and first < one.since:
        return replace(one, since=min(later.until, one.until))
    return replace(one, until=max(one.since, first), came_back=None)


def _ended(one: TimeAway, back: CameBack) -> TimeAway:
    return replace(one, until=back.day, came_back=back.at) if one.has(back.day) else one


def away_on(times: Sequence[TimeAway], day: date) -> TimeAway | None:
    """The time away that a coach day belongs to."""
    return next((one for one in times if one.has(day)), None)


def away_after(times: Sequence[TimeAway], day: date) -> TimeAway | None:
    """The first time away that begins after a coach day."""
    return next((one for one in times if one.days and one.since > day), None)


def came_back_at(times: Sequence[TimeAway], day: date) -> datetime | None:
    """The instant on a coach day at which the runner came back early."""
    backs = (one.came_back for one in times if one.until == day and one.came_back)
    return max(backs, default=None)


def last_away(times: Sequence[TimeAway], day: date) -> TimeAway | None:
    """The last time away that was over by a coach day."""
    over = [one for one in times if one.days and one.until <= day]
    return whole(times, over[-1]) if over else None


def whole(times: Sequence[TimeAway], last: TimeAway) -> TimeAway:
    """A time away with those that end where it begins, as one."""
    since = last.since
    for one in reversed(times):
        since = one.since if one.until == since else since
    return replace(last, since=since)
