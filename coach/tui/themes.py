"""Themes from TOML files, as Textual's and with the roles that Coach paints with."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

import coach
from coach.config.problems import nearest
from coach.errors import ConfigError

PREFIX = "coach-"
DEFAULT = "evergreen"
ROLES = ("due", "done", "missed", "hold", "rest", "ready", "muted", "line", "chosen")


def shipped() -> Iterator[str]:
    """The names of the themes that come with Coach."""
    yield from sorted(path.stem for path in _folder().glob("*.toml"))


def load(name: str) -> Theme:
    """The shipped theme of that name.

    Raises:
        ConfigError: if its file cannot be used; Textual itself would die later, while painting.
    """
    path = _folder() / f"{name}.toml"
    if not path.is_file():
        known = [*shipped(), *BUILTIN_THEMES]
        words = nearest(name, known) or f"; there are {', '.join(known)}."
        raise ConfigError(f"There is no theme `{name}`{words}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        colors = {key: Color.parse(value).hex for key, value in table["colors"].items()}
        roles = {PREFIX + key: Color.parse(table["roles"][key]).hex for key in ROLES}
        dark = bool(table["dark"])
        return Theme(name=name, dark=dark, variables=roles, **colors)  # type: ignore[arg-type]
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError, ColorParseError) as error:
        raise ConfigError(f"{path}: this theme cannot be used: {error}") from error


def roles_of(theme: Theme) -> dict[str, str]:
    """The roles worked out for a theme that does not know of them, as Textual's own do not."""
    system = theme.to_color_system().generate()
    text, ground = system["foreground"], system["background"]
    done, due = system["success"], system["accent"]
    colors = (due, done, system["error"], done, system["secondary"], due)
    quiet = [_between(ground, text, part) for part in (0.65, 0.2, 0.1)]
    return {PREFIX + role: color for role, color in zip(ROLES, (*colors, *quiet), strict=True)}


def _between(ground: str, text: str, part: float) -> str:
    try:
        return Color.parse(ground).blend(Color.parse(text), part).hex
    except ColorParseError:
        return text


def _folder() -> Path:
    """The themes in the installed package, or beside it in a checkout."""
    installed = Path(coach.__file__).parent / "themes"
    return installed if installed.is_dir() else installed.parent.parent / "themes"
