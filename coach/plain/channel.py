"""What goes on while the conversation waits: reminders, runs from the watch, outside changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from coach.core.coach import Coach
from coach.domain.day.planned import MomentKind
from coach.domain.routine.settings import Alerts
from coach.errors import CoachError, UnseenError
from coach.plain.console import Console
from coach.reminders.alert import Alert, Urgency
from coach.reminders.alerting import Alerting
from coach.reminders.reminder_loop import ReminderLoop
from coach.runtime.change_watch import ChangeWatch
from coach.runtime.resident import Resident
from coach.system.process_lock import ProcessLock

_POLL_EVERY = 0.5
_POLLS_A_BEAT = 10
"""How many checks there are between two heartbeats."""
_LOG = logging.getLogger("coach.plain")
_ASKING = frozenset({MomentKind.DUE, MomentKind.REPEAT})


class InLines:
    """The channel of this front end: an alert is a line among the others."""

    def __init__(self, talk: Console) -> None:
        self._talk = talk

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Say it; the next channel is used too, since this one may not be heard.

        Raises:
            UnseenError: always.
        """
        due = "Now due: " if alert.kind in _ASKING else ""
        self._talk.say(f"{due}{alert.title}. {alert.body}")
        if settings.bell and alert.urgency is not Urgency.LOW:
            await self._talk.ring()
        raise UnseenError("the terminal may not be in front")

    async def withdraw(self, tag: str) -> None:
        """Do nothing: a line cannot be taken back."""


class Listening:
    """Reminds, and watches for changes from outside, until it is cancelled."""

    def __init__(self, coach: Coach, talk: Console, on_change: Callable[[], None]) -> None:
        self._coach = coach
        self._talk = talk
        self._on_change = on_change
        self._watch = ChangeWatch(coach)
        alerting = Alerting(coach, in_app=InLines(talk))
        reminding = ReminderLoop(
            coach,
            alerting.post,
            "plain mode",
            do_not_disturb=alerting.do_not_disturb,
            others_remind=ProcessLock(coach.journal.path, "remind").is_held,
        )
        self._resident = Resident(
            coach,
            alerting,
            reminding,
            lambda _, title, text: talk.say(f"{title}. {text}"),
            reminding.follow,
            screen=ProcessLock(coach.journal.path, "screen"),
        )
        self._last_message = ""

    def start(self) -> None:
        """Begin to remind; the day that is printed shows what has come by now."""
        self._resident.start()

    async def run(self) -> None:
        """Look for changes; ends by being cancelled."""
        polls = 0
        while True:
            await asyncio.sleep(_POLL_EVERY)
            polls += 1
            self._poll(is_beat=polls % _POLLS_A_BEAT == 0)

    async def finish(self) -> None:
        """Announce nothing more."""
        await self._resident.finish()

    def follow(self) -> None:
        """React to something that was recorded here."""
        self._resident.reminding.follow()

    def _poll(self, *, is_beat: bool) -> None:
        try:
            if self._watch.has_changed():
                self._resident.reminding.follow()
                self._on_change()
            if is_beat:
                self._beat()
        except CoachError as error:
            self._tell_once(str(error))
        except Exception:  # the next check may succeed
            _LOG.exception("Checking for changes failed")

    def _beat(self) -> None:
        self._resident.beat()
        self._tell_once(self._coach.ledger.why_unsaved if self._coach.ledger.unsaved else "")

    def _tell_once(self, text: str) -> None:
        if text and text != self._last_message:
            self._talk.say(text)
        self._last_message = text
