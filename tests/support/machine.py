"""A machine on which waiting takes no time, and processes on it that remind.

Loop, clock, schedule and watch all follow one simulated time, so that leases, heartbeats and
second tries take their real length, and a simulated day passes in a blink.
"""

from __future__ import annotations

import asyncio
import selectors
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, Self
from unittest.mock import patch
from zoneinfo import ZoneInfo

from coach.core.coach import Coach
from coach.domain.day.planned import Moment
from coach.domain.day.wallclock import instant
from coach.domain.events.types import StepDone
from coach.domain.routine.settings import Alerts, ChannelName
from coach.errors import ChannelError, UnseenError
from coach.journal import Journal
from coach.journal.deliveries import Deliveries, Delivery
from coach.journal.new_ids import new_id
from coach.reminders.alert import Alert
from coach.reminders.dispatcher import Dispatcher
from coach.reminders.reminder_loop import ReminderLoop
from coach.runtime.change_watch import ChangeWatch
from support.builders import routine

_POLLS_A_BEAT = 5


class _Selector(selectors.DefaultSelector):
    """Waits for nothing, and counts the seconds that it would have waited."""

    gone = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if not found:
            assert timeout is not None, "everybody waits for what never comes"
            self.gone += max(timeout, 0)
        return found


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that goes straight from one timer to the next."""

    def __init__(self) -> None:
        self._waited = _Selector()
        super().__init__(self._waited)

    def time(self) -> float:
        return self._waited.gone


def simulated(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test in simulated time."""

    @wraps(test)
    def run(*args: object, **kwargs: object) -> None:
        with asyncio.Runner(loop_factory=_Loop) as runner:
            runner.run(test(*args, **kwargs))

    return run


class SimulatedClock:
    """A wall clock that runs with the loop, until a test sets it."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._loop = asyncio.get_running_loop()
        self._zone = zone
        self.set(now)

    def now(self) -> datetime:
        return self._zero + timedelta(seconds=self._loop.time())

    def zone(self) -> tzinfo:
        return self._zone

    def set(self, now: datetime) -> None:
        self._zero = now - timedelta(seconds=self._loop.time())

    def jump(self, **span: float) -> None:
        self.set(self.now() + timedelta(**span))

    def travel(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)


class Told(NamedTuple):
    """An alert that reached the runner."""

    at: datetime
    process: Process
    alert: Alert


class Recorder:
    """A channel that keeps what it gets, and fails on request."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.withdrawn: list[str] = []
        self.fails = ""
        self.is_unseen = False
        self.waits_before = 0.0
        self.waits_after = 0.0

    async def send(self, alert: Alert, settings: Alerts) -> None:
        del settings
        if self.fails:
            raise ChannelError(self.fails)
        await asyncio.sleep(self.waits_before)
        machine = self._process.machine
        machine.told.append(Told(machine.clock.now(), self._process, alert))
        await asyncio.sleep(self.waits_after)
        if self.is_unseen:
            raise UnseenError("nobody looks")

    async def withdraw(self, tag: str) -> None:
        self.withdrawn.append(tag)


class Process:
    """One process that reminds, as the background does, with a recorder for its channel."""

    def __init__(
        self,
        machine: Machine,
        kind: str,
        *,
        is_locked_out: bool = False,
        **options: Any,  # noqa: ANN401 - those of the engine
    ) -> None:
        self.machine = machine
        self.kind = kind
        self.coach = Coach(
            machine.config, machine.open_journal(), machine.clock, retry_unsaved=True
        )
        self.channel = Recorder(self)
        self.spare = Recorder(self)
        self.screen = Recorder(self)
        channels = {ChannelName.PUSH: self.channel, ChannelName.COMMAND: self.spare}
        if kind == "full screen":
            channels[ChannelName.IN_APP] = self.screen
        self.reminding = ReminderLoop(self.coach, Dispatcher(channels), kind, **options)
        self._watch = ChangeWatch(self.coach)
        self.lock_out(is_out=is_locked_out)
        self.reminding.start()
        self._looking = asyncio.create_task(self._look_often()) if machine.look_every else None

    def look(self) -> None:
        """Notice outside changes."""
        if self._watch.has_changed():
            self.reminding.follow()

    def beat(self) -> None:
        """A heartbeat, and a look."""
        self.reminding.wake()
        self.look()

    def lock_out(self, *, is_out: bool) -> None:
        """Stop it from writing to the journal, as if the disk had become read-only."""
        self.coach.journal._db.execute(f"pragma query_only = {'on' if is_out else 'off'}")

    def crash(self) -> None:
        """End as a killed process does, in the middle of its work."""
        if self._looking:
            self._looking.cancel()
        self.reminding.stop()
        self.coach.journal.close()
        self.machine.processes.remove(self)

    async def _look_often(self) -> None:
        looks = 0
        while True:
            await asyncio.sleep(self.machine.look_every)
            looks += 1
            if looks % _POLLS_A_BEAT == 0:
                self.beat()
            else:
                self.look()


class Machine:
    """The clock, the files of one runner, and the processes that are open."""

    def __init__(
        self,
        folder: Path,
        start: str,
        *,
        config: str = "",
        zone: str = "Europe/Berlin",
        look_every: float = 1.0,
    ) -> None:
        """Begin at a wall-clock time, `YYYY-MM-DD HH:MM`, a day after the runner's first entry."""
        now = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        self.clock = SimulatedClock(now, ZoneInfo(zone))
        self.config = folder / "config.toml"
        self.journal = folder / "journal.db"
        self.look_every = look_every
        self.told: list[Told] = []
        self.processes: list[Process] = []
        self.configure(config)
        self.runner = Coach(self.config, self.open_journal(), self.clock)
        self._live_a_day(now - timedelta(days=1))
        self._patches = ExitStack()

    def __enter__(self) -> Self:
        clock = self.clock

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:  # noqa: ANN401 - as its parent's
                return clock.now().astimezone(tz)

        steady = SimpleNamespace(monotonic=asyncio.get_running_loop().time)
        self._patches.enter_context(patch("apscheduler.schedulers.base.datetime", Moved))
        self._patches.enter_context(patch("coach.runtime.change_watch.time", steady))
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.processes]:
            process.crash()
        self.runner.journal.close()
        self._patches.close()

    def open_journal(self) -> Journal:
        """The journal, which need not outlive a power cut here."""
        journal = Journal(self.journal)
        journal._db.execute("pragma synchronous = off")
        return journal

    def copy_journal(self) -> Path:
        """The journal as it is now, in another file."""
        self.runner.journal.fold_log()
        return Path(shutil.copy(self.journal, self.journal.with_name("copy.db")))

    def replace_journal(self, copy: Path) -> None:
        """Replace the journal with another file."""
        copy.replace(self.journal)

    def configure(self, text: str) -> None:
        self.config.write_text(text, "utf-8")

    def open(self, kind: str = "reminders", **options: Any) -> Process:  # noqa: ANN401
        """Start a process that reminds."""
        self.processes.append(Process(self, kind, **options))
        return self.processes[-1]

    async def until(self, clock: str) -> None:
        """Let time pass until the wall clock shows `HH:MM` or `HH:MM:SS`, and a moment longer."""
        now, zone = self.clock.now(), self.clock.zone()
        today, at = now.astimezone(zone).date(), time.fromisoformat(clock)
        days = (today + timedelta(days=ahead) for ahead in (0, 1))
        goal = next(one for one in (instant(day, at, zone) for day in days) if one > now)
        await self.wait((goal - now).total_seconds() + 0.1)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def heard(self) -> list[tuple[str, str, str]]:
        """The alerts that reached the runner: wall-clock time, kind and step."""
        return [
            (f"{self._wall(one.at):%H:%M:%S}", one.alert.kind, one.alert.tag) for one in self.told
        ]

    def times_told(self) -> Counter[str]:
        """How often each moment reached the runner."""
        return Counter(moment.key for one in self.told for moment in one.alert.moments)

    def deliveries(self) -> dict[str, Delivery]:
        return dict(Deliveries(self.runner.journal).since(date.min))

    def not_accounted_for(self, since: date) -> list[Moment]:
        """The moments that have come by the present plan, and have no note."""
        self.runner.changes()
        self.runner.days.follow_zone()
        told = {key for key, one in self.deliveries().items() if one.told}
        days = self.runner.days.since(min(since, self.runner.present_day()))
        moments = self.runner.days.reminders(days)
        now = self.clock.now()
        return [one for one in moments if one.at <= now and one.key not in told]

    def was_told_later(self, moment: Moment) -> bool:
        """Whether the runner was alerted to a later moment of the same step."""
        told = (one.moment for one in self.deliveries().values() if one.told)
        return any(
            (one.day, one.step) == (moment.day, moment.step) and one.at > moment.at for one in told
        )

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(self.clock.zone())

    def _live_a_day(self, at: datetime) -> None:
        self.runner.journal.append(StepDone(id=new_id(at, ""), at=at, day=at.date(), step="midday"))


def only(**steps: str) -> str:
    """A config with none of the shipped steps but those given, each with a table's keys."""
    off = [f"[steps.{one}]\nenabled = false\n" for one in routine().steps if one not in steps]
    return "".join([*off, *(f"[steps.{name}]\n{keys}\n" for name, keys in steps.items())])


async def somebody() -> str:
    """Says that do-not-disturb is on."""
    return "the desktop"
