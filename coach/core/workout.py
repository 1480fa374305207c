"""Today's run for a watch or a phone, as the day has it."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.heel.workout import Workout, workout_of
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.session.timeline import session_seconds
from coach.errors import RefusedError
from coach.wording.judgement import why_no_run
from coach.wording.time_away import nothing_due


def todays_workout(coach: Coach) -> Workout:
    """What today's run may be, with what is still to do of its warm-up and its cool-down.

    Raises:
        RefusedError: if today has no run, with the reason.
    """
    day, judgement = coach.today(), coach.judgement()
    if day.away:
        raise RefusedError(nothing_due(day.away))
    found = workout_of(
        judgement,
        coach.routine.display,
        warm_up=_seconds_to_do(coach, day, SessionKind.WARM_UP),
        cool_down=_seconds_to_do(coach, day, SessionKind.COOL_DOWN),
    )
    if found is None:
        raise RefusedError(why_no_run(judgement))
    return found


def todays_run(day: Day) -> PlannedStep | None:
    """The first run of a day that is not done; None if none is planned, or all are done."""
    runs = (one for one in day.steps if one.step.kind is StepKind.RUN or _is_walk_jog(one))
    return next((one for one in runs if not one.facts.done), None)


def _is_walk_jog(planned: PlannedStep) -> bool:
    return planned.step.session == WALK_JOG


def _seconds_to_do(coach: Coach, day: Day, kind: SessionKind) -> int:
    """The seconds of a day's sessions of a kind that are neither done nor skipped.

    If the plan of the day has none, since a run comes unplanned, the routine's count.
    """
    of_kind = day.routine.steps_with(kind)
    planned = [one for one in day.steps if one.step.id in of_kind]
    to_do = {one.step.id for one in planned if not (one.facts.done or one.facts.skipped)}
    steps = (day.routine.steps[one] for one in (to_do if planned else of_kind))
    sessions = (session for one in steps if (session := day.routine.session_of(one)))
    return round(sum(session_seconds(one, coach.routine.profile.foot) for one in sessions))
