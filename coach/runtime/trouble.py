"""Report what keeps the reminders from running, once, however often they restart meanwhile."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.config.reading import load
from coach.domain.routine.settings import Alerts
from coach.journal.aside import Aside
from coach.reminders.alerting import tell_at_large
from coach.reminders.kept_settings import KeptAlerts

_NAME = "trouble"


class Trouble:
    """Reports trouble by the settings in force, or the last ones that were."""

    def __init__(self, config: Path, journal: Path) -> None:
        self._config = config
        self._journal = journal
        self._aside = Aside(journal)

    def tell(self, text: str) -> None:
        """Report trouble, unless this process or another one has."""
        if self._aside.read(_NAME).decode(errors="replace") == text:
            return
        with _signals_wait():
            asyncio.run(tell_at_large("No reminders from Coach", text, self._settings()))
            self._aside.keep(_NAME, text.encode(errors="replace"))

    def is_over(self) -> None:
        """Report the next trouble again, whatever it is."""
        self._aside.keep(_NAME, b"")

    def _settings(self) -> Alerts | None:
        routine = load(self._config).routine
        return routine.alerts if routine else KeptAlerts(self._journal).read()


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Delay signals that end the process, which must not end a half-made loop."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGINT))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
