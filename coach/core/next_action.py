"""What to do when the runner chooses a step: decided once for every front end."""

from __future__ import annotations

from enum import Enum, auto

from coach.core.coach import Coach
from coach.core.forms.catalogue import form_for_done, form_for_step
from coach.core.forms.form import EntryForm
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.routine.kinds import StepKind


class Move(Enum):
    """What a front end does by itself; anything else is a form."""

    PLAY = auto()
    SET_OFF = auto()
    MARK_DONE = auto()


def action_to_start(coach: Coach, planned: PlannedStep) -> EntryForm | Move:
    """What starts a step; a step that is done asks how it was, if it has such a form."""
    if planned.step.kind is StepKind.SESSION:
        form = form_for_done(coach, planned) if planned.facts.done else None
        return form or Move.PLAY
    has_set_off = planned.status(coach.clock.now()) in {Status.UNDER_WAY, Status.DONE}
    if planned.step.kind is StepKind.RUN and not has_set_off:
        return Move.SET_OFF
    return action_to_finish(coach, planned)


def action_to_finish(coach: Coach, planned: PlannedStep) -> EntryForm | Move:
    """What marks a step as done: a pain check, a run and other training ask first."""
    return form_for_step(coach, planned) or Move.MARK_DONE
