"""Exercises and sessions in words: their doses, the sources of these, and how long they take."""

from __future__ import annotations

from coach.domain.routine.kinds import Basis, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Session
from coach.domain.session.timeline import session_seconds
from coach.domain.units import duration_text
from coach.wording.sources import names_of

DOSES = {
    Basis.SOURCE: "Dose: ",
    Basis.ADAPTED: "Dose adapted from ",
    Basis.OURS: "Dose: our choice, after ",
}
_SOURCES_NAMED = 2
NO_LONGER = "No longer than this, to protect the skin."
_SIDES = {
    Side.BOTH: "",
    Side.EACH: "each foot",
    Side.ALTERNATE: "in turns",
    Side.SHARED: "shared",
}


def exercise_length(exercise: Exercise, foot: Foot) -> float:
    """How many seconds an exercise takes, without the time to get ready."""
    alone = Session(id="", name="", kind=SessionKind.STRETCH, exercises=(exercise,))
    return session_seconds(alone, foot)


def dose_source(exercise: Exercise) -> str:
    """Where a dose comes from: `Dose: Rathleff 2015 and a page on exercises`."""
    named = " and ".join(names_of(exercise.source)[:_SOURCES_NAMED]) or exercise.source
    return f"{DOSES[exercise.basis]}{named}"


def dose_text(exercise: Exercise) -> str:
    """A dose in short: `3 × 30s, each foot`, or `3 × 12 × 3-2-3, in turns`."""
    counts = [str(count) for count in (exercise.sets, exercise.reps) if count > 1]
    tempo = exercise.tempo
    if tempo:
        one = f"{tempo.up}-{tempo.hold}-{tempo.down}"
    else:
        one = duration_text(exercise.move or exercise.hold or 0)
    sides = _SIDES[exercise.side]
    return " × ".join([*counts, one]) + (f", {sides}" if sides else "")
