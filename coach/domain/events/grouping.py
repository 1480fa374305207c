"""Group the events of a day as the runner thinks of them: a played session is one thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coach.domain.events.types import (
    Event,
    ExerciseDone,
    StepDone,
    StepEvent,
    StepStarted,
    StepStopped,
)

Action = tuple[Event, ...]
"""One event, or a session from its start to where it was left, oldest first."""


def actions(events: Iterable[Event]) -> list[Action]:
    """The events of a coach day, given in their order, grouped by what belongs together.

    A start, the finished exercises and the end are one group, unless another event about the step
    lies between them.
    """
    found: list[list[Event]] = []
    under_way: dict[str, list[Event]] = {}
    for event in events:
        attempt = under_way.get(event.step or "") if isinstance(event, StepEvent) else None
        if attempt and isinstance(event, ExerciseDone | StepStopped | StepDone):
            attempt.append(event)
        else:
            found.append([event])
        if isinstance(event, StepStarted):
            under_way[event.step] = found[-1]
        elif isinstance(event, StepEvent) and not isinstance(event, ExerciseDone):
            under_way.pop(event.step or "", None)
    return [tuple(one) for one in found]


def events_by_day(events: Iterable[Event]) -> dict[date, list[Event]]:
    """The events of each coach day."""
    days: dict[date, list[Event]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    return days


def steps_by_day(events: Iterable[Event], *kinds: type[Event]) -> dict[date, frozenset[str]]:
    """The steps that events of some kinds are about, on each day."""
    steps: dict[date, frozenset[str]] = {}
    for one in events:
        step = getattr(one, "step", None)
        if isinstance(one, kinds) and step:
            steps[one.day] = steps.get(one.day, frozenset()) | {step}
    return steps
