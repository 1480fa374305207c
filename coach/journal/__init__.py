"""The append-only store of events, and what became of the moments that were told."""

from coach.journal.deliveries import Deliveries, Delivery, Failure
from coach.journal.journal import Entry, Journal

__all__ = ["Deliveries", "Delivery", "Entry", "Failure", "Journal"]
