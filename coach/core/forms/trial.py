"""A trial by lot: which one to begin, or whether to end the one under way."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.domain.events.types import TrialAid
from coach.domain.history.trial import Trial
from coach.errors import RefusedError
from coach.wording.trial import HOW, NAMES, begun_text, drawn_text, result_text

_AIDS = tuple(
    Option(aid, str(key), NAMES[aid].removeprefix("the ")) for key, aid in enumerate(TrialAid, 1)
)


def trial_form(coach: Coach) -> EntryForm:
    """Begins a trial, or ends the one under way."""
    trial = coach.days.trial_on(coach.present_day())
    return _ending(coach, trial) if trial else _beginning(coach)


def _beginning(coach: Coach) -> EntryForm:
    def record(answers: Answers) -> Recorded:
        return Recorded(begun_text(coach.trials.start(answers["aid"])))

    question = Question("aid", "What do you want to try?", _AIDS)
    form = Form("One change at a time", (question,), {}, doubt=lambda _: f"{HOW} Begin today?")
    return EntryForm(form, record)


def _ending(coach: Coach, trial: Trial) -> EntryForm:
    def record(answers: Answers) -> Recorded:
        if not answers["ends"]:
            raise RefusedError("The trial goes on.")
        result = coach.trials.result(coach.trials.end())
        return Recorded(f"The trial has ended. {result_text(result)}")

    question = yes_no("ends", "End it early?")
    title = drawn_text(trial, coach.present_day())
    return EntryForm(Form(title, (question,), {"ends": False}), record)
