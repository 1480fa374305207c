"""Recording: make events of what the runner does and says.

Each method is one step, during which no other process writes. Runs, breaks and what else has a part
of its own are elsewhere; the rest is here, though the file is long, so that it is easy to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from coach.core.corrections import Corrections
from coach.core.days import Days
from coach.core.routine_file import RoutineFile
from coach.core.scales import ratings_or_fail
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.events.types import (
    Event,
    ExerciseDone,
    Fact,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Overruled,
    PainChecked,
    SkipReason,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
)
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import PRESCRIBED
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import FLAGS, SIGNS_OF_INTAKE
from coach.domain.routine.kinds import Foot, StepKind
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import LONGEST_RUN, LONGEST_WEEK, times
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone
from coach.wording.limits import too_far

_STARTED = frozenset({StepKind.SESSION, StepKind.RUN, StepKind.CROSS_TRAIN})
_DAY = timedelta(days=1)
_FAR_AHEAD = timedelta(hours=12)
"""So long before it is due, a step cannot have been done today if yesterday's is still open."""
_INTAKE = tuple(
    field
    for field in IntakeGiven.__struct_fields__
    if field not in (*Fact.__struct_fields__, "corrects")
)

F = TypeVar("F", bound=Event)


class Recording:
    """What the runner does and says; for runs see `Runs`, for breaks `Breaks`."""

    def __init__(
        self, routine_file: RoutineFile, ledger: Ledger, days: Days, corrections: Corrections
    ) -> None:
        self._file = routine_file
        self._ledger = ledger
        self._days = days
        self._corrections = corrections

    # The morning, and the steps of a day.

    @alone
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
        aid: bool | None = None,
        day: date | None = None,
    ) -> PainChecked:
        """Record the first-step pain; None means that a question was not answered.

        A second check on the same day corrects the first; what it does not answer stays.
        """
        ratings_or_fail(pain)
        day = self._days.day_to_tell_of(day)
        answers = {
            "eases": True if pain == 0 else eases,
            "walking_pain": walking_pain,
            "stretched_first": stretched_first,
            "splint": splint,
            "worse_after_run": worse_after_run,
            "painkiller": painkiller,
            "aid": aid,
        }
        given = {name: answer for name, answer in answers.items() if answer is not None}
        if before := self._days.check_of(day):
            # Without pain it was assumed to ease; with pain, easing was never answered.
            kept = {"eases": None} if before.pain == 0 else {}
            return self._corrections.correct(before, {**kept, "pain": pain, **given})
        step = self._days.step_of(StepKind.PAIN_CHECK) or "pain-check"
        at = self._days.entry_at(day, step)
        return self._record(PainChecked, day, at=at, step=step, pain=pain, **given)

    @alone
    def start(self, step: str) -> PlannedStep:
        """Start or resume a session or a run; a finished one may be done again."""
        planned = self._days.find(step)
        if planned.step.kind not in _STARTED:
            raise RefusedError(f"{planned.step.name}: nothing to start; use `coach done {step}`.")
        if not (planned.facts.started or planned.facts.done):
            self._record(StepStarted, step=step)
        return self._days.find(step)

    # A session keeps the day on which it began, even when it runs past the turn of the day.

    @alone
    def exercise_done(
        self, step: str, day: date, position: int, exercise: str, seconds: float
    ) -> None:
        """Record that an exercise of the session under way is finished, after seconds of work."""
        facts: dict[str, Any] = {
            "position": position,
            "exercise": exercise,
            "seconds": seconds,
        }
        self._record(ExerciseDone, day, step=step, **facts)

    @alone
    def stop(self, step: str, day: date) -> None:
        """Leave the session; what was done is kept."""
        self._record(StepStopped, day, step=step)

    @alone
    def finish(self, step: str, day: date, at: datetime) -> None:
        """End the session at an instant; a repeated one stays done when it first was."""
        already = any(
            isinstance(one, StepDone) and (one.step, one.day) == (step, day)
            for one in self._days.history()
        )
        if not already:
            self._record(StepDone, day, at=at, step=step, is_short=self._days.is_short(step, day))

    # What needs no session on the clock.

    @alone
    def done(
        self,
        step: str,
        day: date | None = None,
        *,
        effort: int | None = None,
        pain: int | None = None,
    ) -> PlannedStep:
        """Mark a step as done now, or on a past day; for strength, with how it felt.

        It need not be on the day's plan.
        """
        day = self._days.day_to_tell_of(day)
        planned = self._not_done(self._days.find_off_plan(step, day))
        if planned.step.kind is StepKind.PAIN_CHECK:
            raise RefusedError("The pain check needs a number from 0 to 10: `coach check 3`.")
        if planned.step.kind is StepKind.RUN or planned.step.session == WALK_JOG:
            raise RefusedError("A run needs its distance and time: `coach ran 5.2km 31m`.")
        self._not_yesterdays_or_fail(planned, day)
        ratings_or_fail(pain, effort)
        at = self._days.entry_at(day, step)
        is_short = self._days.is_short(step, day)
        felt = {"effort": effort, "pain": pain}
        self._record(StepDone, day, at=at, step=step, is_short=is_short, **felt)
        return planned

    @alone
    def rate(self, done: StepDone, *, effort: int | None, pain: int | None) -> StepDone:
        """Say how hard a session was (1-10), and its worst pain (0-10); None changes nothing."""
        ratings_or_fail(pain, effort)
        ratings = {"effort": effort, "pain": pain}
        return self._corrections.correct(
            done, {name: one for name, one in ratings.items() if one is not None}
        )

    @alone
    def skip(
        self, step: str, because: SkipReason | None = None, day: date | None = None
    ) -> PlannedStep:
        """Skip a step, today or on a past day; with another reason, the last one counts."""
        day = self._days.day_to_tell_of(day)
        planned = self._not_done(self._days.find(step, day))
        if planned.facts.skipped and planned.facts.because == because:
            raise RefusedError(f"{planned.step.name}: already skipped; undo brings it back.")
        at = self._days.entry_at(day, step)
        self._record(StepSkipped, day, at=at, step=step, because=because)
        return planned

    @alone
    def snooze(self, step: str, seconds: int | None = None) -> PlannedStep:
        """Put a step off, by seconds or by the routine's default, a limited number of times.

        One that is not due yet is put off from the time at which it will be.
        """
        planned = self._not_done(self._days.find(step))
        reminders = self._days.routine.reminders
        if planned.is_away:
            raise RefusedError(f"{planned.step.name}: not due, so there is nothing to put off.")
        if planned.facts.snoozes >= reminders.snoozes:
            raise RefusedError(
                f"{planned.step.name}: already put off {times(planned.facts.snoozes)}; "
                f"do it now, or skip it with `coach skip {step}`."
            )
        seconds = reminders.snooze if seconds is None else seconds
        if seconds <= 0:
            raise RefusedError("Say how long to put a step off, as in `--for 10m`.")
        until = max(self._days.clock.now(), planned.due or planned.ends) + timedelta(
            seconds=seconds
        )
        if until >= planned.ends:
            raise RefusedError(f"{planned.step.name} cannot be put off beyond the end of the day.")
        if planned.facts.skipped:
            raise RefusedError(f"{planned.step.name}: already skipped; undo brings it back.")
        self._record(StepSnoozed, step=step, until=until)
        return self._days.find(step)

    @alone
    def trained(
        self,
        activity: CrossTraining,
        duration: int,
        distance: float = 0,
        *,
        corrects: Trained | None = None,
        day: date | None = None,
    ) -> Trained:
        """Record training instead of a run, in seconds and metres (0: unknown)."""
        if duration <= 0 or not 0 <= distance <= LONGEST_RUN:
            raise RefusedError("Training needs a time, as in `coach trained swim 30m`.")
        facts = {"activity": str(activity), "distance": distance, "duration": int(duration)}
        if corrects:
            return self._corrections.correct(corrects, facts)
        day = self._days.day_to_tell_of(day)
        step = self._days.step_of(StepKind.CROSS_TRAIN, day)
        return self._record(Trained, day, at=self._days.entry_at(day, step), step=step, **facts)

    # The intake, warning signs, and what a clinician says.

    @alone
    def take_intake(
        self,
        answers: Mapping[str, Any],
        *,
        foot: Foot | None = None,
        flags: tuple[str, ...] = (),
        corrects: IntakeGiven | None = None,
    ) -> IntakeGiven:
        """Record what the runner says about themselves, by the fields of `IntakeGiven`.

        Fields that are not given stay as they were, and an intake that says the same again changes
        nothing. The foot is a setting: it goes into the config file.
        """
        self._believable_or_fail(answers)
        today, before = self._days.present_day(), corrects or self._days.intake()
        facts = self._with_an_end(answers, before)
        if corrects:
            given = self._corrections.correct(corrects, facts)
        else:
            known = self._known_intake() | facts
            is_same = before is not None and known == self._known_intake()
            given = before if is_same and before else self._ledger.new(IntakeGiven, today, **known)
            signs = (*flags, *_signs_of(facts, before))
            raised = [self._ledger.new(FlagRaised, today, flags=signs)] if signs else []
            self._ledger.record(*(() if is_same else (given,)), *raised)
        if foot and foot is not self._days.routine.profile.foot:
            self._file.write("profile.foot", str(foot))
        return given

    @alone
    def raise_flags(self, flags: tuple[str, ...]) -> None:
        """Record warning signs; they stay until they are cleared."""
        unknown = [one for one in flags if one not in FLAGS]
        if unknown or not flags:
            said = ", ".join(f"`{one}`" for one in unknown) or "named"
            raise RefusedError(f"There is no warning sign {said}; known: {', '.join(FLAGS)}.")
        self._record(FlagRaised, flags=flags)

    @alone
    def clear_flags(
        self, flags: tuple[str, ...], seen_by: str, seen_on: date | None = None
    ) -> FlagCleared:
        """Record that a clinician has looked at some warning signs, and advised.

        Args:
            flags: which signs.
            seen_by: who looked at them.
            seen_on: when; today if not given.
        """
        standing = self._days.judgement().flags
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
            raise RefusedError(
                "Say which clinician has seen you about it, such as `Dr Lee, physio`."
            )
        seen_on = seen_on or self._days.present_day()
        if seen_on > self._days.present_day():
            raise RefusedError(f"{seen_on} has not come yet.")
        return self._record(FlagCleared, flags=flags, seen_by=seen_by.strip(), seen_on=seen_on)

    @alone
    def overrule(self) -> Judgement:
        """Run today against the advice, once; this is recorded with the row that gave it.

        Raises:
            RefusedError: if there is nothing to overrule, or it may not be overruled.
        """
        judgement = self._days.judgement()
        if judgement.is_overruled:
            raise RefusedError("You have already overruled today's advice.")
        if not judgement.may_be_overruled:
            raise RefusedError(_why_not_to_overrule(judgement))
        self._record(Overruled, row=judgement.verdict.row.id)
        return self._days.judgement()

    def _record(
        self,
        kind: type[F],
        day: date | None = None,
        *,
        at: datetime | None = None,
        **facts: Any,  # noqa: ANN401 - the fields of any event
    ) -> F:
        """Record an event for a coach day, at an instant; by default for the present one, now."""
        return self._ledger.record_new(kind, day or self._days.present_day(), at=at, **facts)

    def _not_done(self, planned: PlannedStep) -> PlannedStep:
        if planned.status(self._days.clock.now()) is Status.DONE:
            raise RefusedError(f"{planned.step.name}: already done; undo takes that back.")
        return planned

    def _not_yesterdays_or_fail(self, planned: PlannedStep, day: date) -> None:
        """Refuse a step long before it is due if yesterday's, still open, must be meant."""
        step, due = planned.step, planned.due
        is_far = due is not None and due - self._days.clock.now() > _FAR_AHEAD
        if day != self._days.present_day() or not is_far or due is None:
            return
        before = self._days.day_of(day - _DAY).find(step.id)
        if before is None or before.came_too_early or before.is_swallowed or before.is_away:
            return
        if not (before.facts.done or before.facts.skipped):
            at = self._days.routine.display.clock(due.astimezone(self._days.zone))
            raise RefusedError(
                f"{step.name}: due at {at} today. If you mean yesterday's, write "
                f"`coach done {step.id} --day yesterday`; today's can be done from "
                f"{_FAR_AHEAD.seconds // 3600} hours before."
            )

    def _believable_or_fail(self, given: Mapping[str, Any]) -> None:
        for name, most in (("weekly", LONGEST_WEEK), ("longest", LONGEST_RUN)):
            metres = given.get(name) or 0
            if not 0 <= metres <= most:
                raise RefusedError(too_far(metres, most, self._days.routine.display))

    def _with_an_end(self, given: Mapping[str, Any], before: IntakeGiven | None) -> dict[str, Any]:
        """The facts, with an end to a clinician's word if none is given."""
        facts = dict(given)
        if "allowed" not in facts:
            return facts
        if facts["allowed"] is None:
            return facts | {"until": None}
        is_same = before is not None and before.allowed == facts["allowed"]
        if facts.get("until") is None:
            known = before.until if is_same and before else None
            is_over = known is not None and known < self._days.present_day()
            facts["until"] = None if is_over else known
        facts["until"] = facts["until"] or self._days.present_day() + PRESCRIBED
        return facts

    def _known_intake(self) -> dict[str, Any]:
        before = self._days.intake()
        return {field: getattr(before, field) for field in _INTAKE} if before else {}


def _signs_of(facts: Mapping[str, Any], before: IntakeGiven | None) -> tuple[str, ...]:
    """The warning signs that an intake names for the first time."""
    return tuple(
        sign
        for field, sign in SIGNS_OF_INTAKE.items()
        if facts.get(field) and not getattr(before, field, None)
    )


def _why_not_to_overrule(judgement: Judgement) -> str:
    if judgement.level >= Level.NO_INCREASE:
        return "There is nothing to overrule: you may run today."
    if judgement.is_prescribed:
        return "That is your clinician's advice; talk to them before you run."
    inputs = judgement.verdict.inputs
    if not inputs.is_checked or inputs.walking_pain is None:
        return "Do the whole pain check first: that advice can only be overruled on a mild morning."
    return "That advice cannot be overruled: ask a clinician."
