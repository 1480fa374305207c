"""What is wrong in a config file, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(
    r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)
_PIECE = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")

Path = tuple[str, ...]


class Problem(Struct, frozen=True):
    """One problem: the dotted key that it is about, and a sentence that says the mend."""

    path: Path
    text: str
    line: int | None = None

    def sentence(self, source: str) -> str:
        """The whole sentence, with the file and the line in front."""
        line = f"line {self.line}" if self.line else ""
        where = ", ".join(part for part in (source, line) if part)
        about = " ".join(part for part in (".".join(self.path), self.text) if part)
        return f"{where}: {about}" if where else about


def nearest(found: str, allowed: Iterable[str]) -> str:
    """A `did you mean` clause, or nothing where no word is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed where a word is wrong

    near = get_close_matches(found, list(allowed), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def unknown(found: str, word: str, ids: Collection[str]) -> str:
    """What is wrong with a name under which there is no step, session or exercise."""
    allowed = nearest(found, ids) or f"; {word}s are: {', '.join(ids)}"
    return f"names `{found}`, which is no {word}{allowed}"


def line_of(text: str, path: Path) -> int | None:
    """The line (from 1) of a TOML text on which a key stands, or the nearest table above it."""
    best, best_depth = None, 0
    for number, found in _keys_by_line(text):
        depth = len(found)
        if path[:depth] == found and depth > best_depth:
            best, best_depth = number, depth
    return best


def _keys_by_line(text: str) -> Iterable[tuple[int, Path]]:
    table: Path = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.fullmatch(line):
            table = _pieces(header[1])
            yield number, table
        elif key := _KEY.match(line):
            yield number, table + _pieces(key[1])


def _pieces(dotted: str) -> Path:
    return tuple(piece.strip("\"'") for piece in _PIECE.findall(dotted))
