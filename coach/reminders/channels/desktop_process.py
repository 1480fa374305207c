"""The process that shows notifications: it reads requests, and reports pressed buttons.

It ends when its standard input does, and after a request that fails. Once none of its notifications
is left, it says that it may be released.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import Any

import msgspec
from desktop_notifier import Button, Capability, DesktopNotifier, Icon, Notification, Urgency

from coach.errors import ChannelError
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

_IDLE = 60.0
"""Seconds after which the process may be released if it shows nothing."""
_EXPIRED = 1
"""The standard's number for a notification that expired."""
_CLICK = "default"
"""The action that stands for a click outside the buttons."""
_REQUEST: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)


class _Reasons(logging.Handler):
    """Collects reasons: desktop-notifier logs failures, and raises nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.last = str(error or record.getMessage()) or type(error).__name__


class _Expired:
    """Notifications that expired, and may be in a list where their buttons can be pressed.

    desktop-notifier forgets them, so a button there would do nothing.
    """

    def __init__(self) -> None:
        self._interface: Any = None
        self._tags: dict[int, str] = {}
        self._gone: set[int] = set()

    @property
    def has_any(self) -> bool:
        """Whether any is left."""
        return bool(self._gone)

    def follow(self, backend: Any, identifier: str, tag: str) -> None:  # noqa: ANN401 - it has no type
        """Follow what happens to a notification, on desktops that report it."""
        numbers = getattr(backend, "_platform_to_interface_notification_identifier", None)
        if numbers is None or identifier not in numbers.inverse:
            return
        if self._interface is not backend.interface:
            self._interface = backend.interface
            self._interface.on_notification_closed(self._on_closed)
            self._interface.on_action_invoked(self._on_action)
        self._tags[numbers.inverse[identifier]] = tag

    async def withdraw(self, tag: str) -> None:
        """Remove those with a tag from the list."""
        for number in [one for one, its in self._tags.items() if its == tag]:
            del self._tags[number]
            if number in self._gone:
                self._gone.remove(number)
                with suppress(Exception):  # The list may have dropped it.
                    await self._interface.call_close_notification(number)

    def _on_closed(self, number: int, reason: int) -> None:
        if number in self._tags and reason == _EXPIRED:
            self._gone.add(number)

    def _on_action(self, number: int, button: str) -> None:
        if number in self._gone and button != _CLICK:
            self._gone.remove(number)
            _say(Pressed(self._tags.pop(number), button))


class _Shower:
    """The notifications on display, by tag."""

    def __init__(self) -> None:
        self._notifier = DesktopNotifier("Coach", app_icon=Icon(name="alarm"))
        self._shown: dict[str, str] = {}
        self._expired = _Expired()
        self._reasons = _Reasons()
        logging.getLogger("desktop_notifier").addHandler(self._reasons)

    async def is_idle(self) -> bool:
        return not (await self._notifier.get_current_notifications() or self._expired.has_any)

    async def answer(self, request: Request) -> str:
        """Carry out a request.

        Raises:
            Exception: whatever the desktop raises.
        """
        match request:
            case Show():
                await self._show(request)
            case Withdraw(tag=tag):
                await self._withdraw(tag)
            case AskQuiet():
                return await _who_says_do_not_disturb()
        return ""

    async def _show(self, request: Show) -> None:
        capabilities = await self._notifier.get_capabilities()
        if Capability.TITLE not in capabilities:
            raise ChannelError("this system shows no notifications of programs such as this one")
        await self._withdraw(request.tag)
        self._reasons.last = ""
        shown = self._notification(request, await self._body(request.body))
        await self._notifier.send_notification(shown)
        if shown.identifier not in await self._notifier.get_current_notifications():
            raise ChannelError(self._reasons.last or "not shown")
        self._shown[request.tag] = shown.identifier
        if request.buttons:
            self._expired.follow(self._notifier._backend, shown.identifier, request.tag)  # noqa: SLF001 - no other way

    def _notification(self, request: Show, body: str) -> Notification:
        return Notification(
            title=request.title,
            message=body,
            urgency=Urgency.Low if request.is_low else Urgency.Normal,
            buttons=tuple(
                Button(label, _presses(request.tag, name), name) for name, label in request.buttons
            ),
            thread=request.tag,
        )

    async def _body(self, text: str) -> str:
        """The text, escaped if the server reads markup in it."""
        interface = getattr(self._notifier._backend, "interface", None)  # noqa: SLF001 - no other way
        known = await interface.call_get_capabilities() if interface else ()
        return escape(text, quote=False) if "body-markup" in known else text

    async def _withdraw(self, tag: str) -> None:
        shown = self._shown.pop(tag, None)
        if shown in await self._notifier.get_current_notifications():
            await self._notifier.clear(shown)
        await self._expired.withdraw(tag)


async def _who_says_do_not_disturb() -> str:
    if sys.platform != "linux":
        return ""
    from coach.reminders.channels.do_not_disturb import who_says_do_not_disturb  # noqa: PLC0415 - needs D-Bus

    return await who_says_do_not_disturb()


def _presses(tag: str, button: str) -> Callable[[], None]:
    return lambda: _say(Pressed(tag, button))


def _say(said: Said) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stdout.buffer.flush()


async def _answered(shower: _Shower, request: Request) -> Reply | Failed:
    """The reply to a request; a failure is a sentence."""
    try:
        return Reply(request.number, await shower.answer(request))
    except Exception as error:  # whatever the desktop raises
        return Failed(request.number, str(error) or type(error).__name__)


async def _serve() -> None:
    requests: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_read, args=(loop, requests), daemon=True).start()
    shower = _Shower()
    while True:
        try:
            line = await asyncio.wait_for(requests.get(), _IDLE)
        except TimeoutError:
            if await shower.is_idle():
                _say(Idle())
            continue
        said = await _answered(shower, _REQUEST.decode(line))
        _say(said)
        if isinstance(said, Failed):
            return  # The connection may be dead; the next process makes a new one.


def _read(loop: asyncio.AbstractEventLoop, requests: asyncio.Queue[bytes]) -> None:
    for line in sys.stdin.buffer:
        loop.call_soon_threadsafe(requests.put_nowait, line)
    # The program is gone; do not wait for the desktop.
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(_serve())
