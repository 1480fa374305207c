"""Whether somebody is looking at the full screen, as far as that can be known.

A terminal may report its focus; many do so only when it changes, and some never do. In tmux a pane
is not visible while its session is detached or another window is in front.
"""

from __future__ import annotations

import time
from typing import Any

from textual.app import App
from textual.events import AppBlur, AppFocus, Event, Key, MouseDown

from coach.reminders.channels import tmux

_RECENTLY = 60.0
"""For so many seconds a key press means that the runner is there."""


class Attention:
    """What is known about who is looking at an app."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._reports_focus = False
        self._typed = -_RECENTLY

    def note(self, event: Event) -> None:
        """Note an event of the app."""
        if isinstance(event, AppFocus | AppBlur):
            self._reports_focus = True
        elif isinstance(event, Key | MouseDown):
            self._typed = time.monotonic()

    async def is_here(self) -> bool:
        """Whether somebody is looking; no if that cannot be known."""
        is_known = self._reports_focus or time.monotonic() - self._typed < _RECENTLY
        return is_known and self._app.app_focus and await tmux.says(tmux.IS_SHOWN)
