"""The sounds of a session, one after another, for `coach alerts test`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from coach.domain.routine.settings import Signals, Sound
from coach.domain.session.cues import Signal
from coach.errors import ChannelError
from coach.system.sound.signals import RING_GAP, RINGS
from coach.system.sound.tone_process import Tones
from coach.system.sound.tones import seconds
from coach.system.sound.voice import speak, speech

Say = Callable[[str], None]
"""Prints a line."""

_APART = 0.5
"""Seconds between two signals."""
_SENTENCE = "Wall stretch. Left foot."


async def try_sounds(settings: Sound, ring: Callable[[], None] | None, say: Say) -> bool:
    """Play all signals and the voice, and say through what; returns whether any were heard.

    `ring` rings the bell once, if there is a terminal.
    """
    tones = Tones(settings.volume)
    try:
        was_heard = await _try_signals(settings, tones, ring, say)
    finally:
        await tones.close()
    return await _try_voice(settings, say) or was_heard


async def _try_signals(
    settings: Sound, tones: Tones, ring: Callable[[], None] | None, say: Say
) -> bool:
    if settings.signals is Signals.NONE:
        say('No signals: [sound] has `signals = "none"`.')
        return False
    why = await _why_no_tones(settings, tones, say)
    if not why:
        await _play(tones, say)
        return True
    if ring is None:
        say(f"not here: {why}, and no terminal is open.")
        return False
    say(f"The bell, if your terminal rings it: {why}.")
    await _ring(ring, say)
    return True


async def _why_no_tones(settings: Sound, tones: Tones, say: Say) -> str:
    """Open the tones, or say why there are none."""
    if settings.signals is Signals.BELL:
        return '[sound] has `signals = "bell"`'
    try:
        say(f"Tones through {await tones.open()}, at {settings.volume}%:")
    except ChannelError as error:
        return str(error)
    return ""


async def _play(tones: Tones, say: Say) -> None:
    for signal in Signal:
        say(signal)
        tones.play(signal)
        await asyncio.sleep(seconds(signal) + _APART)


async def _ring(ring: Callable[[], None], say: Say) -> None:
    for signal, sound in _bell_signals():
        say(sound)
        for _ in range(RINGS[signal]):
            ring()
            await asyncio.sleep(RING_GAP)
        await asyncio.sleep(_APART)


def _bell_signals() -> Iterator[tuple[Signal, str]]:
    """One signal for each number of rings."""
    for times in sorted(set(RINGS.values())):
        alike = [signal for signal in RINGS if RINGS[signal] == times]
        yield alike[0], ", ".join(alike)


async def _try_voice(settings: Sound, say: Say) -> bool:
    if not settings.voice:
        say("No voice: `voice = true` in [sound] turns it on.")
        return False
    found = speech(settings.volume)
    if found is None:
        say("No voice: no speech program was found.")
        return False
    say(f'{found.program} says "{_SENTENCE}"')
    try:
        await speak(found, _SENTENCE)
    except ChannelError as error:
        say(f"It failed: {error}.")
        return False
    return True
