"""Events in SQLite: append, read, and notice what others append.

The file is WAL with `synchronous=FULL`: what was recorded survives a power cut. The log beside it
is soon folded into it, as people move and copy the file alone. It and its folder are for their
owner alone.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from coach.domain.events.types import EntryRetracted, Event
from coach.domain.heel.hindsight import StoredEvent
from coach.errors import DamagedError, JournalError, NotSavedError
from coach.journal import gate
from coach.journal.ids import LATEST
from coach.journal.place import FilePlace
from coach.journal.schema import is_newest, migrate, refuse_changed
from coach.system.atomic_write import is_anything_at, make_folder, refuse_unless_plain
from coach.system.owners import is_open, mend_access

_BUSY_SECONDS = 2.0
_HURRIED_SECONDS = 0.3
"""What somebody at a screen waits for a key without wondering."""
_FOLD_SECONDS = 0.05
"""For those who read just now."""
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
_REASONS = {
    sqlite3.SQLITE_BUSY: "another program holds it locked; close that program",
    sqlite3.SQLITE_LOCKED: "another program holds it locked; close that program",
    sqlite3.SQLITE_FULL: "the disk is full; make room on it",
    sqlite3.SQLITE_IOERR: "the disk does not take it; check that it is neither full nor failing",
    sqlite3.SQLITE_READONLY: "it may not be written to; give yourself write permission",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder is there and yours",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged, or no journal at all",
}
_NO_ACCESS = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
_CANNOT_HOLD = (
    "this drive cannot hold a journal, as many network drives cannot; keep it on a local drive "
    "with `--journal FILE`, and let `[sync]` carry it"
)
_MEND_DAMAGED = (
    "Coach has left it untouched: `coach restore` puts a copy in its place, or move it away to "
    "start a new one"
)


_STANDS = """
    where one.entry = entries.id
    and not exists (select 1 from retractions where entry = one.by)
"""
_STANDING = f"select by from retractions as one {_STANDS}"  # noqa: S608 - a constant
"""The retractions of an entry that were not taken back."""
_IS_GONE = f"exists ({_STANDING})"
_KNOWN_IDS = f"""
    select id from entries where id > '' and id not glob '*[^0-9a-f]*' and not instr(id, char(0))
    and (id < '{LATEST}' or length(id) < {len(LATEST)}) order by id
"""  # noqa: S608 - a constant
"""The ids that new ones are to follow."""
LARGEST_ROW = 64 * 1024 * 1024
"""Bytes; whoever puts more into a row wants to fill the memory."""
_SANE = (str(gate.FIRST_DAY), str(gate.LAST_DAY))
"""Days beyond these stand only in rows that are passed over."""
_INTO_ENTRIES = "into entries values (?, ?, ?, ?, ?, ?)"
_RECEIVED = """
    insert or ignore into received
        select ?, ? where not exists (select 1 from entries where id = ?)
"""


class Entry(NamedTuple):
    """An event, and the very text in which it was recorded."""

    event: Event
    body: str

    @classmethod
    def of(cls, event: Event) -> Entry:
        """The entry of an event that is to be recorded."""
        return cls(event, msgspec.json.encode(event).decode())

    @classmethod
    def read(cls, body: str) -> Entry:
        """The entry in a text from elsewhere.

        Raises:
            msgspec.ValidationError: if it cannot be true, or is none that this coach can read.
        """
        return cls(gate.take(body), body)


class Journal:
    """The journal in one file, open in this process."""

    def __init__(self, path: Path) -> None:
        """Open the journal, and make it where there is none.

        Raises:
            JournalError: if it cannot be opened, is damaged, or was written by a newer coach.
        """
        self.path = path
        self._moves = self._folded = 0
        self._is_held = False
        self._only_read: NotSavedError | None = None
        """Why nothing can be written, where the journal can be read all the same."""
        self.has_recorded = False
        """Whether any entry was added here."""
        self._patience = _BUSY_SECONDS
        self._db = self._opened()
        self._place = FilePlace(path)

    def _opened(self) -> sqlite3.Connection:
        """The journal to be read and written, or only read where nothing can be written."""
        try:
            db = self._opened_to_write()
        except NotSavedError as error:
            reader = None if _is_busy(error) else _opened_to_read(self.path)
            if reader is None:
                raise
            self._only_read = error
            return reader
        self._only_read = None
        return db

    def _open_to_write(self) -> None:
        """Write again, if there is room since; what else stands in the way tells why not."""
        if self._only_read:
            db = self._opened_to_write()
            self._db.close()
            self._db, self._only_read = db, None
            self._moves += 1
            self._folded = 0

    def _opened_to_write(self) -> sqlite3.Connection:
        with self._told():
            _make_private(self.path)
            db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
            db.text_factory = as_text
            try:
                _use_wal(db, self.path)
                db.execute("pragma synchronous = full")
                migrate(db, self.path)
                _refuse_unless_steady(db)
            except BaseException:
                db.close()
                raise
            return db

    def keep_up(self) -> bool:
        """Follow the path to the file that is there now; say whether it is another one.

        A program that stays open would else write into a file that was moved or deleted.

        Raises:
            NotSavedError: if there is no file, or a part of it is gone.
            JournalError: if the file is no journal that can be used.
        """
        if self._place.is_kept():
            self._refuse_cut()
            return False
        if not is_anything_at(self.path):
            raise NotSavedError(
                f"{self.path}: the journal is gone from there; put it back, or start Coach anew. "
                "What you enter until then is kept."
            )
        self._place.leave()
        db = self._opened()
        self._db.close()
        self._db, self._place = db, FilePlace(self.path)
        self._patience = _BUSY_SECONDS
        self._moves += 1
        self._folded = 0
        return True

    def _refuse_cut(self) -> None:
        """Write nothing into what is left of a file; who tidied it up has left all of it."""
        if not self._place.is_shorter():
            return
        query = "select page_count * page_size from pragma_page_count, pragma_page_size"
        with suppress(DamagedError):
            if self.rows(query)[0][0] <= self._place.size():
                self._place = FilePlace(self.path)
                return
        raise NotSavedError(
            f"{self.path}: the end of the journal is cut off; `coach restore` brings back a copy. "
            "What you enter until then is kept."
        )

    @property
    def file(self) -> str:
        """The identity of the file that is open, which need not be at the path any more."""
        return self._place.file

    def fold_log(self) -> None:
        """Bring what was written here from SQLite's log into the file itself, and empty the log.

        Whoever moves or copies that file then takes all of it along, and no log is left that SQLite
        would read into a file that takes its place.
        """
        with suppress(sqlite3.Error):  # The next look will do.
            written = self._db.total_changes
            if written == self._folded:
                return
            with self._waiting_for_readers():
                is_busy, *_ = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._folded = self._folded if is_busy else written

    @contextmanager
    def _waiting_for_readers(self) -> Iterator[None]:
        """Wait no longer for those who read than a key may take."""
        self._wait(_FOLD_SECONDS)
        try:
            yield
        finally:
            self._wait(self._patience)

    def hurry(self, *, is_hurried: bool) -> None:
        """Wait no longer than a key may take while another program writes, or again as usual."""
        self._patience = _HURRIED_SECONDS if is_hurried else _BUSY_SECONDS
        self._wait(self._patience)

    def _wait(self, seconds: float) -> None:
        self._db.execute(f"pragma busy_timeout = {seconds * 1000:.0f}")

    def close(self) -> None:
        """Close the file."""
        self.fold_log()
        self._db.close()

    def append(self, *events: Event) -> None:
        """Keep events that already have ids, all or none of them, in one transaction.

        Raises:
            NotSavedError: if they could not be written just now; nothing was.
            JournalError: if the journal is damaged.
        """
        with self.transaction():
            for event in events:
                self._insert(event)

    def append_knowing(
        self, first: date, until: date, make: Callable[[list[Event]], Sequence[Event]]
    ) -> None:
        """Append what `make` returns once it has seen all entries of some days.

        It sees retracted ones too, and nobody appends in between.

        Raises:
            JournalError: as `append` does.
        """
        query = "select id, body from entries where day >= ? and day < ? order by +id"
        with self.transaction() as db:
            known = _readable(db.execute(query, (str(first), str(until))))
            for event in make(list(known)):
                self._insert(event)

    def take_in(self, entries: Iterable[Entry], machine: str = "") -> int:
        """Add entries that were recorded elsewhere, all or none; returns how many were new.

        What is in the journal already is passed over, so that journals become one by union,
        in whatever order and however often they meet. Where a `machine` is named, it is noted as
        the one that recorded what was new.

        Raises:
            JournalError: as `append` does.
        """
        with self.transaction() as db:
            before, taken = self.count(), list(entries)
            if machine:
                db.executemany(_RECEIVED, [(event.id, machine, event.id) for event, _ in taken])
            self._add(taken)
            return self.count() - before

    def become(self, entries: Iterable[Entry]) -> None:
        """Hold these entries and no others; what stands in a sync folder is read once more.

        Raises:
            JournalError: as `append` does.
        """
        with self.transaction() as db:
            for table in ("entries", "retractions", "segments"):
                db.execute(f"delete from {table}")  # noqa: S608 - names of our own
            db.execute("update this_machine set published = 0")
            self._add(list(entries))

    def is_sound(self) -> bool:
        """Whether the file holds together."""
        return bool(self.rows("pragma quick_check(1)") == [("ok",)])

    def entries(self) -> Iterator[Entry]:
        """Every entry ever recorded, retracted ones included, in the order of recording.

        What cannot be read is passed over here as everywhere; `unread` tells of it.
        """
        with self._told():
            for id_, body in self._db.execute("select id, body from entries order by id"):
                for event in _readable([(id_, body)]):
                    yield Entry(event, body)

    def unread(self) -> dict[str, str]:
        """Why entries cannot be read, by their ids."""
        with self._told():
            return unread(self._db)

    def since(self, day: date) -> list[Event]:
        """The events that hold, of that coach day and later, in the order of recording."""
        # `+id`: sorting the few days is quick, walking all years in the order of ids is not.
        return self._events("select id, body from holding where day >= ? order by +id", str(day))

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        """The events that hold, of the coach days from `first` up to and without `until`.

        Only those of some kinds, where any are named.
        """
        among, tags = _among(kinds) if kinds else ("true", [])
        query = f"select id, body from holding where day >= ? and day < ? and {among} order by +id"  # noqa: S608 - marks
        return self._events(query, str(first), str(until), *tags)

    def of_kinds(self, *kinds: type[Event]) -> list[Event]:
        """All events that hold, of these kinds, in the order of recording."""
        among, tags = _among(kinds)
        query = f"select id, body from holding where {among} order by +id"  # noqa: S608 - marks
        return self._events(query, *tags)

    def first_day(self) -> date | None:
        """The first coach day with an entry that no file tells; a watch knows of years before."""
        query = (
            "select day from holding where day between ? and ? "
            "and iif(json_valid(body), ifnull(body ->> 'file', '') = '', 0) order by day limit 1"
        )
        return next(_days(self.rows(query, *_SANE)), None)

    def recorded_on(self, day: date, first: str, until: str) -> list[Event]:
        """The entries that stand, also retractions, of a day or with an id in between.

        An id from a clock that was ahead is not in between, and neither are those after it.
        """
        query = f"""select id, body from entries
            where (day = ? or id >= ? and id < ?) and not {_IS_GONE}"""  # noqa: S608 - ours
        return self._events(query, str(day), first, until)

    def months(self) -> list[date]:
        """The first days of the months of which there are entries, newest first."""
        # Ten years have 70,000 days of entries to look through, and 120 months to jump between.
        query = """with recursive months (day) as (
                select max(day) from entries where day between ? and ? union all
                select (select max(day) from entries
                        where day between ? and ? and day < substr(months.day, 1, 7))
                    from months where day is not null)
            select substr(day, 1, 7) from months where day is not null"""
        return list(_days((f"{month}-01",) for (month,) in self.rows(query, *_SANE, *_SANE)))

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        """Every entry for some coach days, retracted ones included; of some kinds, if named."""
        among, tags = _among(kinds) if kinds else ("kind <> 'entry-retracted'", [])
        query = f"""select id, body, (select min(by) from ({_STANDING})) from entries
            where day >= ? and day < ? and {among} order by +id"""  # noqa: S608 - ours
        with self._told():
            rows = self._db.execute(query, (str(first), str(until), *tags))
            return [StoredEvent(event, by) for *row, by in rows for event in _readable([row])]

    def done_between(self, first: date, until: date, steps: Iterable[str]) -> list[Event]:
        """When any of these steps were done, on the coach days from `first` up to `until`."""
        query = """select id, body from holding
            where kind = 'step-done' and step = ? and day >= ? and day < ? order by +id"""
        found = (self._events(query, step, str(first), str(until)) for step in sorted(steps))
        return [event for events in found for event in events]

    def first_ids(self, first: date, until: date) -> dict[date, str]:
        """The first id recorded of each of some coach days."""
        query = "select day, min(id) from entries where day >= ? and day < ? group by day"
        rows = self.rows(query, str(first), str(until))
        return {day: first_id for text, first_id in rows for day in _days([(text,)])}

    def pains(self, spans: Sequence[tuple[date, date]]) -> list[list[int]]:
        """The first-step pains of spans of coach days, each from a day up to and without another.

        An index holds all that is asked for, so that SQLite from 3.41 on reads no entries.
        """
        asked = ",".join(f'["{first}","{until}"]' for first, until in spans)
        query = f"""select span.key, group_concat(pain) from json_each(?) as span join entries
            on kind = 'pain-checked' and day >= span.value ->> 0 and day < span.value ->> 1
            and pain between 0 and 10 and typeof(pain) = 'integer' and not {_IS_GONE}
            group by span.key"""  # noqa: S608 - ours
        found = dict(self.rows(query, f"[{asked}]"))
        return [
            [int(one) for one in found.get(key, "").split(",") if one] for key in range(len(spans))
        ]

    def retractions_of(self, entry_id: str) -> list[str]:
        """The ids of the retractions by which an entry does not hold, oldest first."""
        query = f"select by from (select ? as id) as entries, retractions as one {_STANDS}"  # noqa: S608 - ours
        return [by for (by,) in self.rows(f"{query} order by by", entry_id)]

    def ids_like(self, part: str) -> list[str]:
        """The ids of entries that begin or end like that, but for those of retractions."""
        query = """select id from entries where ? in (substr(id, 1, ?), substr(id, -?))
            and kind <> 'entry-retracted'"""
        return [id_ for (id_,) in self.rows(query, part, len(part), len(part))]

    def entry(self, entry_id: str) -> Event | None:
        """The entry with that id, whether it still holds or not."""
        with self._told():
            query = "select id, body from entries where id = ?"
            return next(_readable(self._db.execute(query, (entry_id,))), None)

    def last_id(self) -> str:
        """The greatest id in the journal; empty where there is no entry yet."""
        with self._told():
            return last_id(self._db)

    def first_id(self) -> str:
        """The least id in the journal; empty where there is no entry yet."""
        with self._told():
            return next((id_ for (id_,) in self._db.execute(_KNOWN_IDS)), "")

    def stamp(self) -> tuple[int, int, int]:
        """What changes whenever anything is written, here or by another process."""
        return self.version(), self._db.total_changes, self._moves

    @property
    def has_written(self) -> bool:
        """Whether anything was written here."""
        return self._db.total_changes > 0

    def version(self) -> int:
        """A number that changes when another process appends."""
        with self._told():
            return _version(self._db)

    def _add(self, entries: Sequence[Entry]) -> None:
        added = self._db.executemany(f"insert or ignore {_INTO_ENTRIES}", map(_row, entries))
        self.has_recorded |= added.rowcount > 0
        for event, _ in entries:
            self._retract_by(event)

    def _insert(self, event: Event) -> None:
        row = _row(Entry.of(event))
        self._db.execute(f"insert {_INTO_ENTRIES}", row)
        self.has_recorded = True
        self._retract_by(event)

    def _retract_by(self, event: Event) -> None:
        if isinstance(event, EntryRetracted):
            note = "insert or ignore into retractions values (?, ?)"
            self._db.executemany(note, [(entry, event.id) for entry in event.entries])

    def count(self) -> int:
        """How many entries there are, retracted ones included."""
        return int(self.rows("select count(*) from entries")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written within, or nothing of it; one within another is part of it.

        Raises:
            JournalError: as `append` does.
        """
        if self._db.in_transaction and not self._is_held:
            yield self._db
            return
        if not self._db.in_transaction:
            self._begin()
        self._is_held = False
        with self._told():
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else write until a transaction within has ended, or else the block.

        Raises:
            JournalError: as `append` does.
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
        with self._told():
            self._db.execute("begin immediate")

    def _roll_back(self) -> None:
        if self._db.in_transaction:  # A failing disk has rolled back by itself.
            self._db.execute("rollback")

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """What a query finds."""
        with self._told():
            return self._db.execute(query, values).fetchall()

    def _events(self, query: str, *values: str) -> list[Event]:
        """The events whose texts a query finds."""
        with self._told():
            return list(_readable(self._db.execute(query, values)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the disk and SQLite raise into one clear sentence."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _explained(error, self.path) from error
        except OSError as error:
            reason = f"{self.path}: the journal cannot be opened ({error.strerror})"
            mend = "check that it is a file of yours, in a folder that you may write to"
            raise NotSavedError(f"{reason}; {mend_access(self.path) or mend}.") from error


def _is_busy(error: NotSavedError) -> bool:
    """Whether another program holds the journal just now, so that it can be written to later."""
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _opened_to_read(path: Path) -> sqlite3.Connection | None:
    """A journal that can be read though its disk is full or its folder is not to be written to.

    None where even that fails, or its schema is an older one, which would have to be changed.
    """
    if not (is_open(path, os.R_OK) and path.is_file()):
        return None
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    # Without a log nothing is missing from the file itself, and SQLite may take it as it is.
    for uri in (f"{path.as_uri()}?mode=ro", *([] if has_log else [f"{path.as_uri()}?immutable=1"])):
        with suppress(sqlite3.Error):
            db = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
            if _can_be_read(db):
                return db
            db.close()
    return None


def _can_be_read(db: sqlite3.Connection) -> bool:
    try:
        refuse_changed(db)
        db.text_factory = as_text
        db.execute("pragma locking_mode = exclusive")  # keeps SQLite's index of the log in memory
        db.execute("select count(*) from entries where id = ''").fetchone()
        return is_newest(db) and _is_steady(db)
    except sqlite3.Error:
        return False


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma data_version").fetchone()[0])


def _is_steady(db: sqlite3.Connection) -> bool:
    """Whether nothing seems to change by being looked at; others may write once in between.

    SQLite builds its index of the log anew for each look where it can neither use nor mend it.
    """
    return any(_version(db) == _version(db) for _ in range(5))


def _refuse_unless_steady(db: sqlite3.Connection) -> None:
    if not _is_steady(db):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _make_private(path: Path) -> None:
    make_folder(path.parent)
    # A file that is there is not opened: closing it again would drop the locks that another
    # connection of this process holds on it, and SQLite would take the journal apart under it.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        refuse_unless_plain(path.stat())


def _use_wal(db: sqlite3.Connection, path: Path) -> None:
    """SQLite does not wait by itself while another process does the same to a new file."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            (mode,) = db.execute("pragma journal_mode = wal").fetchone()
            if mode != "wal":
                raise JournalError(f"{path}: {_CANNOT_HOLD}.")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _days(rows: Iterable[tuple[str]]) -> Iterator[date]:
    """The days that some texts tell, but for those that tell none."""
    for (text,) in rows:
        with suppress(ValueError, TypeError):  # A damaged page may hold what is no text.
            yield date.fromisoformat(text)


def _row(entry: Entry) -> tuple[str | None, ...]:
    """The columns of an entry."""
    event = entry.event
    kind = str(event.__struct_config__.tag)
    step = getattr(event, "step", None)
    return event.id, event.at.isoformat(), event.day.isoformat(), kind, step, entry.body


def _among(kinds: Sequence[type[Event]]) -> tuple[str, list[str]]:
    """A condition for the events of some kinds, and its values."""
    tags = [str(kind.__struct_config__.tag) for kind in kinds]
    return f"kind in ({', '.join('?' for _ in tags)})", tags


def last_id(db: sqlite3.Connection) -> str:
    """The greatest id of a journal; empty where there is no entry yet."""
    found = db.execute(f"{_KNOWN_IDS} desc limit 1")
    return next((id_ for (id_,) in found), "")


def as_text(data: bytes) -> str:
    """A text in a journal; where a byte of it is damaged, only that entry cannot be read."""
    return data.decode(errors="surrogateescape")


def unread(db: sqlite3.Connection) -> dict[str, str]:
    """Why entries of a journal cannot be read, by their ids."""
    found = {}
    for id_, body in db.execute("select id, body from entries order by id"):
        try:
            _event(id_, body)
        except msgspec.ValidationError as error:
            found[id_] = gate.in_words(error)
    return found


def _readable(rows: Iterable[Sequence[str]]) -> Iterator[Event]:
    """The events in rows of an id and a text, but for those that cannot be read."""
    for id_, body in rows:
        with suppress(msgspec.ValidationError):
            yield _event(id_, body)


def _event(id_: str, body: str) -> Event:
    """The event in the text of an entry; under another id it could never be taken back."""
    event = gate.read(body)
    if event.id != id_:
        raise gate.EntryError(f"it says that its id is {event.id}")
    return event


def _explained(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> JournalError:
    is_no_text = isinstance(error, UnicodeDecodeError)  # SQLite's own words hold damaged names
    otherwise = sqlite3.SQLITE_CORRUPT if is_no_text else sqlite3.SQLITE_ERROR
    code = getattr(error, "sqlite_errorcode", otherwise) & 0xFF
    if code == sqlite3.SQLITE_PROTOCOL:
        return JournalError(f"{path}: {_CANNOT_HOLD}.")
    reason = _REASONS.get(code, f"SQLite says: {error}")
    if code in _NO_ACCESS and (mend := mend_access(path)):
        reason = f"{reason.partition(';')[0]}; {mend}"
    if code in _TRY_LATER:
        return NotSavedError(f"{path}: the journal cannot be written to: {reason}.")
    kind = DamagedError if code in _DAMAGED else JournalError
    return kind(f"{path}: the journal cannot be read: {reason}. {_MEND_DAMAGED}.")
