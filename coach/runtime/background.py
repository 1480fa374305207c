"""The background process: the reminders without a screen."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import select
import signal
import sys
import time
from contextlib import suppress
from threading import Timer

from coach.core.coach import Coach
from coach.errors import CoachError, NotSavedError
from coach.reminders.alert import notice
from coach.reminders.alerting import Alerting
from coach.reminders.kept_settings import KeptAlerts
from coach.reminders.reminder_loop import ReminderLoop
from coach.runtime.change_watch import ChangeWatch
from coach.runtime.resident import Resident
from coach.system.process_lock import ProcessLock
from coach.system.pulse import Pulse

_POLL_EVERY = 1.0
"""Seconds between checks for changes."""
_POLLS_A_BEAT = 5
"""How many checks there are between two heartbeats."""
_TROUBLE_AFTER = 10.0
"""Seconds that the journal may be locked or gone before the runner hears of it."""
_END_WITHIN = 8.0
"""Seconds after which the process ends, whatever it is doing."""
_LOG = logging.getLogger("coach.reminders")


class Background:
    """Reminds until it is stopped."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._screen = ProcessLock(coach.journal.path, "screen")
        self._end = asyncio.Event()
        self._watch = ChangeWatch(coach)
        self._problems: tuple[str, ...] = ()
        self._alerting = Alerting(coach, _write if is_terminal() else None)
        self._kept = KeptAlerts(coach.journal.path)
        self._pulse = Pulse(coach.journal.path)
        self._trouble = ""
        self._failing_since: float | None = None
        self._reminding = ReminderLoop(
            coach,
            self._alerting.post,
            "reminders",
            do_not_disturb=self._alerting.do_not_disturb,
            gives_way=self._is_screen_open,
        )
        self._resident = Resident(
            coach, self._alerting, self._reminding, self._tell_of_what_came, self._follow
        )

    async def run(self) -> None:
        """Remind until SIGTERM or SIGINT; SIGHUP reads the config file again."""
        self._listen_for_signals()
        self._resident.start()
        self._kept.keep(self._coach.routine.alerts)
        self._tell_problems()
        self._beat()
        polls = 0
        while not await self._ends_within(_POLL_EVERY):
            polls += 1
            self._poll(is_beat=polls % _POLLS_A_BEAT == 0)
        await self._resident.finish()

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._end.wait(), seconds)
        return self._end.is_set()

    def _is_screen_open(self) -> bool:
        """Whether a full screen is open that goes first, as far as can be seen."""
        try:
            return self._screen.is_held()
        except (CoachError, OSError) as error:
            _LOG.warning("%s", error)
            return False

    def _poll(self, *, is_beat: bool) -> None:
        try:
            if is_beat:
                self._resident.beat()
            if self._watch.has_changed():
                self._follow()
            self._failing_since = None
            self._tell_trouble(self._reminding.trouble)
        except NotSavedError as error:
            self._bear_with(str(error))
        except CoachError as error:
            self._tell_trouble(str(error))
        if is_beat and not self._trouble:
            self._beat()

    def _bear_with(self, text: str) -> None:
        """Treat what may be over in a moment, such as a lock, as trouble only once it lasts."""
        now = time.monotonic()
        if self._failing_since is None:
            self._failing_since = now
            _LOG.warning("%s", text)
        elif now - self._failing_since > _TROUBLE_AFTER:
            self._tell_trouble(text)

    def _beat(self) -> None:
        self._pulse.beat(self._coach.clock.now(), self._coach.journal.file)

    def _tell_trouble(self, text: str) -> None:
        """Report what keeps it from looking; a service manager that watches then restarts it."""
        before, self._trouble = self._trouble, text
        if text and text != before:
            _LOG.warning("%s", text)
            self._alerting.tell(notice("trouble", "No reminders from Coach", text))

    def _follow(self) -> None:
        self._reminding.follow()
        self._kept.keep(self._coach.routine.alerts)
        self._tell_problems()

    def _tell_of_what_came(self, about: str, title: str, text: str) -> None:
        self._alerting.tell(notice(about, title, text))

    def _tell_problems(self) -> None:
        """Report problems in the config file, since they change nothing visible."""
        before, self._problems = self._problems, self._coach.routine_file.problems
        if self._problems and self._problems != before:
            self._alerting.tell(notice("config", "Your config file", " ".join(self._problems)))

    def _read_again(self) -> None:
        """Read the config file again, as SIGHUP asks."""
        self._coach.routine_file.read_again()
        try:
            self._follow()
        except CoachError as error:
            self._tell_trouble(str(error))

    def _listen_for_signals(self) -> None:
        loop = asyncio.get_running_loop()
        # Windows lacks some of them, and asyncio supports none of them there.
        with suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(signal.SIGHUP, self._read_again)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._end_soon(loop))

    def _end_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """End in good order, and for certain: what is under way may take too long."""
        loop.call_soon_threadsafe(self._end.set)
        last = Timer(_END_WITHIN, os._exit, [0])
        last.daemon = True
        last.start()


def is_terminal() -> bool:
    """Whether the output of this process is a terminal; it may have been closed from the start."""
    return sys.stdout is not None and sys.stdout.isatty()


def _write(text: str) -> None:
    """Write past Python's buffer, which keeps what a closed terminal did not accept."""
    out = sys.stdout.fileno()
    if os.name == "posix" and not select.select([], [out], [], 0)[1]:
        raise BlockingIOError(errno.EAGAIN, "its output is stopped")
    os.write(out, text.encode())
