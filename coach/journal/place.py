"""The file behind a journal's path, which others may move, delete or replace."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coach.errors import NotSavedError


class FilePlace:
    """Which file a path led to when it was opened, and which log SQLite has kept beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self.file = identity(path)
        self._log_seen = identity(self._log)

    def is_kept(self) -> bool:
        """Whether the path still leads to that file."""
        if identity(self._path) != self.file:
            return False
        self._log_seen = identity(self._log)
        return True

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


def refuse_lost(journal: Path) -> None:
    """Begin no new journal where the copies say that there was one.

    Raises:
        NotSavedError: if it is gone or empty, and there are copies of it.
    """
    with suppress(OSError):
        if journal.stat().st_size:
            return
    copies = sorted(journal.parent.glob(f"backups/{journal.stem}-*.db"))
    if copies:
        day = copies[-1].stem.removeprefix(f"{journal.stem}-")
        raise NotSavedError(
            f"{journal} is gone or empty. Put it back, or `coach restore {day}` brings back the "
            f"copy of that day. To begin anew, move {copies[-1].parent} away."
        )
