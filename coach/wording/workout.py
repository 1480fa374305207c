"""Today's run for outdoors in words: as text for apps, and as one line."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from coach.domain.heel.workout import Block, Piece, PieceKind, Workout
from coach.domain.units import duration_text


def workout_text(workout: Workout) -> str:
    """The text that intervals.icu reads as a workout, and passes on to watches and phones.

    A line with a hyphen is a step: its cue, then its length; `m` are minutes. A block to repeat
    stands between empty lines, under `4x`. `press lap` ends a step by hand. After
    https://forum.intervals.icu/t/workout-builder-syntax-quick-guide/123701
    """
    blocks = ("\n".join(_block(one)) for one in workout.blocks)
    return "\n\n".join([workout.name, *blocks, *([workout.caution] if workout.caution else [])])


def _block(block: Block) -> Iterator[str]:
    if block.times > 1:
        yield f"{block.times}x"
    yield from (f"- {_piece(one)}" for one in block.pieces)


def _piece(piece: Piece) -> str:
    by_hand = " press lap" if piece.is_ended_by_hand else ""
    return f"{_cue(piece)}{_length(piece)}{by_hand}"


def _cue(piece: Piece) -> str:
    """What to do in a piece; the limit of a run is the length behind it."""
    is_limited = piece.kind is PieceKind.RUN and not piece.is_ended_by_hand
    return "Run, up to" if is_limited else piece.name


def _length(piece: Piece) -> str:
    if piece.seconds:
        return f" {duration_text(piece.seconds)}"
    return f" {floor(piece.metres) / 1000:g}km" if piece.metres else ""
