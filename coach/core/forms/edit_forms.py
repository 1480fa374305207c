"""The questions of the day, asked anew: to correct an answer, or to tell of a past day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from coach.core.coach import Coach
from coach.core.forms.catalogue import (
    Doubt,
    ask_pain,
    doubt_of,
    may_be_walk_jog,
    no_doubt,
    stage_of,
)
from coach.core.forms.form import (
    Answers,
    Option,
    Question,
    Sheet,
    intake,
    intake_of,
    notes_of,
    past_day,
    run_log,
    told_of,
    trained_log,
)
from coach.domain.events.types import (
    Event,
    IntakeGiven,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import WallTime
from coach.wording.events import event_text

_PAIN, _RUN, _TRAINING = "pain", "run", "training"
_WHAT = (
    Option(_PAIN, "p", "pain check"),
    Option(_RUN, "r", "run"),
    Option(_TRAINING, "t", "training"),
)


class Asked(NamedTuple):
    """The questions, and what records their answers."""

    sheet: Sheet
    record: Callable[[Answers], Event]
    doubt: Doubt = no_doubt


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
            parse=past_day(today),
            example="yesterday, tue or 2026-11-20",
        ),
    )
    return Sheet("Add to a past day", questions, {"day": str(min(day, today))})


def adding(coach: Coach, what: str, day: date) -> Asked:
    """The questions about something of a day; a pain check of which there is one corrects it."""
    if what == _PAIN:
        return _check(coach, day)
    return _run(coach, day, None) if what == _RUN else _training(coach, day, None)


def _check(coach: Coach, day: date) -> Asked:
    sheet = ask_pain(coach, day).sheet
    return Asked(sheet, lambda answers: coach.check(**told_of(answers), day=day))


def _run(coach: Coach, day: date, before: RunLogged | None) -> Asked:
    def record(answers: Answers) -> Event:
        told = dict(answers)
        notes = notes_of(told, before)
        return coach.ran(**told, notes=notes, corrects=before, day=day)

    was_one = before is not None and (before.is_walk_jog or not before.distance)
    asks = was_one or (before is None and may_be_walk_jog(coach, None, day))
    sheet = run_log(
        before,
        None,
        last=None,
        walk_jog=None if asks else False,
        display=coach.routine.display,
        stage=stage_of(coach, before, day),
    )
    return Asked(sheet, record, lambda answers: doubt_of(coach, answers, before, day))


def _training(coach: Coach, day: date, before: Trained | None) -> Asked:
    distance = before.distance if before else 0
    sheet = trained_log(coach.routine.running.cross_training, before)
    return Asked(
        sheet,
        lambda answers: coach.trained(**answers, distance=distance, corrects=before, day=day),
    )


def _intake(coach: Coach, before: IntakeGiven) -> Asked:
    foot = coach.routine.profile.foot

    def record(answers: Answers) -> Event:
        told, new_foot, _ = intake_of(answers)
        return coach.take_intake(told, foot=new_foot, corrects=before)

    return Asked(intake(before, foot, before.day, coach.routine.display), record)


def _time(coach: Coach, entry: StepDone | StepSkipped) -> Asked:
    title = event_text(entry, coach.routine)
    question = Question("at", "When?", parse=WallTime.parse, example="18:40")
    at = f"{entry.at.astimezone(coach.zone):%H:%M}"
    sheet = Sheet(title, (question,), {"at": at})
    return Asked(sheet, lambda answers: coach.retime(entry, answers["at"]))
