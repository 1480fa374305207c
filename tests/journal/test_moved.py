"""A journal that is moved, deleted or replaced under a program that stays open."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from coach.domain.events.types import StepDone
from coach.errors import JournalError, NotSavedError
from coach.journal import Journal
from coach.journal.backups import Backups
from coach.journal.new_ids import new_id
from coach.journal.place import refuse_lost

MORNING = datetime(2026, 11, 22, 7, tzinfo=UTC)


NUMBERS = count()


def done(step: str) -> StepDone:
    """Each is recorded a second after the one before."""
    at = MORNING + timedelta(seconds=next(NUMBERS))
    return StepDone(id=new_id(at, ""), at=at, day=date(2026, 11, 22), step=step)


def steps(path: Path) -> list[str]:
    journal = Journal(path)
    found = [one.event.step for one in journal.entries() if isinstance(one.event, StepDone)]
    journal.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    opened = Journal(path)
    opened.append(done("morning"))
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another journal, with one entry."""
    path = tmp_path / "other.db"
    written = Journal(path)
    written.append(done("restored"))
    written.close()
    return path


def test_nothing_is_written_into_a_file_that_is_gone(journal: Journal, path: Path) -> None:
    path.unlink()
    with pytest.raises(NotSavedError, match=r"the journal is gone from there; put it back"):
        journal.append(done("midday"))
    assert not path.exists()


def test_what_comes_after_a_move_is_written_where_the_journal_is_put_back(
    journal: Journal, path: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away.db"
    path.rename(away)
    with pytest.raises(NotSavedError):
        journal.append(done("midday"))
    away.rename(path)
    journal.append(done("midday"))
    assert steps(path) == ["morning", "midday"]


def test_a_journal_that_was_replaced_gets_what_is_recorded_next(
    journal: Journal, path: Path, other: Path
) -> None:
    before = journal.stamp()
    other.replace(path)
    journal.append(done("midday"))
    assert journal.stamp() != before
    assert steps(path) == ["restored", "midday"]


def test_the_log_of_the_old_file_does_not_reach_the_new_one(
    journal: Journal, path: Path, other: Path
) -> None:
    journal.append(*(done(f"step-{number}") for number in range(50)))
    assert journal.keep_up() is False
    other.replace(path)
    assert journal.keep_up() is True
    assert steps(path) == ["restored"]


def test_a_file_that_is_no_journal_is_refused_and_tried_again(
    journal: Journal, path: Path, other: Path
) -> None:
    path.unlink()
    path.write_text("no journal at all, and longer than a header of a database would be" * 20)
    with pytest.raises(JournalError, match="damaged"):
        journal.append(done("midday"))
    other.replace(path)
    journal.append(done("midday"))
    assert steps(path) == ["restored", "midday"]


@pytest.mark.parametrize("share", [0, 0.5, 0.9])
@pytest.mark.parametrize("is_folded", [True, False])
def test_nothing_is_written_into_what_is_left_of_a_file(
    journal: Journal, path: Path, share: float, *, is_folded: bool
) -> None:
    journal.append(*(done(f"step-{number}") for number in range(200)))
    if is_folded:
        journal.fold_log()
    assert journal.keep_up() is False
    os.truncate(path, int(path.stat().st_size * share))
    left = path.read_bytes()
    for use in (journal.keep_up, lambda: journal.append(done("midday"))):
        with pytest.raises(NotSavedError, match=r"the end of the journal is cut off; `coach rest"):
            use()
    assert path.read_bytes() == left


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_copy_in_the_place_of_what_is_left_is_followed(
    journal: Journal, path: Path, share: float
) -> None:
    journal.append(*(done(f"step-{number}") for number in range(200)))
    journal.fold_log()
    backups = Backups(path)
    copy = backups.make(MORNING.date())
    os.truncate(path, int(path.stat().st_size * share))
    assert backups.is_damaged()
    backups.replace_damaged(copy, MORNING)
    journal.append(done("midday"))
    assert len(steps(path)) == 202


@pytest.mark.parametrize("share", [0, 0.5])
@pytest.mark.parametrize("is_folded", [True, False])
@pytest.mark.parametrize("more", [0, 400])
def test_a_copy_that_is_written_into_what_is_left_is_followed(
    journal: Journal, path: Path, share: float, more: int, *, is_folded: bool
) -> None:
    copy = filled_copy(journal, path, more)
    journal.append(*(done(f"later-{number}") for number in range(300)))
    if is_folded:
        journal.fold_log()
    journal.keep_up()
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(NotSavedError, match="cut off"):
        journal.keep_up()
    with copy.open("rb") as source, path.open("r+b") as target:
        target.write(source.read(5000))
        target.flush()
        with pytest.raises(NotSavedError, match="cut off"):
            journal.keep_up()
    shutil.copy(copy, path)
    assert journal.keep_up()
    journal.append(done("midday"))
    journal.fold_log()
    assert len(steps(path)) == 202 + more
    assert journal.rows("pragma integrity_check") == [("ok",)]


def test_a_smaller_copy_that_is_written_into_a_journal_is_followed(
    journal: Journal, path: Path
) -> None:
    copy = filled_copy(journal, path)
    journal.append(*(done(f"later-{number}") for number in range(300)))
    journal.fold_log()
    journal.keep_up()
    shutil.copy(copy, path)
    assert journal.keep_up()
    journal.append(done("midday"))
    assert len(steps(path)) == 202


def filled_copy(journal: Journal, path: Path, more: int = 0) -> Path:
    """A copy of a journal that has 201 entries from then on; the copy has some more."""
    journal.append(*(done(f"step-{number}") for number in range(200)))
    journal.fold_log()
    journal.keep_up()
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    with closing(Journal(copy)) as fuller:
        fuller.append(*(done(f"more-{number}") for number in range(more)))
    return copy


def test_a_journal_that_was_tidied_up_is_no_damage(journal: Journal, path: Path) -> None:
    journal.append(*(done(f"step-{number}") for number in range(200)))
    journal.become([])
    journal.fold_log()
    assert journal.keep_up() is False
    before = path.stat().st_size
    with closing(sqlite3.connect(path)) as tool:
        tool.execute("vacuum")
        tool.execute("pragma wal_checkpoint(truncate)")
    assert path.stat().st_size < before
    journal.append(done("midday"))
    assert steps(path) == ["midday"]


def test_a_journal_that_stays_where_it_is_is_not_opened_again(journal: Journal) -> None:
    before = journal.stamp()
    assert not journal.keep_up()
    assert journal.stamp() == before


def test_soon_after_an_entry_the_file_alone_has_all_of_it(
    journal: Journal, path: Path, tmp_path: Path
) -> None:
    with closing(Journal(path)) as second:
        second.append(done("midday"))
    journal.append(done("evening"))
    journal.fold_log()
    assert path.with_name("journal.db-wal").stat().st_size == 0
    shutil.copy(path, tmp_path / "copy.db")
    assert steps(tmp_path / "copy.db") == ["morning", "midday", "evening"]


def test_what_a_command_records_is_in_the_file_though_another_program_is_open(
    journal: Journal, path: Path, tmp_path: Path
) -> None:
    with closing(Journal(path)) as command:
        command.append(done("midday"))
    assert journal.count() == 2
    shutil.copy(path, tmp_path / "copy.db")
    assert steps(tmp_path / "copy.db") == ["morning", "midday"]


def test_whoever_reads_just_now_does_not_hold_up_a_program(journal: Journal, path: Path) -> None:
    with closing(Journal(path)) as reader:
        entries = reader.entries()
        next(entries)
        journal.append(done("midday"))
        journal.fold_log()
        assert len(list(entries)) == 0
    journal.append(done("evening"))
    assert steps(path) == ["morning", "midday", "evening"]


def test_of_the_copies_of_a_lost_journal_the_fullest_is_named(tmp_path: Path) -> None:
    copies = tmp_path / "backups"
    copies.mkdir()
    (copies / "journal-2026-11-25.db").write_bytes(b"x")
    (copies / "journal-2026-11-26.db").write_bytes(b"xxx")
    (copies / "journal-2027-01-18.db").write_bytes(b"xx")
    with pytest.raises(NotSavedError, match="`coach restore 2026-11-26`"):
        refuse_lost(tmp_path / "journal.db")
