"""Messages between the parts of the full screen."""

from textual.message import Message


class DayChanged(Message):
    """From a screen to the app: something was recorded; work the day out again."""


class ThemeTried(Message):
    """From a screen to the app: show a theme without saving it; None: the routine's."""

    def __init__(self, theme: str | None) -> None:
        super().__init__()
        self.theme = theme


class DayRedrawn(Message, bubble=False):
    """From the app to the screen in front: the day has changed."""
