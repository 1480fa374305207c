"""The journal's file, open in this process; it is followed if moved, and written in transactions.

SQLite's log beside the file is soon folded into it, since people move and copy the file alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coach.errors import DamagedError, NotSavedError
from coach.journal import opening
from coach.journal.place import FilePlace
from coach.journal.sqlite_errors import explaining, is_busy
from coach.system.atomic_write import is_anything_at

_HURRIED_SECONDS = 0.3
"""How long a key press may take before the runner wonders."""
_FOLD_SECONDS = 0.05
"""How long to wait for other readers."""


class JournalConnection:
    """The connection to the file at a path."""

    def __init__(self, path: Path) -> None:
        """Open the file, and create it if there is none.

        Raises:
            JournalError: if it cannot be opened, is damaged, or was written by a newer Coach.
        """
        self.path = path
        self._moves = self._folded = 0
        self._is_held = self._is_cut = False
        self._only_read: NotSavedError | None = None
        """Why nothing can be written, although the journal can be read."""
        self._patience = opening.BUSY_SECONDS
        self._db = self._opened()
        self._place = FilePlace(path)

    def _opened(self) -> sqlite3.Connection:
        """Open the journal to read and write, or read-only if it cannot be written."""
        try:
            db = opening.open_to_write(self.path)
        except NotSavedError as error:
            reader = None if is_busy(error) else opening.open_to_read(self.path)
            if reader is None:
                raise
            self._only_read = error
            return reader
        self._only_read = None
        return db

    def _open_to_write(self) -> None:
        """Write again once that is possible; an error says what still prevents it."""
        if self._only_read:
            db = opening.open_to_write(self.path)
            self._db.close()
            self._db, self._only_read = db, None
            self._moves += 1
            self._folded = 0

    def keep_up(self) -> bool:
        """Follow the path to the file that is there now; say whether it is another one.

        Otherwise a program that stays open would write into a file that was moved or deleted.

        Raises:
            NotSavedError: if there is no file, or part of it is gone.
            JournalError: if the file is not a usable journal.
        """
        if self._place.is_kept():
            return self._has_been_cut() and self._follows_copy()
        if not is_anything_at(self.path):
            raise NotSavedError(
                f"{self.path}: the journal is gone from there; put it back, or restart Coach. "
                "What you enter until then is kept."
            )
        self._place.leave()
        db = self._opened()
        self._db.close()
        self._begin_on(db)
        return True

    def _begin_on(self, db: sqlite3.Connection) -> None:
        """Go on with the file that is there now."""
        self._db, self._place = db, FilePlace(self.path)
        self._patience = opening.BUSY_SECONDS
        self._moves += 1
        self._folded = 0
        self._is_cut = False

    def _has_been_cut(self) -> bool:
        """Whether the file has lost its end; one that SQLite made shorter is whole."""
        if self._is_cut or not self._place.is_shorter():
            return self._is_cut
        query = "select page_count * page_size from pragma_page_count, pragma_page_size"
        with suppress(DamagedError):
            if self.rows(query)[0][0] <= self._place.size():
                self._place = FilePlace(self.path)
                return False
        self._is_cut = True
        return True

    def _follows_copy(self) -> bool:
        """Open the file again, once a copy was written into it; write nothing into it until then.

        What SQLite knows of the file in this process is of no use any more. So it is closed first.
        """
        if not opening.is_whole(self.path):
            raise NotSavedError(
                f"{self.path}: the end of the journal is cut off; `coach restore` brings back a "
                "copy. What you enter until then is kept."
            )
        self._place.empty_log()
        self._db.close()
        self._begin_on(self._opened())
        return True

    @property
    def file(self) -> str:
        """The identity of the open file, which may no longer be at the path."""
        return self._place.file

    def fold_log(self) -> None:
        """Fold what was written here from SQLite's log into the file, and empty the log.

        The file can then be moved or copied alone, and no log is left that SQLite would read into a
        file that replaces it.
        """
        with suppress(sqlite3.Error):  # The next attempt will succeed.
            written = self._db.total_changes
            if written == self._folded:
                return
            with self._waiting_for_readers():
                is_blocked, *_ = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._folded = self._folded if is_blocked else written

    @contextmanager
    def _waiting_for_readers(self) -> Iterator[None]:
        """Wait for readers only as long as a key press may take."""
        self._wait(_FOLD_SECONDS)
        try:
            yield
        finally:
            self._wait(self._patience)

    def hurry(self, *, is_hurried: bool) -> None:
        """Wait for other writers only as long as a key press may take, or again as usual."""
        self._patience = _HURRIED_SECONDS if is_hurried else opening.BUSY_SECONDS
        self._wait(self._patience)

    def _wait(self, seconds: float) -> None:
        self._db.execute(f"pragma busy_timeout = {seconds * 1000:.0f}")

    def close(self) -> None:
        """Close the file."""
        self.fold_log()
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write everything within the block, or nothing; a nested one is part of the outer one.

        Raises:
            NotSavedError: if the journal cannot be written to just now.
            JournalError: if it is damaged.
        """
        if self._db.in_transaction and not self._is_held:
            yield self._db
            return
        if not self._db.in_transaction:
            self._begin()
        self._is_held = False
        with explaining(self.path):
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from writing until a transaction within has ended, or else the block.

        Raises:
            NotSavedError: if the journal cannot be written to just now.
            JournalError: if it is damaged.
        """
        if self._db.in_transaction:
            yield
            return
        self._begin()
        self._is_held = True
        try:
            yield
        finally:
            if self._is_held:
                self._is_held = False
                self._roll_back()

    def _begin(self) -> None:
        self.keep_up()
        self._open_to_write()
        with explaining(self.path):
            self._db.execute("begin immediate")

    def _roll_back(self) -> None:
        if self._db.in_transaction:  # On a failing disk, SQLite has already rolled back.
            self._db.execute("rollback")

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """The rows that a query returns."""
        with explaining(self.path):
            return self._db.execute(query, values).fetchall()

    def stamp(self) -> tuple[int, int, int]:
        """A value that changes whenever anything is written, here or by another process."""
        return self.version(), self._db.total_changes, self._moves

    @property
    def has_written(self) -> bool:
        """Whether anything was written here."""
        return self._db.total_changes > 0

    def version(self) -> int:
        """A number that changes when another process appends."""
        with explaining(self.path):
            return opening.version(self._db)
