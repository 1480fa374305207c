"""A separate desktop: an invisible screen, a session bus, and dunst, all real."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support.real_parts import needs

_LIMIT = 10.0
_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""It starts no services by itself, unlike the bus of a real session."""

_DUNST = """[global]
    follow = none
    idle_threshold = 0
    notification_limit = 0
    stack_duplicates = false
    markup = {markup}
    dmenu = {menu}
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
"""

_MENU = """#!/bin/sh
exec grep -m 1 -F -- "#$(cat {choice})"
"""
"""The menu of a notification's buttons: it chooses the one written in a file."""


def until(condition: Callable[[], object]) -> None:
    """Wait for another process to do something."""
    give_up = time.monotonic() + _LIMIT
    while not condition():
        assert time.monotonic() < give_up, "what was waited for did not come"
        time.sleep(0.01)


@contextmanager
def screen() -> Iterator[str]:
    """An X server that draws into memory; yields the name of its display."""
    program = needs("Xvfb")
    server, display = _listening(
        lambda ready: [program, "-displayfd", str(ready), "-nolisten", "tcp", "-noreset"],
        dict(os.environ),
    )
    try:
        yield f":{display}"
    finally:
        _end(server)


class DesktopSession:
    """One runner's desktop session, whose parts can be ended, stopped and restarted."""

    def __init__(self, display: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="coach-desktop-"))
        self._bus: subprocess.Popen[bytes] | None = None
        self._dunst: subprocess.Popen[bytes] | None = None
        self.environment = {
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._folder / 'bus'}",
            "XDG_RUNTIME_DIR": str(self._folder),
        }

    def start_bus(self) -> None:
        """Start a bus without any services."""
        socket, config = self._folder / "bus", self._folder / "bus.conf"
        socket.unlink(missing_ok=True)
        config.write_text(_BUS.format(address=socket))
        command = [needs("dbus-daemon"), f"--config-file={config}", "--nofork", "--nosyslog"]
        self._bus, _ = _listening(lambda ready: [*command, f"--print-address={ready}"], self._all)

    def start_dunst(self, markup: str = "full") -> None:
        """Start a notification server."""
        needs("dunstctl")
        menu, config = self._folder / "menu", self._folder / "dunstrc"
        menu.write_text(_MENU.format(choice=self._folder / "choice"))
        menu.chmod(0o755)
        config.write_text(_DUNST.format(menu=menu, markup=markup))
        self._dunst = _start([needs("dunst"), "-config", str(config)], self._all)
        until(lambda: self._ctl("is-paused", check=False) == "false")

    def kill_bus(self) -> None:
        """End the bus, and dunst with it."""
        _end(self._bus)
        self.kill_dunst()

    def kill_dunst(self) -> None:
        """End the notification server."""
        _end(self._dunst)

    def freeze_dunst(self) -> None:
        """Make the notification server hang."""
        assert self._dunst
        self._dunst.send_signal(signal.SIGSTOP)

    def thaw_dunst(self) -> None:
        """Let it continue."""
        assert self._dunst
        self._dunst.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End everything."""
        self.kill_bus()
        shutil.rmtree(self._folder)

    def shown(self) -> int:
        """How many notifications are shown."""
        return int(self._ctl("count", "displayed")) + int(self._ctl("count", "waiting"))

    def texts(self) -> list[tuple[str, str]]:
        """Titles and bodies of the notifications, the last one first; this dismisses them."""
        return [(one["summary"], one["body"]) for one in self._dismissed()]

    def drawn(self) -> list[str]:
        """The markup drawn for the notifications; this dismisses them."""
        return [one["message"] for one in self._dismissed()]

    def dismiss(self) -> None:
        """Close all notifications."""
        self._ctl("close-all")

    def press(self, label: str) -> None:
        """Press a button of the only notification."""
        until(lambda: self._ctl("count", "displayed") == "1")
        (self._folder / "choice").write_text(label)
        self._ctl("context")

    def pause(self, *, paused: bool) -> None:
        """Turn dunst's do-not-disturb on or off."""
        self._ctl("set-paused", str(paused).lower())

    def _dismissed(self) -> list[dict[str, str]]:
        self.dismiss()
        (found,) = json.loads(self._ctl("history"))["data"]
        return [{name: fact["data"] for name, fact in one.items()} for one in found]

    def _ctl(self, *words: str, check: bool = True) -> str:
        command = [needs("dunstctl"), *words]
        told = subprocess.run(
            command, env=self._all, check=check, capture_output=True, timeout=_LIMIT
        )
        return told.stdout.decode().strip()

    @property
    def _all(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


def _listening(
    command: Callable[[int], list[str]], environment: dict[str, str]
) -> tuple[subprocess.Popen[bytes], str]:
    """A server that has begun to listen, and the line that it then writes to a descriptor."""
    reading, writing = os.pipe()
    server = _start(command(writing), environment, writing)
    os.close(writing)
    with os.fdopen(reading) as ready:
        return server, ready.readline().strip()


def _start(
    command: list[str], environment: dict[str, str], *passed: int
) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=passed
    )


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(_LIMIT)
