"""Heel raises on one leg until it is tired: a test that the player paces and counts.

How it is done is ours; the limit of pain is that of the pain-monitoring model ([M1] [A4]).
"""

from __future__ import annotations

from coach.domain.routine.kinds import Basis, ExerciseKind, Feet, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Session, Tempo
from coach.domain.session.player import Player
from coach.domain.session.timeline import Phase, PhaseKind, lay_out
from coach.domain.units import Duration

_MOST = 60
"""After so many the count ends by itself."""
_RAISE = Exercise(
    id="heel_raise_test",
    name="Heel raises on one leg",
    target="calf",
    kind=ExerciseKind.STRENGTH,
    reps=_MOST,
    tempo=Tempo(Duration(2), Duration(0), Duration(2)),
    side=Side.EACH,
    feet=Feet.BOTH,
    cue="Knee straight, as high as you can. When you are tired, go on to the next set: it ends the "
    "count.",
    source="ours",
    basis=Basis.OURS,
    figure="heel_raise_towel",
)
_CAUTION = (
    "Stop at once when it hurts more than 5 of 10. This is a test, not training: do it before "
    "strength, or on a day without."
)
HEEL_RAISES = Session(
    id="heel-raise-test",
    name="Heel raises until tired",
    kind=SessionKind.STRENGTH,
    exercises=(_RAISE,),
    caution=_CAUTION,
)


def heel_raise_phases(get_ready: int) -> tuple[Phase, ...]:
    """The test with both legs, the left one first."""
    return lay_out(HEEL_RAISES, Foot.BOTH, get_ready)


def is_until_tired(session: Session) -> bool:
    """Whether the runner ends each set, so that its planned length says nothing."""
    return session is HEEL_RAISES


def raises_done(player: Player) -> int:
    """How many raises of the present set were done: each counts once its top is reached."""
    phase = player.phase
    if phase.kind is PhaseKind.DOWN:
        return phase.rep
    return phase.rep - 1 if phase.kind is PhaseKind.UP else 0
