"""The files that arrived and could not be read, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import HELP, TEXT
from coach.runtime.inbox_memory import Unread
from coach.system.printable import printable
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.scrolling import ScrollsText
from coach.tui.style import MUTED, TITLE, line, lines
from coach.tui.widgets.key_bar import KeyBar

_MEND = "A file is read again as soon as it has changed."


class InboxScreen(LeftOnce, ScrollsText, ModalScreen[None]):
    """A list to look at; what can be done about it is done outside."""

    BINDINGS = bindings(*HELP, *TEXT)

    def __init__(self, unread: Sequence[Unread]) -> None:
        super().__init__()
        self._unread = unread

    def compose(self) -> ComposeResult:
        """One paragraph for each file."""
        with VerticalScroll(classes="card", can_focus=False):
            yield Static(lines(line(("Files that could not be read", TITLE)), line((_MEND, MUTED))))
            for one in self._unread:
                yield Static(printable(one.why), classes="paragraph", markup=False)
        yield KeyBar(*HELP)

    def action_close(self) -> None:
        """Back to the log book."""
        self.dismiss()
