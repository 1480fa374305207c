"""Keep text from entries and files from controlling the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach.system.printable import printable


class Printable(LineFilter):
    """Removes control characters from each line of any widget.

    They have no width, so everything else stays in place.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without control characters."""
        del background
        if all(one.text.isprintable() for one in segments):
            return segments
        return [one if one.control else one._replace(text=printable(one.text)) for one in segments]
