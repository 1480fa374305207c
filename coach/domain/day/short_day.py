"""A short day, or a step that is always short: a session shrinks to its core, its first exercises.

The exercises of a session come in the order of their weight. Ten minutes, and what is left out,
are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.events.grouping import events_by_day
from coach.domain.events.types import DayShortened, Event, ExerciseDone, StepDone, StepStarted
from coach.domain.routine.kinds import Foot, SessionKind
from coach.domain.routine.model import Exercise, Routine, Session, Step
from coach.domain.session.timeline import session_seconds

CORE = 600
"""Seconds of exercise that a short session takes at most."""
_SHRINKING = frozenset({SessionKind.STRETCH, SessionKind.STRENGTH})
"""A warm-up, a cool-down and ice are as long as they have to be."""


class ShortDay(Struct, frozen=True):
    """What the events of a day say: whether it is short now, and how each step was begun."""

    is_short: bool = False
    begun_short: frozenset[str] = frozenset()
    begun_whole: frozenset[str] = frozenset()

    def shortens(self, step: Step) -> bool:
        """Whether a step is short; one that was begun stays as it was then."""
        is_planned_short = self.is_short or step.short
        return step.id in self.begun_short or (is_planned_short and step.id not in self.begun_whole)


def short_days(events: Iterable[Event], routine: Routine) -> dict[date, ShortDay]:
    """The days on which anything is short, from events in the order of recording."""
    known = list(events)
    may_be_any = any(step.short for step in routine.steps.values())
    days = {
        one.day
        for one in known
        if may_be_any
        or isinstance(one, DayShortened)
        or (isinstance(one, StepDone) and one.is_short)
    }
    by_day = events_by_day(one for one in known if one.day in days)
    return {day: short_day_of(of_day) for day, of_day in by_day.items()}


def short_day_of(events: Iterable[Event]) -> ShortDay:
    """What the events of one day say, in the order of recording."""
    is_short, begun = False, dict[str, bool]()
    for event in events:
        match event:
            case DayShortened():
                is_short = event.is_short
            case StepStarted() | ExerciseDone():
                begun.setdefault(event.step, is_short)
            case StepDone():
                begun[event.step] = event.is_short
            case _:
                pass
    short = frozenset(step for step, was_short in begun.items() if was_short)
    return ShortDay(is_short, short, frozenset(begun) - short)


def shortened(routine: Routine, day: ShortDay) -> Routine:
    """The routine with the cores of the sessions that are short, and with these steps marked."""
    short = short_steps(routine, day)
    if not short:
        return routine
    steps = {
        step.id: replace(step, name=f"{step.name}, short") if step.id in short else step
        for step in routine.steps.values()
    }
    foot = routine.profile.foot
    cores = {one: core_of(routine.sessions[one], foot) for one in _sessions_of(routine, short)}
    return replace(routine, steps=steps, sessions=routine.sessions | cores)


def short_steps(routine: Routine, day: ShortDay) -> frozenset[str]:
    """The steps whose sessions really are shorter on that day."""
    return frozenset(
        step.id for step in routine.steps.values() if day.shortens(step) and shrinks(routine, step)
    )


def core_of(session: Session, foot: Foot) -> Session:
    """The first exercises of a session that fit into ten minutes.

    If not even the first one does, it has fewer sets; one set always stays.
    """
    if session.kind not in _SHRINKING:
        return session
    count = len(session.exercises)
    while count > 1 and _seconds(session, session.exercises[:count], foot) > CORE:
        count -= 1
    kept = session.exercises[:count]
    while _seconds(session, kept, foot) > CORE and kept[0].sets > 1:
        kept = (replace(kept[0], sets=kept[0].sets - 1),)
    return replace(session, exercises=kept)


def _seconds(session: Session, exercises: tuple[Exercise, ...], foot: Foot) -> float:
    return session_seconds(replace(session, exercises=exercises), foot)


def shrinks(routine: Routine, step: Step) -> bool:
    """Whether a step has a session that takes longer than ten minutes, and can be shorter."""
    session = routine.session_of(step)
    return session is not None and core_of(session, routine.profile.foot) != session


def _sessions_of(routine: Routine, steps: frozenset[str]) -> frozenset[str]:
    return frozenset(session for step in steps if (session := routine.steps[step].session))
