"""Coach as its user meets it: a process in a separate terminal, operated only by keys."""

import os
import re
import signal
import time
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Self

import pexpect
import pyte
import pytest

from support.home import COACH, Home

PATIENCE = 30.0
"""Seconds that a test waits at most, on a very busy machine."""
ENDED = "enter back to today"
"""The only key of a finished session."""
ONE_STEP = """
[player]
get_ready = "0s"

[steps.midday]
at = "04:00"
window = "24h"

[sessions.midday]
exercises = [
    { exercise = "wu_march", move = "1s" },
    { exercise = "wu_lunge", move = "1h" },
]
"""
"""A config with a session that lasts all day, and does not end by itself."""
_POLL = 0.05
_ASKS_FOR_FRAMES = b"\x1b[?2026$p"
_HAS_FRAMES = "\x1b[?2026;1$y"
_IN_FRAME = 2026 << 5
"""The mode in which pyte notes that a picture is half drawn."""
_KEYS = {"enter": "\r", "escape": "\x1b", "backspace": "\x7f", "up": "\x1b[A", "down": "\x1b[B"}


class _Screen(pyte.Screen):
    """A screen that counts the bells."""

    bells = 0

    def bell(self, *_: object) -> None:
        self.bells += 1


class Terminal:
    """A real pseudo-terminal, in which the coach of `home` runs, or another program."""

    def __init__(
        self,
        home: Home,
        *arguments: str,
        columns: int = 120,
        rows: int = 36,
        program: tuple[str, ...] = COACH,
        **environment: str,
    ) -> None:
        self.raw = bytearray()
        self._knows_frames = False
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        command, *own = program
        with warnings.catch_warnings():
            # The child runs another program at once, so it does not matter that pytest has threads.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = pexpect.spawn(
                command,
                [*own, *arguments],
                env=home.environment(**environment),
                cwd=str(home.folder),
                dimensions=(rows, columns),
            )
        self._child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def bells(self) -> int:
        """How often the bell has rung."""
        self._drain()
        return self._screen.bells

    def text(self) -> str:
        """The screen as it is."""
        self._drain()
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        """Press keys by name; anything else is typed."""
        for key in keys:
            self._child.send(_KEYS.get(key, key))

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Wait until a text, or one that a function accepts, is on the screen; return it all."""
        until = time.monotonic() + timeout
        while not _holds(wanted, text := self.text()):
            assert time.monotonic() < until, f"never came: {wanted}\n{text}"
            self._read(_POLL)
        return text

    def wait_for_bells(self, number: int) -> None:
        """Wait until the bell has rung exactly so often."""
        self.wait_for(lambda _: self.bells >= number)
        assert self.bells == number

    def resize(self, columns: int, rows: int) -> None:
        """Resize the window; it stays empty until it is redrawn."""
        self._drain()
        self._screen.resize(rows, columns)
        self._screen.erase_in_display(2)
        self._child.setwinsize(rows, columns)

    def exit_code(self) -> int:
        """The exit code of the program, once it has ended."""
        until = time.monotonic() + PATIENCE
        while self._read(_POLL) is not None:
            assert time.monotonic() < until, f"never ended:\n{self.text()}"
        self._child.wait()
        return int(self._child.exitstatus)

    def signal(self, name: str) -> None:
        """Send the program a signal, by its name."""
        self._child.kill(getattr(signal, name))

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._child.send(data)

    def hang_up(self) -> None:
        """Take the terminal away from the program, which may continue."""
        os.close(self._child.child_fd)
        self._child.child_fd = -1
        self._child.closed = True

    def has_ended(self) -> None:
        """Wait until the program has ended by itself."""
        until = time.monotonic() + PATIENCE
        while os.waitpid(self._child.pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > until:
                os.kill(self._child.pid, signal.SIGKILL)
                os.waitpid(self._child.pid, 0)
                pytest.fail("it goes on without its terminal")
            time.sleep(_POLL)

    def kill9(self) -> None:
        """End the program as a power cut would."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()

    def close(self) -> None:
        """Take the terminal away, and kill whatever survives that."""
        try:
            self._child.close(force=True)
        except pexpect.ExceptionPexpect:
            self._child.wait()  # It was killed, but on a busy machine it may still be there.

    def _drain(self) -> None:
        """Read everything, up to the end of a picture."""
        while self._read(_POLL if _IN_FRAME in self._screen.mode else 0):
            pass

    def _read(self, wait: float) -> bool | None:
        """Read what was written, and say whether there was anything; None after the end."""
        try:
            data = self._child.read_nonblocking(65536, timeout=wait)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return None
        self.raw += data
        self._stream.feed(data)
        if not self._knows_frames and _ASKS_FOR_FRAMES in self.raw:
            self._knows_frames = True
            self._child.send(_HAS_FRAMES)
        return True


def row(name: str, *, glyph: str = ".", detail: str = "") -> Callable[[str], bool]:
    """A test whether a step is on the screen with its mark, and is chosen with this detail."""
    pattern = re.compile(rf"{glyph}  {re.escape(name)}\b.*" + (rf"\n.*{detail}" if detail else ""))
    return lambda text: pattern.search(text) is not None


def is_next(name: str) -> Callable[[str], bool]:
    """A test whether a step is due and chosen, so that enter starts it."""
    return row(name, glyph="●", detail="due (now|.* ago)")


def _holds(wanted: str | Callable[[str], bool], text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else wanted(text)
