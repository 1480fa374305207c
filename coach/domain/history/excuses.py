"""Which steps of a day were left for a reason that says nothing about the step itself (ours)."""

from __future__ import annotations

from collections.abc import Sequence

from coach.domain.day.planned import Day, PlannedStep
from coach.domain.day.reminder_moments import Quiet
from coach.domain.day.short_day import short_day_of
from coach.domain.events.types import Event
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.routine.kinds import StepKind


def excused_steps(
    day: Day, judgement: Judgement, events: Sequence[Event], pauses: Sequence[Quiet]
) -> frozenset[str]:
    """The steps of a day that are excused if they were skipped or missed.

    All of them are on a day of rest, with a warning sign, on a short day, and on one without a
    single entry, on which the runner was not there.

    Args:
        day: the day as it was planned.
        judgement: what the heel allowed.
        events: those of the day in force.
        pauses: those of the reminders.
    """
    rests = bool(judgement.flags) or judgement.level is Level.REST
    is_let_go = rests or not events or short_day_of(events).is_short
    return frozenset(
        one.step.id for one in day.steps if is_let_go or _is_excused(one) or _paused(one, pauses)
    )


def _is_excused(planned: PlannedStep) -> bool:
    """Whether it was skipped for a reason, was partly done, or only replaces a run."""
    facts = planned.facts
    is_partly_done = bool(facts.exercised) and not facts.done
    is_replaced = planned.step.kind is StepKind.CROSS_TRAIN
    return facts.because is not None or is_partly_done or is_replaced


def _paused(planned: PlannedStep, pauses: Sequence[Quiet]) -> bool:
    """Whether reminders paused at some time while it was due."""
    due = planned.due or planned.closes
    return any(one.starts <= planned.closes and one.ends > due for one in pauses)
