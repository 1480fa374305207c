"""The path to a key of a config file, and how people write it."""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
"""Keys, and in lists the numbers of the items, from 0."""

_BARE = r"[\w-]+"
_NAME = r"""(?:\A|\.)(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_PIECE = re.compile(rf"(?P<name>{_NAME})|\[(?P<item>\d{{1,6}})\]", re.ASCII)


def dotted(path: Path) -> str:
    """A path as people write it: `sessions.ice.exercises[0].hold`."""
    pieces = (f"[{one}]" if isinstance(one, int) else f".{key_text(one)}" for one in path)
    return "".join(pieces).removeprefix(".")


def parse_path(text: str) -> Path:
    """The path that people write so; the opposite of `dotted`.

    Raises:
        ValueError: if it is none.
    """
    path: Path = ()
    at = 0
    while found := _PIECE.match(text, at):
        at, name = found.end(), (found["name"] or "").removeprefix(".")
        path = (*path, _unquoted(name) if name else int(found["item"]))
    if not path or at < len(text):
        raise ValueError(text)
    return path


def _unquoted(piece: str) -> str:
    if piece[0] not in "\"'":
        return piece
    return str(next(iter(tomllib.loads(f"{piece} = 0"))))


def key_text(name: str) -> str:
    """A key as it is written in TOML: bare where it can be."""
    return name if re.fullmatch(_BARE, name, re.ASCII) else quoted(name)


def quoted(text: str) -> str:
    """A text without control characters in the quotes of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
