"""A countdown that can be read from the mat: digits of full blocks, as large as there is room."""

from itertools import groupby

from textual.content import Content
from textual.geometry import Size

from coach.tui.player.painting import PaintedText
from coach.tui.style import line, solid

_ROWS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": ("██ ", " █ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
    "+": ("   ", " █ ", "███", " █ ", "   "),
}
_HEIGHT = 5
_ROOM = {3: 46, 2: 34, 1: 20}
"""The rows of the terminal that each scale needs, beside all else in the player."""


class BigTime(PaintedText):
    """Shows digits, colons and a plus; a dot is two columns wide, or more at a larger scale."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "", "")
        self.breadth = 0
        """The columns that the longest text takes."""

    def show_time(self, text: str, longest: str, style: str) -> None:
        """Draw a text such as `0:18`, at a scale that has room for the longest one to come."""
        if (text, longest, style) != self._shown:
            self._shown = (text, longest, style)
            self._draw()

    def scale_at(self, width: int) -> int:
        """The largest scale that fits; 0 is a single row of ordinary digits."""
        text, longest, _ = self._shown
        widths = max(_width(text), _width(longest))
        fitting = (
            scale
            for scale, rows in _ROOM.items()
            if self.app.size.height >= rows and scale * widths <= width
        )
        return next(fitting, 0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the digits have at this width."""
        return self.scale_at(width) * _HEIGHT or 1

    def on_resize(self) -> None:
        """Draw the digits at the scale that fits now."""
        super().on_resize()
        self._draw()

    def _draw(self) -> None:
        text, longest, style = self._shown
        scale = self.scale_at(self.size.width)
        self.breadth = scale * _width(longest)
        self.show(*(_joined(row, style) for row in big(text, scale)))


def big(text: str, scale: int = 1) -> list[str]:
    """The rows of a text in big digits; at scale 0 the text itself."""
    if not scale:
        return [text]
    rows = (
        ("  " * scale).join("".join(dot * 2 * scale for dot in _ROWS[one][row]) for one in text)
        for row in range(_HEIGHT)
    )
    return [row for row in rows for _ in range(scale)]


def _joined(row: str, style: str) -> Content:
    """A row whose blocks join with those above and below in every terminal."""
    pieces = ("".join(piece) for _, piece in groupby(row, "█".__eq__))
    return line(*((one, solid(style) if "█" in one else style) for one in pieces))


def _width(text: str) -> int:
    """The columns of a text at scale 1."""
    return len(big(text)[0])
