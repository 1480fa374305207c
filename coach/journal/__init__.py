"""The append-only store of events, in journal.db, and its copies."""

from coach.journal.deliveries import Deliveries, Delivery, Failure
from coach.journal.entry_rows import Entry
from coach.journal.journal import Journal

__all__ = ["Deliveries", "Delivery", "Entry", "Failure", "Journal"]
