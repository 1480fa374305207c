"""Judge coach days from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from coach.domain.day.short_day import ShortDay, short_days, short_steps, shortened
from coach.domain.day.time_away import TimeAway
from coach.domain.events.grouping import steps_by_day
from coach.domain.events.types import (
    Away,
    CameBack,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChoice,
    MaintenanceChosen,
    Measured,
    PainChecked,
    RunLogged,
    StepDone,
    StepStarted,
    Trained,
    TrialAid,
    TrialEnded,
    TrialStarted,
)
from coach.domain.heel.adapted_routine import NIGHT_SPLINT, adapted, maintained, without_steps
from coach.domain.heel.episode import Episode, Span, episode_on, first_week
from coach.domain.heel.hindsight import Hindsight, StoredEvent, is_known, known_at
from coach.domain.heel.judgement import Judgement, judge
from coach.domain.heel.lookback import (
    LOOK_BACK,
    RUNS_BACK,
    STRENGTH_BACK,
    History,
    Programme,
    history_of,
    programme_of,
)
from coach.domain.heel.maintenance import ROW_WITHIN, Maintenance, maintenance_times
from coach.domain.heel.recovery import Hindrance, earliest, hindrances
from coach.domain.history.measurements import next_due
from coach.domain.history.trial import trials_of
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Routine

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_DOING = (StepDone, RunLogged, Trained)
_BEGINNING = (StepStarted, ExerciseDone)
_ALWAYS = (IntakeGiven, FlagRaised, FlagCleared, MaintenanceChosen)
"""Entries that count however old they are."""


class Lookup(Protocol):
    """Where entries are looked up, including those that could not be saved yet."""

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        """The events in force of some days, of some kinds if any are named."""

    def done_between(self, first: date, until: date, steps: frozenset[str]) -> list[Event]:
        """When any of these steps were done."""

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        """Every entry of some days, including retracted ones."""

    def first_ids(self, first: date, until: date) -> Mapping[date, str]:
        """The first id recorded on each of some days."""

    def pains(self, spans: Sequence[Span]) -> Sequence[Sequence[int]]:
        """The first-step pains of spans of days."""


class DayJudge:
    """Judges coach days: the present one by all that is known, past ones by what was known then."""

    def __init__(
        self,
        routine: Routine,
        ledger: Lookup,
        events: Iterable[Event],
        days: tuple[date, date],
        all_days: tuple[date, date],
        stored: Sequence[StoredEvent] | None = None,
    ) -> None:
        """Take what the judgement needs.

        Args:
            routine: what the runner configured.
            ledger: for what lies further back than `events`.
            events: those in force, in the order of recording, from `LOOK_BACK` before the days on.
            days: the first and the last coach day to be judged.
            all_days: the first coach day with Coach, and the present one.
            stored: the entries of the days that `events` has, retracted ones included; they are
                read when they are needed if they are not given.
        """
        known = list(events)
        self._routine, self._ledger = routine, ledger
        self._first, self._last = days
        self._began, self._today = all_days
        self._done = steps_by_day(known, *_DOING)
        self._begun = steps_by_day(known, *_DOING, *_BEGINNING)
        self._trained = steps_by_day(known, Trained)
        self._ran = steps_by_day(known, RunLogged)
        free = (one for one in known if isinstance(one, RunLogged) and not one.is_walk_jog)
        self._ran_freely = steps_by_day(free, RunLogged)
        self._short = short_days(known, routine)
        seldom = ledger.between(date.min, date.max, TrialStarted, TrialEnded, Measured)
        self.trials = trials_of(seldom)
        self.measured = [one for one in seldom if isinstance(one, Measured)]
        self._always = ledger.entries_between(date.min, date.max, *_ALWAYS)
        self._maintenance_from = self._first_maintenance()
        self._mornings = self._maintenance_mornings()
        self._steps = {kind: routine.steps_with(kind) for kind in SessionKind}
        self._older = self._older_events()
        self._last_episode = episode_on(self._last, self._began, ledger.pains)
        self._stored = stored
        self._known_then: tuple[date, tuple[History, Programme]] | None = None
        self._hindsight: Hindsight | None = None
        self._judgements: dict[date, Judgement] = {}
        self._history = self._history_of(known)

    @property
    def away(self) -> tuple[TimeAway, ...]:
        """The times away, as far as they are known now."""
        return self._history.away

    @property
    def next_measurement(self) -> date:
        """The first day of the week in which to measure: the present one, or the next."""
        last = max((one.day for one in self.measured), default=None)
        return next_due(self._today, self._began, last)

    @property
    def maintenance(self) -> tuple[Maintenance, ...]:
        """The times on the maintenance day, as far as they are known now."""
        events = [one.event for one in self._always if one.retracted_by is None]
        return self._maintenance_in(events, self._last)

    def offers_maintenance(self, day: date) -> bool:
        """Whether a maintenance day is to be offered that day, as it would be shorter."""
        judgement = self.judgement(day)
        # An episode, as most runners have one, needs no look at the past.
        if judgement.episode or judgement.maintained_since:
            return False
        return not any(self._hindrances(day))

    def hindrances(self, day: date) -> Mapping[Hindrance, date | None]:
        """Why none is offered that day, each with the first day without it, if that is known."""
        history, programme = self.known(day)
        found = self._hindrances(day)
        return {one: earliest(one, history, programme, day) for one in found}

    def _hindrances(self, day: date) -> Iterator[Hindrance]:
        yield from hindrances(*self.known(day), self.judgement(day))
        if maintained(self._routine, day, day) == self._routine:
            yield Hindrance.NOT_SHORTER

    def judgement(self, day: date) -> Judgement:
        """What the heel allows on a coach day, or allowed if it is past, with its runs so far."""
        if day not in self._judgements:
            self._judgements[day] = self._judgement(day)
        return self._judgements[day]

    def _judgement(self, day: date) -> Judgement:
        return self._judge(*self.known(day), day)

    def known(self, day: date) -> tuple[History, Programme]:
        """What a coach day is judged by: all that is known, or was known then if it is past."""
        if day < self._today:
            return self._known_on(day)
        return self._history.as_of(day), self._programme(day)

    def allowed(self, day: date) -> Judgement:
        """What a coach day allowed before its runs, judged by what was known then."""
        history, programme = self._known_on(day)
        before_runs = history.without_runs_of(day)
        if day < self._today and before_runs.runs == history.runs:
            return self.judgement(day)  # a past day is judged only once
        return self._judge(before_runs, programme, day)

    def allowed_before(self, run: RunLogged) -> Judgement:
        """What a run's day allowed, judged by what was known just before that run was recorded."""
        history, _ = self._known_on(run.day)
        programme = self._programme(run.day, self._load_hindsight().before(run))
        return self._judge(history.without_runs_of(run.day), programme, run.day)

    def _known_on(self, day: date) -> tuple[History, Programme]:
        if self._known_then is None or self._known_then[0] != day:
            self._known_then = day, self._recall(day)
        return self._known_then[1]

    def _recall(self, day: date) -> tuple[History, Programme]:
        hindsight = self._load_hindsight()
        programme = self._programme(day, hindsight.run_of(day))
        history = self._history
        if hindsight.has_changed(day, day - LOOK_BACK):
            history = self._history_of(hindsight.known_on(day))
        return history.as_of(day), programme

    def routine_of(self, day: date) -> Routine:
        """The routine as it applies on that day."""
        return shortened(self._whole_routine_of(day), self.short_day(day))

    def routine_ahead(self, day: date) -> Routine:
        """The routine that a day to come is planned from; what its heel allows is not known yet."""
        since = self.judgement(self._last).maintained_since
        return maintained(self._routine, day, since) if since else self._routine

    def short_steps(self, day: date) -> frozenset[str]:
        """The steps that are short on that day."""
        return short_steps(self._whole_routine_of(day), self.short_day(day))

    def short_day(self, day: date) -> ShortDay:
        """Whether that day is short, and how its steps were begun."""
        return self._short.get(day, ShortDay())

    def _whole_routine_of(self, day: date) -> Routine:
        done = self._done.get(day, frozenset())
        trained = self._trained.get(day, frozenset()) - self._ran.get(day, frozenset())
        ran = self._ran_freely.get(day, frozenset())
        judgement = self.judgement(day)
        routine = adapted(self._routine, judgement, done, trained, ran)
        if since := judgement.maintained_since:
            routine = maintained(routine, day, since, self._begun.get(day, frozenset()))
        if NIGHT_SPLINT not in done and self._splint_rests(day):
            return without_steps(routine, {NIGHT_SPLINT})
        return routine

    def _splint_rests(self, day: date) -> bool:
        """Whether a trial by lot says to sleep without the splint."""
        trials = (one for one in self.trials if one.aid is TrialAid.SPLINT and one.has(day))
        return any(not one.is_with(day) for one in trials)

    def _judge(self, history: History, programme: Programme, day: date) -> Judgement:
        return judge(history, programme, day, self._routine.running)

    def _programme(self, day: date, at: str = "") -> Programme:
        """What lies further back, as far as it was known on that day."""
        if at:
            events = known_at(self._always, at)
        else:
            events = [one.event for one in self._always if one.retracted_by is None]
        known = [one for one in events if one.day <= day]
        times = self._maintenance_in(known, day, at)
        return programme_of(known, self._began, self._episode(day), times[-1] if times else None)

    def _maintenance_in(
        self, events: Iterable[Event], day: date, at: str = ""
    ) -> tuple[Maintenance, ...]:
        """The times on the maintenance day up to a day, as far as they were known on it."""
        choices = [
            one
            for one in events
            if isinstance(one, MaintenanceChosen) and one.day >= self._maintenance_from
        ]
        return maintenance_times(choices, self._pains_known(day, at)) if choices else ()

    def _pains_known(self, day: date, at: str) -> dict[date, int]:
        """The mornings since the maintenance day began; the day's own check counts as it is now."""
        return {
            one.event.day: one.event.pain
            for one in self._mornings
            if isinstance(one.event, PainChecked)
            and one.event.day <= day
            and (is_known(one, at) if at and one.event.day < day else one.retracted_by is None)
        }

    def _first_maintenance(self) -> date:
        """The first day from which a maintenance day may reach into the days that are judged."""
        begins = [
            one.event.day
            for one in self._always
            if isinstance(one.event, MaintenanceChosen)
            and one.event.choice is MaintenanceChoice.BEGIN
        ]
        first = self._first - LOOK_BACK
        return max((day for day in begins if day <= first), default=min(begins, default=date.max))

    def _maintenance_mornings(self) -> list[StoredEvent]:
        """Every check that may have ended a maintenance day; none where none ever began."""
        if self._maintenance_from == date.max:
            return []
        since = self._maintenance_from - ROW_WITHIN
        return self._ledger.entries_between(since, self._last + _DAY, PainChecked)

    def _episode(self, day: date) -> Episode | None:
        """The episode of a day; for the last day, the one worked out from all days."""
        pains, last = self._ledger.pains, self._last_episode
        if last and last.began + _WEEK <= day:
            return last
        if last and last.began <= day:
            return Episode(last.began, first_week(last.began, day, pains))
        return episode_on(day, self._began, pains)

    def _history_of(self, events: Iterable[Event]) -> History:
        steps = self._steps[SessionKind.STRETCH], self._steps[SessionKind.STRENGTH]
        return history_of([*self._older, *events], self._began, *steps)

    def _older_events(self) -> list[Event]:
        """Runs, mornings, strength sessions and times away from before the last weeks."""
        ledger, until = self._ledger, self._first - LOOK_BACK
        strength = ledger.done_between(
            self._first - STRENGTH_BACK, until, self._steps[SessionKind.STRENGTH]
        )
        first = min((one.day for one in strength), default=until - _WEEK)
        runs = ledger.between(self._first - RUNS_BACK, until, RunLogged)
        mornings = ledger.between(first - _WEEK, until, PainChecked)
        return [*runs, *mornings, *strength, *ledger.between(date.min, until, Away, CameBack)]

    def _load_hindsight(self) -> Hindsight:
        if self._hindsight is None:
            first, until = self._first - LOOK_BACK, self._last + _DAY
            stored = self._stored or self._ledger.entries_between(first, until)
            self._hindsight = Hindsight(stored, self._ledger.first_ids(first, until + LOOK_BACK))
        return self._hindsight
