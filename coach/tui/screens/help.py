"""Help: what each key does, and the caution."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.commands import GROUPS, HELP, HELP_ID, Command, bindings
from coach.tui.style import DUE, MUTED, TITLE, line, lines
from coach.tui.widgets.key_bar import KeyBar
from coach.words import CAUTION

_KEY_WIDTH = 9


class HelpScreen(ModalScreen[None]):
    """Made from the same commands as the bindings."""

    BINDINGS = bindings(*HELP)

    def __init__(self, groups: Mapping[str, tuple[Command, ...]] = GROUPS) -> None:
        super().__init__(id=HELP_ID)
        self._groups = groups

    def compose(self) -> ComposeResult:
        """One page of text, and the key bar."""
        with VerticalScroll(classes="card"):
            yield Static(_text(self._groups))
        yield KeyBar(*HELP)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()


def _text(groups: Mapping[str, tuple[Command, ...]]) -> Content:
    blocks = [_group(title, commands) for title, commands in groups.items()]
    return Content("\n\n").join([*blocks, line((CAUTION, MUTED))])


def _group(title: str, commands: tuple[Command, ...]) -> Content:
    rows = [
        line((command.key_text.ljust(_KEY_WIDTH), f"bold {DUE}"), command.help)
        for command in commands
    ]
    return lines(line((title, TITLE)), *rows)
