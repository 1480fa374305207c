"""Copies of the journal: one a day while it is in use; the last seven are kept.

They are made by SQLite's own backup, so that a copy is whole even if others write meanwhile. A
corrupt copy, or one with fewer entries, never replaces a good one. Restoring takes only the
entries, each checked by the gate, since a file may come from anywhere.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from coach.domain.events.types import Event
from coach.domain.units import counted
from coach.errors import DamagedError, JournalError, NotSavedError
from coach.journal import Entry, Journal, gate
from coach.journal.entry_rows import LARGEST_ROW, as_text, last_id
from coach.journal.place import COPIES, copy_path, daily_copies, title
from coach.journal.schema import MIGRATIONS, refuse_changed
from coach.system.atomic_write import remove_leftovers, replacing, unwritten
from coach.system.updating import how_to_update

KEPT = 7
_BEFORE = ".new-"
"""The beginning of the names of copies that an older coach had not finished."""
_CACHED_KILOBYTES = 256
"""How much of a copy SQLite keeps in memory while it is written; more is not faster."""
_DISK_REFUSES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR_WRITE: errno.EIO,
    sqlite3.SQLITE_IOERR_FSYNC: errno.EIO,
}
"""SQLite's errors that stand for errors of the system."""


class Change(Struct, frozen=True):
    """What restoring a copy would change in the journal, by events, in the order of recording."""

    gone: tuple[Event, ...]
    back: tuple[Event, ...]

    def counts(self) -> tuple[Counter[type[Event]], Counter[type[Event]]]:
        """How many entries of each kind would go, and come back."""
        return Counter(map(type, self.gone)), Counter(map(type, self.back))


class Content(NamedTuple):
    """How many entries a copy has, and the last of their ids, which shows how old it is."""

    entries: int = 0
    last: str = ""


def keep_daily_copy(journal: Path, day: date) -> None:
    """Make the copy of a day, unless there is one.

    Raises:
        JournalError: if that fails.
    """
    backups = Backups(journal)
    try:
        if not backups.has(day):
            backups.make(day)
    except OSError as error:
        raise JournalError(f"{backups.folder} cannot be used ({error.strerror}).") from error


class Backups:
    """The copies of one journal, in a folder beside it."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self.folder = journal.parent / COPIES

    def all(self) -> list[Path]:
        """The daily copies, in the order of their days."""
        return list(self.by_day().values())

    def by_day(self) -> dict[str, Path]:
        """The daily copies by day, oldest first."""
        return daily_copies(self._journal)

    def unread(self) -> list[Path]:
        """The daily copies that cannot be read."""
        return [path for path in self.all() if _read(path) is None]

    def has(self, day: date) -> bool:
        """Whether there is a copy of that day."""
        return copy_path(self._journal, day).exists()

    def make(self, day: date) -> Path:
        """Make the copy of a day, replacing one with no more entries, and remove the eighth.

        Raises:
            JournalError: if the journal cannot be read, or the copy cannot be written.
        """
        path = copy_path(self._journal, day)
        self._refuse_fewer(path, day)
        self.copy_to(path)
        self._let_go(path)
        remove_leftovers(self.folder, beside=path, prefix=_BEFORE)
        return path

    def copy_to(self, path: Path) -> Path:
        """Copy the journal, as it is now, to a file that only its owner can read.

        Raises:
            JournalError: if the journal cannot be read, or the copy cannot be written.
        """
        try:
            with (
                replacing(path) as new,
                _sentence(self._journal),
                closing(_opened(self._journal)) as source,
            ):
                _copy(source, new)
        except OSError as error:
            raise JournalError(unwritten(path, error)) from error
        return path

    def before(self, what: str, now: datetime) -> Path:
        """Copy the journal before something changes it; returns the copy's path.

        Raises:
            JournalError: as `copy_to` does.
        """
        name = f"before-{what}-{now:%Y%m%d-%H%M%S}"
        names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
        paths = (self.folder / f"{one}.db" for one in names)
        return self.copy_to(next(path for path in paths if not path.exists()))

    def fuller(self) -> tuple[Path, Content] | None:
        """The copy with the most entries, if it has more of them than the journal.

        Raises:
            JournalError: if the journal cannot be read.
        """
        fullest = max(self._contents().items(), key=_fullness, default=None)
        return fullest if fullest and fullest[1].entries > self._content().entries else None

    def change(self, copy: Path) -> Change:
        """What restoring a copy would change.

        Raises:
            JournalError: if the file is not a copy of a journal, or is damaged.
        """
        wanted = {event.id: event for event, _ in _entries(copy)}
        with closing(Journal(self._journal)) as journal:
            present = {event.id: event for event, _ in journal.entries()}
        return Change(
            gone=tuple(one for id_, one in present.items() if id_ not in wanted),
            back=tuple(one for id_, one in wanted.items() if id_ not in present),
        )

    def restore(self, copy: Path, now: datetime) -> Path:
        """Replace the journal's entries with those of a copy; returns the path of the old journal.

        Programs that have the journal open continue with the restored one.

        Raises:
            JournalError: if that fails; the journal stays as it was.
        """
        entries = list(_entries(copy))
        # Entries recorded meanwhile wait, and come after it.
        with closing(Journal(self._journal)) as journal, journal.transaction():
            kept = self.before("restore", now)
            journal.become(entries)
        return kept

    def is_damaged(self) -> bool:
        """Whether the journal is damaged, or is not a journal; an empty file was cut off.

        Raises:
            JournalError: if the journal cannot be read: it is locked, or a newer coach wrote it.
        """
        if self._journal.is_file() and not self._journal.stat().st_size:
            return True
        try:
            with closing(Journal(self._journal)) as journal:
                return not journal.is_sound()
        except DamagedError:
            return True

    def replace_damaged(self, copy: Path, now: datetime) -> Path:
        """Replace a damaged journal with a copy; returns where the damaged one is kept.

        Raises:
            JournalError: if the copy is damaged, or cannot be put there.
        """
        kept = self._journal.with_name(f"{title(self._journal)}.damaged-{now:%Y%m%d-%H%M%S}.db")
        try:
            with replacing(self._journal) as new:
                with _written_to_disk():
                    _make_anew(new, copy)
                _move(self._journal, kept)
        except OSError as error:
            raise JournalError(unwritten(self._journal, error)) from error
        return kept

    def _content(self) -> Content:
        with _sentence(self._journal), closing(_opened(self._journal)) as db:
            return _content_of(db)

    def _contents(self) -> dict[Path, Content]:
        """The content of each daily copy; None if it cannot be read."""
        return {path: _content(path) for path in self.all()}

    def _refuse_fewer(self, path: Path, day: date) -> None:
        before, now = _content(path), self._content()
        if before.entries > now.entries:
            raise JournalError(
                f"{path} stays: it has {counted(before.entries, 'entry', 'entries')}, "
                f"and the journal {now.entries}. "
                f"`coach restore {day}` goes back to it; `--to FILE` copies the journal elsewhere."
            )

    def _let_go(self, made: Path) -> None:
        """Remove the copies with the oldest content, but neither the newest nor the fullest."""
        copies = self._contents()
        if len(copies) <= KEPT:
            return
        kept = {made, max(copies.items(), key=_fullness)[0]}
        old = sorted(copies.keys() - kept, key=lambda path: (copies[path].last, _made(path)))
        for path in old[: len(copies) - KEPT]:
            path.unlink(missing_ok=True)


def _entries(copy: Path) -> Iterator[Entry]:
    """The plausible entries of a copy, which is only ever read."""
    with _sentence(copy), closing(_opened(copy)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
        db.text_factory = as_text
        _refuse_unless_journal(db, copy)
        for (body,) in db.execute("select body from entries order by id"):
            with suppress(msgspec.ValidationError):
                yield Entry(gate.read(body), body)


def _refuse_unless_journal(db: sqlite3.Connection, copy: Path) -> None:
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(MIGRATIONS):
        raise JournalError(
            f"{copy}: a newer coach wrote this copy; nothing was changed. {how_to_update()}"
        )
    refuse_changed(db, is_copy=True)
    (found,) = db.execute("pragma quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    tables = "select count(*) from sqlite_schema where name = 'entries' and type = 'table'"
    if not db.execute(tables).fetchone()[0]:
        raise JournalError(f"{copy}: this is not a journal; nothing was changed.")


def _opened(path: Path) -> sqlite3.Connection:
    """Open an existing plain file; SQLite by itself would create it, or wait for a pipe."""
    if not path.is_file():
        raise sqlite3.OperationalError("it is not a regular file")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


@contextmanager
def _written_to_disk() -> Iterator[None]:
    """Report the disk's errors as errors of the file to be written, not of the journal."""
    try:
        yield
    except (sqlite3.Error, NotSavedError) as error:
        cause = error.__cause__ if isinstance(error, NotSavedError) else error
        code = _DISK_REFUSES.get(getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR))
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from error


def _copy(source: sqlite3.Connection, to: Path) -> None:
    with _written_to_disk(), closing(sqlite3.connect(to)) as copy:
        copy.execute("pragma cache_size = -64")
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, to be carried anywhere
        if (found := copy.execute("pragma quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)


def _make_anew(path: Path, copy: Path) -> None:
    """Make a journal from everything in a copy."""
    from coach.journal.carried import bring_along  # noqa: PLC0415 - few copies are ever restored

    with closing(Journal(path)) as journal:
        journal.become(_entries(copy))
        with closing(_opened(copy)) as found:
            bring_along(found, journal)


def _move(journal: Path, to: Path) -> None:
    """Put a damaged journal aside with its log, which may contain its last entries."""
    for log in ("-wal", "-shm", ""):
        path = journal.with_name(journal.name + log)
        if path.exists():
            path.replace(to.with_name(to.name + log))


def _content(copy: Path) -> Content:
    """The content of a copy; None if it cannot be read."""
    return _read(copy) or Content()


def _read(copy: Path) -> Content | None:
    try:
        with closing(_opened(copy)) as db:
            return _content_of(db)
    except sqlite3.Error:
        return None


def _content_of(db: sqlite3.Connection) -> Content:
    refuse_changed(db, is_copy=True)
    (entries,) = db.execute("select count(*) from entries").fetchone()
    return Content(entries, last_id(db))


def _fullness(copy: tuple[Path, Content]) -> tuple[Content, int]:
    path, content = copy
    return content, _made(path)


def _made(path: Path) -> int:
    return path.stat().st_mtime_ns


@contextmanager
def _sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        mend = "; check that its disk is neither full nor failing"
        raise JournalError(
            f"{path}: not done, and nothing was changed (SQLite says: {error})"
            f"{mend if code == sqlite3.SQLITE_IOERR else ''}."
        ) from error
