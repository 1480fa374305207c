"""A user's folders to write to, and helper programs that only record their calls."""

from pathlib import Path

import pytest
from support.services import FakeHelper

from coach.system.process_lock import ProcessLock

NAMES = ("systemctl", "loginctl", "launchctl", "schtasks")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, on a system without any of the helpers."""
    folder = tmp_path / "home"
    folder.mkdir()
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


@pytest.fixture
def helper(tmp_path: Path) -> FakeHelper:
    """All helpers in one: each exists, and does as it is asked."""
    return FakeHelper(tmp_path / "bin", NAMES)


@pytest.fixture
def reminding(home: Path) -> ProcessLock:
    return ProcessLock(home / "journal.db", "remind")
