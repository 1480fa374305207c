"""Lay a session out on the clock: phases with exact durations (evidence section 6).

Getting ready and switching sides are not exercise time, so that five minutes of warm-up are five
minutes of work.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from coach.domain.routine.kinds import Feet, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Routine, Session


class PhaseKind(StrEnum):
    """What the runner does in a phase."""

    GET_READY = "get ready"
    SWITCH = "switch side"
    HOLD = "hold"
    MOVE = "move"
    UP = "up"
    DOWN = "down"
    RELEASE = "release"
    REST = "rest"


GAPS = frozenset({PhaseKind.GET_READY, PhaseKind.SWITCH})
PAUSES = GAPS | {PhaseKind.RELEASE, PhaseKind.REST}


class Phase(Struct, frozen=True):
    """One timed piece of a session: `seconds` long, for the exercise at `position`.

    `part` numbers the sets of the whole session, one foot at a time; the player steps by parts.
    """

    kind: PhaseKind
    seconds: float
    position: int
    part: int
    foot: Foot | None
    set: int
    rep: int = 1


class _Turn(Struct, frozen=True):
    """One set with one foot, and the rest before it."""

    foot: Foot | None
    set: int
    rest: float = 0
    switches: bool = False


def lay_out(session: Session, foot: Foot, get_ready: int) -> tuple[Phase, ...]:
    """Lay a session out for the foot that hurts, with seconds to get ready before each set."""
    phases: list[Phase] = []
    for position, exercise in enumerate(session.exercises):
        for turn in _turns(exercise, foot):
            part = phases[-1].part + 1 if phases else 0
            phases += _set_phases(exercise, turn, position, part, foot, get_ready)
    return tuple(phases)


def planned_phases(session: Session, routine: Routine) -> tuple[Phase, ...]:
    """Lay a session out as the runner has configured it.

    On the road there is no getting ready between walking and jogging.
    """
    get_ready = 0 if session.kind is SessionKind.RUN else routine.player.get_ready
    return lay_out(session, routine.profile.foot, get_ready)


def session_seconds(session: Session, foot: Foot) -> float:
    """The exercise time of a session, without laying it out."""
    turns = ((one, turn) for one in session.exercises for turn in _turns(one, foot))
    return sum(turn.rest + _set_seconds(exercise, foot) for exercise, turn in turns)


def feet_of(session: Session, foot: Foot) -> frozenset[Foot]:
    """The feet that a session names; none if all of it is for both at once."""
    named = {one for exercise in session.exercises for one in _feet(exercise, foot)}
    return frozenset(one for one in named if one is not None)


def exercise_seconds(phases: tuple[Phase, ...]) -> float:
    """The exercise time: everything but getting ready and switching sides."""
    return sum(phase.seconds for phase in phases if phase.kind not in GAPS)


def _set_phases(
    exercise: Exercise, turn: _Turn, position: int, part: int, foot: Foot, get_ready: int
) -> Iterator[Phase]:
    def phase(kind: PhaseKind, seconds: float, rep: int = 1) -> Phase:
        return Phase(kind, seconds, position, part, turn.foot, turn.set, rep)

    if turn.rest:
        yield phase(PhaseKind.REST, turn.rest)
    elif get_ready:
        yield phase(PhaseKind.SWITCH if turn.switches else PhaseKind.GET_READY, get_ready)
    for rep in range(1, exercise.reps + 1):
        for kind, seconds in _repetition(exercise, foot):
            yield phase(kind, seconds, rep)
        if exercise.release and rep < exercise.reps:
            yield phase(PhaseKind.RELEASE, exercise.release, rep)


def _repetition(exercise: Exercise, foot: Foot) -> Iterator[tuple[PhaseKind, float]]:
    if exercise.tempo:
        tempo = exercise.tempo
        pieces = ((PhaseKind.UP, tempo.up), (PhaseKind.HOLD, tempo.hold))
        yield from (piece for piece in (*pieces, (PhaseKind.DOWN, tempo.down)) if piece[1])
    elif exercise.move:
        yield PhaseKind.MOVE, _per_foot(exercise, exercise.move, foot)
    else:
        yield PhaseKind.HOLD, _per_foot(exercise, exercise.hold or 0, foot)


def _per_foot(exercise: Exercise, seconds: int, foot: Foot) -> float:
    """A shared time is split between the feet, and no foot gets more than `most`."""
    if exercise.side is not Side.SHARED:
        return seconds
    share = seconds / len(_feet(exercise, foot))
    return min(share, exercise.most) if exercise.most else share


def _feet(exercise: Exercise, foot: Foot) -> tuple[Foot | None, ...]:
    if exercise.side is Side.BOTH:
        return (None,)
    if foot is Foot.BOTH or exercise.feet is Feet.BOTH:
        return (Foot.LEFT, Foot.RIGHT)
    return (foot,)


def _turns(exercise: Exercise, foot: Foot) -> Iterator[_Turn]:
    """The sets in the order of doing them."""
    feet = _feet(exercise, foot)
    sets = range(1, exercise.sets + 1)
    if exercise.side is Side.ALTERNATE:
        # While one foot works the other one rests, so only the remainder is needed.
        others = (len(feet) - 1) * _set_seconds(exercise, foot)
        left = max(0, exercise.rest - others)
        for number in sets:
            for index, side in enumerate(feet):
                rest = left if number > 1 and index == 0 else 0
                yield _Turn(side, number, rest, switches=len(feet) > 1 and (number, index) > (1, 0))
        return
    for index, side in enumerate(feet):
        for number in sets:
            rest = exercise.rest if number > 1 else 0
            yield _Turn(side, number, rest, switches=index > 0 and number == 1)


def _set_seconds(exercise: Exercise, foot: Foot) -> float:
    one = sum(seconds for _, seconds in _repetition(exercise, foot))
    return exercise.reps * one + (exercise.reps - 1) * exercise.release
