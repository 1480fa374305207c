"""What goes on while the conversation waits: reminders, runs from the watch, changes outside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from coach.activities.inbox import Inbox
from coach.alerts.alert import Alert, Urgency
from coach.alerts.alerting import Alerting
from coach.coach import Coach
from coach.domain.day import MomentKind
from coach.domain.routine import Alerts
from coach.errors import CoachError, UnseenError
from coach.plain.talk import Talk
from coach.presence import Presence
from coach.schedule import Reminding
from coach.watch import Watch

_LOOK_EVERY = 0.5
_LOOKS_A_BEAT = 10
"""How many looks there are between two heartbeats."""
_LOG = logging.getLogger("coach.plain")
_ASKING = frozenset({MomentKind.DUE, MomentKind.REPEAT})


class InLines:
    """The channel of this front end: an alert is a line among the others."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Say it; the next channel tells it too, since nobody knows whether this one is heard.

        Raises:
            UnseenError: always.
        """
        due = "Now due: " if alert.kind in _ASKING else ""
        self._talk.say(f"{due}{alert.title}. {alert.body}")
        if settings.bell and alert.urgency is not Urgency.LOW:
            await self._talk.ring()
        raise UnseenError("the terminal may not be in front")

    async def withdraw(self, tag: str) -> None:
        """What was said stays said."""


class Listening:
    """Reminds, and looks for what changed outside, until it is told to end."""

    def __init__(self, coach: Coach, talk: Talk, on_change: Callable[[], None]) -> None:
        self._coach = coach
        self._talk = talk
        self._on_change = on_change
        self._watch = Watch(coach)
        self._presence = Presence(coach.journal.path, "screen")
        self._background = Presence(coach.journal.path, "remind")
        self._inbox = Inbox(coach, lambda title, text: talk.say(f"{title}. {text}"))
        self._alerting = Alerting(coach, in_app=InLines(talk))
        self._reminding = Reminding(
            coach,
            self._alerting.post,
            "plain mode",
            do_not_disturb=self._alerting.do_not_disturb,
            others_remind=self._background.is_held,
        )
        self._told = ""

    def start(self) -> None:
        """Begin to remind; what has come by now is seen in the day that is said."""
        self._take_presence()
        self._reminding.settle_silently()
        self._reminding.start()

    async def run(self) -> None:
        """Look for changes; ends by being cancelled."""
        looks = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            looks += 1
            self._look(is_beat=looks % _LOOKS_A_BEAT == 0)

    async def finish(self) -> None:
        """Tell nothing more."""
        await self._reminding.finish()
        await self._alerting.close()
        self._presence.leave()

    def follow(self) -> None:
        """Something was recorded here."""
        self._reminding.follow()

    def _look(self, *, is_beat: bool) -> None:
        try:
            if self._watch.has_changed():
                self._reminding.follow()
                self._on_change()
            if is_beat:
                self._beat()
        except CoachError as error:
            self._tell_once(str(error))
        except Exception:  # the next look may go well
            _LOG.exception("A look at what changed failed")

    def _beat(self) -> None:
        self._take_presence()
        self._reminding.wake()
        self._reminding.spawn(self._take_in)
        if self._coach.unsaved:
            self._coach.save_again()
        self._tell_once(self._coach.why_unsaved if self._coach.unsaved else "")

    async def _take_in(self) -> None:
        """Log the runs that came from the watch, unless the background does."""
        if not self._background.is_held() and await self._inbox.look():
            self._reminding.follow()

    def _take_presence(self) -> None:
        """Let the background know that somebody is told here."""
        with suppress(CoachError):
            self._presence.take()

    def _tell_once(self, text: str) -> None:
        if text and text != self._told:
            self._talk.say(text)
        self._told = text
