"""Which process is open on a journal: one at a time, however the last one ended."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from coach.errors import JournalError
from coach.system.process_lock import ProcessLock

HOLDER = """
import sys
from pathlib import Path
from coach.system.process_lock import ProcessLock

presence = ProcessLock(Path(sys.argv[1]), "remind")
print(presence.take(), flush=True)
sys.stdin.readline()
presence.leave()
print(presence.is_held(), flush=True)
sys.stdin.readline()
"""


class Holder:
    """Another process that takes the lock, and keeps it until it has to leave."""

    def __init__(self, journal: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(journal)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @cached_property
    def took(self) -> bool:
        return self._line() == "True"

    def leave(self) -> bool:
        """Have it leave; whether anybody holds the presence then, as it sees it."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._line() == "True"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "coach" / "journal.db"


@pytest.fixture
def presence(journal: Path) -> Iterator[ProcessLock]:
    presence = ProcessLock(journal, "remind")
    yield presence
    presence.leave()


@pytest.fixture
def holder(journal: Path) -> Iterator[Holder]:
    holder = Holder(journal)
    assert holder.took
    yield holder
    holder.kill()


@pytest.fixture
def somebody(tmp_path: Path) -> Iterator[None]:
    """The tests' user may not write to the folder: root becomes somebody else for a while."""
    user = os.geteuid()
    tmp_path.chmod(0o500)
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)
    tmp_path.chmod(0o700)


def test_nobody_holds_it_at_first_and_looking_leaves_nothing_behind(
    presence: ProcessLock, journal: Path
) -> None:
    assert not presence.is_held()
    assert presence.holder() is None
    assert not journal.parent.exists()


def test_it_is_taken_and_left(presence: ProcessLock) -> None:
    assert presence.take()
    assert presence.take()
    assert presence.is_held()
    assert presence.is_held_here
    presence.leave()
    assert not presence.is_held()
    assert not presence.is_held_here
    assert presence.take()


def test_who_holds_it_has_signed(presence: ProcessLock, journal: Path) -> None:
    presence.take()
    assert presence.holder() == os.getpid()
    assert (journal.parent / "remind.pid").read_text() == str(os.getpid())
    presence.leave()
    assert presence.holder() is None
    assert not (journal.parent / "remind.pid").exists()


def test_the_lock_is_for_its_owner_alone(presence: ProcessLock, journal: Path) -> None:
    before = os.umask(0)
    try:
        presence.take()
    finally:
        os.umask(before)
    assert stat.S_IMODE((journal.parent / "remind.lock").stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.parent.stat().st_mode) == 0o700


def test_programs_of_different_kinds_are_open_side_by_side(
    presence: ProcessLock, journal: Path
) -> None:
    screen = ProcessLock(journal, "screen")
    assert presence.take()
    assert screen.take()
    screen.leave()
    assert presence.is_held()


def test_while_another_process_holds_it_nobody_else_does(
    presence: ProcessLock, holder: Holder
) -> None:
    assert presence.is_held()
    assert presence.holder() == holder.process.pid
    assert not presence.take()
    assert not presence.is_held_here


def test_what_another_process_left_can_be_taken(presence: ProcessLock, holder: Holder) -> None:
    assert not holder.leave()
    assert not presence.is_held()
    assert presence.take()


def test_it_ends_with_a_process_that_is_killed(presence: ProcessLock, holder: Holder) -> None:
    holder.kill()
    assert not presence.is_held()
    assert presence.holder() is None
    assert presence.take()
    assert presence.holder() == os.getpid()


def test_of_processes_that_begin_at_once_one_takes_it(journal: Path) -> None:
    holders = [Holder(journal) for _ in range(3)]
    try:
        assert sorted(one.took for one in holders) == [False, False, True]
    finally:
        for one in holders:
            one.kill()


def test_who_asks_again_in_the_same_process_does_not_drop_the_lock(
    presence: ProcessLock, journal: Path
) -> None:
    presence.take()
    again = ProcessLock(journal, "remind")
    assert again.is_held()
    assert not again.take()
    other = Holder(journal)
    assert not other.took
    other.kill()


def test_a_note_that_says_nothing_names_nobody(presence: ProcessLock, journal: Path) -> None:
    presence.take()
    (journal.parent / "remind.pid").write_text("nonsense")
    assert presence.holder() is None
    (journal.parent / "remind.pid").unlink()
    assert presence.holder() is None
    assert presence.is_held()


def test_a_note_that_cannot_be_written_holds_nothing_up(
    presence: ProcessLock, journal: Path
) -> None:
    (journal.parent / "remind.pid").mkdir(parents=True)
    assert presence.take()
    assert presence.holder() is None


# --- What can be wrong with the folder ------------------------------------------------------------


def test_a_folder_that_is_none_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError) as raised:
        ProcessLock(tmp_path / "file" / "journal.db", "remind").take()
    lock = tmp_path / "file" / "remind.lock"
    mend = "check that its folder is there and yours"
    assert str(raised.value) == f"{lock}: cannot be opened (Not a directory); {mend}."


@pytest.mark.parametrize("content", [b"", b"x" * 4096], ids=["a folder", "no database"])
def test_a_lock_that_is_something_else_is_told_in_one_sentence(
    tmp_path: Path, content: bytes
) -> None:
    lock = tmp_path / "remind.lock"
    if content:
        lock.write_bytes(content)
    else:
        lock.mkdir()
    with pytest.raises(JournalError, match=r"cannot be locked \(.*\); remove that file\.$"):
        ProcessLock(tmp_path / "journal.db", "remind").take()


def test_a_folder_that_cannot_be_written_to_is_told_in_one_sentence(
    tmp_path: Path, somebody: None
) -> None:
    del somebody
    with pytest.raises(JournalError, match=r"cannot be opened \(Permission denied\); /.*\.$"):
        ProcessLock(tmp_path / "journal.db", "remind").take()
