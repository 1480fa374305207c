"""The sound: what plays the sounds of a session."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from coach.doctor.finding import DoctorContext, Finding, sound, warning
from coach.domain.routine.settings import Signals, Sound
from coach.errors import ChannelError
from coach.system.sound.tone_process import NOT_INSTALLED, Tones
from coach.system.sound.voice import speech

_INSTALL = "Install it with `pip install 'heelcoach[sound]'`."
_INSTALL_SPEECH = "Install espeak-ng, or set `voice = false` in [sound]."


def hearing(context: DoctorContext) -> Iterator[Finding]:
    """What plays the signals, and what speaks."""
    settings = context.sound
    if settings.signals is Signals.TONES:
        yield _tones(settings)
    else:
        yield sound(f'[sound] has `signals = "{settings.signals}"`, so no tones are played')
    if settings.voice:
        yield _voice(settings)


def _tones(settings: Sound) -> Finding:
    try:
        return sound(f"tones through {asyncio.run(_opened(settings))}")
    except ChannelError as error:
        text = f"the bell instead of tones: {error}"
        return warning(text, _INSTALL) if str(error) == NOT_INSTALLED else sound(text)


async def _opened(settings: Sound) -> str:
    tones = Tones(settings.volume)
    try:
        return await tones.open()
    finally:
        await tones.close()


def _voice(settings: Sound) -> Finding:
    found = speech(settings.volume)
    if found is None:
        return warning("no speech program was found, so nothing is spoken", _INSTALL_SPEECH)
    return sound(f"{found.program} speaks")
