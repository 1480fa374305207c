"""Machines that share a folder: whatever happens to the files, all get the same journal."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.events.types import EntryRetracted, Event, StepDone
from coach.errors import SyncError
from coach.journal import Journal
from coach.journal.new_ids import new_id
from coach.journal.sync import machine
from coach.journal.sync.exchange import Exchange, ExchangeResult, Unread
from coach.journal.sync.folder import FOLDER, LARGEST
from coach.journal.sync.segment import written
from coach.journal.sync.state import SyncState

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Home(ExitStack):
    """The machines of one runner; their journals are open until it is closed."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder


class Machine:
    """One machine: a journal, its copy of the folder, and a clock that may be wrong."""

    def __init__(self, home: Home, name: str, skew: int = 0) -> None:
        self.name = name
        self.folder = home.folder / name / "folder"
        self.folder.mkdir(parents=True)
        self.path = home.folder / name / "journal.db"
        self.clock = NOON.timestamp() + skew
        self.journal = Journal(self.path)
        home.callback(self.close)

    def close(self) -> None:
        self.journal.close()

    def record(self, retract: str = "") -> Event:
        self.clock += 1000
        at = datetime.fromtimestamp(self.clock, UTC)
        id_ = new_id(at, self.journal.last_id())
        event: Event
        if retract:
            event = EntryRetracted(id=id_, at=at, day=at.date(), entries=(retract,))
        else:
            event = StepDone(id=id_, at=at, day=at.date(), step=f"of {self.name}")
        self.journal.append(event)
        return event

    def meet(self) -> int:
        """Exchange entries, and accept all machines there."""
        met = self.meeting()
        if met.strangers:
            SyncState(self.journal).answer(met.strangers, is_own=True)
        return met.taken + (self.meeting().taken if met.strangers else 0)

    def meeting(self, unread: Unread | None = None) -> ExchangeResult:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(machine, "fingerprint", lambda: self.name)
            return Exchange(self.journal, self.folder, unread).meet()

    def knows(self, *others: str) -> None:
        SyncState(self.journal).answer(others, is_own=True)

    def crash(self) -> None:
        self.journal.close()
        self.journal = Journal(self.path)

    def files(self) -> list[Path]:
        """The files with entries."""
        return sorted((self.folder / FOLDER).glob("*/*.entries"))

    def everything(self) -> list[object]:
        return [
            self.journal.rows("select * from entries"),
            self.journal.rows("select * from retracted"),
        ]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Home(tmp_path) as home:
        yield home


def machines(home: Home, count: int = 3) -> list[Machine]:
    skews = (0, -86_400 * 60, 86_400 * 400)
    return [Machine(home, "abc"[number], skews[number]) for number in range(count)]


def carry(source: Machine, to: Machine, files: list[Path] | None = None) -> None:
    """Copy files from one folder to another, as Syncthing does."""
    for file in files if files is not None else source.files():
        target = to.folder / file.relative_to(source.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


def owned(one: Machine) -> list[Path]:
    """The files that this machine writes itself."""
    rows = one.journal.rows("select name from this_machine")
    return [file for file in one.files() if rows and file.parent.name == rows[0][0]]


def meet_until_all_is_known(all_of_them: list[Machine]) -> None:
    for _ in range(3):
        for one in all_of_them:
            one.meet()
        for one in all_of_them:
            for other in all_of_them:
                if other is not one:
                    carry(one, other, owned(one))


def one_folder(home: Home, count: int = 2) -> list[Machine]:
    """Machines with the very same folder, as on a network drive."""
    all_of_them = machines(home, count)
    for one in all_of_them:
        one.folder = all_of_them[0].folder
    return all_of_them


def test_what_one_records_the_other_learns(home: Home) -> None:
    here, there = one_folder(home)
    here.record()
    there.record()
    here.meet()
    assert there.meet() == 1
    assert here.meet() == 1
    assert here.everything() == there.everything()


def test_what_was_taken_back_here_is_taken_back_there(home: Home) -> None:
    here, there = one_folder(home)
    event = here.record()
    here.meet()
    there.meet()
    there.record(retract=event.id)
    there.meet()
    here.meet()
    assert here.journal.since(event.day) == []


def test_each_writes_only_into_a_folder_of_its_own(home: Home) -> None:
    here, there = one_folder(home)
    here.record()
    here.meet()
    before = {file: file.read_bytes() for file in here.files()}
    there.record()
    there.meet()
    assert {file: file.read_bytes() for file in before} == before
    assert len({file.parent for file in here.files()}) == 2


def test_nothing_is_written_where_nothing_is_new(home: Home) -> None:
    here, there = one_folder(home)
    here.record()
    for one in (here, there, here, there):
        one.meet()
    before = {file: file.stat().st_mtime_ns for file in here.files()}
    for one in (here, there):
        one.crash()
        assert one.meet() == 0
    assert {file: file.stat().st_mtime_ns for file in here.files()} == before


def test_a_file_that_is_half_there_is_read_to_the_end_later(home: Home) -> None:
    here, there = machines(home, 2)
    here.record()
    here.record()
    here.meet()
    (file,) = here.files()
    half = there.folder / file.relative_to(here.folder)
    half.parent.mkdir(parents=True)
    whole = file.read_bytes()
    half.write_bytes(whole[: len(whole) - 20])
    assert there.meet() == 1
    half.write_bytes(whole)
    assert there.meet() == 1
    assert there.everything() == here.everything()


def test_lines_that_a_merge_has_torn_harm_no_others(home: Home) -> None:
    here, there = machines(home, 2)
    here.record()
    here.record()
    here.meet()
    (file,) = here.files()
    first, second = file.read_bytes().splitlines()
    place = there.folder / file.relative_to(here.folder)
    place.parent.mkdir(parents=True)
    marks = (b"<<<<<<< HEAD", first, b"=======", second[:-3] + b"xxx", b">>>>>>> other")
    place.write_bytes(b"\r\n".join(marks))
    there.knows(place.parent.name)
    met = there.meeting()
    assert "not complete" in met.unread[0]


def test_a_copy_that_a_conflict_left_is_read_too(home: Home) -> None:
    here, there = machines(home, 2)
    here.record()
    here.meet()
    (file,) = here.files()
    place = there.folder / file.relative_to(here.folder)
    place.parent.mkdir(parents=True)
    shutil.copy2(file, place.with_name(file.name.replace(".", ".sync-conflict-20260302.", 1)))
    assert there.meet() == 1


def test_what_a_newer_coach_wrote_waits_for_an_update(home: Home) -> None:
    from zlib import crc32  # noqa: PLC0415 - only here

    (here,) = machines(home, 1)
    body = b'{"kind":"mood-told","id":"1"}'
    place = here.folder / FOLDER / "other" / "0198.entries"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%08x %s\n" % (crc32(body), body))
    here.knows("other")
    met = here.meeting()
    assert (met.taken, met.others) == (0, ("other",))
    assert met.unread == ("other/0198.entries was written by a newer Coach; update this one",)


def test_a_journal_that_was_set_back_learns_again_what_it_had(home: Home) -> None:
    (here,) = machines(home, 1)
    here.record()
    here.meet()
    before = here.everything()
    here.journal.close()
    for file in here.path.parent.glob("journal.db*"):
        file.unlink()
    here.journal = Journal(here.path)
    assert here.meet() == 1
    assert here.everything() == before


def test_the_entries_of_a_machine_that_left_are_published_by_another(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    here.meet()
    shutil.rmtree(owned(there)[0].parent)
    here.meet()
    newcomer = Machine(home, "d")
    newcomer.folder = here.folder
    assert newcomer.meet() == 1


def test_a_folder_copied_to_another_machine_takes_another_name(home: Home) -> None:
    (here,) = machines(home, 1)
    here.record()
    here.meet()
    here.name = "another"
    here.meet()
    assert len({file.parent.name for file in here.files()}) == 2


def test_files_that_are_deleted_are_written_again(home: Home) -> None:
    (here,) = machines(home, 1)
    here.record()
    here.meet()
    (file,) = here.files()
    content = file.read_bytes()
    file.unlink()
    here.meet()
    assert file.read_bytes() == content


def test_a_folder_that_is_not_there_is_named(home: Home) -> None:
    (here,) = machines(home, 1)
    here.folder.rmdir()
    with pytest.raises(SyncError, match=r"folder, the sync folder, is not there; connect it"):
        here.meet()
    assert not here.folder.exists()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (Path.touch, "is a file and no folder"),
        (os.mkfifo, "is a pipe and no folder"),
        (lambda path: path.symlink_to("nowhere"), "is a link that leads nowhere"),
    ],
)
def test_what_is_no_folder_is_named_as_what_it_is(
    home: Home, make: Callable[[Path], None], told: str
) -> None:
    (here,) = machines(home, 1)
    here.folder.rmdir()
    make(here.folder)
    with pytest.raises(SyncError, match=f"folder, the sync folder, {told}; connect it"):
        here.meet()


# --- Whose machine it is -------------------------------------------------------------------------


def test_of_a_stranger_nothing_comes_in_and_nothing_goes_out(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    here.record()
    met = here.meeting()
    assert (met.taken, met.files, met.waits, met.others) == (0, 0, True, ())
    assert met.strangers == (there.files()[0].parent.name,)
    assert len(here.files()) == 1


def test_whoever_accepts_a_machine_is_known_there_without_a_question(home: Home) -> None:
    here, there, third = one_folder(home, 3)
    for one in (there, here, third):
        one.record()
        one.meet()
    for one in (there, here, third):
        met = one.meeting()
        assert (met.strangers, len(met.others)) == ((), 2)
    assert here.journal.count() == there.journal.count() == third.journal.count() == 3


def put_together(all_of_them: list[Machine]) -> None:
    """Show each the files of the others, as they are now."""
    for one in all_of_them:
        (name,) = one.journal.rows("select name from this_machine")[0]
        for other in all_of_them:
            if other is not one:
                own, there = (each.folder / FOLDER / name for each in (one, other))
                shutil.copytree(own, there, dirs_exist_ok=True)


def test_machines_that_began_apart_are_asked_about_on_both_and_then_come_to_one_id(
    home: Home,
) -> None:
    all_of_them = here, there, third = machines(home)
    for one in all_of_them:
        one.record()
        one.meeting()
    put_together(all_of_them)
    assert len(there.meeting().strangers) == 2
    for _ in range(3):
        for one in all_of_them:
            one.meet()
        put_together(all_of_them)
    ids = {file.read_text() for one in all_of_them for file in one.folder.rglob("runner.id")}
    assert len(ids) == 1
    assert third.everything() == here.everything()


def test_machines_known_before_there_were_ids_are_not_asked_about(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    here.record()
    here.meet()
    there.meet()
    for file in here.folder.rglob("runner.id"):
        file.unlink()
    for one in (here, there):
        one.journal._db.execute("update this_machine set runner = ''")
        met = one.meeting()
        assert (met.strangers, len(met.others)) == ((), 1)
    assert len({file.read_text() for file in here.folder.rglob("runner.id")}) <= 2


def test_what_is_taken_out_stays_out_and_everything_else_stays(home: Home) -> None:
    here, there = one_folder(home)
    own, theirs = here.record(), there.record()
    here.meet()
    there.meet()
    here.meet()
    there.record(retract=own.id)
    there.meet()
    here.meet()
    assert here.journal.since(date.min) == [theirs]
    name = there.journal.rows("select name from this_machine")[0][0]
    assert SyncState(here.journal).take_out(name) == 2
    for _ in range(2):
        assert here.meeting().taken == 0
    assert here.journal.since(date.min) == [own]


# --- What others can put there -------------------------------------------------------------------


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "0199.entries").write_bytes(b"precious")
    return tmp_path / "precious"


def untouched(precious: Path) -> bool:
    (file,) = precious.iterdir()
    return file.read_bytes() == b"precious"


def test_nothing_is_written_through_the_link_of_a_folder(home: Home, precious: Path) -> None:
    (here,) = machines(home, 1)
    here.record()
    (here.folder / FOLDER).symlink_to(precious)
    with pytest.raises(SyncError, match=r"coach is a link, .*; remove it"):
        here.meet()
    assert untouched(precious)


def test_nothing_is_written_through_the_link_of_a_machine(home: Home, precious: Path) -> None:
    (here,) = machines(home, 1)
    here.record()
    here.meet()
    own = here.files()[0].parent
    shutil.rmtree(own)
    own.symlink_to(precious)
    here.record()
    with pytest.raises(SyncError, match=r"is a link, .*; remove it"):
        here.meet()
    assert untouched(precious)


def test_the_link_of_a_file_gives_way_to_the_file(home: Home, precious: Path) -> None:
    (here,) = machines(home, 1)
    here.record()
    here.meet()
    (file,) = here.files()
    file.unlink()
    file.symlink_to(next(precious.iterdir()))
    here.meet()
    assert untouched(precious)
    assert not file.is_symlink()


def test_no_link_of_another_machine_is_read(home: Home, precious: Path) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    source = there.files()[0]
    precious.joinpath("0199.entries").write_bytes(source.read_bytes())
    shutil.rmtree(source.parent)
    (here.folder / FOLDER / "linked").symlink_to(precious)
    (here.folder / FOLDER / "other").mkdir()
    (here.folder / FOLDER / "other" / "0199.entries").symlink_to(precious / "0199.entries")
    here.knows("linked", "other")
    met = here.meeting()
    assert met.taken == 0
    assert met.unread == (
        "linked is a link, which is not read",
        "other/0199.entries is a link, which is not read",
    )


def test_a_link_is_named_and_is_no_machine_to_be_asked_about(home: Home, precious: Path) -> None:
    (here,) = machines(home, 1)
    here.meet()
    (here.folder / FOLDER / "linked").symlink_to(precious)
    met = here.meeting()
    assert (met.strangers, met.waits) == ((), False)
    assert met.unread == ("linked is a link, which is not read",)


def test_a_machine_asks_nothing_about_itself(home: Home) -> None:
    (here,) = machines(home, 1)
    here.meet()
    here.meet()
    assert SyncState(here.journal).answers() == {}


def test_a_pipe_is_passed_over(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    os.mkfifo(there.files()[0].with_name("0000.entries"))
    os.mkfifo(here.folder / FOLDER / "pipe")
    assert here.meet() == 1


def test_one_machine_that_cannot_be_looked_into_stops_no_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, third = one_folder(home, 3)
    for one in (there, third):
        one.record()
        one.meet()
    here.meet()
    there.record()
    third.record()
    there.meet()
    third.meet()
    closed = owned(third)[0].parent
    whole = os.scandir

    def scandir(path: os.DirEntry[str]) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    met = here.meeting()
    assert met.taken == 1
    assert met.unread == (f"{closed.name} cannot be opened (Permission denied)",)
    assert len(owned(here)) <= 1
    monkeypatch.undo()
    assert here.meeting().taken == 1


def test_lines_that_cannot_be_true_are_named_and_harm_no_others(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    (file,) = there.files()
    good = there.journal.rows("select body from entries")[0][0]
    bad = good.replace("+00:00", "").replace("Z", "").replace("StepDone", "x")
    file.write_bytes(written([bad, good, good.replace('"id":"', '"id":"zz')]))
    here.knows(file.parent.name)
    met = here.meeting()
    assert met.taken == 1
    assert "has 2 entries that cannot be true: line 1 (`at` is 2026-" in met.unread[0]


def test_a_file_too_large_for_any_runner_is_named_and_not_read(home: Home) -> None:
    here, there = one_folder(home)
    there.record()
    there.meet()
    (file,) = there.files()
    with file.open("r+b") as sparse:
        sparse.truncate(LARGEST + 1)
    here.knows(file.parent.name)
    met = here.meeting()
    assert met.unread == (f"{file.parent.name}/{file.name} is larger than any file of Coach",)


def test_names_that_could_write_to_the_terminal_are_cleaned(home: Home) -> None:
    (here,) = machines(home, 1)
    (here.folder / FOLDER / "x\x1b]0;pwned\x07").mkdir(parents=True)
    met = here.meeting()
    assert met.unread == ("x]0;pwned is not the name of a machine",)


ACTIONS = ("record", "retract", "meet", "carry", "half", "conflict", "crash", "old")


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.sampled_from(ACTIONS), st.randoms(use_true_random=False)), max_size=40)
)
@settings(max_examples=60)
def test_all_come_to_the_same_whatever_happens_on_the_way(steps: list[tuple[str, Random]]) -> None:
    with TemporaryDirectory() as folder, Home(Path(folder)) as home:
        world = _World(home)
        for action, random in steps:
            world.happen(action, random)
        world.settle()
        first, *others = [one.everything() for one in world.machines]
        assert all(other == first for other in others)
        assert {row[0] for row in first[0]} == {one.id for one in world.recorded}  # type: ignore[attr-defined]


class _World:
    """Three machines and what carries their files."""

    def __init__(self, home: Home) -> None:
        self.machines = machines(home)
        self.recorded: list[Event] = []

    def happen(self, action: str, random: Random) -> None:
        one, other = random.sample(self.machines, 2)
        match action:
            case "record":
                self.recorded.append(one.record())
            case "retract" if self.recorded:
                self.recorded.append(one.record(retract=random.choice(self.recorded).id))
            case "meet":
                one.meet()
            case "crash":
                one.crash()
            case "carry" | "half" | "conflict" | "old":
                self._carry(action, one, other, random)

    def _carry(self, how: str, one: Machine, other: Machine, random: Random) -> None:
        for file in owned(one):
            target = other.folder / file.relative_to(one.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = file.read_bytes()
            if how == "half":
                target.write_bytes(content[: random.randrange(len(content) + 1)])
            elif how == "conflict":
                target.with_name(f"{file.stem} (conflicted copy){file.suffix}").write_bytes(content)
            elif how == "old":
                whole = content.splitlines(keepends=True)
                target.write_bytes(b"".join(whole[: random.randrange(len(whole) + 1)]))
            else:
                shutil.copy2(file, target)

    def settle(self) -> None:
        meet_until_all_is_known(self.machines)
