"""Help: what each key does, and the caution. A click does it too, so that no key is needed."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.commands import GROUPS, HELP, HELP_ID, Command, bindings
from coach.tui.style import DUE, MUTED, TITLE, clickable, line, lines, target_of
from coach.tui.widgets.key_bar import KeyBar
from coach.words import CAUTION

_KEY_WIDTH = 9


class HelpScreen(ModalScreen[None]):
    """Made from the same commands as the bindings."""

    BINDINGS = bindings(*HELP)

    def __init__(self, first: str = "") -> None:
        """Begin with the keys of one group, such as `Plan`."""
        super().__init__(id=HELP_ID)
        self._first = first

    def compose(self) -> ComposeResult:
        """One page of text, and the key bar."""
        with VerticalScroll(classes="card"):
            yield Static(_text(self._first))
        yield KeyBar(*HELP)

    async def on_click(self, event: Click) -> None:
        """Do what the clicked row says, if it is of the screen below."""
        action, below = target_of(event), self.app.screen_stack[-2]
        if action and hasattr(below, f"action_{action.partition('(')[0]}"):
            self.dismiss()
            await below.run_action(action)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()


def _text(first: str) -> Content:
    groups = sorted(GROUPS.items(), key=lambda group: group[0] != first)
    blocks = [_group(title, commands) for title, commands in groups]
    return Content("\n\n").join([*blocks, line((CAUTION, MUTED))])


def _group(title: str, commands: tuple[Command, ...]) -> Content:
    rows = [
        clickable(
            line((command.key_text.ljust(_KEY_WIDTH), f"bold {DUE}"), command.help), command.action
        )
        for command in commands
    ]
    return lines(line((title, TITLE)), *rows)
