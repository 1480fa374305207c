"""Days on which everything goes wrong around `coach remind`, and checks after each.

The processes, the files and the faults are real; only the clock is moved forward. What happens, and
when, follows from a seed, so that a day that failed can be repeated.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from coach.reminders.why import Outcome
from support.home import COACH, Home
from support.reminding import PATIENCE, Alerts, Reminders, SetClock, wait_until

FIRST_DAY = date(2032, 3, 1)
_TAKE = ("/bin/sh", "-c", 'ulimit -f unlimited; cat >> "$0.$PPID"')
"""Appends an alert to a file whose name ends with the process that sent it, on a full disk, too."""
_FULL = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
os.execv(sys.argv[1], sys.argv[1:])
"""
_ON_A_FULL_DISK = (COACH[0], "-c", _FULL, *COACH)
_HOURS = (7, 9, 12, 13, 16, 18, 20, 22)
HOURS_A_DAY = len(_HOURS)
_STEPS = ("morning", "midday", "evening", "strength", "night-splint")
_STALE = timedelta(minutes=5)
_UNSETTLED = frozenset({Outcome.UNANNOUNCED, Outcome.WAITING, Outcome.CLAIMED, Outcome.FAILED})
_LOOKED_AT = frozenset({"Config", "Journal", "Sync", "Reminders", "Log", "Disk"})

Doctor = Mapping[str, str]
"""The texts of the doctor's findings that are not sound, by subject."""
Fault = Callable[["Trouble"], AbstractContextManager[tuple[str, str]]]
"""Something that goes wrong for a while; it yields what the doctor says, and about what."""


class Acknowledged(NamedTuple):
    """An entry that a command has confirmed."""

    kind: str
    step: str
    day: str


class Trouble:
    """A runner's days with reminders in the background, and one fault after the other."""

    def __init__(self, home: Home, seed: int) -> None:
        self.home = home
        self.choose = random.Random(seed)  # noqa: S311 - nothing is to be kept secret
        self.faults: Counter[str] = Counter()
        """How often each fault occurred."""
        self.acknowledged: set[Acknowledged] = set()
        self._answered_meanwhile: set[str] = set()
        """The steps that were answered before any process could announce them."""
        self.full_disk = False
        self.sync, self.activities = home.folder / "sync", home.folder / "activities"
        self.configure()
        self.clock = SetClock(home, self._at(FIRST_DAY, 5))
        self.must_run("check", "2", "--ease", "--no-walking-pain")
        self._told_twice: Counter[str] = Counter()
        self._alerts = Alerts(home)
        self.reminders = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.reminders.kill9()

    def configure(self) -> None:
        """Write a valid config file, and make the folders that it names."""
        for folder in (self.sync, self.activities):
            folder.mkdir(exist_ok=True)
        argv = json.dumps([*_TAKE, str(self.home.folder / "alerts")])
        self.home.configure(
            f'[alerts]\nchannels = ["command"]\ncommand = {argv}\n'
            f'[sync]\nfolder = "{self.sync}"\n[activities]\nfolder = "{self.activities}"\n'
        )

    def live(self, hours: int, faults: Sequence[Fault]) -> None:
        """Live through so many hours with a fault in each; all occur equally often."""
        order: list[Fault] = []
        for number in range(hours):
            order = order or self.choose.sample(faults, len(faults))
            day, hour = divmod(number, HOURS_A_DAY)
            self._live_through(order.pop(), self._at(FIRST_DAY + timedelta(day), _HOURS[hour]))

    def _live_through(self, fault: Fault, until: datetime) -> None:
        name = fault.__name__
        self.faults[name] += 1
        self._go_on(until - timedelta(minutes=30))
        try:
            with fault(self) as (subject, text):
                self._go_on(until)
                found = self._doctor()
                assert text in found.get(subject, ""), f"the doctor says {found}"
                self._answered_meanwhile.add(self._do_something())
            self._do_something()
            self._check()
        except AssertionError as error:
            raise AssertionError(f"{name} before {until:%a %H:%M}: {error}") from error

    # The runner and the machine.

    def start_again(self) -> None:
        """End the reminders as a power cut would, and start them as a service manager does."""
        self.kill()
        self.reminders = self._started()

    def kill(self) -> None:
        """End the reminders as a power cut would; alerts on their way may come twice."""
        self.reminders.kill9()
        owner = f"%(process {self.reminders.pid})"
        with closing(sqlite3.connect(self.home.journal)) as db:
            query = "select step || ' ' || kind from deliveries where told is null and owner like ?"
            self._told_twice.update(step for (step,) in db.execute(query, (owner,)))

    def copy(self) -> Path:
        """A copy of the journal, as the runner makes it."""
        copy = self.home.folder / "copy.db"
        copy.unlink(missing_ok=True)
        self.must_run("backup", "--to", str(copy))
        return copy

    def run(self, *arguments: str) -> CompletedProcess[str]:
        """Run a command on this machine in its present state."""
        program = _ON_A_FULL_DISK if self.full_disk else COACH
        run = self.home.run(*arguments, program=program, **self.clock.environment)
        assert "Traceback" not in run.stderr, run.stderr
        return run

    def must_run(self, *arguments: str) -> None:
        """Run a command that must succeed."""
        run = self.run(*arguments)
        assert run.returncode == 0, run.stderr

    def _go_on(self, until: datetime) -> None:
        """Move the clock forward to an instant, which may have passed."""
        self.clock.jump(max(until - self.clock.now(), timedelta()))
        time.sleep(1.5)

    def _do_something(self) -> str:
        """Do or skip a step and say which; remember it if the command confirmed it."""
        step, verb = self.choose.choice(_STEPS), self.choose.choice(("done", "skip"))
        run = self.run(verb, step)
        if run.returncode == 0 and "already" not in run.stdout:
            day = (self.clock.now().astimezone(self._zone) - timedelta(hours=4)).date()
            kind = {"done": "step-done", "skip": "step-skipped"}[verb]
            self.acknowledged.add(Acknowledged(kind, step, str(day)))
        return step

    def _started(self) -> Reminders:
        reminders = Reminders(self.home, environment=self.clock.environment)
        note, began = self.home.journal.with_name("remind.pid"), self.clock.now().timestamp()
        wait_until(lambda: note.exists() and note.read_text() == str(reminders.pid))
        os.utime(note, (began, began))  # Files keep their true times.
        return reminders

    # The checks.

    def _check(self) -> None:
        """Each moment was announced or named once, nothing is lost, and the coach knows all."""
        wait_until(
            lambda: not self._unsettled(),
            PATIENCE,
            lambda: (self._unsettled(), self.reminders.complaint()),
        )
        assert not self._lost(), f"lost: {self._lost()}"
        assert not self._too_often(), f"told again: {self._too_often()}"
        wait_until(lambda: not self._wrong(), PATIENCE, self._wrong)

    def _unsettled(self) -> list[str]:
        try:
            return self.clock.not_accounted_for(FIRST_DAY)
        except sqlite3.OperationalError as error:
            return [str(error)]

    def _lost(self) -> set[Acknowledged]:
        rows = self.home.query("select kind, step, day from entries where step is not null")
        return self.acknowledged - {Acknowledged(*row) for row in rows}

    def _too_often(self) -> dict[str, int]:
        """The moments announced more than once, except those cut off while being announced."""
        told = self._alerts.moments()
        again = {f"{step} {kind} {at}": count for (step, kind, at), count in told.items()}
        return {
            moment: count
            for moment, count in again.items()
            if count > 1 + self._told_twice[moment.rpartition(" ")[0]]
        }

    def _wrong(self) -> str:
        """Wrong statements of the doctor or `coach why`, while nothing is wrong."""
        found = json.loads(self.run("why", "--json").stdout)
        broken = {
            subject: text
            for subject, text in self._doctor().items()
            if subject in _LOOKED_AT and not self._is_excused(text, found["steps"])
        }
        if broken:
            return f"the doctor says {broken}"
        latest = self.clock.now() - _STALE
        untold = [
            one
            for step in found["steps"]
            if step["step"] not in self._answered_meanwhile
            for one in step["moments"]
            if one["became"] in _UNSETTLED and datetime.fromisoformat(one["at"]) < latest
        ]
        return f"`coach why` says {untold}" if untold else ""

    def _is_excused(self, text: str, steps: list[dict[str, str]]) -> bool:
        """Whether all steps without an alert were answered while no process could announce them."""
        names = {one["name"] for one in steps if one["step"] in self._answered_meanwhile}
        untold = text.partition("did not remind you of ")[2]
        return bool(untold) and set(untold.split(", ")) <= names

    def _doctor(self) -> Doctor:
        found = json.loads(self.run("doctor", "--json").stdout)
        return {one["subject"]: one["text"] for one in found if one["verdict"] != "sound"}

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.home.zone)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime(day.year, day.month, day.day, hour, tzinfo=self._zone)


# The faults. Each says what the doctor has to find meanwhile.


@contextmanager
def nothing(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """A quiet hour."""
    del trouble
    yield "Nothing", ""


@contextmanager
def killed(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """The reminders die, and are started again later."""
    trouble.kill()
    yield "Reminders", "not running"
    trouble.start_again()


@contextmanager
def stopped(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """The reminders hang."""
    trouble.reminders.signal("SIGSTOP")
    yield "Reminders", "they have not checked your day since"
    trouble.reminders.signal("SIGCONT")


@contextmanager
def journal_moved(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Somebody moves the journal away, and back."""
    journal, away = trouble.home.journal, trouble.home.folder / "away" / "journal.db"
    away.parent.mkdir(exist_ok=True)
    journal.rename(away)
    before = set(trouble.acknowledged)
    yield "Reminders", "but they"
    trouble.acknowledged = before  # The other entries went into the journal that began meanwhile.
    away.replace(journal)
    trouble.run("sync", "accept")


@contextmanager
def journal_replaced(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """A copy replaces the journal."""
    trouble.copy().replace(trouble.home.journal)
    yield "Nothing", ""


@contextmanager
def journal_cut_off(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Half of the journal is lost, and a copy is put back."""
    journal, copy = trouble.home.journal, trouble.copy()
    with journal.open("r+b") as file:
        file.truncate(journal.stat().st_size // 2)
    yield "Journal", ""
    trouble.must_run("restore", str(copy), "--yes")


@contextmanager
def journal_locked(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Another program locks the journal."""
    with closing(sqlite3.connect(trouble.home.journal, isolation_level=None)) as db:
        db.execute("begin exclusive")
        yield "Journal", "cannot take entries right now"


@contextmanager
def disk_full(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Nothing can be written."""
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(trouble.reminders.pid, resource.RLIMIT_FSIZE, (0, unlimited))
    trouble.full_disk = True
    yield "Nothing", ""
    trouble.full_disk = False
    resource.prlimit(trouble.reminders.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))


@contextmanager
def config_gone(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """A tool that manages config files removes this one for a while."""
    trouble.home.config.unlink()
    yield "Config", "there is no such config file"
    trouble.configure()


@contextmanager
def config_broken(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Somebody saves half of the config file."""
    trouble.home.configure("[alerts\nchannels = [")
    yield "Config", "has 1 problem"
    trouble.configure()


@contextmanager
def sync_folder_gone(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """The drive with the sync folder is removed."""
    away = trouble.sync.rename(trouble.home.folder / "sync-away")
    yield "Sync", "is not there"
    away.rename(trouble.sync)


@contextmanager
def pipes_in_folders(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Files in the folders never answer."""
    machine = trouble.sync / "coach" / "other-1a2b3c"
    machine.mkdir(parents=True)
    pipes = [machine / "01a2.entries", machine / "runner.id", trouble.activities / "run.fit"]
    for pipe in pipes:
        os.mkfifo(pipe)
    yield "Nothing", ""
    for pipe in pipes:
        pipe.unlink()
    machine.rmdir()


@contextmanager
def clock_ahead(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """The clock is two hours ahead for a while."""
    trouble.clock.jump(timedelta(hours=2))
    yield "Nothing", ""
    trouble.clock.jump(timedelta(hours=-2))


FAULTS: tuple[Fault, ...] = (
    nothing,
    killed,
    stopped,
    journal_moved,
    journal_replaced,
    journal_cut_off,
    journal_locked,
    disk_full,
    config_gone,
    config_broken,
    sync_folder_gone,
    pipes_in_folders,
    clock_ahead,
)
