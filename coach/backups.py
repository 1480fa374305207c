"""Copies of the journal: one a day while it is in use, of which the last seven are kept.

They are made by SQLite's own backup, so that a copy is whole whoever writes meanwhile. A copy that
is not sound takes no good one's place.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from coach.domain.events import Event
from coach.errors import JournalError
from coach.journal import Journal

KEPT = 7
_FOLDER = "backups"
_DAILY = "journal-????-??-??.db"


class Change(Struct, frozen=True):
    """What restoring a copy would do to the journal, event by event, in the order of recording."""

    gone: tuple[Event, ...]
    back: tuple[Event, ...]

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many entries of each kind would go, and come back."""
        return Counter(map(_kind, self.gone)), Counter(map(_kind, self.back))


def keep_daily_copy(journal: Path, day: date) -> None:
    """Make the copy of a day, unless there is one.

    Raises:
        JournalError: if that cannot be done.
    """
    backups = Backups(journal)
    if not backups.has(day):
        backups.make(day)


class Backups:
    """The copies of one journal, in a folder beside it."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self.folder = journal.parent / _FOLDER

    def all(self) -> list[Path]:
        """The daily copies, oldest first."""
        return sorted(self.folder.glob(_DAILY))

    def has(self, day: date) -> bool:
        """Whether there is a copy of that day."""
        return self._of(day).exists()

    def make(self, day: date) -> Path:
        """Make the copy of a day, in the place of an earlier one, and let the eighth go.

        Raises:
            JournalError: if the journal cannot be read, or the copy not be written.
        """
        path = self.copy_to(self._of(day))
        for old in self.all()[:-KEPT]:
            old.unlink(missing_ok=True)
        return path

    def copy_to(self, path: Path) -> Path:
        """Copy the journal, as it is now, to a file for its owner alone.

        Raises:
            JournalError: if the journal cannot be read, or the copy not be written.
        """
        new = path.with_name(f".new-{os.getpid()}-{path.name}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _sentence(self._journal), closing(_opened(self._journal)) as source:
                _copy(source, new)
            new.replace(path)
        except OSError as error:
            raise JournalError(
                f"{path}: the copy cannot be written ({error.strerror}); "
                "make room, or name another place."
            ) from error
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return path

    def change(self, copy: Path) -> Change:
        """What restoring a copy would change.

        Raises:
            JournalError: if the copy is none of a journal, or is damaged.
        """
        with _present_form(copy) as sound:
            wanted = {one.id: one for one in _events(sound)}
        present = {one.id: one for one in _events(self._journal)}
        return Change(
            gone=tuple(one for id_, one in present.items() if id_ not in wanted),
            back=tuple(one for id_, one in wanted.items() if id_ not in present),
        )

    def restore(self, copy: Path, now: datetime) -> Path:
        """Put a copy in the journal's place; returns where the journal as it was is kept.

        Programs that have the journal open go on with what was restored.

        Raises:
            JournalError: if that cannot be done; the journal stays as it was.
        """
        kept = self.copy_to(self.folder / f"before-restore-{now:%Y%m%d-%H%M%S}.db")
        with (
            _present_form(copy) as sound,
            _sentence(self._journal),
            closing(_opened(sound)) as source,
            closing(_opened(self._journal)) as target,
        ):
            source.backup(target)
        return kept

    def replace_damaged(self, copy: Path, now: datetime) -> Path:
        """Put a copy in the place of a journal that cannot be read; returns where that is kept.

        Raises:
            JournalError: if the copy is not sound, or cannot be put there.
        """
        kept = self._journal.with_name(f"journal.damaged-{now:%Y%m%d-%H%M%S}.db")
        try:
            with _present_form(copy) as sound:
                whole = Backups(sound).copy_to(self._journal.with_name(".restored.db"))
            self._journal.replace(kept)
            for log in ("-wal", "-shm"):
                self._journal.with_name(self._journal.name + log).unlink(missing_ok=True)
            whole.replace(self._journal)
        except OSError as error:
            raise JournalError(
                f"{self._journal}: the copy cannot be put there ({error.strerror}); "
                "see that the folder is yours."
            ) from error
        return kept

    def _of(self, day: date) -> Path:
        return self.folder / f"journal-{day}.db"


@contextmanager
def _present_form(copy: Path) -> Iterator[Path]:
    """A passing copy of a copy, in the present schema; the copy itself is left as it is."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - a megabyte that the day's copy spares

    with TemporaryDirectory(prefix="coach-") as folder:
        path = Backups(copy).copy_to(Path(folder) / "journal.db")
        with _sentence(copy), closing(_opened(path)) as db:
            db.execute("select id from entries limit 1")
        Journal(path).close()
        yield path


def _opened(path: Path) -> sqlite3.Connection:
    """A file that is there; SQLite by itself would make it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


def _copy(source: sqlite3.Connection, to: Path) -> None:
    to.touch(mode=0o600)
    with closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, to be carried anywhere
        if (found := copy.execute("pragma quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)


def _events(path: Path) -> Iterator[Event]:
    with closing(Journal(path)) as journal:
        for entry in journal.entries():
            yield entry.event


def _kind(event: Event) -> str:
    return str(event.__struct_config__.tag)


@contextmanager
def _sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise JournalError(
            f"{path}: not done, and nothing was changed (SQLite says: {error})."
        ) from error
