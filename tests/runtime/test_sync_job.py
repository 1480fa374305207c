"""Repeated exchanges, beside whatever else a program does."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import Pattern, RunLogged
from coach.journal import Journal
from coach.journal.sync import machine
from coach.journal.sync.exchange import Exchange
from coach.journal.sync.folder import Place, Seen
from coach.journal.sync.state import SyncState
from coach.runtime import sync_job as regular
from coach.runtime.sync_job import SyncJob

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RUN = Activity(ActivityKind.RUN, datetime(2026, 3, 2, 9, tzinfo=UTC), 1800, 5000, "run.fit")


class Site:
    """A machine with its coach, and what it announced."""

    def __init__(self, home: Path, name: str, folder: Path) -> None:
        (home / name).mkdir()
        config = home / name / "config.toml"
        config.write_text(f'[sync]\nfolder = "{folder}"\n')
        self.coach = Coach(config, Journal(home / name / "journal.db"), FakeClock(NOON))
        self.told: list[str] = []
        self.meetings = SyncJob(self.coach, lambda _, text: self.told.append(text))
        self._name = name

    async def poll(self, patch: pytest.MonkeyPatch) -> bool:
        patch.setattr(machine, "fingerprint", lambda: self._name)
        return await self.meetings.poll()

    def joins(self, folder: Path) -> None:
        """Exchange for the first time, and accept all machines there."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(machine, "fingerprint", lambda: self._name)
            strangers = Exchange(self.coach.journal, folder).meet().strangers
            SyncState(self.coach.journal).answer(strangers, is_own=True)
            Exchange(self.coach.journal, folder).meet()

    def runs(self) -> list[RunLogged]:
        return [one for one in self.coach.days.history() if isinstance(one, RunLogged)]


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    """Two machines of one runner."""
    folder = tmp_path / "shared"
    folder.mkdir()
    both = Site(tmp_path, "a", folder), Site(tmp_path, "b", folder)
    for one in both:
        one.joins(folder)
    yield both
    for one in both:
        one.coach.journal.close()


async def test_what_came_is_on_the_day(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sites
    here.coach.record.check(4)
    assert not await here.poll(monkeypatch)
    assert await there.poll(monkeypatch)
    assert there.coach.changes()
    check = there.coach.days.check_of(NOON.date())
    assert check is not None
    assert check.pain == 4
    assert not await there.poll(monkeypatch)


async def test_one_run_that_both_took_in_is_one(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sites
    for one in sites:
        one.coach.imports.log_activity(RUN)
    there.coach.runs.felt(2, Pattern.FADED)
    for one in (here, there, here, there):
        await one.poll(monkeypatch)
    assert here.runs() == there.runs()
    assert [one.pain for one in here.runs()] == [2]
    assert not here.coach.imports.log_activity(RUN)


async def test_a_stranger_is_told_of_once_and_nothing_of_theirs_comes_in(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = sites
    stranger = Site(tmp_path, "c", tmp_path / "apart")
    (tmp_path / "apart").mkdir()
    stranger.coach.record.check(9)
    await stranger.poll(monkeypatch)
    shutil.copytree(tmp_path / "apart", tmp_path / "shared", dirs_exist_ok=True)
    for _ in range(3):
        assert not await here.poll(monkeypatch)
    (told,) = here.told
    assert " is in your sync folder. If it is yours, say so with `coach sync accept`" in told
    assert here.coach.days.history() == []
    stranger.coach.journal.close()


async def test_a_file_that_cannot_be_read_whole_is_not_read_anew_each_time(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sites
    there.coach.record.check(4)
    await there.poll(monkeypatch)
    (file,) = (tmp_path / "shared").rglob("*.entries")
    file.write_bytes(file.read_bytes() + b"torn\n")
    reads: list[str] = []
    whole = Place.read

    def read(place: Place, one: str) -> bytes:
        reads.append(one)
        return whole(place, one)

    monkeypatch.setattr(Place, "read", read)
    for _ in range(3):
        await here.poll(monkeypatch)
    assert [one for one in reads if one.endswith(".entries")] == [f"{file.parent.name}/{file.name}"]
    assert here.coach.days.check_of(NOON.date())


async def test_a_folder_that_is_not_there_is_told_once_until_it_was_there(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = sites
    (tmp_path / "shared").rename(tmp_path / "away")
    for _ in range(3):
        assert not await here.poll(monkeypatch)
    assert len(here.told) == 1
    (tmp_path / "away").rename(tmp_path / "shared")
    await here.poll(monkeypatch)
    (tmp_path / "shared").rename(tmp_path / "away")
    await here.poll(monkeypatch)
    assert len(here.told) == 2


async def test_a_drive_that_never_answers_holds_up_nobody(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading  # noqa: PLC0415 - only here

    here, _ = sites
    answers = threading.Event()
    whole = Exchange.meet
    monkeypatch.setattr(Exchange, "meet", lambda self: answers.wait() and whole(self))
    first = asyncio.create_task(here.poll(monkeypatch))
    await asyncio.sleep(0)
    assert not await here.poll(monkeypatch)
    assert not first.done()
    answers.set()
    assert not await first


def test_without_a_folder_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = Coach(tmp_path / "none.toml", Journal(tmp_path / "journal.db"), FakeClock(NOON))
    monkeypatch.setattr(regular, "run_in_thread", None)
    assert not asyncio.run(SyncJob(coach, print).poll())
    coach.journal.close()


async def test_a_folder_that_does_not_answer_is_told_once(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = sites
    answers, real = threading.Event(), Place.scan

    def slow(place: Place) -> Seen:
        answers.wait(10)
        return real(place)

    monkeypatch.setattr(Place, "scan", slow)
    monkeypatch.setattr(regular, "_PATIENCE", -1)
    meeting = asyncio.create_task(one.poll(monkeypatch))
    await asyncio.sleep(0)
    assert [await one.poll(monkeypatch) for _ in range(3)] == [False] * 3
    (text,) = one.told
    assert "the sync folder, does not answer; connect its drive" in text
    answers.set()
    await meeting
