"""The background process: lasting trouble is reported, and brief trouble is not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.journal import Journal
from coach.reminders.alert import Alert
from coach.runtime import background
from coach.runtime.background import Background

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    with closing(Journal(tmp_path / "journal.db")) as journal:
        yield Coach(tmp_path / "config.toml", journal, FakeClock(NOON), retry_unsaved=True)


async def test_a_journal_that_stays_gone_is_told_once_and_one_that_comes_back_is_not(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Alert] = []
    reminds = Background(coach)
    monkeypatch.setattr(reminds._alerting, "tell", told.append)
    path, away = coach.journal.path, coach.journal.path.with_name("away.db")

    def look_at(seconds: float) -> None:
        monkeypatch.setattr(background, "time", SimpleNamespace(monotonic=lambda: seconds))
        reminds._poll(is_beat=False)

    path.rename(away)
    for seconds in (0, 5, 9):
        look_at(seconds)
    away.rename(path)
    look_at(10)
    assert not told
    path.rename(away)
    for seconds in (20, 31, 32, 50):
        look_at(seconds)
    (one,) = told
    assert "the journal is gone from there" in one.body
    away.rename(path)
    look_at(60)
    assert reminds._trouble == ""
