"""Note where a routine leaves the range of the evidence, with the source; nothing is forbidden.

The sources are those of docs/evidence.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coach.config.key_path import Path
from coach.config.problems import Problem
from coach.domain.routine.kinds import ExerciseKind, Foot, SessionKind, StepKind, Weekday
from coach.domain.routine.model import Exercise, Routine, Session, Step
from coach.domain.session.timeline import PhaseKind, lay_out, session_seconds
from coach.domain.units import counted

_MINUTE = 60
_ICE = range(10 * _MINUTE, 15 * _MINUTE + 1)
_MOST_ICE = 20 * _MINUTE
_MOST_RUBBING = 10 * _MINUTE
_WARM_UP = 5 * _MINUTE
_STRETCHES = 2
_HOLD = range(10, _MINUTE + 1)
_HEEL_RAISE = "heel_raise_towel"
_HEEL_RAISE_REST = 2 * _MINUTE
_LENGTH = ("hold", "move", "tempo", "reps", "sets", "release", "rest", "side", "most")
"""The keys of an exercise that determine its length."""


def warnings_about(routine: Routine) -> Iterator[Problem]:
    """Where the routine leaves the range of the evidence."""
    for session in _used(routine):
        if session.kind is SessionKind.ICE:
            yield from _about_ice(session, routine.profile.foot)
    yield from _about_warm_ups(routine)
    yield from _about_stretches(routine)
    yield from _about_holds(routine)
    yield from _about_heel_raises(routine)
    if routine.running.one_more_run:
        text = "lets a week grow by more than a tenth, which is the most that is advised (S28)"
        yield Problem(("running", "one_more_run"), text)


def _about_ice(session: Session, foot: Foot) -> Iterator[Problem]:
    seconds = session_seconds(session, foot)
    if seconds > _MOST_ICE:
        yield _about(session, f"ices for {_minutes(seconds)}; more than 20 is never advised [A7]")
    elif seconds not in _ICE:
        yield _about(session, f"ices for {_minutes(seconds)}; 10 to 15 are advised (S31)")
    if session.most and session.most > _MOST_ICE:
        text = f"allows {_minutes(session.most)} of ice; more than 20 is never advised [A7]"
        yield Problem(("sessions", session.id, "most"), text)
    if (rubbed := _rubbed(session, foot)) > _MOST_RUBBING:
        text = f"rubs a foot with ice for {_minutes(rubbed)}; at most 10 are advised [A7]"
        yield _about(session, text)


def _rubbed(session: Session, foot: Foot) -> float:
    """The seconds for which ice is moved over one foot."""
    seconds: dict[Foot | None, float] = {}
    for phase in lay_out(session, foot, 0):
        if phase.kind is PhaseKind.MOVE:
            seconds[phase.foot] = seconds.get(phase.foot, 0) + phase.seconds
    return max(seconds.values(), default=0)


def _about_warm_ups(routine: Routine) -> Iterator[Problem]:
    """Stretches for the feet once warm, as in the shipped `feet`, are not a warm-up (S23)."""
    warm_ups = [one for one in _used(routine) if _is_warm_up(one)]
    for session in warm_ups:
        if (seconds := session_seconds(session, routine.profile.foot)) < _WARM_UP:
            text = f"warms up for {_minutes(seconds)}; at least 5 are advised (S21)"
            yield _about(session, text)
    runs = [step for step in routine.steps.values() if step.kind is StepKind.RUN]
    if runs and not warm_ups:
        text = "has no warm-up before the run; at least 5 minutes are advised (S21)"
        switches = (("steps", "warm-up", "enabled"), ("sessions", "warm-up", "enabled"))
        yield Problem(("steps",), text, elsewhere=switches)


def _is_warm_up(session: Session) -> bool:
    moves = any(one.kind is ExerciseKind.DYNAMIC for one in session.exercises)
    return session.kind is SessionKind.WARM_UP and moves


def _about_stretches(routine: Routine) -> Iterator[Problem]:
    stretches = [step for step in routine.steps.values() if _is_stretch(routine, step)]
    daily = [step for step in stretches if step.every == 1]
    fewest = min(sum(day in step.days for step in daily) for day in Weekday)
    if fewest < _STRETCHES:
        sessions = counted(fewest, "stretch session") if fewest else "no stretch sessions"
        often = "a day" if fewest == len(stretches) else "on some days"
        text = f"has {sessions} {often}; two or three a day are advised (S19)"
        yield Problem(("steps",), text, elsewhere=(("sessions",),))


def _is_stretch(routine: Routine, step: Step) -> bool:
    session = routine.session_of(step)
    return session is not None and session.kind is SessionKind.STRETCH


def _about_holds(routine: Routine) -> Iterator[Problem]:
    reported: set[tuple[str, int]] = set()
    for session in _used(routine):
        for one in session.exercises:
            is_new = (one.id, one.hold or 0) not in reported
            if one.kind is ExerciseKind.STATIC and one.hold and one.hold not in _HOLD and is_new:
                reported.add((one.id, one.hold))
                held = counted(one.hold, "second")
                text = f"holds a stretch for {held}; 10 to 60 are advised [X1] [X4]"
                yield Problem(
                    ("exercises", one.id), text, elsewhere=tuple(_doses(session, one, "hold"))
                )


def _about_heel_raises(routine: Routine) -> Iterator[Problem]:
    steps = [step for step in routine.steps.values() if _heel_raise(routine, step)]
    days = [any(day in step.days and step.every == 1 for step in steps) for day in Weekday]
    if any(one and other for one, other in pairwise([*days, days[0]])):
        text = "has heel raises on days in a row; every second day is advised [X12] [P5]"
        keys = [("steps", step.id, key) for step in steps for key in ("every", "days", "session")]
        lists = [("sessions", str(step.session), "exercises") for step in steps]
        yield Problem(("steps", steps[0].id), text, elsewhere=(*keys, *lists))
    for step in steps:
        session, exercise = routine.session_of(step), _heel_raise(routine, step)
        if session and exercise and exercise.rest < _HEEL_RAISE_REST and exercise.sets > 1:
            rested = counted(exercise.rest, "second")
            text = f"rests {rested} between sets; 2 minutes are advised [P5]"
            rest = tuple(_doses(session, exercise, "rest"))
            yield Problem(("exercises", exercise.id), text, elsewhere=rest)


def _heel_raise(routine: Routine, step: Step) -> Exercise | None:
    session = routine.session_of(step)
    exercises = session.exercises if session else ()
    return next((one for one in exercises if one.id == _HEEL_RAISE), None)


def _used(routine: Routine) -> list[Session]:
    used = {step.session for step in routine.steps.values()}
    return [session for session in routine.sessions.values() if session.id in used]


def _about(session: Session, text: str) -> Problem:
    """A problem located at the session, or at what it consists of."""
    doses = (path for one in session.exercises for path in _doses(session, one, *_LENGTH))
    return Problem(("sessions", session.id), text, elsewhere=tuple(doses))


def _doses(session: Session, exercise: Exercise, *keys: str) -> Iterator[Path]:
    """The places where a dose may be written."""
    yield "sessions", session.id, "exercises"
    for key in keys:
        yield "exercises", exercise.id, key


def _minutes(seconds: float) -> str:
    count = f"{seconds / _MINUTE:.3g}"
    return f"{count} {'minute' if count == '1' else 'minutes'}"
