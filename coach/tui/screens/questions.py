"""What is asked of the runner: the pain check, the log of a run, and the intake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from coach.domain.adapting import CROSS_TRAINING
from coach.domain.events import (
    IntakeGiven,
    PainChecked,
    Pattern,
    RunLogged,
    RunNotes,
    SkipReason,
    Support,
)
from coach.domain.readiness import Level
from coach.domain.routine import CrossTraining, Foot
from coach.domain.units import minutes_text, parse_distance, parse_run_time
from coach.tui.screens.ask import AskScreen
from coach.tui.widgets.question import Answers, Option, Question, scale, yes_no
from coach.words import PATTERNS, SKIPPED

_METRES_IN_KM = 1000
_SHORTEST_RUN = timedelta(minutes=1)
_MOST_WEEKS = 2000


def pain_check(
    before: PainChecked | None, suggested: Answers, *, asks_splint: bool, ran_yesterday: bool
) -> AskScreen:
    """First-step pain, then what makes one morning comparable with another (evidence 3.4)."""
    questions = [
        scale("pain", "How much did the very first steps hurt?", "0 none, 10 the worst"),
        yes_no("eases", "Does it ease after a few steps?", asked=_hurts, assumed=True),
        yes_no("walking_pain", "Is walking still painful after that?", asked=_hurts, assumed=False),
        yes_no("stretched_first", "Did you stretch in bed, before the first step?"),
    ]
    if asks_splint:
        questions.append(yes_no("splint", "Did you wear the night splint?"))
    if ran_yesterday:
        questions.append(yes_no("worse_after_run", "Is it worse than before yesterday's run?"))
    fields = tuple(question.id for question in questions)
    known = {field: getattr(before, field) for field in fields} if before else suggested
    return AskScreen("Morning pain check", tuple(questions), known)


def run_log(
    before: RunLogged | None, gone: timedelta | None, *, last: RunLogged | None, on_ladder: bool
) -> AskScreen:
    """Distance, time, pain and effort; what can be guessed is suggested."""
    example = "2.4 km, or nothing" if on_ladder else "5.2 km"
    questions = (
        Question(
            "distance", "How far?", parse=_any_distance if on_ladder else _distance, example=example
        ),
        Question("duration", "How long?", parse=_run_time, example="31:20"),
        scale("pain", "How much did the heel hurt, at its worst?", "0 none, 10 the worst"),
        Question(
            "pattern", "How did the pain go?", _PATTERN_OPTIONS, asked=_hurts, assumed=Pattern.NONE
        ),
        Question("effort", "How hard was it?", _EFFORTS, example="1 very easy, 10 all out"),
        Question("supports", "What did the foot wear?", _SUPPORTS),
    )
    return AskScreen("How was the run?", questions, _known_run(before, gone, last))


def notes_of(answers: Answers, before: RunLogged | None) -> RunNotes:
    """The answers that are notes, taken out of those to a run's questions."""
    answers["distance"] = answers["distance"] or None
    effort = answers.pop("effort")
    shoes = before.shoes if before else ""
    return RunNotes(effort=effort or None, supports=answers.pop("supports"), shoes=shoes)


def trained_log(at_hand: tuple[CrossTraining, ...]) -> AskScreen:
    """What was done in a run's place, and for how long."""
    options = tuple(
        Option(one, str(number), CROSS_TRAINING[one])
        for number, one in enumerate(at_hand or tuple(CrossTraining), start=1)
    )
    questions = (
        Question("activity", "What did you do?", options),
        Question("duration", "How long?", parse=_run_time, example="30m"),
    )
    return AskScreen("Cross-training", questions, {})


def intake(before: IntakeGiven | None, foot: Foot, today: date) -> AskScreen:
    """What the coach has to know of somebody; all of it may be told again."""
    questions = (
        Question("foot", "Which foot hurts?", _options(Foot)),
        Question("since", "How long?", parse=_weeks_before(today), example="6 weeks"),
        yes_no("is_typical", "Worst at the first steps, then easing?"),
        yes_no("has_flags", "Any warning sign, such as swelling or fever?"),
        yes_no("no_ice", "Poor feeling or circulation, or cold allergy?"),
        yes_no("runs", "Have you run in the last two weeks?"),
        Question("weekly", "Per week?", parse=_distance, example="20 km", asked=_runs, assumed=0.0),
        Question("longest", "Longest?", parse=_distance, example="8 km", asked=_runs, assumed=0.0),
        Question(
            "last_run",
            "Days ago?",
            parse=_days_before(today),
            example="2, for the last run",
            asked=_runs,
        ),
        Question("last_pattern", "How did its pain go?", _ALL_PATTERNS, asked=_runs),
        Question("allowed", "What has a clinician allowed?", _ALLOWED),
    )
    return AskScreen("About you", questions, _known_intake(before, foot, today))


def intake_of(answers: Answers) -> tuple[dict[str, Any], Foot, bool]:
    """The fields of the intake, the foot, and whether warning signs are to be ticked."""
    told = dict(answers)
    foot, has_flags = told.pop("foot"), told.pop("has_flags")
    if not told.pop("runs"):
        told |= {"weekly": 0.0, "longest": 0.0, "last_run": None, "last_pattern": None}
    allowed = told.pop("allowed")
    return told | {"allowed": None if allowed == _NOTHING_SAID else allowed}, foot, has_flags


_PATTERNS = tuple(enumerate((one for one in Pattern if one is not Pattern.NONE), start=1))
_PATTERN_OPTIONS = tuple(
    Option(pattern, str(number), PATTERNS[pattern]) for number, pattern in _PATTERNS
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
)
_NOTHING_SAID = -1
_ALLOWED = (
    Option(_NOTHING_SAID, "n", "nothing said"),
    Option(int(Level.REST), "0", "no sport"),
    Option(int(Level.CROSS_TRAIN), "1", "no running"),
    Option(int(Level.WALK_JOG), "2", "walk-jog"),
    Option(int(Level.NO_INCREASE), "3", "running"),
)


def _options(kind: type[Foot]) -> tuple[Option, ...]:
    return tuple(Option(one, str(one)[0], str(one)) for one in kind)


def _known_run(before: RunLogged | None, gone: timedelta | None, last: RunLogged | None) -> Answers:
    known: Answers = {"effort": 0, "supports": last.supports if last else ()}
    if before is not None:
        return known | {
            "distance": f"{before.distance / _METRES_IN_KM:g} km",
            "duration": minutes_text(before.duration),
            "pain": before.pain,
            "pattern": before.pattern,
            "effort": before.effort or 0,
            "supports": before.supports,
        }
    if gone is not None and gone >= _SHORTEST_RUN:
        known["duration"] = minutes_text(gone.total_seconds())
    return known


def _known_intake(before: IntakeGiven | None, foot: Foot, today: date) -> Answers:
    if before is None:
        return {"foot": foot, "allowed": _NOTHING_SAID}
    weeks = (today - before.since).days // 7 if before.since else ""
    return {
        "foot": foot,
        "since": str(weeks),
        "is_typical": before.is_typical,
        "no_ice": before.no_ice,
        "allowed": _NOTHING_SAID if before.allowed is None else before.allowed,
    }


def _runs(answers: Answers) -> bool:
    return bool(answers["runs"])


def _weeks_before(today: date) -> Callable[[str], date]:
    return lambda text: today - timedelta(weeks=_count(text))


def _days_before(today: date) -> Callable[[str], date]:
    return lambda text: today - timedelta(days=_count(text))


def _count(text: str) -> int:
    count = int(text.split(maxsplit=1)[0]) if text.strip() else -1
    if not 0 <= count <= _MOST_WEEKS:
        raise ValueError(text)
    return count


def _any_distance(text: str) -> float:
    return parse_distance(text) if text.strip() else 0.0


def skip_reason(name: str, known: SkipReason | None) -> AskScreen:
    """Why a step was skipped; such a reason breaks no streak."""
    none = Option("", "n", "no such reason")
    reasons = (Option(one, one[0], SKIPPED[one]) for one in SkipReason)
    example = "these break no streak"
    question = Question("because", "Why was it skipped?", (*reasons, none), example=example)
    return AskScreen(name, (question,), {"because": known or ""})


def _hurts(answers: Answers) -> bool:
    return bool(answers["pain"])


def _distance(text: str) -> float:
    return _positive(parse_distance(text))


def _run_time(text: str) -> float:
    return _positive(parse_run_time(text))


def _positive(number: float) -> float:
    if number <= 0:
        raise ValueError(number)
    return number
