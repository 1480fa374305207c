"""Pass each alert to the runner's own program, as JSON on standard input."""

from __future__ import annotations

import msgspec

from coach.domain.routine.settings import Alerts
from coach.errors import NotHereError
from coach.reminders.alert import Alert
from coach.system.programs import run_program

_SECONDS = 8.0


class Command:
    """Runs the program of `command` in `[alerts]`, without a shell."""

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Pass the alert to the program."""
        if not settings.command:
            raise NotHereError("no `command` in [alerts]")
        await run_program(settings.command, msgspec.json.encode(alert) + b"\n", _SECONDS)

    async def withdraw(self, tag: str) -> None:
        """Do nothing: what a program did cannot be undone."""
