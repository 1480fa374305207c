"""Imports: record what a watch's files contain in the journal, each activity once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, timezone
from typing import Any

from coach.core.corrections import Corrections
from coach.core.days import Days
from coach.core.runs import Runs
from coach.domain.day.wallclock import coach_day
from coach.domain.events.activity import Activity, ActivityKind, is_clock_off, same
from coach.domain.events.duplicates import is_logged_by_hand, recorded_as
from coach.domain.events.twins import twins
from coach.domain.events.types import EntryRetracted, Event, RunLogged, Trained
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.settings import CrossTraining
from coach.journal.ledger import Ledger, alone

_DAY = timedelta(days=1)
_MOST_AT_ONCE = 1000
"""Entries in one retraction, so that none grows too long for other machines to accept."""
_IN_A_RUNS_PLACE = frozenset(str(one) for one in CrossTraining)


class Imports:
    """Records each activity once, however many files and machines have it."""

    def __init__(self, ledger: Ledger, days: Days, corrections: Corrections, runs: Runs) -> None:
        self._ledger = ledger
        self._days = days
        self._corrections = corrections
        self._runs = runs

    def log_activity(self, activity: Activity) -> bool:
        """Record an activity from a watch's file, once, and say whether it was new.

        A run that was logged by hand gets the file's distance and time.
        """
        self._ledger.record()
        day = self.day_of(activity)
        logged: list[Event] = []

        def make(known: list[Event]) -> list[Event]:
            logged[:] = self._logged(activity, day, known)
            return logged

        self._ledger.journal.append_knowing(day - _DAY, day + 2 * _DAY, make)
        self._ledger.tell(logged)
        return bool(logged)

    def day_of(self, activity: Activity) -> date:
        """The coach day on which it began, by the clock on the wrist if that is known."""
        if activity.offset is None:
            return self._days.day_at(activity.began)
        starts = self._days.routine.day.starts
        return coach_day(activity.began, starts, timezone(activity.offset))

    def is_known_by_another_clock(self, activity: Activity) -> bool:
        """Whether it was left out, being recorded on its day already, before or after."""
        day = self.day_of(activity)
        known = self._ledger.journal.between(day, day + _DAY, RunLogged, Trained)
        return self._has_another_clock(activity, known)

    def entry_of(self, activity: Activity) -> StoredEvent | None:
        """The entry that an activity became, or that made it known, even if it is retracted."""
        day = self.day_of(activity)
        near = self._ledger.entries_between(day - _DAY, day + 2 * _DAY, RunLogged, Trained)
        recorded = [
            (one, before)
            for one in near
            if isinstance(one.event, RunLogged | Trained) and (before := recorded_as(one.event))
        ]
        alike = [one for one, before in recorded if same(activity, before)]
        off = [one for one, before in recorded if is_clock_off(activity, before)]
        return next(iter(sorted(alike or off, key=lambda one: one.retracted_by is not None)), None)

    @alone
    def settle_twins(self) -> None:
        """Retract entries for the same activity that several machines have made."""
        runs = self._ledger.of_kinds(RunLogged, Trained)
        gone = twins(one for one in runs if isinstance(one, RunLogged | Trained))
        parts = [gone[at : at + _MOST_AT_ONCE] for at in range(0, len(gone), _MOST_AT_ONCE)]
        today, new = self._days.present_day(), self._ledger.new
        self._ledger.record(*(new(EntryRetracted, today, entries=part) for part in parts))

    def _logged(self, activity: Activity, day: date, known: list[Event]) -> list[Event]:
        """The entries that an activity becomes; none if it is in the journal already."""
        recorded = [one for one in known if isinstance(one, RunLogged | Trained)]
        if any(same(activity, before) for one in recorded if (before := recorded_as(one))):
            return []
        if self._has_another_clock(activity, [one for one in recorded if one.day == day]):
            return []
        runs = [one for one in recorded if one.day == day and isinstance(one, RunLogged)]
        stands = self._ledger.stands
        by_hand = (one for one in runs if is_logged_by_hand(one, activity) and stands(one))
        by_runner = next(by_hand, None)
        return [*self._corrections.retraction(by_runner), self._from_file(activity, day, by_runner)]

    def _has_another_clock(self, activity: Activity, known: Sequence[Event]) -> bool:
        entries = (one for one in known if isinstance(one, RunLogged | Trained))
        return any(
            is_clock_off(activity, before) and self._ledger.stands(one)
            for one in entries
            if (before := recorded_as(one))
        )

    def _from_file(self, activity: Activity, day: date, by_runner: RunLogged | None) -> Event:
        ends = activity.began + timedelta(seconds=activity.duration)
        facts: dict[str, Any] = {
            "distance": activity.distance or (by_runner.distance if by_runner else 0.0),
            "duration": round(activity.duration),
            "began": activity.began,
            "file": activity.source,
        }
        if by_runner or activity.kind is ActivityKind.RUN:
            facts["jogs"] = activity.jogs
        if by_runner:
            return self._corrections.in_place_of(by_runner, facts)
        if activity.kind is ActivityKind.RUN:
            facts |= {"pain": None, "pattern": None, "step": self._run_step(day)}
            facts |= self._runs.as_walk_jog(None, facts["duration"], None, day)
            return self._ledger.new(RunLogged, day, at=ends, **facts)
        step = self._cross_training_step(day) if str(activity.kind) in _IN_A_RUNS_PLACE else None
        facts |= {"step": step, "activity": str(activity.kind)}
        return self._ledger.new(Trained, day, at=ends, **facts)

    def _run_step(self, day: date) -> str | None:
        """The run of the day; to plan each day before the first entry would take long."""
        if day >= self._days.began_on():
            return self._runs.open_step(day)
        steps = self._days.routine.steps.values()
        return next((one.id for one in steps if one.kind is StepKind.RUN), None)

    def _cross_training_step(self, day: date) -> str | None:
        steps = self._days.today().steps if day == self._days.present_day() else ()
        return next((one.step.id for one in steps if one.step.kind is StepKind.CROSS_TRAIN), None)
