"""What is in the way of a step: which one to ask about, what may change, whether that helped.

All numbers are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from msgspec import Struct

from coach.domain.day.short_day import CORE, shrinks
from coach.domain.events.types import (
    Event,
    ObstacleNamed,
    ObstacleReason,
    PainChecked,
    RunLogged,
    StepChange,
    StepDone,
    StepKey,
    StepStarted,
)
from coach.domain.heel.episode import median
from coach.domain.history.day_record import DayRecord
from coach.domain.routine.kinds import Foot, SessionKind, StepKind
from coach.domain.routine.model import Routine, Session, Step
from coach.domain.routine.settings import QuietHours
from coach.domain.session.timeline import exercise_seconds, lay_out
from coach.domain.units import WallTime, clock_text

SPAN = 14
"""Days over which misses are counted, and after which to look whether a change helped."""
FEWEST = 3
"""Misses that make a series, and times on the plan that are enough to compare."""
STARTS_BACK = timedelta(days=42)
"""How far back to look for the hour at which a step was done."""
_QUARTER = 15
_DAY_MINUTES = 24 * 60
_DAY = timedelta(days=1)
_OPTIONAL_SESSIONS = frozenset({SessionKind.STRETCH, SessionKind.STRENGTH, SessionKind.ICE})
"""The sessions that may be left out for good; a run keeps its warm-up and cool-down."""


class Misses(Struct, frozen=True):
    """How often a step was planned, and how often it was missed or `skipped`; skips are misses.

    Days on which it was excused do not count.
    """

    planned: int = 0
    missed: int = 0
    skipped: int = 0

    @property
    def are_all_skips(self) -> bool:
        """Whether the runner skipped it each time."""
        return self.skipped == self.planned >= FEWEST


class Obstacle(Struct, frozen=True):
    """A step that is missed again and again."""

    step: str
    misses: Misses


class Outcome(StrEnum):
    """Whether a change helped."""

    TOO_EARLY = "too early"
    TOO_FEW = "too few"
    LEFT_OUT = "left out"
    HELPED = "helped"
    LESS_MISSED = "less missed"
    NO_BETTER = "no better"


class LookBack(Struct, frozen=True):
    """The two weeks before an obstacle was named, and those since; its own day is in neither."""

    named: ObstacleNamed
    before: Misses
    since: Misses
    is_over: bool

    @property
    def outcome(self) -> Outcome:
        """Whether the change helped: at most half as many misses, or at least fewer."""
        changed, before, since = self.named.changed, self.before, self.since
        if changed and changed.key is StepKey.ENABLED:
            return Outcome.LEFT_OUT
        if not self.is_over:
            return Outcome.TOO_EARLY
        if min(before.planned, since.planned) < FEWEST:
            return Outcome.TOO_FEW
        now, then = since.missed * before.planned, before.missed * since.planned
        if 2 * now <= then and then:
            return Outcome.HELPED
        return Outcome.LESS_MISSED if now < then else Outcome.NO_BETTER


def misses_of(step: str, days: Iterable[DayRecord]) -> Misses:
    """How often a step was planned and missed on some days."""
    planned = missed = skipped = 0
    for day in days:
        is_skipped = step in day.skipped and step not in day.excused
        is_missed = is_skipped or (step in day.missed and step not in day.excused)
        planned += is_missed or step in day.done
        missed += is_missed
        skipped += is_skipped
    return Misses(planned, missed, skipped)


def to_ask_about(
    days: Sequence[DayRecord], named: Iterable[ObstacleNamed], today: date, routine: Routine
) -> Obstacle | None:
    """The step to ask about: the one missed most often, of those missed three times or more.

    Each is asked about once. After an answer, only a new series after the look back counts; after
    a dismissal there are no more questions. There is one question a day.
    """
    last = {one.step: one for one in sorted(named, key=lambda one: one.day)}
    if any(one.day == today for one in last.values()):
        return None
    found = [
        Obstacle(step, misses_of(step, _since(days, last.get(step), today)))
        for step in routine.steps
        if step not in last or not last[step].is_dismissed
    ]
    series = (one for one in found if one.misses.missed >= FEWEST)
    return max(series, key=lambda one: one.misses.missed, default=None)


def _since(
    days: Sequence[DayRecord], named: ObstacleNamed | None, today: date
) -> Iterator[DayRecord]:
    """The days whose misses count for a new question."""
    first = today - _DAY * (SPAN - 1)
    first = max(first, last_day_of(named) + _DAY) if named else first
    return (one for one in days if first <= one.day <= today)


def last_day_of(named: ObstacleNamed) -> date:
    """The last of the days after which to look whether a change helped."""
    return named.day + _DAY * SPAN


def look_back(named: ObstacleNamed, days: Sequence[DayRecord], today: date) -> LookBack:
    """Compare the two weeks before an obstacle was named with those since, as of a day."""
    first, last = named.day - _DAY * SPAN, last_day_of(named)
    before = (one for one in days if first <= one.day < named.day)
    since = (one for one in days if named.day < one.day <= last)
    counts = misses_of(named.step, before), misses_of(named.step, since)
    return LookBack(named, *counts, is_over=today > last)


def usual_start(events: Iterable[Event], step: str, starts: time, zone: tzinfo) -> WallTime | None:
    """The median time of day at which a step was begun, to a quarter of an hour.

    None if it was done on fewer than three days.

    Args:
        events: those in force, in the order of recording, without those that were added later.
        step: its id.
        starts: when a coach day starts.
        zone: the zone of the runner's wall clock.
    """
    begun: dict[date, datetime] = {}
    done: set[date] = set()
    for event in events:
        if at := _began(event, step):
            begun.setdefault(event.day, at)
            done |= set() if isinstance(event, StepStarted) else {event.day}
    times = (begun[day].astimezone(zone) for day in done)
    minutes = [(_minutes(at) - _minutes(starts)) % _DAY_MINUTES for at in times]
    if len(minutes) < FEWEST:
        return None
    usual = median(minutes) + _minutes(starts)
    hour, minute = divmod(round(usual / _QUARTER) * _QUARTER % _DAY_MINUTES, 60)
    return WallTime(hour, minute)


def _began(event: Event, step: str) -> datetime | None:
    """When a step was begun, or else done, if the event says so."""
    match event:
        case RunLogged() if event.step == step:
            return event.began or event.at - timedelta(seconds=event.duration)
        case StepStarted() | StepDone() | PainChecked() if event.step == step:
            return event.at
        case _:
            return None


def _minutes(at: time | datetime) -> int:
    return at.hour * 60 + at.minute


def better_hour(step: Step, usual: WallTime | None, quiet: Iterable[QuietHours]) -> WallTime | None:
    """The hour to suggest for a step; None if it has no time of its own, or none that is better.

    A step whose time differs from day to day keeps its times.
    """
    if usual is None or not may_move(step) or any(_is_within(usual, one) for one in quiet):
        return None
    return None if step.at and usual == step.at.usual else usual


def may_move(step: Step) -> bool:
    """Whether a step has one time of day of its own."""
    return step.at is not None and len(set(step.at)) == 1


def _is_within(at: time, quiet: QuietHours) -> bool:
    if quiet.starts <= quiet.ends:
        return quiet.starts <= at < quiet.ends
    return at >= quiet.starts or at < quiet.ends


def changes_for(
    routine: Routine, step: Step, because: ObstacleReason, hour: WallTime | None
) -> list[StepChange]:
    """The changes that match a reason, the best first; none of them asks more of the heel.

    Args:
        routine: as the runner configured it.
        step: one of its steps.
        because: what is in the way.
        hour: the hour to suggest, if there is one.
    """
    match because:
        case ObstacleReason.NO_TIME:
            later = hour if hour and step.at and hour > step.at.usual else None
            found = [*_shorter(routine, step), *_moved(later)]
        case ObstacleReason.WRONG_HOUR:
            return _moved(hour)
        case ObstacleReason.HURTS:
            is_stretch = _kind_of(routine, step) is SessionKind.STRETCH
            less = [*_shorter(routine, step), *_sessions(routine, step, longest=0)]
            found = less if is_stretch else []
        case ObstacleReason.NO_ROOM | ObstacleReason.DULL:
            found = _sessions(routine, step, longest=CORE)
        case ObstacleReason.OTHER:
            return []
    return [*found, *left_out(routine, step)]


def left_out(routine: Routine, step: Step) -> list[StepChange]:
    """Leave a step out, if it may be, and no other step depends on it."""
    is_optional = _kind_of(routine, step) in _OPTIONAL_SESSIONS or step.kind is StepKind.REMINDER
    is_needed = any(one.anchor == step.id for one in routine.steps.values())
    return [StepChange(StepKey.ENABLED, value=False)] if is_optional and not is_needed else []


def is_superfluous(obstacle: Obstacle, routine: Routine) -> bool:
    """Whether a step is skipped each time, and may be left out."""
    step = routine.steps.get(obstacle.step)
    return obstacle.misses.are_all_skips and step is not None and bool(left_out(routine, step))


def _moved(hour: WallTime | None) -> list[StepChange]:
    return [StepChange(StepKey.AT, clock_text(hour))] if hour else []


def _shorter(routine: Routine, step: Step) -> list[StepChange]:
    return (
        [StepChange(StepKey.SHORT, value=True)] if shrinks(routine, step) and not step.short else []
    )


def _sessions(routine: Routine, step: Step, longest: float) -> list[StepChange]:
    """Other sessions of its kind, the shortest first: no longer than its own, or than `longest`."""
    own = routine.session_of(step)
    if own is None or own.kind not in _OPTIONAL_SESSIONS:
        return []
    foot = routine.profile.foot
    most = max(longest, _seconds(own, foot))
    others = [one for one in routine.sessions.values() if one.kind is own.kind and one.id != own.id]
    lengths = sorted((_seconds(one, foot), one.id) for one in others)
    return [StepChange(StepKey.SESSION, name) for seconds, name in lengths if seconds <= most]


def _kind_of(routine: Routine, step: Step) -> SessionKind | None:
    session = routine.session_of(step)
    return session.kind if session else None


def _seconds(session: Session, foot: Foot) -> float:
    return exercise_seconds(lay_out(session, foot, 0))
