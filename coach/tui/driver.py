"""The terminal under the full screen, which may send bytes that are not text, stall, or go away.

Textual's own driver ends on a byte that is not UTF-8, and does not notice that a terminal is gone:
its output thread dies of the first failed write, its queue fills, and the main thread waits for it.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial
from threading import Timer

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from coach.tui.leaving import HANGUP

_WAIT = 0.1
_STALLED = 1.0
"""Seconds after which a stalled terminal gets nothing more, until it accepts output again."""
_READ = 4096
_LEAVE_WITHIN = 1.5
"""Seconds in which the program may end by itself once it has to."""
_NO_TEXT = "\N{REPLACEMENT CHARACTER}"


class TerminalDriver(LinuxDriver):
    """Reads and writes a terminal without ever waiting for it."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        terminal = sys.__stderr__.fileno() if sys.__stderr__ else 2
        outlet = Outlet(terminal, gone=self._has_gone, resumed=self._draw_again)
        self._file = outlet  # type: ignore[assignment] # it is written to, and nothing else

    def suspend_group(self) -> bool:
        """Stop as ctrl+z does, with what started Coach; not if no shell could bring it back.

        Returns:
            Whether it was stopped, and is back now.
        """
        if os.getsid(0) == os.getpgrp():  # No shell holds the session: Coach is all there is in it.
            return False
        # First of all: the shell takes the terminal as soon as what started Coach is stopped.
        self.suspend_application_mode()
        self._must_signal_resume = True
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        return True

    def _sigcont_application(self, *_: object) -> None:
        """Come back, also if something else stopped the program and the shell took the terminal."""
        if not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application()
        self._draw_again()

    def run_input_thread(self) -> None:
        """Pass on what is typed until the program ends, or the terminal goes."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if not select.select([self.fileno], [], [], _WAIT)[0]:
                self._hand_on(parser.tick())
            elif data := self._read():
                if text := decode(data):  # an empty one would end the parser
                    self._hand_on(parser.feed(text))
                self._hand_on(parser.tick())
            else:
                self._has_ended()
                return

    def _hand_on(self, messages: Iterable[Message]) -> None:
        """Pass on what was typed, without bytes that are not text, as in some mouse reports."""
        for message in messages:
            if not (isinstance(message, Key) and message.character == _NO_TEXT):
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; empty once the terminal is gone."""
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""

    def _has_ended(self) -> None:
        """The end of a terminal ends the program; the end of a pipe ends only the typing."""
        if self.input_tty:
            self._has_gone()

    def _has_gone(self) -> None:
        end_for_sure()
        self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=HANGUP))

    def _draw_again(self) -> None:
        self._loop.call_soon_threadsafe(self._app.refresh)


class Outlet:
    """A terminal's output that never fails and never waits for long."""

    def __init__(self, fileno: int, gone: Callable[[], None], resumed: Callable[[], None]) -> None:
        """Write to a terminal.

        Args:
            fileno: its file descriptor.
            gone: called once, when the terminal is gone.
            resumed: called when a stalled terminal accepts output again, after some was left out.
        """
        self._fileno = _unshared(fileno)
        self._gone, self._resumed = gone, resumed
        self._is_gone = False
        self._is_stalled = False

    def fileno(self) -> int:
        """The file descriptor."""
        return self._fileno

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._fileno)

    def flush(self) -> None:
        """Do nothing: no output is buffered."""

    def write(self, text: str) -> None:
        """Write as much of a text as the terminal accepts."""
        left = memoryview(text.encode(errors="replace"))
        try:
            while left and self._takes_more():
                left = left[self._written(left) :]
        except OSError:
            self._is_gone, was_gone = True, self._is_gone
            if not was_gone:
                self._gone()

    def _written(self, data: memoryview) -> int:
        """How many bytes the terminal accepted."""
        try:
            return os.write(self._fileno, data)
        except BlockingIOError:
            return 0

    def _takes_more(self) -> bool:
        """Whether the terminal accepts more; a stalled one is waited for only once."""
        had_stalled = self._is_stalled
        wait = 0 if had_stalled else _STALLED
        self._is_stalled = not select.select([], [self._fileno], [], wait)[1]
        if had_stalled and not self._is_stalled:
            self._resumed()
        return not (self._is_stalled or self._is_gone)


def _unshared(fileno: int) -> int:
    """The same terminal, opened so that writes never wait; other programs' writes still may."""
    try:
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return fileno


def end_for_sure() -> None:
    """End the program soon, whatever it is waiting for; entries are already in the journal."""
    last = Timer(_LEAVE_WITHIN, os._exit, [HANGUP])
    last.daemon = True
    last.start()
