"""Several machines, one journal: each writes its files into a shared folder."""

from coach.journal.sync.exchange import Meeting, Met

__all__ = ["Meeting", "Met"]
