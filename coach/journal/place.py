"""The file behind a journal's path, which others may move, delete or replace."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from coach.errors import NotSavedError

COPIES = "backups"
"""The folder beside a journal that contains its copies."""
_A_DAY = "????-??-??"


class FilePlace:
    """The file that a path led to when it was opened, and the log that SQLite kept beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self.file = identity(path)
        self._size_seen = self.size()
        self._log_seen = identity(self._log)

    def is_kept(self) -> bool:
        """Whether the path still leads to that file."""
        if identity(self._path) != self.file:
            return False
        self._log_seen = identity(self._log)
        return True

    def is_shorter(self) -> bool:
        """Whether the file has become shorter, which SQLite never does by itself."""
        size = self.size()
        self._size_seen = max(size, self._size_seen)
        return size < self._size_seen

    def size(self) -> int:
        """How many bytes the file has; 0 if it is gone."""
        with suppress(OSError):
            return self._path.stat().st_size
        return 0

    def empty_log(self) -> None:
        """Keep a copy of the log, and leave nothing in it that SQLite would write into the file."""
        from shutil import copy  # noqa: PLC0415 - costs 2 ms, and hardly ever is a journal cut off

        before = self._log.with_name(f"{self._log.name}.before")
        if self._log.exists() and self._log.stat().st_size:
            copy(self._log, before)
            os.truncate(self._log, 0)
        self._path.with_name(f"{self._path.name}-shm").unlink(missing_ok=True)

    def leave(self) -> None:
        """Put the old file's log aside: SQLite would read it into the new one."""
        if self._log_seen and identity(self._log) == self._log_seen:
            self._log.rename(self._log.with_name(f"{self._log.name}.before"))


def identity(path: Path) -> str:
    """A value that stays the same however often a file is written; empty if there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def copy_path(journal: Path, day: date) -> Path:
    """The path of the copy of a day; several journals may be in one folder."""
    return journal.parent / COPIES / f"{title(journal)}-{day}.db"


def daily_copies(journal: Path) -> dict[str, Path]:
    """The daily copies by day, oldest first."""
    from glob import escape  # noqa: PLC0415 - copies are hardly ever sought

    pattern = f"{escape(title(journal))}-{_A_DAY}.db"
    found = sorted((journal.parent / COPIES).glob(pattern))
    return {day_in_name(path): path for path in found}


def day_in_name(copy: Path) -> str:
    """The day of a daily copy."""
    return copy.stem[-len(_A_DAY) :]


def title(journal: Path) -> str:
    """The part of a journal's name that is in the names of its copies."""
    return journal.name.removesuffix(".db")


def refuse_lost(journal: Path) -> None:
    """Refuse to begin a new journal if there are copies of an old one.

    Raises:
        NotSavedError: if it is gone or empty, and there are copies of it.
    """
    with suppress(OSError):
        if journal.stat().st_size:
            return
    copies: dict[str, Path] = {}
    with suppress(OSError):  # A closed folder is reported when the journal is opened.
        copies = daily_copies(journal)
    if copies:
        # The latest may be from a day on which the clock was ahead, and not have the most.
        day, copy = max(copies.items(), key=lambda one: (one[1].stat().st_size, one[0]))
        raise NotSavedError(
            f"{journal} is gone or empty. Put it back, or `coach restore {day}` brings back the "
            f"copy of that day. To start over, move {copy.parent} away."
        )
