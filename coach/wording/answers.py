"""The answers to a pain check, to a run and to a skipped step, in words."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.events.types import PainChecked, Pattern, RunLogged, SkipReason
from coach.domain.routine.settings import Display
from coach.domain.units import minutes_text

SKIPPED = {
    SkipReason.ILL: "ill",
    SkipReason.PAIN: "too much pain",
    SkipReason.TRAVEL: "travelling",
    SkipReason.CLINICIAN: "on a clinician's advice",
}
PATTERNS = {
    Pattern.NONE: "no pain",
    Pattern.FADED: "at the start, then it faded",
    Pattern.THROUGHOUT: "throughout",
    Pattern.WORSE: "got worse",
}


def check_text(check: PainChecked) -> str:
    """A pain check in words, with what was left unanswered."""
    if check.pain == 0:
        eases = "no pain at the first steps"
    elif check.eases is None:
        eases = "no answer on easing"
    else:
        eases = "eases after a few steps" if check.eases else "does not ease"
    if check.walking_pain is None:
        return f"{eases}, no answer on walking"
    return f"{eases}, walking hurts" if check.walking_pain else eases


def check_notes(check: PainChecked) -> Iterator[str]:
    """What else was noted with a pain check."""
    if check.stretched_first:
        yield "stretched first"
    if check.splint:
        yield "night splint"
    if check.worse_after_run:
        yield "worse after the run"
    if check.aid is not None:
        yield "with what is on trial" if check.aid else "without what is on trial"
    if check.painkiller:
        yield "with a painkiller, which may mask it"


def pain_text(run: RunLogged) -> str:
    """The pain of a run in words."""
    if run.pain is None and run.pattern is None:
        return "no answer on how it felt"
    if run.pattern is Pattern.NONE:
        return PATTERNS[run.pattern]
    if run.pain is None or run.pattern is None:
        known = f"pain {run.pain}/10" if run.pattern is None else f"pain {PATTERNS[run.pattern]}"
        other = "how it went" if run.pattern is None else "how much"
        return f"{known}, no answer on {other}"
    return f"pain {run.pain}/10 {PATTERNS[run.pattern]}" if run.pain else "no pain"


def run_text(run: RunLogged, display: Display) -> str:
    """A run in words."""
    far = f"{display.distance(run.distance)} in " if run.distance else ""
    return f"{far}{minutes_text(run.duration)}, {pain_text(run)}"
