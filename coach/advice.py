"""The judgement in words, the same on the full screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.flags import FLAGS, Urgency
from coach.domain.judgement import Judgement
from coach.domain.ladder import LAST_STAGE
from coach.domain.load import Caps
from coach.domain.readiness import Inputs, LastRun, Level, Origin
from coach.domain.routine import Display

LEVELS = {
    Level.REST: "Rest, and see a clinician",
    Level.CROSS_TRAIN: "Cross-train",
    Level.WALK_JOG: "Walk and jog",
    Level.NO_INCREASE: "Run, no increase",
    Level.AS_PLANNED: "Run as planned",
}
_A_LITTLE = 100.0
"""Metres that nobody is told of."""
WEEKLY_RULE = "At most a tenth more a week is a cautious rule, and no proof (S28, [P15], [P16])."
_LAST_RUN = {
    LastRun.NO_RUN: "no run lately, or on the way back",
    LastRun.NONE: "without pain",
    LastRun.FADED: "pain at the start, then it faded",
    LastRun.THROUGHOUT: "pain throughout",
    LastRun.WORSE: "pain that got worse",
}
_ORIGINS = {
    Origin.ARTICLE: "This is what the article says that Coach is built on.",
    Origin.EVIDENCE: "This rests on other published sources.",
    Origin.OURS: "This is our own choice; no source says it.",
}


def headline(judgement: Judgement) -> str:
    """The level in a few words."""
    return LEVELS[judgement.level]


def reason(judgement: Judgement) -> str:
    """Why, in a sentence."""
    if judgement.is_prescribed:
        return "Your clinician has said so; that comes before the coach's own rules."
    if judgement.is_overruled:
        return f"Overruled by you. The advice was: {judgement.verdict.row.reason}"
    return judgement.verdict.row.reason


def source(judgement: Judgement) -> str:
    """The row, its sources, and how sure they are."""
    if judgement.is_prescribed:
        return "From your clinician, as you told it in the intake (S39)."
    row = judgement.verdict.row
    return f"Row {row.id}, from {row.source}. {_ORIGINS[row.origin]}"


def what_would_change_it(judgement: Judgement) -> str:
    """What has to happen for another level; empty where nothing has."""
    change = "" if judgement.is_prescribed else judgement.verdict.row.change
    return f"What would change it: {change}." if change else ""


def findings(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """The inputs that led there, each with its name."""
    if inputs.pain is None:
        yield "First steps", "not told yet"
    else:
        ease = "" if not inputs.pain else ", easing" if inputs.eases else ", not easing"
        yield "First steps", f"{inputs.pain}/10{ease}"
    yield "Walking", "hurts" if inputs.walking_pain else "free of pain"
    yield "Last run", _LAST_RUN[inputs.last_run]
    yield "The morning after", "worse" if inputs.rose_after_run else "no worse"
    yield "Worse than before", _days(inputs.worse_days)
    improved = "improved" if inputs.improved else "no real change yet"
    yield "With the coach", f"{_weeks(inputs.weeks)}, {improved}"
    yield "Stretching", "twice a day or more" if inputs.stretches else "less than twice a day"
    if inputs.red_flag:
        yield "Warning sign", "ticked"


def warnings(judgement: Judgement) -> Iterator[str]:
    """What to see a clinician about: the signs that stand, and advice beside the level."""
    for urgency in Urgency:
        texts = [
            FLAGS[one].text
            for one in judgement.flags
            if one in FLAGS and FLAGS[one].urgency is urgency
        ]
        if texts:
            yield f"See a clinician, {urgency}: {'; '.join(texts)}."
    if not judgement.is_typical:
        yield "Your pain is not the typical one: have it looked at (S42)."
    yield from judgement.verdict.referrals


def week(caps: Caps, display: Display) -> str:
    """What this week has seen, and what is left of it: `14.2 of 18.7 km`."""
    if caps.week is None:
        return f"{display.distance(caps.done)} so far" if caps.done else "no run yet"
    done, _, unit = display.distance(caps.done).partition(" ")
    of = display.most(caps.week)
    done = done if of.endswith(unit) else f"{done} {unit}"
    return f"{done} of {of}, {display.most(caps.left or 0)} left"


def limits(judgement: Judgement, display: Display) -> Iterator[str]:
    """The caps of today, each with what it is measured against."""
    caps = judgement.caps
    if judgement.level is Level.REST or judgement.verdict.inputs.walking_pain:
        yield "No walks for exercise either (S33)."
    if judgement.level < Level.NO_INCREASE:
        return
    if caps.run is not None:
        against = "the longest of 30 days" if judgement.level is Level.AS_PLANNED else "last time"
        yield f"This run: {display.most(caps.run)} at most, by {against}."
    if caps.week is not None:
        yield f"This week: {week(caps, display)}. {WEEKLY_RULE}"
    if caps.runs is not None:
        yield f"Runs this week: {caps.done_runs} of {caps.runs}."
    if caps.effort is not None:
        yield f"Effort: not above {caps.effort} of 10, last week's most."


def too_far(judgement: Judgement, distance: float | None, display: Display) -> str:
    """A word on a run that went beyond what the judgement before it allowed; else empty (S29)."""
    most = judgement.caps.today
    if most is None or not distance or distance <= most + _A_LITTLE:
        return ""
    allowed = display.most(most)
    return f"That was more than today's {allowed}; too steep an increase can bring injury."


def ladder(judgement: Judgement) -> str:
    """Where one stands on the walk-jog ladder; empty off it."""
    stage = judgement.stage
    if stage is None or not judgement.is_on_ladder or judgement.level is not Level.WALK_JOG:
        return ""
    pace = f"{_minutes(stage.walk)} walking, {_minutes(stage.jog)} jogging, four times"
    first = " Before it: 30 minutes of brisk walking, free of pain and without a limp ([W1])."
    entry = first if stage.number == 1 else ""
    return f"Stage {stage.number} of {LAST_STAGE}: {pace}.{entry}"


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:g} min"


def _days(count: int) -> str:
    return "no" if not count else "1 morning" if count == 1 else f"{count} mornings in a row"


def _weeks(count: int) -> str:
    return "first week" if not count else "1 week" if count == 1 else f"{count} weeks"
