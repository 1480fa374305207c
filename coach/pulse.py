"""That the reminders still look: for a service manager that watches, and for `coach doctor`."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NOTED_EVERY = timedelta(minutes=1)
"""A disk is not to be woken with every heartbeat."""
STALE = 3 * _NOTED_EVERY
"""After this whoever looks has noted it again."""


class Pulse:
    """The last look of the reminders on one journal."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name("remind.look")
        self._noted: datetime | None = None

    def beat(self, now: datetime) -> None:
        """A look went well."""
        is_alive()
        if self._noted is None or abs(now - self._noted) >= _NOTED_EVERY:
            with suppress(OSError):
                self._path.touch(0o600)
                os.utime(self._path, (now.timestamp(), now.timestamp()))
                self._noted = now

    def last(self) -> datetime | None:
        """When a look went well last; None where none was noted."""
        try:
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except OSError:
            return None


def is_alive() -> None:
    """Tell a service manager that watches this process, in the way of systemd."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address and hasattr(socket, "AF_UNIX"):
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.settimeout(0)
            name = f"\0{address[1:]}" if address.startswith("@") else address
            manager.sendto(b"WATCHDOG=1", name)
