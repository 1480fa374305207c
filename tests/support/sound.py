"""A sound card without output, and a recorder for it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from coach.system.sound.tones import RATE
from support.real_parts import needs

_PATIENCE = 20.0
_LATE = 8
"""So many zeros in a row are not part of a tone."""
_QUIET = 300
"""Below this it is silence."""


@contextmanager
def sound_card(folder: Path) -> Iterator[dict[str, Any]]:
    """A separate sound server with one card; yields what a process must know to find it."""
    path = folder / "card.socket"
    modules = folder / "card.pa"
    modules.write_text(
        f"load-module module-null-sink sink_name=card rate={RATE} channels=1\n"
        f"load-module module-native-protocol-unix socket={path} auth-anonymous=1\n"
    )
    known = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    options = ("-n", "-F", str(modules), "--exit-idle-time=-1", "--use-pid-file=no")
    server = subprocess.Popen(
        [needs("pulseaudio"), *options, "--daemonize=no"], env=known, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(lambda: _listens(path))
        yield {"PULSE_SERVER": f"unix:{path}", "HOME": str(folder)}
    finally:
        server.kill()
        server.wait()


def in_time(frames: array[int]) -> array[int]:
    """One signal without gaps from a busy machine, which the card fills with zeros."""
    kept = array("h")
    for is_zero, run in groupby(frames, lambda one: one == 0):
        some = array("h", run)
        kept += some[:0] if is_zero and len(some) > _LATE else some
    return kept


class Ear:
    """Records what the card plays, from when it exists."""

    def __init__(self, folder: Path, card: dict[str, str]) -> None:
        self._path = folder / "heard"
        with self._path.open("wb") as file:
            what = ("--device=card.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1")
            self._process = subprocess.Popen(
                [needs("parec"), *what, "--latency-msec=10"],
                stdout=file,
                env={**os.environ, **card},
            )
        try:
            _wait_for(lambda: self._path.stat().st_size > 0)
        except BaseException:
            self.close()
            raise

    def heard(self) -> array[int]:
        """From the first sound to the last one so far."""
        frames = array("h", self._all())
        sounding = [at for at, one in enumerate(frames) if abs(one) > _QUIET]
        return frames[sounding[0] : sounding[-1] + 1] if sounding else array("h")

    def wait_for_sound(self) -> None:
        """Wait until something is heard."""
        _wait_for(self.heard)

    def wait_for_silence(self, seconds: float) -> array[int]:
        """The recording, once there was a sound, and then none for so long."""
        self.wait_for_sound()
        _wait_for(lambda: not any(abs(one) > _QUIET for one in self._last(seconds)))
        return self.heard()

    def close(self) -> None:
        """Stop recording."""
        self._process.kill()
        self._process.wait()

    def _last(self, seconds: float) -> array[int]:
        return array("h", self._all())[-round(seconds * RATE) :]

    def _all(self) -> bytes:
        written = self._path.read_bytes()
        return written[: len(written) // 2 * 2]


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def _wait_for(there: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)
