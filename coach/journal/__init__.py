"""The append-only store of events."""

from coach.journal.journal import Journal

__all__ = ["Journal"]
