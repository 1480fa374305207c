"""The path to a key of a config file, and how people write it."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Keys, and in lists the numbers of the items, from 0."""

_BARE = r"[\w-]+"


def dotted(path: Path) -> str:
    """A path as people write it: `sessions.ice.exercises[0].hold`."""
    pieces = (f"[{one}]" if isinstance(one, int) else f".{key_text(one)}" for one in path)
    return "".join(pieces).removeprefix(".")


def key_text(name: str) -> str:
    """A key as it is written in TOML: bare where it can be."""
    return name if re.fullmatch(_BARE, name, re.ASCII) else quoted(name)


def quoted(text: str) -> str:
    """A text without control characters in the quotes of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
