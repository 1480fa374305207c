"""The session of a step as today has it, to be followed without Coach."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.workout import todays_workout
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.heel.rules import Level
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Routine, Session, Step
from coach.errors import RefusedError
from coach.wording.judgement import reason


def todays_session(coach: Coach, step: str) -> Session:
    """The session of a step, in the doses of today; a run is today's walk-jog.

    Raises:
        RefusedError: if there is no such step, it has no session, or today leaves it out.
    """
    day = coach.today()
    known = coach.routine.steps.get(step)
    if known is None:
        known = coach.days.find(step).step  # it says which steps there are
    if _is_run(known, coach.routine):
        return _run(coach, known)
    planned = day.find(step)
    todays = planned.step if planned else day.routine.steps.get(step)
    if todays is None:
        raise RefusedError(f"{known.name}: not for today. {reason(coach.judgement())}")
    session = day.routine.session_of(todays)
    if session is None:
        raise RefusedError(f"{known.name}: nothing in it is timed; choose a step with a session.")
    return session


def _is_run(step: Step, routine: Routine) -> bool:
    session = routine.session_of(step)
    return step.kind is StepKind.RUN or bool(session and session.kind is SessionKind.RUN)


def _run(coach: Coach, step: Step) -> Session:
    todays_workout(coach)  # which says why there may be none
    routine = coach.today().routine
    if coach.judgement().level is Level.WALK_JOG:
        return routine.sessions[WALK_JOG]
    if session := routine.session_of(step):
        return session
    raise RefusedError(
        "Today's run has no walks in it, so nothing is announced; `coach export workout` brings "
        "it onto a watch."
    )
