"""What was known on a past day: later entries and corrections rewrite nothing.

Entries are compared by their ids, which sort in the order of recording whatever the clock said.
A day ends, in that order, where the first entry of a later day was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coach.domain.events.types import Event, PainChecked, RunLogged

_DAY = timedelta(days=1)
_NEXT_DAYS = 42
"""How many later days are asked for their first entry: a clock that was ahead ends no day."""
_NEVER = "g"
"""Sorts behind every id, which is made of hexadecimal digits."""


class StoredEvent(NamedTuple):
    """An event, and the id of the retraction that ended it, if one did."""

    event: Event
    retracted_by: str | None


class Hindsight:
    """Tells what was known on each of some days."""

    def __init__(self, stored: Sequence[StoredEvent], first_ids: Mapping[date, str]) -> None:
        """Take in the entries of some weeks, and the first id recorded of each day."""
        self._stored = stored
        self._first_ids = first_ids
        self._ends: dict[date, str] = {}
        self._late = [one for one in stored if self._has_changed_late(one)]

    def end_of(self, day: date) -> str:
        """The id at which a day was over."""
        if day not in self._ends:
            later = (self._first_ids.get(day + _DAY * ahead) for ahead in range(1, _NEXT_DAYS + 1))
            self._ends[day] = min((one for one in later if one), default=_NEVER)
        return self._ends[day]

    def run_of(self, day: date) -> str:
        """The id at which the day's first run was recorded, or else at which the day was over."""
        runs = (
            one.event.id
            for one in self._stored
            if isinstance(one.event, RunLogged) and one.event.day == day
        )
        return min((self.end_of(day), *runs))

    def has_changed(self, day: date, since: date) -> bool:
        """Whether entries from a day on, up to another, were not what they are now."""
        return any(
            since <= one.event.day <= day and self._was_other(one, day) for one in self._late
        )

    def known_on(self, day: date) -> list[Event]:
        """The entries that were known when a day was over, and its own check as it is now."""
        return sorted(
            (
                one.event
                for one in self._stored
                if (
                    one.retracted_by is None
                    if isinstance(one.event, PainChecked) and one.event.day == day
                    else one.event.day <= day and is_known(one, self.end_of(day))
                )
            ),
            key=lambda event: event.order,
        )

    def _has_changed_late(self, one: StoredEvent) -> bool:
        """Whether anything happened to an entry after its day: told, corrected or deleted."""
        return max(one.event.id, one.retracted_by or "") >= self.end_of(one.event.day)

    def _was_other(self, one: StoredEvent, day: date) -> bool:
        """Whether an entry was known on a day and does not hold now, or the other way round."""
        if isinstance(one.event, PainChecked) and one.event.day == day:
            return False
        return is_known(one, self.end_of(day)) != (one.retracted_by is None)


def is_known(one: StoredEvent, at: str) -> bool:
    """Whether an entry had been recorded, and not been taken back, at an id."""
    return one.event.id < at and (one.retracted_by is None or one.retracted_by >= at)


def known_at(stored: Iterable[StoredEvent], at: str) -> list[Event]:
    """The entries that had been recorded at an id, and not been taken back."""
    return sorted((one.event for one in stored if is_known(one, at)), key=lambda one: one.order)
