"""What a step asks for when the runner turns to it: decided once for every front end."""

from __future__ import annotations

from enum import Enum, auto

from coach.core.coach import Coach
from coach.core.forms.catalogue import Form, ask_afterwards, ask_pain, ask_run, ask_training
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.routine.kinds import StepKind


class Move(Enum):
    """What a front end does by itself; anything else is a form to be asked."""

    PLAY = auto()
    SET_OFF = auto()
    MARK_DONE = auto()


def action_to_start(coach: Coach, planned: PlannedStep) -> Form | Move:
    """What starts a step; one that is done already asks how it was, where that is asked."""
    match planned.step.kind:
        case StepKind.PAIN_CHECK:
            return ask_pain(coach)
        case StepKind.SESSION:
            form = ask_afterwards(coach, planned) if planned.facts.done else None
            return form or Move.PLAY
        case StepKind.RUN:
            has_set_off = planned.status(coach.clock.now()) in {Status.UNDER_WAY, Status.DONE}
            return ask_run(coach, planned) if has_set_off else Move.SET_OFF
        case StepKind.CROSS_TRAIN:
            return ask_training(coach)
        case StepKind.REMINDER:
            return Move.MARK_DONE


def action_to_finish(coach: Coach, planned: PlannedStep) -> Form | Move:
    """What makes a step done: a pain check, a run and training in its place ask first."""
    match planned.step.kind:
        case StepKind.PAIN_CHECK:
            return ask_pain(coach)
        case StepKind.RUN:
            return ask_run(coach, planned)
        case StepKind.CROSS_TRAIN:
            return ask_training(coach)
        case StepKind.SESSION | StepKind.REMINDER:
            is_run = planned.step.session == WALK_JOG
            return ask_run(coach, planned) if is_run else Move.MARK_DONE
