"""Several machines, one journal: each writes its own files into a folder that all can read."""

from coach.sync.meeting import Meeting, Met

__all__ = ["Meeting", "Met"]
