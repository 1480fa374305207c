"""Entries that the journal cannot take just now, kept in a file even when the program ends."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from coach.domain.events.types import Event
from coach.errors import JournalError
from coach.journal.aside import Aside
from coach.journal.entry_rows import Entry
from coach.journal.journal import Journal

_BEGINS, _ENDS = "unsaved-", ".json"


class Unsaved:
    """What this process could not save, and what ended processes have left."""

    def __init__(self, journal: Path) -> None:
        self._aside = Aside(journal, is_beside=True)
        self._name = f"{_BEGINS}{os.getpid()}{_ENDS}"

    def keep(self, events: Sequence[Event]) -> None:
        """Keep these, replacing what was kept before; nothing once all are saved."""
        bodies = [Entry.of(one).body for one in events]
        self._aside.keep(self._name, msgspec.json.encode(bodies) if bodies else b"")

    def bring_in(self, journal: Journal) -> None:
        """Save what was left; what cannot be saved now either stays where it is.

        A running process also has its own entries in memory, and saves them again, which changes
        nothing.
        """
        for name in self._aside.names(_BEGINS, _ENDS):
            with suppress(JournalError, msgspec.MsgspecError, UnicodeError):
                bodies = msgspec.json.decode(self._aside.read(name) or b"[]", type=list[str])
                journal.take_in(Entry.read(body) for body in bodies)
                self._aside.keep(name, b"")
