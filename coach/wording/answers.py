"""The answers to a pain check, to a run and to a skipped step, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.domain.events.types import PainChecked, Pattern, RunLogged, SkipReason
from coach.domain.routine.settings import Display
from coach.domain.units import counted, length_text

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

_SHORT = 100
"""Seconds from which on a jog is given in minutes."""
_APART = 15
"""Seconds by which a jog may differ from what was asked before that is mentioned (ours)."""


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
    return f"{far}{length_text(run.duration)}, {pain_text(run)}"


def jogs_parts(found: Sequence[int] | None, asked: Sequence[int]) -> tuple[str, ...]:
    """How many of the jogs a run had, and how long they were.

    Args:
        found: the seconds of each in the track; None if it shows no speeds.
        asked: the seconds of each that was asked for; if there are none, nothing is said.
    """
    if found is None or not asked:
        return ()
    if not found:
        return (f"no jogs instead of {len(asked)}",)
    count = f"{len(found)} of {counted(len(asked), 'jog')}"
    if len(found) > len(asked):
        count = f"{len(found)} jogs instead of {len(asked)}"
    is_off = any(abs(one - asked[0]) > _APART for one in found)
    wanted = f" instead of {_length(asked[0])}" if is_off else ""
    return (count, f"{_lengths(found)} long{wanted}")


def jogs_text(found: Sequence[int] | None, asked: Sequence[int]) -> str:
    """The same as one text: `4 of 4 jogs, 58 s to 63 s long`."""
    return ", ".join(jogs_parts(found, asked))


def _lengths(found: Sequence[int]) -> str:
    shortest, longest = _length(min(found)), _length(max(found))
    return shortest if shortest == longest else f"{shortest} to {longest}"


def _length(seconds: int) -> str:
    return f"{seconds} s" if seconds < _SHORT else length_text(seconds)
