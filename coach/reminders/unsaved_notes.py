"""What this process told, until the journal has noted it."""

from __future__ import annotations

from datetime import timedelta

from coach.journal import Journal
from coach.journal.deliveries import Deliveries, DeliveryNote

LOOK_BACK = timedelta(days=7)
"""How long a moment is worth a reminder, or a note in a journal that takes another's place."""


class UnsavedNotes:
    """Notes of one kind of process that wait for the journal; a crash does not lose them."""

    def __init__(self, journal: Journal, kind: str) -> None:
        """Begin with what such a process told, and could not note before it ended."""
        self._journal = journal
        self._deliveries = Deliveries(journal)
        self._kind = kind
        self._file = journal.file
        self._notes = self._deliveries.kept_aside(kind)
        self._is_aside = bool(self._notes)
        self._told: list[DeliveryNote] = []
        self.keys = _keys(self._notes)
        """The moments that are not to be told again here, whatever the journal knows of them."""

    def add(self, note: DeliveryNote) -> None:
        """Keep a note, to be saved."""
        self._told = [one for one in self._told if note.told - one.told < LOOK_BACK] + [note]
        self._notes.append(note)
        self.keys |= _keys([note])

    def save(self) -> None:
        """Write the notes into the journal; those that it does not take are kept aside.

        Raises:
            JournalError: if it does not take all of them.
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
        """Note all anew where another file took the journal's place: what was told, was told."""
        if self._file != self._journal.file:
            self._file = self._journal.file
            self._notes = [*self._told, *(one for one in self._notes if one not in self._told)]
            self.keys |= _keys(self._notes)


def _keys(notes: list[DeliveryNote]) -> set[str]:
    return {moment.key for note in notes for moment in note.moments}
