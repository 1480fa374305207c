"""Files that are dropped onto the terminal: it pastes their names, each in its own way."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

_URL = "file://"


def dropped(text: str) -> tuple[Path, ...]:
    """The files that a pasted text names; none unless each of them is there.

    Names with blanks may be quoted, escaped, or as they are.
    """
    text = text.strip()
    with suppress(ValueError):
        if found := _existing(shlex.split(text)):
            return found
    return _existing(text.splitlines())


def _existing(names: Iterable[str]) -> tuple[Path, ...]:
    paths = tuple(_path(name) for name in names)
    with suppress(OSError, ValueError):
        if all(path.exists() for path in paths):
            return paths
    return ()


def _path(name: str) -> Path:
    return Path(unquote(urlsplit(name).path)) if name.startswith(_URL) else Path(name)
