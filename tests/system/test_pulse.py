"""Signs that the reminders are working."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.system.pulse import Pulse, is_alive

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_the_last_look_is_noted_once_a_minute_also_after_a_clock_is_set_back(
    tmp_path: Path,
) -> None:
    pulse, other = Pulse(tmp_path / "journal.db"), Pulse(tmp_path / "journal.db")
    assert other.last() is None
    for seconds, noted in ((0, 0), (59, 0), (60, 60), (-3600, -3600)):
        pulse.beat(NOON + timedelta(seconds=seconds), "1:2")
        assert other.last() == NOON + timedelta(seconds=noted)
    assert (tmp_path / "remind.look").stat().st_mode & 0o777 == 0o600


def test_another_file_is_noted_at_once(tmp_path: Path) -> None:
    pulse, other = Pulse(tmp_path / "journal.db"), Pulse(tmp_path / "journal.db")
    assert other.file() == ""
    for seconds, file in ((0, "1:2"), (1, "1:3")):
        pulse.beat(NOON + timedelta(seconds=seconds), file)
        assert other.file() == file


def test_a_folder_that_takes_no_note_stops_nothing(tmp_path: Path) -> None:
    pulse = Pulse(tmp_path / "gone" / "journal.db")
    pulse.beat(NOON, "1:2")
    assert pulse.last() is None


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_a_service_manager_that_watches_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    name = str(tmp_path / "notify") if kind == "path" else f"@coach-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(name.replace("@", "\0"))
        manager.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        is_alive()
        assert manager.recv(100) == b"WATCHDOG=1"


def test_where_no_manager_watches_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("", "/nowhere/notify"):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        is_alive()
