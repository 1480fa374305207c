"""The append-only store of events, in journal.db, and its copies."""

from coach.journal.entry_rows import Entry
from coach.journal.journal import Journal

__all__ = ["Entry", "Journal"]
