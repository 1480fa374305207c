"""What is asked of the runner: the pain check, the log of a run, and the intake.

A front end shows the questions of a sheet in its own way; which are asked, and what an answer
may be, is the same in all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from coach.domain.day.dates import parse_day, parse_day_ahead
from coach.domain.events.types import (
    IntakeGiven,
    PainChecked,
    Pattern,
    RunLogged,
    RunNotes,
    SkipReason,
    StepDone,
    Support,
    Trained,
)
from coach.domain.heel.adapted_routine import CROSS_TRAINING
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import FLAGS
from coach.domain.routine.kinds import Foot
from coach.domain.routine.settings import CrossTraining, Display, DistanceUnit
from coach.domain.units import minutes_text, parse_run_time
from coach.wording.events import PATTERNS, SKIPPED

T = TypeVar("T")

Answers = dict[str, Any]
_RUN = {DistanceUnit.KM: "5.2 km", DistanceUnit.MILES: "3.2 mi"}
_STAGE = {DistanceUnit.KM: "2.4 km", DistanceUnit.MILES: "1.5 mi"}
_WEEKLY = {DistanceUnit.KM: "20 km", DistanceUnit.MILES: "12 mi"}
_LONGEST = {DistanceUnit.KM: "8 km", DistanceUnit.MILES: "5 mi"}
_SHORTEST_RUN = timedelta(minutes=1)
_MOST_WEEKS = 2000
_TEN_KEY = "t"


class Option(NamedTuple):
    """One answer among others, with its key."""

    value: Any
    key: str
    label: str


class Question(NamedTuple):
    """A question: with options to choose from, or with a text that `parse` reads.

    `asked` says, from the answers so far, whether it is asked at all; otherwise it is `assumed`.
    """

    id: str
    text: str
    options: tuple[Option, ...] = ()
    parse: Callable[[str], Any] | None = None
    example: str = ""
    asked: Callable[[Answers], bool] = lambda _: True
    assumed: Any = None


def scale(question_id: str, text: str, example: str) -> Question:
    """A question for a number from 0 to 10."""
    options = (*(Option(i, str(i), str(i)) for i in range(10)), Option(10, _TEN_KEY, "10"))
    return Question(question_id, text, options, example=example)


def yes_no(question_id: str, text: str, **more: Any) -> Question:  # noqa: ANN401 - as Question's
    """A question for yes or no."""
    options = (Option(value=True, key="y", label="yes"), Option(value=False, key="n", label="no"))
    return Question(question_id, text, options, **more)


class Sheet(NamedTuple):
    """Questions that belong together, in their order, and the answers known already.

    The answer to a question for a text is known as that text.
    """

    title: str
    questions: tuple[Question, ...]
    known: Answers

    def answers(self, given: Answers) -> Answers:
        """All answers: those given, and what is assumed where a question is not asked."""
        answers: Answers = {}
        for question in self.questions:
            is_asked = question.asked(answers)
            answers[question.id] = given.get(question.id) if is_asked else question.assumed
        return answers


NOT_TOLD = "not told"
"""The answer that leaves a question open; it is recorded as None."""
_UNTOLD = Option(NOT_TOLD, "u", "not told")


def may_be_left(question: Question) -> Question:
    """The question, with an answer that leaves it open."""
    return question._replace(options=(*question.options, _UNTOLD))


def told_of(answers: Answers) -> Answers:
    """The answers, those left open as None."""
    return {name: None if value == NOT_TOLD else value for name, value in answers.items()}


def pain_check(
    before: PainChecked | None, suggested: Answers, *, asks_splint: bool, ran_yesterday: bool
) -> Sheet:
    """First-step pain, then what makes one morning comparable with another (evidence 3.4)."""
    questions = [
        scale("pain", "How much did the very first steps hurt?", "0 none, 10 the worst"),
        yes_no("eases", "Does it ease after a few steps?", asked=_hurts, assumed=True),
        yes_no("walking_pain", "Does walking hurt after the first steps?"),
    ]
    if ran_yesterday:
        questions.append(yes_no("worse_after_run", "Is it worse than before yesterday's run?"))
    questions.append(may_be_left(yes_no("stretched_first", "Did you stretch in bed, first?")))
    if asks_splint:
        questions.append(may_be_left(yes_no("splint", "Did you wear the night splint?")))
    questions.append(may_be_left(yes_no("painkiller", "A painkiller that may mask it?")))
    known = dict(suggested) if before is None else _known_check(before, questions)
    return Sheet("Morning pain check", tuple(questions), known)


def _known_check(before: PainChecked, questions: list[Question]) -> Answers:
    """The answers of a check; what was not told may be left so where that is offered."""
    told = {one.id: getattr(before, one.id) for one in questions}
    left = {one.id: NOT_TOLD for one in questions if _UNTOLD in one.options}
    return {name: left.get(name) if value is None else value for name, value in told.items()}


def felt_sheet(*, asks_walk_jog: bool, stage: int | None = None) -> Sheet:
    """How a run felt, and whether it was the day's walk-jog, a stage of the ladder or none."""
    walk_jog = yes_no("walk_jog", _was_walk_jog(stage), asked=lambda _: asks_walk_jog)
    return Sheet("How was the run?", (walk_jog, *_FELT), {})


def run_log(
    before: RunLogged | None,
    gone: timedelta | None,
    *,
    last: RunLogged | None,
    walk_jog: bool | None,
    display: Display,
    stage: int | None = None,
) -> Sheet:
    """Distance, time, pain and effort; what can be guessed is suggested.

    Args:
        before: the run that is corrected, or told of.
        gone: how long ago it was set off.
        last: the run before, whose supports are suggested.
        walk_jog: whether it was the day's walk-jog, for it was played; None: that is asked, and
            false: there is none to be.
        display: the runner's units.
        stage: the stage of the ladder that the walk-jog was, or would have been, if any.
    """
    unit = display.distances
    may_be_unknown = walk_jog is not False
    example = f"{_STAGE[unit]}, or nothing" if may_be_unknown else _RUN[unit]
    known = _known_run(before, gone, last, display)
    parse = _any_distance(display) if may_be_unknown else _distance(display)
    if before:
        parse = _unless_unchanged(known["distance"], before.distance, parse)
    asks, asked = walk_jog is None, _was_walk_jog(stage)
    questions = (
        yes_no("walk_jog", asked, asked=lambda _: asks, assumed=walk_jog or None),
        Question("distance", "How far?", parse=parse, example=example),
        Question("duration", "How long?", parse=_run_time, example="31:20"),
        *_FELT,
        Question("effort", "How hard was it?", _EFFORTS, example="1 very easy, 10 all out"),
        Question("supports", "What did the foot wear?", _SUPPORTS),
    )
    return Sheet("How was the run?", questions, known)


def _was_walk_jog(stage: int | None) -> str:
    of_ladder = f" (stage {stage})" if stage else ""
    return f"Was this the walk-jog{of_ladder}?"


def notes_of(answers: Answers, before: RunLogged | None) -> RunNotes:
    """The answers that are notes, taken out of those to a run's questions."""
    answers["distance"] = answers["distance"] or None
    effort = answers.pop("effort")
    shoes = before.shoes if before else ""
    supports = answers.pop("supports")
    worn = None if supports == NOT_TOLD else supports
    return RunNotes(effort=effort or None, supports=worn, shoes=shoes)


def strength_log(before: StepDone | None) -> Sheet:
    """How a strength session felt; it decides whether the heel raises grow."""
    questions = (
        scale("pain", "How much did the heel hurt, at its worst?", "0 none, 10 the worst"),
        Question("effort", "How hard was it?", _EFFORTS, example="1 very easy, 10 all out"),
    )
    known: Answers = {"effort": (before.effort or 0) if before else 0}
    if before and before.pain is not None:
        known["pain"] = before.pain
    return Sheet("How was the strength session?", questions, known)


def trained_log(at_hand: tuple[CrossTraining, ...], before: Trained | None = None) -> Sheet:
    """What was done in a run's place, and for how long."""
    known: Answers = {}
    kinds = list(at_hand or CrossTraining)
    if before:
        done = CrossTraining(before.activity)
        known = {"activity": done, "duration": minutes_text(before.duration)}
        kinds += [] if done in kinds else [done]
    options = tuple(
        Option(one, str(number), CROSS_TRAINING[one]) for number, one in enumerate(kinds, start=1)
    )
    questions = (
        Question("activity", "What did you do?", options),
        Question("duration", "How long?", parse=_run_time, example="30m"),
    )
    return Sheet("Cross-training", questions, known)


def intake(
    before: IntakeGiven | None,
    foot: Foot,
    today: date,
    display: Display,
    *,
    asks_foot: bool = True,
) -> Sheet:
    """What the coach has to know of somebody; all of it may be told again."""
    known, unit = _known_intake(before, foot, today, display), display.distances
    far = _distance(display)
    parsed = {"since": _weeks_before(today), "weekly": far, "longest": far}
    if before:
        parsed = {
            name: _unless_unchanged(known[name], getattr(before, name), parse)
            for name, parse in parsed.items()
        }
    questions = (
        Question(
            "foot", "Which foot hurts?", _options(Foot), asked=lambda _: asks_foot, assumed=foot
        ),
        Question("since", "Sore for?", parse=parsed["since"], example="6 weeks"),
        yes_no("is_typical", "Worst at the first steps, then easing?"),
        yes_no("has_flags", "Any warning sign, like swelling or fever?"),
        yes_no("weak_bones", "Weak bones, long on steroids, missed periods or fast weight loss?"),
        yes_no("pregnant", "Are you pregnant?"),
        yes_no("no_ice", "Poor feeling or circulation, cold allergy?"),
        yes_no("runs", "Have you run in the last two weeks?"),
        Question("weekly", "Per week?", (), parsed["weekly"], _WEEKLY[unit], _runs, 0.0),
        Question("longest", "Longest?", (), parsed["longest"], _LONGEST[unit], _runs, 0.0),
        Question(
            "last_run",
            "Days ago?",
            parse=_days_before(today),
            example="2, for the last run",
            asked=_runs,
        ),
        Question("last_pattern", "How did its pain go?", _ALL_PATTERNS, asked=_runs),
        may_be_left(
            yes_no(
                "brisk_walk",
                "Is 30 min of brisk walking free of pain?",
                asked=lambda answers: answers["runs"] is False,
            )
        ),
        Question("allowed", "What has a clinician allowed?", _ALLOWED),
        Question(
            "until",
            "Until?",
            parse=_end_of_word(today),
            example="4 weeks, fri or 2026-12-24",
            asked=lambda answers: answers["allowed"] not in {None, _NOTHING_SAID},
        ),
    )
    return Sheet("About you", questions, known)


def intake_of(answers: Answers) -> tuple[dict[str, Any], Foot, bool]:
    """The fields of the intake, the foot, and whether warning signs are to be ticked."""
    told = dict(answers)
    foot, has_flags = told.pop("foot"), told.pop("has_flags")
    if not told.pop("runs"):
        told |= {"weekly": 0.0, "longest": 0.0, "last_run": None, "last_pattern": None}
    if told["brisk_walk"] in {None, NOT_TOLD}:
        del told["brisk_walk"]
    allowed = told.pop("allowed")
    return told | {"allowed": None if allowed == _NOTHING_SAID else allowed}, foot, has_flags


_PATTERNS = tuple(enumerate((one for one in Pattern if one is not Pattern.NONE), start=1))
_PATTERN_OPTIONS = tuple(
    Option(pattern, str(number), PATTERNS[pattern]) for number, pattern in _PATTERNS
)
_FELT = (
    scale("pain", "How much did the heel hurt, at its worst?", "0 none, 10 the worst"),
    Question(
        "pattern",
        "How did the pain go?",
        _PATTERN_OPTIONS,
        asked=lambda answers: bool(answers.get("pain")),
        assumed=Pattern.NONE,
    ),
)
_ALL_PATTERNS = (Option(Pattern.NONE, "0", PATTERNS[Pattern.NONE]), *_PATTERN_OPTIONS)
_EFFORTS = (
    *(Option(number, str(number), str(number)) for number in range(1, 10)),
    Option(10, "t", "10"),
    Option(0, "n", "not sure"),
)
_SUPPORTS = (
    Option((), "n", "nothing"),
    Option((Support.TAPE,), "t", "tape"),
    Option((Support.ORTHOTIC,), "o", "orthotic"),
    Option((Support.TAPE, Support.ORTHOTIC), "b", "both"),
    _UNTOLD,
)
_NOTHING_SAID = -1
_AS_LONG = "4 weeks"
"""How long a clinician's word is in force where nothing else is said (ours)."""
_ALLOWED = (
    Option(_NOTHING_SAID, "n", "nothing said"),
    Option(int(Level.REST), "0", "no sport"),
    Option(int(Level.CROSS_TRAIN), "1", "no running"),
    Option(int(Level.WALK_JOG), "2", "walk-jog"),
    Option(int(Level.NO_INCREASE), "3", "running"),
)


def _options(kind: type[Foot]) -> tuple[Option, ...]:
    return tuple(Option(one, str(one)[0], str(one)) for one in kind)


def _known_run(
    before: RunLogged | None, gone: timedelta | None, last: RunLogged | None, display: Display
) -> Answers:
    worn = last.supports if last else None
    known: Answers = {"effort": 0, "supports": NOT_TOLD if worn is None else worn}
    if before is not None:
        return known | {
            "distance": display.exact(before.distance),
            "duration": minutes_text(before.duration),
            "pain": before.pain,
            "pattern": before.pattern,
            "effort": before.effort or 0,
            "supports": NOT_TOLD if before.supports is None else before.supports,
            "walk_jog": before.is_walk_jog if before.pain is not None else None,
        }
    if gone is not None and gone >= _SHORTEST_RUN:
        known["duration"] = minutes_text(gone.total_seconds())
    return known


def _known_intake(before: IntakeGiven | None, foot: Foot, today: date, display: Display) -> Answers:
    """All answers of an intake as they are on a day, so that saving it again changes nothing."""
    if before is None:
        return {"foot": foot, "allowed": _NOTHING_SAID, "brisk_walk": NOT_TOLD, "until": _AS_LONG}
    is_over = before.until is not None and before.until < today
    return {
        "foot": foot,
        "since": str((today - before.since).days // 7) if before.since else "",
        "is_typical": before.is_typical,
        "has_flags": False,
        "weak_bones": before.weak_bones,
        "pregnant": before.pregnant,
        "no_ice": before.no_ice,
        "runs": before.last_run is not None or bool(before.weekly or before.longest),
        "weekly": display.exact(before.weekly) if before.weekly else "",
        "longest": display.exact(before.longest) if before.longest else "",
        "last_run": str((today - before.last_run).days) if before.last_run else "",
        "last_pattern": before.last_pattern,
        "brisk_walk": NOT_TOLD if before.brisk_walk is None else before.brisk_walk,
        "allowed": _NOTHING_SAID if before.allowed is None or is_over else before.allowed,
        "until": str(before.until) if before.until and not is_over else _AS_LONG,
    }


def _runs(answers: Answers) -> bool:
    return bool(answers["runs"])


def _end_of_word(today: date) -> Callable[[str], date]:
    """Until when a clinician's word is in force."""

    def read(text: str) -> date:
        until = parse_day_ahead(text, today)
        if until < today:
            raise ValueError(text)
        return until

    return read


def _weeks_before(today: date) -> Callable[[str], date]:
    return lambda text: today - timedelta(weeks=_count(text))


def _days_before(today: date) -> Callable[[str], date]:
    return lambda text: today - timedelta(days=_count(text))


def _count(text: str) -> int:
    count = int(text.split(maxsplit=1)[0]) if text.strip() else -1
    if not 0 <= count <= _MOST_WEEKS:
        raise ValueError(text)
    return count


def _any_distance(display: Display) -> Callable[[str], float]:
    return lambda text: display.metres(text) if text.strip() else 0.0


def past_day(today: date) -> Callable[[str], date]:
    """Reads a day that is not to come."""

    def read(text: str) -> date:
        day = parse_day(text, today)
        if day > today:
            raise ValueError(text)
        return day

    return read


def clearing(standing: tuple[str, ...], chosen: str | None, today: date) -> Sheet:
    """Which warning sign a clinician has seen, who that was, and when.

    Args:
        standing: the signs that are ticked.
        chosen: the one that is suggested, if any.
        today: the coach day.
    """
    signs = tuple(
        Option(sign, key, FLAGS[sign].text if sign in FLAGS else sign)
        for sign, key in zip(standing, _SIGN_KEYS, strict=False)
    )
    suggested = standing[0] if len(standing) == 1 else chosen
    questions = (
        Question("sign", "Which sign has a clinician seen?", signs),
        Question("seen_by", "Seen by?", parse=_name, example="Dr Lee, physio"),
        Question("seen_on", "When?", parse=past_day(today), example="yesterday, tue or 2026-11-20"),
    )
    known: Answers = {"sign": suggested, "seen_on": "today"}
    return Sheet("Clear a warning sign", questions, known)


_SIGN_KEYS = "123456789abcdefghijkl"


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def skip_reason(name: str, known: SkipReason | None) -> Sheet:
    """Why a step was skipped; such a reason breaks no streak."""
    none = Option("", "n", "no such reason")
    reasons = (Option(one, one[0], SKIPPED[one]) for one in SkipReason)
    example = "these break no streak"
    question = Question("because", "Why was it skipped?", (*reasons, none), example=example)
    return Sheet(name, (question,), {"because": known or ""})


def _hurts(answers: Answers) -> bool:
    return bool(answers["pain"])


def _distance(display: Display) -> Callable[[str], float]:
    return lambda text: _positive(display.metres(text))


def _unless_unchanged(shown: str, value: T, parse: Callable[[str], T]) -> Callable[[str], T]:
    """What is left as it was shown stays exactly what it was, as the metres of a distance."""
    return lambda text: value if text == shown else parse(text)


def _run_time(text: str) -> float:
    return _positive(parse_run_time(text))


def _positive(number: float) -> float:
    if number <= 0:
        raise ValueError(number)
    return number
