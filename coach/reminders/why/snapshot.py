"""What is known of a day at an instant, and who would alert the runner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

from coach.core.coach import Coach
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day
from coach.domain.day.reminder_moments import Quiet
from coach.domain.day.time_away import TimeAway
from coach.domain.events.types import Event
from coach.domain.heel.adapted_routine import maintained
from coach.domain.routine.model import Routine, Step
from coach.domain.routine.settings import ChannelName
from coach.journal.deliveries import Deliveries, Delivery
from coach.system.process_lock import ProcessLock
from coach.wording.phrases import wall_clock

NO_PROCESS_RUNS = "no reminder process is running"


class Announcer(Struct, frozen=True):
    """A process that is open to alert the runner."""

    is_screen: bool
    process: int | None = None

    @property
    def name(self) -> str:
        """Its kind, as in its notes, and its process number."""
        kind = "full screen" if self.is_screen else "reminders"
        return f"the {kind} (process {self.process})" if self.process else f"the {kind}"


class ReminderSnapshot(Struct, frozen=True, kw_only=True):
    """Everything that reasons are worked out from.

    `announcers` come in the order of announcing; `do_not_disturb` names what turned it on.
    """

    routine: Routine
    day: Day
    events: tuple[Event, ...]
    quiet: tuple[Quiet, ...]
    deliveries: Mapping[str, Delivery]
    now: datetime
    zone: tzinfo
    announcers: tuple[Announcer, ...] = ()
    do_not_disturb: str = ""
    away: tuple[TimeAway, ...] = ()
    maintained_since: date | None = None

    def announcer(self) -> Announcer | None:
        """The first open process with a channel in the settings."""
        alerts = self.routine.alerts
        wanted = {*alerts.channels, *alerts.also}
        able = (one for one in self.announcers if wanted - _lacking(one))
        return next(able, None)

    def why_none_announces(self) -> str:
        """Why there is no such process."""
        alerts = self.routine.alerts
        if not (alerts.channels or alerts.also):
            return "[alerts] names no channel"
        if self.announcers:
            return "[alerts] names only in-app, and no full screen is open"
        return NO_PROCESS_RUNS

    def who_will_announce(self) -> str:
        """Which program will announce a coming moment, or why none will."""
        announcer = self.announcer()
        return (
            f"will be announced by {announcer.name}"
            if announcer
            else f"will not be announced, as {self.why_none_announces()}"
        )

    def is_planned(self, step: Step) -> bool:
        """Whether the routine has a step today, whatever the heel allows."""
        day = plan_day(self.routine, self.day.date, self.events, self.zone)
        return day.find(step.id) is not None

    def is_spared(self, step: Step) -> bool:
        """Whether a step that the routine has today is not part of the maintenance day."""
        routine = self.routine_on(self.day.date)
        return plan_day(routine, self.day.date, self.events, self.zone).find(step.id) is None

    def routine_on(self, day: date) -> Routine:
        """The routine of today or a day to come, whatever the heel allows."""
        since = self.maintained_since
        return maintained(self.routine, day, since) if since else self.routine

    def span(self, quiet: Quiet) -> str:
        """Quiet hours or a pause, in words."""
        kind = "a pause" if quiet.is_pause else "quiet hours"
        return f"{kind} until {self.clock(quiet.ends)}"

    def clock(self, at: datetime | None) -> str:
        """An instant on the runner's wall clock; now, if none is given."""
        return wall_clock(at or self.now, self.now, self.zone, self.routine.display)

    def exactly(self, at: datetime) -> str:
        """An instant to the second."""
        return wall_clock(at, self.now, self.zone, self.routine.display, seconds=True)


def snapshot_of(coach: Coach, do_not_disturb: str = "") -> ReminderSnapshot:
    """Everything known of the present day."""
    day = coach.today()
    return ReminderSnapshot(
        routine=coach.routine,
        day=day,
        events=tuple(coach.days.history(timedelta(days=coach.routine.longest_rhythm))),
        quiet=coach.days.quiet(day.date),
        deliveries=Deliveries(coach.journal).since(day.date),
        now=coach.clock.now(),
        zone=coach.zone,
        announcers=tuple(_announcers(coach)),
        do_not_disturb=do_not_disturb,
        away=coach.days.times_away(),
        maintained_since=coach.judgement().maintained_since,
    )


def _announcers(coach: Coach) -> Iterator[Announcer]:
    for name in ("screen", "remind"):
        presence = ProcessLock(coach.journal.path, name)
        if presence.is_held():
            yield Announcer(name == "screen", presence.holder())


def _lacking(announcer: Announcer) -> set[ChannelName]:
    """The channels that a process cannot have."""
    return set() if announcer.is_screen else {ChannelName.IN_APP}
