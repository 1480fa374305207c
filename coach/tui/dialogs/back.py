"""Where one stands on coming back from a time away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import BACK
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.style import TITLE, line, lines
from coach.tui.widgets.key_bar import KeyBar


class BackScreen(LeftOnce, ModalScreen[None]):
    """Shows it once; then the day goes on."""

    BINDINGS = bindings(*BACK)

    def __init__(self, where_one_stands: str) -> None:
        super().__init__()
        self._where = where_one_stands

    def compose(self) -> ComposeResult:
        """One or two sentences on a card."""
        with Vertical(classes="card"):
            told = lines(line(("Welcome back", TITLE)), line(), line(self._where))
            yield Static(told, markup=False)
        yield KeyBar(*BACK)

    def action_close(self) -> None:
        """To the day."""
        self.dismiss()
