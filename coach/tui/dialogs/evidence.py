"""The evidence: the sources, what is thin, and what is our choice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from coach.config.keymap.actions import EVIDENCE, TEXT
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.markdown import Page
from coach.tui.scrolling import ScrollsText
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.documents import document


class EvidencePage(Widget):
    """The page as rows; only those that come into view are rendered, for it is very long."""

    def __init__(self) -> None:
        super().__init__()
        self._page = Page("", 0)
        self._drawn_for = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the page has at this width."""
        del container, viewport
        if width != self._drawn_for:
            self._page, self._drawn_for = Page(document("evidence"), width), width
        return len(self._page)

    def render_line(self, y: int) -> Strip:
        """A row as it is shown."""
        row = self._marked(y) if y < len(self._page) else Content()
        style, width = self.visual_style, self.size.width
        strips = Visual.to_strips(self, row, width, 1, style, apply_selection=False)
        return strips[0].apply_offsets(0, y) if strips else Strip([])

    def _marked(self, y: int) -> Content:
        """A row, with what is selected of it."""
        row, span = self._page[y], self.text_selection and self.text_selection.get_span(y)
        if not span:
            return row
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return row.stylize(style, span[0], len(row) if span[1] < 0 else span[1])

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The selected text."""
        return selection.extract("\n".join(row.plain for row in self._page)), "\n"


class EvidenceScreen(LeftOnce, ScrollsText, Screen[None]):
    """Shows docs/evidence.md."""

    BINDINGS = bindings(*EVIDENCE, *TEXT)

    def compose(self) -> ComposeResult:
        """One long page."""
        with VerticalScroll(id="evidence", can_focus=False):
            yield EvidencePage()
        yield KeyBar(*EVIDENCE)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()
