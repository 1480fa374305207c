"""What today's heel allows in words, and what went beyond it: the week, the run, the walk-jogs."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.events.types import RunLogged
from coach.domain.heel.caps import Caps
from coach.domain.heel.inputs import is_bad
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.strength import MOST_PAIN
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.routine.settings import Display
from coach.domain.units import span_text

WEEKLY_RULE = "A tenth more a week is a cautious rule, and not proven."

_NO_RUN = "no run yet"


def week_text(caps: Caps, display: Display, *, is_capped: bool = True) -> str:
    """The distance run this week, and what is left: `14.2 of 18.7 km, 4.5 km left`."""
    return ", ".join(filter(None, _week_parts(caps, display, is_capped=is_capped)))


def _week_parts(caps: Caps, display: Display, *, is_capped: bool) -> tuple[str, str]:
    """The distance run this week, and what is left."""
    if caps.week is None or not is_capped:
        return (f"{display.distance(caps.done)} so far" if caps.done else _NO_RUN), ""
    done = done_of(caps.done, caps.week, display) if caps.done else _NO_RUN
    return done, f"{display.most(caps.left or 0)} left"


def too_far(metres: float, most: float, display: Display) -> str:
    """Why a distance cannot be true."""
    limit = display.most(most)
    return f"{display.distance(metres)} is farther than anyone runs; write {limit} at most."


def done_of(done: float, cap: float, display: Display) -> str:
    """A distance and its cap, with their unit once if they share it: `14.2 of 18.7 km`."""
    most, unit = display.most_parts(cap)
    far = display.number(done) if unit == display.distances else display.distance(done)
    return f"{far} of {most} {unit}"


def this_week(judgement: Judgement, display: Display) -> str:
    """The distance run this week; what is left only if today's heel allows a run."""
    return ", ".join(filter(None, this_week_parts(judgement, display)))


def this_week_parts(judgement: Judgement, display: Display) -> tuple[str, str]:
    """The same in two parts; the second may be empty."""
    may_run = judgement.level >= Level.NO_INCREASE and not judgement.ran_badly
    return _week_parts(judgement.caps, display, is_capped=may_run)


def no_walks(judgement: Judgement) -> str:
    """A note to leave out walks too, if that applies (S33)."""
    is_sore = judgement.level is Level.REST or judgement.verdict.inputs.walking_pain
    return "No walks for exercise either." if is_sore else ""


def limits(judgement: Judgement, display: Display) -> Iterator[str]:
    """The caps of today, each with what it is measured against."""
    caps = judgement.caps
    if spared := no_walks(judgement):
        yield spared
    if judgement.ran_badly or judgement.level < Level.NO_INCREASE:
        return
    yield from _most_today(judgement, display)
    if caps.week is not None:
        yield f"This week: {week_text(caps, display)}. {WEEKLY_RULE}"
    if caps.runs is not None:
        yield f"Runs this week: {caps.done_runs} of {caps.runs}."
    if caps.effort is not None:
        yield f"Effort: {caps.effort} of 10 at most, as last week."


def _most_today(judgement: Judgement, display: Display) -> Iterator[str]:
    """How far today's run may be, by the strictest limit."""
    caps = judgement.caps
    if caps.today == 0:
        return
    if caps.seconds is not None:
        yield f"This run: {span_text(caps.seconds)} at most, one of the first after the walk-jogs."
    elif caps.run is not None and caps.today is not None and caps.today < caps.run:
        yield f"This run: {display.most(caps.today)} at most, which is what is left."
    elif caps.run is not None:
        tenth = "a tenth more than " if judgement.level is Level.AS_PLANNED else ""
        yield f"This run: {display.most(caps.run)} at most, {tenth}the longest of 30 days."


def words_on(run: RunLogged, allowed: Judgement | None, display: Display) -> str:
    """A word on a run once it is logged; empty if all was well.

    Args:
        run: the run.
        allowed: what its day allowed, if the day's runs went beyond that.
        display: the runner's units.
    """
    said = (_hurt(run), _beyond(allowed, run, display) if allowed else "")
    return " ".join(one for one in said if one)


def _hurt(run: RunLogged) -> str:
    """A word on a run so sore that running has to stop for now; else empty."""
    if not is_bad(run):
        return ""
    return (
        "That run hurt: no more running until it has settled. Go easy on the heel today, and see "
        "what tomorrow's first steps say."
    )


def too_hard(pain: int | None) -> str:
    """A word on a strength session that hurt more than it should; else empty."""
    if pain is None or pain <= MOST_PAIN:
        return ""
    return "That was too much for the heel: the next heel raises will be fewer."


def _beyond(allowed: Judgement, run: RunLogged, display: Display) -> str:
    """A word on runs that went beyond what their day allowed (S29)."""
    longest = allowed.caps.seconds
    if allowed.level <= Level.CROSS_TRAIN:
        return "The advice was not to run; watch the next morning's first steps."
    if allowed.level is Level.WALK_JOG:
        return f"{_beyond_walk_jog(allowed, run)}; watch the next morning's first steps."
    if longest and run.running > longest:
        return f"The advice was {span_text(longest)} at most; keep the next one shorter."
    most = display.most(allowed.caps.today or 0)
    return (
        f"The advice was {most} at most; too steep an increase can bring injury, so keep the next "
        "one shorter."
    )


def _beyond_walk_jog(allowed: Judgement, run: RunLogged) -> str:
    if allowed.is_rest_day:
        return "The advice was to leave a day between two walk-jogs"
    if run.is_walk_jog:
        return "One walk-jog a day is enough for now"
    return "The advice was a walk-jog"


def ladder_text(judgement: Judgement) -> str:
    """The stage of the walk-jog ladder; empty for a runner who is not on it."""
    stage = judgement.stage
    if stage is None or not judgement.is_on_ladder or judgement.level is not Level.WALK_JOG:
        return ""
    walk = f"{_minutes(stage.walk)} walking, " if stage.walk else ""
    pace = f"{walk}{_minutes(stage.jog)} jogging, four times"
    return f"Stage {stage.number} of {LAST_STAGE}: {pace}.{''.join(_before_next(judgement))}"


def _before_next(judgement: Judgement) -> Iterator[str]:
    """What has to come before the first stage, or the next one."""
    if judgement.stage and judgement.stage.number == 1 and not judgement.has_walked:
        yield " First, once: 30 minutes of brisk walking without pain or a limp."
    if not judgement.verdict.inputs.stretches:
        yield " The next stage waits for two stretch sessions a day, averaged over a week."


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:g} min"
