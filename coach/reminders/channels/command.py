"""Pass each alert to the runner's own program, as JSON on standard input."""

from __future__ import annotations

import msgspec

from coach.domain.routine.settings import Alerts
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Alert
from coach.system.programs import run_program, without_arguments

_SECONDS = 8.0


class Command:
    """Runs the program of `command` in `[alerts]`, without a shell."""

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Pass the alert to the program."""
        if not settings.command:
            raise NotHereError("no `command` in [alerts]")
        given = msgspec.json.encode(alert) + b"\n"
        try:
            await run_program(settings.command, given, _SECONDS)
        except ChannelError as error:
            raise ChannelError(without_arguments(str(error), settings.command[1:])) from error

    async def withdraw(self, tag: str) -> None:
        """Do nothing: what a program did cannot be undone."""
