"""The keys that count now, in one line at the foot of a screen; each can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from coach.tui.commands import Command
from coach.tui.style import DUE, MUTED, clickable, line, target_of

_GAP = "   "


class KeyBar(Widget):
    """Shows as many commands as fit; the last ones give way first, the ways in and out never."""

    def __init__(self, *commands: Command) -> None:
        super().__init__()
        self._commands = commands

    def show(self, *commands: Command) -> None:
        """Show other commands."""
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def render(self) -> Content:
        """The line, cut to whole commands."""
        kept = list(self._commands)
        while len(kept) > 1 and _width(kept) > self.size.width:
            del kept[_least(kept)]
        return Content(_GAP).join([_piece(command) for command in kept])

    async def on_click(self, event: Click) -> None:
        """Do what the clicked key does; the screen is not to take it for a click of its own."""
        event.stop()
        if action := target_of(event):
            await self.run_action(f"screen.{action}")


_NEVER_LEAVE = frozenset({"help", "quit", "stop", "cancel", "close", "save", "start", "back"})


def _least(commands: list[Command]) -> int:
    """The index of the command that is missed least."""
    may_leave = [i for i, command in enumerate(commands) if command.id not in _NEVER_LEAVE]
    return may_leave[-1] if may_leave else len(commands) - 1


def _width(commands: list[Command]) -> int:
    texts = (f"{command.key_text} {command.label}" for command in commands)
    return sum(len(text) + len(_GAP) for text in texts) - len(_GAP)


def _piece(command: Command) -> Content:
    text = line((command.key_text, f"bold {DUE}"), " ", (command.label, MUTED))
    return clickable(text, command.action)
