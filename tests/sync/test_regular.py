"""Meeting again and again, beside whatever else a program does."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import FakeClock

from coach.coach import Coach
from coach.domain.activity import Activity, ActivityKind
from coach.domain.events import Pattern, RunLogged
from coach.journal import Journal
from coach.sync import Meeting, machine, regular
from coach.sync.regular import RegularMeetings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RUN = Activity(ActivityKind.RUN, datetime(2026, 3, 2, 9, tzinfo=UTC), 1800, 5000, "run.fit")


class Site:
    """A machine with its coach, and what it told its runner."""

    def __init__(self, home: Path, name: str, folder: Path) -> None:
        (home / name).mkdir()
        config = home / name / "config.toml"
        config.write_text(f'[sync]\nfolder = "{folder}"\n')
        self.coach = Coach(config, Journal(home / name / "journal.db"), FakeClock(NOON))
        self.told: list[str] = []
        self.meetings = RegularMeetings(self.coach, lambda _, text: self.told.append(text))
        self._name = name

    async def look(self, patch: pytest.MonkeyPatch) -> bool:
        patch.setattr(machine, "fingerprint", lambda: self._name)
        return await self.meetings.look()

    def runs(self) -> list[RunLogged]:
        return [one for one in self.coach.history() if isinstance(one, RunLogged)]


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    folder = tmp_path / "shared"
    folder.mkdir()
    both = Site(tmp_path, "a", folder), Site(tmp_path, "b", folder)
    yield both
    for one in both:
        one.coach.journal.close()


async def test_what_came_is_on_the_day(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sites
    here.coach.check(4)
    assert not await here.look(monkeypatch)
    assert await there.look(monkeypatch)
    assert there.coach.changes()
    check = there.coach.check_of(NOON.date())
    assert check is not None
    assert check.pain == 4
    assert not await there.look(monkeypatch)


async def test_one_run_that_both_took_in_is_one(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sites
    for one in sites:
        one.coach.log_activity(RUN)
    there.coach.felt(2, Pattern.FADED)
    for one in (here, there, here, there):
        await one.look(monkeypatch)
    assert here.runs() == there.runs()
    assert [one.pain for one in here.runs()] == [2]
    assert not here.coach.log_activity(RUN)


async def test_a_folder_that_is_not_there_is_told_once_until_it_was_there(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = sites
    (tmp_path / "shared").rename(tmp_path / "away")
    for _ in range(3):
        assert not await here.look(monkeypatch)
    assert len(here.told) == 1
    (tmp_path / "away").rename(tmp_path / "shared")
    await here.look(monkeypatch)
    (tmp_path / "shared").rename(tmp_path / "away")
    await here.look(monkeypatch)
    assert len(here.told) == 2


async def test_a_drive_that_never_answers_holds_up_nobody(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading  # noqa: PLC0415 - only here

    here, _ = sites
    answers = threading.Event()
    whole = Meeting.meet
    monkeypatch.setattr(Meeting, "meet", lambda self: answers.wait() and whole(self))
    first = asyncio.create_task(here.look(monkeypatch))
    await asyncio.sleep(0)
    assert not await here.look(monkeypatch)
    assert not first.done()
    answers.set()
    assert not await first


def test_without_a_folder_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = Coach(tmp_path / "none.toml", Journal(tmp_path / "journal.db"), FakeClock(NOON))
    monkeypatch.setattr(regular, "beside", None)
    assert not asyncio.run(RegularMeetings(coach, print).look())
    coach.journal.close()
