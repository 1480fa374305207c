"""What a routine must hold beyond the types of its keys, and where it leaves the evidence."""

from collections.abc import Iterator
from itertools import pairwise

from coach.config.problems import Problem, nearest
from coach.domain.routine import (
    Exercise,
    Foot,
    Routine,
    Session,
    SessionKind,
    Step,
    StepKind,
)
from coach.domain.timeline import exercise_seconds, lay_out

_MINUTE = 60


def check_routine(routine: Routine) -> list[Problem]:
    """Every reference that does not hold, circle of steps, and key that has no sense here."""
    problems = [*_about_exercises(routine)]
    for session in routine.sessions.values():
        if not session.exercises:
            path = ("sessions", session.id, "exercises")
            problems.append(Problem(path, "is empty; name at least one exercise"))
    for step in routine.steps.values():
        problems += _about_step(step, routine)
    return problems or [*_circles(routine)]


def warnings_about(routine: Routine) -> list[Problem]:
    """Where the routine leaves the range of the evidence; said, never forbidden."""
    used = {step.session for step in routine.steps.values() if step.session}
    warnings = [
        warning
        for session in routine.sessions.values()
        if session.id in used
        for warning in _about_length(session, routine.profile.foot)
    ]
    stretches = [step for step in routine.steps.values() if _is_stretch(routine, step)]
    if len(stretches) < len(("morning", "evening")):
        text = f"has {len(stretches)} stretch session a day; two or three are advised (S19)"
        warnings.append(Problem(("steps",), text))
    return warnings


def _about_exercises(routine: Routine) -> Iterator[Problem]:
    for exercise in routine.exercises.values():
        if len(_doses(exercise)) != 1:
            path = ("exercises", exercise.id)
            found = " and ".join(_doses(exercise)) or "none of them"
            yield Problem(path, f"needs one of `hold`, `move` and `tempo`; it has {found}")


def _doses(exercise: Exercise) -> list[str]:
    return [key for key in ("hold", "move", "tempo") if getattr(exercise, key)]


def _about_step(step: Step, routine: Routine) -> Iterator[Problem]:
    path = ("steps", step.id)
    places = [key for key in ("at", "after", "before") if getattr(step, key) is not None]
    if len(places) != 1:
        found = " and ".join(places) or "none of them"
        yield Problem(path, f"needs one of `at`, `after` and `before`; it has {found}")
    if step.anchor is not None and step.anchor not in routine.steps:
        words = nearest(step.anchor, routine.steps) or f"; steps are: {', '.join(routine.steps)}"
        yield Problem((*path, places[0]), f"names `{step.anchor}`, which is no step{words}")
    if step.kind is StepKind.SESSION and step.session is None:
        yield Problem(path, f"lacks `session`; name one of {', '.join(routine.sessions)}")
    elif step.session is not None and step.kind is not StepKind.SESSION:
        yield Problem((*path, "session"), f"has no sense for a step of kind {step.kind}")
    elif step.session is not None and step.session not in routine.sessions:
        words = nearest(step.session, routine.sessions)
        yield Problem((*path, "session"), f"names `{step.session}`, which is no session{words}")


def _circles(routine: Routine) -> Iterator[Problem]:
    """Each circle of steps, once."""
    told: set[str] = set()
    for step in routine.steps.values():
        chain = [step.id]
        while (anchor := routine.steps[chain[-1]].anchor) and anchor not in chain:
            chain.append(anchor)
        if anchor == step.id and step.id not in told:
            told |= set(chain)
            links = ", ".join(
                f"`{one}` waits for `{other}`" for one, other in pairwise([*chain, anchor])
            )
            yield Problem(("steps", step.id), f"is in a circle: {links}; give one of them `at`")


def _about_length(session: Session, foot: Foot) -> Iterator[Problem]:
    seconds = exercise_seconds(lay_out(session, foot, 0))
    path = ("sessions", session.id)
    if session.kind is SessionKind.ICE and not 10 * _MINUTE <= seconds <= 15 * _MINUTE:
        yield Problem(path, f"ices for {seconds / _MINUTE:g} minutes; 10 to 15 are advised (S31)")
    if session.id == "warm-up" and seconds < 5 * _MINUTE:
        yield Problem(
            path, f"warms up for {seconds / _MINUTE:g} minutes; at least 5 are advised (S21)"
        )


def _is_stretch(routine: Routine, step: Step) -> bool:
    session = routine.session_of(step)
    return session is not None and session.kind is SessionKind.STRETCH
