"""A page of docs/ as lines for a terminal: nothing is wider than 80 columns but code."""

import textwrap
from collections.abc import Iterator

from coach.wording.markdown import Block, Kind, blocks

_WIDTH = 80
_MARGIN = "  "
_GAP = "  "
_PAIR = 2
"""The columns of a table of names and texts, where no text needs a name in front of it."""


def page_lines(markdown: str) -> Iterator[str]:
    """The lines of a page: headings at the margin, everything else indented."""
    before = None
    for block in blocks(markdown):
        if before and not (before is block.kind is Kind.ITEM):
            yield ""
        yield from _lines_of(block)
        before = block.kind


def _lines_of(block: Block) -> Iterator[str]:
    match block.kind:
        case Kind.HEADING:
            yield _unmarked(block.text)
        case Kind.TEXT:
            yield from _wrapped(block.text, _MARGIN)
        case Kind.ITEM:
            mark = "" if block.is_numbered else "- "
            yield from _wrapped(block.text, f"{_MARGIN}{mark}")
        case Kind.CODE:
            yield from (f"{_MARGIN * 2}{line}".rstrip() for line in block.lines)
        case Kind.TABLE:
            yield from _table(block.rows)


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Columns, or where they are too wide, a paragraph for each row; the headings come first."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) <= _WIDTH:
        for row in rows:
            cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            yield f"{_MARGIN}{_GAP.join(cells)}".rstrip()
        return
    names, *entries = rows
    if names[0]:
        yield from _wrapped(names[0], _MARGIN)
    if len(names) == _PAIR and names[1]:
        yield from _wrapped(names[1], _MARGIN * 3)
    for first, *rest in entries:
        yield from _wrapped(first, _MARGIN)
        for name, cell in zip(names[1:], rest, strict=True):
            if cell:
                says = f"{name}: {cell}" if name and len(names) > _PAIR else cell
                yield from _wrapped(says, _MARGIN * 3)


def _wrapped(text: str, margin: str) -> list[str]:
    """The text in lines, all but the first indented as deep as its beginning."""
    return textwrap.wrap(
        _unmarked(text),
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=" " * len(margin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _unmarked(text: str) -> str:
    return text.replace("**", "")
