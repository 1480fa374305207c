"""The keys that work on the screen below, in groups. A click on a row does it, without any key."""

from collections.abc import Iterator, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from coach.config.keymap.actions import COMMANDS, EVERYWHERE, HELP, TEXT, Keys, ScreenCommand
from coach.config.keymap.screens import SCREENS
from coach.tui.keymap import HELP_ID, bindings, commands_of, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.scrolling import ScrollsText
from coach.tui.style import DUE, MUTED, TITLE, clickable, line, lines, target_of
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.phrases import CAUTION

_KEY_WIDTH = 9
_NO_KEY = "–"
_ALL = "finds every command of every screen"


class HelpScreen(LeftOnce, ScrollsText, ModalScreen[None]):
    """Made from the same commands as the bindings."""

    BINDINGS = bindings(*HELP, *TEXT)

    def __init__(self, below: Screen[Any]) -> None:
        """Show the keys of the screen below."""
        super().__init__(id=HELP_ID)
        self._below = below
        self._text = Static()

    def compose(self) -> ComposeResult:
        """One page of text, and the key bar."""
        with VerticalScroll(classes="card", can_focus=False):
            yield self._text
        yield KeyBar(*HELP)

    def on_mount(self) -> None:
        """Show the keys in force."""
        self._draw()

    def on_day_redrawn(self) -> None:
        """The keys may have changed."""
        self._draw()

    async def on_click(self, event: Click) -> None:
        """Do what the clicked row says."""
        if command := COMMANDS.get(target_of(event)):
            self.dismiss()
            owner = self.app if command in EVERYWHERE else self._below
            await owner.run_action(command.action)

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()

    def _draw(self) -> None:
        self._text.update(_page(keys_of(self.app), commands_of(self._below)))


def _page(keys: Keys, here: Sequence[ScreenCommand]) -> Content:
    kind = SCREENS[here[0].group]
    sections = [(title, _with_key(commands, keys)) for title, commands in _sections(here)]
    width = max(len(_key(one, keys)) + 1 for _, commands in sections for one in commands)
    *blocks, last = (_block(*one, keys, max(_KEY_WIDTH, width)) for one in sections if one[1])
    typed = line((kind.typed, MUTED))
    notes = (keys.sentence(("everywhere.palette", _ALL)), CAUTION)
    parts = (line((kind.name, TITLE)), *blocks, typed, last, *(line((one, MUTED)) for one in notes))
    return Content("\n\n").join([one for one in parts if one.plain])


def _sections(here: Sequence[ScreenCommand]) -> Iterator[tuple[str, Sequence[ScreenCommand]]]:
    """The commands under the titles of their sections, then those of every screen."""
    for group in dict.fromkeys(one.group for one in here):
        for title, names in SCREENS[group].sections.items():
            named = [one for one in here if one.group == group and one.name in names.split()]
            yield title, named
    yield SCREENS["everywhere"].name, EVERYWHERE


def _with_key(commands: Sequence[ScreenCommand], keys: Keys) -> list[ScreenCommand]:
    """Those that have a key, or had one as shipped; the palette finds the others."""
    return [one for one in commands if one.keys or keys.of(one.id)]


def _key(command: ScreenCommand, keys: Keys) -> str:
    return keys.all_text(command.id) or _NO_KEY


def _block(title: str, commands: Sequence[ScreenCommand], keys: Keys, width: int) -> Content:
    rows = [
        clickable(line((_key(one, keys).ljust(width), f"bold {DUE}"), one.help), one.id)
        for one in commands
    ]
    return lines(line((title, f"bold {MUTED}")), *rows)
