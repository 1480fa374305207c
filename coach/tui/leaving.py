"""Screens close only once, however fast a key is pressed again, and at once if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object  # Textual takes the styles of the first base class that is a screen


HANGUP = 129
"""The return code of an app that was ended from outside; shells call it so."""


class LeftOnce(_Screen):
    """A screen that ignores a second attempt to close it.

    Keys that wait for a screen still reach it after the first of them has closed it. Textual would
    then close the screen below, and fail if there is none.
    """

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Close with a result, unless the screen is already closed."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def action_help(self) -> None:
        """Show what each key does here."""
        await self.app.run_action("help")

    @property
    def unfinished(self) -> str:
        """What to finish before the screen may be closed unasked; empty if nothing."""
        return ""
