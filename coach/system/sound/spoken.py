"""Sentences that the system's voice says into files, as frames at the rate of the tones."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.errors import ChannelError, NotHereError
from coach.system.sound.tones import RATE
from coach.system.sound.voice import speak, speech

_FORM = (1, 2, RATE)
"""One channel, two bytes a frame, and so many frames a second."""


async def spoken(sentences: Iterable[str], volume: int) -> dict[str, bytes]:
    """Each sentence as frames, in the machine's byte order.

    Raises:
        NotHereError: if no program is installed that speaks into files.
        ChannelError: if it fails, takes too long, or writes another kind of sound.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        voice = speech(volume, file)
        if voice is None:
            raise NotHereError("no program that speaks into files was found")
        said = {}
        for one in sentences:
            await speak(voice, one)
            said[one] = _frames(file, voice.program)
            file.unlink()
        return said


def _frames(file: Path, program: str) -> bytes:
    try:
        with wave.open(str(file), "rb") as sound:
            if sound.getparams()[:3] != _FORM:
                raise ChannelError(f"`{program}` writes sound of another kind")
            return sound.readframes(sound.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise ChannelError(f"`{program}` wrote no sound ({error})") from error
