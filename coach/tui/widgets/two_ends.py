"""One line with a text at each end."""

from __future__ import annotations

from textual.content import Content

from coach.tui.style import spread
from coach.tui.widgets.drawing import DrawnWidget


class HeaderLine(DrawnWidget):
    """Shortens the left text if there is no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = Content()

    def show(self, left: Content, right: Content) -> None:
        """Draw two texts."""
        self._left, self._right = left, right
        self.redraw()

    def rows(self, width: int) -> list[Content]:
        """Both, at the ends of the width."""
        return [spread(self._left, self._right, width)]
