"""Today's run in pieces to follow outdoors, on a watch or a phone.

Only walking, jogging and running are counted there. The warm-up and the cool-down last until the
runner ends them: a watch that timed them would make the run look longer than it may be.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from coach.domain.heel.adapted_routine import JOGGING, WALK_JOG_CAUTION, WALKING, walk_jog_name
from coach.domain.heel.caps import Caps
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import BLOCKS, Stage
from coach.domain.routine.settings import Display
from coach.domain.units import parse_distance, span_text


class PieceKind(StrEnum):
    """What the runner does in a piece."""

    WARM_UP = "warm-up"
    WALK = "walk"
    JOG = "jog"
    RUN = "run"
    COOL_DOWN = "cool-down"


class Piece(Struct, frozen=True):
    """One piece: its length in seconds, or else in metres; with neither as long as one likes."""

    kind: PieceKind
    name: str
    seconds: int = 0
    metres: float = 0.0

    @property
    def is_ended_by_hand(self) -> bool:
        """Whether the runner ends it; its length is then only the usual one."""
        is_around = self.kind in {PieceKind.WARM_UP, PieceKind.COOL_DOWN}
        return is_around or not (self.seconds or self.metres)


class Block(Struct, frozen=True):
    """Some pieces, so many times in turn."""

    pieces: tuple[Piece, ...]
    times: int = 1


class Workout(Struct, frozen=True):
    """A run in blocks, and what to heed in it."""

    name: str
    blocks: tuple[Block, ...]
    caution: str = ""

    @property
    def seconds(self) -> int:
        """How long it takes, without what the runner ends, and without what has a distance."""
        return sum(
            block.times * piece.seconds
            for block in self.blocks
            for piece in block.pieces
            if not piece.is_ended_by_hand
        )


def may_run(judgement: Judgement) -> bool:
    """Whether a day allows a run, or another one after those that were made."""
    if judgement.ran_badly or judgement.level <= Level.CROSS_TRAIN:
        return False
    if judgement.level is Level.WALK_JOG:
        return not (judgement.is_rest_day or judgement.has_walk_jogged)
    return not judgement.caps.is_used_up


def workout_of(
    judgement: Judgement, display: Display, *, warm_up: int = 0, cool_down: int = 0
) -> Workout | None:
    """The run that a day allows; None if it allows none.

    Args:
        judgement: what the heel allows on the day.
        display: the units in which the longest distance is a round one.
        warm_up: the usual seconds of the warm-up before it; 0 if there is none to do.
        cool_down: those of the cool-down after it.
    """
    if not may_run(judgement):
        return None
    before = _around(PieceKind.WARM_UP, "Warm-up", warm_up)
    after = _around(PieceKind.COOL_DOWN, "Cool-down", cool_down)
    if judgement.stage and judgement.level is Level.WALK_JOG:
        blocks = (*before, _walk_jog(judgement.stage), *after)
        return Workout(walk_jog_name(judgement), blocks, WALK_JOG_CAUTION)
    run = _run(judgement.caps, display)
    return Workout(run.name, (*before, Block((run,)), *after), _effort(judgement.caps))


def _around(kind: PieceKind, name: str, seconds: int) -> tuple[Block, ...]:
    return (Block((Piece(kind, name, seconds),)),) if seconds else ()


def _walk_jog(stage: Stage) -> Block:
    """The blocks of a stage; the last stage is one jog."""
    if not stage.walk:
        return Block((Piece(PieceKind.JOG, JOGGING, BLOCKS * stage.jog),))
    walk, jog = Piece(PieceKind.WALK, WALKING, stage.walk), Piece(PieceKind.JOG, JOGGING, stage.jog)
    return Block((walk, jog), BLOCKS)


def _run(caps: Caps, display: Display) -> Piece:
    """The run, as long as the day's note on it says."""
    if caps.seconds:
        return Piece(PieceKind.RUN, f"Run, up to {span_text(caps.seconds)}", seconds=caps.seconds)
    if caps.today is None:
        return Piece(PieceKind.RUN, "Run")
    number, unit = display.most_parts(caps.today)
    metres = parse_distance(f"{number}{unit}", unit)
    return Piece(PieceKind.RUN, f"Run, up to {number} {unit}", metres=metres)


def _effort(caps: Caps) -> str:
    return "" if caps.effort is None else f"Effort: {caps.effort} of 10 at most."
