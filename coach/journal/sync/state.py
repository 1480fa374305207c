"""What the journal knows of the sync folder: this machine's name there, and what was read.

All of it may be lost: then everything is read and written once more, which changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coach.journal.entry_rows import Entry
from coach.journal.journal import Journal

MACHINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""The name of a machine, which is also that of a folder."""
RUNNER = re.compile(r"[0-9a-f]{16}")
"""The id that all machines of a runner have."""
SEGMENT_DIGITS = 4
"""The leading digits of an id that name its segment; one holds fifty days."""


LINE_EXTRA = 10
"""Bytes of a segment's line beside the text of its entry."""


class SegmentState(NamedTuple):
    """What distinguishes two states of a file: its size, and when it changed (ns)."""

    size: int
    changed: int


class SyncState:
    """The state of the sync folder, kept in the same file as the entries."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def name(self, fingerprint: str, folder: str) -> str | None:
        """The name that this machine took in a folder; None if it took none."""
        query = "select name from this_machine where fingerprint = ? and folder = ?"
        return next((name for (name,) in self._journal.rows(query, fingerprint, folder)), None)

    def take_name(self, name: str, fingerprint: str, folder: str) -> None:
        """Start in a new folder: nothing has been read there, and everything must be published."""
        values = (name, fingerprint, folder, self.runner())
        with self._journal.transaction() as db:
            for table in ("this_machine", "segments", "received"):
                db.execute(f"delete from {table}")  # noqa: S608 - names of our own
            db.execute("insert into this_machine values (?, ?, ?, 0, ?)", values)

    def runner(self) -> str:
        """The id that all machines of this runner have; empty before the first meeting."""
        rows = self._journal.rows("select runner from this_machine")
        return str(rows[0][0]) if rows else ""

    def take_runner(self, runner: str) -> None:
        """Set the id of the runner."""
        with self._journal.transaction() as db:
            db.execute("update this_machine set runner = ?", (runner,))

    def answers(self) -> dict[str, bool]:
        """Whether other machines are the runner's own, as far as the runner has said."""
        rows = self._journal.rows("select name, is_own from machines")
        return {name: bool(is_own) for name, is_own in rows}

    def answer(self, machines: Iterable[str], *, is_own: bool) -> None:
        """Record whether machines are the runner's own."""
        with self._journal.transaction() as db:
            rows = [(name, is_own) for name in machines]
            db.executemany("insert or replace into machines values (?, ?)", rows)

    def take_out(self, machine: str) -> int:
        """Remove what another runner's machine recorded; returns how many entries it was."""
        theirs = "(select entry from received where machine = ?)"
        with self._journal.transaction() as db:
            before = self._journal.count()
            db.execute(f"delete from retractions where by in {theirs}", (machine,))  # noqa: S608 - ours
            db.execute(f"delete from entries where id in {theirs}", (machine,))  # noqa: S608 - ours
            db.execute("delete from received where machine = ?", (machine,))
            db.execute("delete from segments where substr(name, 1, ?) = ?", _begin(machine))
            db.execute("insert or replace into machines values (?, 0)", (machine,))
            return before - self._journal.count()

    def known_files(self) -> dict[str, SegmentState]:
        """The files of the folder as they were when they were last read or written."""
        rows = self._journal.rows("select name, size, changed from segments")
        return {name: SegmentState(size, changed) for name, size, changed in rows}

    def note(self, files: Mapping[str, SegmentState]) -> None:
        """These files need not be read again as long as they stay as they are."""
        with self._journal.transaction() as db:
            rows = [(name, *state) for name, state in files.items()]
            db.executemany("insert or replace into segments values (?, ?, ?)", rows)

    def forget_files(self, names: Iterable[str]) -> None:
        """Forget files that are gone."""
        with self._journal.transaction() as db:
            db.executemany("delete from segments where name = ?", [(name,) for name in names])

    def adopt(self, machine: str) -> None:
        """From now on publish what a machine had recorded that has left the folder."""
        with self._journal.transaction() as db:
            db.execute("delete from received where machine = ?", (machine,))
            db.execute("update this_machine set published = 0")

    def machines(self) -> set[str]:
        """The machines from which entries came."""
        return {name for (name,) in self._journal.rows("select distinct machine from received")}

    def published(self) -> int:
        """How many there were when this machine last published."""
        rows = self._journal.rows("select published from this_machine")
        return int(rows[0][0]) if rows else 0

    def note_published(self, count: int) -> None:
        """Record that all of so many entries of this machine are in the folder."""
        with self._journal.transaction() as db:
            db.execute("update this_machine set published = ?", (count,))

    def own_segments(self) -> dict[str, int]:
        """The segments of this machine's own entries, each with the size of its texts in bytes."""
        query = """select substr(id, 1, ?), sum(length(cast(body as blob)) + ?) from entries
            where id not in (select entry from received) group by 1"""
        return dict(self._journal.rows(query, SEGMENT_DIGITS, LINE_EXTRA))

    def own(self, segment: str) -> list[str]:
        """The texts of this machine's own entries in a segment, oldest first."""
        query = """select body from entries where id >= ? and id < ?
            and id not in (select entry from received) order by id"""
        return [body for (body,) in self._journal.rows(query, segment, segment + "g")]

    def take_in(self, entries: Iterable[Entry], machine: str) -> int:
        """Take in what a machine has published; returns how many entries were new."""
        return self._journal.take_in(entries, machine)


def _begin(machine: str) -> tuple[int, str]:
    """The beginning of the names of a machine's files, and its length."""
    return len(machine) + 1, f"{machine}/"
