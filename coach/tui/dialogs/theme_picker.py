"""The list of themes; the one under the cursor is shown on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import OptionList

from coach.config.keymap.actions import THEMES
from coach.tui.dialogs.search_list import SearchList
from coach.tui.keymap import bindings

if TYPE_CHECKING:
    from coach.tui.themes import Themes


class _Names(Provider):
    """The names of the themes, the one in use first, then Coach's own."""

    async def discover(self) -> Hits:
        """All of them."""
        for name, about in self._picker.themes.choices().items():
            # As plain text: a name such as `[x]` is not markup.
            yield DiscoveryHit(Content(name), self._choose(name), name, about)

    async def search(self, query: str) -> Hits:
        """The matching ones."""
        matcher = self.matcher(query)
        for name, about in self._picker.themes.choices().items():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), self._choose(name), name, about)

    @property
    def _picker(self) -> ThemePicker:
        return cast("ThemePicker", self.app.screen)

    def _choose(self, name: str) -> Callable[[], None]:
        return partial(self._picker.choose, name)


class ThemePicker(SearchList):
    """Textual's palette, which shows a theme as soon as it is under the cursor."""

    BINDINGS = bindings(*THEMES)

    def __init__(self, themes: Themes, choose: Callable[[str], None]) -> None:
        """Offer the themes; `choose` is called with the name of the chosen one."""
        self.themes = themes
        self.choose = choose
        super().__init__(providers=[_Names], placeholder="Search for themes…")

    @on(OptionList.OptionHighlighted)
    def wear(self, event: OptionList.OptionHighlighted) -> None:
        """Show the theme under the cursor."""
        name = getattr(getattr(event.option, "hit", None), "text", None)
        if name in self.app.available_themes:
            self.app.theme = name
