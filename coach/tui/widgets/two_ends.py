"""One line with a text at each end."""

from __future__ import annotations

from textual.content import Content

from coach.tui.style import spread
from coach.tui.widgets.drawing import Drawing, DrawnWidget


class HeaderLine(DrawnWidget):
    """Shortens the left text if there is no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = Content()

    def show(self, left: Content, right: Content) -> None:
        """Draw two texts, but only if they have changed."""
        # `==` on Content compares only the text, not its colours.
        if not (self._left.is_same(left) and self._right.is_same(right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Drawing:
        """Both, at the ends of the present width."""
        return Drawing([spread(self._left, self._right, self.size.width)])
