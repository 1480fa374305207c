"""Alerts as a coach makes them, channels that record what they get, and the runner's programs."""

import asyncio
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from coach.domain.day.announcements import what_to_tell
from coach.domain.routine.settings import Alerts, ChannelName
from coach.reminders.alert import Action, Alert, Button, alert_of
from coach.wording.day import DayWords
from support.simulated import RUN_DAY, Setting

TODAY = date(*RUN_DAY)
DAILY = Alerts()


def alert(title: str = "Ice", body: str = "Due now.", **more: Any) -> Alert:  # noqa: ANN401
    """An alert about nothing in particular."""
    return Alert(**{"kind": "due", "tag": "ice", "title": title, "body": body} | more)


def what_is_told(setting: Setting, days: int = 1) -> list[Alert]:
    """The alerts for all moments of the last days that were not announced."""
    coach = setting.coach
    lived = coach.days.since(coach.present_day() - timedelta(days=days - 1))
    now = coach.clock.now()
    moments = [moment for moment in coach.days.reminders(lived) if moment.at <= now]
    words = DayWords(lived[-1].routine, lived[-1], tuple(coach.days.history()), now, coach.zone)
    tellings = what_to_tell(moments, {day.date: day for day in lived}, now)
    return [alert_of(one, words) for one in tellings if not one.is_empty]


def the_alert(setting: Setting, days: int = 1) -> Alert:
    """The only alert there is."""
    (only,) = what_is_told(setting, days)
    return only


def labels(of: Alert) -> list[str]:
    """The labels of the buttons."""
    return [button.label for button in of.buttons]


def asking(setting: Setting, *steps: str) -> Alert:
    """An alert about steps of the present day with all buttons."""
    buttons = tuple(Button(action, action.title()) for action in Action)
    return alert(day=setting.coach.present_day(), steps=steps, buttons=buttons)


class Noting:
    """A channel that records what it gets, and fails on request."""

    def __init__(self, *failures: Exception | None) -> None:
        self.sent: list[Alert] = []
        self.withdrawn: list[str] = []
        self._failures = list(failures)

    async def send(self, alert: Alert, settings: Alerts) -> None:
        del settings
        await asyncio.sleep(0)
        failure = self._failures.pop(0) if self._failures else None
        self.sent.append(alert)
        if failure:
            raise failure

    async def withdraw(self, tag: str) -> None:
        self.withdrawn.append(tag)

    @property
    def bodies(self) -> list[str]:
        return [one.body for one in self.sent]


def by_name(**channels: Noting) -> dict[ChannelName, Noting]:
    """Channels by their names, with `_` for `-`."""
    return {ChannelName(name.replace("_", "-")): channel for name, channel in channels.items()}


def python(folder: Path, code: str) -> tuple[str, ...]:
    """The command that runs a Python program."""
    path = folder / "program.py"
    path.write_text(code, "utf-8")
    return (sys.executable, str(path))


def running(word: str) -> list[int]:
    """The processes that have a word among their arguments."""
    return [pid for pid in _processes() if word in _read(pid, "cmdline")]


def children(word: str) -> list[int]:
    """Those of them that this process has started."""
    return [pid for pid in running(word) if _parent(pid) == os.getpid()]


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _parent(pid: int) -> int:
    """The process that started another; None if that has ended."""
    _, _, facts = _read(pid, "stat").rpartition(") ")
    return int(facts.split()[1]) if facts else 0


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    except OSError:  # It has ended in the meantime.
        return ""
