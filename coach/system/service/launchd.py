"""macOS: an agent of launchd, which restarts the reminders if they fail."""

from __future__ import annotations

import os
import plistlib
import time
from collections.abc import Sequence
from pathlib import Path

from coach.system.service.files import ServiceFile
from coach.system.service.helpers import ask, tell
from coach.system.service.manager import NOTHING, State, installed_text

LABEL = "io.github.heelcoach.coach"
_POLL = 0.2
_PATIENCE = 10.0


class Launchd:
    """An agent in the user's own session."""

    def __init__(self, program: Sequence[str]) -> None:
        path = Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self._file = ServiceFile(path, plist(program))
        self._session = f"gui/{os.getuid()}"
        self._agent = f"{self._session}/{LABEL}"

    def install(self) -> str:
        """Write the agent and load it again; if nothing has changed, only restart it."""
        before = self.state()
        self._file.write()
        if before.sound:
            tell("launchctl", "kickstart", "-k", self._agent)
        else:
            self._hand_over()
        return installed_text(before)

    def remove(self) -> str:
        """Unload the agent, and delete it."""
        if not (self.state().installed or self._loaded()):
            return NOTHING
        self._take_back()
        self._file.delete()
        return f"Removed {self._file.path}."

    def state(self) -> State:
        """The state of the agent."""
        return State("launchd", self._file.path, self._file.condition(), self._loaded())

    def _hand_over(self) -> None:
        self._take_back()
        tell("launchctl", "enable", self._agent)
        tell("launchctl", "bootstrap", self._session, str(self._file.path))

    def _take_back(self) -> None:
        """Unload the agent; launchd accepts it again only when the old process has ended."""
        ask("launchctl", "bootout", self._agent)
        until = time.monotonic() + _PATIENCE
        while self._loaded() and time.monotonic() < until:
            time.sleep(_POLL)

    def _loaded(self) -> bool:
        return not ask("launchctl", "print", self._agent).failure


def plist(program: Sequence[str]) -> bytes:
    """The agent that runs a program."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(program),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ProcessType": "Background",
        }
    )
