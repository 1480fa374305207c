"""What Coach has to know about the runner; all of it can be changed later.

The first time, recorded runs suggest how much the runner has been running.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import (
    LEFT_OPEN,
    PATTERN_OPTIONS,
    Answers,
    EntryForm,
    Form,
    Option,
    Question,
    Recorded,
    may_be_left,
    yes_no,
)
from coach.domain.day.dates import length_text
from coach.domain.events.types import IntakeGiven, RunLogged
from coach.domain.heel.rules import Level
from coach.domain.history.running import SPAN, RecentRunning, recent_running
from coach.domain.routine.kinds import Foot
from coach.domain.routine.settings import Display, DistanceUnit
from coach.domain.units import LONGEST_WEEK

_WEEKLY = {DistanceUnit.KM: "20 km", DistanceUnit.MILES: "12 mi"}
_LONGEST = {DistanceUnit.KM: "8 km", DistanceUnit.MILES: "5 mi"}
_AS_LONG = "4 weeks"
"""How long a clinician's word applies if no end is given (ours)."""
_NOTHING_SAID = -1
_SUGGESTED_BY = "(from your runs)"
_NEAR = 10.0
"""Metres by which a distance may change when it is written in miles."""
_DAY = timedelta(days=1)
_ALLOWED = (
    Option(_NOTHING_SAID, "n", "no advice"),
    Option(int(Level.REST), "0", "no training"),
    Option(int(Level.CROSS_TRAIN), "1", "no running"),
    Option(int(Level.WALK_JOG), "2", "walk-jog"),
    Option(int(Level.NO_INCREASE), "3", "running"),
)
_FEET = tuple(Option(one, str(one)[0], str(one)) for one in Foot)


def intake_form(
    coach: Coach, entry: IntakeGiven | None = None, *, asks_foot: bool = True
) -> EntryForm:
    """Heel and running as they are now; or an entry, to correct it.

    The answer to `has_flags` says whether to tick warning signs next.
    """
    today = entry.day if entry else coach.present_day()
    before, foot, display = (
        entry or coach.days.intake(),
        coach.routine.profile.foot,
        coach.routine.display,
    )

    def record(answers: Answers) -> Recorded:
        given = coach.record.take_intake(facts_of(answers), foot=answers["foot"], corrects=entry)
        return Recorded("Thank you", given)

    suggested = suggested_by_runs(coach)
    known = _known(before, today, display) if before else _SUGGESTED | suggested
    about_foot = Question(
        "foot", "Which foot hurts?", _FEET, asked=lambda _: asks_foot, assumed=foot
    )
    running = _running(known, before, today, display)
    named = (_named_as_suggested(one) if one.id in suggested else one for one in running)
    questions = (about_foot, *_heel(known, before, today), *named)
    form = Form(
        "About you",
        (*questions, *_clinician(today)),
        known | {"foot": foot},
        doubt=lambda answers: longest_run_doubt(coach, answers, before),
    )
    return EntryForm(form, record)


def suggested_by_runs(coach: Coach) -> Answers:
    """The answers that recorded runs suggest to a runner without an intake."""
    lately = None if coach.days.intake() else _recent_running(coach)
    if lately is None:
        return {}
    display, ago = coach.routine.display, coach.present_day() - lately.last_run
    distances = {"weekly": lately.weekly, "longest": lately.longest}
    known = {name: display.exact(metres) for name, metres in distances.items() if metres}
    return {"runs": True, **known, "last_run": str(ago.days)}


def longest_run_doubt(coach: Coach, facts: Answers, before: IntakeGiven | None) -> str:
    """A question about a longest run that is farther than a week; empty if it is not, or known."""
    known_by = before or _recent_running(coach)
    known = (known_by.weekly, known_by.longest) if known_by else (0.0, 0.0)
    weekly, longest = facts.get("weekly", known[0]), facts.get("longest", known[1])
    is_known = abs(weekly - known[0]) < _NEAR and abs(longest - known[1]) < _NEAR
    if not 0 < weekly < longest or is_known:
        return ""
    run, week = map(coach.routine.display.distance, (longest, weekly))
    return f"Really {run}? That is more than the {week} you run in a week."


def _recent_running(coach: Coach) -> RecentRunning | None:
    today = coach.present_day()
    runs = coach.ledger.between(today - SPAN, today + _DAY, RunLogged)
    return recent_running((one for one in runs if isinstance(one, RunLogged)), today)


def _named_as_suggested(question: Question) -> Question:
    text = f"{question.text} {_SUGGESTED_BY}" if question.parse else question.text
    return question._replace(text=text)


def _heel(known: Answers, before: IntakeGiven | None, today: date) -> tuple[Question, ...]:
    since = _unless_unchanged("since", known, before, parsers.time_before(today, "week"))
    return (
        Question(
            "since",
            "How long has it hurt?",
            parse=since,
            example="6 weeks or 3 months",
            read_as=lambda began: length_text(today - began),
        ),
        yes_no("is_typical", "Worst at the first steps, then easing?"),
        yes_no("has_flags", "Any warning sign, like swelling or fever?"),
        yes_no("weak_bones", "Weak bones, long steroid use, missed periods or fast weight loss?"),
        yes_no("pregnant", "Are you pregnant?"),
        yes_no("no_ice", "Poor feeling or circulation, cold allergy?"),
    )


def _running(
    known: Answers, before: IntakeGiven | None, today: date, display: Display
) -> tuple[Question, ...]:
    unit, in_a_week = display.distances, parsers.distance(display, LONGEST_WEEK)
    weekly = _unless_unchanged("weekly", known, before, in_a_week)
    longest = _unless_unchanged("longest", known, before, parsers.distance(display))
    ago = parsers.time_before(today, "day")
    brisk_walk = yes_no(
        "brisk_walk",
        "Can you walk briskly for 30 min without pain?",
        asked=lambda answers: answers.get("runs") is False,
    )
    return (
        yes_no("runs", "Have you run in the last two weeks?"),
        Question("weekly", "Weekly distance?", (), weekly, _WEEKLY[unit], _runs, 0.0),
        Question("longest", "Longest run?", (), longest, _LONGEST[unit], _runs, 0.0),
        Question("last_run", "Days since the last run?", (), ago, "2", _runs),
        Question("last_pattern", "How was the pain on that run?", PATTERN_OPTIONS, asked=_runs),
        may_be_left(brisk_walk),
    )


def _clinician(today: date) -> tuple[Question, ...]:
    return (
        Question("allowed", "What has a clinician allowed?", _ALLOWED),
        Question(
            "until",
            "Until?",
            parse=parsers.day_ahead(today),
            example="4 weeks, fri or 2026-12-24",
            asked=lambda answers: answers.get("allowed") not in {None, _NOTHING_SAID},
        ),
    )


def _unless_unchanged(
    name: str, known: Answers, before: IntakeGiven | None, parse: Callable[[str], Any]
) -> Callable[[str], Any]:
    if before is None:
        return parse
    return parsers.unless_unchanged(known[name], getattr(before, name), parse)


def _runs(answers: Answers) -> bool:
    return bool(answers.get("runs"))


def facts_of(answers: Answers) -> dict[str, Any]:
    """The answers by the fields of the intake; fields that are missing stay as they were."""
    facts = {
        name: one for name, one in answers.items() if name not in {"foot", "has_flags", "runs"}
    }
    if answers.get("runs") is False:
        facts |= {"weekly": 0.0, "longest": 0.0, "last_run": None, "last_pattern": None}
    if facts.get("brisk_walk") in {None, LEFT_OPEN}:
        facts.pop("brisk_walk", None)
    return facts | ({"allowed": None} if facts.get("allowed") == _NOTHING_SAID else {})


_SUGGESTED: Answers = {"allowed": _NOTHING_SAID, "brisk_walk": LEFT_OPEN, "until": _AS_LONG}


def _known(before: IntakeGiven, today: date, display: Display) -> Answers:
    """All answers of an intake as they are on a day, so that saving it again changes nothing."""
    is_over = before.until is not None and before.until < today
    return {
        "since": length_text(today - before.since) if before.since else "",
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
        "brisk_walk": LEFT_OPEN if before.brisk_walk is None else before.brisk_walk,
        "allowed": _NOTHING_SAID if before.allowed is None or is_over else before.allowed,
        "until": str(before.until) if before.until and not is_over else _AS_LONG,
    }
