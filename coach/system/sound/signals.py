"""The sounds of a session: tones, or the bell instead, and a voice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from coach.domain.routine.settings import Signals, Sound
from coach.domain.session.cues import YIELDS, Cue, Signal
from coach.errors import ChannelError
from coach.system.sound.tone_process import Tones
from coach.system.sound.tones import seconds
from coach.system.sound.voice import Voice, speech

RINGS = {
    Signal.GET_READY: 1,
    Signal.START: 1,
    Signal.SWITCH_SIDE: 1,
    Signal.LET_GO: 1,
    Signal.REPETITION: 1,
    Signal.END: 3,
    Signal.ICE_OFF: 5,
}
"""How often the bell rings; other signals are silent, since all rings sound alike."""
RING_GAP = 0.25
"""Seconds between two rings."""
_LOG = logging.getLogger("coach.system.sound")


class Sounding:
    """Plays cues as configured; `bell` rings once."""

    def __init__(self, settings: Sound, bell: Callable[[], None]) -> None:
        self.is_on = settings.signals is not Signals.NONE or settings.voice
        self._bell = bell
        self._rings: list[asyncio.TimerHandle] = []
        # With a voice alone there are no tones; with neither, sound may still be turned on.
        self._has_signals = settings.signals is not Signals.NONE or not settings.voice
        self._tones = Tones(settings.volume) if settings.signals is not Signals.BELL else None
        found = speech(settings.volume) if settings.voice else None
        self._voice = Voice(found) if found else None
        self._opening: asyncio.Task[None] | None = None
        self._waiting: Signal | None = None

    def give(self, cue: Cue) -> None:
        """Play a cue now."""
        if not self.is_on:
            return
        is_speaking = self._voice is not None and self._voice.is_speaking
        if is_speaking and cue.signal in YIELDS:
            return
        length = self._signal(cue.signal) if self._has_signals else 0.0
        if self._voice and is_speaking and self._has_signals:
            self._voice.hush()
        if self._voice and cue.words:
            self._voice.say(cue.words, length)

    def turn(self) -> None:
        """Turn sound off at once, or on again."""
        self.is_on = not self.is_on
        self._waiting = None
        self._ring_no_more()
        if not self.is_on and self._tones:
            self._tones.hush()
        if not self.is_on and self._voice:
            self._voice.hush()

    async def close(self) -> None:
        """End whatever plays or speaks."""
        self._ring_no_more()
        if self._opening:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
        if self._voice:
            await self._voice.close()
        if self._tones:
            await self._tones.close()

    def _signal(self, signal: Signal) -> float:
        """Play it, or ring; returns how many seconds that takes."""
        if self._tones is None:
            self._ring_for(signal)
            return 0.0
        if self._opening is None:
            self._opening = asyncio.create_task(self._open(self._tones))
        if not self._opening.done():
            self._waiting = self._waiting if signal in YIELDS else signal
        elif self._tones.is_open:
            self._tones.play(signal)
        else:
            self._ring_for(signal)
            return 0.0
        return seconds(signal)

    async def _open(self, tones: Tones) -> None:
        """Open the device; of the signals that came meanwhile, the last is played then."""
        try:
            await tones.open()
        except ChannelError as error:
            _LOG.info("The bell rings in place of tones: %s", error)
        signal, self._waiting = self._waiting, None
        if signal and tones.is_open:
            tones.play(signal)
        elif signal:
            self._ring_for(signal)

    def _ring_for(self, signal: Signal) -> None:
        self._ring_no_more()
        times, loop = RINGS.get(signal, 0), asyncio.get_running_loop()
        if times:
            self._bell()
        self._rings = [loop.call_later(RING_GAP * one, self._bell) for one in range(1, times)]

    def _ring_no_more(self) -> None:
        for ring in self._rings:
            ring.cancel()
