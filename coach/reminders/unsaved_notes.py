"""Notes of what this process announced, until they are in the journal."""

from __future__ import annotations

from datetime import timedelta

from coach.journal import Journal
from coach.journal.deliveries import Deliveries, DeliveryNote

LOOK_BACK = timedelta(days=7)
"""How long a moment is worth a reminder, or a note in a journal that replaces another."""


class UnsavedNotes:
    """Notes of one kind of process that wait for the journal; they survive a crash."""

    def __init__(self, journal: Journal, kind: str) -> None:
        """Begin with notes that such a process could not save before it ended."""
        self._journal = journal
        self._deliveries = Deliveries(journal)
        self._kind = kind
        self._file = journal.file
        self._notes = self._deliveries.kept_aside(kind)
        self._is_aside = bool(self._notes)
        self._sent: list[DeliveryNote] = []
        self.keys = _keys(self._notes)
        """The moments not to announce again here, whatever the journal knows of them."""

    def add(self, note: DeliveryNote) -> None:
        """Keep a note, to be saved."""
        self._sent = [one for one in self._sent if note.told - one.told < LOOK_BACK] + [note]
        self._notes.append(note)
        self.keys |= _keys([note])

    def save(self) -> None:
        """Write the notes into the journal; those that it does not accept are kept aside.

        Raises:
            JournalError: if it does not accept all of them.
        """
        self._follow_file()
        try:
            while self._notes:
                self._deliveries.note(self._notes[0])
                self.keys -= _keys(self._notes[:1])
                del self._notes[0]
        finally:
            if self._notes or self._is_aside:
                self._deliveries.keep_aside(self._kind, self._notes)
                self._is_aside = bool(self._notes)

    def _follow_file(self) -> None:
        """Note everything again if another file has replaced the journal."""
        if self._file != self._journal.file:
            self._file = self._journal.file
            self._notes = [
                *self._sent,
                *(one for one in self._notes if one not in self._sent),
            ]
            self.keys |= _keys(self._notes)


def _keys(notes: list[DeliveryNote]) -> set[str]:
    return {moment.key for note in notes for moment in note.moments}
