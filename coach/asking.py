"""What there is to ask the runner just now, and what becomes of the answers, in any front end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from coach import advice
from coach.coach import Coach
from coach.domain.adapting import WALK_JOG
from coach.domain.day import PlannedStep
from coach.domain.events import RunLogged
from coach.domain.routine import StepKind
from coach.questions import (
    Answers,
    Sheet,
    intake,
    intake_of,
    notes_of,
    pain_check,
    run_log,
    skip_reason,
    trained_log,
)
from coach.words import SKIPPED

_NIGHT_SPLINT = "night-splint"


class Form(NamedTuple):
    """A sheet, and what records its answers; that returns what is to be told."""

    sheet: Sheet
    record: Callable[[Answers], str]


def ask_pain(coach: Coach) -> Form:
    """The morning's pain check; the answers given today already are corrected."""
    day, steps = coach.present_day(), coach.today().steps
    has_stretched = any(one.facts.done and one.step.kind is StepKind.SESSION for one in steps)
    sheet = pain_check(
        coach.check_of(day),
        {"stretched_first": has_stretched, "splint": False, "worse_after_run": False},
        asks_splint=_NIGHT_SPLINT in coach.routine.steps,
        ran_yesterday=coach.run_of(day - timedelta(days=1)) is not None,
    )

    def record(answers: Answers) -> str:
        return f"First-step pain {coach.check(**answers).pain}/10"

    return Form(sheet, record)


def ask_run(coach: Coach, planned: PlannedStep | None = None) -> Form:
    """How a run was; that of the step `planned` is corrected, if it is logged already."""
    is_ladder = planned is not None and planned.step.session == WALK_JOG
    is_run = planned and (planned.step.kind is StepKind.RUN or is_ladder)
    is_logged_run = is_run and planned and planned.facts.done
    logged = coach.run_of(coach.present_day())
    waits = logged is not None and logged.pain is None  # it came from the watch
    before = logged if is_logged_run or waits else None
    runs = [one for one in coach.today().steps if one.step.kind is StepKind.RUN]
    started = next((one.facts.started for one in runs), None)
    gone = coach.clock.now() - started if started else None
    display = coach.routine.display

    def record(answers: Answers) -> str:
        told = dict(answers)
        notes = notes_of(told, before)
        judgement = coach.judgement()
        coach.ran(**told, notes=notes, corrects=before)
        warning = "" if before else advice.too_far(judgement, told["distance"], display)
        return warning or "Run logged"

    last = _last_run(coach)
    sheet = run_log(before, gone, last=last, on_ladder=is_ladder, display=display)
    return Form(sheet, record)


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
