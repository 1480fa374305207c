"""A runner who has recovered: weeks of quiet mornings, with a run on every run day."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from coach.core.coach import Coach
from coach.domain.events.types import Pattern
from coach.domain.heel.rules import Level
from coach.domain.routine.kinds import StepKind
from support.builders import FakeClock

QUIET = (4, 3, 3, *[0] * 36)
"""Mornings after which the maintenance day is offered, on the last of them."""
CARE = ("morning", "midday")


def live(
    coach: Coach, clock: FakeClock, mornings: Sequence[int], care: Iterable[str] = CARE
) -> None:
    """So many days up to the present one, which ends with its check."""
    care = tuple(care)
    clock.forward(days=1 - len(mornings))
    if coach.is_new or not coach.days.intake():
        yesterday = coach.present_day() - timedelta(days=1)
        told = {"weekly": 15_000.0, "longest": 5_000.0, "last_run": yesterday}
        coach.record.take_intake(told | {"last_pattern": Pattern.NONE})
    for number, pain in enumerate(mornings, start=1):
        coach.record.check(pain, eases=True, walking_pain=False)
        if number < len(mornings):
            live_on(coach, care)
            clock.forward(days=1)


def live_on(coach: Coach, care: Iterable[str] = CARE) -> None:
    """What is left of a day: its stretches, and its run if one is planned."""
    today = coach.present_day()
    for step in care:
        if not coach.days.done_of(step, today):
            coach.record.done(step)
    has_run = any(one.step.kind is StepKind.RUN for one in coach.today().steps)
    is_free = coach.judgement().level >= Level.NO_INCREASE
    if has_run and is_free and not coach.days.run_of(today):
        coach.runs.ran(3000, 1200, 0, Pattern.NONE)
