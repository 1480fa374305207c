"""The chart of the course over time, which takes clicks and the wheel."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message

from coach.domain.history.time_axis import Zoom
from coach.tui.progress.picture import GUTTER, CourseView, Picture
from coach.tui.style import has_shades
from coach.tui.widgets.drawing import DrawnWidget

_MARGIN = 11
_WIDE_ENOUGH = 72
"""Columns from which there is room for a margin at the right."""
_WEEKS_DAYS, _MONTHS_WEEKS = 28, 26
_WIDEST = 4


class CourseChart(DrawnWidget):
    """Draws a view; a click reports the column, the wheel zooms."""

    class Pointed(Message):
        """A column was clicked, by its place in the view."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    class Zoomed(Message):
        """The wheel was turned: nearer (1) or further away (-1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__(id="course")
        self._view: CourseView | None = None

    def show(self, view: CourseView) -> None:
        """Draw a view."""
        if view != self._view:
            self._view = view
            self.redraw()

    def room(self, zoom: Zoom) -> int:
        """How many columns there is room for."""
        match zoom:
            case Zoom.WEEKS:
                fits = self._plot_width // max(1, self._plot_width // _WEEKS_DAYS)
                return max(7, fits // 7 * 7)
            case Zoom.MONTHS:
                return self._plot_width // max(1, self._plot_width // _MONTHS_WEEKS)
            case Zoom.ALL:
                return self._plot_width

    def on_click(self, event: Click) -> None:
        """Tell which column was clicked."""
        if self._view:
            column = (event.x - GUTTER) // self._step(self._view)
            if 0 <= column < len(self._view.columns):
                self.post_message(self.Pointed(column))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Nearer."""
        event.stop()
        self.post_message(self.Zoomed(1))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Further away."""
        event.stop()
        self.post_message(self.Zoomed(-1))

    def rows(self, width: int) -> list[Content]:
        """As many rows as fit."""
        if self._view is None or not self._view.columns:
            return []
        view = self._view._replace(has_shades=has_shades(self.app))
        picture = Picture(view, width, self._plot_width, self._step(self._view))
        return picture.rows(self.size.height)

    @property
    def _plot_width(self) -> int:
        margin = _MARGIN if self.size.width >= _WIDE_ENOUGH else 0
        return max(7, self.size.width - GUTTER - margin)

    def _step(self, view: CourseView) -> int:
        """How many columns of the screen each column of the view takes."""
        return max(1, min(_WIDEST, self._plot_width // len(view.columns)))
