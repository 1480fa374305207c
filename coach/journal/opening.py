"""Open the journal's file: to read and write, or read-only.

It is WAL with `synchronous=FULL`: recorded entries survive a power cut. Only their owner can read
the file and its folder.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from coach.errors import JournalError
from coach.journal.entry_rows import LARGEST_ROW, as_text
from coach.journal.schema import is_newest, migrate, refuse_changed
from coach.journal.sqlite_errors import CANNOT_HOLD, explaining
from coach.system.atomic_write import make_folder, refuse_unless_plain
from coach.system.owners import is_open

BUSY_SECONDS = 2.0
_CACHED_KILOBYTES = 256
"""How much of the file SQLite keeps; the system keeps it too, so that more is hardly faster."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open the journal to read and write, creating it if there is none.

    Raises:
        NotSavedError: if it cannot be written to just now.
        JournalError: if it is damaged, or was written by a newer Coach.
    """
    with explaining(path):
        _make_private(path)
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
        db.text_factory = as_text
        try:
            _use_wal(db, path)
            db.execute("pragma synchronous = full")
            db.execute(f"pragma cache_size = -{_CACHED_KILOBYTES}")
            migrate(db, path)
            _refuse_unless_steady(db)
        except BaseException:
            db.close()
            raise
        return db


def open_to_read(path: Path) -> sqlite3.Connection | None:
    """Open a journal that can be read although its disk is full or its folder is read-only.

    None if even that fails, or if its schema is older and would have to be changed.
    """
    if not (is_open(path, os.R_OK) and path.is_file()):
        return None
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    # Without a log the file itself is complete, and SQLite may read it as it is.
    for uri in (f"{path.as_uri()}?mode=ro", *([] if has_log else [f"{path.as_uri()}?immutable=1"])):
        with suppress(sqlite3.Error):
            db = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
            if _can_be_read(db):
                return db
            db.close()
    return None


def is_whole(path: Path) -> bool:
    """Whether the file by itself, without its log, is a journal of which nothing is missing."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db,
    ):
        return db.execute("pragma quick_check(1)").fetchone() == ("ok",) and _can_be_read(db)
    return False


def _can_be_read(db: sqlite3.Connection) -> bool:
    try:
        refuse_changed(db)
        db.text_factory = as_text
        db.execute("pragma locking_mode = exclusive")  # keeps SQLite's index of the log in memory
        db.execute("select count(*) from entries where id = ''").fetchone()
        return is_newest(db) and _is_steady(db)
    except sqlite3.Error:
        return False


def version(db: sqlite3.Connection) -> int:
    """A number that changes when another connection writes."""
    return int(db.execute("pragma data_version").fetchone()[0])


def _is_steady(db: sqlite3.Connection) -> bool:
    """Whether looking at it does not seem to change it; others may write once in between.

    SQLite rebuilds its index of the log for each look if it can neither use nor repair it.
    """
    return any(version(db) == version(db) for _ in range(5))


def _refuse_unless_steady(db: sqlite3.Connection) -> None:
    if not _is_steady(db):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _make_private(path: Path) -> None:
    make_folder(path.parent)
    # An existing file is not opened: closing it again would drop the locks that another
    # connection of this process holds on it, and SQLite would corrupt the journal.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        refuse_unless_plain(path.stat())


def _use_wal(db: sqlite3.Connection, path: Path) -> None:
    """Set WAL mode; SQLite does not wait by itself while another process does so on a new file."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            (mode,) = db.execute("pragma journal_mode = wal").fetchone()
            if mode != "wal":
                raise JournalError(f"{path}: {CANNOT_HOLD}.")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return
