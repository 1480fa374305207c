"""Keep text from entries and files from controlling the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach.system.printable import printable


class Printable(LineFilter):
    """Removes control characters from each line of any widget, after other filters.

    They have no width, so everything else stays in place. Textual keeps each line once for each
    filter, so all are one.
    """

    def __init__(self, *others: LineFilter) -> None:
        super().__init__()
        self.others = others

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The filtered segments without control characters."""
        for one in self.others:
            segments = one.apply(segments, background)
        if all(one.text.isprintable() for one in segments):
            return segments
        return [one if one.control else one._replace(text=printable(one.text)) for one in segments]
