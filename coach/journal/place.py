"""The file behind a journal's path, which others may move, delete or replace."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from glob import escape
from pathlib import Path

from coach.errors import NotSavedError

COPIES = "backups"
"""The folder beside a journal in which its copies are."""
_A_DAY = "????-??-??"


class FilePlace:
    """Which file a path led to when it was opened, and which log SQLite has kept beside it."""

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
        """Whether the file has become shorter, as SQLite never makes it by itself."""
        size = self.size()
        self._size_seen = max(size, self._size_seen)
        return size < self._size_seen

    def size(self) -> int:
        """How many bytes the file has; none where it is gone."""
        with suppress(OSError):
            return self._path.stat().st_size
        return 0

    def leave(self) -> None:
        """Put the log of the file that was there aside: SQLite would read it into the new one."""
        if self._log_seen and identity(self._log) == self._log_seen:
            self._log.rename(self._log.with_name(f"{self._log.name}.before"))


def identity(path: Path) -> str:
    """What stays the same however often a file is written; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def copy_path(journal: Path, day: date) -> Path:
    """Where the copy of a day is; several journals may lie in one folder."""
    return journal.parent / COPIES / f"{title(journal)}-{day}.db"


def daily_copies(journal: Path) -> dict[str, Path]:
    """The copies of the days, oldest first, by their days."""
    pattern = f"{escape(title(journal))}-{_A_DAY}.db"
    found = sorted((journal.parent / COPIES).glob(pattern))
    return {day_in_name(path): path for path in found}


def day_in_name(copy: Path) -> str:
    """The day of a daily copy."""
    return copy.stem[-len(_A_DAY) :]


def title(journal: Path) -> str:
    """What of a journal's name stands in those of its copies."""
    return journal.name.removesuffix(".db")


def refuse_lost(journal: Path) -> None:
    """Begin no new journal where the copies say that there was one.

    Raises:
        NotSavedError: if it is gone or empty, and there are copies of it.
    """
    with suppress(OSError):
        if journal.stat().st_size:
            return
    copies: dict[str, Path] = {}
    with suppress(OSError):  # A closed folder is reported where the journal is opened.
        copies = daily_copies(journal)
    if copies:
        # The latest may be of a day on which the clock was ahead, and not have the most.
        day, copy = max(copies.items(), key=lambda one: (one[1].stat().st_size, one[0]))
        raise NotSavedError(
            f"{journal} is gone or empty. Put it back, or `coach restore {day}` brings back the "
            f"copy of that day. To begin anew, move {copy.parent} away."
        )
