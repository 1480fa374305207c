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
"""Longer is a typing mistake, or no longer a break (ours)."""


def first_day_back(text: str, today: date) -> date:
    """Read the first day back: `sun`, `until sun`, `3 days` or `2026-12-06`.

    Raises:
        ValueError: if it is not such a day.
    """
    return parse_day_ahead(text.strip().lower().removeprefix("until "), today)


class TimeAway(Struct, frozen=True):
    """Coach days from `since` up to, but without, `until`, the first day back.

    `came_back` is the instant at which the runner came back early; none if the time ran out.
    `entered` is when it was entered, if that was on its first day.
    """

    since: date
    until: date
    because: AwayReason
    came_back: datetime | None = None
    is_planned: bool = False
    """Whether it was entered ahead of its first day."""
    entered: datetime | None = None

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
            new = _time_away(event, away_on(times, event.first_day))
            times = [*(_left_of(one, event) for one in times), new]
    known = (one for one in times if one.days or one.came_back)
    return tuple(sorted(known, key=lambda one: (one.since, one.until)))


def _time_away(told: Away, before: TimeAway | None) -> TimeAway:
    """What somebody said, who was away already on its first day if there is a time `before`."""
    first, is_planned = told.first_day, told.since is not None
    until, entered = max(first, told.until), None if is_planned else told.at
    if before and entered:
        known = before.entered if before.since == first else None
        entered = min(entered, known) if known else None
    return TimeAway(first, until, told.because, is_planned=is_planned, entered=entered)


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


def is_away_at(times: Sequence[TimeAway], day: date, at: datetime) -> bool:
    """Whether the runner was away at an instant of a coach day, as far as was known then.

    What was missed before a time away was entered stays missed, unless that was on a later day.
    """
    return any(_has_instant(one, day, at) for one in times)


def _has_instant(one: TimeAway, day: date, at: datetime) -> bool:
    if one.since == day and one.entered and at <= one.entered:
        return False
    return one.has(day) or (one.until == day and one.came_back is not None and at <= one.came_back)


def came_back_at(times: Sequence[TimeAway], day: date) -> datetime | None:
    """The instant on a coach day at which the runner came back early."""
    backs = (one.came_back for one in times if one.until == day and one.came_back)
    return max(backs, default=None)


def last_away(times: Sequence[TimeAway], day: date) -> tuple[TimeAway, ...]:
    """The last time away that was over by a coach day, in parts that follow each other."""
    parts: list[TimeAway] = []
    for one in reversed([one for one in times if one.days and one.until <= day]):
        if parts and one.until != parts[-1].since:
            break
        parts.append(one)
    return tuple(reversed(parts))
