"""Find the exact place of each key and value in a TOML text.

tomllib says what a text means, but not where. This reads a text that tomllib has accepted, so it
can be short. A change between two of these places keeps every other character.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from coach.config.key_path import Path

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PIECE = re.compile(r"""[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r"""["]{3}(?:\\.|[^\\])*?["]{3,5}|[']{3}.*?[']{3,5}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^,\]}#\r\n]*[^,\]}#\s]""",
    re.DOTALL,
)


class TextSpan(NamedTuple):
    """A piece of a text, from its first character up to, but without, the one at `end`."""

    start: int
    end: int


class TomlEntry(NamedTuple):
    """A key with its value, or an item of a list, from `start` to `end`.

    `name` is where the last piece of its key begins. `opening` is the bracket of a value that
    contains others, which are its `inner` entries.
    """

    path: Path
    start: int
    name: int
    value: int
    end: int
    opening: str = ""
    inner: tuple[TomlEntry, ...] = ()


class TomlSection(NamedTuple):
    """A header and the entries below it; the first section has no header, and is often empty."""

    path: Path
    start: int
    end: int
    entries: list[TomlEntry]


class Scan(NamedTuple):
    """The sections of a text, and where each key and table is first named."""

    sections: list[TomlSection]
    names: dict[Path, TextSpan]


def scan(text: str) -> Scan:
    """The places of everything in a valid TOML text."""
    scanner = _Scanner(text)
    return Scan(scanner.sections(), scanner.names)


def sections_of(text: str) -> list[TomlSection]:
    """The sections of a valid TOML text, in their order."""
    return scan(text).sections


def find(sections: list[TomlSection], path: Path) -> TomlEntry | None:
    """The entry with exactly this path, however deep inside values it is."""
    return next((one for one in everywhere(sections) if one.path == path), None)


def everywhere(sections: list[TomlSection]) -> Iterator[TomlEntry]:
    """All entries, including those inside values."""
    for section in sections:
        for entry in section.entries:
            yield from _with_inner(entry)


def _with_inner(entry: TomlEntry) -> Iterator[TomlEntry]:
    yield entry
    for one in entry.inner:
        yield from _with_inner(one)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.names: dict[Path, TextSpan] = {}
        self._text = text
        self._at = 0
        self._last_of: dict[Path, int] = {}
        """For each list of tables, such as `[[quiet]]`, the number of its last one so far."""

    def sections(self) -> list[TomlSection]:
        sections = [TomlSection((), 0, 0, [])]
        while self._after(_GAP) < len(self._text):
            if self._text[self._at] == "[":
                sections.append(self._header())
            else:
                sections[-1].entries.append(self._entry(sections[-1].path))
        return sections

    def _header(self) -> TomlSection:
        start = self._at
        depth = 2 if self._text.startswith("[[", start) else 1
        self._at += depth
        path, name = self._key(())
        self._at += depth
        if depth > 1:
            self._last_of[path] = self._last_of.get(path, -1) + 1
            path = (*path, self._last_of[path])
            self.names[path] = name
        return TomlSection(path, start, self._at, [])

    def _entry(self, table: Path) -> TomlEntry:
        start = self._at
        path, name = self._key(table)
        self._at += len("=")
        self._after(_SPACE)
        return self._value(path, start, name.start)

    def _key(self, table: Path) -> tuple[Path, TextSpan]:
        """The path of a dotted key, and the place of its last piece."""
        path = table
        while True:
            span = TextSpan(self._after(_SPACE), self._after(_PIECE))
            if path in self._last_of:
                path = (*path, self._last_of[path])
            path = (*path, _bare(self._text[slice(*span)]))
            self.names.setdefault(path, span)
            if self._text[self._after(_SPACE)] != ".":
                return path, span
            self._at += len(".")

    def _value(self, path: Path, start: int, name: int) -> TomlEntry:
        value = self._at
        opening = self._text[value]
        if opening not in "[{":
            return TomlEntry(path, start, name, value, self._after(_SCALAR))
        self._at += len(opening)
        inner = tuple(self._inner(path, opening))
        self._at += len(opening)
        return TomlEntry(path, start, name, value, self._at, opening, inner)

    def _inner(self, path: Path, opening: str) -> Iterator[TomlEntry]:
        number = 0
        while self._text[self._after(_GAP)] not in "]}":
            if opening == "{":
                yield self._entry(path)
            else:
                yield self._value((*path, number), self._at, self._at)
            number += 1
            if self._text[self._after(_GAP)] == ",":
                self._at += len(",")

    def _after(self, pattern: re.Pattern[str]) -> int:
        """Move past what matches here, and return the new position."""
        if match := pattern.match(self._text, self._at):
            self._at = match.end()
        return self._at


def _bare(piece: str) -> str:
    """A piece of a key without its quotes."""
    if piece[0] not in "\"'":
        return piece
    return str(tomllib.loads(f"key = {piece}")["key"])
