"""What undo took back, or brought back, in words."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.domain.events.grouping import actions
from coach.domain.events.types import EntryRetracted, Event
from coach.wording.events import event_text


def undone_text(coach: Coach, undone: Event) -> str:
    """What was taken back, or which deleted entries are back; a played session is one."""
    if not isinstance(undone, EntryRetracted):
        return f"Undone: {event_text(undone, coach.routine)}"
    entries = [one for one in map(coach.ledger.entry, undone.entries) if one]
    names = (event_text(one[-1], coach.routine) for one in actions(entries))
    return f"Back again: {'; '.join(names)}"
