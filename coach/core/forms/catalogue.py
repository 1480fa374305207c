"""Choose the form: for a step of today, an entry to correct, or something forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded
from coach.core.forms.intake import intake_form
from coach.core.forms.measurement import measured_form, score_form
from coach.core.forms.pain_check import pain_check_form
from coach.core.forms.run import run_form
from coach.core.forms.strength import strength_form
from coach.core.forms.time_away import time_away_form
from coach.core.forms.training import training_form
from coach.domain.day.planned import PlannedStep
from coach.domain.events.types import (
    Away,
    CameBack,
    DayShortened,
    EntryRetracted,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChosen,
    Measured,
    ObstacleNamed,
    Overruled,
    PainChecked,
    Paused,
    Resumed,
    RunLogged,
    ScoreBrought,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
    TrialEnded,
    TrialStarted,
)
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import WallTime
from coach.wording.events import event_text

_ADDED: dict[str, Callable[..., EntryForm]] = {
    "pain": pain_check_form,
    "run": run_form,
    "training": training_form,
    "away": time_away_form,
    "score": score_form,
}
_WHAT = (
    Option("pain", "p", "pain check"),
    Option("run", "r", "run"),
    Option("training", "t", "training"),
    Option("away", "a", "days away"),
    Option("score", "s", "score"),
)


def form_for_step(coach: Coach, planned: PlannedStep) -> EntryForm | None:
    """The form for doing a step; None if it is simply marked as done."""
    match planned.step.kind:
        case StepKind.PAIN_CHECK:
            return pain_check_form(coach)
        case StepKind.RUN:
            return run_form(coach, planned)
        case StepKind.CROSS_TRAIN:
            return training_form(coach)
        case StepKind.SESSION | StepKind.REMINDER:
            return run_form(coach, planned) if planned.step.session == WALK_JOG else None


def form_for_done(coach: Coach, planned: PlannedStep) -> EntryForm | None:
    """How a finished walk-jog or strength session went; None for other steps."""
    if planned.step.session == WALK_JOG:
        return run_form(coach, planned)
    session = coach.routine.session_of(planned.step)
    done = coach.days.done_of(planned.step.id, coach.present_day())
    is_strength = session is not None and session.kind is SessionKind.STRENGTH
    return strength_form(coach, done) if done and is_strength else None


def form_for_entry(coach: Coach, entry: Event) -> EntryForm | None:  # noqa: PLR0911 - one a kind
    """The form that corrects an entry; None if it can only be deleted."""
    match entry:
        case PainChecked():
            return pain_check_form(coach, day=entry.day)
        case RunLogged():
            return run_form(coach, entry=entry)
        case Trained():
            is_asked = entry.activity in set(CrossTraining)
            return training_form(coach, entry=entry) if is_asked else None
        case IntakeGiven():
            return intake_form(coach, entry)
        case Measured():
            return None if entry.is_put_off else measured_form(coach, entry)
        case ScoreBrought():
            return score_form(coach, entry=entry)
        case Away():
            return time_away_form(coach, entry=entry)
        case StepDone() | StepSkipped():
            return _time_form(coach, entry)
        case (
            StepStarted()
            | ExerciseDone()
            | StepStopped()
            | StepSnoozed()
            | ObstacleNamed()
            | Paused()
            | Resumed()
            | CameBack()
            | DayShortened()
            | TrialStarted()
            | TrialEnded()
            | FlagRaised()
            | FlagCleared()
            | Overruled()
            | MaintenanceChosen()
            | EntryRetracted()
        ):
            return None
        case _:
            assert_never(entry)


def forms_to_add(day: date, today: date) -> Form:
    """Which kind of entry was forgotten, and on which day; `form_to_add` then asks about it."""
    parse = parsers.past_day(today)
    questions = (
        Question("what", "What did you forget?", _WHAT),
        Question("day", "Which day?", parse=parse, example=parsers.PAST_DAY_EXAMPLE),
    )
    return Form("Add to a past day", questions, {"day": str(min(day, today))})


def form_to_add(coach: Coach, what: str, day: date) -> EntryForm:
    """The questions about one kind of entry on a day; an existing pain check is corrected."""
    return _ADDED[what](coach, day=day)


def _time_form(coach: Coach, entry: StepDone | StepSkipped) -> EntryForm:
    def record(answers: Answers) -> Recorded:
        return Recorded("Corrected", coach.corrections.retime(entry, answers["at"]))

    question = Question("at", "When?", parse=WallTime.parse, example="18:40")
    at = f"{entry.at.astimezone(coach.zone):%H:%M}"
    title = event_text(entry, coach.routine)
    return EntryForm(Form(title, (question,), {"at": at}), record)
