"""Coach: the one object that the full screen, the commands and the reminders share.

It holds the routine, the journal and the clock, works out the day from them, and turns what
the runner does into events. No status is kept: each question is answered from the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from coach.config.editing import set_value
from coach.config.problems import nearest
from coach.config.reading import Reading, load
from coach.core.judge import Judged
from coach.domain.day.dates import day_text, near_day_text
from coach.domain.day.pauses import LONGEST_PAUSE
from coach.domain.day.plan import DOING, plan_day
from coach.domain.day.planned import Day, Facts, Moment, PlannedStep, Status
from coach.domain.day.reminder_moments import Quiet, quiet_at, quiet_spans, reminder_moments
from coach.domain.day.travel import swallowed_days
from coach.domain.day.wallclock import coach_day, instant, step_instant, week_start
from coach.domain.events.activity import (
    Activity,
    ActivityKind,
    ended,
    is_clock_off,
    is_too_fast,
    same,
)
from coach.domain.events.duplicates import is_one_run, is_told_by_hand, recorded_as
from coach.domain.events.grouping import actions
from coach.domain.events.ids import time_of_id
from coach.domain.events.twins import twins
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    ExerciseDone,
    Fact,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Overruled,
    PainChecked,
    Pattern,
    Paused,
    Resumed,
    RunLogged,
    RunNotes,
    SkipReason,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
)
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.heel.caps import LONGEST_OF, is_outlier
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import LOOK_BACK, PRESCRIBED
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LONGEST_WALK_JOG
from coach.domain.heel.warning_signs import FLAGS, SIGNS_OF_INTAKE
from coach.domain.routine.kinds import Foot, StepKind
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import CrossTraining, DistanceUnit, Reminders
from coach.domain.units import minutes_text
from coach.errors import NotSavedError, RefusedError
from coach.journal import Entry, Journal
from coach.journal.gate import FIRST_DAY, LAST_DAY
from coach.journal.ids import new_id, start_of_ids
from coach.journal.unsaved import Unsaved
from coach.system.clock import Clock

HISTORY = timedelta(days=42)
"""How far back a day looks; longer views ask the journal themselves."""

_MOST_AT_ONCE = 1000
"""Entries that one retraction names, so that none grows too long to be taken in elsewhere."""
_WEEK = timedelta(days=7)
_MOST_PAIN = 10
_MOST_EFFORT = 10
_STARTED = frozenset({StepKind.SESSION, StepKind.RUN, StepKind.CROSS_TRAIN})
_JUST_RUN = timedelta(hours=3)
"""So long after a recorded run, whoever tells of one like it means that one."""
_LONGEST_RUN = 500_000.0
_LONGEST_WEEK = 400_000.0
"""Metres of a week that are more than an injured runner has run (ours)."""
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
"""How far back one may tell of a day; further back it is a slip of the pen."""
_NOON = time(12)
_FAR_AHEAD = timedelta(hours=12)
"""So long before it is due, nobody has done a step of today that they left open yesterday."""
_A_MOMENT = timedelta(seconds=5)
"""How far ids run ahead of the clock where many entries are made at once."""
_CHANGED_ELSEWHERE = "That was changed elsewhere meanwhile; nothing was done."
_LONGEST_RUN_TOLD = {
    DistanceUnit.KM: ("500 km", "5.2km 31m"),
    DistanceUnit.MILES: ("310 mi", "3.2mi 31m"),
}

_INTAKE = tuple(
    field
    for field in IntakeGiven.__struct_fields__
    if field not in (*Fact.__struct_fields__, "corrects")
)
_IN_A_RUNS_PLACE = frozenset(str(one) for one in CrossTraining)

F = TypeVar("F", bound=Event)
P = ParamSpec("P")
R = TypeVar("R")


def _alone(verb: Callable[Concatenate[Coach, P], R]) -> Callable[Concatenate[Coach, P], R]:
    """Let nobody else write between what a verb reads and what it records."""

    @wraps(verb)
    def alone(self: Coach, /, *args: P.args, **named: P.kwargs) -> R:
        with self._held():
            return verb(self, *args, **named)

    return alone


class Coach:
    """The day, and what the runner does about it."""

    def __init__(
        self, config: Path, journal: Journal, clock: Clock, *, patient: bool = False
    ) -> None:
        """Read the routine.

        Args:
            config: the user's config file, which need not be there.
            journal: the open journal.
            clock: the time and the zone.
            patient: whether entries that cannot be saved just now are kept and tried again, as
                a program that stays open should; otherwise recording them fails.

        Raises:
            ConfigError: if the config file has problems.
        """
        self.config = config
        self.journal = journal
        self.clock = clock
        self.zone: tzinfo = clock.zone()
        self.unsaved: tuple[Event, ...] = ()
        self.why_unsaved = ""
        self.problems: tuple[str, ...] = ()
        self._patient = patient
        self._last_id = ""
        self._cannot_hold: NotSavedError | None = None
        self._read: tuple[tuple[int, int, int], date] | None = None
        self._events: list[Event] = []
        self._judged: tuple[Judged, list[Event]] | None = None
        self._judged_seen: object = None
        self._config_seen = _signature(config)
        self.reading: Reading = load(config)
        self.routine: Routine = self.reading.or_fail()
        self._unsaved = Unsaved(journal.path)
        self._unsaved.bring_in(journal)
        self._journal_seen = journal.version()

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever configured or recorded."""
        return not self.config.exists() and not self.journal.last_id()

    def present_day(self) -> date:
        """The present coach day."""
        return coach_day(self.clock.now(), self.routine.day.starts, self.zone)

    def week_is_over(self) -> bool:
        """Whether a week begins today, and there is something to say of the one before."""
        today = self.present_day()
        is_first = week_start(today, self.routine.running.week_starts) == today
        return is_first and (self.journal.first_day() or today) < today

    def today(self) -> Day:
        """The present coach day, worked out anew."""
        return self.days_since(self.present_day())[-1]

    def days_since(self, first: date) -> list[Day]:
        """The coach days from `first` to the present one, worked out anew."""
        today, began = self.present_day(), self.began()
        if first == today:
            judged, events = self._judged_today()
        else:
            events = self.history(today - first + self._look_back())
            judged = self.judged(events, (first, today))
        days = [first + timedelta(days=ahead) for ahead in range((today - first).days + 1)]
        gone = self.swallowed(first, today) if first < today else ()
        return [
            plan_day(
                judged.routine_of(day), day, events, self.zone, began, is_swallowed=day in gone
            )
            for day in days
        ]

    def day_of(self, day: date) -> Day:
        """The present coach day, or one that is past, worked out anew."""
        if day == self.present_day():
            return self.today()
        events = self.between(day - self._look_back(), day + _DAY)
        routine = self.judged(events, (day, day)).routine_of(day)
        is_swallowed = day in self.swallowed(day, day)
        return plan_day(routine, day, events, self.zone, self.began(), is_swallowed=is_swallowed)

    def swallowed(self, first: date, last: date) -> frozenset[date]:
        """The coach days around these that a journey over the date line left no time for."""
        done = self.between(first - _DAY, last + 2 * _DAY, *DOING)
        return swallowed_days(done, self.present_day(), self.clock.now())

    def judgement(self, day: date | None = None) -> Judgement:
        """What today's heel allows, or that of a day that is past, and why."""
        today = self.present_day()
        if day in {None, today}:
            return self._judged_today()[0].judgement(today)
        return self.judged(self._around(day), (day, day)).judgement(day)

    def _judged_today(self) -> tuple[Judged, list[Event]]:
        """What judges the present day, and its events; made again when anything has changed."""
        today = self.present_day()
        seen = (self.state(), today)
        if self._judged is None or self._judged_seen != seen:
            self._judged_seen = seen
            events = self.lately()
            self._judged = self.judged(events, (today, today)), events
        return self._judged

    def lately(self) -> list[Event]:
        """All events of the present day, and what was done on the days that it depends on.

        Of those days the exercises of each session are left out: they are most of a journal.
        """
        today = self.present_day()
        done = self.between(today - self._look_back(), today, *DOING)
        return sorted([*done, *self.between(today, date.max)], key=attrgetter("order"))

    def _look_back(self) -> timedelta:
        """How far back a day depends on what was done."""
        return max(timedelta(days=self.routine.longest_rhythm), LOOK_BACK)

    def state(self) -> object:
        """What differs whenever an entry, the routine or the zone has changed."""
        return self.journal.stamp(), self.unsaved, self.routine, str(self.zone)

    def judged(self, events: list[Event], days: tuple[date, date]) -> Judged:
        """What judges the coach days from one to another, of which some events tell."""
        return Judged(self.routine, self, events, days)

    def history(self, span: timedelta = HISTORY) -> list[Event]:
        """The events that hold, of the last days."""
        return self._holding(self._saved(self.present_day() - span))

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        """The events that hold, of the coach days from `first` up to and without `until`.

        Only those of some kinds, where any are named.
        """
        known = self._holding(self.journal.between(first, until, *kinds))
        wanted = kinds or (Fact,)
        return [one for one in known if first <= one.day < until and isinstance(one, wanted)]

    def signs(self) -> list[Event]:
        """Each time that warning signs were raised or cleared, up to now."""
        return self.between(date.min, self.present_day() + _DAY, FlagRaised, FlagCleared)

    def done_between(self, first: date, until: date, steps: frozenset[str]) -> list[Event]:
        """When any of these steps were done, on the coach days from `first` up to `until`."""
        known = self._holding(self.journal.done_between(first, until, steps))
        return [
            one
            for one in known
            if first <= one.day < until and isinstance(one, StepDone) and one.step in steps
        ]

    def first_ids(self, first: date, until: date) -> dict[date, str]:
        """The first id recorded of each of some coach days."""
        return self.journal.first_ids(first, until)

    def pains(self, spans: Sequence[tuple[date, date]]) -> Sequence[Sequence[int]]:
        """The first-step pains of spans of days, each from a day up to and without another."""
        if not self.unsaved:
            return self.journal.pains(spans)
        checks = (self.between(first, until, PainChecked) for first, until in spans)
        return [[one.pain for one in span if isinstance(one, PainChecked)] for span in checks]

    def first_day(self) -> date:
        """The first coach day with Coach; the present one, if there is none yet.

        Care that is entered for an earlier day does not count: Coach did not know of it then.
        """
        today = self.present_day()
        return min(max(self.journal.first_day() or today, self.began_on()), today)

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        """Every entry for some coach days, retracted ones included; of some kinds, if named."""
        saved = self.journal.entries_between(first, until, *kinds)
        if not self.unsaved:
            return saved
        standing = {one.id for one in self._standing([one for one, by in saved if by is None])}
        here = {
            entry: one.id
            for one in self.unsaved
            if isinstance(one, EntryRetracted)
            for entry in one.entries
        }
        wanted = kinds or (Fact,)
        known = {one.id: StoredEvent(one, by) for one, by in saved} | {
            one.id: StoredEvent(one, None)
            for one in self.unsaved
            if first <= one.day < until
            and isinstance(one, wanted)
            and not isinstance(one, EntryRetracted)
        }
        return [
            StoredEvent(one, None if id_ in standing else by or here.get(id_))
            for id_, (one, by) in known.items()
        ]

    def _holding(self, saved: list[Event]) -> list[Event]:
        """Those of the saved events that hold, with the unsaved ones, each in its place."""
        events = (one for one in self._standing(saved) if not isinstance(one, EntryRetracted))
        return sorted(events, key=attrgetter("order"))

    def _standing(self, saved: list[Event]) -> list[Event]:
        """Those of the saved entries that stand, also retractions, with the unsaved ones."""
        retractions = [one for one in self.unsaved if isinstance(one, EntryRetracted)]
        named = {entry for one in retractions for entry in one.entries}
        gone = {entry for one in retractions if one.id not in named for entry in one.entries}
        events = [*saved, *self._brought_back(named), *self.unsaved]
        return [one for one in events if one.id not in gone]

    def _brought_back(self, named: set[str]) -> list[Event]:
        """The entries that hold again where unsaved retractions name saved ones."""
        ended = (one for one in map(self.journal.entry, named) if isinstance(one, EntryRetracted))
        ids = {entry for one in ended for entry in one.entries}
        free = (id_ for id_ in ids if named.issuperset(self.journal.retractions_of(id_)))
        return [one for one in map(self.journal.entry, free) if one]

    def _saved(self, first: date) -> list[Event]:
        """The saved events from a day on, read again only when anything was written."""
        now = (self.journal.stamp(), first)
        if now != self._read:
            self._read, self._events = now, self.journal.since(first)
        return self._events

    def changes(self) -> bool:
        """Whether the journal or the config file changed since the last call.

        A config file with problems, or one that is gone, changes nothing but `problems`: the last
        good routine stays.
        """
        has_moved = self.journal.keep_up()
        self.journal.fold_log()
        journal, config = self.journal.version(), _signature(self.config)
        changed = has_moved or (journal, config) != (self._journal_seen, self._config_seen)
        if config != self._config_seen:
            self._read_config()
        self._journal_seen, self._config_seen = journal, config
        return changed

    def read_again(self) -> None:
        """Read the config file, whether it changed or not."""
        self._config_seen = _signature(self.config)
        self._read_config()

    def follow_zone(self) -> bool:
        """Take on the machine's zone, and say whether it changed."""
        before, self.zone = self.zone, self.clock.zone()
        return str(before) != str(self.zone)

    def save_again(self) -> bool:
        """Try once more to save what could not be saved, and say whether all is saved now."""
        self._record()
        return not self.unsaved

    # What the runner does. Each is one step, in which nobody else writes.

    @_alone
    def check(  # noqa: PLR0913 - one for each question
        self,
        pain: int,
        *,
        eases: bool | None = None,
        walking_pain: bool | None = None,
        stretched_first: bool | None = None,
        splint: bool | None = None,
        worse_after_run: bool | None = None,
        painkiller: bool | None = None,
        day: date | None = None,
    ) -> PainChecked:
        """Record the first-step pain; None stands for a question that was not answered.

        A second check on the same day corrects the first; what it does not answer stays.
        """
        _in_range(pain)
        day = self._day_to_tell_of(day)
        answers = {
            "eases": True if pain == 0 else eases,
            "walking_pain": walking_pain,
            "stretched_first": stretched_first,
            "splint": splint,
            "worse_after_run": worse_after_run,
            "painkiller": painkiller,
        }
        told = {name: answer for name, answer in answers.items() if answer is not None}
        if before := self.check_of(day):
            # Without pain it was said to ease of itself; of another pain nobody said it.
            kept = {"eases": None} if before.pain == 0 else {}
            return self._correct(before, {**kept, "pain": pain, **told})
        step = self._step_of(StepKind.PAIN_CHECK) or "pain-check"
        at = self._told_at(day, step)
        checked = self._new(PainChecked, at=at, day=day, step=step, pain=pain, **told)
        self._record(checked)
        return checked

    @_alone
    def ran(  # noqa: PLR0913 - one for each question
        self,
        distance: float | None,
        duration: int,
        pain: int | None,
        pattern: Pattern | None,
        *,
        notes: RunNotes | None = None,
        walk_jog: bool | None = None,
        step: str | None = None,
        corrects: RunLogged | None = None,
        day: date | None = None,
    ) -> RunLogged:
        """Record a run, of metres and seconds; it settles a run of the day, if there is one.

        Args:
            distance: in metres; None, where it is not known, as a walk-jog's need not be.
            duration: in seconds. A run that a watch recorded just before keeps its figures.
            pain: the worst while running, 0-10; None where it was not told.
            pattern: how the pain went; None where it was not told.
            notes: what else was noted.
            walk_jog: whether it was the day's walk-jog; None: only if it was played as one.
            step: which run of the day; else the first that is not done.
            corrects: the entry in whose place this one stands.
            day: a past day.
        """
        notes = notes or RunNotes()
        pain = 0 if pain is None and pattern is Pattern.NONE else pain
        _rated(pain, notes.effort)
        day = corrects.day if corrects else self._day_to_tell_of(day)
        self._plausible_or_fail(distance, duration, corrects, day)
        told = {
            "distance": distance or 0.0,
            "duration": int(duration),
            "pain": pain,
            "pattern": Pattern.NONE if pain == 0 else pattern,
            "effort": notes.effort,
            "supports": notes.supports,
            "shoes": notes.shoes,
            **self._as_walk_jog(walk_jog, duration, corrects, day),
        }
        if corrects:
            return self._correct(corrects, told)
        if recorded := self._recorded_run(distance or 0.0, duration, day):
            figures = {"distance": recorded.distance or told["distance"]}
            return self._correct(recorded, told | figures | {"duration": recorded.duration})
        step = step or self._open_run(day)
        at = self._told_at(day, step)
        logged = self._new(RunLogged, at=at, day=day, step=step, **told)
        self._record(logged)
        return logged

    def may_be_walk_jog(self, duration: int | None = None, day: date | None = None) -> bool:
        """Whether a run of a day, of some seconds, may have been its walk-jog."""
        judgement = self.judgement(day)
        is_short = duration is None or duration <= LONGEST_WALK_JOG.total_seconds()
        return judgement.level is Level.WALK_JOG and not judgement.is_rest_day and is_short

    def is_outlier(self, distance: float | None, day: date | None = None) -> bool:
        """Whether a run is more than twice as long as any of the 30 days before it."""
        day = day or self.present_day()
        runs = self.between(day - LONGEST_OF, day, RunLogged)
        told = self.intake()
        before = told.longest if told and day - told.day <= LONGEST_OF else 0
        others = (one.distance for one in runs if isinstance(one, RunLogged))
        return is_outlier(distance or 0, (before, *others))

    def beyond(self, run: RunLogged) -> Judgement | None:
        """What the day of a run allowed before it, if the day's runs went beyond that.

        Of a day before the first entry was made there was no advice.
        """
        if run.day < self.began_on():
            return None
        allowed = self._judgement_before_runs(run.day)
        runs = [one for one in self._events_of(run.day) if isinstance(one, RunLogged)]
        return allowed if allowed.is_beyond(runs) else None

    @_alone
    def start(self, step: str) -> PlannedStep:
        """A session or a run begins, or is taken up again; what is done may be done again."""
        planned = self.find(step)
        if planned.step.kind not in _STARTED:
            raise RefusedError(
                f"{planned.step.name} has nothing to start; use `coach done {step}`."
            )
        if not (planned.facts.started or planned.facts.done):
            self._record(self._new(StepStarted, step=step))
        return self.find(step)

    # A session keeps the day on which it began, even when it is played across the turn of the day.

    @_alone
    def exercise_done(
        self, step: str, day: date, position: int, exercise: str, seconds: float
    ) -> None:
        """An exercise of the session under way is behind us, after seconds of work."""
        behind = self._new(
            ExerciseDone, day=day, step=step, position=position, exercise=exercise, seconds=seconds
        )
        self._record(behind)

    @_alone
    def stop(self, step: str, day: date) -> None:
        """The session is left; what was done is kept."""
        self._record(self._new(StepStopped, day=day, step=step))

    @_alone
    def finish(self, step: str, day: date, at: datetime) -> None:
        """The session ended at an instant; a repeated one stays done when it first was."""
        already = any(
            isinstance(one, StepDone) and (one.step, one.day) == (step, day)
            for one in self.history()
        )
        if not already:
            self._record(self._new(StepDone, at=at, day=day, step=step))

    @_alone
    def done(
        self,
        step: str,
        day: date | None = None,
        *,
        effort: int | None = None,
        pain: int | None = None,
    ) -> PlannedStep:
        """A step is done now, or was done on a day that is past; of strength, how it felt.

        It need not be on the day's plan: what was done was done.
        """
        day = self._day_to_tell_of(day)
        planned = self._not_done(self.find_off_plan(step, day))
        if planned.step.kind is StepKind.PAIN_CHECK:
            raise RefusedError("The pain check needs a number from 0 to 10: `coach check 3`.")
        if planned.step.kind is StepKind.RUN or planned.step.session == WALK_JOG:
            raise RefusedError("A run needs its distance and time: `coach ran 5.2km 31m`.")
        self._not_yesterdays_or_fail(planned, day)
        _rated(pain, effort)
        at = self._told_at(day, step)
        self._record(self._new(StepDone, at=at, day=day, step=step, effort=effort, pain=pain))
        return planned

    @_alone
    def rate(self, done: StepDone, *, effort: int | None, pain: int | None) -> StepDone:
        """Tell how hard a session was (1-10), and its worst pain (0-10); None changes nothing."""
        _rated(pain, effort)
        told = {"effort": effort, "pain": pain}
        return self._correct(done, {name: one for name, one in told.items() if one is not None})

    def done_of(self, step: str, day: date) -> StepDone | None:
        """The entry by which a step of a coach day is done."""
        found = [one for one in self._events_of(day) if isinstance(one, StepDone)]
        return next((one for one in reversed(found) if one.step == step), None)

    @_alone
    def skip(
        self, step: str, because: SkipReason | None = None, day: date | None = None
    ) -> PlannedStep:
        """A step is passed over, today or on a past day; said again, the last reason counts."""
        day = self._day_to_tell_of(day)
        planned = self._not_done(self.find(step, day))
        at = self._told_at(day, step)
        self._record(self._new(StepSkipped, at=at, day=day, step=step, because=because))
        return planned

    @_alone
    def snooze(self, step: str, seconds: int | None = None) -> PlannedStep:
        """A step is put off, by seconds or by what the routine says, so often and no more.

        One that is not due yet is put off from the time at which it will be.
        """
        planned = self._not_done(self.find(step))
        reminders = self.routine.reminders
        if planned.facts.snoozes >= reminders.snoozes:
            raise RefusedError(
                f"{planned.step.name} was put off {planned.facts.snoozes} times already; "
                f"do it now, or skip it with `coach skip {step}`."
            )
        seconds = reminders.snooze if seconds is None else seconds
        if seconds <= 0:
            raise RefusedError("A step is put off by some minutes, as in `--for 10m`.")
        until = max(self.clock.now(), planned.due or planned.ends) + timedelta(seconds=seconds)
        if until >= planned.ends:
            raise RefusedError(f"{planned.step.name} cannot be put off beyond the end of this day.")
        if planned.facts.skipped:
            raise RefusedError(f"{planned.step.name} was skipped; undo takes that back.")
        self._record(self._new(StepSnoozed, step=step, until=until))
        return self.find(step)

    def untold_run(self) -> RunLogged | None:
        """The last run of a week of which it was not told how it felt."""
        runs = [one for one in self.history(_WEEK) if isinstance(one, RunLogged)]
        untold = (one for one in reversed(runs) if one.pain is None or one.pattern is None)
        return next(untold, None)

    @_alone
    def felt(
        self,
        pain: int | None,
        pattern: Pattern | None,
        notes: RunNotes | None = None,
        *,
        walk_jog: bool | None = None,
    ) -> RunLogged:
        """Tell how a run felt that was recorded without it, as from a watch's file.

        What is not told now stays as it was told before.
        """
        run = self.untold_run()
        if run is None:
            raise RefusedError("Every run has been told of; log one like `coach ran 5.2km 31m`.")
        return self.ran(
            run.distance or None,
            run.duration,
            run.pain if pain is None else pain,
            pattern or run.pattern,
            notes=_noted(notes or RunNotes(), run),
            walk_jog=walk_jog,
            corrects=run,
        )

    def log_activity(self, activity: Activity) -> bool:
        """Record what a watch's file tells, once, and say whether it was new.

        A run that was logged by hand gets the file's distance and time.
        """
        self._record()
        day = coach_day(activity.began, self.routine.day.starts, self.zone)
        logged: list[Event] = []

        def make(known: list[Event]) -> list[Event]:
            logged[:] = self._logged(activity, day, known)
            return logged

        around = timedelta(days=1)
        self.journal.append_knowing(day - around, day + 2 * around, make)
        return bool(logged)

    def is_known_by_another_clock(self, activity: Activity) -> bool:
        """Whether it was left out, since it was recorded on its day, hours before or after."""
        day = coach_day(activity.began, self.routine.day.starts, self.zone)
        known = self.journal.between(day, day + timedelta(days=1), RunLogged, Trained)
        return self._has_another_clock(activity, known)

    @_alone
    def settle_twins(self) -> None:
        """Let go of entries for the same activity that several machines have made."""
        runs = self._holding(self.journal.of_kinds(RunLogged, Trained))
        gone = twins(one for one in runs if isinstance(one, RunLogged | Trained))
        parts = [gone[at : at + _MOST_AT_ONCE] for at in range(0, len(gone), _MOST_AT_ONCE)]
        self._record(*(self._new(EntryRetracted, entries=part) for part in parts))

    @_alone
    def trained(
        self,
        activity: CrossTraining,
        duration: int,
        distance: float = 0,
        *,
        corrects: Trained | None = None,
        day: date | None = None,
    ) -> Trained:
        """Record training in a run's place, of seconds and metres (0: unknown)."""
        if duration <= 0 or not 0 <= distance <= _LONGEST_RUN:
            raise RefusedError("Training needs a time, as in `coach trained swim 30m`.")
        told = {"activity": str(activity), "distance": distance, "duration": int(duration)}
        if corrects:
            return self._correct(corrects, told)
        day = self._day_to_tell_of(day)
        step = self._step_of(StepKind.CROSS_TRAIN, day)
        done = self._new(Trained, at=self._told_at(day, step), day=day, step=step, **told)
        self._record(done)
        return done

    @_alone
    def take_intake(
        self,
        told: Mapping[str, Any],
        *,
        foot: Foot | None = None,
        flags: tuple[str, ...] = (),
        corrects: IntakeGiven | None = None,
    ) -> IntakeGiven:
        """Record what the runner tells about themselves, by the fields of `IntakeGiven`.

        What is not told again stays as it was told before, and what says the same again changes
        nothing. The foot is a setting: it goes into the config file.
        """
        self._believable_or_fail(told)
        before = corrects or self.intake()
        facts = self._with_an_end(told, before)
        if corrects:
            given = self._correct(corrects, facts)
        else:
            known = self._told_before() | facts
            is_same = before is not None and known == self._told_before()
            given = before if is_same and before else self._new(IntakeGiven, **known)
            signs = (*flags, *_signs_of(facts, before))
            raised = [self._new(FlagRaised, flags=signs)] if signs else []
            self._record(*(() if is_same else (given,)), *raised)
        if foot and foot is not self.routine.profile.foot:
            set_value(self.config, "profile.foot", str(foot))
            self._read_config()
        return given

    def _believable_or_fail(self, told: Mapping[str, Any]) -> None:
        for name, most in (("weekly", _LONGEST_WEEK), ("longest", _LONGEST_RUN)):
            metres = told.get(name) or 0
            if not 0 <= metres <= most:
                far, limit = map(self.routine.display.distance, (metres, most))
                raise RefusedError(f"{far} is more than anyone runs; write up to {limit}.")

    def _with_an_end(self, told: Mapping[str, Any], before: IntakeGiven | None) -> dict[str, Any]:
        """The facts, with an end to a clinician's word where none is given."""
        facts = dict(told)
        if "allowed" not in facts:
            return facts
        if facts["allowed"] is None:
            return facts | {"until": None}
        is_same = before is not None and before.allowed == facts["allowed"]
        if facts.get("until") is None:
            known = before.until if is_same and before else None
            is_over = known is not None and known < self.present_day()
            facts["until"] = None if is_over else known
        facts["until"] = facts["until"] or self.present_day() + PRESCRIBED
        return facts

    def intake(self) -> IntakeGiven | None:
        """What the runner told at the beginning, if anything."""
        told = self._holding(self.journal.of_kinds(IntakeGiven))
        return next((one for one in reversed(told) if isinstance(one, IntakeGiven)), None)

    @_alone
    def raise_flags(self, flags: tuple[str, ...]) -> None:
        """Record warning signs; they stay until they are cleared."""
        unknown = [one for one in flags if one not in FLAGS]
        if unknown or not flags:
            said = ", ".join(f"`{one}`" for one in unknown) or "named"
            raise RefusedError(f"There is no warning sign {said}; known: {', '.join(FLAGS)}.")
        self._record(self._new(FlagRaised, flags=flags))

    @_alone
    def clear_flags(
        self, flags: tuple[str, ...], seen_by: str, seen_on: date | None = None
    ) -> FlagCleared:
        """A clinician has looked at some warning signs, and advised.

        Args:
            flags: which signs.
            seen_by: who looked at them.
            seen_on: when; today, if it is not told.
        """
        standing = self.judgement().flags
        missing = [one for one in flags if one not in standing]
        if not standing or missing or not flags:
            signs = ", ".join(f"`{one}`" for one in missing)
            raise RefusedError(
                f"There is no warning sign {signs} to clear; you have {', '.join(standing)}."
                if standing and missing
                else f"Say which sign to clear: {', '.join(standing)}."
                if standing
                else "There is no warning sign to clear."
            )
        if not seen_by.strip():
            raise RefusedError("Say which clinician has seen you about it, as in `Dr Lee, physio`.")
        seen_on = seen_on or self.present_day()
        if seen_on > self.present_day():
            raise RefusedError(f"{seen_on} has not come yet.")
        cleared = self._new(FlagCleared, flags=flags, seen_by=seen_by.strip(), seen_on=seen_on)
        self._record(cleared)
        return cleared

    @_alone
    def overrule(self) -> Judgement:
        """Run today against the advice, once; that is recorded with the row that gave it.

        Raises:
            RefusedError: if there is nothing to overrule, or it is not to be argued with.
        """
        judgement = self.judgement()
        if judgement.is_overruled:
            raise RefusedError("You overruled today's advice already.")
        if not judgement.may_be_overruled:
            raise RefusedError(_why_not_to_overrule(judgement))
        self._record(self._new(Overruled, row=judgement.verdict.row.id))
        return self.judgement()

    @_alone
    def pause(self, until: datetime) -> None:
        """No reminders until an instant (UTC)."""
        now = self.clock.now()
        if until <= now:
            raise RefusedError("A pause ends in the future, as in `coach pause 2h`.")
        if until > now + LONGEST_PAUSE:
            latest = (now + LONGEST_PAUSE).astimezone(self.zone)
            raise RefusedError(
                f"A pause lasts two weeks at most, now until {near_day_text(latest.date())} "
                f"{self.routine.display.clock(latest)}."
            )
        self._record(self._new(Paused, until=until))

    @_alone
    def resume(self) -> None:
        """Reminders again."""
        if self.pause_end() is None:
            raise RefusedError("There is no pause to end.")
        self._record(self._new(Resumed))

    def pause_end(self) -> datetime | None:
        """The instant until which reminders pause, if they do."""
        said = self._said_of_pauses(self.present_day())
        pauses = quiet_spans(Reminders(), said, (), self.zone)
        pause = quiet_at(pauses, self.clock.now())
        return pause.ends if pause else None

    def is_quiet(self) -> bool:
        """Whether nobody is to be reminded just now: quiet hours, or a pause."""
        return quiet_at(self.quiet(self.present_day()), self.clock.now()) is not None

    def reminders(self, days: Sequence[Day]) -> list[Moment]:
        """All moments of coach days at which the runner is, or would have been, reminded."""
        quiet = self.quiet(days[0].date)
        reminders = self.routine.reminders
        # A pause until tomorrow is over at the first instant of the day, which is to be among them.
        return [
            one
            for day in days
            for one in reminder_moments(
                day, reminders, quiet, since=day.starts - timedelta.resolution
            )
        ]

    # What is recorded may be changed afterwards, whenever it was; the journal keeps both.

    @_alone
    def retime(self, entry: StepDone | StepSkipped, at: time) -> Event:
        """A step was done or skipped at another time of its day.

        Raises:
            RefusedError: if that has not come yet, or the entry was retracted.
        """
        then = step_instant(entry.day, at, self.routine.day.starts, self.zone)
        if then > self.clock.now():
            raise RefusedError(f"It is not {at:%H:%M} yet.")
        return self._correct(entry, {"at": then})

    @_alone
    def delete(self, entries: Sequence[Event]) -> EntryRetracted:
        """Retract entries; undo brings them back as they were.

        Raises:
            RefusedError: if one of them was retracted already.
        """
        self._stand_or_fail(*entries)
        ids = tuple(one.id for one in entries)
        deleted = self._new(EntryRetracted, entries=ids, deletes=True)
        self._record(deleted)
        return deleted

    @_alone
    def undo(self) -> Event:
        """Take back today's last action, and return it.

        A session that was played goes as a whole, back to its start; a correction gives way to
        what it corrected, and what was deleted is there again.

        Raises:
            RefusedError: if there is nothing to take back today.
        """
        last = self._last_of_today()
        if last is None:
            raise RefusedError("Nothing to undo today.")
        self.take_back(last)
        return last

    @_alone
    def take_back(self, action: Event) -> None:
        """Take back what was recorded, corrected or deleted, so that all is as it was before.

        Raises:
            RefusedError: if it stands no more: another window or machine has changed it.
        """
        self._stand_or_fail(action)
        ended = [action.id]
        if corrected := getattr(action, "corrects", None):
            ended += self._retraction_before(corrected, action.id)
        elif not isinstance(action, EntryRetracted):
            ended = [one.id for one in self._attempt(action)]
        self._record(self._new(EntryRetracted, entries=tuple(ended)))

    def stands(self, entry: Event) -> bool:
        """Whether an entry still holds; of a deletion, whether it was not taken back."""
        saved = [] if self.journal.retractions_of(entry.id) else [entry]
        return any(one.id == entry.id for one in self._standing(saved))

    def find(self, step: str, day: date | None = None) -> PlannedStep:
        """The step with that id of today, or of a day that is past.

        Raises:
            RefusedError: if there is none on that day.
        """
        plan = self.day_of(day) if day else self.today()
        planned = plan.find(step)
        if planned is None:
            raise RefusedError(self._not_on_plan(step, plan))
        return planned

    def find_off_plan(self, step: str, day: date | None = None) -> PlannedStep:
        """The step with that id, as `find` does, also where the day's plan has it not.

        Raises:
            RefusedError: if the routine has none either.
        """
        plan = self.day_of(day) if day else self.today()
        if planned := plan.find(step):
            return planned
        known = self.routine.steps.get(step)
        if known is None:
            raise RefusedError(self._not_on_plan(step, plan))
        return PlannedStep(known, due=None, closes=plan.ends, ends=plan.ends, facts=Facts())

    def run_of(self, day: date, step: str | None = None) -> RunLogged | None:
        """The last run logged on a coach day; of one of its steps, if one is named."""
        found = [one for one in self._events_of(day) if isinstance(one, RunLogged)]
        of_step = [one for one in found if step in {None, one.step}]
        return of_step[-1] if of_step else None

    def check_of(self, day: date) -> PainChecked | None:
        """The pain check of a coach day."""
        return self._last_of(PainChecked, day)

    def quiet(self, first: date) -> tuple[Quiet, ...]:
        """The quiet hours and pauses from a coach day on."""
        span = self.present_day() - first
        days = [first + timedelta(days=ahead) for ahead in range(-1, span.days + 2)]
        said = self._said_of_pauses(first)
        return quiet_spans(self.routine.reminders, said, days, self.zone)

    def _said_of_pauses(self, first: date) -> list[Event]:
        """The beginnings and ends of the pauses that may reach into the days from `first` on."""
        return self.between(first - LONGEST_PAUSE - _DAY, date.max, Paused, Resumed)

    def began(self) -> datetime:
        """When the runner made the first entry; now, if there is none yet."""
        first = self.journal.first_id()
        return time_of_id(first) if first else self.clock.now()

    def began_on(self) -> date:
        """The coach day on which the runner made the first entry."""
        return coach_day(self.began(), self.routine.day.starts, self.zone)

    def _not_on_plan(self, step: str, plan: Day) -> str:
        is_today = plan.date == self.present_day()
        if step in self.routine.steps:
            whose = "today's plan" if is_today else f"the plan of {day_text(plan.date)}"
            return f"{self.routine.steps[step].name} is not on {whose}."
        steps = [one.step.id for one in plan.steps]
        when, whose = ("today", "today") if is_today else ("on that day", "it")
        words = nearest(step, steps) or f"; {whose} has {', '.join(steps)}."
        return f"There is no step `{step}` {when}{words}"

    def _not_done(self, planned: PlannedStep) -> PlannedStep:
        if planned.status(self.clock.now()) is Status.DONE:
            raise RefusedError(f"{planned.step.name} is done already; undo takes it back.")
        return planned

    def _not_yesterdays_or_fail(self, planned: PlannedStep, day: date) -> None:
        """Long before a step is due, one that was left open yesterday is meant."""
        step, due = planned.step, planned.due
        is_far = due is not None and due - self.clock.now() > _FAR_AHEAD
        if day != self.present_day() or not is_far or due is None:
            return
        before = self.day_of(day - _DAY).find(step.id)
        if before is None or before.is_before_all or before.is_swallowed:
            return
        if not (before.facts.done or before.facts.skipped):
            at = self.routine.display.clock(due.astimezone(self.zone))
            raise RefusedError(
                f"{step.name} is due at {at} today. If you mean yesterday's, write "
                f"`coach done {step.id} --day yesterday`; today's can be done from "
                f"{_FAR_AHEAD.seconds // 3600} hours before."
            )

    def _step_of(self, kind: StepKind, day: date | None = None) -> str | None:
        """The first step of a kind, on today's plan, or another day's, or else in the routine."""
        plan = self.day_of(day) if day else self.today()
        steps = [one.step for one in plan.steps] + list(self.routine.steps.values())
        return next((step.id for step in steps if step.kind is kind), None)

    def _day_to_tell_of(self, day: date | None) -> date:
        """A day of which one may tell; the present one, where none is named."""
        today = self.present_day()
        if day is None:
            return today
        if day > today:
            raise RefusedError(f"{day} has not come yet.")
        if today - day > _YEAR:
            raise RefusedError(f"{day} is too long ago; the last year can be told of.")
        return day

    def _told_at(self, day: date, step: str | None) -> datetime:
        """The instant of what is told of a day: when its step was due, or noon; today, now."""
        now = self.clock.now()
        if day == self.present_day():
            return now
        planned = self.day_of(day).find(step) if step else None
        noon = step_instant(day, _NOON, self.routine.day.starts, self.zone)
        return planned.due if planned and planned.due else noon

    def _logged(self, activity: Activity, day: date, known: list[Event]) -> list[Event]:
        """The entries that an activity makes; none if it is in the journal already."""
        recorded = [one for one in known if isinstance(one, RunLogged | Trained)]
        if any(same(activity, before) for one in recorded if (before := recorded_as(one))):
            return []
        if self._has_another_clock(activity, [one for one in recorded if one.day == day]):
            return []
        runs = [one for one in recorded if one.day == day and isinstance(one, RunLogged)]
        by_hand = (one for one in runs if is_told_by_hand(one, activity) and self.stands(one))
        told = next(by_hand, None)
        return [*self._retraction(told), self._from_file(activity, day, told)]

    def _has_another_clock(self, activity: Activity, known: Sequence[Event]) -> bool:
        entries = (one for one in known if isinstance(one, RunLogged | Trained))
        return any(
            is_clock_off(activity, before) and self.stands(one)
            for one in entries
            if (before := recorded_as(one))
        )

    def _recorded_run(self, distance: float, duration: int, day: date) -> RunLogged | None:
        """The run that a watch recorded and nobody has told of, if this is it.

        On the present day, only one that ended a short while ago.
        """
        latest = self.clock.now() - _JUST_RUN if day == self.present_day() else None
        runs = [one for one in self._events_of(day) if isinstance(one, RunLogged)]
        untold = [one for one in runs if one.pain is None and one.pattern is None]
        for run in reversed(untold):
            activity = recorded_as(run)
            is_recent = activity and (latest is None or ended(activity) >= latest)
            if activity and is_recent and is_one_run(distance, duration, activity):
                return run
        return None

    def _from_file(self, activity: Activity, day: date, told: RunLogged | None) -> Event:
        ends = activity.began + timedelta(seconds=activity.duration)
        facts: dict[str, Any] = {
            "distance": activity.distance or (told.distance if told else 0.0),
            "duration": round(activity.duration),
            "began": activity.began,
            "file": activity.source,
        }
        if told:
            return self._in_place_of(told, facts)
        if activity.kind is ActivityKind.RUN:
            facts |= {"pain": None, "pattern": None, "step": self._open_run(day)}
            facts |= self._as_walk_jog(None, facts["duration"], None, day)
            return self._new(RunLogged, at=ends, day=day, **facts)
        step = self._cross_training_step(day) if str(activity.kind) in _IN_A_RUNS_PLACE else None
        return self._new(Trained, at=ends, day=day, step=step, activity=str(activity.kind), **facts)

    def _cross_training_step(self, day: date) -> str | None:
        steps = self.today().steps if day == self.present_day() else ()
        return next((one.step.id for one in steps if one.step.kind is StepKind.CROSS_TRAIN), None)

    def _told_before(self) -> dict[str, Any]:
        before = self.intake()
        return {field: getattr(before, field) for field in _INTAKE} if before else {}

    def _as_walk_jog(
        self,
        told: bool | None,  # noqa: FBT001 - an answer
        duration: int,
        corrects: RunLogged | None,
        day: date,
    ) -> dict[str, Any]:
        """Whether a run was a walk-jog, and which stage: played as one, or told to be."""
        if corrects and told is None:
            return {}
        if told is None:
            told = True if self.has_played_walk_jog(day) else None
        if not told:
            return {"walk_jog": told, "stage": None}
        if corrects and corrects.stage:
            return {"walk_jog": True}
        judgement = self._judgement_before_runs(day)
        is_first = not any(isinstance(one, RunLogged) and one.stage for one in self._events_of(day))
        is_stage = is_first and self.may_be_walk_jog(duration, day) and judgement.is_on_ladder
        number = judgement.stage.number if is_stage and judgement.stage else None
        return {"walk_jog": True, "stage": number}

    def _judgement_before_runs(self, day: date) -> Judgement:
        return self.judged(self._around(day), (day, day)).allowed(day)

    def _around(self, day: date) -> list[Event]:
        """The events that a judgement of a day looks back on."""
        return self.between(day - LOOK_BACK, day + _DAY)

    def has_played_walk_jog(self, day: date | None = None) -> bool:
        """Whether the session of the walk-jog was played on a day, and no run was logged of it."""
        day = day or self.present_day()
        events = self._events_of(day)
        played = {one.step for one in events if isinstance(one, ExerciseDone)}
        if not played or any(isinstance(one, RunLogged) and one.is_walk_jog for one in events):
            return False
        steps = {one.step.id for one in self.day_of(day).steps if one.step.session == WALK_JOG}
        return not steps.isdisjoint(played)

    def _open_run(self, day: date) -> str | None:
        """The day's first run that is not done, or the last one."""
        kinds = {StepKind.RUN}
        plan = self.day_of(day)
        runs = [one for one in plan.steps if one.step.kind in kinds or one.step.session == WALK_JOG]
        is_open = (one.step.id for one in runs if not one.facts.done)
        return next(is_open, None) or self._step_of(StepKind.RUN, day)

    def _plausible_or_fail(
        self, distance: float | None, duration: int, corrects: RunLogged | None, day: date
    ) -> None:
        """A run has a time, and a distance that can be run in it."""
        is_unknown = distance is None and self._may_be_unknown(corrects, day)
        if not (is_unknown or 0 < (distance or 0) <= _LONGEST_RUN) or duration <= 0:
            most, run = _LONGEST_RUN_TOLD[self.routine.display.distances]
            raise RefusedError(f"A run needs a distance up to {most} and a time, as in `{run}`.")
        if is_too_fast(distance or 0, duration):
            far = self.routine.display.distance(distance or 0)
            raise RefusedError(
                f"{far} in {minutes_text(duration)} is faster than anyone runs; check the distance "
                "and the time."
            )

    def _may_be_unknown(self, corrects: RunLogged | None, day: date) -> bool:
        """Whether a run may have no distance: on a walk-jog day, or where there was none before."""
        if corrects:
            return not corrects.distance
        return self.judgement(day).level is Level.WALK_JOG

    def _last_of(self, kind: type[F], day: date) -> F | None:
        found = [one for one in self._events_of(day) if isinstance(one, kind)]
        return found[-1] if found else None

    def _events_of(self, day: date) -> list[Event]:
        """The events of a coach day that hold."""
        if self.present_day() - day < HISTORY:
            return [one for one in self.history() if one.day == day]
        return self.between(day, day + _DAY)

    def _last_of_today(self) -> Event | None:
        """The last action of today: what was recorded or deleted today, or belongs to today."""
        today, now = self.present_day(), self.clock.now()
        first = start_of_ids(instant(today, self.routine.day.starts, self.zone))
        until = start_of_ids(now + _A_MOMENT)
        recorded = self._standing(self.journal.recorded_on(today, first, until))
        actions = (one for one in recorded if not isinstance(one, EntryRetracted) or one.deletes)
        return max(actions, key=attrgetter("id"), default=None)

    def _attempt(self, event: Event) -> Sequence[Event]:
        """The session that an event belongs to, or the event alone."""
        found = actions(self._events_of(event.day))
        return next(one for one in found if any(part.id == event.id for part in one))

    def _correct(self, old: F, facts: Mapping[str, Any]) -> F:
        """Put an entry with other facts in the place of one that still holds."""
        self._stand_or_fail(old)
        retraction = self._retraction(old)
        new = self._in_place_of(old, facts)
        self._record(*retraction, new)
        return new

    def _in_place_of(self, old: F, facts: Mapping[str, Any]) -> F:
        own = {"id": self._next_id(), "corrects": old.id, "place": old.order}
        return replace(old, **own, **facts)

    def _stand_or_fail(self, *entries: Event) -> None:
        if not all(map(self.stands, entries)):
            raise RefusedError(_CHANGED_ELSEWHERE)

    def _retraction(self, event: Event | None) -> tuple[EntryRetracted, ...]:
        return (self._new(EntryRetracted, entries=(event.id,)),) if event else ()

    def _retraction_before(self, corrected: str, correction: str) -> list[str]:
        """The retraction that was recorded with a correction."""
        unsaved = (one for one in self.unsaved if isinstance(one, EntryRetracted))
        here = [one.id for one in unsaved if corrected in one.entries]
        found = sorted([*self.journal.retractions_of(corrected), *here])
        return [one for one in found if one < correction][-1:] or found[:1]

    def _new(
        self,
        kind: type[F],
        *,
        at: datetime | None = None,
        day: date | None = None,
        **facts: Any,  # noqa: ANN401 - the fields of any event
    ) -> F:
        at = at or self.clock.now()
        return kind(id=self._next_id(), at=at, day=day or self.present_day(), **facts)

    def _next_id(self) -> str:
        self._last_id = new_id(self.clock.now(), max(self._last_id, self.journal.last_id()))
        return self._last_id

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the journal, so far as it can be; where not, recording says why, at once."""
        self.journal.hurry(is_hurried=self._patient)
        with ExitStack() as step:
            step.callback(lambda: self.journal.hurry(is_hurried=bool(self.unsaved)))
            if not self._cannot_hold:
                try:
                    step.enter_context(self.journal.held())
                except NotSavedError as error:
                    self._cannot_hold = error
                    step.callback(setattr, self, "_cannot_hold", None)
            yield

    def _record(self, *events: Event) -> None:
        waiting = (*self.unsaved, *events)
        if not waiting:
            return
        now = self.clock.now()
        if not FIRST_DAY <= now.date() <= LAST_DAY:
            raise RefusedError(f"The clock shows {now:%Y-%m-%d}, which cannot be; set it first.")
        self.journal.hurry(is_hurried=self._patient)
        try:
            if self._cannot_hold:
                raise self._cannot_hold
            with self.journal.transaction():
                if self.unsaved:  # Another process may have saved them already.
                    self.journal.take_in(map(Entry.of, self.unsaved))
                self.journal.append(*events)
            if self.unsaved:
                self._unsaved.keep(())
            self.unsaved = ()
            self.journal.hurry(is_hurried=False)  # until then, nothing else waits long either
        except NotSavedError as error:
            if not self._patient:
                raise
            self.unsaved = waiting
            self._unsaved.keep(waiting)
            count = "1 entry is" if len(waiting) == 1 else f"{len(waiting)} entries are"
            self.why_unsaved = f"{count} not saved yet. {error} Coach goes on trying."

    def _read_config(self) -> None:
        reading = load(self.config, was_there=self.reading.is_there)
        self.problems = _told(reading)
        if reading.routine is not None:
            self.reading, self.routine = reading, reading.routine


def _told(reading: Reading) -> tuple[str, ...]:
    """The problems of a config file that was good before, under one heading."""
    if not reading.problems:
        return ()
    count = len(reading.problems)
    problems = "a problem" if count == 1 else f"{count} problems"
    heading = f"{reading.source} has {problems}; the last good routine stays."
    return (heading, *(one.sentence("") for one in reading.problems))


def _signs_of(facts: Mapping[str, Any], before: IntakeGiven | None) -> tuple[str, ...]:
    """The warning signs that an intake tells of for the first time."""
    return tuple(
        sign
        for field, sign in SIGNS_OF_INTAKE.items()
        if facts.get(field) and not getattr(before, field, None)
    )


def _why_not_to_overrule(judgement: Judgement) -> str:
    if judgement.level >= Level.NO_INCREASE:
        return "There is nothing to overrule: you may run today."
    if judgement.is_prescribed:
        return "That is your clinician's word; talk to them before you run."
    inputs = judgement.verdict.inputs
    if not inputs.is_checked or inputs.walking_pain is None:
        return "Do the whole pain check first: that advice can only be overruled on a mild morning."
    return "That advice cannot be overruled: ask a clinician."


def _rated(pain: int | None, effort: int | None) -> None:
    """What was told of a run or a session is within its scales."""
    if pain is not None:
        _in_range(pain)
    if effort is not None and not 1 <= effort <= _MOST_EFFORT:
        raise RefusedError("Effort is a number from 1 (very easy) to 10 (all out).")


def _in_range(pain: int) -> None:
    if not 0 <= pain <= _MOST_PAIN:
        raise RefusedError("Pain is a number from 0 (none) to 10 (the worst there is).")


def _noted(notes: RunNotes, run: RunLogged) -> RunNotes:
    """The notes, with what the run tells already where they say nothing."""
    return RunNotes(
        effort=run.effort if notes.effort is None else notes.effort,
        supports=run.supports if notes.supports is None else notes.supports,
        shoes=notes.shoes or run.shoes,
    )


def _signature(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
