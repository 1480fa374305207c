"""Which files of a folder may be activities, judged by their names alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

_ENDINGS = (".fit", ".gpx", ".tcx", ".zip")
_HIDDEN = (".", "~")


def activity_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and the folders below it that are named as activities are.

    What is hidden is left out, and so is what a program is still writing under a name of its own
    (`.part`, `.tmp`, `.crdownload`). Links to folders are not followed.

    Args:
        folder: where to look.
        on_error: told of each folder below that cannot be looked into.

    Raises:
        OSError: if the folder itself cannot be looked into.
    """
    unseen = _entries(folder)
    while unseen:
        entry = unseen.pop()
        try:
            if entry.is_dir(follow_symlinks=False):
                unseen += _entries(entry.path)
            elif is_named_as_activity(entry.name) and entry.is_file():
                yield entry
        except OSError as error:
            on_error(error)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not is_hidden(entry.name)]


def is_hidden(name: str) -> bool:
    """Whether a file or folder is to be left alone, by its name."""
    return name.startswith(_HIDDEN)


def is_named_as_activity(name: str) -> bool:
    """Whether a file may be an activity, or an archive of some."""
    return name.lower().removesuffix(".gz").endswith(_ENDINGS)
