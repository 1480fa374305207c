"""The maintenance day: the answer to the offer, or back to the full day."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.errors import RefusedError
from coach.wording.maintenance import BEGUN, ENDED, HOW, OFFER, PUT_OFF, maintenance_text

_ANSWERS = (Option(value=True, key="y", label="yes"), Option(value=False, key="n", label="not now"))


def maintenance_form(coach: Coach) -> EntryForm:
    """Answers the offer, or ends the maintenance day.

    Raises:
        RefusedError: if there is neither.
    """
    if coach.maintenance.is_on:
        return _ending(coach)
    if not coach.maintenance.is_offered:
        raise RefusedError(coach.maintenance.why_not())
    return _answering(coach)


def _answering(coach: Coach) -> EntryForm:
    def record(answers: Answers) -> Recorded:
        if answers["takes"]:
            coach.maintenance.begin()
            return Recorded(BEGUN)
        coach.maintenance.put_off()
        return Recorded(PUT_OFF)

    def doubt(answers: Answers) -> str:
        return f"{HOW} Begin today?" if answers["takes"] else ""

    question = Question("takes", "Do you want it?", _ANSWERS)
    return EntryForm(Form(OFFER, (question,), {}, doubt=doubt), record)


def _ending(coach: Coach) -> EntryForm:
    def record(answers: Answers) -> Recorded:
        if not answers["ends"]:
            raise RefusedError("The maintenance day goes on.")
        coach.maintenance.end()
        return Recorded(ENDED)

    question = yes_no("ends", "Go back to the full day?")
    title = maintenance_text(coach.judgement())
    return EntryForm(Form(title, (question,), {"ends": False}), record)
