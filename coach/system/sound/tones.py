"""The signals as tones: synthesised, so that nothing must be shipped or loaded.

They differ first in rhythm, direction and length, then in pitch, and stay within what a laptop's
loudspeaker can play.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache
from math import cos, exp, pi, sin

from msgspec import Struct

from coach.domain.session.cues import Signal

RATE = 22050
"""Frames a second; of one channel, 16 bits each."""
_LOUDEST = 32767
_ATTACK, _RELEASE = 0.008, 0.03
"""Seconds in which a note fades in and out; shorter ones click."""
_OVERTONE = 0.25
_DECAY = 2.0
"""How far a note fades over its length; as an exponent."""


class Note(Struct, frozen=True):
    """A pitch in Hz for some seconds, then silence; `loud` is its part of the volume."""

    pitch: float
    seconds: float
    pause: float = 0.0
    loud: float = 0.75


def _pips(*pitches: float, seconds: float, pause: float = 0.0) -> tuple[Note, ...]:
    return tuple(Note(pitch, seconds, pause) for pitch in pitches)


_ALARM = (*(Note(1319, 0.2, 0.06, 1.0) for _ in range(3)), Note(988, 0.45, 0.35, 1.0))

NOTES: dict[Signal, tuple[Note, ...]] = {
    Signal.GET_READY: _pips(587, 587, seconds=0.11, pause=0.08),
    Signal.START: (Note(659, 0.09), Note(988, 0.34)),
    Signal.HALFWAY: _pips(784, 1047, 784, seconds=0.14),
    Signal.LAST_SECONDS: (Note(1047, 0.09),),
    Signal.SWITCH_SIDE: _pips(587, 988, 587, 988, seconds=0.12, pause=0.02),
    Signal.END: (*_pips(523, 659, 784, seconds=0.16), Note(1047, 0.6)),
    Signal.ICE_OFF: _ALARM * 3,
    Signal.LET_GO: (Note(784, 0.09, loud=0.5), Note(523, 0.2, loud=0.5)),
    Signal.REPETITION: (Note(698, 0.06, loud=0.35),),
}


def seconds(signal: Signal) -> float:
    """How long a signal sounds."""
    return sum(note.seconds + note.pause for note in NOTES[signal])


def rendered(signal: Signal, volume: int) -> bytes:
    """A signal as 16-bit frames in the machine's byte order, at a volume in per cent."""
    return b"".join(_rendered(note, volume) for note in NOTES[signal])


@cache
def _rendered(note: Note, volume: int) -> bytes:
    # The ear hears in ratios: half the volume is a quarter of the amplitude.
    top = _LOUDEST * note.loud * (volume / 100) ** 2
    frames = array("h", (round(top * one) for one in _wave(note)))
    frames.extend([0] * round(note.pause * RATE))
    return frames.tobytes()


def _wave(note: Note) -> Iterator[float]:
    """The samples between -1 and 1, frame by frame."""
    for frame in range(round(note.seconds * RATE)):
        at = frame / RATE
        yield _envelope(at, note.seconds) * _timbre(2 * pi * note.pitch * at)


def _timbre(angle: float) -> float:
    return (sin(angle) + _OVERTONE * sin(2 * angle)) / (1 + _OVERTONE)


def _envelope(at: float, length: float) -> float:
    fading = exp(-_DECAY * at / length)
    return fading * _ramp(at / _ATTACK) * _ramp((length - at) / _RELEASE)


def _ramp(way: float) -> float:
    """A curve from 0 to 1, without a corner at either end."""
    return (1 - cos(pi * min(way, 1.0))) / 2
