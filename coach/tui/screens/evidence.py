"""What the coach rests on: the sources, what is thin, and what is our choice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown

from coach.evidence import evidence_text
from coach.keys import EVIDENCE
from coach.tui.commands import bindings
from coach.tui.widgets.key_bar import KeyBar


class EvidenceScreen(Screen[None]):
    """The page that docs/evidence.md is."""

    BINDINGS = bindings(*EVIDENCE)

    def compose(self) -> ComposeResult:
        """One long page."""
        with VerticalScroll(id="evidence"):
            yield Markdown(evidence_text(), open_links=False)
        yield KeyBar(*EVIDENCE)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()
