import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import (
    EntryRetracted,
    Event,
    ExerciseDone,
    PainChecked,
    Pattern,
    RunLogged,
    SkipReason,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
)
from coach.errors import DamagedError, JournalError, NotSavedError
from coach.journal import Entry, Journal
from coach.journal.new_ids import new_id
from coach.journal.schema import _NEWEST, MIGRATIONS, _checksum, _made_by, migrate
from coach.system.updating import how_to_update

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coach" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    journal = Journal(path)
    yield journal
    journal.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that hardly waits for locks."""
    monkeypatch.setattr("coach.journal.opening.BUSY_SECONDS", 0.05)


def done(number: int, *, day: date = DAY, step: str = "ice") -> StepDone:
    return StepDone(id=f"{number:012x}", at=NOON, day=day, step=step)


def written(path: Path) -> list[str]:
    """The ids in the journal, read again."""
    journal = Journal(path)
    ids = [event.id for event in journal.since(date.min)]
    journal.close()
    return ids


def script(code: str, *args: object) -> subprocess.Popen[str]:
    """Another process, with a journal and events at hand."""
    head = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.domain.events.types import StepDone
from coach.errors import NotSavedError
from coach.journal import Entry, Journal
from coach.journal.new_ids import new_id

path = Path(sys.argv[1])
def done(id, step="ice"):
    now = datetime.now(UTC)
    return StepDone(id=id, at=now, day=now.date(), step=step)
"""
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, args)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> str:
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    return output


# --- The file -----------------------------------------------------------------------------------


def test_the_files_and_their_folder_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        journal = Journal(path)
        journal.append(done(1))
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
        journal.close()
    finally:
        os.umask(before)
    assert modes == {"journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_was_recorded_survives_a_power_cut(journal: Journal) -> None:
    full = 2
    assert journal._db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert journal._db.execute("pragma synchronous").fetchone() == (full,)


def test_every_table_is_strict(journal: Journal) -> None:
    tables = journal._db.execute(
        "select name, strict from pragma_table_list "
        "where type = 'table' and name not like 'sqlite%'"
    )
    assert len(found := dict(tables)) > 3
    assert set(found.values()) == {1}


def test_people_may_ask_with_sql(journal: Journal, path: Path) -> None:
    check = PainChecked(
        id="1",
        at=NOON,
        day=DAY,
        step="pain-check",
        pain=3,
        eases=True,
        walking_pain=False,
        aid=True,
    )
    run = RunLogged(
        id="2",
        at=NOON,
        day=DAY,
        step="run",
        distance=5200.0,
        duration=1860,
        pain=2,
        pattern=Pattern.FADED,
    )
    gone = StepDone(id="3", at=NOON, day=DAY, step="ice")
    undo = EntryRetracted(id="4", at=NOON, day=DAY, entries=("3",))
    journal.append(check, run, gone, undo)
    at = NOON.isoformat()
    with sqlite3.connect(path) as db:
        assert db.execute("select * from pain_checks").fetchall() == [
            ("2026-03-02", at, 3, 1, 0, None, None, None, None, 1)
        ]
        assert db.execute("select * from runs").fetchall() == [
            ("2026-03-02", at, 5200.0, 1860, 2, "faded", "run", *[None] * 4, "", None, None, "")
        ]
        assert db.execute("select step, kind from steps").fetchall() == [
            ("pain-check", "pain-checked"),
            ("run", "run-logged"),
        ]
    db.close()


# --- Events -------------------------------------------------------------------------------------

INSTANTS = st.integers(0, 30_000_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
IDS = st.uuids().map(lambda one: f"0199{one.hex[:22]}")
WORDS = st.text(max_size=12)
SHARED = {"id": IDS, "at": INSTANTS, "day": st.dates(date(1990, 1, 1), date(2099, 12, 31))}
PAIN = st.integers(0, 10)
POSITIVE = st.floats(0, 100_000)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(PainChecked, **SHARED, step=WORDS, pain=PAIN, corrects=st.none() | IDS),
    st.builds(StepStarted, **SHARED, step=WORDS),
    st.builds(
        ExerciseDone,
        **SHARED,
        step=WORDS,
        position=st.integers(0, 99),
        exercise=WORDS,
        seconds=POSITIVE,
    ),
    st.builds(StepStopped, **SHARED, step=WORDS),
    st.builds(StepDone, **SHARED, step=WORDS),
    st.builds(StepSkipped, **SHARED, step=WORDS, because=st.sampled_from([None, *SkipReason])),
    st.builds(StepSnoozed, **SHARED, step=WORDS, until=INSTANTS),
    st.builds(
        RunLogged,
        **SHARED,
        step=st.none() | WORDS,
        distance=POSITIVE,
        duration=st.integers(20_000, 86400),
        pain=PAIN,
        pattern=st.sampled_from(Pattern),
        corrects=st.none() | IDS,
    ),
    st.builds(EntryRetracted, **SHARED, entries=st.lists(IDS, max_size=3).map(tuple)),
)


@pytest.mark.slow
@given(st.lists(EVENTS, max_size=12, unique_by=lambda event: event.id))
def test_events_come_back_as_they_were(events: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder, "journal.db"))
        journal.append(*events)
        assert [journal.entry(event.id) for event in events] == events
        journal.close()


def test_the_order_is_that_of_recording_even_when_the_clock_goes_back(journal: Journal) -> None:
    for minutes in (0, 5, -90, -89, 3):
        now = NOON + timedelta(minutes=minutes)
        id_ = new_id(now, journal.last_id())
        journal.append(StepDone(id=id_, at=now, day=DAY, step=str(minutes)))
    recorded = [event.step for event in journal.since(DAY) if isinstance(event, StepDone)]
    assert recorded == ["0", "5", "-90", "-89", "3"]


def test_ids_of_one_instant_are_unique_and_sorted() -> None:
    ids = [""]
    for _ in range(500):
        ids.append(new_id(NOON, ids[-1]))
    assert ids == sorted(set(ids))
    assert len({new_id(NOON, "") for _ in range(500)}) == 500


def test_only_the_days_that_are_asked_for_are_read(journal: Journal) -> None:
    journal.append(done(1, day=DAY - timedelta(days=1)), done(2), done(3, day=date(2026, 3, 10)))
    assert [event.id for event in journal.since(DAY)] == [done(2).id, done(3).id]


def test_what_is_retracted_is_hidden_but_kept(journal: Journal) -> None:
    undo = EntryRetracted(id="f", at=NOON, day=DAY, entries=(done(1).id,))
    journal.append(done(1), done(2), undo)
    assert journal.since(DAY) == [done(2)]
    assert journal.entry(done(1).id) == done(1)
    assert journal._db.execute("select count(*) from entries").fetchone() == (3,)
    assert journal.last_id() == "f"


def test_the_same_entry_may_be_retracted_twice(journal: Journal) -> None:
    twice = [EntryRetracted(id=id_, at=NOON, day=DAY, entries=(done(1).id,)) for id_ in "ef"]
    journal.append(done(1), *twice)
    assert journal.since(DAY) == []


def test_a_retraction_that_is_retracted_has_no_effect_any_more(journal: Journal) -> None:
    gone = EntryRetracted(id="e", at=NOON, day=DAY, entries=(done(1).id,))
    back = EntryRetracted(id="f", at=NOON, day=DAY, entries=("e",))
    journal.append(done(1), gone)
    assert journal.entries_between(DAY, date.max) == [(done(1), "e")]
    journal.append(back)
    assert journal.since(DAY) == [done(1)]
    assert journal.entries_between(DAY, date.max) == [(done(1), None)]


def test_an_entry_stays_away_while_one_retraction_of_it_stands(journal: Journal) -> None:
    here, there = (
        EntryRetracted(id=id_, at=NOON, day=DAY, entries=(done(1).id,)) for id_ in ("da", "db")
    )
    back = EntryRetracted(id="f", at=NOON, day=DAY, entries=(here.id,))
    journal.append(done(1), here, there, back)
    assert journal.retractions_of(done(1).id) == [there.id]
    assert journal.since(DAY) == []


def test_months_are_those_with_entries_newest_first(journal: Journal) -> None:
    assert journal.months() == []
    for number, day in enumerate((date(2026, 3, 31), date(2025, 12, 1), DAY, date(2026, 5, 1))):
        journal.append(done(number, day=day))
    assert journal.months() == [date(2026, 5, 1), date(2026, 3, 1), date(2025, 12, 1)]


def test_an_entry_is_found_by_either_end_of_its_id(journal: Journal) -> None:
    one, other = "019cb391c2019f6201e8ba7519", "019cb391c2039f6201e8ba7520"
    gone = EntryRetracted(id=f"{other[:-1]}1", at=NOON, day=DAY, entries=(one,))
    journal.append(*(StepDone(id=id_, at=NOON, day=DAY, step="ice") for id_ in (one, other)), gone)
    assert journal.ids_like("7519") == [one]
    assert journal.ids_like(one[:12]) == [one]
    assert journal.ids_like("019c") == [one, other]
    assert journal.ids_like("%") == []


def test_an_empty_journal_has_no_last_id_and_no_entry(journal: Journal) -> None:
    assert journal.last_id() == ""
    assert journal.entry("x") is None


def test_appending_is_all_or_nothing(journal: Journal) -> None:
    journal.append(done(1))
    with pytest.raises(JournalError):
        journal.append(done(2), done(3), done(1))
    assert journal.since(DAY) == [done(1)]
    journal.append(done(2))
    assert journal.since(DAY) == [done(1), done(2)]


def test_the_version_changes_when_another_one_appends(journal: Journal, path: Path) -> None:
    before = journal.version()
    assert journal.version() == before
    other = Journal(path)
    other.append(done(1))
    other.close()
    assert journal.version() != before
    assert journal.since(DAY) == [done(1)]


# --- Trouble ------------------------------------------------------------------------------------


def test_a_journal_of_a_newer_coach_is_left_alone(path: Path, journal: Journal) -> None:
    journal.append(done(1))
    journal._db.execute("pragma user_version = 99")
    with pytest.raises(JournalError) as raised:
        Journal(path)
    assert not isinstance(raised.value, NotSavedError)
    assert str(raised.value) == (
        f"{path}: a newer coach wrote this journal (schema 99, this one knows {NOW}); "
        f"nothing was changed. {how_to_update()}"
    )
    journal._db.execute(f"pragma user_version = {NOW}")
    assert written(path) == [done(1).id]


def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    garbage = bytes(range(256)) * 40
    path.write_bytes(garbage)
    with pytest.raises(
        JournalError, match=r"journal\.db: .* damaged, .*untouched: `coach restore` puts a copy"
    ):
        Journal(path)
    assert path.read_bytes() == garbage


def filled(path: Path, entries: int = 300) -> bytes:
    journal = Journal(path)
    journal.append(*(done(number, step="x" * 200) for number in range(entries)))
    journal.close()
    return path.read_bytes()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_journal_that_was_cut_off_is_told_and_left_as_it_is(path: Path, part: float) -> None:
    whole = filled(path)
    cut = whole[: int(len(whole) * part)]
    path.write_bytes(cut)
    with pytest.raises(JournalError, match=r"journal\.db: .* damaged.*puts a copy") as raised:
        written(path)
    assert not isinstance(raised.value, NotSavedError)
    assert path.read_bytes() == cut


def test_a_journal_with_a_damaged_page_is_told_and_left_as_it_is(path: Path) -> None:
    whole = filled(path)
    damaged = whole[:40960] + b"\xff" * 40960 + whole[81920:]
    path.write_bytes(damaged)
    with pytest.raises(JournalError, match=r"journal\.db: .* damaged"):
        written(path)
    assert path.read_bytes() == damaged
    path.write_bytes(whole)
    assert len(written(path)) == 300


ENDLESS = "with recursive more (n) as (select 1 union all select n + 1 from more)"


@pytest.mark.parametrize(
    "changes",
    [
        f"drop view steps; create view steps as {ENDLESS} select n from more",  # noqa: S608 - ours
        "create trigger more after insert on entries begin delete from entries; end",
        "drop table machines; create virtual table machines using fts5 (name, is_own)",
        "drop view steps; create table steps (id)",
        "drop table retractions",
        "pragma user_version = 4",
        "pragma user_version = -1",
    ],
)
def test_a_journal_whose_tables_somebody_has_changed_counts_as_damaged(
    path: Path, changes: str
) -> None:
    filled(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(changes)
    with pytest.raises(DamagedError, match="damaged"):
        Journal(path)


def test_a_table_may_be_written_down_otherwise(path: Path) -> None:
    """For example, by another release of SQLite that altered it."""
    filled(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma writable_schema = on")
        db.execute("update sqlite_schema set sql = replace(sql, 'text not null', 'TEXT  not null')")
        db.commit()
    assert len(written(path)) == 1


def test_the_newest_schema_is_known_by_its_checksum() -> None:
    """After a change of the schema, write the new one down."""
    assert f"0x{_checksum(_made_by(MIGRATIONS)):08X}" == f"0x{_NEWEST:08X}"


def test_what_somebody_has_added_is_theirs(path: Path) -> None:
    filled(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.executescript("create view mine as select day from entries; create table more (id)")
    assert len(written(path)) == 1


def test_a_schema_with_names_that_are_no_text_is_damaged(path: Path) -> None:
    whole = filled(path, 1)
    path.write_bytes(
        whole.replace(b"CREATE INDEX entries_by_day", b"CREATE INDEX \xe5ntries_by_day")
    )
    with pytest.raises(DamagedError, match="damaged"):
        written(path)


def test_a_byte_that_is_no_text_harms_only_its_entry(journal: Journal) -> None:
    journal.append(done(1), done(2, step="here"))
    text = journal._db.execute("select body from entries where id = ?", (done(2).id,)).fetchone()[0]
    spoilt = text.encode().replace(b"here", b"\xffere")
    journal._db.execute("update entries set body = cast(? as text) where body = ?", (spoilt, text))
    assert journal.since(DAY) == [done(1)]
    assert list(journal.unread()) == [done(2).id]


@pytest.mark.parametrize("body", ["", "{", '{"kind": "step-done", "file": "run.fit"'])
def test_no_body_keeps_the_first_day_from_being_found(journal: Journal, body: str) -> None:
    journal.append(done(1, day=DAY - timedelta(days=3)), done(2))
    journal._db.execute("update entries set body = ? where id = ?", (body, done(1).id))
    assert journal.first_day() == DAY


@pytest.mark.parametrize("wrong", ["\0", "a\0b", "x", ""])
def test_an_id_that_is_none_is_not_the_last_one(journal: Journal, wrong: str) -> None:
    journal.append(done(1), done(2))
    journal._db.execute("update entries set id = ? where id = ?", (wrong, done(2).id))
    assert journal.last_id() == done(1).id


@pytest.mark.parametrize("body", ['{"kind": "step-eaten"}', '{"kind": "step-done"}'])
def test_an_entry_that_cannot_be_read_is_passed_over_and_named(journal: Journal, body: str) -> None:
    journal.append(done(1), done(2))
    journal._db.execute("update entries set body = ? where id = ?", (body, done(1).id))
    assert journal.since(DAY) == [done(2)]
    assert [one.event for one in journal.entries_between(DAY, date.max)] == [done(2)]
    assert journal.entry(done(1).id) is None
    assert [one.event for one in journal.entries()] == [done(2)]
    assert list(journal.unread()) == [done(1).id]


def test_an_entry_under_the_id_of_another_is_passed_over_and_named(journal: Journal) -> None:
    journal.append(done(1), done(2))
    journal._db.execute(
        "insert into entries (id, at, day, kind, step, body)"
        " select 'zzzz', at, day, kind, step, body from entries where id = ?",
        (done(1).id,),
    )
    events = [done(1), done(2)]
    assert journal.since(DAY) == events
    assert [one.event for one in journal.entries_between(DAY, date.max)] == events
    assert [one.event for one in journal.entries()] == events
    assert journal.unread() == {"zzzz": f"it says that its id is {done(1).id}"}


@pytest.mark.usefixtures("hasty")
def test_a_locked_journal_takes_nothing_and_then_everything(path: Path) -> None:
    journal = Journal(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(NotSavedError, match=r"journal\.db: .* locked it; close that program\."):
        journal.append(done(1))
    other.execute("rollback")
    journal.append(done(2))
    assert journal.since(DAY) == [done(2)]
    other.close()
    journal.close()


@pytest.mark.usefixtures("hasty")
def test_a_new_journal_that_is_locked_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(NotSavedError, match=r"journal\.db: .* locked it; close that program\."):
        Journal(path)
    other.execute("rollback")
    other.close()
    assert written(path) == []


def test_a_lock_that_is_short_is_waited_for(path: Path, journal: Journal) -> None:
    holder = script(
        """
import sqlite3, time
db = sqlite3.connect(path, isolation_level=None)
db.execute("begin immediate")
print("locked", flush=True)
time.sleep(0.2)
db.execute("commit")
""",
        path,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    journal.append(done(1))
    ended(holder)
    assert written(path) == [done(1).id]


def test_a_full_disk_takes_nothing_and_loses_nothing(path: Path, journal: Journal) -> None:
    journal.append(done(1))
    (pages,) = journal._db.execute("pragma page_count").fetchone()
    journal._db.execute(f"pragma max_page_count = {pages}")
    many = [done(number, step="x" * 500) for number in range(2, 50)]
    with pytest.raises(NotSavedError, match=r"journal\.db: .* disk is full; make room on it\."):
        journal.append(*many)
    assert journal.since(DAY) == [done(1)]
    journal._db.execute("pragma max_page_count = 10000")
    journal.append(*many)
    assert written(path) == [event.id for event in (done(1), *many)]


LIMIT = """
import resource
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
"""


def test_a_file_that_cannot_grow_keeps_what_it_has_and_grows_later(path: Path) -> None:
    code = """
journal = Journal(path)
journal.append(done("1"))
limit(path.with_name("journal.db-wal").stat().st_size + 1000)
try:
    journal.append(*(done(f"2{n:03}", "x" * 500) for n in range(100)))
except NotSavedError as error:
    print(error)
limit(resource.RLIM_INFINITY)
journal.append(done("3"))
"""
    output = ended(script(LIMIT + code, path))
    assert output.startswith(f"{path}: the journal cannot be written to: the disk ")
    assert output.count("\n") == 1
    assert written(path) == ["1", "3"]


def test_a_journal_that_was_opened_on_a_full_disk_is_written_to_once_there_is_room(
    path: Path,
) -> None:
    filled(path, 1)
    code = """
limit(0)
journal = Journal(path)
try:
    journal.append(done("2"))
except NotSavedError as error:
    print(error)
limit(resource.RLIM_INFINITY)
journal.append(done("3"))
"""
    output = ended(script(LIMIT + code, path))
    assert "the disk refuses it; check that it is neither full nor failing" in output
    assert len(written(path)) == 2


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_journal_that_cannot_be_made_for_lack_of_room_can_be_made_later(
    path: Path, size: int
) -> None:
    code = """
limit(int(sys.argv[2]))
try:
    Journal(path)
except NotSavedError as error:
    print(error)
"""
    output = ended(script(LIMIT + code, path, size))
    assert output.startswith(f"{path}: the journal cannot be written to: the disk ")
    assert written(path) == []


def test_a_folder_that_cannot_be_made_is_told() -> None:
    path = Path("/sys/coach/journal.db")
    with pytest.raises(NotSavedError, match=r"^/sys/coach/journal\.db: .* you may write to\.$"):
        Journal(path)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "coach").write_text("not a folder")
    with pytest.raises(NotSavedError, match=r"coach/journal\.db: .* you may write to\.$"):
        Journal(tmp_path / "coach" / "journal.db")
    assert (tmp_path / "coach").read_text() == "not a folder"


def test_a_directory_in_the_place_of_the_journal_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal.db").mkdir()
    with pytest.raises(
        NotSavedError, match=r"journal\.db: .* cannot be opened \(Is a directory\); check that"
    ):
        Journal(tmp_path / "journal.db")


def test_a_journal_that_may_only_be_read_keeps_what_it_has() -> None:
    """As another user if the tests run as root, who may write everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.db")
        filled(path, 3)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        code = """
import os
import urllib.parse  # Path.as_uri loads it late, from where the other user may not read
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    Journal(path).append(done("9"))
except NotSavedError as error:
    print(error)
"""
        output = ended(script(code, path))
        path.parent.chmod(0o755)
        path.chmod(0o600)
        assert output.startswith(f"{path}: the journal cannot be written to: it ")
        assert output.count("\n") == 1
        assert len(written(path)) == 3


# --- Migrations ---------------------------------------------------------------------------------

NOW = len(MIGRATIONS)
NEWER = (*MIGRATIONS, "alter table entries add column source text;\ncreate table x (a text) strict")


def test_an_older_journal_is_brought_up_to_date_with_a_copy_beside_it(path: Path) -> None:
    before = filled(path, 5)
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, path, NEWER)
    assert db.execute("pragma user_version").fetchone() == (len(NEWER),)
    assert db.execute("select count(*), max(source) from entries").fetchone() == (5, None)
    assert db.execute("select count(*) from x").fetchone() == (0,)
    db.close()
    copy = path.with_name(f"journal.before-schema-{len(NEWER)}.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert len(copy.read_bytes()) == len(before)
    assert len(written(copy)) == 5


def test_every_retraction_of_an_older_journal_still_counts(path: Path) -> None:
    path.parent.mkdir()
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, path, MIGRATIONS[:4])
    twice = [EntryRetracted(id=id_, at=NOON, day=DAY, entries=(done(1).id,)) for id_ in "ef"]
    rows = [
        (one.id, "", str(DAY), one.__struct_config__.tag, None, msgspec.json.encode(one).decode())
        for one in (done(1), done(2), *twice)
    ]
    db.executemany("insert into entries values (?, ?, ?, ?, ?, ?)", rows)
    db.execute("insert into retracted values (?, 'e')", (done(1).id,))
    db.close()
    journal = Journal(path)
    assert journal.since(DAY) == [done(2)]
    assert journal.retractions_of(done(1).id) == ["e", "f"]
    journal.close()


def test_a_journal_that_is_up_to_date_is_not_copied(path: Path) -> None:
    filled(path)
    written(path)
    assert [one.name for one in path.parent.iterdir()] == ["journal.db"]


@pytest.mark.parametrize("broken", ["alter table none add column a", "create table entries (a)"])
def test_a_migration_that_fails_changes_nothing(path: Path, broken: str) -> None:
    filled(path, 5)
    db = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, path, (*NEWER, broken))
    db.close()
    ids = written(path)
    assert len(ids) == 5
    assert ids == written(path.with_name(f"journal.before-schema-{len(NEWER) + 1}.db"))


def test_a_migration_that_finds_no_room_says_so_and_changes_nothing(path: Path) -> None:
    filled(path, 5)
    code = """
import sqlite3
from coach.journal.schema import MIGRATIONS, migrate
big = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)"
db = sqlite3.connect(path, isolation_level=None)
limit(200_000)
try:
    migrate(db, path, (*MIGRATIONS, f"create table x as {big} select randomblob(400) as a from n"))
except sqlite3.OperationalError as error:
    print(error)
"""
    assert ended(script(LIMIT + code, path)) == "disk I/O error\n"
    assert len(written(path)) == 5


def test_the_copy_holds_what_is_not_yet_in_the_main_file(path: Path, journal: Journal) -> None:
    journal.append(done(1))
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, path, NEWER)
    db.close()
    assert written(path.with_name(f"journal.before-schema-{len(NEWER)}.db")) == [done(1).id]


# --- Several processes --------------------------------------------------------------------------

APPEND_MANY = """
journal = Journal(path)
print("ready", flush=True)
sys.stdin.readline()
last = ""
for number in range(int(sys.argv[2])):
    last = new_id(datetime.now(UTC), last)
    journal.append(done(last))
    print(last, flush=True)
"""


def go(*processes: subprocess.Popen[str], word: str = "go") -> None:
    """Let processes begin at the same time, when all of them are ready."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(f"{word}\n")
        process.stdin.flush()


def test_two_processes_that_append_at_once_lose_nothing(path: Path) -> None:
    each = 200
    processes = [script(APPEND_MANY, path, each) for _ in range(2)]
    go(*processes)
    acknowledged = [line for process in processes for line in ended(process).split()]
    assert len(acknowledged) == 2 * each
    assert written(path) == sorted(acknowledged)


def test_processes_that_open_a_new_journal_at_once_do_not_disturb_each_other(path: Path) -> None:
    code = """
import time
print("ready", flush=True)
begin = float(sys.stdin.readline())
for number in range(40):
    while time.time() < begin + number / 50:
        pass
    Journal(path.with_name(str(number)) / "journal.db").close()
"""
    path.parent.mkdir()
    processes = [script(code, path) for _ in range(3)]
    go(*processes, word=str(time.time() + 0.5))
    for process in processes:
        ended(process)


def test_what_was_acknowledged_is_there_after_kill_9(path: Path) -> None:
    process = script(APPEND_MANY, path, 100_000)
    go(process)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(50)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=10)
    acknowledged += [line for line in rest.splitlines() if len(line) == 26]
    found = written(path)
    assert set(acknowledged) <= set(found)
    assert len(found) - len(acknowledged) in {0, 1}
    assert len(found) < 100_000


def test_a_skip_without_a_reason_is_written_as_before_there_were_any() -> None:
    skipped = StepSkipped(id=done(1).id, at=NOON, day=DAY, step="ice")
    shared = f'"id":"{done(1).id}","at":"2026-03-02T12:00:00Z","day":"2026-03-02"'
    body = f'{{"kind":"step-skipped",{shared},"step":"ice"}}'
    assert msgspec.json.encode(skipped).decode() == body
    assert Entry.read(body).event == skipped


@pytest.mark.parametrize("code", [sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR_SHMMAP])
def test_a_drive_that_cannot_hold_a_journal_is_not_called_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    class Refusing(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as SQLite's
            if "journal_mode" in sql:
                error = sqlite3.OperationalError("locking protocol")
                error.sqlite_errorcode = code
                raise error
            return super().execute(sql, *values)

    connect = partial(sqlite3.connect, factory=Refusing)
    monkeypatch.setattr("coach.journal.opening.sqlite3.connect", connect)
    with pytest.raises(JournalError, match="this drive cannot hold a journal") as raised:
        Journal(tmp_path / "journal.db")
    assert not re.search("damaged|full", str(raised.value))
