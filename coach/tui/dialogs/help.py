"""Help: what each key does, and the caution. A click on a row does it, so no key is needed."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import HELP, IN_HELP, Keys, ScreenCommand
from coach.tui.keymap import HELP_ID, bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.style import DUE, MUTED, TITLE, clickable, line, lines, target_of
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.phrases import CAUTION

_KEY_WIDTH = 9
_NO_KEY = "–"


class HelpScreen(LeftOnce, ModalScreen[None]):
    """Made from the same commands as the bindings."""

    BINDINGS = bindings(*HELP)

    def __init__(self, first: str = "") -> None:
        """Begin with the keys of one group, such as `Plan`."""
        super().__init__(id=HELP_ID)
        self._first = first
        self._text = Static()

    def compose(self) -> ComposeResult:
        """One page of text, and the key bar."""
        with VerticalScroll(classes="card"):
            yield self._text
        yield KeyBar(*HELP)

    def on_mount(self) -> None:
        """Show the keys in force."""
        self._draw()

    def on_day_redrawn(self) -> None:
        """The keys may have changed."""
        self._draw()

    async def on_click(self, event: Click) -> None:
        """Do what the clicked row says, if it belongs to the screen below."""
        action, below = target_of(event), self.app.screen_stack[-2]
        if action and hasattr(below, f"action_{action.partition('(')[0]}"):
            self.dismiss()
            await below.run_action(action)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()

    def _draw(self) -> None:
        self._text.update(_page(keys_of(self.app), self._first))


def _page(keys: Keys, first: str) -> Content:
    groups = sorted(IN_HELP.items(), key=lambda group: group[0] != first)
    blocks = [_group(title, commands, keys) for title, commands in groups]
    return Content("\n\n").join([*blocks, line((CAUTION, MUTED))])


def _group(title: str, commands: tuple[ScreenCommand, ...], keys: Keys) -> Content:
    keys_of_each = [keys.all_text(command.id) or _NO_KEY for command in commands]
    width = max(_KEY_WIDTH, *(len(key) + 1 for key in keys_of_each))
    rows = [
        clickable(line((key.ljust(width), f"bold {DUE}"), command.help), command.action)
        for key, command in zip(keys_of_each, commands, strict=True)
    ]
    return lines(line((title, TITLE)), *rows)
