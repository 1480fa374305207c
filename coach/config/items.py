"""Rearrange a list in a TOML text; each item keeps what was written about it.

A comment after an item, or in lines of its own above it, moves with the item. Comments about a
removed item stay in the list, since no comment is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.config.spans import TomlEntry

_REMARK = re.compile(r"[ \t]*#[^\r\n]*")
_WORDS = re.compile(r"#[^\r\n]*")
_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*,")
_INDENT = re.compile(r"(?:\r?\n)?[ \t]*\Z")


class _Item(NamedTuple):
    """An item as written, with the comment lines above it and the comment after it."""

    text: str
    above: str = ""
    indent: str = ""
    comma: str = ""
    behind: str = ""


def rearranged(text: str, found: TomlEntry, wanted: Sequence[int | str]) -> str:
    """The new text of a list, from its opening to its closing bracket.

    Args:
        text: the whole TOML text.
        found: the list in it.
        wanted: the items in their new order; a number is the place of an item as it is, and a text
            is a new one.
    """
    opening, items, closing = _taken_apart(text, found)
    indents = [one.indent for one in items]
    new_line = next((one for one in indents if "\n" in one), _line_break(text) + "    ")
    items, left = _without_the_gone(items, wanted, new_line)
    kept = [items[one] if isinstance(one, int) else _Item(one) for one in wanted]
    ends_with_comma = bool(items) and bool(items[-1].comma)
    # After a comment, the next item begins on a new line, even the first one.
    if "#" in opening:
        indents = [new_line, *indents[1:]] if indents else [new_line]
    body = "".join(_written(kept, indents, new_line, ends_with_comma=ends_with_comma))
    is_remark_last = left or "#" in (kept[-1].comma + kept[-1].behind if kept else opening)
    if is_remark_last and "\n" not in closing:
        closing = _line_break(text) + closing
    return f"{opening}{body}{left}{closing}"


def _taken_apart(text: str, found: TomlEntry) -> tuple[str, list[_Item], str]:
    """Split a list: the opening bracket with its comment, the items, and its end."""
    at = _match_end(_REMARK, text, found.value + len("["))
    opening, items = text[found.value : at], []
    for entry in found.inner:
        above, indent = _split(text[at : entry.start])
        comma = _match_end(_COMMA, text, entry.end)
        at = _match_end(_REMARK, text, comma)
        pieces = (text[entry.start : entry.end], above, indent, text[entry.end : comma])
        items.append(_Item(*pieces, behind=text[comma:at]))
    return opening, items, text[at : found.end]


def _split(lead: str) -> tuple[str, str]:
    """The comments above an item, and its indent with the line break before it."""
    indent = _INDENT.search(lead)
    cut = indent.start() if indent and lead.strip() else 0
    return lead[:cut], lead[cut:]


def _without_the_gone(
    items: list[_Item], wanted: Sequence[int | str], new_line: str
) -> tuple[list[_Item], str]:
    """The items, each with the comments of removed ones before it, and the comments left over."""
    left, kept = "", []
    for place, item in enumerate(items):
        if place in wanted:
            kept.append(item._replace(above=left + item.above))
            left = ""
        else:
            kept.append(item)
            remarks = _WORDS.findall(item.comma + item.behind)
            left += item.above + "".join(new_line + one for one in remarks)
    return kept, left


def _written(
    items: list[_Item], indents: list[str], new_line: str, *, ends_with_comma: bool
) -> Iterator[str]:
    """The items one after another, with line breaks where they were."""
    further = indents[-1] if len(indents) > 1 or "\n" in "".join(indents) else " "
    was_remark = False
    for place, item in enumerate(items):
        indent = indents[place] if place < len(indents) else further if place else ""
        if (was_remark or item.above) and "\n" not in indent:
            indent = new_line
        has_comma = ends_with_comma or place + 1 < len(items)
        comma = (item.comma or ",") if has_comma else item.comma.rstrip(", \t\r\n")
        yield f"{item.above}{indent}{item.text}{comma}{item.behind}"
        was_remark = bool(item.behind)


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
