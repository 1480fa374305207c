"""`coach export audio`: a session as a sound file, to follow without a screen."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from coach.cli.arguments import STEP
from coach.cli.open_coach import coach_for
from coach.cli.output import say
from coach.cli.writing import TO_FILE, say_written, writes, writing_new
from coach.domain.units import length_text
from coach.errors import ChannelError, RefusedError
from coach.system.atomic_write import unused

_LONGEST = 6 * 3600
"""Seconds; a WAV file cannot have many times more, and no session has as many."""


@click.command(name="audio")
@STEP
@click.option(
    "--voice/--no-voice", default=True, show_default=True, help="With words, or only tones."
)
@TO_FILE
@writes
@click.pass_obj
def audio_command(options: dict[str, Any], step: str, to: Path | None, *, voice: bool) -> None:
    """The session of a STEP for the ear, as a WAV file.

    The file has its tones and words. `run` is today's walk-jog. Without --to the file goes into the
    present folder. The words need a voice that your system has; sound and volume are those of the
    player.
    """
    from coach.core.todays_session import todays_session  # noqa: PLC0415 - each on its own
    from coach.domain.session.timeline import planned_phases  # noqa: PLC0415 - as above
    from coach.reports.session_audio import sentences, sounds, write_audio  # noqa: PLC0415 - as above

    with coach_for(options) as coach:
        session = todays_session(coach, step)
        phases = planned_phases(session, coach.routine)
        volume = coach.routine.sound.volume
        path = to or unused(Path(f"coach-{step}-{coach.present_day()}.wav"))
    seconds = sum(phase.seconds for phase in phases)
    if seconds > _LONGEST:
        raise RefusedError(f"{session.name} is longer than 6 hours, too long for a sound file.")
    words = _words(sentences(session, phases), volume) if voice else {}
    with writing_new(path) as file:
        write_audio(file, list(sounds(session, phases, volume, words)))
    heard = "tones and words" if words else "tones"
    say_written(path, f"{session.name}, {length_text(seconds)}, {heard}.")


def _words(sentences: list[str], volume: int) -> dict[str, bytes]:
    """What the voice says; without a voice nothing, which is said."""
    from coach.system.sound.spoken import spoken  # noqa: PLC0415 - as above

    try:
        return asyncio.run(spoken(sentences, volume))
    except ChannelError as error:
        say(f"Without words: {error}.", err=True)
        return {}
