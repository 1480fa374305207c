"""`coach remind` as its runner has it: a process, and a program that takes its alerts."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from builders import FakeClock
from home import COACH, Home
from real_parts import lacking, needs

from coach.coach import Coach
from coach.journal import Deliveries, Journal

REMIND = (*COACH, "remind")
PATIENCE = 30.0
"""Seconds until what a test waits for will not come any more, on a very busy machine."""
_POLL = 0.02
_TAKE = ("/bin/sh", "-c", 'cat >> "$0.$PPID"')
"""Appends an alert to a file whose name ends with the process that sent it."""
_SHORT_LEASE = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
from coach.clock import SystemClock
from coach.coach import Coach
from coach.journal import Journal, deliveries
from coach.schedule.background import Background
deliveries.LEASE = timedelta(seconds=float(sys.argv[3]))
coach = Coach(Path(sys.argv[1]), Journal(Path(sys.argv[2])), SystemClock(), patient=True)
asyncio.run(Background(coach).run())
"""


def by_command(home: Home) -> str:
    """The settings by which every alert goes to the program, and nowhere else."""
    argv = json.dumps([*_TAKE, str(home.folder / "alerts")])
    return f'[alerts]\nchannels = ["command"]\ncommand = {argv}\n'


def besides(home: Home, seconds: float) -> tuple[str, ...]:
    """The reminders without their lock, as a second machine may run them, with a short lease."""
    files = (str(home.config), str(home.journal))
    return (sys.executable, "-c", _SHORT_LEASE, *files, str(seconds))


class Alerts:
    """What reached the runner of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def all(self) -> list[dict[str, Any]]:
        """All alerts; those of one process stand in their order."""
        return [alert for pid in self.pids() for alert in self.of(pid)]

    def of(self, pid: int) -> list[dict[str, Any]]:
        """Those that one process has sent."""
        text = self._file(pid).read_text("utf-8")
        return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def pids(self) -> list[int]:
        """The processes that sent any."""
        return sorted(int(one.suffix[1:]) for one in self._home.folder.glob("alerts.*"))

    def titles(self) -> list[str]:
        return [one["title"] for one in self.all()]

    def keys(self) -> list[str]:
        """The steps and instants of all moments told, each as often as it was."""
        return [key for alert in self.all() for key in keys_of(alert)]

    def wait_for(self, number: int, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """Wait until there are so many."""
        wait_until(lambda: len(self.all()) >= number, seconds, self.titles)
        return self.all()

    def _file(self, pid: int) -> Path:
        return self._home.folder / f"alerts.{pid}"


def keys_of(alert: Mapping[str, Any]) -> list[str]:
    """The names of the moments that an alert told."""
    return [f"{one['step']}/{one['kind']}/{one['at']}" for one in alert["moments"]]


class Reminders:
    """A process that reminds, without a terminal."""

    def __init__(
        self,
        home: Home,
        program: tuple[str, ...] = REMIND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.errors = home.folder / f"errors-{time.monotonic_ns()}"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                program,
                env=home.environment(**(environment or {})),
                cwd=home.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill9()

    @property
    def pid(self) -> int:
        return self.process.pid

    def signal(self, name: str) -> None:
        self.process.send_signal(getattr(signal, name))

    def status(self, seconds: float = PATIENCE) -> int:
        """The status with which it ends."""
        return self.process.wait(seconds)

    def is_running(self) -> bool:
        return self.process.poll() is None

    def complaint(self) -> str:
        """What it wrote on standard error."""
        return self.errors.read_text("utf-8")

    def kill9(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()


class Leader:
    """A program that leads the session of a terminal of its own, which can be closed."""

    def __init__(self, home: Home, *program: str, **more: str) -> None:
        self._screen, inside = pty.openpty()
        self.process = subprocess.Popen(
            [needs("setsid"), "--ctty", *program],
            env=home.environment(**more),
            cwd=home.folder,
            stdin=inside,
            stdout=inside,
            stderr=inside,
        )
        os.close(inside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Close the terminal, as its window does: whoever leads its session gets SIGHUP."""
        os.close(self._screen)


class SetClock:
    """A wall clock that can be set, for processes that are started with its `environment`."""

    def __init__(self, home: Home, shows: datetime) -> None:
        needs("faketime")
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
        if not found:
            lacking("needs libfaketime, which is not installed")
        self._file = home.folder / "clock"
        self._offset = shows.astimezone(UTC) - datetime.now(UTC)
        self._home = home
        self.environment = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        self.jump(timedelta())

    def now(self) -> datetime:
        """What this clock shows."""
        return datetime.now(UTC) + self._offset

    def jump(self, by: timedelta) -> None:
        """Set it on, or back."""
        self._offset += by
        new = self._file.with_suffix(".new")
        new.write_text(f"{self._offset.total_seconds():+.3f}s\n", "ascii")
        new.replace(self._file)

    def not_accounted_for(self, since: date) -> list[str]:
        """The moments that have come by this clock, and of which nothing is noted."""
        home = self._home
        journal = Journal(home.journal)
        try:
            coach = Coach(home.config, journal, FakeClock(self.now(), ZoneInfo(home.zone)))
            moments = coach.reminders(coach.days_since(since))
            noted = Deliveries(journal).since(since)
        finally:
            journal.close()
        come = [one.key for one in moments if one.at <= self.now() - timedelta(seconds=1)]
        return [key for key in come if key not in noted or not noted[key].told]


def wait_until(
    condition: Callable[[], bool],
    seconds: float = PATIENCE,
    shows: Callable[[], object] = lambda: "",
) -> float:
    """Wait for what must come soon, and return how many seconds that took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"never came: {shows()}"
        time.sleep(_POLL)
    return time.monotonic() - begun
