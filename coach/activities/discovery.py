"""Find the files in a folder that may be activities, by their names alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

_ENDINGS = (".fit", ".gpx", ".tcx", ".kml", ".kmz", ".zip")
_DELIVERED = re.compile(
    r"export\.xml|(cardio)?activities\.csv|training-session.*\.json|health_connect.*\.db"
)
"""What services call the files in their exports, once somebody has unpacked them."""
_HIDDEN = (".", "~")
_UNFINISHED = "inprogressactivity.fit"
"""Zwift writes into it during an activity, and gives the whole one another name at the end."""


def activity_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and the folders below it that are named like activities.

    Hidden files are left out, and so are files that a program is still writing under a name of its
    own (`.part`, `.tmp`, `.crdownload`). Links to folders are not followed.

    Args:
        folder: where to look.
        on_error: called with each error in a folder below.

    Raises:
        OSError: if the folder itself cannot be read.
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
    """Whether to ignore a file or folder, by its name."""
    return name.startswith(_HIDDEN) or name.lower() == _UNFINISHED


def is_list_of_strava(name: str) -> bool:
    """Whether a file has the name of Strava's list, in whatever language it is."""
    return name.lower() == "activities.csv"


def is_named_as_activity(name: str) -> bool:
    """Whether a file may be an activity, or have many."""
    plain = name.lower().removesuffix(".gz")
    return plain.endswith(_ENDINGS) or bool(_DELIVERED.fullmatch(plain.rpartition("/")[2]))
