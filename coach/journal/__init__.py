"""The append-only store of events, in journal.db, and its copies."""

from coach.journal.deliveries import Deliveries, Delivery, Failure
from coach.journal.journal import Entry, Journal

__all__ = ["Deliveries", "Delivery", "Entry", "Failure", "Journal"]
