"""Why a step was skipped; a given reason breaks no streak."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded
from coach.domain.day.planned import PlannedStep
from coach.domain.events.types import SkipReason
from coach.wording.answers import SKIPPED

_REASONS = (
    *(Option(one, one[0], SKIPPED[one]) for one in SkipReason),
    Option("", "n", "none of these"),
)


def skip_reason_form(coach: Coach, planned: PlannedStep) -> EntryForm:
    """Why a step of today was skipped."""
    step, known = planned.step, planned.facts.because

    def record(answers: Answers) -> Recorded:
        because = answers["because"] or None
        if because is not known:
            coach.record.skip(step.id, because)
        return Recorded(f"{step.name}: skipped{f', {SKIPPED[because]}' if because else ''}")

    question = Question(
        "because", "Why was it skipped?", _REASONS, example="these do not break a streak"
    )
    return EntryForm(Form(step.name, (question,), {"because": known or ""}), record)
