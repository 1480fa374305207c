"""Widgets whose changed rows go straight to the terminal.

For each change Textual composes every widget near it again. While a figure moves, that
would cost more than all the rest of a session.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets._toast import ToastRack

_NONE = range(0)
_KEPT = 64
"""How many rows of text to keep: large digits have many rows in common."""


class PaintedWidget(Widget):
    """Makes its own rows, over its whole width; it has neither border nor padding."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._changed = _NONE

    def row(self, number: int) -> Strip:
        """A row as it goes to the terminal."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows for Textual, which composes the screen after every other change."""
        rows = [self.row(number) for number in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return rows
        return [row.crop(*crop.column_span) for row in rows]

    def has_changed(self, rows: range) -> None:
        """Have these rows drawn by the next `paint`."""
        before = self._changed or rows
        self._changed = range(min(before.start, rows.start), max(before.stop, rows.stop))

    def take_changed(self) -> range:
        """The rows on the screen that changed; they count as drawn now."""
        rows, self._changed = self._changed, _NONE
        return range(rows.start, min(rows.stop, self.size.height))

    def in_colours_of_terminal(self, row: Strip) -> Strip:
        """A row in the colours that the terminal can show."""
        for line_filter in self.get_line_filters():
            row = row.apply_filter(line_filter, self.background_colors[1])
        return row


class PaintedText(PaintedWidget):
    """Rows of text."""

    DEFAULT_CSS = "PaintedText { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._rows: tuple[Content, ...] = ()
        self._drawn = lru_cache(maxsize=_KEPT)(self._strip)

    def show(self, *rows: Content) -> None:
        """Draw these rows, but only those that changed."""
        before, self._rows = self._rows, rows
        if len(rows) != len(before):
            self.refresh(layout=len(rows) != self.size.height)
            return
        # `==` on Content compares only the text, not its colours.
        pairs = enumerate(zip(before, rows, strict=True))
        for number in (number for number, (old, new) in pairs if not old.is_same(new)):
            self.has_changed(range(number, number + 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as are shown."""
        return len(self._rows)

    def on_resize(self) -> None:
        """Draw all rows at the new width."""
        self._drawn.cache_clear()

    def notify_style_update(self) -> None:
        """Repaint: the theme may have changed."""
        super().notify_style_update()
        self._drawn.cache_clear()

    def row(self, number: int) -> Strip:
        """One row of the text."""
        text = self._rows[number] if number < len(self._rows) else Content()
        return self._drawn(text.plain, tuple(text.spans))

    def _strip(self, text: str, spans: tuple[Span, ...]) -> Strip:
        content, width, style = Content(text, list(spans)), self.size.width, self.visual_style
        (strip,) = Visual.to_strips(self, content, width, 1, style, apply_selection=False)
        return self.in_colours_of_terminal(strip.adjust_cell_length(width, style.rich_style))


def paint(screen: Screen[object], widgets: Iterable[PaintedWidget]) -> None:
    """Draw what has changed in some widgets of a screen, all at once."""
    changed = [(widget, rows) for widget in widgets if (rows := widget.take_changed())]
    if not changed:
        return
    if _is_in_full_view(screen):
        screen.app._display(screen, _Rows(changed))  # type: ignore[arg-type]  # noqa: SLF001 - nothing public writes
        return
    for widget, rows in changed:
        widget.refresh(Region(0, rows.start, widget.size.width, len(rows)))


def _is_in_full_view(screen: Screen[object]) -> bool:
    """Whether nothing is on top of a screen, and it is not being built again."""
    is_being_built = screen.app._batch_count  # noqa: SLF001 - what is shown meanwhile is dropped
    racks = (one for one in screen.children if isinstance(one, ToastRack))
    return screen.is_active and not is_being_built and not any(rack.children for rack in racks)


class _Rows(CompositorUpdate):
    """Some rows of widgets, each at its place."""

    def __init__(self, changed: Iterable[tuple[PaintedWidget, range]]) -> None:
        self._changed = changed

    def render_segments(self, console: Console) -> str:
        """What the terminal gets: where each row begins, and its text."""
        return "".join(
            f"\x1b[{line};{left + 1}H{widget.row(number).render(console)}"
            for widget, rows in self._changed
            for left, top in [widget.region.offset]
            for line, number in enumerate(rows, start=top + rows.start + 1)
        )
