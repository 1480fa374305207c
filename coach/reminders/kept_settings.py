"""The last good `[alerts]`, for alerts while the config file cannot be read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from coach.domain.routine.settings import Alerts
from coach.system.atomic_write import write

NAME = "last-alerts.json"


class KeptAlerts:
    """A file beside the journal that only its owner can read: it contains the URLs of `push`."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(NAME)
        self._kept = self.read()

    def keep(self, settings: Alerts) -> None:
        """Keep the settings in force, if possible."""
        if settings != self._kept:
            with suppress(OSError):
                write(self._path, msgspec.json.encode(settings))
                self._kept = settings

    def read(self) -> Alerts | None:
        """The kept settings; None if there are none that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Alerts)
        except (OSError, msgspec.MsgspecError):
            return None
