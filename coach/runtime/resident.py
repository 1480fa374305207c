"""What every long-running program does by itself: full screen, plain lines and background."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from coach.core.coach import Coach
from coach.errors import CoachError
from coach.reminders.alerting import Alerting
from coach.reminders.reminder_loop import ReminderLoop
from coach.system.process_lock import ProcessLock

if TYPE_CHECKING:
    from coach.runtime.inbox import Inbox
    from coach.runtime.sync_job import SyncJob

TellAbout = Callable[[str, str, str], None]
"""Reports what came: its subject (`activities` or `sync`), a title and a text."""


class Resident:
    """Reminds, takes in what comes from outside, and makes sure that nothing is lost."""

    def __init__(
        self,
        coach: Coach,
        alerting: Alerting,
        reminding: ReminderLoop,
        tell: TellAbout,
        on_change: Callable[[], None],
        screen: ProcessLock | None = None,
    ) -> None:
        """Prepare; nothing happens before the start.

        Args:
            coach: whose files these are.
            alerting: the channels, closed at the end.
            reminding: the reminders.
            tell: reports what came from the watch and from other machines.
            on_change: called when something came that the day depends on.
            screen: signals that a screen is open, if there is one; then the background, if it
                runs, takes in what comes.
        """
        self.reminding = reminding
        self._coach = coach
        self._alerting = alerting
        self._tell = tell
        self._on_change = on_change
        self._screen = screen
        self._background = ProcessLock(coach.journal.path, "remind")
        self._inbox: Inbox | None = None
        self._meetings: SyncJob | None = None
        self._copied: date | None = None

    def start(self) -> None:
        """Start to remind; on a screen, the runner sees what has come by now."""
        self._take_presence()
        if self._screen:
            self.reminding.settle_silently()
        self.reminding.start()

    def beat(self) -> None:
        """Do what is not urgent; call it every few seconds.

        Raises:
            CoachError: if what could not be saved cannot be saved now either.
        """
        self._take_presence()
        self.reminding.wake()
        if self._coach.ledger.unsaved and self._coach.ledger.save_again():
            self._on_change()
        for work in (self._take_in_runs, self._meet_machines, self._keep_daily_copy):
            self.reminding.spawn(work)

    async def finish(self) -> None:
        """Announce nothing more."""
        await self.reminding.finish()
        await self._alerting.close()
        if self._screen:
            self._screen.leave()

    def _take_presence(self) -> None:
        """Signal that a screen is open; of several, one is enough."""
        if self._screen:
            with suppress(CoachError):
                self._screen.take(wait=0)  # the next beat tries again

    async def _take_in_runs(self) -> None:
        """Log the runs that came from the watch, if there is anywhere to look for them."""
        if not self._coach.routine.activities.has_sources or self._is_done_by_background():
            return
        from coach.runtime.inbox import Inbox  # noqa: PLC0415 - a megabyte that few need

        self._inbox = self._inbox or Inbox(self._coach, partial(self._tell, "activities"))
        if await self._inbox.poll():
            self._on_change()

    async def _meet_machines(self) -> None:
        """Exchange entries with the runner's other machines, if there is a folder for that."""
        if not self._coach.routine.sync.folder or self._is_done_by_background():
            return
        from coach.runtime.sync_job import SyncJob  # noqa: PLC0415 - few need it

        self._meetings = self._meetings or SyncJob(self._coach, partial(self._tell, "sync"))
        if await self._meetings.poll():
            self._on_change()

    def _is_done_by_background(self) -> bool:
        return self._screen is not None and self._background.is_held()

    async def _keep_daily_copy(self) -> None:
        """Copy the journal, once a day."""
        day = self._coach.present_day()
        if self._copied == day:
            return
        from coach.journal.backups import keep_daily_copy  # noqa: PLC0415 - once a day
        from coach.system.threads import run_in_thread  # noqa: PLC0415 - as above

        self._copied = day
        await run_in_thread(lambda: keep_daily_copy(self._coach.journal.path, day))
