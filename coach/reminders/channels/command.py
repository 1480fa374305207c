"""Pass each alert to the runner's own program, as JSON on standard input."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from coach.domain.routine.settings import Alerts
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Alert
from coach.system.programs import run_program

_SECONDS = 8.0
_TELLING = 8
"""Characters; nothing shorter guards anything."""
_OPTION = re.compile(r"--?[a-z-]*")


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
            raise ChannelError(_without_arguments(str(error), settings.command[1:])) from error

    async def withdraw(self, tag: str) -> None:
        """Do nothing: what a program did cannot be undone."""


def _without_arguments(said: str, arguments: Iterable[str]) -> str:
    """What a program complains, without what it was given: that may be a password."""
    parts = {part for one in arguments for part in (one, *re.split(r"[\s=:]+", one))}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _TELLING and not _OPTION.fullmatch(part):
            said = said.replace(part, "…")
    return said
