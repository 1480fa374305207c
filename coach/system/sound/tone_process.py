"""Play tones in a separate process."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from importlib.util import find_spec

from coach.domain.session.cues import Signal
from coach.errors import ChannelError, NotHereError
from coach.system.programs import end_group, reason_of
from coach.system.sound.messages import HUSH, SILENT

_ITSELF = (sys.executable, "-P", "-m", "coach.system.sound")
_SECONDS = 5.0
"""How long a sound system may take to open its device."""
NOT_INSTALLED = "the extra `sound` is not installed"


class Tones:
    """Tones at a volume in per cent, once they are open."""

    def __init__(self, volume: int) -> None:
        self._volume = volume
        self._process: Process | None = None

    async def open(self) -> str:
        """Open the device, and return its name.

        Raises:
            NotHereError: if there is none.
            ChannelError: if it does not answer.
        """
        if find_spec("miniaudio") is None:
            raise NotHereError(NOT_INSTALLED)
        try:
            self._process = await self._started()
            async with asyncio.timeout(_SECONDS):
                answer = await _first_line(self._process)
        except TimeoutError as error:
            await self.close()
            raise ChannelError("the sound system does not answer") from error
        except OSError as error:
            raise ChannelError(f"its process cannot be started ({reason_of(error)})") from error
        if not answer or answer.startswith(SILENT):
            await self.close()
            raise NotHereError(answer.removeprefix(SILENT) or "the sound system failed")
        return answer

    @property
    def is_open(self) -> bool:
        """Whether a tone would be heard."""
        return self._process is not None and self._process.returncode is None

    def play(self, signal: Signal) -> None:
        """Play a signal now, instead of the present sound."""
        self._tell(signal)

    def hush(self) -> None:
        """Cut off the present sound."""
        self._tell(HUSH)

    async def close(self) -> None:
        """End the process, and with it any sound."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        if process.returncode is None:
            end_group(process.pid)
        await process.communicate()  # so that none of its pipes is left open

    def _tell(self, word: str) -> None:
        if self._process and self._process.stdin and self.is_open:
            self._process.stdin.write(f"{word}\n".encode())

    async def _started(self) -> Process:
        # Sound libraries write their complaints into the terminal.
        return await asyncio.create_subprocess_exec(
            *_ITSELF,
            str(self._volume),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
        )


async def _first_line(process: Process) -> str:
    line = await process.stdout.readline() if process.stdout else b""
    return line.decode(errors="replace").strip()
