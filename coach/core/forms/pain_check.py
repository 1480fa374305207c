"""The pain check: first-step pain, and what makes one morning comparable with another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coach.core.coach import Coach
from coach.core.forms.form import (
    LEFT_OPEN,
    Answers,
    EntryForm,
    Form,
    Question,
    Recorded,
    answered,
    may_be_left,
    may_stay_open,
    scale,
    yes_no,
)
from coach.core.what_follows import with_what_follows
from coach.domain.events.types import PainChecked, TrialAid
from coach.domain.routine.kinds import StepKind
from coach.wording.maintenance import BROUGHT_BACK, ends_today
from coach.wording.trial import used_question

_NIGHT_SPLINT = "night-splint"
_DAY = timedelta(days=1)


def pain_check_form(coach: Coach, day: date | None = None) -> EntryForm:
    """The pain check of today or a past day; an existing one is corrected."""
    on = day or coach.present_day()
    before = coach.days.check_of(on)
    questions = tuple(_questions(coach, on, before))
    left = {one.id: LEFT_OPEN for one in questions if may_stay_open(one)}
    known = left | (_answers_of(before, questions) if before else _suggested(coach, day))

    def record(answers: Answers) -> Recorded:
        check = coach.record.check(**answered(answers), day=day)
        text = f"First-step pain {check.pain}/10."
        if check.day == coach.present_day() and ends_today(coach.judgement()):
            text = f"{text} {BROUGHT_BACK}"
        return Recorded(with_what_follows(coach, text, check.day), check)

    same = _same(coach.days.check_of(on - _DAY), questions) | _suggested(coach, day)
    form = Form("Morning pain check", questions, known, same=same if "pain" in same else None)
    return EntryForm(form, record)


def _questions(coach: Coach, day: date, before: PainChecked | None) -> Iterator[Question]:
    """One for each field of `PainChecked`, by its name (evidence 3.4)."""
    yield scale("pain", "How much did the very first steps hurt?", "0 none, 10 the worst")
    yield yes_no("eases", "Does it ease after a few steps?", asked=_hurts, assumed=True)
    yield yes_no("walking_pain", "Does walking hurt after the first steps?")
    was_worse = before is not None and before.worse_after_run is True
    if was_worse or coach.days.run_of(day - _DAY) is not None:
        yield yes_no("worse_after_run", "Is it worse than yesterday morning, before your run?")
    yield may_be_left(yes_no("stretched_first", "Did you stretch in bed first?"))
    trial = coach.days.trial_on(day - _DAY)
    tried = trial.aid if trial else None
    wore_splint = before is not None and before.splint is True
    tries_splint = tried is TrialAid.SPLINT
    if wore_splint or tries_splint or _NIGHT_SPLINT in coach.routine.steps:
        yield may_be_left(yes_no("splint", "Did you wear the night splint?"))
    yield may_be_left(yes_no("painkiller", "Any painkiller that may mask it?"))
    if tried and not tries_splint:
        yield may_be_left(yes_no("aid", used_question(tried)))


def _suggested(coach: Coach, day: date | None) -> Answers:
    """Suggestions for the first check of today: stretches in bed, if any were done."""
    has_stretched = day is None and any(
        one.facts.done and one.step.kind is StepKind.SESSION for one in coach.today().steps
    )
    return {"stretched_first": True} if has_stretched else {}


def _answers_of(before: PainChecked, questions: tuple[Question, ...]) -> Answers:
    known = {one.id: getattr(before, one.id) for one in questions}
    return {name: answer for name, answer in known.items() if answer is not None}


def _same(yesterday: PainChecked | None, questions: tuple[Question, ...]) -> Answers:
    """The answers of the morning before, as far as they can be given again.

    Another run may lie between, and another lot. Without pain it was assumed to ease.
    """
    if yesterday is None:
        return {}
    left_out = {"worse_after_run", "aid"} | (set() if yesterday.pain else {"eases"})
    asked = tuple(one for one in questions if one.id not in left_out)
    return {one.id: LEFT_OPEN for one in asked if may_stay_open(one)} | _answers_of(
        yesterday, asked
    )


def _hurts(answers: Answers) -> bool:
    return bool(answers["pain"])
