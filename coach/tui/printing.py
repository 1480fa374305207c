"""What the screens may print: no text of an entry or a file steers the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach.system.printable import printable


class Printable(LineFilter):
    """Takes out of each line of a widget, whichever it is, what could steer the terminal.

    That has no width, so that all else stays in its place.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, as the terminal may have them."""
        del background
        if all(one.text.isprintable() for one in segments):
            return segments
        return [one if one.control else one._replace(text=printable(one.text)) for one in segments]
