"""The questions of the day, asked anew: to correct an answer, or to tell of a past day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from coach.asking import ask_pain
from coach.coach import Coach
from coach.domain.days import parse_day
from coach.domain.events import (
    Event,
    IntakeGiven,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
from coach.domain.routine import CrossTraining
from coach.domain.units import WallTime
from coach.questions import (
    Answers,
    Option,
    Question,
    Sheet,
    intake,
    intake_of,
    notes_of,
    run_log,
    told_of,
    trained_log,
)
from coach.words import event_text

_DAY = timedelta(days=1)
_PAIN, _RUN, _TRAINING = "pain", "run", "training"
_WHAT = (
    Option(_PAIN, "p", "pain check"),
    Option(_RUN, "r", "run"),
    Option(_TRAINING, "t", "training"),
)

Asked = tuple[Sheet, Callable[[Answers], Event]]
"""The questions, and what records their answers."""


def asking_anew(coach: Coach, entry: Event) -> Asked | None:
    """What to ask in order to correct an entry; none where it can only be deleted."""
    match entry:
        case PainChecked():
            return _check(coach, entry.day)
        case RunLogged():
            return _run(coach, entry.day, entry)
        case Trained() if entry.activity in set(CrossTraining):
            return _training(coach, entry.day, entry)
        case IntakeGiven():
            return _intake(coach, entry)
        case StepDone() | StepSkipped():
            return _time(coach, entry)
        case _:
            return None


def what_and_when(day: date, today: date) -> Sheet:
    """What was forgotten, and on which day."""
    questions = (
        Question("what", "What was forgotten?", _WHAT),
        Question(
            "day",
            "Which day?",
            parse=lambda text: _past(parse_day(text, today), today),
            example="yesterday, tue or 2026-11-20",
        ),
    )
    return Sheet("Add to a past day", questions, {"day": str(min(day, today))})


def adding(coach: Coach, what: str, day: date) -> Asked:
    """The questions about something of a day; a pain check of which there is one corrects it."""
    if what == _PAIN:
        return _check(coach, day)
    return _run(coach, day, None) if what == _RUN else _training(coach, day, None)


def _past(day: date, today: date) -> date:
    if day > today:
        raise ValueError(day)
    return day


def _check(coach: Coach, day: date) -> Asked:
    sheet = ask_pain(coach, day).sheet
    return sheet, lambda answers: coach.check(**told_of(answers), day=day)


def _run(coach: Coach, day: date, before: RunLogged | None) -> Asked:
    def record(answers: Answers) -> Event:
        notes = notes_of(answers, before)
        return coach.ran(**answers, notes=notes, corrects=before, day=day)

    if before:
        walk_jog = None if before.is_walk_jog or not before.distance else False
    else:
        walk_jog = None if coach.may_be_walk_jog(day=day) else False
    display = coach.routine.display
    return run_log(before, None, last=None, walk_jog=walk_jog, display=display), record


def _training(coach: Coach, day: date, before: Trained | None) -> Asked:
    distance = before.distance if before else 0
    sheet = trained_log(coach.routine.running.cross_training, before)
    return sheet, lambda answers: coach.trained(
        **answers, distance=distance, corrects=before, day=day
    )


def _intake(coach: Coach, before: IntakeGiven) -> Asked:
    foot = coach.routine.profile.foot

    def record(answers: Answers) -> Event:
        told, new_foot, _ = intake_of(answers)
        if before.since and told["since"] == before.day - _weeks(before.day - before.since):
            told["since"] = before.since
        return coach.take_intake(told, foot=new_foot, corrects=before)

    display = coach.routine.display
    return intake(before, foot, before.day, display), record


def _time(coach: Coach, entry: StepDone | StepSkipped) -> Asked:
    title = event_text(entry, coach.routine)
    question = Question("at", "When?", parse=WallTime.parse, example="18:40")
    at = f"{entry.at.astimezone(coach.zone):%H:%M}"
    sheet = Sheet(title, (question,), {"at": at})
    return sheet, lambda answers: coach.retime(entry, answers["at"])


def _weeks(span: timedelta) -> timedelta:
    """As much of it as is whole weeks, in which the runner is asked."""
    return span - span % timedelta(weeks=1)
