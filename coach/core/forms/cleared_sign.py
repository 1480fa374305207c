"""Which warning sign a clinician has seen, who that was, and when."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded
from coach.domain.heel.warning_signs import FLAGS
from coach.wording.cleared_signs import before_clearing, cleared_text

_KEYS = "123456789abcdefghijkl"


def cleared_sign_form(coach: Coach, chosen: str | None = None) -> EntryForm | None:
    """Clears a warning sign, with the `chosen` one preselected; None if there is no sign."""
    standing = coach.judgement().flags
    if not standing:
        return None

    def record(answers: Answers) -> Recorded:
        cleared = coach.record.clear_flags(
            (answers["sign"],), answers["seen_by"], answers["seen_on"]
        )
        return Recorded(cleared_text(cleared.flags, coach.judgement()), cleared)

    only = standing[0] if len(standing) == 1 else None
    known: Answers = {"sign": chosen if chosen in standing else only, "seen_on": "today"}
    title = f"Clear a warning sign. {before_clearing(standing)}".rstrip(". ")
    return EntryForm(Form(title, _questions(coach, standing), known), record)


def _questions(coach: Coach, standing: tuple[str, ...]) -> tuple[Question, ...]:
    signs = (
        Option(sign, key, FLAGS[sign].text if sign in FLAGS else sign)
        for sign, key in zip(standing, _KEYS, strict=False)
    )
    past_day = parsers.past_day(coach.present_day())
    return (
        Question("sign", "Which sign has a clinician seen?", tuple(signs)),
        Question("seen_by", "Who has seen it?", parse=parsers.name, example="Dr Lee, physio"),
        Question("seen_on", "When?", parse=past_day, example=parsers.PAST_DAY_EXAMPLE),
    )
