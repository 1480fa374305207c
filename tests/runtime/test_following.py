"""A line on each change: of the journal, the config file, and as time passes."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from support.simulated import Setting
from watchdog.events import FileModifiedEvent, FileMovedEvent, FileOpenedEvent

from coach.cli.next_line import next_line
from coach.core.coach import Coach
from coach.domain.events.types import StepDone
from coach.journal import Journal
from coach.journal.new_ids import new_id
from coach.runtime.file_changes import FileChanges
from coach.runtime.following import Changes, follow

MANY = 1000
PATIENCE = 60.0


class _EndError(Exception):
    """Enough was shown."""


def followed(
    coach: Coach, line: Callable[[datetime], str], changes: Changes, until: Callable[[str], bool]
) -> list[str]:
    """What is shown until a line is the last one."""
    shown: list[str] = []

    def show(text: str) -> None:
        shown.append(text)
        if until(text):
            raise _EndError

    with pytest.raises(_EndError):
        follow(coach, lambda: line, show, changes)
    return shown


class Told:
    """Changes that a test announces; one that gets lost fails instead of waiting for ever."""

    def __init__(self) -> None:
        self.event = Event()

    def forget(self) -> None:
        self.event.clear()

    def wait(self, seconds: float) -> None:
        del seconds
        assert self.event.wait(PATIENCE), "a change was lost"


@pytest.fixture
def load() -> Iterator[None]:
    """A thread that takes the processor away again and again."""
    ended = Event()

    def burn() -> None:
        while not ended.is_set():
            sum(range(100))

    before, burner = sys.getswitchinterval(), Thread(target=burn, daemon=True)
    sys.setswitchinterval(1e-4)
    burner.start()
    yield
    ended.set()
    burner.join()
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("load")
def test_of_a_thousand_changes_under_load_none_is_lost_and_none_doubled(setting: Setting) -> None:
    told, seen, count = Told(), threading.Semaphore(0), 0

    def change() -> None:
        nonlocal count
        for _ in range(MANY):
            assert seen.acquire(timeout=PATIENCE)
            count += 1
            told.event.set()

    def line(_: datetime) -> str:
        return str(count)

    def is_last(text: str) -> bool:
        seen.release()
        return text == str(MANY)

    writer = Thread(target=change, daemon=True)
    writer.start()
    shown = followed(setting.coach, line, told, is_last)
    writer.join()
    assert shown == [str(number) for number in range(MANY + 1)]


@pytest.mark.usefixtures("load")
def test_after_a_thousand_entries_at_once_the_last_state_is_shown(
    setting: Setting, tmp_path: Path
) -> None:
    coach = setting.coach

    def write() -> None:
        last, at = "", coach.clock.now()
        with closing(Journal(tmp_path / "journal.db")) as journal:
            for _ in range(MANY):
                last = new_id(at, last)
                journal.append(StepDone(id=last, at=at, day=at.date(), step="midday"))

    class Files(FileChanges):
        def wait(self, seconds: float) -> None:
            del seconds
            assert self._has_changed.wait(PATIENCE), "a change was lost"

    writer = Thread(target=write, daemon=True)
    with Files(coach.journal.path, [setting.config]) as changes:
        writer.start()
        shown = followed(
            coach, lambda _: str(coach.journal.count()), changes, lambda text: text == str(MANY)
        )
    writer.join()
    numbers = [int(one) for one in shown]
    assert numbers == sorted(set(numbers))


class Passing:
    """No changes but those of time, which passes as soon as it is slept."""

    def __init__(self, setting: Setting, until: datetime) -> None:
        self.naps: list[float] = []
        self._setting, self._until = setting, until

    def forget(self) -> None:
        """Nothing changes here."""

    def wait(self, seconds: float) -> None:
        self.naps.append(seconds)
        self._setting.forward(seconds)
        if self._setting.clock.now() >= self._until:
            raise _EndError


def lived(
    setting: Setting, wanted: str, **span: float
) -> tuple[list[tuple[datetime, str]], Passing]:
    """What is shown while some time passes, and when."""
    clock, shown = setting.clock, []
    passing = Passing(setting, clock.now() + timedelta(**span))
    with pytest.raises(_EndError):
        follow(
            setting.coach,
            lambda: next_line(setting.coach, wanted),
            lambda text: shown.append((clock.now(), text)),
            passing,
        )
    return shown, passing


def test_a_line_comes_in_the_very_second_in_which_it_changes(setting: Setting) -> None:
    setting.at("06:40")
    shown, passing = lived(setting, "{step} {status}", minutes=20)
    assert [text for _, text in shown][:2] == ["pain-check upcoming", "pain-check due"]
    due = shown[1][0]
    assert (
        timedelta() <= due - due.replace(minute=45, second=0, microsecond=0) < timedelta(seconds=1)
    )
    assert min(passing.naps) > 0
    assert len(passing.naps) <= 25


def test_a_wait_counts_down_by_minutes_and_no_line_comes_twice(setting: Setting) -> None:
    setting.at("06:40")
    shown = [text for _, text in lived(setting, "{wait}", minutes=3, seconds=30)[0]]
    assert shown == ["in 5 min", "in 4 min", "in 3 min", "in 2 min", "in 1 min"]


def test_a_pause_is_shown_until_it_ends(setting: Setting) -> None:
    setting.at("06:40")
    setting.coach.breaks.pause(setting.clock.now() + timedelta(minutes=2))
    shown = [text for _, text in lived(setting, "{step}|{paused}", minutes=4)[0]]
    assert shown == ["pain-check|paused until 06:42", "pain-check|"]


def test_only_writing_the_right_files_wakes_it(tmp_path: Path) -> None:
    changes = FileChanges(tmp_path / "journal.db", [tmp_path / "config.toml"])
    cases = {
        FileModifiedEvent("/x/journal.db-wal"): True,
        FileModifiedEvent("/x/journal.db"): True,
        FileMovedEvent("/x/.tmp", "/x/config.toml"): True,
        FileModifiedEvent("/x/journal.db-shm"): False,
        FileOpenedEvent("/x/config.toml"): False,
        FileModifiedEvent("/x/coach.log"): False,
    }
    for event, wakes in cases.items():
        changes.forget()
        changes.on_any_event(event)
        assert changes._has_changed.is_set() is wakes
