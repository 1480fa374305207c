"""A yes-or-no question before something is recorded or lost that looks like a mistake."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import CONFIRM, ScreenCommand
from coach.tui.keymap import action_of, bindings
from coach.tui.leaving import LeftOnce
from coach.tui.style import TITLE, line
from coach.tui.widgets.key_bar import KeyBar


class ConfirmScreen(LeftOnce, ModalScreen[bool]):
    """Closes with whether the runner is sure."""

    BINDINGS = bindings(*CONFIRM)

    def __init__(self, question: str, commands: tuple[ScreenCommand, ...] = CONFIRM) -> None:
        """Ask; the key bar shows the words of `commands` for yes and no."""
        super().__init__()
        self._question = question
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The question on a card."""
        with Vertical(classes="card"):
            yield Static(line((self._question, TITLE)), markup=False)
        yield KeyBar(*self._commands)

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """Yes and no, in the words of this question."""
        return self._commands

    @property
    def unfinished(self) -> str:
        """It would not be known what was meant."""
        return "Answer the open question first."

    async def on_key(self, event: Key) -> None:
        """Let no key that was typed ahead reach the questions below."""
        event.stop()
        if action := action_of(self.app, event, CONFIRM):
            await self.run_action(action)

    def action_yes(self) -> None:
        """Confirm."""
        self.dismiss(result=True)

    def action_no(self) -> None:
        """Go back to the answers."""
        self.dismiss(result=False)
