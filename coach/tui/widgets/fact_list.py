"""A list of sentences, each of which can be chosen and opened."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message

from coach.tui.style import CHOSEN, DUE, MUTED, TITLE, clickable, line, target_of
from coach.tui.widgets.drawing import DrawnWidget

_BESIDE = 52
"""Columns from which on names are beside the text, and not above it."""
_WORD = 8
"""By so many columns lines of about the same length may differ."""
_NUMBER = re.compile(r"[\d.]+(?:/\d+)?(?: of [\d.]+)?(?: [^\W\d][\w-]*)?")


class FactRow(NamedTuple):
    """A name and a text; without a text it is a heading."""

    name: str
    text: str = ""

    @property
    def number(self) -> str:
        """The number at the beginning of the text, with what it counts: `8.3 km`."""
        found = _NUMBER.match(self.text)
        return found[0] if found else ""


class FactList(DrawnWidget):
    """Draws entries with their lines folded; a click chooses, a click on the chosen one opens."""

    class Pointed(Message):
        """An entry was clicked, by its place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, widget_id: str, names: int = 14) -> None:
        """An empty list; `names` are the columns for the names beside the texts."""
        super().__init__(id=widget_id)
        self._names = names
        self._entries: Sequence[FactRow] = ()
        self._chosen = -1

    def show(self, entries: Sequence[FactRow], chosen: int = -1) -> None:
        """Draw entries; `chosen` is the place of one, or -1."""
        if (entries, chosen) != (self._entries, self._chosen):
            self._entries, self._chosen = entries, chosen
            self.redraw()

    def on_click(self, event: Click) -> None:
        """Report which entry was clicked."""
        if (place := target_of(event)) is not None:
            self.post_message(self.Pointed(place))

    def chosen_region(self) -> Region:
        """The rows of the chosen entry, so that it can be scrolled to."""
        width = self.size.width
        if not 0 <= self._chosen < len(self._entries):
            return Region()
        above = sum(len(self._lines(at, width)) for at in range(self._chosen))
        return Region(0, above, width, len(self._lines(self._chosen, width)))

    def rows(self, width: int) -> list[Content]:
        """All entries."""
        return [row for at in range(len(self._entries)) for row in self._lines(at, width)]

    def _lines(self, at: int, width: int) -> list[Content]:
        one = self._entries[at]
        if not one.text:
            heading = line((one.name, TITLE))
            return [Content(), heading] if at else [heading]
        rows = _beside(one, width, self._names) if width >= _BESIDE else _below(one, width)
        is_chosen = at == self._chosen
        mark = line(("▸ " if is_chosen else "  ", f"bold {DUE}"))
        rows = [line(mark if not index else "  ", row) for index, row in enumerate(rows)]
        rows = [row.pad_right(max(0, width - row.cell_length)) for row in rows]
        if is_chosen:
            rows = [row.stylize(CHOSEN) for row in rows]
        return [clickable(row, at) for row in rows]


def _beside(one: FactRow, width: int, room: int) -> list[Content]:
    texts = _texts(one, width - room - 3)
    names = [one.name, *([""] * (len(texts) - 1))]
    return [line((name.ljust(room), MUTED), text) for name, text in zip(names, texts, strict=True)]


def _below(one: FactRow, width: int) -> list[Content]:
    return [line((one.name, MUTED)), *_texts(one, width - 3)]


def _texts(one: FactRow, width: int) -> list[Content]:
    """The text, folded; the number that it begins with stands out."""
    first, *rest = _folded(one.text, max(10, width))
    return [line(first).stylize(TITLE, 0, len(one.number)), *map(line, rest)]


def _folded(text: str, width: int) -> list[str]:
    """The text in lines; if one word would be alone on the last, all are about as long."""
    rows = _wrapped(text, width)
    if len(rows) == 1 or " " in rows[-1]:
        return rows
    even = _wrapped(text, min(width, len(text) // len(rows) + _WORD))
    return even if len(even) == len(rows) else rows


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
