"""Cross-training: what was done instead of a run, and for how long."""

from __future__ import annotations

from datetime import date

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded
from coach.domain.events.types import Trained
from coach.domain.heel.adapted_routine import CROSS_TRAINING
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import stopwatch_text


def training_form(
    coach: Coach, *, day: date | None = None, entry: Trained | None = None
) -> EntryForm:
    """The training of today or a past day; or an entry, to correct it."""

    def record(answers: Answers) -> Recorded:
        distance = entry.distance if entry else 0
        trained = coach.record.trained(**answers, distance=distance, corrects=entry, day=day)
        return Recorded("Training logged", trained)

    known: Answers = {}
    kinds = list(coach.routine.running.cross_training or CrossTraining)
    if entry:
        done = CrossTraining(entry.activity)
        known = {"activity": done, "duration": stopwatch_text(entry.duration)}
        kinds += [] if done in kinds else [done]
    options = (
        Option(one, str(number), CROSS_TRAINING[one]) for number, one in enumerate(kinds, start=1)
    )
    questions = (
        Question("activity", "What did you do?", tuple(options)),
        Question("duration", "How long?", parse=parsers.run_time, example="30m"),
    )
    return EntryForm(Form("Cross-training", questions, known), record)
