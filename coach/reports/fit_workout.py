"""Today's run as a FIT workout, which watches of Garmin, Coros, Suunto and others take in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    Intensity,
    Manufacturer,
    Sport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from coach.domain.heel.workout import Block, Piece, PieceKind, Workout

_INTENSITIES = {
    PieceKind.WARM_UP: Intensity.WARMUP,
    PieceKind.WALK: Intensity.REST,  # watches older than `recovery` know it too
    PieceKind.JOG: Intensity.ACTIVE,
    PieceKind.RUN: Intensity.ACTIVE,
    PieceKind.COOL_DOWN: Intensity.COOLDOWN,
}
_MILLISECONDS = 1000


def fit_workout(workout: Workout, made: datetime) -> bytes:
    """A FIT file of one workout; a watch tells two of them apart by when they were made.

    Where the runner ends a piece (warm-up, cool-down), the watch waits for its lap button.
    """
    steps = list(_steps(workout))
    builder = FitFileBuilder()
    builder.add(_file_id(made))
    builder.add(_heading(workout, len(steps)))
    for index, step in enumerate(steps):
        step.message_index = index
        builder.add(step)
    written: bytes = builder.build_bytes()
    return written


def _file_id(made: datetime) -> FileIdMessage:
    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = 1  # 0 means that there is none
    message.time_created = round(made.timestamp() * _MILLISECONDS)
    return message


def _heading(workout: Workout, count: int) -> WorkoutMessage:
    message = WorkoutMessage()
    message.workout_name = workout.name
    message.sport = Sport.RUNNING
    message.num_valid_steps = count
    return message


def _steps(workout: Workout) -> Iterator[WorkoutStepMessage]:
    index = 0
    for block in workout.blocks:
        yield from (_step(piece, workout.caution) for piece in block.pieces)
        if block.times > 1:
            yield _repeat(block, index)
        index += len(block.pieces) + (block.times > 1)


def _step(piece: Piece, caution: str) -> WorkoutStepMessage:
    message = WorkoutStepMessage()
    message.workout_step_name = piece.name
    message.intensity = _INTENSITIES[piece.kind]
    message.target_type, message.target_value = WorkoutStepTarget.OPEN, 0
    _set_length(message, piece)
    if piece.kind in {PieceKind.JOG, PieceKind.RUN} and caution:
        message.notes = caution
    return message


def _set_length(message: WorkoutStepMessage, piece: Piece) -> None:
    if piece.is_ended_by_hand:
        message.duration_type, message.duration_value = WorkoutStepDuration.OPEN, 0
    elif piece.seconds:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = float(piece.seconds)
    else:
        message.duration_type = WorkoutStepDuration.DISTANCE
        message.duration_distance = piece.metres


def _repeat(block: Block, first: int) -> WorkoutStepMessage:
    """Back to the first step of a block, until it was done so many times."""
    message = WorkoutStepMessage()
    message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
    message.duration_step, message.target_repeat_steps = first, block.times
    return message
