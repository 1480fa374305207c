"""Coming moments, as jobs of APScheduler.

APScheduler decides in wall time but waits in monotonic time, and drops what fires late. So jobs
have no limit on lateness, a heartbeat wakes it, and each job gets its moment, from which the coach
judges by itself whether it is on time. Only date triggers with aware instants are used, since its
cron triggers fire twice, or not at all, when the clocks change.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC

from coach.domain.day.planned import Moment
from coach.system.light_imports import without_what_apscheduler_brings

with without_what_apscheduler_brings():
    from apscheduler.schedulers.asyncio import AsyncIOScheduler
    from apscheduler.triggers.date import DateTrigger

_LOG = logging.getLogger("coach.reminders")


class Schedule:
    """Calls `on_moment` at each planned moment, in the running event loop."""

    def __init__(self, on_moment: Callable[[Moment], Awaitable[None]]) -> None:
        self._on_moment = on_moment
        self._is_stopping = False
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to trigger; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Trigger nothing more; stopping twice does no harm."""
        if self._scheduler.running and not self._is_stopping:
            self._is_stopping = True  # APScheduler stops later, and a second stop would fail
            self._scheduler.shutdown(wait=False)

    def plan(self, moments: Iterable[Moment]) -> None:
        """Schedule exactly these moments, replacing what was planned before.

        A moment that has passed already is triggered at once.
        """
        wanted = {one.key: one for one in moments}
        planned = {job.id for job in self._scheduler.get_jobs()}
        for key in planned - wanted.keys():
            self._scheduler.remove_job(key)
        for key in wanted.keys() - planned:
            moment = wanted[key]
            self._scheduler.add_job(self._fire, DateTrigger(moment.at, UTC), (moment,), id=key)

    def wake(self) -> None:
        """Look at the clock now: the heartbeat, for suspends and changed clocks."""
        if self._scheduler.running:
            self._scheduler.wakeup()

    async def _fire(self, moment: Moment) -> None:
        # A job that changes the jobs before its first await stops APScheduler for good.
        await asyncio.sleep(0)
        try:
            await self._on_moment(moment)
        except Exception:
            _LOG.exception("The moment %s failed", moment.key)
            raise
