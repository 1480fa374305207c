"""The rule of what is in force, in SQL for saved entries and in Python with those not saved yet.

An entry is in force unless a retraction names it. A retraction that is itself named by one has no
effect; only one level counts. Indexes answer the SQL, so that ten years of journal cost no more
than a week; the few unsaved entries are worked out here. A test holds that both agree, and the
views of `schema.py` with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from coach.domain.events.types import EntryRetracted, Event
from coach.domain.heel.hindsight import StoredEvent

STANDS = """
    where one.entry = entries.id
    and not exists (select 1 from retractions where entry = one.by)
"""
STANDING = f"select by from retractions as one {STANDS}"  # noqa: S608 - a constant
"""The retractions of an entry that are in force."""
IS_GONE = f"exists ({STANDING})"


class _SavedEntries(Protocol):
    """What the journal says of single entries."""

    def entry(self, entry_id: str) -> Event | None: ...

    def retractions_of(self, entry_id: str) -> list[str]: ...


class InForce:
    """What is in force once the unsaved entries join the saved ones."""

    def __init__(self, saved: _SavedEntries, unsaved: Sequence[Event]) -> None:
        self._saved = saved
        self._unsaved = unsaved
        self._named: dict[str, list[str]] = {}
        """What unsaved retractions name, with their ids."""
        for one in unsaved:
            for entry in one.entries if isinstance(one, EntryRetracted) else ():
                self._named.setdefault(entry, []).append(one.id)

    def retractions_of(self, entry_id: str) -> list[str]:
        """The ids of the retractions by which an entry is not in force, oldest first."""
        found = {*self._saved.retractions_of(entry_id), *self._named.get(entry_id, ())}
        return sorted(found - self._named.keys())

    def entries(self, saved: Sequence[Event]) -> list[Event]:
        """The entries in force, also retractions, where these are the saved ones in force."""
        if not self._unsaved:
            return list(saved)
        brought_back = (one for one in self._brought_back() if not self.retractions_of(one.id))
        known = {one.id: one for one in (*saved, *brought_back, *self._unsaved)}
        return [
            one
            for id_, one in known.items()
            if id_ not in self._named or not self.retractions_of(id_)
        ]

    def stored(self, one: StoredEvent) -> StoredEvent:
        """An entry, in force or not, with the retraction that ended it for the saved ones."""
        if self._named.keys().isdisjoint((one.event.id, one.retracted_by)):
            return one
        return StoredEvent(one.event, min(self.retractions_of(one.event.id), default=None))

    def _brought_back(self) -> Iterator[Event]:
        """The entries of saved retractions that unsaved ones take back."""
        for by in map(self._saved.entry, self._named):
            named = by.entries if isinstance(by, EntryRetracted) else ()
            yield from filter(None, map(self._saved.entry, named))
