"""A session as one sound file: the signals and words of the player, exact to the sample.

Silence is written as it comes, so that a long session takes no more memory than a short one. The
format is WAV, which Python writes and everything plays; no library that Coach has can compress it.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from coach.domain.routine.model import Session
from coach.domain.session.cues import YIELDS, cues_of
from coach.domain.session.timeline import Phase
from coach.system.sound.tones import RATE, rendered

_WIDTH = 2
"""Bytes of a frame."""
_SILENCE = bytes(1 << 16)


class Sound(NamedTuple):
    """Frames of one channel, as `tones.rendered` has them, from a frame of the file on."""

    begins: int
    frames: bytes

    @property
    def ends(self) -> int:
        """The frame after its last one."""
        return self.begins + len(self.frames) // _WIDTH


def sentences(session: Session, phases: tuple[Phase, ...]) -> list[str]:
    """All that a voice says in a session, each sentence once."""
    return list(dict.fromkeys(one.words for _, one in cues_of(session, phases) if one.words))


def sounds(
    session: Session, phases: tuple[Phase, ...], volume: int, spoken: Mapping[str, bytes]
) -> Iterator[Sound]:
    """All that is heard of a session, in order; each sound ends where the next one begins.

    As in the player, words follow their signal, and soft signals are left out while they are said.

    Args:
        session: the session.
        phases: how it is laid out.
        volume: that of the signals, in per cent.
        spoken: sentences as frames; one that is missing is not said.
    """
    said_until = 0
    for at, cue in cues_of(session, phases):
        begins = round(at.total_seconds() * RATE)
        if cue.signal in YIELDS and begins < said_until:
            continue
        signal = Sound(begins, rendered(cue.signal, volume))
        said = Sound(signal.ends, spoken.get(cue.words, b""))
        said_until = said.ends if said.frames else begins
        yield signal
        if said.frames:
            yield said


def write_audio(file: BinaryIO, heard: Sequence[Sound]) -> None:
    """Write sounds, and the silence between them, as a WAV file; the file may be a pipe."""
    length = max(one.ends for one in heard)
    with wave.open(file, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(_WIDTH)
        audio.setframerate(RATE)
        audio.setnframes(length)
        for one, after in pairwise([Sound(0, b""), *heard, Sound(length, b"")]):
            room = after.begins - one.begins
            audio.writeframesraw(one.frames[: room * _WIDTH])
            for silence in _silence(after.begins - min(one.ends, after.begins)):
                audio.writeframesraw(silence)


def _silence(frames: int) -> Iterator[bytes]:
    whole, rest = divmod(frames * _WIDTH, len(_SILENCE))
    yield from (_SILENCE for _ in range(whole))
    yield _SILENCE[:rest]
