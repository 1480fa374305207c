"""A sign that the reminders are working, for a service manager and for `coach doctor`."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NOTED_EVERY = timedelta(minutes=1)
"""So that not every heartbeat wakes the disk."""
STALE = 3 * _NOTED_EVERY
"""By then, a living process has noted its pulse again."""


class Pulse:
    """The last look of the reminders on one journal."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name("remind.look")
        self._noted: tuple[datetime, str] | None = None

    def beat(self, now: datetime, file: str) -> None:
        """Note a successful look at the journal, in the file with that identity."""
        is_alive()
        if self._noted and file == self._noted[1] and abs(now - self._noted[0]) < _NOTED_EVERY:
            return
        with suppress(OSError):
            self._path.touch(0o600)
            self._path.write_text(file, "ascii")
            os.utime(self._path, (now.timestamp(), now.timestamp()))
            self._noted = now, file

    def last(self) -> datetime | None:
        """When a look last succeeded; None if none was noted."""
        try:
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except OSError:
            return None

    def file(self) -> str:
        """The identity of the last file; empty if not known."""
        try:
            return self._path.read_text("ascii")
        except (OSError, ValueError):
            return ""


def is_alive() -> None:
    """Send a sign of life to a service manager that watches this process, as systemd does."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address and hasattr(socket, "AF_UNIX"):
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.settimeout(0)
            name = f"\0{address[1:]}" if address.startswith("@") else address
            manager.sendto(b"WATCHDOG=1", name)
