"""Record runs, decide whether one was the day's walk-jog, and compare it with the advice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coach.core.corrections import Corrections
from coach.core.days import Days
from coach.core.scales import ratings_or_fail
from coach.domain.events.activity import is_too_fast
from coach.domain.events.duplicates import is_one_run, recorded_as
from coach.domain.events.types import ExerciseDone, Pattern, RunLogged, RunNotes
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.heel.caps import LONGEST_OF, is_outlier
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LONGEST_WALK_JOG, jogs_of, stage
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.settings import DistanceUnit
from coach.domain.units import LONGEST_RUN, length_text, stopwatch_text
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone

_WEEK = timedelta(days=7)
_LONGEST_RUN_WORDS = {
    DistanceUnit.KM: ("500 km", "5.2km 31m"),
    DistanceUnit.MILES: ("310 mi", "3.2mi 31m"),
}


class Runs:
    """The runs that the runner enters."""

    def __init__(self, ledger: Ledger, days: Days, corrections: Corrections) -> None:
        self._ledger = ledger
        self._days = days
        self._corrections = corrections

    @alone
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
        """Record a run, in metres and seconds; it marks a run of the day as done, if there is one.

        Args:
            distance: in metres; None if unknown, which is allowed for a walk-jog.
            duration: in seconds. A run that a watch recorded before keeps its figures.
            pain: the worst while running, 0-10; None for no answer.
            pattern: how the pain went; None for no answer.
            notes: other notes.
            walk_jog: whether it was the day's walk-jog; None: only if it was played as one.
            step: which run of the day; by default the first that is not done.
            corrects: the entry that this one replaces.
            day: a past day.
        """
        notes = notes or RunNotes()
        pain = 0 if pain is None and pattern is Pattern.NONE else pain
        ratings_or_fail(pain, notes.effort)
        day = corrects.day if corrects else self._days.day_to_tell_of(day)
        self._plausible_or_fail(distance, duration, corrects, day)
        facts = {
            "distance": distance or 0.0,
            "duration": int(duration),
            "pain": pain,
            "pattern": Pattern.NONE if pain == 0 else pattern,
            "effort": notes.effort,
            "supports": notes.supports,
            "shoes": notes.shoes,
            **self.as_walk_jog(walk_jog, duration, corrects, day),
        }
        if corrects:
            return self._corrections.correct(corrects, facts)
        if recorded := self._recorded_run(distance or 0.0, duration, day):
            figures = {"distance": recorded.distance or facts["distance"]}
            figures["duration"] = recorded.duration
            return self._corrections.correct(recorded, facts | figures)
        self._new_or_fail(distance or 0.0, duration, day)
        step = step or self.open_step(day)
        at = self._days.entry_at(day, step)
        logged = self._ledger.new(RunLogged, day, at=at, step=step, **facts)
        self._ledger.record(logged)
        return logged

    @alone
    def felt(
        self,
        pain: int | None,
        pattern: Pattern | None,
        notes: RunNotes | None = None,
        *,
        walk_jog: bool | None = None,
    ) -> RunLogged:
        """Add how a run felt that was recorded without it, as from a watch's file.

        What is not given now stays as it was.
        """
        run = self.unrated_run()
        if run is None:
            raise RefusedError(
                f"No run of the last {_WEEK.days} days is without its answers. Log a new one like "
                "`coach ran 5.2km 31m`; correct an older one in the log book."
            )
        return self.ran(
            run.distance or None,
            run.duration,
            run.pain if pain is None else pain,
            pattern or run.pattern,
            notes=_noted(notes or RunNotes(), run),
            walk_jog=walk_jog,
            corrects=run,
        )

    def unrated_run(self) -> RunLogged | None:
        """The last run within a week without an answer on how it felt."""
        runs = [one for one in self._days.history(_WEEK) if isinstance(one, RunLogged)]
        unrated = (one for one in reversed(runs) if one.pain is None or one.pattern is None)
        return next(unrated, None)

    def open_step(self, day: date) -> str | None:
        """The day's first run that is not done, or the last one."""
        kinds = {StepKind.RUN}
        plan = self._days.day_of(day)
        runs = [one for one in plan.steps if one.step.kind in kinds or one.step.session == WALK_JOG]
        is_open = (one.step.id for one in runs if not one.facts.done)
        return next(is_open, None) or self._days.step_of(StepKind.RUN, day)

    # How a run compares.

    def is_outlier(self, distance: float | None, day: date | None = None) -> bool:
        """Whether a run is more than twice as long as any in the 30 days before it."""
        day = day or self._days.present_day()
        runs = self._ledger.between(day - LONGEST_OF, day, RunLogged)
        intake = self._days.intake()
        before = intake.longest if intake and day - intake.day <= LONGEST_OF else 0
        others = (one.distance for one in runs if isinstance(one, RunLogged))
        return is_outlier(distance or 0, (before, *others))

    def beyond(self, run: RunLogged) -> Judgement | None:
        """What the day of a run allowed, if the day's runs went beyond that.

        A warning sign that was ticked after the day's first run counts for those after it.

        Before the first entry was made, there was no advice.
        """
        if run.day < self._days.began_on():
            return None
        allowed = self._days.judgement_on(run)
        return allowed if allowed.is_beyond(self._of(run.day)) else None

    def asked_jogs(self, run: RunLogged) -> tuple[int, ...]:
        """The seconds of each jog that a run was to have, by its stage or its day; or none."""
        if run.stage is not None:
            return jogs_of(stage(run.stage))
        is_first = [one.id for one in self._of(run.day)][:1] == [run.id]
        if run.walk_jog is False or not is_first or run.day < self._days.began_on():
            return ()
        return self._days.judgement_before_runs(run.day).asked_jogs

    # Whether a run was the walk-jog.

    def may_be_walk_jog(self, duration: int | None = None, day: date | None = None) -> bool:
        """Whether a run on a day, with some seconds of running, may have been its walk-jog."""
        judgement = self._days.judgement(day)
        is_short = duration is None or duration <= LONGEST_WALK_JOG.total_seconds()
        return judgement.level is Level.WALK_JOG and not judgement.is_rest_day and is_short

    def has_played_walk_jog(self, day: date | None = None) -> bool:
        """Whether the walk-jog session was played on a day, without a run logged for it."""
        day = day or self._days.present_day()
        events = self._days.events_of(day)
        played = {one.step for one in events if isinstance(one, ExerciseDone)}
        if not played or any(isinstance(one, RunLogged) and one.is_walk_jog for one in events):
            return False
        steps = self._days.day_of(day).steps
        return not {one.step.id for one in steps if one.step.session == WALK_JOG}.isdisjoint(played)

    def as_walk_jog(
        self,
        answer: bool | None,  # noqa: FBT001 - an answer
        duration: int,
        corrects: RunLogged | None,
        day: date,
    ) -> dict[str, Any]:
        """Whether a run was a walk-jog, and which stage: played as one, or entered as one."""
        if corrects and answer is None:
            return {}
        if answer is None:
            answer = True if self.has_played_walk_jog(day) else None
        if not answer:
            return {"walk_jog": answer, "stage": None}
        if corrects and corrects.stage:
            return {"walk_jog": True}
        judgement = self._days.judgement_before_runs(day)
        is_first = not any(one.stage for one in self._of(day))
        running = corrects.running if corrects and corrects.jogs else duration
        is_stage = is_first and self.may_be_walk_jog(running, day) and judgement.is_on_ladder
        number = judgement.stage.number if is_stage and judgement.stage else None
        return {"walk_jog": True, "stage": number}

    def _of(self, day: date) -> list[RunLogged]:
        return [one for one in self._days.events_of(day) if isinstance(one, RunLogged)]

    def _recorded_run(self, distance: float, duration: int, day: date) -> RunLogged | None:
        """The run that a watch recorded and the runner has not rated, if this is it."""
        now = self._days.clock.now() if day == self._days.present_day() else None
        unrated = [one for one in self._of(day) if one.pain is None and one.pattern is None]
        for run in reversed(unrated):
            activity = recorded_as(run)
            if activity and is_one_run(distance, duration, now, activity):
                return run
        return None

    def _new_or_fail(self, distance: float, duration: int, day: date) -> None:
        """Refuse a run that was entered already: hardly two of a day are equal to the second."""
        by_hand = [one for one in self._of(day) if recorded_as(one) is None]
        if (distance, duration) not in {(one.distance, one.duration) for one in by_hand}:
            return
        far = f"{self._days.routine.display.distance(distance)} in " if distance else ""
        raise RefusedError(
            f"That run is recorded already: {far}{length_text(duration)}. If it was a second one, "
            f"give it a time that differs by a second, such as {stopwatch_text(duration + 1)}. To "
            "change what you said of the first one, correct it in the log book."
        )

    def _plausible_or_fail(
        self, distance: float | None, duration: int, corrects: RunLogged | None, day: date
    ) -> None:
        """Check that a run has a time, and a distance that can be run in it."""
        display = self._days.routine.display
        is_unknown = distance is None and self._may_be_unknown(corrects, day)
        if not (is_unknown or 0 < (distance or 0) <= LONGEST_RUN) or duration <= 0:
            most, run = _LONGEST_RUN_WORDS[display.distances]
            raise RefusedError(f"A run needs a distance up to {most} and a time, as in `{run}`.")
        if refusal := self.too_fast(distance or 0, duration):
            raise RefusedError(refusal)

    def too_fast(self, distance: float, duration: int) -> str:
        """Why a run cannot be that fast; empty if it can."""
        if not is_too_fast(distance, duration):
            return ""
        far = self._days.routine.display.distance(distance)
        return (
            f"{far} in {length_text(duration)} is faster than anyone runs; check the distance "
            "and the time."
        )

    def _may_be_unknown(self, corrects: RunLogged | None, day: date) -> bool:
        """Whether a run may lack a distance: on a walk-jog day, or if it had none before."""
        if corrects:
            return not corrects.distance
        return self._days.judgement(day).level is Level.WALK_JOG


def _noted(notes: RunNotes, run: RunLogged) -> RunNotes:
    """The notes, completed from those that the run already has."""
    return RunNotes(
        effort=run.effort if notes.effort is None else notes.effort,
        supports=run.supports if notes.supports is None else notes.supports,
        shoes=notes.shoes or run.shoes,
    )
