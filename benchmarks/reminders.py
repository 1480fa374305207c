"""What the reminders cost, how late they are, and what they lose.

They are measured as real processes, with the helpers of their tests: `coach remind` unchanged,
except for the kills, where its claims lapse after four seconds instead of thirty, so that two
hundred of them take two minutes instead of an hour.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from support.builders import routine
from support.home import Home
from support.reminding import (
    Alerts,
    Killing,
    Reminders,
    SetClock,
    besides,
    by_command,
    live_since,
    wait_until,
)

from benchmarks.measured import Measured
from coach.journal.place import COPIES

_ALONE = """
import asyncio
from apscheduler.schedulers.asyncio import AsyncIOScheduler

async def main():
    scheduler = AsyncIOScheduler()
    scheduler.add_job(print, "interval", days=1)
    scheduler.start()
    await asyncio.Event().wait()

asyncio.run(main())
"""
_OFF = "".join(f"[steps.{one}]\nenabled = false\n" for one in routine().steps if one != "midday")
_ONE_TO_COME = _OFF + '[steps.midday]\nat = "18:00"\n'
_ANCHOR = _OFF + '[steps.midday]\nat = "04:00"\nwindow = "24h"\n[reminders]\nrepeats = 0\n'
_STEP = """
[steps.step-{number}]
kind = "reminder"
name = "Step {number}"
after = "midday"
delay = "{delay}s"
"""
_TRUE = '[alerts]\nchannels = ["command"]\ncommand = ["true"]\n'
_TUESDAY_NOON = datetime(2027, 1, 12, 12, 5, tzinfo=ZoneInfo("Europe/Berlin"))
_JUMPS = (timedelta(minutes=40), timedelta(hours=12), timedelta(days=3))
_TO_REST = 5.0
_QUIET_MINUTE = 60.0
_MOMENTS = 320
_WITHIN = 110
"""Seconds over which these moments are spread, so that about three fall on one instant."""
_KILLS = 200
_STEPS_WHILE_KILLING = 400
_KILLING_LASTS = 100
_LEASE = 4.0
_PATIENCE = 60.0


def measures() -> Iterator[Callable[[Path], Measured]]:
    """All measures of the reminders, each in an empty folder."""
    yield from (memory, quiet_minute, lateness)
    if shutil.which("faketime"):
        yield from (partial(jump, by=span) for span in _JUMPS)
    else:
        print("Jumps of the clock are not measured: that needs faketime.")
    yield kills


def memory(folder: Path) -> Measured:
    """The memory of the idle reminders after the day's copy, against APScheduler with one job."""
    home = Home(folder, _ONE_TO_COME)
    with Reminders(home) as reminders, Reminders(home, (sys.executable, "-c", _ALONE)) as alone:
        wait_until(lambda: any(folder.glob(f"{COPIES}/*.db")))
        time.sleep(_TO_REST)
        ours, bare = _kilobytes(reminders.pid), _kilobytes(alone.pid)
    absolute = f"{ours / 1024:.1f} / {bare / 1024:.1f} MB"
    return Measured("coach remind / APScheduler alone, PSS", ours / bare, 1.12, absolute)


def quiet_minute(folder: Path) -> Measured:
    """The share of a core that the reminders use while there is nothing to do."""
    with Reminders(Home(folder, _ONE_TO_COME)) as reminders:
        time.sleep(_TO_REST)
        before = _cpu_seconds(reminders.pid)
        time.sleep(_QUIET_MINUTE)
        used = _cpu_seconds(reminders.pid) - before
    return Measured("coach remind idle, % of a core", used / _QUIET_MINUTE * 100, 0.1)


def lateness(folder: Path) -> Measured:
    """How long after its instant a moment is announced, until the receiving program ends."""
    home = Home(folder, _ANCHOR + _steps(_MOMENTS, _WITHIN) + _TRUE)
    count = "select count(*) from deliveries where told > '' and step like 'step-%'"
    with Reminders(home):
        _begin(home)
        wait_until(lambda: home.query(count) == [_MOMENTS], _WITHIN + _PATIENCE)
    late = sorted(_late(home))
    percentiles = quantiles(late, n=100)
    absolute = f"{len(late)} moments: median {percentiles[49]:.0f}, last {late[-1]:.0f} ms"
    return Measured("Reminders late, ms, 99th percentile", percentiles[98], 250, absolute)


def jump(folder: Path, by: timedelta) -> Measured:
    """Seconds until everything that the clock has jumped over is announced, by one alert."""
    home = Home(folder)
    home.zone = "Europe/Berlin"
    home.configure(by_command(home))
    clock, alerts = SetClock(home, _TUESDAY_NOON), Alerts(home)
    live_since(home, clock.now() - timedelta(days=7))
    missing = partial(clock.not_accounted_for, _TUESDAY_NOON.date())
    with Reminders(home, environment=clock.environment):
        alerts.wait_for(1)
        wait_until(lambda: not missing())
        before = len(alerts.all())
        clock.jump(by)
        seconds = wait_until(lambda: not missing() and len(alerts.all()) > before)
    told = len(alerts.all()) - before
    absolute = "one alert" if told == 1 else f"{told} ALERTS"
    return Measured(f"Clock {by} ahead, s to tell", seconds if told == 1 else 99, 6, absolute)


def kills(folder: Path) -> Measured:
    """Moments lost, or announced again although no process died over them, in two hundred kills.

    Two processes of reminders and a full screen are killed in random order, and restarted.
    """
    home = Home(folder)
    steps = _steps(_STEPS_WHILE_KILLING, _KILLING_LASTS)
    home.configure(_ANCHOR + steps + by_command(home))
    alerts, kinds = Alerts(home), ("reminders", "reminders", "screen")
    with Killing(home, [besides(home, _LEASE, kind) for kind in kinds]) as killing:
        wait_until(lambda: _is_one_told(home))
        _begin(home)
        killing.kill(_KILLS)
        wait_until(lambda: _is_all_told(home), _KILLING_LASTS + _PATIENCE)
    repeated = alerts.steps() - Counter(alerts.steps().keys())
    lost = _noted_as_told(home) - set(alerts.steps())
    excess = repeated - killing.orphaned
    absolute = f"{len(lost)} lost, {repeated.total()} repeated, {killing.orphaned.total()} orphaned"
    return Measured(f"{_KILLS} kills: lost or repeated", len(lost) + excess.total(), 0, absolute)


def _steps(number: int, seconds: int) -> str:
    """Steps that fall due one after another from five seconds after the midday step was done."""
    return "".join(
        _STEP.format(number=one, delay=5 + one * seconds // number) for one in range(number)
    )


def _begin(home: Home) -> None:
    with home.coach() as coach:
        coach.record.done("midday")


def _late(home: Home) -> Iterator[float]:
    """Milliseconds from the instant of each moment until the runner was alerted."""
    rows = home.query("select at, told from deliveries where step like 'step-%'")
    for at, told in rows:
        late = datetime.fromisoformat(told) - datetime.fromisoformat(at)
        yield late.total_seconds() * 1000


def _is_one_told(home: Home) -> bool:
    """Whether anything was announced yet, in a journal that is just being made."""
    with suppress(sqlite3.OperationalError):
        return bool(home.query("select key from deliveries where told > ''"))
    return False


def _is_all_told(home: Home) -> bool:
    told = "select count(*) from deliveries where told > '' and step like 'step-%'"
    return bool(home.query(told) == [_STEPS_WHILE_KILLING])


def _noted_as_told(home: Home) -> set[str]:
    """The steps that are noted as received by the program."""
    return set(home.query("select step from deliveries where channel = 'command'"))


def _kilobytes(pid: int) -> int:
    """The memory of a process, with a proportional part of what it shares."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _cpu_seconds(pid: int) -> float:
    """The CPU time of all threads of a process, user and system, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text("ascii").split()[0]) for one in threads) / 1e9
