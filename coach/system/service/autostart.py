"""Desktops without systemd: an entry that they start at login, by the XDG standard."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence

from coach.errors import ServiceError
from coach.system.service.files import ServiceFile, config_home
from coach.system.service.manager import NOTHING, Condition, State, installed_text
from coach.system.service.process import RemindingProcess, end

_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_SPECIAL = re.compile(r'(["`$\\])')
_SWITCHED_OFF = (b"\nHidden=true", b"\nX-GNOME-Autostart-enabled=false")
_ALIVE_AFTER = 1.0
"""Seconds after which a program counts as started."""


class Autostart:
    """An entry in the user's autostart folder, and a process without any manager."""

    def __init__(self, program: Sequence[str], reminding: RemindingProcess, why: str) -> None:
        """`why` there is no service manager; empty if there is one by now."""
        self._file = ServiceFile(
            config_home() / "autostart" / "coach.desktop", desktop_entry(program).encode()
        )
        self._program = program
        self._reminding = reminding
        self._why = why

    @property
    def is_there(self) -> bool:
        """Whether it is installed, correctly or not."""
        return self._file.path.is_file()

    def install(self) -> str:
        """Write the entry, and restart the program without waiting for the next login."""
        before = self.state()
        self._file.write()
        end(self._reminding)
        _start(self._program)
        return installed_text(before)

    def remove(self) -> str:
        """Delete the entry, and end the program."""
        if not self.state().installed:
            return NOTHING
        self._file.delete()
        end(self._reminding)
        return f"Removed {self._file.path}."

    def state(self) -> State:
        """The state of the entry."""
        condition, content = self._file.condition(), self._file.content()
        off = condition == Condition.MISSING or any(one in content for one in _SWITCHED_OFF)
        return State("autostart", self._file.path, condition, not off, (self._note(),))

    def _note(self) -> str:
        if self._why:
            return f"There is no service manager here ({self._why}): it starts with your desktop."
        return "There is a service manager now: remove and install again to let it take over."


def desktop_entry(program: Sequence[str]) -> str:
    """The entry that runs a program."""
    line = " ".join(_quoted(word.replace("%", "%%")) for word in program)
    escaped = line.replace("\\", "\\\\")
    return f"""\
[Desktop Entry]
Type=Application
Name=Coach reminders
Comment=Written by `coach service install`, which also repairs it
Exec={escaped}
Terminal=false
NoDisplay=true
"""


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    escaped = _SPECIAL.sub(r"\\\1", word)
    return f'"{escaped}"'


def _start(program: Sequence[str]) -> None:
    """Start a program that outlives this one and its terminal.

    Raises:
        ServiceError: if it ends at once.
    """
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(  # noqa: S603 - no shell, and every word is our own
            program, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        status = started.wait(_ALIVE_AFTER)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise ServiceError(f"{program[0]} cannot be started: {error.strerror}.") from error
    if status:
        raise ServiceError(f"It ended at once (exit status {status}); `coach remind` says why.")
