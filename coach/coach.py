"""Coach: the one object that the full screen, the commands and the reminders share.

It holds the routine, the journal and the clock, works out the day from them, and turns what
the runner does into events. No status is kept: each question is answered from the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from coach.clock import Clock
from coach.config.editing import set_value
from coach.config.problems import nearest
from coach.config.reading import Reading, load
from coach.domain.actions import actions
from coach.domain.activity import Activity, ActivityKind, same
from coach.domain.adapting import WALK_JOG
from coach.domain.day import Day, Moment, PlannedStep, Status, plan_day
from coach.domain.days import day_text
from coach.domain.events import (
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
from coach.domain.flags import FLAGS
from coach.domain.imported import is_told_by_hand, recorded_as, twins
from coach.domain.judgement import LOOK_BACK, Judgement
from coach.domain.readiness import Level
from coach.domain.reminders import Quiet, quiet_at, quiet_spans, reminder_moments
from coach.domain.routine import CrossTraining, DistanceUnit, Foot, Reminders, Routine, StepKind
from coach.domain.wallclock import coach_day, instant, step_instant, week_start
from coach.errors import NotSavedError, RefusedError
from coach.journal import Journal, Told
from coach.journal.ids import new_id, start_of_ids, time_of_id
from coach.judged import TOLD, Judged

HISTORY = timedelta(days=42)
"""How far back a day looks; longer views ask the journal themselves."""

_LONGEST_PAUSE = timedelta(days=2)
"""How far back a pause that still lasts may have begun; it lasts a day at the most."""

_WEEK = timedelta(days=7)
_MOST_PAIN = 10
_MOST_EFFORT = 10
_STARTED = frozenset({StepKind.SESSION, StepKind.RUN, StepKind.CROSS_TRAIN})
_LONGEST_RUN = 500_000.0
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
"""How far back one may tell of a day; further back it is a slip of the pen."""
_NOON = time(12)
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
_NOT_TO_OVERRULE = {
    True: "There is nothing to overrule: you may run today.",
    False: "That is not to be overruled here: ask a clinician.",
}

F = TypeVar("F", bound=Event)


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
        self._read: tuple[tuple[int, int], date] | None = None
        self._events: list[Event] = []
        self._config_seen = _signature(config)
        self.reading: Reading = load(config)
        self.routine: Routine = self.reading.or_fail()
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
        longest = max((step.every for step in self.routine.steps.values()), default=1)
        events = self.history(today - first + max(timedelta(days=longest), LOOK_BACK))
        judged = self.judged(events)
        days = (first + timedelta(days=ahead) for ahead in range((today - first).days + 1))
        return [plan_day(judged.routine_of(day), day, events, self.zone, began) for day in days]

    def day_of(self, day: date) -> Day:
        """The present coach day, or one that is past, worked out anew."""
        if day == self.present_day():
            return self.today()
        longest = max((step.every for step in self.routine.steps.values()), default=1)
        events = self.between(day - max(timedelta(days=longest), LOOK_BACK), day + _DAY)
        routine = self.judged(events).routine_of(day)
        return plan_day(routine, day, events, self.zone, self.began())

    def judgement(self, day: date | None = None) -> Judgement:
        """What today's heel allows, or that of a day that is past, and why."""
        if day is None:
            return self.judged(self.history(LOOK_BACK)).judgement(self.present_day())
        return self.judged(self.between(day - LOOK_BACK, day + _DAY)).judgement(day)

    def judged(self, events: list[Event]) -> Judged:
        """What judges the days that some events tell of."""
        told = self._holding(self.journal.of_kinds(*TOLD))
        return Judged(self.routine, self.journal, events, told, self.present_day())

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

    def told_between(self, first: date, until: date) -> list[Told]:
        """All that was ever told of those coach days, also what holds no more."""
        saved = self.journal.told_between(first, until)
        if not self.unsaved:
            return saved
        standing = {one.id for one in self._standing([one for one, by in saved if by is None])}
        here = {
            entry: one.id
            for one in self.unsaved
            if isinstance(one, EntryRetracted)
            for entry in one.entries
        }
        known = {one.id: Told(one, by) for one, by in saved} | {
            one.id: Told(one, None)
            for one in self.unsaved
            if first <= one.day < until and not isinstance(one, EntryRetracted)
        }
        return [
            Told(one, None if id_ in standing else by or here.get(id_))
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

        A config file with problems changes nothing but `problems`: the last good routine stays.
        """
        journal, config = self.journal.version(), _signature(self.config)
        changed = (journal, config) != (self._journal_seen, self._config_seen)
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

    # What the runner does. Each is one transaction.

    def check(
        self,
        pain: int,
        *,
        eases: bool = True,
        walking_pain: bool = False,
        stretched_first: bool = False,
        splint: bool = False,
        worse_after_run: bool = False,
        day: date | None = None,
    ) -> PainChecked:
        """Record the first-step pain; a second answer on the same day corrects the first."""
        _in_range(pain)
        day = self._day_to_tell_of(day)
        told = {
            "pain": pain,
            "eases": eases or pain == 0,
            "walking_pain": walking_pain and pain > 0,
            "stretched_first": stretched_first,
            "splint": splint,
            "worse_after_run": worse_after_run,
        }
        if before := self.check_of(day):
            return self._correct(before, told)
        step = self._step_of(StepKind.PAIN_CHECK) or "pain-check"
        checked = self._new(PainChecked, at=self._told_at(day, step), day=day, step=step, **told)
        self._record(checked)
        return checked

    def ran(
        self,
        distance: float | None,
        duration: int,
        pain: int,
        pattern: Pattern,
        *,
        notes: RunNotes | None = None,
        corrects: RunLogged | None = None,
        day: date | None = None,
    ) -> RunLogged:
        """Record a run, of metres and seconds; it settles the day's run, if there is one.

        A run on a day of the walk-jog ladder is its session; only there the distance may be
        unknown.
        """
        _in_range(pain)
        notes = notes or RunNotes()
        day = corrects.day if corrects else self._day_to_tell_of(day)
        if notes.effort is not None and not 1 <= notes.effort <= _MOST_EFFORT:
            raise RefusedError("Effort is a number from 1 (very easy) to 10 (all out).")
        is_unknown = distance is None and self._may_be_unknown(corrects, day)
        if not (is_unknown or 0 < (distance or 0) <= _LONGEST_RUN) or duration <= 0:
            most, run = _LONGEST_RUN_TOLD[self.routine.display.distances]
            raise RefusedError(f"A run needs a distance up to {most} and a time, as in `{run}`.")
        told = {
            "distance": distance or 0.0,
            "duration": int(duration),
            "pain": pain,
            "pattern": pattern if pain else Pattern.NONE,
            "effort": notes.effort,
            "supports": notes.supports,
            "shoes": notes.shoes,
        }
        if corrects:
            return self._correct(corrects, told)
        step, stage = self._step_of(StepKind.RUN), self._stage(day)
        at = self._told_at(day, step)
        logged = self._new(RunLogged, at=at, day=day, step=step, stage=stage, **told)
        self._record(logged)
        return logged

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

    def exercise_done(
        self, step: str, day: date, position: int, exercise: str, seconds: float
    ) -> None:
        """An exercise of the session under way is behind us, after seconds of work."""
        behind = self._new(
            ExerciseDone, day=day, step=step, position=position, exercise=exercise, seconds=seconds
        )
        self._record(behind)

    def stop(self, step: str, day: date) -> None:
        """The session is left; what was done is kept."""
        self._record(self._new(StepStopped, day=day, step=step))

    def finish(self, step: str, day: date, at: datetime) -> None:
        """The session ended at an instant; a repeated one stays done when it first was."""
        already = any(
            isinstance(one, StepDone) and (one.step, one.day) == (step, day)
            for one in self.history()
        )
        if not already:
            self._record(self._new(StepDone, at=at, day=day, step=step))

    def done(self, step: str, day: date | None = None) -> PlannedStep:
        """A step is done now, or was done on a day that is past."""
        day = self._day_to_tell_of(day)
        planned = self._not_done(step, day)
        if planned.step.kind is StepKind.PAIN_CHECK:
            raise RefusedError("The pain check needs a number from 0 to 10: `coach check 3`.")
        if planned.step.kind is StepKind.RUN or planned.step.session == WALK_JOG:
            raise RefusedError("A run needs its distance and time: `coach ran 5.2km 31m`.")
        self._record(self._new(StepDone, at=self._told_at(day, step), day=day, step=step))
        return planned

    def skip(self, step: str, because: SkipReason | None = None) -> PlannedStep:
        """A step is passed over today; said again, the last reason counts."""
        planned = self._not_done(step)
        self._record(self._new(StepSkipped, step=step, because=because))
        return planned

    def snooze(self, step: str, seconds: int | None = None) -> PlannedStep:
        """A step is put off, by seconds or by what the routine says, so often and no more."""
        planned = self._not_done(step)
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
        return planned

    def untold_run(self) -> RunLogged | None:
        """The last run of a week that came from a watch's file and was not told of yet."""
        runs = [one for one in self.history(_WEEK) if isinstance(one, RunLogged)]
        return next((one for one in reversed(runs) if one.pain is None), None)

    def felt(self, pain: int, pattern: Pattern, notes: RunNotes | None = None) -> RunLogged:
        """Tell how a run felt that came from a watch's file."""
        run = self.untold_run()
        if run is None:
            raise RefusedError("No run waits to be told of; write `coach ran 5.2km 31m`.")
        distance = run.distance or None
        return self.ran(distance, run.duration, pain, pattern, notes=notes, corrects=run)

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

    def settle_twins(self) -> None:
        """Let go of entries for the same activity that several machines have made."""
        runs = self._holding(self.journal.of_kinds(RunLogged, Trained))
        gone = twins(one for one in runs if isinstance(one, RunLogged | Trained))
        if gone:
            self._record(self._new(EntryRetracted, entries=gone))

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

    def take_intake(
        self,
        told: Mapping[str, Any],
        *,
        foot: Foot | None = None,
        flags: tuple[str, ...] = (),
        corrects: IntakeGiven | None = None,
    ) -> IntakeGiven:
        """Record what the runner tells at the beginning, by the fields of `IntakeGiven`.

        What is not told again stays as it was told before.

        The foot is a setting: it goes into the config file.
        """
        facts = dict(told)
        if "allowed" in facts:
            facts.setdefault("until", None)  # that of an earlier word is not meant
        if corrects:
            given = self._correct(corrects, facts)
        else:
            raised = [self._new(FlagRaised, flags=flags)] if flags else []
            given = self._new(IntakeGiven, **(self._told_before() | facts))
            self._record(given, *raised)
        if foot and foot is not self.routine.profile.foot:
            set_value(self.config, "profile.foot", str(foot))
            self._read_config()
        return given

    def intake(self) -> IntakeGiven | None:
        """What the runner told at the beginning, if anything."""
        told = self._holding(self.journal.of_kinds(IntakeGiven))
        return next((one for one in reversed(told) if isinstance(one, IntakeGiven)), None)

    def raise_flags(self, flags: tuple[str, ...]) -> None:
        """Record warning signs; they stay until they are cleared."""
        unknown = [one for one in flags if one not in FLAGS]
        if unknown or not flags:
            said = ", ".join(f"`{one}`" for one in unknown) or "named"
            raise RefusedError(f"There is no warning sign {said}; known: {', '.join(FLAGS)}.")
        self._record(self._new(FlagRaised, flags=flags))

    def clear_flags(self) -> None:
        """A clinician has advised; no warning sign stands any more."""
        if not self.judgement().flags:
            raise RefusedError("There is no warning sign to clear.")
        self._record(self._new(FlagCleared))

    def overrule(self) -> Judgement:
        """Run today against the advice, once; that is written down with the row that gave it.

        Raises:
            RefusedError: if there is nothing to overrule, or it is not to be argued with.
        """
        judgement = self.judgement()
        if judgement.is_overruled:
            raise RefusedError("Today's advice is overruled already.")
        if not judgement.may_be_overruled:
            raise RefusedError(_NOT_TO_OVERRULE[judgement.level >= Level.NO_INCREASE])
        self._record(self._new(Overruled, row=judgement.verdict.row.id))
        return self.judgement()

    def pause(self, until: datetime) -> None:
        """No reminders until an instant (UTC)."""
        if until <= self.clock.now():
            raise RefusedError("A pause ends in the future, as in `coach pause 2h`.")
        self._record(self._new(Paused, until=until))

    def resume(self) -> None:
        """Reminders again."""
        if self.pause_end() is None:
            raise RefusedError("There is no pause to end.")
        self._record(self._new(Resumed))

    def pause_end(self) -> datetime | None:
        """The instant until which reminders pause, if they do."""
        pauses = quiet_spans(Reminders(), self.history(_LONGEST_PAUSE), (), self.zone)
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

    def retime(self, entry: StepDone | StepSkipped, at: time) -> Event:
        """A step was done or skipped at another time of its day.

        Raises:
            RefusedError: if that has not come yet, or the entry holds no more.
        """
        then = step_instant(entry.day, at, self.routine.day.starts, self.zone)
        if then > self.clock.now():
            raise RefusedError(f"It is not {at:%H:%M} yet.")
        return self._correct(entry, {"at": then})

    def delete(self, entries: Sequence[Event]) -> EntryRetracted:
        """Entries hold no more; undo brings them back as they were.

        Raises:
            RefusedError: if one of them holds no more already.
        """
        self._stand_or_fail(*entries)
        ids = tuple(one.id for one in entries)
        deleted = self._new(EntryRetracted, entries=ids, deletes=True)
        self._record(deleted)
        return deleted

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

    def run_of(self, day: date) -> RunLogged | None:
        """The last run logged on a coach day."""
        return self._last_of(RunLogged, day)

    def check_of(self, day: date) -> PainChecked | None:
        """The pain check of a coach day."""
        return self._last_of(PainChecked, day)

    def quiet(self, first: date) -> tuple[Quiet, ...]:
        """The quiet hours and pauses from a coach day on."""
        span = self.present_day() - first
        days = [first + timedelta(days=ahead) for ahead in range(-1, span.days + 2)]
        events = self.history(span + _LONGEST_PAUSE)
        return quiet_spans(self.routine.reminders, events, days, self.zone)

    def began(self) -> datetime:
        """When the runner made the first entry; now, if there is none yet."""
        first = self.journal.first_id()
        return time_of_id(first) if first else self.clock.now()

    def _not_on_plan(self, step: str, plan: Day) -> str:
        is_today = plan.date == self.present_day()
        if step in self.routine.steps:
            whose = "today's plan" if is_today else f"the plan of {day_text(plan.date)}"
            return f"{self.routine.steps[step].name} is not on {whose}."
        steps = [one.step.id for one in plan.steps]
        when, whose = ("today", "today") if is_today else ("on that day", "it")
        words = nearest(step, steps) or f"; {whose} has {', '.join(steps)}."
        return f"There is no step `{step}` {when}{words}"

    def _not_done(self, step: str, day: date | None = None) -> PlannedStep:
        planned = self.find(step, day)
        if planned.status(self.clock.now()) is Status.DONE:
            raise RefusedError(f"{planned.step.name} is done already; undo takes it back.")
        return planned

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
        runs = [one for one in recorded if one.day == day and isinstance(one, RunLogged)]
        by_hand = (one for one in runs if is_told_by_hand(one, activity) and self.stands(one))
        told = next(by_hand, None)
        return [*self._retraction(told), self._from_file(activity, day, told)]

    def _from_file(self, activity: Activity, day: date, told: RunLogged | None) -> Event:
        ends = activity.began + timedelta(seconds=activity.duration)
        facts: dict[str, Any] = {
            "distance": activity.distance,
            "duration": round(activity.duration),
            "began": activity.began,
            "file": activity.source,
        }
        if told:
            return self._in_place_of(told, facts)
        if activity.kind is ActivityKind.RUN:
            is_today = day == self.present_day()
            facts |= {"pain": None, "pattern": None, "step": self._step_of(StepKind.RUN)}
            stage = self._stage() if is_today else None
            return self._new(RunLogged, at=ends, day=day, stage=stage, **facts)
        step = self._cross_training_step(day) if str(activity.kind) in _IN_A_RUNS_PLACE else None
        return self._new(Trained, at=ends, day=day, step=step, activity=str(activity.kind), **facts)

    def _cross_training_step(self, day: date) -> str | None:
        steps = self.today().steps if day == self.present_day() else ()
        return next((one.step.id for one in steps if one.step.kind is StepKind.CROSS_TRAIN), None)

    def _told_before(self) -> dict[str, Any]:
        before = self.intake()
        return {field: getattr(before, field) for field in _INTAKE} if before else {}

    def _stage(self, day: date | None = None) -> int | None:
        """The stage of the ladder that a run of a day is, if it is one."""
        judgement = self.judgement(day)
        is_walk_jog = judgement.level is Level.WALK_JOG and not judgement.is_rest_day
        is_stage = is_walk_jog and judgement.is_on_ladder
        return judgement.stage.number if is_stage and judgement.stage else None

    def _may_be_unknown(self, corrects: RunLogged | None, day: date) -> bool:
        """Whether a run may have no distance: on the ladder, or where there was none before."""
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
        today = self.present_day()
        first = start_of_ids(instant(today, self.routine.day.starts, self.zone))
        recorded = self._standing(self.journal.recorded_since(first, today))
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

    def _record(self, *events: Event) -> None:
        waiting = (*self.unsaved, *events)
        if not waiting:
            return
        try:
            self.journal.append(*waiting)
            self.unsaved = ()
        except NotSavedError as error:
            if not self._patient:
                raise
            self.unsaved = waiting
            count = "1 entry is" if len(waiting) == 1 else f"{len(waiting)} entries are"
            self.why_unsaved = f"{count} not saved yet. {error} Coach goes on trying."

    def _read_config(self) -> None:
        reading = load(self.config)
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


def _in_range(pain: int) -> None:
    if not 0 <= pain <= _MOST_PAIN:
        raise RefusedError("Pain is a number from 0 (none) to 10 (the worst there is).")


def _signature(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
