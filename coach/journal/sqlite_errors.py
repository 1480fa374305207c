"""Errors of SQLite and the disk, as one clear sentence each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.errors import DamagedError, JournalError, NotSavedError
from coach.system.owners import mend_access

_TRY_LATER = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LOCKED = ("another program has locked it", "close that program")
_REASONS = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: ("the disk is full", "make room on it"),
    sqlite3.SQLITE_IOERR: (
        "the disk refuses it",
        "check that it is neither full nor failing",
    ),
    sqlite3.SQLITE_READONLY: ("it may not be written to", "give yourself write permission"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "check that its folder is there and yours"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", ""),
    sqlite3.SQLITE_NOTADB: ("it is damaged, or is not a journal", ""),
}
"""What is wrong, and what to do, where the journal itself is sound."""
_NO_ACCESS = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
CANNOT_HOLD = (
    "this drive cannot hold a journal, as many network drives cannot; keep it on a local drive "
    "with `--journal FILE`, and let `[sync]` carry it"
)
_MEND_DAMAGED = (
    "Coach has left it untouched: `coach restore` puts a copy in its place, or move it away to "
    "start a new one"
)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn errors of the disk and SQLite into one clear sentence."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _explained(error, path) from error
    except OSError as error:
        reason = f"{path}: the journal cannot be opened ({error.strerror})"
        mend = "check that it is a file of yours, in a folder that you may write to"
        raise NotSavedError(f"{reason}; {mend_access(path) or mend}.") from error


def is_busy(error: NotSavedError) -> bool:
    """Whether another program holds the journal just now, so that waiting helps."""
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def cannot_hold(error: Exception) -> bool:
    """Whether a drive lacks what a journal needs: locks, or memory that processes share."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code in {sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR_SHMMAP}


def _explained(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> JournalError:
    # SQLite's own words may contain damaged names.
    is_no_text = isinstance(error, UnicodeDecodeError)
    otherwise = sqlite3.SQLITE_CORRUPT if is_no_text else sqlite3.SQLITE_ERROR
    if cannot_hold(error):
        return JournalError(f"{path}: {CANNOT_HOLD}.")
    code = getattr(error, "sqlite_errorcode", otherwise) & 0xFF
    wrong, mend = _REASONS.get(code, (f"SQLite says: {error}", ""))
    mend = (mend_access(path) if code in _NO_ACCESS else "") or mend
    reason = "; ".join(filter(None, (wrong, mend)))
    if code in _TRY_LATER:
        return NotSavedError(f"{path}: the journal cannot be written to: {reason}.")
    kind = DamagedError if code in _DAMAGED else JournalError
    return kind(f"{path}: the journal cannot be read: {reason}. {_MEND_DAMAGED}.")
