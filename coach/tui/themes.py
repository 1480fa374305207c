"""Coach's themes as Textual themes, with Coach's roles; saved changes show at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from coach.config import themes as theming
from coach.config.themes import DEFAULT, Stamp, ThemeReading, ThemeStore
from coach.core.coach import Coach

_PREFIX = "coach-"
_LEVEL = "coach-level-"
_FOR_TERMINALS = {True: "ansi-dark", False: "ansi-light"}
"""The Textual themes that suit its widgets to a terminal's own colours."""


def as_textual(theme: theming.Theme) -> Theme:
    """A theme as Textual needs it."""
    variables = _variables(theme.roles, theme.levels)
    if theme.is_of_the_terminal:
        variables = BUILTIN_THEMES[_FOR_TERMINALS[theme.dark]].variables | variables
    colors: dict[str, Any] = dict(theme.colors)
    return Theme(
        name=theme.name,
        dark=theme.dark,
        luminosity_spread=theme.luminosity_spread,
        ansi=theme.is_of_the_terminal,
        variables=variables,
        **colors,
    )


def roles_of(theme: Theme) -> dict[str, str]:
    """Roles and levels worked out for a theme without them, such as Textual's."""
    if any(name.startswith(_PREFIX) for name in theme.variables):
        return {}
    return _variables(*theming.completed(theme.to_color_system().generate(), {}, {}))


def _variables(roles: Mapping[str, str], levels: Mapping[str, str]) -> dict[str, str]:
    of_roles = {_PREFIX + role: color for role, color in roles.items()}
    return of_roles | {_LEVEL + key.replace("_", "-"): color for key, color in levels.items()}


class Themes:
    """The theme that the app shows; an unusable theme changes nothing."""

    def __init__(self, app: App[None], coach: Coach, tell: Callable[[str], None]) -> None:
        self._app = app
        self._coach = coach
        self._tell = tell
        self._shelf = ThemeStore(coach.config)
        self._known: dict[str, theming.Theme] = {}
        self._stamps: dict[str, Stamp] = {}
        self._doubtful: set[str] = set()
        self._tried: str | None = None

    def choices(self) -> dict[str, str]:
        """Every usable theme with a few words about it, the one in use first."""
        self._load_all()
        files = [name for name in self._shelf.names() if name in self._known]
        names = (self._coach.routine.theme, *files, *BUILTIN_THEMES)
        there = [name for name in names if name in self._app.available_themes]
        return {name: self._about(name) for name in there}

    def _load_all(self) -> None:
        """Load the themes that were not needed until now; broken ones are left out."""
        for name in self._shelf.names():
            if name not in self._known:
                self._keep(name, self._shelf.read(name))

    def _about(self, name: str) -> str:
        return self._known[name].about if name in self._known else "of Textual"

    def try_on(self, name: str | None) -> None:
        """Show a theme without saving it, or go back to the saved one."""
        self._tried = name
        self.wear()

    def wear(self) -> None:
        """Use the theme of the routine, or the shipped one if it cannot be shown."""
        name = self._tried or self._coach.routine.theme
        if not (self._is_there(name) and self._can_be_read(name)):
            name = DEFAULT
            self._is_there(name)
        if self._app.theme != name:
            self._app.theme = name

    def watch(self) -> None:
        """From now on, take on what is saved in the user's folder."""
        self._stamps = self._shelf.stamps()

    def poll(self) -> None:
        """Take on what was saved in the user's folder.

        Problems are reported only at the second look, since some editors write in two steps.
        """
        stamps = self._shelf.stamps()
        doubtful, self._doubtful = self._doubtful, set()
        saved = {name for name, stamp in stamps.items() if self._stamps.get(name) != stamp}
        gone = self._stamps.keys() - stamps.keys() - {self._app.theme}
        self._stamps = stamps
        for name in doubtful | saved:
            self._take_on(name, is_sure=name not in saved)
        for name in gone:
            self._forget(name)
        if saved:
            self.wear()

    def _is_there(self, name: str) -> bool:
        if name in self._known:
            return True
        if self._shelf.path(name):
            return self._load(name)
        if text := self._shelf.no_such(name):
            self._tell(text)
        return not text

    def _can_be_read(self, name: str) -> bool:
        """Whether a theme can be read under `NO_COLOR`, if that is set.

        A terminal's own colours cannot: nobody knows which greys they are, and all become black.
        """
        return not (self._app.no_color and self._app.available_themes[name].ansi)

    def _load(self, name: str) -> bool:
        """Read a theme; if a user's own is broken, the shipped one of its name."""
        reading = self._shelf.read(name)
        if not self._keep(name, reading):
            self._tell(self._shelf.problem_text(name, reading))
            return self._keep(name, self._shelf.read_shipped(name)) or name in BUILTIN_THEMES
        return True

    def _take_on(self, name: str, *, is_sure: bool) -> None:
        if name in self._stamps and not self._keep(name, reading := self._shelf.read(name)):
            if is_sure:
                self._tell(self._shelf.problem_text(name, reading))
            else:
                self._doubtful.add(name)

    def _keep(self, name: str, reading: ThemeReading) -> bool:
        """Register a usable theme, and repaint if it is in use."""
        theme = reading.theme
        if theme is not None and theme != self._known.get(name):
            self._known[name] = theme
            self._app.register_theme(as_textual(theme))
            if self._app.is_running and name == self._app.theme:
                self._app.mutate_reactive(App.theme)
        return theme is not None

    def _forget(self, name: str) -> None:
        """Forget a user's file that is gone; a shipped theme of its name returns."""
        self._known.pop(name, None)
        self._app.unregister_theme(name)
        self._keep(name, self._shelf.read_shipped(name))
