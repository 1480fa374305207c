"""What the parts of the full screen tell each other."""

from textual.message import Message


class DayChanged(Message):
    """From a screen to the app: something was recorded; work the day out anew."""


class DayRedrawn(Message, bubble=False):
    """From the app to the screen in front: the day was worked out anew, whoever changed it."""
