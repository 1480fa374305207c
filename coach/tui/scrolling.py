"""Texts that are longer than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll
from textual.screen import Screen

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object  # Textual takes the styles of the first base class that is a screen


class ScrollsText(_Screen):
    """A screen whose text is scrolled by the actions of the group `text`."""

    def action_scroll_text(self, how: str) -> None:
        """Scroll the text, in a way of Textual's such as `page_up`."""
        getattr(self.query_one(VerticalScroll), f"action_{how}")()
