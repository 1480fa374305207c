"""What a routine must hold beyond the types of its keys, and where it leaves the evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from coach.config.problems import Path, Problem, unknown
from coach.domain.routine import (
    Exercise,
    Foot,
    Routine,
    Session,
    SessionKind,
    Step,
    StepKind,
    Tempo,
)
from coach.domain.timeline import exercise_seconds, lay_out
from coach.domain.units import Duration

_MINUTE = 60
_NO_DOSE = (None, 0, Tempo(Duration(0), Duration(0), Duration(0)))

Ids = Mapping[str, Collection[str]]


def check_routine(routine: Routine, ids: Ids) -> list[Problem]:
    """Every reference that does not hold, circle of steps, and key that has no sense here.

    `ids` are those of all steps and sessions, also of those left out of `routine` because they
    have problems of their own.
    """
    problems = [*_about_exercises(routine)]
    for step in routine.steps.values():
        problems += _about_step(step, ids)
    return [*problems, *_circles(routine)]


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
    for path, exercise in _everywhere(routine):
        doses = _doses(exercise)
        if len(doses) != 1:
            found = " and ".join(doses) or "none of them"
            yield Problem(path, f"needs one of `hold`, `move` and `tempo`; it has {found}")


def _everywhere(routine: Routine) -> Iterator[tuple[Path, Exercise]]:
    """The exercises as they are, and those to which a session gives another dose."""
    for exercise in routine.exercises.values():
        yield ("exercises", exercise.id), exercise
    for session in routine.sessions.values():
        for exercise in session.exercises:
            library = routine.exercises.get(exercise.id)
            if library is None or _doses(exercise) != _doses(library):
                yield ("sessions", session.id, "exercises", exercise.id), exercise


def _doses(exercise: Exercise) -> list[str]:
    return [key for key in ("hold", "move", "tempo") if getattr(exercise, key) not in _NO_DOSE]


def _about_step(step: Step, ids: Ids) -> Iterator[Problem]:
    path = ("steps", step.id)
    places = [key for key in ("at", "after", "before") if getattr(step, key) is not None]
    if len(places) != 1:
        found = " and ".join(places) or "none of them"
        yield Problem(path, f"needs one of `at`, `after` and `before`; it has {found}")
    if step.anchor is not None and step.anchor not in ids["steps"]:
        key = "after" if step.after else "before"
        yield Problem((*path, key), unknown(step.anchor, "step", ids["steps"]))
    if step.kind is StepKind.SESSION and step.session is None:
        yield Problem(path, f"lacks `session`; name one of {', '.join(ids['sessions'])}")
    elif step.session is not None and step.kind is not StepKind.SESSION:
        yield Problem((*path, "session"), f"has no sense for a step of kind {step.kind}")
    elif step.session is not None and step.session not in ids["sessions"]:
        yield Problem((*path, "session"), unknown(step.session, "session", ids["sessions"]))


def _circles(routine: Routine) -> Iterator[Problem]:
    """Each circle of steps, once."""
    told: set[str] = set()
    for step in routine.steps.values():
        chain = [step.id]
        while (anchor := _anchor(routine, chain[-1])) and anchor not in chain:
            chain.append(anchor)
        if anchor == step.id and step.id not in told:
            told |= set(chain)
            links = ", ".join(
                f"`{one}` waits for `{other}`" for one, other in pairwise([*chain, anchor])
            )
            yield Problem(("steps", step.id), f"is in a circle: {links}; give one of them `at`")


def _anchor(routine: Routine, step: str) -> str | None:
    return routine.steps[step].anchor if step in routine.steps else None


def _about_length(session: Session, foot: Foot) -> Iterator[Problem]:
    seconds = exercise_seconds(lay_out(session, foot, 0))
    path = ("sessions", session.id)
    if session.kind is SessionKind.ICE and not 10 * _MINUTE <= seconds <= 15 * _MINUTE:
        yield Problem(path, f"ices for {seconds / _MINUTE:.3g} minutes; 10 to 15 are advised (S31)")
    if session.id == "warm-up" and seconds < 5 * _MINUTE:
        yield Problem(
            path, f"warms up for {seconds / _MINUTE:.3g} minutes; at least 5 are advised (S21)"
        )


def _is_stretch(routine: Routine, step: Step) -> bool:
    session = routine.session_of(step)
    return session is not None and session.kind is SessionKind.STRETCH
