"""A page of Markdown as rows of text: headings, paragraphs, lists and tables.

Textual's own widget makes one widget for each block and cell, which takes seconds for a long page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, groupby

from textual.content import Content

from coach.tui.style import DUE, HOLD, LINE, MUTED, TITLE, Text, line

_MARKED = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<soft>[^*]+)\*|\[(?P<link>[^\]]+)\]\([^)]*\)"
)
_STYLES = {"code": HOLD, "strong": "bold", "soft": "italic", "link": "underline"}
_GAP = "  "
_BULLET = "• "
_NARROWEST = 8
"""Columns of a table are never made narrower than this."""
_KEPT = 16
"""Blocks that stay drawn, so that scrolling redraws few of them."""


class Page:
    """The rows of a page, none wider than its width; only those last shown stay in memory."""

    def __init__(self, markdown: str, width: int) -> None:
        self._blocks = list(_blocks(markdown))
        self._width = width
        self._ends = list(accumulate(len(self._drawn(at)) for at in range(len(self._blocks))))
        self._kept = lru_cache(_KEPT)(self._drawn)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, y: int) -> Content:
        if not 0 <= y < len(self):
            raise IndexError(y)
        at = bisect_right(self._ends, y)
        rows = self._kept(at)
        return rows[y - self._ends[at] + len(rows)]

    def __iter__(self) -> Iterator[Content]:
        return map(self.__getitem__, range(len(self)))

    def _drawn(self, at: int) -> list[Content]:
        """The rows of a block, and an empty one."""
        rows = (*_drawn(self._blocks[at], self._width), Content())
        return [one for row in rows for one in _within(row, self._width)]


def _within(row: Content, width: int) -> list[Content]:
    """A row of a table with more columns than the width has room for is broken."""
    return [row] if row.cell_length <= width else row.wrap(max(1, width))


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Headings, paragraphs, whole tables and list items, each as its lines."""
    for is_blank, group in groupby(markdown.splitlines(), key=lambda one: not one.strip()):
        block: list[str] = []
        for text in () if is_blank else group:
            if block and text.startswith(("- ", "#")):
                yield block
                block = []
            block.append(text)
        if block:
            yield block


def _drawn(block: list[str], width: int) -> list[Content]:
    first = block[0]
    if first.startswith("|"):
        return _table(block, width)
    text = " ".join(one.strip() for one in block)
    if first.startswith("#"):
        marks, _, heading = text.partition(" ")
        return [line((heading, TITLE if len(marks) > 1 else f"bold {DUE}"))]
    if first.startswith("- "):
        entry = _inline(text[2:]).wrap(max(1, width - len(_BULLET)))
        return [
            line(" " * len(_BULLET) if at else (_BULLET, DUE), row) for at, row in enumerate(entry)
        ]
    return _inline(text).wrap(width)


def _inline(text: str) -> Content:
    """A text with its markup as styles."""
    pieces: list[Text] = []
    end = 0
    for match in _MARKED.finditer(text):
        kind = match.lastgroup or ""
        pieces += [
            text[end : match.start()],
            line(_inner(kind, match[kind])).stylize(_STYLES[kind]),
        ]
        end = match.end()
    return line(*pieces, text[end:])


def _inner(kind: str, text: str) -> Content:
    return Content(text) if kind == "code" else _inline(text)


def _table(block: list[str], width: int) -> list[Content]:
    head, _, *body = [_cells(row) for row in block]
    widths = _widths([head, *body], width - len(_GAP) * (len(head) - 1))
    rule = line(("─" * min(width, sum(widths) + len(_GAP) * (len(head) - 1)), LINE))
    drawn = [row for cells in body for row in _row(cells, widths)]
    return [*_row([cell.stylize(MUTED) for cell in head], widths), rule, *drawn]


def _cells(row: str) -> list[Content]:
    return [_inline(cell.strip()) for cell in row.strip().strip("|").split("|")]


def _widths(rows: list[list[Content]], room: int) -> list[int]:
    """Widths of columns for a room: the widest shrink first, if possible without breaking words."""
    columns = list(zip(*rows, strict=True))
    widths = [max(cell.cell_length for cell in column) for column in columns]
    words = [max(map(_longest_word, column)) for column in columns]
    return _fitted(_fitted(widths, words, room), [_NARROWEST] * len(columns), room)


def _longest_word(cell: Content) -> int:
    return max(map(len, cell.plain.split()), default=0)


def _fitted(widths: list[int], least: list[int], room: int) -> list[int]:
    fitted = list(widths)
    while sum(fitted) > room:
        wide = [at for at, width in enumerate(fitted) if width > least[at]]
        if not wide:
            break
        fitted[max(wide, key=fitted.__getitem__)] -= 1
    return fitted


def _row(cells: list[Content], widths: list[int]) -> list[Content]:
    """A row of a table, as high as its highest cell."""
    wrapped = [cell.wrap(max(1, width)) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    return [
        Content(_GAP).join(
            _padded(rows[at] if at < len(rows) else Content(), width)
            for rows, width in zip(wrapped, widths, strict=True)
        )
        for at in range(height)
    ]


def _padded(text: Content, width: int) -> Content:
    return text.pad_right(max(0, width - text.cell_length))
