"""A week in words: what changed, by how much, what was kept, and what comes next.

It says so where there is too little to go by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from coach.domain.day.planned import Day
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.thresholds import REAL_CHANGE, STRETCHES_A_DAY
from coach.domain.history.aids import ENOUGH, Aid, Comparison, comparisons
from coach.domain.history.day_record import DayRecord, StretchDay, WeekRecord, streak
from coach.domain.history.milestones import Milestone, MilestoneKind, next_week_mark
from coach.domain.history.obstacles import LookBack, last_day_of
from coach.domain.history.trial import Trial
from coach.domain.history.trial_result import TrialResult
from coach.domain.routine.model import Routine
from coach.domain.units import counted, plural
from coach.wording import judgement as advice
from coach.wording.limits import ladder_text, this_week
from coach.wording.obstacle import look_back_text
from coach.wording.time_away import AWAY
from coach.wording.trial import progress_text

_FEW_MORNINGS = 3
_NEAR = timedelta(weeks=2)
"""For how long after its first day a week still says what comes next."""
_SMALL = 0.5
"""A smaller change in pain is not worth mentioning."""
_MILESTONES = {
    MilestoneKind.BEGAN: "you began with Coach",
    MilestoneKind.REAL_CHANGE: "first-step pain 2 points below the first week: a real change",
    MilestoneKind.ALMOST_NONE: "a week with hardly any first-step pain",
    MilestoneKind.FIRST_RUN: "the first run that was not a walk-jog",
    MilestoneKind.LADDER_DONE: "the last stage of the walk-jog ladder",
}
_WEEKS = {
    8: "the plan should begin to show results",
    12: "time to look at how far it has come; in one study 97% still had some pain then",
    26: "without real improvement, ask a specialist; in one study 81% still had some "
    "pain then, and 53% after a year",
}
"""A plan usually helps in two to three months (S49); how slow it is besides, [P33]."""


class Topic(StrEnum):
    """The topic of a sentence on the week, by the name in front of it."""

    FIRST_STEPS = "First steps"
    RUNNING = "Running"
    BEYOND = "Beyond advice"
    STRETCHING = "Stretching"
    SHORT = "Done short"
    SKIPPED = "Skipped"
    MISSED = "Missed"
    CHANGED = "Changed"
    AWAY = "Away"
    LEVELS = "Levels"
    TAPE = "Tape"
    ORTHOTIC = "Orthotic"
    SPLINT = "Night splint"
    TRIAL = "Trial"
    NEXT = "Next"


AIDS = {Aid.TAPE: Topic.TAPE, Aid.ORTHOTIC: Topic.ORTHOTIC, Aid.SPLINT: Topic.SPLINT}


class Review(Struct, frozen=True, kw_only=True):
    """The facts of a review: the `week`, the one `before` it, and what comes next."""

    week: WeekRecord
    before: WeekRecord | None
    days: tuple[DayRecord, ...]
    """The last weeks, up to the end of the week."""
    routine: Routine
    judgement: Judgement
    day: Day
    """The present day."""
    began: date
    today: date
    trials: tuple[tuple[Trial, TrialResult], ...] = ()
    """Those of the last weeks, oldest first."""
    changes: tuple[LookBack, ...] = ()
    """The changes to the plan against an obstacle, of the last weeks, oldest first."""


def sentences(review: Review) -> Iterator[tuple[Topic, str]]:
    """The week, topic by topic."""
    yield Topic.FIRST_STEPS, _pain(review)
    yield Topic.RUNNING, _running(review)
    yield from _beyond(review.week)
    yield Topic.STRETCHING, _stretching(review)
    yield from _others(review)
    yield from _changed(review)
    yield from _away(review.week)
    yield from _levels(review)
    for comparison in comparisons(review.days):
        yield AIDS[comparison.aid], compared(comparison)
    if review.trials:
        trial, result = review.trials[-1]
        yield Topic.TRIAL, progress_text(trial, result, review.today)
    if review.today - review.week.starts < _NEAR:
        yield Topic.NEXT, " ".join(_next(review))


def compared(comparison: Comparison) -> str:
    """A comparison in words."""
    of = "morning" if comparison.aid is Aid.SPLINT else "run"
    counts = f"{counted(len(comparison.with_), of)} with, {len(comparison.without)} without"
    difference = comparison.difference
    if difference is None:
        return f"Not enough to tell: {counts}; {ENOUGH} of each are needed."
    if abs(difference) < 1:
        return f"No difference to speak of ({counts})."
    less = "less" if difference < 0 else "more"
    return (
        f"{_points(abs(difference))} {less} pain with it ({counts}); that may have another cause."
    )


def milestone_text(milestone: Milestone) -> str:
    """A milestone in words."""
    if milestone.kind is MilestoneKind.WEEK:
        return f"week {milestone.weeks}: {_WEEKS[milestone.weeks]}"
    return _MILESTONES[milestone.kind]


def episode_text(episode: EpisodeRecord, today: date) -> str:
    """An episode in words: how long it lasted, or has lasted so far, and its worst week."""
    if episode.ended:
        over = f"{episode.ended.day} {episode.ended:%b %Y}"
        return f"{_length(episode, episode.ended)}, over since {over}; {_worst(episode)}"
    week = (today - episode.began) // timedelta(weeks=1) + 1
    return f"week {week}; {_worst(episode)}"


def _length(episode: EpisodeRecord, ended: date) -> str:
    """How long an episode lasted; a week that had only begun is none."""
    if ended - episode.began < timedelta(weeks=1):
        return "a single day" if ended == episode.began else "less than a week"
    return counted(len(episode.weeks), "week")


def _worst(episode: EpisodeRecord) -> str:
    if episode.worst is None:
        return "no pain checks"
    number, pain = episode.worst
    return f"the worst was week {number}, with a median of {pain:g}"


def _pain(review: Review) -> str:
    known = [one.pain for one in review.week.days if one.pain is not None]
    if len(known) < _FEW_MORNINGS:
        checks = f"{len(known) or 'no'} {plural(len(known), 'pain check')}"
        return f"Not enough to tell: {checks}."
    now = review.week.pain or 0
    if review.before is None or _count(review.before) < _FEW_MORNINGS:
        mornings = counted(len(known), "morning")
        return f"{now:g} of 10, the median of {mornings}; no earlier week to compare."
    return f"{now:g} of 10, {_against(now, review.before.pain or 0)}."


def _against(now: float, before: float) -> str:
    change = now - before
    if abs(change) < _SMALL:
        return "as in the week before"
    words = f"{'less' if change < 0 else 'more'} than the {before:g} of the week before"
    if abs(change) >= REAL_CHANGE:
        return f"{words}: a real change"
    return f"{words}, though only {REAL_CHANGE} points or more count as a real change"


def _count(week: WeekRecord) -> int:
    return sum(one.pain is not None for one in week.days)


def _running(review: Review) -> str:
    week = review.week
    trained = sum(one.duration for day in week.days for one in day.trained)
    instead = (
        f" Other training instead: {counted(round(trained / 60), 'minute')}." if trained else ""
    )
    if not week.runs:
        return f"No run.{instead}"
    runs = counted(week.runs, "run")
    if not week.distance:
        return f"{runs}, distance unknown.{instead}"
    before = review.before.distance if review.before else 0
    against = f", {review.routine.display.distance(before)} the week before" if before else ""
    cap = f"; the limit was {review.routine.display.most(week.cap)}" if week.cap else ""
    return f"{review.routine.display.distance(week.distance)} in {runs}{against}{cap}.{instead}"


def _beyond(week: WeekRecord) -> Iterator[tuple[Topic, str]]:
    """The days whose runs went beyond what was allowed (S29), if any."""
    if days := [f"{one.day:%a}" for one in week.beyond]:
        yield Topic.BEYOND, f"{counted(len(days), 'day')} ({', '.join(days)})."


def _stretching(review: Review) -> str:
    days = review.week.days
    done = sum(one.stretches for one in days)
    planned = sum(one.planned_stretches for one in days)
    if not planned:
        return "None planned."
    enough = sum(one.has_stretched for one in days)
    asked = sum(one.asked_enough or one.has_stretched for one in days)
    row = streak(review.days)
    in_a_row = f" {row} days in a row." if row > 1 else ""
    kept = f"; {enough_text(days)} on {enough} of {counted(asked, 'day')}" if asked else ""
    return f"{done} of {counted(planned, 'session')}{kept}.{in_a_row}"


def enough_text(days: Iterable[StretchDay]) -> str:
    """How many stretch sessions are enough: two, but on maintenance days one."""
    is_maintained = any(one.needed < STRETCHES_A_DAY for one in days)
    return "enough" if is_maintained else "two or more"


def _others(review: Review) -> Iterator[tuple[Topic, str]]:
    """The steps done short, skipped and missed most, if any."""
    for topic, steps in (
        (Topic.SHORT, [step for one in review.week.days for step in one.short]),
        (Topic.SKIPPED, [step for one in review.week.days for step in one.skipped]),
        (Topic.MISSED, [step for one in review.week.days for step in one.missed]),
    ):
        if steps:
            counts = Counter(steps).most_common(3)
            yield topic, ", ".join(f"{n} × {_name(review, step)}" for step, n in counts) + "."


def _changed(review: Review) -> Iterator[tuple[Topic, str]]:
    """The changes to the plan that were made, or looked back on, in the week or just before it."""
    near = [one for one in review.changes if last_day_of(one.named) >= review.week.starts - _NEAR]
    if near:
        said = (look_back_text(one, review.routine) for one in near)
        yield Topic.CHANGED, " ".join(said)


def _away(week: WeekRecord) -> Iterator[tuple[Topic, str]]:
    """The days away and why, if any."""
    reasons = Counter(AWAY[one.away] for one in week.days if one.away)
    if reasons:
        told = ", ".join(f"{why} on {counted(n, 'day')}" for why, n in reasons.most_common())
        yield Topic.AWAY, f"{told.capitalize()}: nothing was due."


def _name(review: Review, step: str) -> str:
    known = review.routine.steps.get(step)
    return known.name.lower() if known else step


def _levels(review: Review) -> Iterator[tuple[Topic, str]]:
    """How many days had each level, of those with Coach."""
    counts = Counter(one.level for one in review.week.days if one.day >= review.began)
    parts = [
        f"{counted(count, 'day')}: {advice.LEVELS[level].lower()}"
        for level, count in sorted(counts.items(), reverse=True)
    ]
    if parts:
        yield Topic.LEVELS, f"{'; '.join(parts)}."


def _next(review: Review) -> Iterator[str]:
    judgement = review.judgement
    yield advice.today_text(judgement, review.day)
    yield f"This week: {this_week(judgement, review.routine.display)}."
    if ladder := ladder_text(judgement):
        yield ladder
    episode = judgement.episode
    if episode and (ahead := next_week_mark(episode.began, review.today)):
        days = (ahead.day - review.today) // timedelta(days=1)
        weeks = f"In {counted(days, 'day')} you will be {ahead.weeks} weeks in"
        yield f"{weeks}: {_WEEKS[ahead.weeks]}."
    yield from advice.warnings(judgement)


def _points(count: float) -> str:
    return f"{count:g} {plural(count, 'point')}"
