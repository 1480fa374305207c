"""What undo took back, or brought back, in words."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.domain.events.grouping import actions
from coach.domain.events.types import EntryRetracted, Event, StepDone, StepSkipped, StepSnoozed
from coach.domain.routine.model import Routine
from coach.wording.events import event_text

_OF_THE_PLAN = StepDone | StepSkipped | StepSnoozed
"""What is said of a step as it was planned, so that it is called as on its day."""


def undone_text(coach: Coach, undone: Event) -> str:
    """What was taken back, or which deleted entries are back; a played session is one."""
    if not isinstance(undone, EntryRetracted):
        return f"Undone: {event_text(undone, _routine_of(coach, undone))}"
    entries = [one for one in map(coach.ledger.entry, undone.entries) if one]
    names = (event_text(one[-1], _routine_of(coach, one[-1])) for one in actions(entries))
    return f"Back again: {'; '.join(names)}"


def _routine_of(coach: Coach, event: Event) -> Routine:
    """The routine of the day, in which a run may be a walk-jog; or else the runner's own."""
    if not isinstance(event, _OF_THE_PLAN):
        return coach.routine
    day = coach.days.day_of(event.day)
    return day.routine if day.find(event.step) else coach.routine
