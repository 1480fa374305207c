"""`-` among the files of a command: what comes in on the standard input, as a file."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coach.errors import RefusedError

_STANDARD = Path("-")
_NAME = "standard input"
_FOLDER = r"\S*coach-import-\w+[/\\]"
_LARGEST = 1024 * 1024 * 1024
_PIECE = 1024 * 1024


@contextmanager
def standard_input(paths: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """The paths, with a copy of the standard input in place of `-`.

    Raises:
        RefusedError: if it is too large.
    """
    if _STANDARD not in paths:
        yield paths
        return
    if sys.stdin.isatty():
        raise click.UsageError("Nothing came in; send a file, as in `coach import - < run.fit`.")
    with tempfile.TemporaryDirectory(prefix="coach-import-") as folder:
        copy = Path(folder) / _NAME
        with copy.open("wb") as file:
            while piece := sys.stdin.buffer.read(_PIECE):
                file.write(piece)
                if file.tell() > _LARGEST:
                    raise RefusedError(f"The {_NAME} has more than 1 GB; name files instead.")
        yield tuple(copy if path == _STANDARD else path for path in paths)


def as_given(path: str) -> str:
    """A path as it was given: `-` in place of the copy."""
    return re.sub(f"{_FOLDER}{_NAME}", str(_STANDARD), path)


def named(text: str) -> str:
    """A text about files, with the standard input by that name and not as its copy."""
    return re.sub(_FOLDER, "", text)
