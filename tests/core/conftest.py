"""Fixtures for the tests of Coach; each file has the clock of its own day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.journal import Journal


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.db")
    yield journal
    journal.close()


@pytest.fixture
def coach(config: Path, journal: Journal, clock: FakeClock) -> Coach:
    return Coach(config, journal, clock)
