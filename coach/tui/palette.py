"""The palette: the commands of the screen below, found by title and help text."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from coach.config.keymap.actions import COMMANDS, ScreenCommand

_BY_HELP = 0.1
"""The score of a command whose help text contains all words; titles come first."""
_MOVES = ("move(", "page(", "nudge(", "go(", "leap(")


def offered(screen: Screen[Any]) -> Iterator[ScreenCommand]:
    """The commands of a screen, except for moving about."""
    now: tuple[ScreenCommand, ...] = getattr(screen, "commands_now", ()) or tuple(
        COMMANDS[one.id]
        for one in screen.BINDINGS
        if isinstance(one, Binding) and one.id in COMMANDS
    )
    yield from (one for one in now if not one.action.startswith(_MOVES))


class Commands(Provider):
    """The commands of the app, those of the screen first."""

    async def discover(self) -> Hits:
        """All of them, by title."""
        for title, text, run, _ in sorted(self._commands(), key=itemgetter(0)):
            yield DiscoveryHit(Content(title), run, title, text)

    async def search(self, query: str) -> Hits:
        """Those whose title matches, or whose help text contains the words."""
        matcher, words = self.matcher(query), query.lower().split()
        for title, text, run, _ in self._commands():
            is_told = all(word in text.lower() for word in words)
            if score := max(matcher.match(title), _BY_HELP * is_told):
                yield Hit(score, matcher.highlight(title), run, title, text)

    def _commands(self) -> Iterator[SystemCommand]:
        yield from self.app.get_system_commands(self.screen)
