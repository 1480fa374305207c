"""Change one thing in a TOML text, and keep every other character.

Each function takes a text that tomllib can read, and returns another one. A new key goes where a
reader looks for it: into the table that it belongs to, however that one is written, and a new table
after its neighbours.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence

from coach.config.items import rearranged
from coach.config.key_path import Path
from coach.config.spans import TomlEntry, TomlSection, everywhere, find, sections_of

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_COMMENTS = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z))+(?=\r?\n|\Z)")
_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)")
_LONGEST_LINE = 100


def with_value(text: str, path: Path, value: object, *, rivals: Sequence[str] = ()) -> str:
    """Set a value in the text.

    If one of the `rivals` is in the same table, the key replaces it.

    Raises:
        ValueError: if something else is where a table would have to be.
    """
    sections = sections_of(text)
    if found := find(sections, path):
        if isinstance(value, list) and found.opening == "[":
            new = rearranged(text, found, _kept(text, found, value))
            return _spliced(text, found.value, found.end, new)
        return _spliced(text, found.value, found.end, literal(value))
    for rival in rivals:
        if found := find(sections, (*path[:-1], rival)):
            return _spliced(text, found.name, found.end, _assignment(path[-1:], value))
    return _with_new(text, sections, path, value)


def with_table(text: str, path: Path, values: Mapping[str, object]) -> str:
    """Add a new table to the text."""
    for key, value in values.items():
        text = with_value(text, (*path, key), value)
    return text


def with_items(text: str, path: Path, wanted: Sequence[int | str | dict[str, object]]) -> str:
    """Replace the items of a list; a number stands for the present item at this place.

    Raises:
        ValueError: if there is no list.
    """
    found = find(sections_of(text), path)
    if found is None or found.opening != "[":
        raise ValueError(f"`{_dotted(path)}` is not a list")
    items = [one if isinstance(one, int) else literal(one) for one in wanted]
    return _spliced(text, found.value, found.end, rearranged(text, found, items))


def without(text: str, path: Path) -> str:
    """Remove a key or a table; a comment after a key stays on its line."""
    while (less := _without_one(text, path)) != text:
        text = less
    return text


def taken_out(text: str, path: Path) -> str:
    """Remove a key or a table, and the tables that this leaves empty, without even a comment."""
    before = sections_of(text)
    text = without(text, path)
    for depth in range(len(path) - 1, 0, -1):
        if not _is_empty(before, path[:depth]):
            text = _without_empty(text, path[:depth])
    return text


def literal(value: object) -> str:
    """A value as TOML; a list that is too long for its line takes several.

    Raises:
        TypeError: if the config has no such values.
    """
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            return "{ " + ", ".join(_assignment((key,), one) for key, one in value.items()) + " }"
        case list() | tuple():
            return _list([literal(one) for one in value])
        case _:
            raise TypeError(value)


def _kept(text: str, found: TomlEntry, wanted: list[object]) -> list[int | str]:
    """The wanted items: as places if they are in the list already, or else as TOML."""
    there = [tomllib.loads(f"item = {text[one.value : one.end]}")["item"] for one in found.inner]
    kept: list[int | str] = []
    for value in wanted:
        places = (at for at, one in enumerate(there) if one == value and at not in kept)
        at = next(places, None)
        kept.append(literal(value) if at is None else at)
    return kept


def _list(items: list[str]) -> str:
    in_a_line = f"[{', '.join(items)}]"
    if len(in_a_line) <= _LONGEST_LINE:
        return in_a_line
    return "[\n" + "".join(f"    {one},\n" for one in items) + "]"


def _with_new(text: str, sections: list[TomlSection], path: Path, value: object) -> str:
    """Add a missing key, at the nearest suitable place."""
    if inline := _inline_table(sections, path):
        return _into_inline_table(text, inline, path[len(inline.path) :], value)
    for section in sections:
        if section.path == path[:-1]:
            return _into_section(text, section, path[-1:], value)
    for section in sections:
        beside = [one for one in section.entries if one.path[: len(path) - 1] == path[:-1]]
        if beside and len(section.path) < len(path):
            key = path[len(section.path) :]
            return _with_line(text, beside[-1].start, beside[-1].end, _assignment(key, value))
    return _with_section(text, sections, path, value)


def _inline_table(sections: list[TomlSection], path: Path) -> TomlEntry | None:
    """The innermost value in braces that the key belongs in."""
    for depth in range(len(path) - 1, 0, -1):
        found = find(sections, path[:depth])
        if found and found.opening != "{":
            raise ValueError(f"`{_dotted(path[:depth])}` is not a table")
        if found:
            return found
    return None


def _into_inline_table(text: str, table: TomlEntry, key: Path, value: object) -> str:
    new = _assignment(key, value)
    if table.inner:
        last = table.inner[-1].end
        return _spliced(text, last, last, f", {new}")
    return _spliced(text, table.value, table.end, "{ " + new + " }")


def _into_section(text: str, section: TomlSection, key: Path, value: object) -> str:
    new = _assignment(key, value)
    if section.entries:
        return _with_line(text, section.entries[-1].start, section.entries[-1].end, new)
    if section.path:
        return _with_line(text, section.start, section.end, new)
    return _at_the_top(text, new)


def _at_the_top(text: str, new: str) -> str:
    """Add a line above the first table, and below the comments at the top of the file."""
    opening = _COMMENTS.match(text)
    at = _after_line(text, opening.end()) if opening else 0
    return _spliced(text, at, at, new + _line_break(text) * (2 if text[at:].strip() else 1))


def _with_section(text: str, sections: list[TomlSection], path: Path, value: object) -> str:
    """Add a new table, after its neighbours, or at the end."""
    beside = [one for one in sections if one.path[:1] == path[:1]]
    at = _section_end(text, beside[-1]) if beside else len(text)
    line_break = _line_break(text)
    new = f"[{_dotted(path[:-1])}]{line_break}{_assignment(path[-1:], value)}{line_break}"
    return text[:at] + _gap_before(text[:at], line_break) + new + _gap_behind(text[at:], line_break)


def _gap_before(above: str, line_break: str) -> str:
    """What makes a blank line between a text and what follows it."""
    if not above:
        return ""
    if not above.endswith("\n"):
        return line_break * 2
    return "" if above.endswith(("\n\n", "\n\r\n")) else line_break


def _gap_behind(below: str, line_break: str) -> str:
    return line_break + below if below and not below.startswith(("\n", "\r\n")) else below


def _without_one(text: str, path: Path) -> str:
    """Remove the first thing that belongs to a path, if there is one."""
    depth = len(path)
    for section in sections_of(text):
        if section.path[:depth] == path:
            return _without_section(text, section)
        for entry in section.entries:
            if entry.path[:depth] == path:
                return _without_line(text, entry)
    for table in everywhere(sections_of(text)):
        for place, one in enumerate(table.inner):
            if one.path[:depth] == path:
                return _without_inner(text, table, place)
    return text


def _is_empty(sections: list[TomlSection], path: Path) -> bool:
    """Whether a table was written without anything in it."""
    named = [one for one in sections if one.path == path]
    table = find(sections, path)
    return any(not one.entries for one in named) or (table is not None and not table.inner)


def _without_empty(text: str, path: Path) -> str:
    """The text without the header or the braces of a table, if they have nothing in them."""
    sections = sections_of(text)
    table = find(sections, path)
    if table and table.opening == "{" and not table.inner:
        return without(text, path)
    for one in sections:
        is_bare = text[one.end : _section_end(text, one)].strip() == ""
        if one.path == path and not one.entries and is_bare:
            return _without_section(text, one)
    return text


def _without_section(text: str, section: TomlSection) -> str:
    start, end = _line_start(text, section.start), _section_end(text, section)
    above, below = text[:start], text[end:]
    if above.endswith(("\n\n", "\n\r\n")) or not above:
        below = below.removeprefix("\r\n" if below.startswith("\r\n") else "\n")
    if not below.strip() and above.endswith(("\n\n", "\n\r\n")):
        return above[: -len(_line_break(text))]
    return above + below


def _without_line(text: str, entry: TomlEntry) -> str:
    if comment := _COMMENT.match(text, entry.end):
        return _spliced(text, entry.start, comment.start(1), "")
    return _spliced(text, _line_start(text, entry.start), _after_line(text, entry.end), "")


def _without_inner(text: str, table: TomlEntry, place: int) -> str:
    """Remove one entry of an inline table, and one comma."""
    one = table.inner[place]
    if place > 0:
        return _spliced(text, table.inner[place - 1].end, one.end, "")
    following = table.inner[1].start if len(table.inner) > 1 else one.end
    return _spliced(text, one.start, following, "")


def _with_line(text: str, start: int, end: int, new: str) -> str:
    """Add a line after the one that ends what goes from `start` to `end`, indented like it."""
    indent = text[_line_start(text, start) : start]
    at = _after_line(text, end)
    if text[at - 1] != "\n":
        return text + _line_break(text) + indent + new
    return _spliced(text, at, at, indent + new + _line_break(text))


def _section_end(text: str, section: TomlSection) -> int:
    """The end of the last line of a section, including the comments right under it."""
    at = _after_line(text, section.entries[-1].end if section.entries else section.end)
    comments = _COMMENTS.match(text, at)
    return comments.end() if comments else at


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _after_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _assignment(key: Path, value: object) -> str:
    return f"{_dotted(key)} = {literal(value)}"


def _dotted(path: Path) -> str:
    pieces = (str(one) for one in path)
    return ".".join(one if _BARE.fullmatch(one) else literal(one) for one in pieces)
