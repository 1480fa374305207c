"""Where each key and each value of a TOML text stands, which tomllib knows and does not tell.

It is asked only when a problem is to be located or the origin of a value is to be told, and only
about a text that tomllib has read: so it finds where things begin and end, and no mistakes.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The keys from the top down to a value, with the place in the list (from 0) inside lists."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = r'"""(?s:\\.|[^\\])*?"{3,5}|\'\'\'(?s:.)*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\''
_PIECE = re.compile(rf"{_STRING}|[\w-]+")
_SCALAR = re.compile(rf"{_STRING}|(?:[^,\]}}#\n]*[^,\]}}#\s])")


class Span(NamedTuple):
    """A piece of a text, from its first character up to, and without, the one at `end`."""

    start: int
    end: int


class Mark(NamedTuple):
    """Where a key stands, and its value; a table below a header has no value of its own."""

    key: Span
    value: Span | None = None


def marks_in(text: str) -> dict[Path, Mark]:
    """Each key, table and entry of a list in a valid TOML text, where it is first written."""
    return _Scanner(text).marks


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def readable(text: str) -> str:
    """A text without control characters, so that no config can write to the terminal."""
    return "".join(one if one.isprintable() else " " for one in text).strip()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.marks: dict[Path, Mark] = {}
        self._text = text
        self._at = 0
        self._last_of: dict[Path, int] = {}
        """For each list of tables, such as `[[quiet]]`, the place of its last one so far."""
        table: Path = ()
        while character := self._next():
            if character == "[":
                table = self._header()
            else:
                self._pair(table)

    def _next(self) -> str:
        """The next character that is neither blank nor in a comment, or nothing at the end."""
        self._take(_BLANK)
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> Span:
        match = pattern.match(self._text, self._at)
        start, self._at = match.span() if match else (self._at, self._at)
        return Span(start, self._at)

    def _header(self) -> Path:
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        table = self._dotted(())
        if brackets == len("[["):
            self._last_of[table] = self._last_of.get(table, -1) + 1
            entry = (*table, self._last_of[table])
            self.marks[entry] = self.marks[table]
            table = entry
        self._next()
        self._at += brackets
        return table

    def _pair(self, table: Path) -> None:
        path = self._dotted(table)
        self._at += len("=")
        self._next()
        value = self._value(path)
        self.marks[path] = Mark(self.marks[path].key, value)

    def _dotted(self, table: Path) -> Path:
        """A key such as `a."b".c`, and each table that it names on its way."""
        path = table
        while True:
            self._next()
            if path in self._last_of:
                path = (*path, self._last_of[path])
            span = self._take(_PIECE)
            path = (*path, self._name(span))
            self.marks.setdefault(path, Mark(span))
            if self._next() != ".":
                return path
            self._at += len(".")

    def _name(self, span: Span) -> str:
        piece = self._text[slice(*span)]
        quoted = piece[0] in "\"'"
        return readable(tomllib.loads(f"key = {piece}")["key"]) if quoted else piece

    def _value(self, path: Path) -> Span:
        start = self._at
        match self._text[start]:
            case "[":
                self._entries(path)
            case "{":
                self._pairs(path)
            case _:
                self._take(_SCALAR)
        return Span(start, self._at)

    def _entries(self, path: Path) -> None:
        self._at += len("[")
        number = 0
        while self._next() != "]":
            entry = (*path, number)
            span = self._value(entry)
            self.marks[entry] = Mark(span, span)
            number += 1
            if self._next() == ",":
                self._at += len(",")
        self._at += len("]")

    def _pairs(self, path: Path) -> None:
        self._at += len("{")
        while self._next() != "}":
            self._pair(path)
            if self._next() == ",":
                self._at += len(",")
        self._at += len("}")
