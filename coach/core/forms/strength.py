"""How a strength session felt, which decides whether the heel raises get harder."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms.form import EFFORT, WORST_PAIN, Answers, EntryForm, Form, Recorded
from coach.domain.events.types import StepDone
from coach.wording.limits import too_hard


def strength_form(coach: Coach, done: StepDone) -> EntryForm:
    """How a finished strength session felt."""

    def record(answers: Answers) -> Recorded:
        rated = coach.record.rate(done, effort=answers["effort"] or None, pain=answers["pain"])
        return Recorded(too_hard(answers["pain"]) or "Strength logged", rated)

    known: Answers = {"effort": done.effort or 0}
    if done.pain is not None:
        known["pain"] = done.pain
    return EntryForm(Form("How was the strength session?", (WORST_PAIN, EFFORT), known), record)
