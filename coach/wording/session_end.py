"""What a session that is over means, in words."""

from __future__ import annotations

from enum import StrEnum

from coach.domain.day.planned import PlannedStep
from coach.domain.units import counted
from coach.wording.day import WAITS, DayWords


class Topic(StrEnum):
    """What a sentence is about."""

    TODAY = "Today"
    ROAD = "Run"
    NEXT = "Next"


def stretches_text(done: int, *, is_maintained: bool) -> str:
    """How many stretch sessions the day has, and what they are for (S4, S19)."""
    sessions = counted(done, "stretch session") if done else "No stretch session yet"
    if is_maintained:
        return f"{sessions}. One is enough on a maintenance day."
    return f"{sessions}. Running more takes two a day on average."


def run_text(words: DayWords, run: PlannedStep) -> str:
    """Today's run, if it is still to come."""
    at = words.time_of(run)
    when = "today" if at == WAITS else f"today at {at}"
    return f"{when}, {run.step.note}" if run.step.note else when


def next_text(words: DayWords, planned: PlannedStep | None) -> str:
    """The step that comes next."""
    if planned is None:
        return words.nothing_left()
    return f"{words.time_of(planned)}  {planned.step.name}"
