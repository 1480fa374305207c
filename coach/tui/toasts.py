"""Messages: how long each stays, and when it goes before that."""

from __future__ import annotations

from time import time

from textual.app import App
from textual.events import Event, Key, MouseDown
from textual.notifications import Notification, SeverityLevel
from textual.widgets._toast import ToastHolder, ToastRack

_SHORTEST, _LONGEST = 4.0, 10.0
_TO_NOTICE, _LETTERS_A_SECOND = 2.0, 15
"""Seconds until somebody looks at a message, and how fast it is read."""
_JUST_NOW = 1.0
"""For so many seconds a message is about what was just pressed, even if that changed the screen."""


class ToastApp(App[None]):
    """Shows each message for as long as it takes to read, but only on the screen it is about."""

    def on_mount(self) -> None:
        """From now on, messages go with the screen they are on."""
        self.screen_change_signal.subscribe(self, lambda _: self._forget_old(), immediate=True)

    async def on_event(self, event: Event) -> None:
        """What answers a key goes with the next one."""
        if isinstance(event, Key | MouseDown):
            self._forget_old(only_answers=True)
        await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message; one with a title came by itself, all others answer a key."""
        seconds = timeout or _seconds_to_read(f"{title} {message}")
        super().notify(message, title=title, severity=severity, timeout=seconds, markup=markup)

    def clear_notifications(self) -> None:
        """Take all messages off."""
        for one in tuple(self._notifications):
            self._take_off(one)

    def _forget_old(self, *, only_answers: bool = False) -> None:
        """Take messages off the screen, but not errors, which are about no screen."""
        for one in tuple(self._notifications):
            is_meant = one.severity != "error" and not (only_answers and one.title)
            if is_meant and time() - one.raised_at > _JUST_NOW:
                self._take_off(one)

    def _take_off(self, message: Notification) -> None:
        """Remove a message, and its holder, which Textual would leave as an empty row."""
        self._unnotify(message, refresh=False)
        for screen in self.screen_stack:
            for rack in screen.query_children(ToastRack):
                rack.query_children(ToastHolder).filter(f"#{rack._toast_id(message)}").remove()  # noqa: SLF001 - nothing public names it


def _seconds_to_read(text: str) -> float:
    return min(_LONGEST, max(_SHORTEST, _TO_NOTICE + len(text) / _LETTERS_A_SECOND))
