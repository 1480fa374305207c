"""Line and column of keys and values, for messages.

They are worked out only when a problem is to be located, or the origin of a value shown.
"""

from __future__ import annotations

from typing import NamedTuple

from coach.config.key_path import Path
from coach.config.spans import TextSpan, everywhere, scan
from coach.config.toml import readable


class Mark(NamedTuple):
    """The place of a key, and of its value; a table below a header has no value of its own."""

    key: TextSpan
    value: TextSpan | None = None


def marks_in(text: str) -> dict[Path, Mark]:
    """The first place of each key, table and list entry in a valid TOML text."""
    sections, names = scan(text)
    marks = {path: Mark(span) for path, span in names.items()}
    for entry in everywhere(sections):
        value = TextSpan(entry.value, entry.end)
        marks[entry.path] = Mark(names.get(entry.path, value), value)
    return {_as_read(path): mark for path, mark in marks.items()}


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _as_read(path: Path) -> Path:
    """A path as the config is read, without characters that could control the terminal."""
    return tuple(readable(one) if isinstance(one, str) else one for one in path)
