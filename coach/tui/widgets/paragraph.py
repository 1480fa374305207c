"""A text that wraps."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Paragraph(Static):
    """As high as its text; the screen is laid out anew only if that changes."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, markup=False)
        self._text = Content()

    def show(self, text: Content) -> None:
        """Show another text."""
        # `==` on Content compares only the text, not its colours.
        if not text.is_same(self._text):
            self._text = text
            self.update(text, layout=not self._has_height_for(text))

    def _has_height_for(self, text: Content) -> bool:
        width, height = self.size
        return bool(width) and text.get_height({}, width) == height
