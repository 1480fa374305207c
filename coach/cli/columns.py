"""Rows of text in columns as wide as their content, and paragraphs beside their names."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Collection, Sequence
from unicodedata import combining, east_asian_width

_BETWEEN = "  "
_WIDTH = 80
_INDENT = 17
_ANSWER = 8


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows with equally many cells, as lines.

    Args:
        rows: the cells.
        right: the columns, counted from 0, that are aligned on the right.
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [_BETWEEN.join(_padded(row, widths, right)).rstrip() for row in rows]


def paragraph(name: str, text: str) -> str:
    """A text in lines, with its name before the first one."""
    return textwrap.fill(
        text, _WIDTH, initial_indent=name.ljust(_INDENT), subsequent_indent=" " * _INDENT
    )


def prompt_lines(text: str) -> str:
    """A question in lines that end between words, with room for a short answer after the last."""
    width = shutil.get_terminal_size((_WIDTH, 24)).columns - _ANSWER
    return textwrap.fill(text, max(1, width), break_long_words=False, break_on_hyphens=False)


def _padded(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    blanks = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
    return [
        blank + cell if column in right else cell + blank
        for column, (cell, blank) in enumerate(zip(row, blanks, strict=True))
    ]


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(one) in "WF" else not combining(one) for one in text)
