"""The evidence: the sources, what is thin, and what is our choice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from coach.config.keymap.actions import EVIDENCE
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.markdown import page
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.evidence_page import evidence_text


class EvidencePage(Static):
    """The page, redrawn when its width changes."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._drawn_for = 0

    def on_resize(self) -> None:
        """Draw it for the new width."""
        if self.size.width != self._drawn_for:
            self._drawn_for = self.size.width
            self.update(page(evidence_text(), self._drawn_for))


class EvidenceScreen(LeftOnce, Screen[None]):
    """Shows docs/evidence.md."""

    BINDINGS = bindings(*EVIDENCE)

    def compose(self) -> ComposeResult:
        """One long page."""
        with VerticalScroll(id="evidence"):
            yield EvidencePage()
        yield KeyBar(*EVIDENCE)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()
