"""Remind the runner of each moment once, even if other open programs do the same.

The moments to announce are worked out from the day and from the notes of earlier deliveries, never
from this process's memory. So sleep, a changed clock, a crash or a closed window loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from coach.core.coach import Coach
from coach.domain.day.announcements import HELD_AT_MOST, Announcement, what_to_tell
from coach.domain.day.planned import Day, Moment, Status
from coach.domain.routine.settings import Alerts, ChannelName
from coach.errors import CoachError, JournalError, NotSavedError
from coach.journal.deliveries import SHOWN_IN_DAY, Deliveries, Delivery, DeliveryNote, Failure
from coach.reminders.alert import Alert, Urgency, alert_of, only_here
from coach.reminders.dispatcher import Dispatcher
from coach.reminders.schedule import Schedule
from coach.reminders.unsaved_notes import LOOK_BACK, UnsavedNotes
from coach.wording.day import DayWords

_KEPT = 90
"""How many days of deliveries to keep."""
_LAST_WORDS = 1.0
"""Seconds for alerts on their way to get through when the process ends."""
_GIVE_WAY = 2.0
"""Seconds that an open full screen has before the background announces instead."""
_TRY_AGAIN = 60.0
"""Seconds until an alert that no channel accepted is tried again."""
_HELD = 15.0
"""Seconds between checks whether quiet hours or do-not-disturb are over."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_LOG = logging.getLogger("coach.reminders")


async def no_one() -> str:
    """Says that do-not-disturb is off."""
    return ""


def none_is_open() -> bool:
    """Says that no full screen is open."""
    return False


class ReminderLoop:
    """The reminders of one process, in its running event loop."""

    def __init__(
        self,
        coach: Coach,
        post: Dispatcher,
        kind: str,
        *,
        do_not_disturb: Callable[[], Awaitable[str]] = no_one,
        gives_way: Callable[[], bool] = none_is_open,
        others_remind: Callable[[], bool] = none_is_open,
    ) -> None:
        """Remind the runner of `coach` through the channels of `post`.

        Args:
            coach: the day, and the journal.
            post: the channels that this process has.
            kind: what this process is, as `coach why` names it.
            do_not_disturb: names what has turned on do-not-disturb, if anything has.
            gives_way: whether a full screen is open, which goes first if it can.
            others_remind: whether another process can announce what may not have been seen here.
        """
        self._coach = coach
        self._post = post
        self._owner = f"{kind} (process {os.getpid()})"
        self._do_not_disturb = do_not_disturb
        self._gives_way = gives_way
        self._others_remind = others_remind
        self._left_to_others: set[str] = set()
        self._deliveries = Deliveries(coach.journal)
        self._schedule = Schedule(self._on_moment)
        self._tasks: set[asyncio.Task[None]] = set()
        self._again: asyncio.TimerHandle | None = None
        self._delivering: dict[asyncio.Task[None], frozenset[str]] = {}
        self._unsaved = UnsavedNotes(coach.journal, kind)
        self._day = coach.present_day()
        self._asking: dict[str, Alert] = {}
        self._shown_here: set[str] = set()
        self.trouble = ""
        """Why the journal cannot be read; empty if it can."""

    def start(self) -> None:
        """Start: announce what has come since the last delivery, then what is to come."""
        with suppress(NotSavedError):  # The next start will succeed.
            self._deliveries.forget(_KEPT)
        self._schedule.start()
        self.follow()

    async def finish(self) -> None:
        """Announce nothing more; wait briefly for alerts on their way, and note them."""
        self._schedule.stop()
        if self._delivering:
            await asyncio.wait(self._delivering, timeout=_LAST_WORDS)
        self._cancel()

    def stop(self) -> None:
        """Announce nothing more, from this instant on."""
        self._schedule.stop()
        self._cancel()

    def _cancel(self) -> None:
        if self._again:
            self._again.cancel()
        for task in self._tasks:
            task.cancel()

    def wake(self) -> None:
        """The heartbeat."""
        self._schedule.wake()

    def follow(self) -> None:
        """React to changes: in the day, the routine, the clock or the zone."""
        now = self._coach.clock.now()
        moments = self._coach.days.reminders([self._coach.today()])
        self._schedule.plan(moment for moment in moments if moment.at > now)
        self._schedule.wake()  # what was planned by another clock is scheduled again
        self.spawn(self.settle)
        self.spawn(self._withdraw_answered)

    async def settle(self, *, may_give_way: bool = True) -> None:
        """Announce what has come and was not announced yet."""
        self._save_notes()
        has_any = self._has_any_due()
        self.trouble = ""
        if not has_any or not self._post.has_any(self._coach.routine.alerts):
            return
        if self._coach.days.is_quiet():
            self._settle_in(_HELD)
        elif (who := await self._who_asks_for_peace()) and not self._was_held_long():
            self._settle_in(_HELD)
            await self._show_here(who)
        elif may_give_way and self._gives_way():
            self.spawn(self._settle_later)
        else:
            self._announce_due(is_silent=bool(who))

    def settle_silently(self) -> None:
        """Treat what has come as announced: the runner opened the full screen and sees it."""
        now = self._coach.clock.now()
        claimed = self._claim(self._due_moments(self._days(), now), now)
        self._note_announced(claimed, SHOWN_IN_DAY)

    async def _on_moment(self, moment: Moment) -> None:
        del moment  # Everything that has come by now is announced at once, this moment included.
        self._settle_in(0)

    async def _settle_later(self) -> None:
        await asyncio.sleep(_GIVE_WAY)
        await self.settle(may_give_way=False)

    async def _who_asks_for_peace(self) -> str:
        if not self._coach.routine.alerts.do_not_disturb:
            return ""
        try:
            return await self._do_not_disturb()
        except Exception:  # a desktop that cannot be asked must not hold anything back
            _LOG.exception("The desktop cannot be asked")
            return ""

    def _was_held_long(self) -> bool:
        """Whether anything has waited so long that do-not-disturb may have been forgotten."""
        now = self._coach.clock.now()
        return any(now - one.at >= HELD_AT_MOST for one in self._due_moments(self._days(), now))

    async def _show_here(self, who: str) -> None:
        """Show what is held back on the screen that is open here, and nowhere else."""
        settings = self._coach.routine.alerts
        here = replace(settings, channels=(ChannelName.IN_APP,), also=())
        if ChannelName.IN_APP not in (*settings.channels, *settings.also):
            return
        now, days = self._coach.clock.now(), self._days()
        new = [one for one in self._due_moments(days, now) if one.key not in self._shown_here]
        if not new or not self._post.has_any(here):
            return
        self._shown_here |= {one.key for one in new}
        for announcement, alert in self._alerts(new, days, now):
            if (await self._post.send(alert, here)).is_seen:
                self._note_announced(
                    self._claim(list(announcement.moments), now), str(ChannelName.IN_APP)
                )
        words = DayWords(days[-1].routine, days[-1], (), now, self._coach.zone)
        await self._post.send(only_here(who, new[0].at, words), here)

    def _has_any_due(self) -> bool:
        days = self._days()
        is_any = bool(self._due_moments(days, self._coach.clock.now()))
        if not is_any:
            self._day = days[-1].date
        return is_any

    def _announce_due(self, *, is_silent: bool) -> None:
        """Announce by what is known now, since the desktop may have answered late."""
        now, days = self._coach.clock.now(), self._days()
        settings = self._coach.routine.alerts
        if is_silent:
            settings = replace(settings, bell=False)
        claimed = self._claim(self._due_moments(days, now), now)
        for announcement, alert in self._alerts(claimed, days, now):
            said = replace(alert, urgency=Urgency.LOW) if is_silent else alert
            self._spawn_delivery(announcement, said, settings)

    def _days(self) -> list[Day]:
        """The coach days since everything was announced."""
        today = self._coach.present_day()
        with suppress(NotSavedError):  # The next attempt will succeed.
            self._deliveries.forget_ahead(self._coach.clock.now())
        since = self._deliveries.open_since(today) or self._day
        return self._coach.days.since(max(min(since, self._day, today), today - LOOK_BACK))

    def _due_moments(self, days: Sequence[Day], now: datetime) -> list[Moment]:
        """The moments that have come and that this process must announce, by the notes."""
        noted = self._deliveries.since(days[0].date)
        moments = self._coach.days.reminders(days)
        self._drop_answered(noted, moments, now)
        announced_at = _last_announced(noted.values(), now)
        in_hand = self._in_hand()
        due = []
        for moment in moments:
            record = noted.get(moment.key)
            if moment.at > now or moment.key in in_hand or (record and record.told):
                continue
            if record and not record.is_open(now):
                self._settle_in((record.until - now).total_seconds())
            elif record or moment.at > announced_at.get((moment.day, moment.step), _NEVER):
                due.append(moment)
        return due

    def _drop_answered(
        self, noted: Mapping[str, Delivery], moments: Iterable[Moment], now: datetime
    ) -> None:
        """Settle what was claimed but never announced, and no longer needs an answer."""
        asking = {moment.key for moment in moments} | self._in_hand()
        gone = [one for key, one in noted.items() if one.is_open(now) and key not in asking]
        if gone:
            self._note_announced([one.moment for one in gone], "")

    def _in_hand(self) -> frozenset[str]:
        """What was announced here or is on its way, whatever has happened to its claim."""
        others = self._left_to_others if self._left_to_others and self._has_others() else set()
        return frozenset(self._unsaved.keys).union(others, *self._delivering.values())

    def _has_others(self) -> bool:
        """Whether another process can announce what may not have been seen here."""
        try:
            return self._others_remind()
        except (CoachError, OSError):
            return False

    def _claim(self, moments: list[Moment], now: datetime) -> list[Moment]:
        """The moments that this process may announce; all of them if no claim can be written."""
        try:
            return self._deliveries.claim(moments, self._owner, now)
        except NotSavedError as error:
            _LOG.warning("Announced without a claim: %s", error)
            self._unsaved.keys |= {moment.key for moment in moments}
            return moments

    def _alerts(
        self, moments: Iterable[Moment], days: Sequence[Day], now: datetime
    ) -> Iterator[tuple[Announcement, Alert]]:
        """Announcements with their alerts; moments that mean nothing any more are settled."""
        by_date = {day.date: day for day in days}
        events = tuple(self._coach.days.history(timedelta()))
        words = DayWords(days[-1].routine, days[-1], events, now, self._coach.zone)
        for announcement in what_to_tell(moments, by_date, now):
            if announcement.is_empty:
                self._note_announced(announcement.moments, "")
            else:
                yield announcement, alert_of(announcement, words)

    def _spawn_delivery(self, announcement: Announcement, alert: Alert, settings: Alerts) -> None:
        task = self.spawn(lambda: self._deliver(announcement, alert, settings))
        self._delivering[task] = frozenset(moment.key for moment in announcement.moments)
        task.add_done_callback(self._delivering.pop)

    async def _deliver(self, announcement: Announcement, alert: Alert, settings: Alerts) -> None:
        try:
            posted = await self._post.send(alert, settings, lambda: self._is_ours(announcement))
        except Exception:
            # Otherwise it would be announced again and again.
            self._unsaved.keys |= {moment.key for moment in announcement.moments}
            raise
        if posted.channels and not posted.is_seen and self._has_others():
            self._asking[alert.tag] = alert
            self._left_to_others |= {moment.key for moment in announcement.moments}
            now = self._coach.clock.now()
            self._deliveries.note_failed(announcement.moments, now, posted.failures)
        elif posted.channels:
            self._asking[alert.tag] = alert
            self._note_announced(announcement.moments, ", ".join(posted.channels), posted.failures)
        elif posted.failures:
            self._unsaved.keys -= {moment.key for moment in announcement.moments}
            self._settle_in(_TRY_AGAIN)
            again = self._coach.clock.now() + timedelta(seconds=_TRY_AGAIN)
            self._deliveries.note_failed(announcement.moments, again, posted.failures)

    def _is_ours(self, announcement: Announcement) -> bool:
        """Whether the claim stands: it may have lapsed while this process slept."""
        try:
            is_unclaimed = all(moment.key in self._unsaved.keys for moment in announcement.moments)
            return is_unclaimed or self._deliveries.holds(announcement.moments, self._owner)
        except JournalError:
            return True

    def _note_announced(
        self, moments: Sequence[Moment], channel: str, failures: Iterable[Failure] = ()
    ) -> None:
        now = self._coach.clock.now()
        note = DeliveryNote(
            moments=tuple(moments),
            owner=self._owner,
            told=now,
            channel=channel,
            failures=tuple(failures),
        )
        self._unsaved.add(note)
        self._save_notes()

    def _save_notes(self) -> None:
        """Save the notes of what was announced; keep those that cannot be saved now."""
        try:
            self._unsaved.save()
        except JournalError as error:
            _LOG.warning("Announced, but not noted: %s", error)
            self._settle_in(_HELD)

    async def _withdraw_answered(self) -> None:
        """Withdraw alerts of steps that no longer need an answer."""
        if not self._asking:
            return
        day, now = self._coach.today(), self._coach.clock.now()
        due = {one.step.id for one in day.steps if one.status(now) is Status.DUE}
        for tag, alert in list(self._asking.items()):
            if alert.buttons and not due & set(alert.steps):
                del self._asking[tag]
                await self._post.withdraw(tag)

    def _settle_in(self, seconds: float) -> None:
        """Look again after a while, or earlier if that is already planned."""
        loop = asyncio.get_running_loop()
        at = loop.time() + max(seconds, 0)
        if self._again and not self._again.cancelled() and loop.time() < self._again.when() <= at:
            return
        if self._again:
            self._again.cancel()
        self._again = loop.call_at(at, lambda: self.spawn(self.settle))

    def spawn(self, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Work in the background; failures are logged and end nothing."""
        task = asyncio.create_task(self._reported(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _reported(self, work: Callable[[], Awaitable[None]]) -> None:
        """Log failures, as no caller waits for them."""
        try:
            await work()
        except JournalError as error:
            if not isinstance(error, NotSavedError):
                self.trouble = str(error)
            _LOG.warning("%s", error)
            self._settle_in(_HELD)
        except Exception:  # the next reminder must still come
            _LOG.exception("A reminder failed")


def _last_announced(noted: Iterable[Delivery], now: datetime) -> dict[tuple[date, str], datetime]:
    """When it was decided what to tell of each step last, as far as `now` knows of it.

    A step or repeat that is moved in the config file is not announced in hindsight.
    """
    last: dict[tuple[date, str], datetime] = {}
    for one in noted:
        step = (one.moment.day, one.moment.step)
        if one.told and one.claimed <= now:
            last[step] = max(one.claimed, last.get(step, _NEVER))
    return last
