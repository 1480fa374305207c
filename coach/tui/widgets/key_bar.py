"""The keys that apply now, in one line at the bottom of a screen; each can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click

from coach.config.keymap.actions import Keys, ScreenCommand
from coach.tui.keymap import keys_of
from coach.tui.style import DUE, MUTED, clickable, line, target_of
from coach.tui.widgets.drawing import DrawnWidget

_GAP = "   "


class KeyBar(DrawnWidget):
    """Shows as many commands as fit; the last ones are left out first.

    Those for entering and leaving are always shown. Commands whose keys the runner has switched
    off are left out.
    """

    def __init__(self, *commands: ScreenCommand) -> None:
        super().__init__()
        self._commands = commands

    def show(self, *commands: ScreenCommand) -> None:
        """Show other commands."""
        self._commands = commands
        self.redraw()

    def rows(self, width: int) -> list[Content]:
        """The line, cut to whole commands."""
        keys = keys_of(self.app)
        kept = [command for command in self._commands if keys.of(command.id)]
        while len(kept) > 1 and _width(kept, keys) > width:
            del kept[_least(kept)]
        return [Content(_GAP).join([_piece(command, keys) for command in kept])]

    async def on_click(self, event: Click) -> None:
        """Do what the clicked key does, without passing the click on to the screen."""
        event.stop()
        if action := target_of(event):
            await self.run_action(f"screen.{action}")


_NEVER_LEAVE = frozenset({"help", "quit", "stop", "cancel", "close", "save", "start", "back"})


def _least(commands: list[ScreenCommand]) -> int:
    """The index of the least important command."""
    may_leave = [i for i, command in enumerate(commands) if command.name not in _NEVER_LEAVE]
    return may_leave[-1] if may_leave else len(commands) - 1


def _width(commands: list[ScreenCommand], keys: Keys) -> int:
    texts = (f"{keys.text(command.id)} {command.label}" for command in commands)
    return sum(len(text) + len(_GAP) for text in texts) - len(_GAP)


def _piece(command: ScreenCommand, keys: Keys) -> Content:
    text = line((keys.text(command.id), f"bold {DUE}"), " ", (command.label, MUTED))
    return clickable(text, command.action)
