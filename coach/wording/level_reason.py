"""Why today's level is what it is: the rule, what led to it, what would change it, the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from msgspec import Struct

from coach.domain.day.dates import near_day_text
from coach.domain.heel.inputs import release_of
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import WORSE_DAYS, Inputs, LastRun, Restart
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.wording import judgement as advice
from coach.wording.judgement import hangs_on_an_answer
from coach.wording.limits import ladder_text, limits
from coach.wording.maintenance import maintenance_text
from coach.wording.sections import Section

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)
_LAST_RUN = {
    LastRun.NO_RUN: "starting over",
    LastRun.NONE: "no pain",
    LastRun.FADED: "pain at the start that faded",
    LastRun.THROUGHOUT: "pain throughout",
    LastRun.WORSE: "pain that got worse",
}
_RESTARTS = {
    Restart.NEVER_RAN: "none logged yet",
    Restart.AFTER_BREAK: "more than two weeks ago",
    Restart.AFTER_SORE_RUN: "sore, and behind you",
    Restart.ON_LADDER: "on the way back",
}


class LevelReason(Struct, frozen=True, kw_only=True):
    """The level of a day and its reason, for a person and for other programs."""

    level: int
    name: str
    row: str
    reason: str
    findings: dict[str, str]
    limits: tuple[str, ...]
    ladder: str
    change: str
    source: str
    warnings: tuple[str, ...]
    maintenance: str = ""
    next_run: str = ""

    def sections(self) -> Iterator[Section]:
        """The reason as a person reads it."""
        said = (f"{self.name}. {self.reason}", *self.warnings, self.maintenance)
        yield Section("", tuple(filter(None, said)))
        width = max(map(len, self.findings), default=0)
        rows = tuple(f"{name:<{width}}  {told}" for name, told in self.findings.items())
        yield Section("What led to it", rows)
        limits = tuple(one for one in (*self.limits, self.ladder, self.next_run) if one)
        if limits:
            yield Section("What it allows", limits)
        yield Section("", tuple(one for one in (self.change, self.source) if one))


def reason_of_level(judgement: Judgement, display: Display, next_run: str = "") -> LevelReason:
    """Explain a judgement; `next_run` says what follows from it, as after a check."""
    return LevelReason(
        level=judgement.level,
        name=advice.headline(judgement),
        row=judgement.verdict.row.id,
        reason=advice.reason(judgement),
        findings=dict(
            findings(judgement.verdict.inputs, has_episode=judgement.episode is not None)
        ),
        limits=() if judgement.ran_badly else tuple(limits(judgement, display)),
        ladder="" if judgement.ran_badly else ladder_text(judgement),
        change=what_would_change_it(judgement),
        source=advice.source(judgement),
        warnings=tuple(advice.warnings(judgement)),
        maintenance=maintenance_text(judgement),
        next_run=next_run,
    )


def findings(inputs: Inputs, *, has_episode: bool = True) -> Iterator[tuple[str, str]]:
    """The findings behind the level, each with its name."""
    yield "First steps", _first_steps(inputs)
    yield "Walking", _answer_in_words(inputs.walking_pain, "still hurts", "does not hurt")
    yield "Last run", _ran(inputs)
    if inputs.rose_after_run:
        yield "The morning after", "worse"
    yield "Lately", _lately(inputs)
    yield "Episode", _episode(inputs) if has_episode else "none at present"
    yield "Stretching", _stretching(inputs)
    if inputs.stop_sign or inputs.bone_sign:
        yield "Warning sign", "yes"


def _first_steps(inputs: Inputs) -> str:
    if inputs.pain is None:
        return "no pain check yet"
    ease = _answer_in_words(inputs.eases, "easing", "not easing", "no answer on easing")
    pain = f"{inputs.pain}/10, {ease}" if inputs.pain else "0/10"
    return pain if inputs.is_checked else f"no pain check today; {pain} at the last one"


def _answer_in_words(answer: bool | None, yes: str, no: str, unanswered: str = "no answer") -> str:  # noqa: FBT001 - an answer
    return unanswered if answer is None else yes if answer else no


def _ran(inputs: Inputs) -> str:
    if inputs.restart:
        return _RESTARTS[inputs.restart]
    last = _LAST_RUN[inputs.last_run]
    if not inputs.run_is_rated:
        return "no answer on how it felt"
    return f"{inputs.run_pain}/10, {last}" if inputs.run_pain else last


def _lately(inputs: Inputs) -> str:
    if worse := inputs.worse_days or inputs.raised_days:
        clearly = "clearly worse" if inputs.worse_days else "a little worse"
        return f"{clearly} for {counted(worse, 'morning', 'mornings in a row')}"
    if not inputs.is_checked:
        return "no pain check today"
    return "not worse than the week before" if inputs.is_comparable else "not enough to tell"


def _episode(inputs: Inputs) -> str:
    """How many weeks it has lasted, and what changed; the first one is too early to tell."""
    if not inputs.weeks:
        return "first week"
    weeks = counted(inputs.weeks, "week")
    if not inputs.improved or max(inputs.worse_days, inputs.raised_days) >= WORSE_DAYS:
        return f"{weeks}, no real change yet"
    return f"{weeks}, {'hardly any pain' if inputs.median_pain <= 1 else 'improved'}"


def _stretching(inputs: Inputs) -> str:
    if not inputs.care_days:
        return "counted from tomorrow"
    return "twice a day or more" if inputs.stretches else "less than twice a day"


def what_would_change_it(judgement: Judgement) -> str:
    """What would lead to another level; empty if nothing the runner does would."""
    if judgement.is_prescribed:
        return ""
    row = judgement.verdict.row.id
    is_open = hangs_on_an_answer(judgement.verdict.inputs, row)
    words = _answering if is_open else _CHANGES.get(row)
    change = words(judgement) if words else _NEXT_STEPS.get(row, "")
    return f"What would change it: {change}." if change else ""


_NEXT_STEPS = {
    "R01": "see a clinician, then clear the sign",
    "R02": "a morning below 8, or one when it eases and walking does not hurt",
    "R03": "a morning below 6, one when it eases, or one when walking does not hurt",
    "R05": "a morning when walking does not hurt",
    "R08": "a morning at 5 or less",
    "R09": "a morning when it eases after a few steps, or one below 3",
    "R21": "a clinician's advice: enter what they allow, or clear the sign",
    "R13": "a run without pain",
    "R14": "a morning below 3",
    "R15": "a morning when it eases after a few steps, or one without pain",
}


def _release(judgement: Judgement) -> str:
    first = release_of(judgement.last_rated_run_on or judgement.day)
    checks = "two checks in a row at 5 or less with no pain when walking"
    return f"from {near_day_text(first)} on, {checks}" if first > judgement.day else checks


def _better_morning(judgement: Judgement) -> str:
    return f"a morning at {judgement.ends_streak} or less"


def _after_rise(judgement: Judgement) -> str:
    until = near_day_text((judgement.last_run_on or judgement.day) + _WEEK + _DAY)
    return f"a walk-jog and a next morning that is no worse; by {until} at the latest"


def _ladders_end(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    last = f"the last of the {LAST_STAGE} stages"
    if inputs.sign_cleared and judgement.cleared_on:
        first = near_day_text(judgement.cleared_on + _FORTNIGHT + _DAY)
        return f"{last}; not before {first}"
    return last


def _improvement(judgement: Judgement) -> str:
    first = judgement.first_week
    goal = max(1.0, first - 2) if first is not None else 1.0
    return f"a morning of 1 or less, or a week with a median of {goal:g} or less"


def _stretching_more(judgement: Judgement) -> str:
    back = "the full day, with " if judgement.maintained_since else ""
    return f"{back}two stretch sessions a day, averaged over a week"


def _answering(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    if not inputs.is_checked or inputs.pain is None:
        return "today's pain check"
    if inputs.eases is None or inputs.walking_pain is None:
        return "answer the rest of the pain check"
    return "say how your last run felt: its pain, and how it went"


_CHANGES: dict[str, Callable[[Judgement], str]] = {
    "R04": _better_morning,
    "R06": _release,
    "R07": _release,
    "R20": _release,
    "R10": _better_morning,
    "R11": _after_rise,
    "R12": _ladders_end,
    "R16": _better_morning,
    "R17": _improvement,
    "R18": _stretching_more,
    "R00": _answering,
}
