"""The four-weekly measurement, the count of the heel raises, and a score of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.forms import parsers
from coach.core.forms.form import (
    LEFT_OPEN,
    Answers,
    EntryForm,
    Form,
    Option,
    Question,
    Recorded,
    answered,
    scale,
)
from coach.domain.events.types import Measured, RatedActivity, ScoreBrought
from coach.domain.history.measurements import (
    ACTIVITIES,
    MOST_CENTIMETRES,
    MOST_RAISES,
    MOST_SCORE,
    latest_activities,
)
from coach.domain.routine.kinds import Foot
from coach.wording.measurements import (
    NO_HEEL_RAISES,
    NO_TESTS,
    NOTHING,
    PUT_OFF,
    TWICE,
    measured_text,
    score_text,
)

PLAY = "play"
"""The answer that lets the player count the heel raises afterwards."""
_ENTER, _NOT = "enter", "not"
_HEEL_RAISES = (
    Option(PLAY, "p", "with the player"),
    Option(_ENTER, "e", "enter them"),
    Option(_NOT, "n", "not today"),
)
_WHEN = (Option(value=True, key="y", label="yes"), Option(value=False, key="n", label="not now"))
_NUMBERS = range(1, ACTIVITIES + 1)
_SIDES = ("left", "right")
_TESTS = (*(f"raises_{side}" for side in _SIDES), *(f"wall_{side}" for side in _SIDES))


def measurement_form(coach: Coach, *, can_play: bool = True) -> EntryForm:
    """What is measured today, added to what was measured today already.

    While it is due it may be put off. `can_play` says whether the front end has a player.
    """
    may_raise, may_bend = coach.measuring.may_raise_heels(), coach.measuring.may_bend_ankles()
    is_due, before = view_day(coach).is_to_measure, coach.measuring.of_today()

    def record(answers: Answers) -> Recorded:
        if not _measures(answers):
            return Recorded(PUT_OFF, coach.measuring.put_off())
        return _recorded(coach, answers)

    ways = _HEEL_RAISES if can_play else _HEEL_RAISES[1:]
    questions = (
        Question("now", "Measure today?", _WHEN, asked=lambda _: is_due, assumed=True),
        *_questions(ways, may_raise=may_raise, may_bend=may_bend),
    )
    known = _suggested(coach) | _known_of(before)
    without = "" if may_raise else NO_HEEL_RAISES if may_bend else NO_TESTS
    title = f"Measurement. {without}" if without else "Measurement"
    return EntryForm(Form(title, questions, known, refusal=_refusal), record)


def measured_form(coach: Coach, entry: Measured) -> EntryForm:
    """The form that corrects a measurement."""

    def record(answers: Answers) -> Recorded:
        return _recorded(coach, answers, entry)

    questions = _questions(_HEEL_RAISES[1:])
    form = Form("Measurement", tuple(questions), _known_of(entry), refusal=_refusal)
    return EntryForm(form, record)


def counted_form(coach: Coach, counts: Mapping[Foot, int]) -> EntryForm:
    """The heel raises that the player has counted, to be confirmed."""

    def record(answers: Answers) -> Recorded:
        told = answered(answers)
        measured = coach.measuring.measure(raises=(told["raises_left"], told["raises_right"]))
        return Recorded(_said(measured), measured)

    known = {f"raises_{foot}": str(count) for foot, count in counts.items()}
    questions = tuple(_count(side) for side in _SIDES)
    form = Form("Heel raises, as counted; correct them if need be", questions, known)
    return EntryForm(form, record)


def score_form(
    coach: Coach, *, day: date | None = None, entry: ScoreBrought | None = None
) -> EntryForm:
    """The score of a questionnaire that was filled in elsewhere; or an entry, to correct it."""
    today = coach.present_day()

    def record(answers: Answers) -> Recorded:
        title, score, on = answers["title"], answers["score"], answers["on"]
        told = coach.measuring.bring_score(title, score, on, corrects=entry)
        return Recorded(f"{score_text(told)}: recorded", told)

    questions = (
        Question("title", "Which questionnaire?", parse=parsers.name, example="FFI", leaves=1),
        Question("score", "What is its score?", parse=parsers.number(MOST_SCORE), example="54"),
        Question("on", "On which day?", parse=parsers.past_day(today), example="today"),
    )
    known: Answers = {"on": str(day or today)}
    if entry:
        known = {"title": entry.title, "score": f"{entry.score:g}", "on": str(entry.day)}
    return EntryForm(Form("Score of a questionnaire", questions, known), record)


def _questions(
    heel_raises: tuple[Option, ...], *, may_raise: bool = True, may_bend: bool = True
) -> Iterator[Question]:
    for number in _NUMBERS:
        yield from _activity(number)
    for side in _SIDES:
        text = f"Knee to wall, {side} foot, in cm?"
        parse = parsers.or_nothing(parsers.number(MOST_CENTIMETRES))
        yield Question(
            f"wall_{side}",
            text,
            parse=parse,
            example="9.5",
            asked=lambda answers: may_bend and _measures(answers),
        )
    yield Question(
        "heel_raises",
        "Heel raises on one leg until tired, with pain of 5 at most?",
        heel_raises,
        asked=lambda answers: may_raise and _measures(answers),
        assumed=_NOT,
    )
    for side in _SIDES:
        yield _count(side)._replace(asked=lambda answers: answers.get("heel_raises") == _ENTER)


def _activity(number: int) -> Iterator[Question]:
    """An activity of the runner's own, and its rating; the words are ours ([P40])."""
    yield Question(
        f"activity_{number}",
        f"Activity {number} that the heel makes hard?",
        parse=parsers.name_or_nothing,
        example="stairs; - for none",
        asked=_measures,
    )
    rating = scale(f"score_{number}", "How well does it go?", "0 not at all, 10 as before")
    activity = f"activity_{number}"
    yield rating._replace(asked=lambda answers: bool(answers.get(activity)), about=activity)


def _count(side: str) -> Question:
    parse = parsers.or_nothing(parsers.number(MOST_RAISES, int))
    return Question(f"raises_{side}", f"Heel raises on the {side} leg?", parse=parse, example="18")


def _measures(answers: Answers) -> bool:
    return answers.get("now") is not False


def _suggested(coach: Coach) -> Answers:
    """The activities of the last time."""
    names = latest_activities(coach.days.judge_of(coach.present_day()).measured)
    return {f"activity_{number}": name for number, name in enumerate(names, 1)}


def _known_of(measured: Measured | None) -> Answers:
    """What a measurement says, if there is one."""
    if measured is None:
        return {}
    known: Answers = {}
    for number, one in enumerate(measured.activities, 1):
        known |= {f"activity_{number}": one.activity, f"score_{number}": one.score}
    values = {name: getattr(measured, name) for name in _TESTS}
    known |= {name: f"{value:g}" for name, value in values.items() if value is not None}
    has_raised = measured.raises_left is not None or measured.raises_right is not None
    return known | ({"heel_raises": _ENTER} if has_raised else {})


def _recorded(coach: Coach, answers: Answers, entry: Measured | None = None) -> Recorded:
    """Record what was answered; heel raises that the player will count come later."""
    told = answered(answers)
    activities = tuple(_rated(answers))
    values = [told[name] for name in _TESTS]
    is_empty = not activities and all(one is None for one in values)
    if is_empty and answers["heel_raises"] == PLAY:
        return Recorded("Heel raises first")
    raises, wall = (values[0], values[1]), (values[2], values[3])
    measured = coach.measuring.measure(activities, raises=raises, wall=wall, corrects=entry)
    return Recorded(_said(measured), measured)


def _said(measured: Measured) -> str:
    return f"Measured: {measured_text(measured)}"


def _rated(answers: Answers) -> Iterator[RatedActivity]:
    for number in _NUMBERS:
        name, score = answers[f"activity_{number}"], answers[f"score_{number}"]
        if name and score is not None:
            yield RatedActivity(name, score)


def _refusal(answers: Answers) -> str:
    """Why the answers cannot be recorded: nothing was measured, or an activity is there twice."""
    if not _measures(answers) or answers["heel_raises"] == PLAY:
        return ""
    names = [one.activity.casefold() for one in _rated(answers)]
    if len(set(names)) < len(names):
        return TWICE
    return "" if names or any(_is_told(answers[name]) for name in _TESTS) else NOTHING


def _is_told(answer: object) -> bool:
    return answer not in {None, LEFT_OPEN}
