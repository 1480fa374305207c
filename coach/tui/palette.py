"""The palette: every command of every screen, found on every screen by its title and description.

What belongs to another screen opens that screen first, or goes back to it. What cannot be done now
says why. It is Textual's palette, loaded when it is first opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from coach.config.keymap.actions import PICK
from coach.config.keymap.screens import SCREENS
from coach.tui.dialogs.search_list import SearchList
from coach.tui.keymap import bindings, keys_of
from coach.tui.reach import Reached, all_reached

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

_BY_HELP = 0.1
"""The score of a command whose description has all words; titles come first."""
_NOT_NOW = 0.01
"""What the score of a command that cannot be done now is multiplied by."""
_NEAR = 0.8
"""From which likeness on a typed word stands for one of the description."""


class Commands(Provider):
    """The commands of Coach, those of the screen below first."""

    async def discover(self) -> Hits:
        """Those that can be done now, without the ones that only move about."""
        for one in self._reached():
            if one.is_useful:
                yield DiscoveryHit(Content(one.title), self._doing(one), one.title, self._text(one))

    async def search(self, query: str) -> Hits:
        """Those whose title matches, or whose description has words like the typed ones."""
        matcher, words = self.matcher(query), query.lower().split()
        for one in self._reached():
            score = max(matcher.match(one.title), _BY_HELP * _has(words, one.command.help))
            if score:
                score *= _NOT_NOW if one.why_not else 1
                shown = matcher.highlight(one.title)
                yield Hit(score, shown, self._doing(one), one.title, self._text(one))

    def _reached(self) -> Iterator[Reached]:
        return all_reached(self._coach_app, self.screen)

    def _doing(self, one: Reached) -> Any:  # noqa: ANN401 - Textual's type of a callback
        return partial(one.do, self._coach_app)

    def _text(self, one: Reached) -> str:
        """What it does, with its key; or why it cannot be done."""
        key, group = escape(keys_of(self.app).text(one.command.id)), one.command.group
        where = "" if one.is_here or group == "everywhere" else f"{SCREENS[group].name}: "
        told = f"{one.command.help} ({where}{key})" if key else one.command.help
        return f"{told} · {one.why_not}" if one.why_not else told

    @property
    def _coach_app(self) -> CoachApp:
        return cast("CoachApp", self.app)


def _has(words: list[str], text: str) -> bool:
    """Whether a text has all words, or ones that look much like them."""
    known = text.lower()
    parts = known.replace(",", " ").replace(":", " ").replace(";", " ").split()
    return all(word in known or any(_is_near(word, part) for part in parts) for word in words)


def _is_near(typed: str, word: str) -> bool:
    matcher = SequenceMatcher(None, typed, word)
    return matcher.real_quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


class Palette(SearchList):
    """The palette, with the keys of `[keys.pick]`."""

    BINDINGS = bindings(*PICK, first=True)

    def __init__(self) -> None:
        super().__init__(providers=[Commands])

    def action_keep(self) -> None:
        """Do what is marked."""
        self.action_choose()

    def action_leave(self) -> None:
        """Back to the screen below."""
        self._action_escape()

    def action_move(self, by: int) -> None:
        """Mark the command above or below."""
        if by > 0:
            self._action_cursor_down()
        else:
            self._action_command_list("cursor_up")
