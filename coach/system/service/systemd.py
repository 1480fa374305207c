"""Linux with systemd: a unit of the user's service manager, which restarts it if it fails."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.errors import ServiceError
from coach.system.service.files import ServiceFile, config_home
from coach.system.service.helpers import Answer, ask, tell
from coach.system.service.manager import NOTHING, State, installed_text

UNIT = "coach.service"
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_KILLS = ("/bin/kill", "/usr/bin/kill", "/run/current-system/sw/bin/kill")
_STOPPED = frozenset({"inactive", "failed"})
_ALIVE_AFTER = 2.0
"""Seconds after which a program counts as started."""
_POLL = 0.2
_LINGERS_NOT = (
    "Reminders stop when you log out; `loginctl enable-linger` keeps them going, "
    "which helps where they go to your phone."
)
_GAVE_UP = f"It failed; `journalctl --user -u {UNIT}` says why."


class Systemd:
    """A unit of the user's service manager."""

    def __init__(self, program: Sequence[str], why_not: str) -> None:
        """`why_not`: why the service manager does not answer now; empty if it does."""
        self._why_not = why_not
        self._python = program[0]
        folder = config_home() / "systemd" / "user"
        self._file = ServiceFile(folder / UNIT, unit_text(program).encode())
        self._link = folder / "default.target.wants" / UNIT

    @property
    def path(self) -> Path:
        """Where the unit is, or would be."""
        return self._file.path

    def install(self) -> str:
        """Write the unit, enable it and restart it, as the program may be a newer one."""
        _check_path(self._python)
        before = self.state()
        self._file.write()
        _manage("daemon-reload")
        _manage("enable", UNIT)
        _ask_manager("reset-failed", UNIT)
        _manage("restart", UNIT)
        _stays_or_fails()
        return installed_text(before)

    def remove(self) -> str:
        """Stop the unit and delete it."""
        active = _property("ActiveState") not in {"", *_STOPPED}
        if not (active or self.state().installed or self._link.is_symlink()):
            return NOTHING
        if active:
            _manage("stop", UNIT)
        self._file.delete()
        _unlink(self._link)
        _ask_manager("daemon-reload")
        _ask_manager("reset-failed", UNIT)
        return f"Removed {self.path}."

    def state(self) -> State:
        """The state of the unit."""
        enabled = self._link.is_symlink()
        return State("systemd", self.path, self._file.condition(), enabled, tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        if self._why_not:
            yield f"systemd does not answer here: {self._why_not}."
        elif _property("ActiveState") == "failed" or _property("SubState") == "auto-restart":
            yield _GAVE_UP
        if _stops_at_logout():
            yield _LINGERS_NOT


def why_not_here() -> str:
    """Why the user's service manager cannot be used; empty if it answers."""
    return _ask_manager("show-environment").failure


def unit_text(program: Sequence[str]) -> str:
    """The unit that runs a program."""
    kill = next((path for path in _KILLS if Path(path).exists()), _KILLS[0])
    return f"""\
# Written by `coach service install`, which also repairs it.
# What you change belongs into `systemctl --user edit {UNIT}`.

[Unit]
Description=Coach reminders
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
ExecStart={_exec_start(program)}
ExecReload={kill} -HUP $MAINPID
Restart=on-failure
RestartPreventExitStatus=1
RestartSec=5
NotifyAccess=main
WatchdogSec=120
WatchdogSignal=SIGTERM
UMask=0077

[Install]
WantedBy=default.target
"""


def _stays_or_fails() -> None:
    """Check that the started program does not end at once."""
    until = time.monotonic() + _ALIVE_AFTER
    while time.monotonic() < until:
        if _property("ActiveState") in _STOPPED or _property("SubState") == "auto-restart":
            raise ServiceError(f"It ended at once; `journalctl --user -u {UNIT}` says why.")
        time.sleep(_POLL)


def _check_path(path: str) -> None:
    """Refuse a path that systemd cannot start, however it is escaped."""
    if set(path) & set("\"'\\"):
        raise ServiceError(
            f"systemd cannot start anything from {path}; move Coach to a path without quotes."
        )


def _exec_start(program: Sequence[str]) -> str:
    """The program's path unchanged, then its words, in which a variable would be replaced."""
    path = program[0].replace("%", "%%")
    words = [word.replace("%", "%%").replace("$", "$$") for word in program]
    return " ".join(_quoted(one) for one in (f"@{path}", *words))


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _stops_at_logout() -> bool:
    user = str(os.getuid())
    return ask("loginctl", "show-user", user, "--property=Linger").text.strip() == "Linger=no"


def _property(name: str) -> str:
    return _ask_manager("show", UNIT, f"--property={name}", "--value").text.strip()


def _manage(*words: str) -> None:
    tell("systemctl", "--user", *words)


def _ask_manager(*words: str) -> Answer:
    return ask("systemctl", "--user", *words)


def _unlink(link: Path) -> None:
    try:
        link.unlink(missing_ok=True)
    except OSError as error:
        raise ServiceError(f"{link} cannot be deleted: {error.strerror}.") from error
