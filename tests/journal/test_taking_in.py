"""Journals that meet: their entries afterwards, whichever came first."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import EntryRetracted, Event, StepDone
from coach.journal import Entry, Journal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def done(number: int) -> StepDone:
    return StepDone(id=f"{number:012x}", at=NOON, day=NOON.date(), step="ice")


def gone(number: int, *entries: int) -> EntryRetracted:
    ids = tuple(f"{one:012x}" for one in entries)
    return EntryRetracted(id=f"{number:012x}", at=NOON, day=NOON.date(), entries=ids)


EVENTS: list[Event] = [
    *(done(number) for number in range(8)),
    *(gone(number, number - 8, number - 7) for number in range(8, 12)),
    *(gone(number, number - 4) for number in range(12, 15)),  # retractions that are taken back
]


@contextmanager
def journal_with(events: Sequence[Event] = ()) -> Iterator[Journal]:
    with TemporaryDirectory() as folder, closing(Journal(Path(folder) / "journal.db")) as journal:
        journal.append(*events)
        yield journal


def everything(journal: Journal) -> list[object]:
    tables = ("entries", "retractions", "retracted", "holding")
    return [journal.rows(f"select * from {table} order by 1, 2") for table in tables]  # noqa: S608


def test_the_very_text_of_an_entry_is_kept() -> None:
    body = msgspec.json.encode(done(1)).decode().replace(",", ", ")
    with journal_with() as journal:
        assert journal.take_in([Entry.read(body)]) == 1
        assert [one.body for one in journal.entries()] == [body]


def test_a_text_that_is_no_event_is_refused() -> None:
    with pytest.raises(msgspec.MsgspecError):
        Entry.read('{"type": "nothing-like-it"}')


@pytest.mark.slow
@given(st.lists(st.sampled_from(EVENTS), unique=True), st.lists(st.sampled_from(EVENTS)))
def test_only_what_is_new_is_counted(there: list[Event], come: list[Event]) -> None:
    with journal_with(there) as journal, journal_with(sorted(set(come), key=id)) as other:
        new = {one.id for one in come} - {one.id for one in there}
        assert journal.take_in(other.entries()) == len(new)
        assert journal.take_in(other.entries()) == 0


@pytest.mark.slow
@given(st.lists(st.lists(st.sampled_from(EVENTS), unique=True), min_size=2, max_size=4))
def test_journals_that_met_in_any_order_are_the_same(lives: list[list[Event]]) -> None:
    with journal_with() as one, journal_with() as other:
        for life in lives:
            with journal_with(life) as source:
                one.take_in(source.entries())
        for life in reversed(lives):
            with journal_with(life) as source:
                other.take_in(source.entries())
        assert everything(one) == everything(other)


def test_nothing_of_it_is_kept_where_one_entry_cannot_be_read(tmp_path: Path) -> None:
    def entries() -> Iterator[Entry]:
        yield Entry.read(msgspec.json.encode(done(1)).decode())
        yield Entry.read("{}")

    with closing(Journal(tmp_path / "journal.db")) as journal:
        with pytest.raises(msgspec.ValidationError):
            journal.take_in(entries())
        assert list(journal.entries()) == []


def test_a_second_connection_in_a_process_takes_no_lock_from_the_first(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    ask = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('select * from entries')"
    with closing(Journal(path)) as journal:
        journal.append(done(1))
        Journal(path).close()
        # As the last to close the file, this one would put the journal's log away.
        subprocess.run([sys.executable, "-c", ask, str(path)], check=True)
        journal.append(done(2))
        with closing(Journal(path)) as other:
            other.append(done(3))
            assert len(list(journal.entries())) == 3
