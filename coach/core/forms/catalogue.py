"""What there is to ask the runner just now, and what becomes of the answers, in any front end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from coach.core.coach import Coach
from coach.core.forms.form import (
    NOT_TOLD,
    Answers,
    Sheet,
    clearing,
    intake,
    intake_of,
    notes_of,
    pain_check,
    run_log,
    skip_reason,
    strength_log,
    told_of,
    trained_log,
)
from coach.domain.day.planned import PlannedStep
from coach.domain.events.types import RunLogged, StepDone
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Step
from coach.wording.events import SKIPPED
from coach.wording.limits import too_hard, words_on

_NIGHT_SPLINT = "night-splint"
_DAY = timedelta(days=1)


Doubt = Callable[[Answers], str]
"""What to ask once more before some answers are recorded; empty: nothing."""


def no_doubt(_: Answers) -> str:
    """Answers that are recorded as they are."""
    return ""


class Form(NamedTuple):
    """A sheet, and what records its answers; that returns what is to be told."""

    sheet: Sheet
    record: Callable[[Answers], str]
    doubt: Doubt = no_doubt


def ask_pain(coach: Coach, day: date | None = None) -> Form:
    """The pain check of a day; answers that were given already are corrected."""
    on = day or coach.present_day()
    before = coach.check_of(on)
    has_stretched = any(
        one.facts.done and one.step.kind is StepKind.SESSION for one in coach.day_of(on).steps
    )
    suggested: Answers = dict.fromkeys(("stretched_first", "splint", "painkiller"), NOT_TOLD)
    suggested |= {"stretched_first": True} if has_stretched and day is None else {}
    wore_splint = before is not None and before.splint is True
    was_worse = before is not None and before.worse_after_run is True
    sheet = pain_check(
        before,
        suggested,
        asks_splint=wore_splint or _NIGHT_SPLINT in coach.routine.steps,
        ran_yesterday=was_worse or coach.run_of(on - _DAY) is not None,
    )

    def record(answers: Answers) -> str:
        return f"First-step pain {coach.check(**told_of(answers), day=day).pain}/10"

    return Form(sheet, record)


def ask_run(coach: Coach, planned: PlannedStep | None = None) -> Form:
    """How a run was; that of the step `planned` is corrected, if it is logged already."""
    named = planned.step.id if planned and _is_run(coach, planned.step) else None
    logged = coach.run_of(coach.present_day(), named)
    waits = logged is not None and logged.pain is None  # it came from the watch
    is_logged = named is not None and planned is not None and planned.facts.done
    before = logged if is_logged or waits else None
    runs = [one for one in coach.today().steps if one.step.kind is StepKind.RUN]
    started = next((one.facts.started for one in runs if one.facts.started), None)
    gone = coach.clock.now() - started if started else None
    display = coach.routine.display

    def record(answers: Answers) -> str:
        told = dict(answers)
        notes = notes_of(told, before)
        run = coach.ran(**told, notes=notes, corrects=before, step=named)
        return words_on(run, coach.beyond(run), display) or "Run logged"

    def doubt(answers: Answers) -> str:
        return doubt_of(coach, answers, before, before.day if before else None)

    sheet = run_log(
        before,
        gone,
        last=_last_run(coach),
        walk_jog=_walk_jog_of(coach, before),
        display=display,
        stage=stage_of(coach, before, before.day if before else None),
    )
    return Form(sheet, record, doubt)


def _is_run(coach: Coach, step: Step) -> bool:
    """Whether a step is a run, whatever today's heel makes of it."""
    own = coach.routine.steps.get(step.id, step)
    return own.kind is StepKind.RUN or step.session == WALK_JOG


def _walk_jog_of(coach: Coach, before: RunLogged | None) -> bool | None:
    """Whether a run was the day's walk-jog; None where the runner has to say."""
    day = before.day if before else None
    if before and before.pain is not None:
        return None if before.is_walk_jog else False
    if coach.has_played_walk_jog(day):
        return True
    return None if may_be_walk_jog(coach, before, day) else False


def may_be_walk_jog(coach: Coach, before: RunLogged | None, day: date | None = None) -> bool:
    """Whether a run may have been its day's walk-jog, of which there is one a day."""
    on = day or coach.present_day()
    runs = coach.between(on, on + _DAY, RunLogged)
    others = (one for one in runs if before is None or one.id != before.id)
    if any(isinstance(one, RunLogged) and one.is_walk_jog for one in others):
        return False
    return coach.may_be_walk_jog(before.duration if before else None, day)


def stage_of(coach: Coach, before: RunLogged | None, day: date | None = None) -> int | None:
    """The stage of the ladder that a run was, or that a day asks for, if any."""
    if before and before.stage:
        return before.stage
    judgement = coach.judgement(day)
    return judgement.stage.number if judgement.stage and judgement.is_on_ladder else None


def doubt_of(
    coach: Coach, answers: Answers, before: RunLogged | None, day: date | None = None
) -> str:
    """A question about a run that is far longer than any other; empty where there is none."""
    is_new = before is None or answers["distance"] != before.distance
    if not is_new or not coach.is_outlier(answers["distance"], day):
        return ""
    far = coach.routine.display.distance(answers["distance"])
    return f"Really {far}? That is more than twice any run of 30 days."


def ask_afterwards(coach: Coach, planned: PlannedStep) -> Form | None:
    """How a walk-jog or a strength session was that is done; of others nothing is asked."""
    if planned.step.session == WALK_JOG:
        return ask_run(coach, planned)
    session = coach.routine.session_of(planned.step)
    done = coach.done_of(planned.step.id, coach.present_day())
    is_strength = session is not None and session.kind is SessionKind.STRENGTH
    return ask_strength(coach, done) if done and is_strength else None


def ask_strength(coach: Coach, done: StepDone) -> Form:
    """How a strength session felt that is done."""

    def record(answers: Answers) -> str:
        coach.rate(done, effort=answers["effort"] or None, pain=answers["pain"])
        return too_hard(answers["pain"]) or "Strength logged"

    return Form(strength_log(done), record)


def ask_cleared(coach: Coach, chosen: str | None = None) -> Form | None:
    """Which warning sign a clinician has seen; none where no sign stands."""
    standing = coach.judgement().flags
    if not standing:
        return None

    def record(answers: Answers) -> str:
        coach.clear_flags((answers["sign"],), answers["seen_by"], answers["seen_on"])
        left = len(standing) - 1
        return f"Cleared; {left} more to clear" if left else "Cleared"

    suggested = chosen if chosen in standing else None
    return Form(clearing(standing, suggested, coach.present_day()), record)


def ask_training(coach: Coach) -> Form:
    """What was done in a run's place."""

    def record(answers: Answers) -> str:
        coach.trained(**answers)
        return "Training logged"

    return Form(trained_log(coach.routine.running.cross_training), record)


def ask_why_skipped(coach: Coach, planned: PlannedStep) -> Form:
    """Why a step was skipped."""
    step, known = planned.step, planned.facts.because

    def record(answers: Answers) -> str:
        because = answers["because"] or None
        if because is not known:
            coach.skip(step.id, because)
        return f"{step.name}: skipped{f', {SKIPPED[because]}' if because else ''}"

    return Form(skip_reason(step.name, known), record)


def ask_about_runner(coach: Coach, *, asks_foot: bool = True) -> Form:
    """Heel and running. Whether warning signs are to be ticked then, `has_flags` answers."""

    def record(answers: Answers) -> str:
        told, foot, _ = intake_of(answers)
        coach.take_intake(told, foot=foot)
        return "Thank you"

    routine, today = coach.routine, coach.present_day()
    foot, display = routine.profile.foot, routine.display
    return Form(intake(coach.intake(), foot, today, display, asks_foot=asks_foot), record)


def _last_run(coach: Coach) -> RunLogged | None:
    runs = [one for one in coach.history() if isinstance(one, RunLogged)]
    return runs[-1] if runs else None
