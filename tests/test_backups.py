"""Copies of the journal, and the way back to one."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.backups import KEPT, Backups, keep_daily_copy
from coach.domain.events import StepDone, StepSkipped
from coach.errors import JournalError
from coach.journal import Journal
from coach.journal.schema import MIGRATIONS, migrate

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
from coach.domain.events import StepDone
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
    assert change.counts() == ({"step-done": 1, "step-skipped": 1}, {})
    assert copy.read_bytes() == before
    Backups(path).restore(copy, NOON)
    kept = next(path.parent.glob("backups/before-restore-*"))
    assert Backups(path).change(kept).counts() == ({}, {"step-done": 1, "step-skipped": 1})


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
    with pytest.raises(JournalError, match=r"the copy cannot be written \(.*\); make room"):
        keep_daily_copy(path, date(2026, 3, 3))
