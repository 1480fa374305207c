"""Events in SQLite: append them, take in those of other machines, and read them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from coach.domain.events.types import EntryRetracted, Event
from coach.journal.entry_rows import Entry, as_row, readable
from coach.journal.reader import JournalReader

_INTO_ENTRIES = "into entries values (?, ?, ?, ?, ?, ?)"
_RECEIVED = """
    insert or ignore into received
        select ?, ? where not exists (select 1 from entries where id = ?)
"""


class Journal(JournalReader):
    """The journal in one file, open in this process."""

    def __init__(self, path: Path) -> None:
        """Open the journal, and create it if there is none.

        Raises:
            JournalError: if it cannot be opened, is damaged, or was written by a newer Coach.
        """
        super().__init__(path)
        self.has_recorded = False
        """Whether any entry was added here."""

    def append(self, *events: Event) -> None:
        """Save events that already have ids, all or none of them, in one transaction.

        Raises:
            NotSavedError: if they could not be written just now; nothing was.
            JournalError: if the journal is damaged.
        """
        with self.transaction():
            for event in events:
                self._insert(event)

    def append_knowing(
        self, first: date, until: date, make: Callable[[list[Event]], Sequence[Event]]
    ) -> None:
        """Append what `make` returns once it has seen all entries of some days.

        It sees retracted ones too, and no other process appends in between.

        Raises:
            JournalError: as `append` does.
        """
        query = "select id, body from entries where day >= ? and day < ? order by +id"
        with self.transaction() as db:
            known = readable(db.execute(query, (str(first), str(until))))
            for event in make(list(known)):
                self._insert(event)

    def take_in(self, entries: Iterable[Entry], machine: str = "") -> int:
        """Add entries that were recorded elsewhere, all or none; returns how many were new.

        Entries that are in the journal already are passed over, so that journals become equal by
        union, in whatever order and however often they meet. If a `machine` is named, it is noted
        as the one that recorded the new ones.

        Raises:
            JournalError: as `append` does.
        """
        with self.transaction() as db:
            before, taken = self.count(), list(entries)
            if machine:
                db.executemany(_RECEIVED, [(event.id, machine, event.id) for event, _ in taken])
            self._add(taken)
            return self.count() - before

    def become(self, entries: Iterable[Entry]) -> None:
        """Replace all entries with these; the sync folder is then read once more.

        Raises:
            JournalError: as `append` does.
        """
        with self.transaction() as db:
            for table in ("entries", "retractions", "segments"):
                db.execute(f"delete from {table}")  # noqa: S608 - names of our own
            db.execute("update this_machine set published = 0")
            self._add(list(entries))

    def _add(self, entries: Sequence[Entry]) -> None:
        added = self._db.executemany(f"insert or ignore {_INTO_ENTRIES}", map(as_row, entries))
        self.has_recorded |= added.rowcount > 0
        for event, _ in entries:
            self._retract_by(event)

    def _insert(self, event: Event) -> None:
        row = as_row(Entry.of(event))
        self._db.execute(f"insert {_INTO_ENTRIES}", row)
        self.has_recorded = True
        self._retract_by(event)

    def _retract_by(self, event: Event) -> None:
        if isinstance(event, EntryRetracted):
            note = "insert or ignore into retractions values (?, ?)"
            self._db.executemany(note, [(entry, event.id) for entry in event.entries])
