"""From when a step has been in the plan: what was not there at its hour cannot be missed."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from coach.domain.routine.model import Step
from coach.domain.units import clock_text


class InPlan(Struct, frozen=True):
    """When a step was first seen in the plan, and when it was last moved or switched on again.

    None stands for no such time: a step that was always there is `ALWAYS`.
    """

    since: datetime | None = None
    moved: datetime | None = None

    def came_after(self, hour: datetime, ends: datetime) -> datetime | None:
        """When it came into the plan or to its hour, if that was after this one.

        On a day that ends at `ends`: moving it to another hour says nothing of the days before.
        """
        if self.moved and hour <= self.moved < ends:
            return self.moved
        return self.since if self.since and hour <= self.since else None


ALWAYS = InPlan()


def hour_of(step: Step) -> str:
    """What sets the hours of a step; with another text it has others."""
    at = " ".join(map(clock_text, step.at or ()))
    days = " ".join(step.days)
    return f"{at}; {step.after or ''}; {step.before or ''}; {step.delay}; {days}; {step.every}"
