"""What a step asks for when the runner turns to it: decided once for every front end."""

from __future__ import annotations

from enum import Enum, auto

from coach.core.coach import Coach
from coach.core.forms.catalogue import form_for_done, form_for_step
from coach.core.forms.form import EntryForm
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.routine.kinds import StepKind


class Move(Enum):
    """What a front end does by itself; anything else is a form to be asked."""

    PLAY = auto()
    SET_OFF = auto()
    MARK_DONE = auto()


def action_to_start(coach: Coach, planned: PlannedStep) -> EntryForm | Move:
    """What starts a step; one that is done already asks how it was, where that is asked."""
    if planned.step.kind is StepKind.SESSION:
        form = form_for_done(coach, planned) if planned.facts.done else None
        return form or Move.PLAY
    has_set_off = planned.status(coach.clock.now()) in {Status.UNDER_WAY, Status.DONE}
    if planned.step.kind is StepKind.RUN and not has_set_off:
        return Move.SET_OFF
    return action_to_finish(coach, planned)


def action_to_finish(coach: Coach, planned: PlannedStep) -> EntryForm | Move:
    """What makes a step done: a pain check, a run and training in its place ask first."""
    return form_for_step(coach, planned) or Move.MARK_DONE
