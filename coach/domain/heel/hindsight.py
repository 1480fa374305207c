"""Work out what was known on a past day; later entries and corrections rewrite nothing.

Entries are compared by their ids, which sort in the order of recording whatever the clock said. In
that order a day ends when the first entry of a later day was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coach.domain.events.types import Event, PainChecked, RunLogged

_DAY = timedelta(days=1)
_NEXT_DAYS = 42
"""How many later days to check for their first entry; a clock that was ahead ends no day."""
_NEVER = "g"
"""Sorts after every id, which is made of hexadecimal digits."""


class StoredEvent(NamedTuple):
    """An event, and the id of the retraction that ended it, if one did."""

    event: Event
    retracted_by: str | None


class Hindsight:
    """Tells what was known on each of some days."""

    def __init__(self, stored: Sequence[StoredEvent], first_ids: Mapping[date, str]) -> None:
        """Take the entries of some weeks, and the first id recorded on each day."""
        self._stored = stored
        self._first_ids = first_ids
        self._ends: dict[date, str] = {}
        self._runs = _runs_by_day(stored)
        self._late = [one for one in stored if self._has_changed_late(one)]

    def end_of(self, day: date) -> str:
        """The id at which a day was over."""
        if day not in self._ends:
            later = (self._first_ids.get(day + _DAY * ahead) for ahead in range(1, _NEXT_DAYS + 1))
            self._ends[day] = min((one for one in later if one), default=_NEVER)
        return self._ends[day]

    def run_of(self, day: date) -> str:
        """The id of the day's first run when recorded, or else the one at which the day ended."""
        return min([self.end_of(day), *self._runs.get(day, [])])

    def before(self, run: RunLogged) -> str:
        """The id of a run when first recorded, or the one at which its day ended, if earlier."""
        by_id = {one.event.id: one.event for one in self._stored}
        first: Event = run
        while isinstance(first, RunLogged) and first.corrects in by_id:
            first = by_id[first.corrects]
        return min(self.end_of(run.day), first.id)

    def has_changed(self, day: date, since: date) -> bool:
        """Whether entries from one day up to another were different then from now."""
        return any(
            since <= one.event.day <= day and self._was_other(one, day) for one in self._late
        )

    def known_on(self, day: date) -> list[Event]:
        """The entries known at the end of a day, and the day's own check as it is now."""
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
        """Whether an entry was added, corrected or deleted after its day."""
        return max(one.event.id, one.retracted_by or "") >= self.end_of(one.event.day)

    def _was_other(self, one: StoredEvent, day: date) -> bool:
        """Whether an entry counted on a day and does not now, or the other way round."""
        if isinstance(one.event, PainChecked) and one.event.day == day:
            return False
        return is_known(one, self.end_of(day)) != (one.retracted_by is None)


def _runs_by_day(stored: Iterable[StoredEvent]) -> dict[date, list[str]]:
    """The ids of all runs ever recorded on each day."""
    runs: dict[date, list[str]] = {}
    for event, _ in stored:
        if isinstance(event, RunLogged):
            runs.setdefault(event.day, []).append(event.id)
    return runs


def is_known(one: StoredEvent, at: str) -> bool:
    """Whether an entry had been recorded at an id, and not yet retracted."""
    return one.event.id < at and (one.retracted_by is None or one.retracted_by >= at)


def known_at(stored: Iterable[StoredEvent], at: str) -> list[Event]:
    """The entries that had been recorded at an id, and not yet retracted."""
    return sorted((one.event for one in stored if is_known(one, at)), key=lambda one: one.order)
