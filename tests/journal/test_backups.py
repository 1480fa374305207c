"""Copies of the journal, and the way back to one."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coach.domain.day.planned import Moment, MomentKind
from coach.domain.events.types import EntryRetracted, StepDone, StepSkipped
from coach.errors import JournalError, NotSavedError
from coach.journal import Entry, Journal
from coach.journal.backups import KEPT, Backups, keep_daily_copy
from coach.journal.deliveries import Deliveries
from coach.journal.schema import MIGRATIONS, migrate
from coach.journal.sync.state import SyncState

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coach" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal(path)) as journal:
        yield journal


def done(number: int) -> StepDone:
    return StepDone(id=f"{number:012x}", at=NOON, day=DAY, step="ice")


def written(path: Path) -> list[str]:
    with closing(Journal(path)) as journal:
        return [one.event.id for one in journal.entries()]


def test_a_copy_is_one_file_for_its_owner_alone(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    assert [one.name for one in copy.parent.iterdir()] == ["journal-2026-03-02.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert written(copy) == [done(1).id]


def test_the_last_seven_are_kept(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    for ahead in range(10):
        keep_daily_copy(path, DAY + timedelta(days=ahead))
    names = [one.stem for one in Backups(path).all()]
    assert len(names) == KEPT
    assert names[0] == "journal-2026-03-05"


@pytest.mark.parametrize("name", ["a.db", "a.sqlite", "[a]*.db", "a-2026-03-02.db"])
def test_copies_are_of_the_journal_whose_name_they_bear(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "journals"
    paths = [folder / one for one in ("journal.db", "b.db", "sqlite.db", "[a].db", name)]
    for number, path in enumerate(paths):
        with closing(Journal(path)) as journal:
            journal.append(done(number))
        Backups(path).make(DAY)
    (copy,) = Backups(paths[-1]).all()
    assert written(copy) == [done(len(paths) - 1).id]
    assert Backups(paths[0]).all() == [folder / "backups" / "journal-2026-03-02.db"]


def test_one_a_day_is_enough(journal: Journal, path: Path) -> None:
    keep_daily_copy(path, DAY)
    journal.append(done(1))
    keep_daily_copy(path, DAY)
    assert written(Backups(path).all()[0]) == []


def test_a_copy_is_whole_while_another_process_writes(path: Path) -> None:
    writing = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.domain.events.types import StepDone
from coach.journal import Journal
journal = Journal(Path(sys.argv[1]))
print(flush=True)
for number in range(10**6):
    now = datetime.now(UTC)
    ids = (f"{number:012x}a", f"{number:012x}b")
    journal.append(*(StepDone(id=one, at=now, day=now.date(), step="ice") for one in ids))
"""
    with subprocess.Popen(
        [sys.executable, "-c", writing, str(path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            for number in range(5):
                ids = written(Backups(path).copy_to(path.with_name(f"copy-{number}.db")))
                assert len(ids) % 2 == 0
        finally:
            process.kill()


def test_a_damaged_journal_takes_no_good_copy_s_place(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(*(done(number) for number in range(2000)))
    copy = Backups(path).make(DAY)
    before = copy.read_bytes()
    whole = path.read_bytes()
    path.write_bytes(whole[:40960] + b"\xff" * 40960 + whole[81920:])
    with pytest.raises(JournalError, match="nothing was changed"):
        Backups(path).make(DAY)
    assert copy.read_bytes() == before
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]


def test_what_would_change_is_told_first(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    journal.append(done(2), StepSkipped(id="3", at=NOON, day=DAY, step="run"))
    before = copy.read_bytes()
    change = Backups(path).change(copy)
    assert change.counts() == ({StepDone: 1, StepSkipped: 1}, {})
    assert copy.read_bytes() == before
    Backups(path).restore(copy, NOON)
    kept = next(path.parent.glob("backups/before-restore-*"))
    assert Backups(path).change(kept).counts() == ({}, {StepDone: 1, StepSkipped: 1})


def test_an_open_program_goes_on_with_what_was_restored(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    journal.append(done(2))
    version = journal.version()
    Backups(path).restore(copy, NOON)
    assert journal.version() != version
    assert [one.event.id for one in journal.entries()] == [done(1).id]
    journal.append(done(3))
    assert written(path) == [done(1).id, done(3).id]


def test_an_old_copy_is_brought_to_the_present_schema(journal: Journal, path: Path) -> None:
    old = path.with_name("old.db")
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrate(db, old, MIGRATIONS[:1])
    Backups(path).restore(old, NOON)
    journal.append(done(1))
    assert journal.rows("pragma user_version") == [(len(MIGRATIONS),)]
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100], ids=["empty", "text"])
def test_what_is_no_journal_is_refused(journal: Journal, path: Path, content: bytes) -> None:
    journal.append(done(1))
    other = path.with_name("other")
    other.write_bytes(content)
    for act in (Backups(path).change, lambda copy: Backups(path).restore(copy, NOON)):
        with pytest.raises(JournalError, match=r"other: .*nothing was changed"):
            act(other)
    assert [one.event.id for one in journal.entries()] == [done(1).id]


def test_a_copy_takes_the_place_of_a_journal_that_cannot_be_read(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(done(1))
    copy = Backups(path).make(DAY)
    path.write_bytes(b"scrambled" * 1000)
    kept = Backups(path).replace_damaged(copy, NOON)
    assert written(path) == [done(1).id]
    assert kept.read_bytes().startswith(b"scrambled")


def test_where_it_cannot_be_written_that_is_one_sentence(journal: Journal, path: Path) -> None:
    del journal
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(JournalError) as raised:
        keep_daily_copy(path, date(2026, 3, 3))
    folder = path.parent / "backups"
    copy = folder / "journal-2026-03-03.db"
    said = f"(Not a directory); check that {folder} is a folder of yours."
    assert str(raised.value) == f"{copy} cannot be written {said}"


def test_a_disk_without_room_is_named_by_the_copy_that_it_has_none_for(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(done(1))
    connect = sqlite3.connect

    def small(*names: Any, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as it takes
        db: sqlite3.Connection = connect(*names, **options)
        db.execute("pragma max_page_count = 1")
        return db

    to = path.parent / "copy.db"
    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(JournalError) as raised:
        Backups(path).copy_to(to)
    assert str(raised.value) == f"{to} cannot be written (No space left on device); make room."
    assert not to.exists()


# --- Never a good copy for a worse one -----------------------------------------------------------


def test_the_copy_just_made_is_never_the_one_that_goes(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    for ahead in range(KEPT):
        Backups(path).make(DAY + timedelta(days=1000 + ahead))
    journal.append(done(2))
    made = Backups(path).make(DAY)
    journal.append(done(3))
    later = Backups(path).make(DAY + timedelta(days=1))
    kept = Backups(path).all()
    assert len(kept) == KEPT
    assert {made, later} <= set(kept)


def test_the_fullest_copy_outlives_those_of_a_journal_begun_anew(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(done(1), done(2), done(3))
    full = Backups(path).make(DAY)
    path.write_bytes(b"")
    for ahead in range(1, 20):
        with closing(Journal(path)) as journal:
            if ahead % 10 == 0:
                journal.append(done(1000 + ahead))
        Backups(path).make(DAY + timedelta(days=ahead))
    assert full in Backups(path).all()
    fuller = Backups(path).fuller()
    assert fuller
    assert (fuller[0], fuller[1].entries) == (full, 3)


@pytest.mark.parametrize(("count", "told"), [(1, "1 entry"), (2, "2 entries")])
def test_fewer_entries_take_no_fuller_copy_s_place(path: Path, count: int, told: str) -> None:
    entries = [done(number) for number in range(count)]
    with closing(Journal(path)) as journal:
        journal.append(*entries)
    copy = Backups(path).make(DAY)
    path.write_bytes(b"")
    Journal(path).close()
    with pytest.raises(JournalError, match=rf"stays: it has {told}, and the journal 0.*restore"):
        Backups(path).make(DAY)
    assert written(copy) == [one.id for one in entries]


@pytest.mark.usefixtures("journal")
def test_what_killed_programs_left_goes_with_the_next_copy(path: Path) -> None:
    folder = Backups(path).make(DAY).parent
    left = [folder / ".new-123-journal-2026-03-01.db", folder / ".coach-new-x-journal"]
    for one in left:
        one.write_bytes(b"half")
        os.utime(one, (0, 0))
    Backups(path).make(DAY)
    assert [one.name for one in folder.iterdir()] == ["journal-2026-03-02.db"]


@pytest.mark.usefixtures("journal")
def test_no_copy_is_written_through_the_link_of_another(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    target.write_bytes(b"precious")
    for name in (f".new-{os.getpid()}-copy.db", "copy.db"):
        (tmp_path / name).symlink_to(target)
    Backups(path).copy_to(tmp_path / "copy.db")
    assert target.read_bytes() == b"precious"
    assert not (tmp_path / "copy.db").is_symlink()


# --- What a copy brings in -----------------------------------------------------------------------


def hostile(path: Path) -> Path:
    """A copy with more in it than entries, and with one that cannot be true."""
    with closing(Journal(path.with_name("other.db"))) as journal:
        journal.append(done(1), done(2))
    with closing(sqlite3.connect(path.with_name("other.db"))) as db:
        db.execute("create trigger more after insert on entries begin delete from entries; end")
        db.execute("create table loot (x)")
        db.execute("update entries set body = json_set(body, '$.at', '2026-01-01T00:00:00') "
                   "where id = ?", (done(2).id,))  # fmt: skip
        db.commit()
    return path.with_name("other.db")


def test_only_entries_that_can_be_true_come_in(journal: Journal, path: Path) -> None:
    journal.append(done(7))
    copy = hostile(path)
    assert Backups(path).change(copy).counts() == ({StepDone: 1}, {StepDone: 1})
    Backups(path).restore(copy, NOON)
    assert written(path) == [done(1).id]
    journal.append(done(8))
    assert written(path) == [done(1).id, done(8).id]
    names = "select name from sqlite_schema where name in ('more', 'loot')"
    assert journal.rows(names) == []


def test_a_copy_whose_tables_are_others_is_refused_and_counts_for_nothing(
    journal: Journal, path: Path
) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    with closing(sqlite3.connect(copy)) as db:
        db.executescript(
            "alter table entries rename to real; create view entries as "
            "with recursive more (n) as (select 1 union all select n + 1 from more) "
            "select real.* from real, more"
        )
    assert Backups(path).fuller() is None
    with pytest.raises(JournalError, match="someone has changed its tables"):
        Backups(path).change(copy)


def test_what_was_told_stays_told_and_what_was_retracted_stays_so(
    journal: Journal, path: Path
) -> None:
    gone = EntryRetracted(id=f"{2:012x}", at=NOON, day=DAY, entries=(done(1).id,))
    journal.append(done(1), gone)
    copy = Backups(path).make(DAY)
    values = ("k", "2026-03-02", "ice", "due", *["2026-03-02T12:00:00+00:00"] * 2)
    with journal.transaction() as db:
        db.execute(
            "insert into deliveries values (?, ?, ?, ?, ?, 'me', ?, ?, null, '', '[]')",
            (*values, values[-1]),
        )
    Backups(path).restore(copy, NOON)
    assert journal.since(DAY) == []
    assert journal.rows("select count(*) from deliveries") == [(1,)]


def test_a_copy_of_a_newer_coach_is_named_as_that(journal: Journal, path: Path) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    with closing(sqlite3.connect(copy)) as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(JournalError, match="a newer coach wrote this copy"):
        Backups(path).change(copy)


# --- What is damaged, and what is not ------------------------------------------------------------


def test_a_locked_journal_is_not_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.journal.opening.BUSY_SECONDS", 0.05)
    Journal(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma locking_mode = exclusive")
        db.execute("begin exclusive")
        with pytest.raises(NotSavedError, match="locked"):
            Backups(path).is_damaged()


def test_a_journal_without_one_of_its_tables_is_damaged(journal: Journal, path: Path) -> None:
    with journal.transaction() as db:
        db.execute("drop table retractions")
    assert Backups(path).is_damaged()


def test_a_newer_journal_is_not_damaged(path: Path) -> None:
    Journal(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(JournalError, match="newer coach"):
        Backups(path).is_damaged()


def test_a_damaged_page_is_found(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(*(done(number) for number in range(2000)))
    assert not Backups(path).is_damaged()
    whole = path.read_bytes()
    path.write_bytes(whole[:40960] + b"\xff" * 40960 + whole[81920:])
    assert Backups(path).is_damaged()


def test_the_log_of_a_damaged_journal_goes_aside_with_it(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(done(1))
    copy = Backups(path).make(DAY)
    path.write_bytes(b"scrambled" * 1000)
    path.with_name("journal.db-wal").write_bytes(b"the last entries")
    kept = Backups(path).replace_damaged(copy, NOON)
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the last entries"
    assert written(path) == [done(1).id]
    left = {one.name for one in path.parent.iterdir()}
    assert left == {"backups", "journal.db", kept.name, f"{kept.name}-wal"}


def test_two_restores_in_a_second_keep_what_was_there_before_each(
    journal: Journal, path: Path
) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    journal.append(done(2))
    first, second = (Backups(path).restore(copy, NOON) for _ in range(2))
    assert written(first) == [done(1).id, done(2).id]
    assert written(second) == [done(1).id]


def test_what_is_recorded_during_a_restore_waits_for_its_end(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(done(1))
    copy = Backups(path).make(DAY)
    monkeypatch.setattr("coach.journal.opening.BUSY_SECONDS", 0.05)
    before = Backups.before

    def slow(self: Backups, what: str, now: datetime) -> Path:
        kept = before(self, what, now)
        with closing(Journal(path)) as other, pytest.raises(NotSavedError, match="locked"):
            other.append(done(2))
        return kept

    monkeypatch.setattr(Backups, "before", slow)
    Backups(path).restore(copy, NOON)


# What a journal holds beside its entries.


def scrambled(path: Path) -> None:
    path.write_bytes(b"scrambled" * 1000)


def test_a_copy_in_a_damaged_journals_place_knows_what_was_told_and_who_this_machine_is(
    path: Path,
) -> None:
    moment = Moment(DAY, "ice", MomentKind.DUE, NOON)
    with closing(Journal(path)) as journal:
        state = SyncState(journal)
        state.take_name("desk-1", "a1", "/sync")
        state.take_runner("0123456789abcdef")
        state.answer(["lap-2"], is_own=True)
        state.take_in([Entry.read(msgspec.json.encode(done(1)).decode())], "lap-2")
        Deliveries(journal).claim([moment], "reminders", NOON)
        Deliveries(journal).note_announced([moment], NOON, "push")
    copy = Backups(path).make(DAY)
    scrambled(path)
    Backups(path).replace_damaged(copy, NOON)
    with closing(Journal(path)) as journal:
        state = SyncState(journal)
        assert state.name("a1", "/sync") == "desk-1"
        assert (state.runner(), state.answers()) == ("0123456789abcdef", {"lap-2": True})
        assert state.machines() == {"lap-2"}
        (told,) = Deliveries(journal).since(DAY).values()
        assert (told.moment, told.told, told.channel) == (moment, NOON, "push")


def test_of_a_copy_comes_along_only_what_can_be_true(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.append(done(1))
    copy = Backups(path).make(DAY)
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.execute("insert into this_machine values ('../../x', 'a1', '/sync', 9, '')")
        db.execute("insert into machines values ('.ssh', 1)")
        db.execute("insert into received values ('zzzz', 'lap-2')")
        row = ("key", "today", "ice", "due", *["soon"] * 5, "push", "no list")
        db.execute("insert into deliveries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    scrambled(path)
    Backups(path).replace_damaged(copy, NOON)
    with closing(Journal(path)) as journal:
        state = SyncState(journal)
        assert state.name("a1", "/sync") is None
        assert (state.answers(), state.machines()) == ({}, set())
        assert not Deliveries(journal).since(date.min)
    assert written(path) == [done(1).id]


def test_a_copy_of_an_older_schema_comes_along_as_far_as_it_goes(path: Path) -> None:
    copy = path.parent / "old.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        migrate(db, copy, MIGRATIONS[:1])
    scrambled(path)
    Backups(path).replace_damaged(copy, NOON)
    assert written(path) == []
