"""Which programs are open on a journal: a lock that the system releases with its holder.

The lock is SQLite's own, on an empty file beside the journal, so that it works on every system and
cannot outlive a process, however that ended.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from coach.errors import JournalError
from coach.system.atomic_write import make_folder
from coach.system.owners import foreign_owner, is_open, mend_access

_WAIT = 0.2
"""Seconds; a process that only checks holds the lock for an instant."""


class ProcessLock:
    """One kind of program on one journal; at most one process holds it."""

    def __init__(self, journal: Path, name: str) -> None:
        self._path = journal.with_name(f"{name}.lock")
        self._note = journal.with_name(f"{name}.pid")
        self._lock: sqlite3.Connection | None = None

    def take(self, wait: float = _WAIT) -> bool:
        """Hold it until the process ends, and say whether that succeeded.

        Args:
            wait: for how many seconds to try; one who tries again later need not wait.

        Raises:
            JournalError: if there can be no lock beside the journal.
        """
        if self._lock is None:
            self._lock = _locked(self._path, wait)
            if self._lock:
                self._sign()
        return self._lock is not None

    def leave(self) -> None:
        """Release it."""
        if self._lock:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    @property
    def is_held_here(self) -> bool:
        """Whether this process holds it."""
        return self._lock is not None

    def is_held(self) -> bool:
        """Whether a living process holds it, perhaps this one."""
        if self._lock or not os.path.lexists(self._path):
            return self.is_held_here
        try:
            lock = _locked(self._path, 0)
        except JournalError:
            return False  # Another user's file cannot be checked.
        if lock:
            lock.close()
        return lock is None

    def holder(self) -> int | None:
        """The process that holds it, if it could write its number."""
        try:
            return int(self._note.read_text("ascii")) if self.is_held() else None
        except (OSError, ValueError):
            return None

    def _sign(self) -> None:
        with suppress(OSError):  # Only for display; the lock is what counts.
            self._note.unlink(missing_ok=True)  # It may be another user's.
            self._note.touch(0o600)
            self._note.write_text(str(os.getpid()), "ascii")


def _make(path: Path) -> None:
    """Make the file; one that another user left, such as root, is replaced.

    An existing one is not opened: closing a locked file would drop the lock.
    """
    make_folder(path.parent)
    if foreign_owner(path) and not is_open(path):
        path.unlink()
    path.touch(0o600)


def _locked(path: Path, wait: float) -> sqlite3.Connection | None:
    """The lock, or None if another process holds it."""
    lock = None
    try:
        _make(path)
        if not path.is_file():
            raise JournalError(f"{path}: cannot be locked (no plain file); remove that file.")
        lock = sqlite3.connect(path, timeout=wait, isolation_level=None)
        lock.execute("pragma journal_mode = memory")  # no second file beside it
        lock.execute("begin exclusive")
    except sqlite3.Error as error:
        if lock:
            lock.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return None
        raise JournalError(f"{path}: cannot be locked ({error}); remove that file.") from error
    except OSError as error:
        mend = mend_access(path) or "check that its folder is there and yours"
        raise JournalError(f"{path}: cannot be opened ({error.strerror}); {mend}.") from error
    return lock
