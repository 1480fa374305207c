"""The judgement of coach days, worked out from the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from coach.domain.adapting import adapted
from coach.domain.events import (
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    PainChecked,
    RunLogged,
    StepDone,
    Trained,
)
from coach.domain.judgement import Judgement, Programme, history_of, judge, programme_of
from coach.domain.routine import Routine, SessionKind
from coach.domain.wallclock import week_start
from coach.journal import Journal

_WEEK = timedelta(days=7)
_DOING = (StepDone, RunLogged, Trained)
TOLD = (IntakeGiven, FlagRaised, FlagCleared)
"""What holds however long ago it was told."""


class Judged:
    """Judges the days that some events tell of."""

    def __init__(
        self,
        routine: Routine,
        journal: Journal,
        events: Iterable[Event],
        told: Iterable[Event],
        today: date,
    ) -> None:
        """Take in what the judgement needs.

        Args:
            routine: what the runner configured.
            journal: for what lies further back than `events`.
            events: those that hold of the last weeks, also such as are not saved yet.
            told: those of the kinds `TOLD` that hold, whenever they were recorded.
            today: the coach day from which a first day is counted where there is none yet.
        """
        known = list(events)
        self._routine = routine
        self._done = _steps_on(known, *_DOING)
        self._trained = _steps_on(known, Trained)
        self._ran = _steps_on(known, RunLogged)
        self._told = [one for one in told if isinstance(one, TOLD)]
        self._began = min(journal.first_day() or today, today)
        self._mornings = journal.between(self._began, self._began + _WEEK)
        stretches, strength = map(self._steps_with, (SessionKind.STRETCH, SessionKind.STRENGTH))
        self._strength_began = journal.first_done(strength)
        self._history = history_of(known, self._programme(today), stretches, strength)

    def judgement(self, day: date) -> Judgement:
        """What the heel allows on a coach day."""
        running = self._routine.running
        return judge(
            self._history.as_of(day),
            self._programme(day),
            day,
            week_start(day, running.week_starts),
            one_more_run=running.one_more_run,
        )

    def routine_of(self, day: date) -> Routine:
        """The routine as that day has it."""
        done = self._done.get(day, frozenset())
        trained = self._trained.get(day, frozenset()) - self._ran.get(day, frozenset())
        return adapted(self._routine, self.judgement(day), done, trained)

    def _programme(self, day: date) -> Programme:
        """What lies further back, as far as it was told by that day."""
        told = [one for one in self._told if one.day <= day]
        mornings = (one for one in self._mornings if isinstance(one, PainChecked))
        programme = programme_of(told, self._began, mornings)
        return replace(programme, strength_began=self._strength_began)

    def _steps_with(self, kind: SessionKind) -> frozenset[str]:
        """The steps whose session is of a kind."""
        return frozenset(
            step.id
            for step in self._routine.steps.values()
            if (session := self._routine.session_of(step)) and session.kind is kind
        )


def _steps_on(events: Iterable[Event], *kinds: type[Event]) -> dict[date, frozenset[str]]:
    """The steps of which events of some kinds tell, on each day."""
    steps: dict[date, frozenset[str]] = {}
    for one in events:
        step = getattr(one, "step", None)
        if isinstance(one, kinds) and step:
            steps[one.day] = steps.get(one.day, frozenset()) | {step}
    return steps
