"""A folder to which a watch or a phone adds its recordings, checked now and then.

A check costs one system call for each file. A file counts once it has not changed between two
checks, so that none is read while it is being copied.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from coach.activities.contents import LARGEST
from coach.activities.discovery import activity_files
from coach.activities.file_state import FileState
from coach.activities.reading import printable
from coach.errors import ActivityError


class Folder:
    """Finds the files in a folder that are new or changed since the last check."""

    def __init__(self, path: Path, known: Mapping[str, FileState] | None = None) -> None:
        """Watch a folder; `known` files count as reported, until they change."""
        self._path = path
        self._seen: dict[str, FileState] = {}
        self._given: dict[str, FileState] = dict(known or {})
        self._contents: set[bytes] = set()
        self._is_lost = False
        self._was_there = False

    def new_files(self) -> tuple[Path, ...]:
        """The files to read now; none of them had the content of an earlier one.

        Raises:
            ActivityError: if the folder does not exist; once, until it has existed again.
        """
        try:
            states = _states(self._path)
        except OSError as error:
            return self._lost(error)
        self._is_lost, self._was_there = False, True
        before, self._seen = self._seen, states
        steady = {path: state for path, state in states.items() if before.get(path) == state}
        coming = sorted(path for path, state in steady.items() if self._given.get(path) != state)
        self._given |= steady
        return tuple(Path(path) for path in coming if self._is_new(path))

    def reported(self) -> dict[str, FileState]:
        """The reported files that still exist, as they were then; all, if it was never there."""
        if not self._was_there:
            return dict(self._given)
        return {path: state for path, state in self._given.items() if path in self._seen}

    def _lost(self, error: OSError) -> tuple[Path, ...]:
        if not self._is_lost:
            self._is_lost = True
            raise ActivityError(
                f"{printable(self._path)}, the folder of the activities, cannot be opened "
                f"({error.strerror}); connect it, or change `folder` in [activities]."
            ) from error
        return ()

    def _is_new(self, path: str) -> bool:
        """Whether this content is new; an unreadable file counts as new, so that it is reported."""
        digest = _digest(path)
        if digest in self._contents:
            return False
        if digest:
            self._contents.add(digest)
        return True


def _states(folder: Path) -> dict[str, FileState]:
    """The files as they are now; an empty one is a download about to come."""
    states = {}
    for entry in activity_files(folder, on_error=lambda _: None):
        with suppress(OSError):
            status = entry.stat()
            if status.st_size:
                states[entry.path] = FileState(status.st_size, status.st_mtime_ns)
    return states


def _digest(path: str) -> bytes | None:
    """A digest of the content; None for a file that will be refused anyway."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, 3 MB, and few have a watched folder

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - scandir tells texts, and there may be many
            if os.fstat(file.fileno()).st_size > LARGEST:
                return None
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError:
        return None
