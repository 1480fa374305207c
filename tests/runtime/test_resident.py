"""What every open program does by itself, whichever it is."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from support.activity_files import SAMPLES
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.domain.events.types import RunLogged
from coach.journal import Journal
from coach.reminders.alerting import Alerting
from coach.reminders.reminder_loop import ReminderLoop
from coach.runtime.resident import Resident
from coach.system import process_lock
from coach.system.process_lock import ProcessLock

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    runs = tmp_path / "runs"
    runs.mkdir()
    copy(SAMPLES / "fenix-2-run.fit", runs)
    config = tmp_path / "config.toml"
    config.write_text(f'[activities]\nfolder = "{runs}"\n')
    with closing(Journal(tmp_path / "journal.db")) as journal:
        yield Coach(config, journal, FakeClock(NOW), retry_unsaved=True)


async def beat(coach: Coach, *, is_screen: bool, times: int = 3) -> list[str]:
    """The announcements of some heartbeats."""
    told: list[str] = []
    alerting = Alerting(coach)
    reminding = ReminderLoop(coach, alerting.post, "test")
    screen = ProcessLock(coach.journal.path, "screen") if is_screen else None
    resident = Resident(
        coach, alerting, reminding, lambda about, *_: told.append(about), lambda: None, screen
    )
    for _ in range(times):
        resident.beat()
        await asyncio.gather(*reminding._tasks)
    await resident.finish()
    return told


def runs(coach: Coach) -> int:
    first = datetime(2010, 1, 1, tzinfo=UTC).date()
    return len(coach.ledger.between(first, coach.present_day(), RunLogged))


@pytest.mark.parametrize("is_screen", [True, False])
async def test_it_takes_in_the_watchs_files_and_keeps_the_days_copy(
    coach: Coach, *, is_screen: bool
) -> None:
    coach.record.check(3)
    await beat(coach, is_screen=is_screen)
    assert runs(coach) == 1
    assert [*coach.journal.path.parent.glob("backups/*.db")]


async def test_where_somebody_looks_the_background_takes_them_in(coach: Coach) -> None:
    background = ProcessLock(coach.journal.path, "remind")
    background.take()
    await beat(coach, is_screen=True)
    assert runs(coach) == 0
    background.leave()
    await beat(coach, is_screen=True)
    assert runs(coach) == 1


async def test_a_second_window_waits_for_no_lock(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ProcessLock(coach.journal.path, "screen")
    assert first.take()
    waits: list[float] = []

    def locked(_: Path, wait: float) -> None:
        waits.append(wait)

    monkeypatch.setattr(process_lock, "_locked", locked)
    await beat(coach, is_screen=True)
    assert set(waits) == {0}
    first.leave()
