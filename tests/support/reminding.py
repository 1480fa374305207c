"""`coach remind` as a runner has it: a process, and a program that gets its alerts."""

from __future__ import annotations

import json
import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Self
from zoneinfo import ZoneInfo

from coach.core.coach import Coach
from coach.domain.events.types import StepDone
from coach.journal import Journal
from coach.journal.deliveries import Deliveries
from coach.journal.new_ids import new_id
from support.builders import FakeClock
from support.home import COACH, Home
from support.moved_clock import MovedClock, ahead
from support.real_parts import needs

REMIND = (*COACH, "remind")
PATIENCE = 30.0
"""Seconds that a test waits at most, on a very busy machine."""
_POLL = 0.02
_TAKE = ("/bin/sh", "-c", 'cat >> "$0.$PPID"')
"""Appends an alert to a file whose name ends with the process that sent it."""
_BESIDES = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
from coach.system.clock import SystemClock
from coach.core.coach import Coach
from coach.journal import Journal, deliveries
from coach.runtime.background import Background
from coach.tui.app import CoachApp
deliveries.LEASE = timedelta(seconds=float(sys.argv[3]))
coach = Coach(Path(sys.argv[1]), Journal(Path(sys.argv[2])), SystemClock(), retry_unsaved=True)
if sys.argv[4] == "screen":
    CoachApp(coach).run()
else:
    asyncio.run(Background(coach).run())
"""


def by_command(home: Home) -> str:
    """Settings that send every alert to the program, and nowhere else."""
    argv = json.dumps([*_TAKE, str(home.folder / "alerts")])
    return f'[alerts]\nchannels = ["command"]\ncommand = {argv}\n'


def besides(home: Home, seconds: float, kind: str = "reminders") -> tuple[str, ...]:
    """A program that reminds, `reminders` or `screen`, beside others of its kind.

    It takes no lock on the journal, and its claims lapse after so many seconds, so that a test need
    not wait half a minute for each process that it kills.
    """
    files = (str(home.config), str(home.journal))
    return (sys.executable, "-c", _BESIDES, *files, str(seconds), kind)


class Alerts:
    """The alerts that reached the runner of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def all(self) -> list[dict[str, Any]]:
        """All alerts; those of one process are in order."""
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

    def moments(self) -> Counter[tuple[str, str, str]]:
        """How often each moment was announced: its step, its kind and its instant."""
        told = (moment for alert in self.all() for moment in alert["moments"])
        return Counter((one["step"], one["kind"], one["at"]) for one in told)

    def steps(self) -> Counter[str]:
        """How often each step was announced."""
        return Counter(moment["step"] for alert in self.all() for moment in alert["moments"])

    def wait_for(self, number: int, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """Wait until there are so many alerts."""
        wait_until(lambda: len(self.all()) >= number, seconds, self.titles)
        return self.all()

    def _file(self, pid: int) -> Path:
        return self._home.folder / f"alerts.{pid}"


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
                stdin=DEVNULL,
                stdout=DEVNULL,
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
        """Its exit status."""
        return self.process.wait(seconds)

    def is_running(self) -> bool:
        return self.process.poll() is None

    def complaint(self) -> str:
        """Its output on standard error."""
        return self.errors.read_text("utf-8")

    def kill9(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


class Leader:
    """A program that leads the session of a separate terminal, which can be closed.

    Its output must be read, if there is more than a little.
    """

    def __init__(self, home: Home, *program: str, is_read: bool = False, **more: str) -> None:
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
        self._reader = self._read() if is_read else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill9()

    def kill9(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()
        if self._reader:
            self._reader.wait()

    def _read(self) -> subprocess.Popen[bytes]:
        """Let another process read to the end, which comes when this one ends."""
        reader = subprocess.Popen(
            [needs("cat")], stdin=self._screen, stdout=DEVNULL, stderr=DEVNULL
        )
        self.close()
        return reader

    def close(self) -> None:
        """Close the terminal, as its window does: the leader of its session gets SIGHUP."""
        os.close(self._screen)


class Killing:
    """Processes on one journal that are killed and restarted in turn."""

    def __init__(self, home: Home, programs: Sequence[tuple[str, ...]]) -> None:
        self.orphaned: Counter[str] = Counter()
        """How often a process died that had claimed a step and not noted it as announced."""
        self._home = home
        self._programs = programs
        self._choose = random.Random(1)  # noqa: S311 - nothing is to be kept secret
        self._alive = [Leader(home, *program, is_read=True) for program in programs]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._alive:
            one.kill9()

    def kill(self, times: int) -> None:
        """Kill one of them after another, each within the next second."""
        for _ in range(times):
            time.sleep(self._choose.uniform(0.05, 0.75))
            doomed = self._choose.randrange(len(self._alive))
            self._alive[doomed].kill9()
            self.orphaned.update(self._claimed_by(self._alive[doomed].process.pid))
            self._alive[doomed] = Leader(self._home, *self._programs[doomed], is_read=True)

    def _claimed_by(self, pid: int) -> list[str]:
        rows = self._home.query("select owner, step from deliveries where told is null")
        return [step for owner, step in rows if owner.endswith(f"(process {pid})")]


class SetClock:
    """A wall clock that can be set, for processes that are started with its `environment`."""

    def __init__(self, home: Home, shows: datetime) -> None:
        self._clock = MovedClock(home.folder / "clock")
        self._offset = shows.astimezone(UTC) - datetime.now(UTC)
        self._home = home
        self.environment = self._clock.environment
        self.jump(timedelta())

    def now(self) -> datetime:
        """The time on this clock."""
        return datetime.now(UTC) + self._offset

    def jump(self, by: timedelta) -> None:
        """Move it forward or back."""
        self._offset += by
        self._clock.set_ahead(ahead() + self._offset)

    def not_accounted_for(self, since: date) -> list[str]:
        """The moments that have come by this clock, and have no note."""
        home = self._home
        journal = Journal(home.journal)
        try:
            coach = Coach(home.config, journal, FakeClock(self.now(), ZoneInfo(home.zone)))
            moments = coach.days.reminders(coach.days.since(since))
            noted = Deliveries(journal).since(since)
        finally:
            journal.close()
        come = [one.key for one in moments if one.at <= self.now() - timedelta(seconds=1)]
        return [key for key in come if key not in noted or not noted[key].told]


def live_since(home: Home, at: datetime) -> None:
    """Record the first entry of the journal at an instant."""
    journal = Journal(home.journal)
    journal.append(StepDone(id=new_id(at, ""), at=at, day=at.date(), step="midday"))
    journal.close()


def wait_until(
    condition: Callable[[], bool],
    seconds: float = PATIENCE,
    shows: Callable[[], object] = lambda: "",
) -> float:
    """Wait for something that must come soon, and return the seconds it took.

    Between two looks it rests three times as long as a look takes, to leave the processor to those
    for whom it waits.
    """
    begun = looked = time.monotonic()
    while not condition():
        now = time.monotonic()
        assert now - begun < seconds, f"never came: {shows()}"
        time.sleep(max(_POLL, 3 * (now - looked)))
        looked = time.monotonic()
    return time.monotonic() - begun
