"""A countdown that can be read from the mat: digits of full blocks."""

from textual.content import Content
from textual.widgets import Static

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
HEIGHT = 5


class BigTime(Static):
    """Shows digits, colons and a plus; a dot is two columns wide, or four at scale 2."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown = ("", "", -1)

    def show(self, text: str, style: str, scale: int = 1) -> None:
        """Draw a text such as `0:18`, but only if it has changed."""
        if (text, style, scale) != self._shown:
            is_as_high = scale == self._shown[2]
            self._shown = (text, style, scale)
            content = Content.styled("\n".join(big(text, scale)), style)
            self.update(content, layout=not is_as_high)


def big(text: str, scale: int = 1) -> list[str]:
    """The rows of a text in big digits; at scale 0 the text itself."""
    if not scale:
        return [text]
    rows = (
        ("  " * scale).join("".join(dot * 2 * scale for dot in _ROWS[one][row]) for one in text)
        for row in range(HEIGHT)
    )
    return [row for row in rows for _ in range(scale)]
