"""Everything between the coach and its runner: lines to read, and lines typed.

It writes only text, line ends and the bell, and never writes over a line.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from typing import TextIO

from coach.plain.text import wrapped
from coach.system.printable import printable

_WIDEST = 60
"""Longer lines are hard to follow on a Braille display."""
_NARROWEST = 20
_AT_ONCE = 4096
_BELL = "\a"
_RING_GAP = 0.25


class Console:
    """Prints and reads lines, in the running event loop."""

    def __init__(self, typed: TextIO, out: TextIO) -> None:
        self._typed = typed
        self._out = out
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self.is_over = False
        """Whether nothing more can be typed."""

    def listen(self) -> None:
        """Begin to read.

        A thread reads, since an event loop cannot wait for every kind of input. It reads past
        Python's buffer, whose lock would be held when the program ends.
        """
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()

    def say(self, *texts: str) -> None:
        """Write each text in lines of its own."""
        columns = shutil.get_terminal_size((_WIDEST, 24)).columns
        width = max(_NARROWEST, min(_WIDEST, columns - 1))
        lines = [line for text in texts for line in wrapped(text, width)]
        self._write("".join(f"{line}\n" for line in lines))

    async def hear(self, within: float | None = None) -> str | None:
        """The next typed line; None if none comes within some seconds, or ever."""
        if self.is_over:
            await asyncio.sleep(within or 0)
            return None
        try:
            line = await asyncio.wait_for(self._lines.get(), within)
        except TimeoutError:
            return None
        if line is None:
            self.is_over = True
            return await self.hear(within)
        return printable(line).strip()

    def interrupt(self, line: str) -> None:
        """Handle a line that was not typed, as for ctrl+c."""
        self._lines.put_nowait(line)

    async def ring(self, times: int = 1) -> None:
        """Ring the bell of the terminal, if there is one."""
        if not self._out.isatty():
            return
        for number in range(times):
            if number:
                await asyncio.sleep(_RING_GAP)
            self._write(_BELL)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        begun = b""
        while data := self._next_bytes():
            *whole, begun = (begun + data).split(b"\n")
            for line in whole:
                self._put(loop, line.decode(self._typed.encoding, "replace"))
        if begun:
            self._put(loop, begun.decode(self._typed.encoding, "replace"))
        self._put(loop, None)

    def _next_bytes(self) -> bytes:
        try:
            return os.read(self._typed.fileno(), _AT_ONCE)
        except OSError:  # The terminal went away.
            return b""

    def _put(self, loop: asyncio.AbstractEventLoop, line: str | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._lines.put_nowait, line)
