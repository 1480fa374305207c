"""The sound device, through miniaudio; no other module uses that library."""

from __future__ import annotations

import os
from array import array
from collections.abc import Generator
from pathlib import Path
from threading import Lock

import miniaudio

from coach.errors import NotHereError
from coach.system.sound.tones import RATE

_PERIOD_MS = 20
_FRAME = 2
"""Bytes of a frame: one channel of 16 bits."""
_FADE = RATE // 100
"""Frames over which a tone is faded out when it is cut off: quickly, but without a click."""


class Track:
    """What the device plays; the device reads it from a thread of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rest = b""

    def play(self, frames: bytes) -> None:
        """Play this instead of the present sound; an empty one cuts it off."""
        with self._lock:
            self._rest = _faded(self._rest) + frames

    def take(self, count: int) -> bytes:
        """The next frames; fewer at the end, and then silence."""
        with self._lock:
            taken, self._rest = self._rest[: count * _FRAME], self._rest[count * _FRAME :]
        return taken

    def stream(self) -> Generator[bytes, int, None]:
        """Frames as the device requests them, for ever."""
        wanted = yield b""
        while True:
            wanted = yield self.take(wanted)


def opened(track: Track) -> tuple[miniaudio.PlaybackDevice, str]:
    """The system's device playing a track, and its name.

    It stays open for a session, since headphones and screens that fall asleep swallow the beginning
    of a tone.

    Raises:
        NotHereError: if there is none.
    """
    _spare_the_home()
    # The library falls back to a device without output.
    real = [one for one in miniaudio.Backend if one is not miniaudio.Backend.NULL]
    stream = track.stream()
    next(stream)
    try:
        device = miniaudio.PlaybackDevice(
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=_PERIOD_MS,
            backends=real,
            app_name="Coach",
        )
        # Unplugged: the program that uses this process sees it end, and rings.
        device.stop_callback = lambda: os._exit(1)
        device.start(stream)
    except miniaudio.MiniaudioError as error:
        raise NotHereError("no sound device was found") from error
    return device, f"miniaudio {miniaudio.__version__}, {device.backend}"


def _spare_the_home() -> None:
    """Keep libpulse from making a folder for a server that has never run here."""
    known = ("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH")
    own = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "pulse")
    if not (any(map(os.environ.get, known)) or own.exists()):
        os.environ["PULSE_RUNTIME_PATH"] = f"{os.devnull}/pulse"


def _faded(frames: bytes) -> bytes:
    """The first frames, faded out."""
    some = memoryview(frames)[: _FADE * _FRAME].cast("h")
    last = len(some)
    return array("h", (round(one * (1 - at / last)) for at, one in enumerate(some))).tobytes()
