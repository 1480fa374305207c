"""The channels of one process, and what their buttons do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from coach.core.coach import Coach
from coach.domain.routine.settings import Alerts, ChannelName
from coach.errors import CoachError
from coach.reminders.alert import Action, Alert, notice
from coach.reminders.channels.channel import Channel
from coach.reminders.channels.desktop import Desktop
from coach.reminders.channels.registry import Outlets, channels_of
from coach.reminders.dispatcher import Dispatcher
from coach.reminders.reply import answer
from coach.system.paths import log_file

_LOG = logging.getLogger("coach.reminders.channels")


class Alerting:
    """All channels through which this process can reach its runner."""

    def __init__(
        self,
        coach: Coach,
        write: Callable[[str], None] | None = None,
        in_app: Channel | None = None,
    ) -> None:
        """Set up the channels; none of them does anything before it is used.

        Args:
            coach: whose alerts these are, and on whose journal the buttons act.
            write: writes to the terminal, if this process has one.
            in_app: the channel of the full screen, if this is one.
        """
        self._coach = coach
        self._desktop = Desktop(self._press)
        self._tasks: set[asyncio.Task[object]] = set()
        own = {ChannelName.IN_APP: in_app} if in_app else {}
        self.post = Dispatcher({**own, **channels_of(Outlets(self._desktop, write))})

    def tell(self, alert: Alert) -> None:
        """Send an alert that belongs to no moment, without waiting."""
        task = asyncio.create_task(self.post.send(alert, self._coach.routine.alerts))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def do_not_disturb(self) -> str:
        """The name of what has turned on do-not-disturb; empty if nothing has."""
        return await self._desktop.do_not_disturb()

    async def close(self) -> None:
        """Close the channels; alerts on display stay."""
        await self._desktop.close()

    async def _press(self, alert: Alert, action: Action) -> None:
        """Act on a button, and say what it did if that is not obvious."""
        try:
            reply = answer(self._coach, alert, action, self._asking_again(alert))
        except CoachError as error:
            reply = str(error)
        except Exception:  # every press must have an answer
            _LOG.exception("The button %s of %s failed", action, alert.tag)
            reply = f"That failed; {log_file()} says why."
        else:
            if action is not Action.START:
                return
        self.tell(notice(alert.tag, alert.title, reply))

    def _asking_again(self, alert: Alert) -> Callable[[str], None]:
        """Returns a function that asks again, from any thread, with the reason for a failure."""
        loop = asyncio.get_running_loop()

        def ask(reason: str) -> None:
            with suppress(RuntimeError):  # The loop may have ended by then.
                again = replace(alert, body=f"{reason} {alert.body}")
                loop.call_soon_threadsafe(self.tell, again)

        return ask


async def tell_at_large(title: str, body: str, settings: Alerts | None = None) -> None:
    """Send an alert without a coach, by the settings that are known, or else on the desktop."""

    async def no_buttons(alert: Alert, action: Action) -> None:
        del alert, action

    desktop = Desktop(no_buttons)
    try:
        await Dispatcher(channels_of(Outlets(desktop))).send(
            notice("coach", title, body), settings or Alerts()
        )
    finally:
        await desktop.close()
