"""Coach days, worked out afresh from the routine and the journal.

No status is kept: each question is answered from the journal. Only the judge of the present day is
kept until an entry, the routine or the zone changes, since nearly every question needs it. The file
is long because all that is asked of days is answered in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from operator import attrgetter
from typing import TypeVar

from coach.config.problems import nearest
from coach.core.judge import DayJudge
from coach.core.plan_notes import PlanNotes
from coach.core.routine_file import RoutineFile
from coach.domain.day.dates import day_text
from coach.domain.day.pauses import LONGEST_PAUSE
from coach.domain.day.plan import DOING, plan_day, with_new_steps
from coach.domain.day.planned import Day, Facts, Moment, PlannedStep
from coach.domain.day.reminder_moments import Quiet, quiet_at, quiet_spans, reminder_moments
from coach.domain.day.short_day import shrinks
from coach.domain.day.time_away import TimeAway, away_after
from coach.domain.day.travel import swallowed_days
from coach.domain.day.wallclock import coach_day, step_instant, week_start
from coach.domain.events.ids import time_of_id
from coach.domain.events.types import (
    Away,
    CameBack,
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    PainChecked,
    Paused,
    Resumed,
    RunLogged,
    StepDone,
)
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import LOOK_BACK
from coach.domain.history.trial import Trial
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Reminders
from coach.errors import RefusedError
from coach.journal.ledger import Ledger
from coach.system.clock import Clock

HISTORY = timedelta(days=42)
"""How far back a day looks; longer views use the ledger directly."""

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
"""How far back an entry may be added; further back it is a typing mistake."""
_NOON = time(12)

F = TypeVar("F", bound=Event)


class Days:
    """The present coach day and past ones, and what their heel allows."""

    def __init__(self, routine_file: RoutineFile, ledger: Ledger, clock: Clock) -> None:
        self.clock = clock
        self.zone: tzinfo = clock.zone()
        self._file = routine_file
        self._ledger = ledger
        self._judged: tuple[DayJudge, list[Event]] | None = None
        self._judged_seen: object = None
        self.plan_notes = PlanNotes(routine_file, ledger, clock)

    @property
    def routine(self) -> Routine:
        """What the runner configured."""
        return self._file.routine

    def follow_zone(self) -> bool:
        """Adopt the machine's zone, and say whether it changed."""
        before, self.zone = self.zone, self.clock.zone()
        return str(before) != str(self.zone)

    def state(self) -> object:
        """A value that differs whenever an entry, the routine or the zone has changed."""
        return self._ledger.state(), self.routine, str(self.zone)

    # Which day it is.

    def present_day(self) -> date:
        """The present coach day."""
        return self.day_at(self.clock.now())

    def day_at(self, instant: datetime) -> date:
        """The coach day of an instant."""
        return coach_day(instant, self.routine.day.starts, self.zone)

    def began(self) -> datetime:
        """When the runner made the first entry; now if there is none yet."""
        first = self._ledger.journal.first_id()
        return time_of_id(first) if first else self.clock.now()

    def began_on(self) -> date:
        """The coach day on which the runner made the first entry."""
        return self.day_at(self.began())

    def first_day(self) -> date:
        """The first coach day with Coach; the present one if there is none yet.

        Care that is entered for an earlier day does not count: Coach did not know of it then.
        """
        today = self.present_day()
        return min(max(self._ledger.journal.first_day() or today, self.began_on()), today)

    def week_is_over(self) -> bool:
        """Whether a week begins today, and there is something to say about the one before."""
        today = self.present_day()
        is_first = week_start(today, self.routine.running.week_starts) == today
        return is_first and (self._ledger.journal.first_day() or today) < today

    def day_to_tell_of(self, day: date | None) -> date:
        """A day for which entries may be added; the present one if none is named.

        Raises:
            RefusedError: if it has not come yet, or is too long ago.
        """
        today = self.present_day()
        if day is None:
            return today
        if day > today:
            raise RefusedError(f"{day} has not come yet.")
        if today - day > _YEAR:
            raise RefusedError(f"{day} is too long ago; entries can go back one year only.")
        return day

    def entry_at(self, day: date, step: str | None) -> datetime:
        """The instant given to an entry for a day: when its step was due, or noon; today, now."""
        now = self.clock.now()
        if day == self.present_day():
            return now
        planned = self.day_of(day).find(step) if step else None
        noon = step_instant(day, _NOON, self.routine.day.starts, self.zone)
        return planned.due if planned and planned.due else noon

    # What is planned.

    def today(self) -> Day:
        """The present coach day, worked out at each call."""
        return self.since(self.present_day())[-1]

    def since(self, first: date) -> list[Day]:
        """The coach days from `first` to the present one, worked out at each call."""
        today, began = self.present_day(), self.began()
        if first == today:
            judged, events = self._judged_today()
        else:
            events = self.history(today - first + self._look_back())
            judged = self.judged(events, (first, today))
        days = [first + timedelta(days=ahead) for ahead in range((today - first).days + 1)]
        gone = self.swallowed(first, today) if first < today else frozenset()
        return [self.planned(judged, day, events, began, gone) for day in days]

    def planned(
        self,
        judged: DayJudge,
        day: date,
        events: Sequence[Event],
        began: datetime,
        gone: frozenset[date],
    ) -> Day:
        """A coach day, given what judges it, its events and those that it depends on.

        `began` is when the runner made the first entry, and `gone` are the days that a flight took.
        """
        day_planned = plan_day(
            judged.routine_of(day),
            day,
            events,
            self.zone,
            began,
            is_swallowed=day in gone,
            away=judged.away,
        )
        return with_new_steps(day_planned, self.plan_notes.in_plan())

    def day_of(self, day: date) -> Day:
        """The present coach day, or a past one, worked out at each call."""
        if day == self.present_day():
            return self.today()
        events = self._ledger.between(day - self._look_back(), day + _DAY)
        judged = self.judged(events, (day, day))
        return self.planned(judged, day, events, self.began(), self.swallowed(day, day))

    def swallowed(self, first: date, last: date) -> frozenset[date]:
        """The coach days around these that were lost on a journey over the date line."""
        done = self._ledger.between(first - _DAY, last + 2 * _DAY, *DOING)
        return swallowed_days(done, self.present_day(), self.clock.now())

    def find(self, step: str, day: date | None = None) -> PlannedStep:
        """The step with that id today, or on a past day.

        Raises:
            RefusedError: if there is none on that day.
        """
        plan = self.day_of(day) if day else self.today()
        planned = plan.find(step)
        if planned is None:
            raise RefusedError(self._not_on_plan(step, plan))
        return planned

    def find_off_plan(self, step: str, day: date | None = None) -> PlannedStep:
        """The step with that id, as `find` does, even if it is not on the day's plan.

        Raises:
            RefusedError: if the routine does not have it either.
        """
        plan = self.day_of(day) if day else self.today()
        if planned := plan.find(step):
            return planned
        known = self.routine.steps.get(step)
        if known is None:
            raise RefusedError(self._not_on_plan(step, plan))
        return PlannedStep(known, due=None, closes=plan.ends, ends=plan.ends, facts=Facts())

    def step_of(self, kind: StepKind, day: date | None = None) -> str | None:
        """The first step of a kind on the plan of today or another day, or else in the routine."""
        plan = self.day_of(day) if day else self.today()
        steps = [one.step for one in plan.steps] + list(self.routine.steps.values())
        return next((step.id for step in steps if step.kind is kind), None)

    # Short days.

    def is_short_day(self) -> bool:
        """Whether the sessions of today that have not begun are short."""
        today = self.present_day()
        return self.judge_of(today).short_day(today).is_short

    def is_short(self, step: str, day: date) -> bool:
        """Whether a step is short on a day."""
        return step in self.judge_of(day).short_steps(day)

    def can_be_shorter(self) -> bool:
        """Whether a session of today that has not begun would be shorter on a short day."""
        today = self.today()
        return any(
            shrinks(today.routine, one.step)
            for one in today.steps
            if not (one.facts.done or one.facts.started or one.facts.skipped)
        )

    # What the heel allows.

    def judgement(self, day: date | None = None) -> Judgement:
        """What the heel allows today, or allowed on a past day, and why."""
        day = day or self.present_day()
        return self.judge_of(day).judgement(day)

    def judge_of(self, day: date) -> DayJudge:
        """What judges the present coach day, or a past one."""
        if day == self.present_day():
            return self._judged_today()[0]
        return self.judged(self._around(day), (day, day))

    def judgement_before_runs(self, day: date) -> Judgement:
        """What a day allowed before its runs, judged by what was known then."""
        return self.judged(self._around(day), (day, day)).allowed(day)

    def judgement_on(self, run: RunLogged) -> Judgement:
        """What the day of a run allowed before its first run, or before this one if stricter."""
        judge = self.judged(self._around(run.day), (run.day, run.day))
        both = judge.allowed(run.day), judge.allowed_before(run)
        return min(both, key=lambda one: one.level)

    def judged(
        self,
        events: list[Event],
        days: tuple[date, date],
        stored: Sequence[StoredEvent] | None = None,
    ) -> DayJudge:
        """The judge of the coach days from one to another, given their events.

        `stored` are their entries, retracted ones included, if they are read already.
        """
        all_days = self.first_day(), self.present_day()
        return DayJudge(self.routine, self._ledger, events, days, all_days, stored)

    # What was recorded.

    def history(self, span: timedelta = HISTORY) -> list[Event]:
        """The events in force of the last days."""
        return self._ledger.since(self.present_day() - span)

    def lately(self) -> list[Event]:
        """All events of the present day, and those that did steps on the days it depends on.

        The exercises of sessions on those days are left out: they are most of a journal.
        """
        today, kinds = self.present_day(), (*DOING, Away, CameBack)
        done = self._ledger.between(today - self._look_back(), today, *kinds)
        return sorted([*done, *self._ledger.between(today, date.max)], key=attrgetter("order"))

    def events_of(self, day: date) -> list[Event]:
        """The events in force of a coach day."""
        if self.present_day() - day < HISTORY:
            return [one for one in self.history() if one.day == day]
        return self._ledger.between(day, day + _DAY)

    def check_of(self, day: date) -> PainChecked | None:
        """The pain check of a coach day."""
        return next(reversed(self._of_kind(PainChecked, day)), None)

    def run_of(self, day: date, step: str | None = None) -> RunLogged | None:
        """The last run logged on a coach day, or for one of its steps."""
        found = [one for one in self._of_kind(RunLogged, day) if step in {None, one.step}]
        return found[-1] if found else None

    def done_of(self, step: str, day: date) -> StepDone | None:
        """The entry that marks a step of a coach day as done."""
        found = [one for one in self._of_kind(StepDone, day) if one.step == step]
        return found[-1] if found else None

    def intake(self) -> IntakeGiven | None:
        """The runner's intake, if there is one."""
        intakes = reversed(self._ledger.of_kinds(IntakeGiven))
        return next((one for one in intakes if isinstance(one, IntakeGiven)), None)

    def lasting(self) -> list[Event]:
        """Each time that warning signs were raised or cleared, and each time away, up to now."""
        kinds = (FlagRaised, FlagCleared, Away, CameBack)
        return self._ledger.between(date.min, self.present_day() + _DAY, *kinds)

    def times_away(self) -> tuple[TimeAway, ...]:
        """The times away; the present one may have its end still to come."""
        return self._judged_today()[0].away

    def away_ahead(self) -> Away | None:
        """The next time away that is still to come, if one was entered."""
        today = self.present_day()
        coming = away_after(self.times_away(), today)
        told = (one for one in reversed(self._ledger.of_kinds(Away)) if isinstance(one, Away))
        return next((one for one in told if coming and one.until == coming.until), None)

    def trials(self) -> list[Trial]:
        """All trials by lot, oldest first."""
        return self._judged_today()[0].trials

    def trial_on(self, day: date) -> Trial | None:
        """The trial that a day belongs to."""
        return next((one for one in self.trials() if one.has(day)), None)

    # When the runner is reminded.

    def reminders(self, days: Sequence[Day]) -> list[Moment]:
        """All moments of coach days at which the runner is, or would have been, reminded."""
        quiet = self.quiet(days[0].date)
        reminders = self.routine.reminders
        # A pause until tomorrow ends at the first instant of that day, which must be included.
        return [
            one
            for day in days
            for one in reminder_moments(
                day, reminders, quiet, since=day.starts - timedelta.resolution
            )
        ]

    def quiet(self, first: date) -> tuple[Quiet, ...]:
        """The quiet hours and pauses from a coach day on."""
        span = self.present_day() - first
        days = [first + timedelta(days=ahead) for ahead in range(-1, span.days + 2)]
        said = self._said_of_pauses(first)
        return quiet_spans(self.routine.reminders, said, days, self.zone)

    def is_quiet(self) -> bool:
        """Whether reminders are silent just now: quiet hours, or a pause."""
        return quiet_at(self.quiet(self.present_day()), self.clock.now()) is not None

    def pause_end(self) -> datetime | None:
        """The instant until which reminders pause, if they do."""
        pause = quiet_at(self.pauses(self.present_day()), self.clock.now())
        return pause.ends if pause else None

    def pauses(self, first: date) -> tuple[Quiet, ...]:
        """The pauses of the reminders that may reach into the days from `first` on."""
        return quiet_spans(Reminders(), self._said_of_pauses(first), (), self.zone)

    def _judged_today(self) -> tuple[DayJudge, list[Event]]:
        """The judge of the present day, and its events; made again when anything has changed."""
        today = self.present_day()
        seen = (self.state(), today)
        if self._judged is None or self._judged_seen != seen:
            self._judged_seen = seen
            events = self.lately()
            self._judged = self.judged(events, (today, today)), events
        return self._judged

    def _look_back(self) -> timedelta:
        """How far back a day depends on steps that were done."""
        return max(timedelta(days=self.routine.longest_rhythm), LOOK_BACK)

    def _around(self, day: date) -> list[Event]:
        """The events that a judgement of a day looks back on."""
        return self._ledger.between(day - LOOK_BACK, day + _DAY)

    def _of_kind(self, kind: type[F], day: date) -> list[F]:
        return [one for one in self.events_of(day) if isinstance(one, kind)]

    def _said_of_pauses(self, first: date) -> list[Event]:
        """The beginnings and ends of the pauses that may reach into the days from `first` on."""
        return self._ledger.between(first - LONGEST_PAUSE - _DAY, date.max, Paused, Resumed)

    def _not_on_plan(self, step: str, plan: Day) -> str:
        is_today = plan.date == self.present_day()
        if step in self.routine.steps:
            whose = "today's plan" if is_today else f"the plan of {day_text(plan.date)}"
            return f"{self.routine.steps[step].name}: not on {whose}."
        steps = [one.step.id for one in plan.steps]
        when, whose = ("today", "today") if is_today else ("on that day", "it")
        words = nearest(step, steps) or f"; {whose} has {', '.join(steps)}."
        return f"There is no step `{step}` {when}{words}"
