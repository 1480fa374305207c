"""A trial by lot in words: what it draws for a day, and what it says in the end."""

from __future__ import annotations

from datetime import date

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import TrialAid
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.history.trial import BLOCK, DAYS, PAIRS, Trial
from coach.domain.history.trial_result import FEWEST, TrialResult, Verdict
from coach.domain.units import counted

NAMES = {
    TrialAid.TAPE: "tape",
    TrialAid.ORTHOTIC: "the orthotic",
    TrialAid.SPLINT: "the night splint",
    TrialAid.BEDTIME_ICE: "ice at bedtime",
}
_WHEN = {TrialAid.SPLINT: "tonight", TrialAid.BEDTIME_ICE: "tonight"}
_WAIT = "The answer comes only at the end: an early look can find effects that are not there."
_CAUTIONS = {
    TrialAid.BEDTIME_ICE: "Put a damp cloth between skin and ice, and never ice for more than 20 "
    "minutes. Stop at once if the skin goes numb."
}
HOW = (
    f"Six weeks in blocks of {BLOCK} days, with it and without it, drawn by lot. Each morning "
    "Coach says what was drawn for the day. The first steps of the next morning count. Change "
    "nothing else if you can."
)


def drawn_text(trial: Trial, day: date) -> str:
    """What the lot says for a day: `Trial of tape, day 7 of 42: today without it`, a sentence."""
    said = "with" if trial.is_with(day) else "without"
    when = _WHEN.get(trial.aid, "today")
    number = trial.number(day)
    return f"Trial of {NAMES[trial.aid]}, day {number} of {DAYS}: {when} {said} it."


def begun_text(trial: Trial) -> str:
    """What to say of a trial on its first day."""
    return " ".join(filter(None, (drawn_text(trial, trial.first), _CAUTIONS.get(trial.aid))))


def used_question(aid: TrialAid) -> str:
    """The question of the pain check about the day before."""
    asked = {
        TrialAid.TAPE: "Was the foot taped yesterday?",
        TrialAid.ORTHOTIC: "Did you wear the orthotic yesterday?",
        TrialAid.SPLINT: "Did you wear the night splint?",
        TrialAid.BEDTIME_ICE: "Did you ice at bedtime?",
    }
    return asked[aid]


def progress_text(trial: Trial, result: TrialResult, today: date) -> str:
    """A trial in words: its answer, or how far it is."""
    if trial.has(today):
        until = near_day_text(trial.last)
        return f"{drawn_text(trial, today)} It lasts until {until}. {_used(result)}{_WAIT}"
    return f"{_name(trial)}: {result_text(result)} {_used(result)}".strip()


def result_text(result: TrialResult) -> str:
    """The answer of a trial, with how sure it is."""
    match result.verdict:
        case Verdict.TOO_FEW:
            return (
                f"Too little to say, with {counted(result.mornings, 'morning')}: at least {FEWEST} "
                f"of the {PAIRS} pairs of blocks need one with it and one without it."
            )
        case Verdict.NOT_AS_DRAWN:
            return "Too little to say: it was not used as drawn often enough."
        case Verdict.NO_REAL_DIFFERENCE:
            needed = f"{REAL_CHANGE} points would count as real"
            return f"No difference that counts: {_points(result)}; {needed}."
        case Verdict.UNCLEAR:
            return f"Too little to say: {_points(result)}."
        case Verdict.LESS | Verdict.MORE:
            return f"{_points(result).capitalize()}. {_size(result)}"


def _name(trial: Trial) -> str:
    first, last = near_day_text(trial.first), near_day_text(trial.last)
    return f"Trial of {NAMES[trial.aid]}, {first} to {last}"


def _points(result: TrialResult) -> str:
    """The difference and the range of what it may really be."""
    points = result.difference or 0.0
    less = "less" if points < 0 else "more"
    low, high = result.low or 0.0, result.high or 0.0
    return f"{abs(points):.1f} points {less} pain with it (95% between {low:+.1f} and {high:+.1f})"


def _size(result: TrialResult) -> str:
    """Whether a difference that is more than chance is large enough to matter."""
    if abs(result.difference or 0) >= REAL_CHANGE:
        return f"That is more than chance, and counts as real: {REAL_CHANGE} points or more."
    return f"That is more than chance, but less than the {REAL_CHANGE} points that count as real."


def _used(result: TrialResult) -> str:
    if not result.answered:
        return ""
    return f"Used as drawn on {result.as_drawn} of {counted(result.answered, 'day')}. "
