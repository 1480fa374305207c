"""What the parts of the full screen tell each other."""

from textual.message import Message


class DayChanged(Message):
    """Something was recorded; the day is to be worked out and planned anew."""
