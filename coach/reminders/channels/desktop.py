"""Notifications on the desktop, with buttons.

A separate process shows them. What it loads would add half as much memory again to the reminders,
and if D-Bus hangs or goes away, only that process suffers. It stays while a button may still be
pressed, and is started again when needed.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress

import msgspec

from coach.domain.routine.settings import Alerts
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Action, Alert, Urgency
from coach.reminders.channels import session_bus
from coach.reminders.channels.desktop_messages import (
    AskQuiet,
    Failed,
    Idle,
    Pressed,
    Reply,
    Request,
    Said,
    Show,
    Withdraw,
)
from coach.system.programs import end_group, reason_of

_SECONDS = 4.0
# -P: a module in the folder that the coach was started in must not replace one of its own.
_ITSELF = (sys.executable, "-P", "-m", "coach.reminders.channels.desktop_process")
_LOG = logging.getLogger("coach.reminders.channels")
_SAID: msgspec.json.Decoder[Said] = msgspec.json.Decoder(Said)

OnPress = Callable[[Alert, Action], Awaitable[None]]


class Desktop:
    """The desktop's notifications; `on_press` is awaited when a button is pressed."""

    def __init__(self, on_press: OnPress) -> None:
        self._on_press = on_press
        self._shower: _Shower | None = None
        self._starting = asyncio.Lock()
        self._shown: dict[str, Alert] = {}
        self._last: dict[str, Alert] = {}

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Show the alert, with its buttons."""
        del settings
        buttons = tuple((str(one.action), one.label) for one in alert.buttons)
        is_low = alert.urgency is Urgency.LOW
        self._shown[alert.tag] = self._last[alert.tag] = alert
        await self._ask(
            lambda number: Show(number, alert.tag, alert.title, alert.body, is_low, buttons)
        )

    async def withdraw(self, tag: str) -> None:
        """Remove a notification that is still shown."""
        if self._shown.pop(tag, None) and self._shower and self._shower.is_running:
            with suppress(ChannelError):
                await self._ask(lambda number: Withdraw(number, tag))

    async def do_not_disturb(self) -> str:
        """The name of what has turned on do-not-disturb; empty if nothing has."""
        try:
            return await self._ask(AskQuiet)
        except ChannelError:
            return ""

    async def close(self) -> None:
        """End the process; the notifications that it shows lose their buttons."""
        if self._shower:
            await self._shower.end("its process was ended")

    async def _ask(self, request: Callable[[int], Request]) -> str:
        """The answer to one request, within its time limit."""
        if not is_there():
            raise NotHereError(session_bus.why_none())
        shower = None
        try:
            async with asyncio.timeout(_SECONDS):
                shower = await self._running()
                return await shower.ask(request)
        except Exception as error:  # whatever it is, the next channel must have its turn
            why = _why(error)
            if shower:
                await shower.end(why)
            raise ChannelError(why) from error

    async def _running(self) -> _Shower:
        async with self._starting:
            if self._shower is None or not self._shower.is_running:
                self._shower = _Shower(await _started(), self._press)
            return self._shower

    async def _press(self, pressed: Pressed) -> None:
        self._shown.pop(pressed.tag, None)
        try:
            # Notifications that were just withdrawn, or expired long ago, are answered too.
            await self._on_press(self._last[pressed.tag], Action(pressed.button))
        except Exception:  # the next button must still work
            _LOG.exception("The button %s of %s failed", pressed.button, pressed.tag)


class _Shower:
    """A process that shows notifications, and the requests that wait for its answers."""

    def __init__(self, process: Process, on_press: Callable[[Pressed], Awaitable[None]]) -> None:
        self._process = process
        self._on_press = on_press
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[str]] = {}
        self._listener = asyncio.create_task(self._listen())

    @property
    def is_running(self) -> bool:
        """Whether it accepts requests; one that was released does not."""
        stdin = self._process.stdin
        return not (self._listener.done() or stdin is None or stdin.is_closing())

    async def ask(self, request: Callable[[int], Request]) -> str:
        """The answer to a request.

        Raises:
            ChannelError: if it failed.
            OSError: if the process cannot be reached.
        """
        number = next(self._numbers)
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            if self._process.stdin:
                self._process.stdin.write(msgspec.json.encode(request(number)) + b"\n")
                await self._process.stdin.drain()
            return await answer
        finally:
            del self._waiting[number]

    async def end(self, why: str) -> None:
        """End it with everything it started; requests that still wait have failed."""
        self._fail_all(why)
        self._let_go()
        if self._process.returncode is None:
            end_group(self._process.pid)
        await self._process.wait()
        if asyncio.current_task() is not self._listener:
            await asyncio.wait([self._listener])  # so that none of its pipes is left open

    async def _listen(self) -> None:
        """Read what the process says, until it ends."""
        try:
            while self._process.stdout and (line := await self._process.stdout.readline()):
                await self._take(_SAID.decode(line))
        finally:
            self._fail_all("its process ended")

    async def _take(self, said: Said) -> None:
        match said:
            case Reply(number, text) if answer := self._open(number):
                answer.set_result(text)
            case Failed(number, reason) if answer := self._open(number):
                answer.set_exception(ChannelError(reason))
            case Pressed():
                await self._on_press(said)
            case Idle() if not self._waiting:
                self._let_go()

    def _let_go(self) -> None:
        """Send nothing more; it ends when it notices."""
        if self._process.stdin:
            self._process.stdin.close()

    def _open(self, number: int) -> asyncio.Future[str] | None:
        """The future that still waits for that answer."""
        answer = self._waiting.get(number)
        return None if answer is None or answer.done() else answer

    def _fail_all(self, why: str) -> None:
        for number in list(self._waiting):
            if answer := self._open(number):
                answer.set_exception(ChannelError(why))


async def _started() -> Process:
    """Start the process with the session bus that answers, which it would not find by itself."""
    return await asyncio.create_subprocess_exec(
        *_ITSELF,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        start_new_session=True,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": session_bus.address()},
    )


def _why(error: Exception) -> str:
    match error:
        case TimeoutError():
            return f"no answer within {_SECONDS:g} s"
        case OSError():
            return f"its process cannot be reached ({reason_of(error)})"
        case ChannelError():
            return str(error)
        case _:
            return f"{type(error).__name__}: {error}"


def is_there() -> bool:
    """Whether there may be a desktop; on Linux that requires a session bus."""
    return sys.platform != "linux" or bool(session_bus.address())
