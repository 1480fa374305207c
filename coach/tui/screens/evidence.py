"""What the coach rests on: the sources, what is thin, and what is our choice."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown

import coach
from coach.keys import EVIDENCE
from coach.tui.commands import bindings
from coach.tui.widgets.key_bar import KeyBar

_IN_WHEEL = "evidence.md"
_IN_SOURCE = Path(coach.__file__).parents[1] / "docs" / _IN_WHEEL


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


def evidence_text() -> str:
    """The page, from the wheel or from the source tree."""
    shipped = resources.files("coach") / _IN_WHEEL
    place = shipped if shipped.is_file() else _IN_SOURCE
    return place.read_text(encoding="utf-8")
