"""A theme: the colours of one look, read from a TOML text, or all problems in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from coach.config.key_path import Path
from coach.config.problems import Problem, located, nearest
from coach.config.themes.contrast import (
    READABLE,
    TERMINALS,
    blend,
    contrast,
    is_colour,
    is_readable,
    readable,
)
from coach.config.toml import loads, without_controls
from coach.config.value_names import shown
from coach.domain.heel.rules import Level

COLORS = (
    "background",
    "surface",
    "panel",
    "foreground",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
)
"""The colours that every theme must name."""
_ROLES = {
    "due": "accent",
    "done": "success",
    "missed": "error",
    "hold": "success",
    "rest": "secondary",
    "ready": "accent",
}
_QUIET = {"muted": 0.65, "line": 0.2, "chosen": 0.1}
"""Roles between background and foreground, and how far along."""
_LEVELS = {
    Level.REST: "error",
    Level.CROSS_TRAIN: "secondary",
    Level.WALK_JOG: "warning",
    Level.NO_INCREASE: "accent",
    Level.AS_PLANNED: "success",
}
ROLES = (*_ROLES, *_QUIET)
LEVELS = {level: level.name.lower() for level in _LEVELS}
"""The key of each level."""
_TABLES: dict[str, tuple[str, ...]] = {
    "colors": COLORS,
    "roles": ROLES,
    "levels": tuple(LEVELS.values()),
}
_GROUNDS = ("background", "surface", "panel", "chosen")
"""The colours behind text."""
_NO_TEXT = frozenset({"line", "chosen"})
_A_COLOUR = 'a colour such as "#7fb477" or "ansi_green"'


class Theme(Struct, frozen=True):
    """The colours of one look, by their keys; roles and levels are complete."""

    name: str
    dark: bool
    colors: Mapping[str, str]
    roles: Mapping[str, str]
    levels: Mapping[str, str]
    about: str = ""
    luminosity_spread: float = 0.15
    """How far apart Textual's lighter and darker shades of the colours are."""

    @property
    def is_of_the_terminal(self) -> bool:
        """Whether it uses the terminal's own colours."""
        return any(color in TERMINALS for table in self._tables() for color in table.values())

    def level(self, level: Level) -> str:
        """The colour of a level."""
        return self.levels[LEVELS[level]]

    def _tables(self) -> tuple[Mapping[str, str], ...]:
        return self.colors, self.roles, self.levels

    def grounds(self) -> dict[str, str]:
        """The colours behind text."""
        known = {**self.colors, **self.roles}
        return {name: known[name] for name in _GROUNDS}

    def texts(self) -> dict[Path, str]:
        """The colours of text, each with its key."""
        texts: dict[Path, str] = {("colors", "foreground"): self.colors["foreground"]}
        texts |= {("roles", key): c for key, c in self.roles.items() if key not in _NO_TEXT}
        return texts | {("levels", key): color for key, color in self.levels.items()}


class ThemeReading(NamedTuple):
    """The result of reading a theme: a theme, or the problems that prevent it."""

    theme: Theme | None
    problems: tuple[Problem, ...]
    text: str = ""

    def too_faint(self) -> tuple[Problem, ...]:
        """Every text with too little contrast; such a theme can be used anyway."""
        return located(faint(self.theme), self.text) if self.theme else ()


def read(text: str, name: str) -> ThemeReading:
    """Read the text of a theme file."""
    try:
        document = without_controls(loads(text))
    except (ValueError, RecursionError) as error:
        return ThemeReading(None, (Problem((), f"this is not TOML: {error}"),))
    if problems := list(_problems(document)):
        return ThemeReading(None, located(problems, text))
    colors: dict[str, str] = document["colors"]
    roles, levels = completed(colors, document.get("roles", {}), document.get("levels", {}))
    optional = {key: document[key] for key in ("about", "luminosity_spread") if key in document}
    theme = Theme(name, document["dark"], colors, roles, levels, **optional)
    return ThemeReading(theme, (), text)


def completed(
    colors: Mapping[str, str], roles: Mapping[str, str], levels: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Roles and levels; missing ones are worked out from the colours."""
    ground, text = colors["background"], colors["foreground"]
    quiet = {role: blend(ground, text, part) for role, part in _QUIET.items()}
    # Nothing can be mixed from the terminal's own colours.
    plain = {"muted": text, "line": text, "chosen": ground}
    worked_out = {role: colors[color] for role, color in _ROLES.items()}
    worked_out |= {role: color or plain[role] for role, color in quiet.items()}
    of_levels = {LEVELS[level]: colors[color] for level, color in _LEVELS.items()}
    return worked_out | dict(roles), of_levels | dict(levels)


def faint(theme: Theme) -> list[Problem]:
    """Every text with too little contrast to something behind it."""
    return [
        Problem(path, _how_faint(color, theme.grounds()))
        for path, color in theme.texts().items()
        if not all(is_readable(color, ground) for ground in theme.grounds().values())
    ]


def _how_faint(color: str, grounds: Mapping[str, str]) -> str:
    ratios = {name: contrast(color, ground) or READABLE for name, ground in grounds.items()}
    ratios_text = ", ".join(
        f"{ratio:.1f} on {name}" for name, ratio in ratios.items() if ratio < READABLE
    )
    better = readable(color, grounds.values())
    mend = f'; "{better}" would do' if better else "; no colour is readable on all of them"
    return f'"{color}" has a contrast of {ratios_text}; text needs {READABLE}{mend}'


def _problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown(document, ("about", "dark", "luminosity_spread", *_TABLES), ())
    if not isinstance(document.get("dark"), bool):
        yield _wrong(("dark",), document, "dark", "true or false")
    if not isinstance(document.get("about", ""), str):
        yield _wrong(("about",), document, "about", "a text in quotes")
    if not _is_spread(document.get("luminosity_spread", 0)):
        yield _wrong(("luminosity_spread",), document, "luminosity_spread", "a number from 0 to 1")
    for name, keys in _TABLES.items():
        table = document.get(name, {})
        if isinstance(table, dict):
            yield from _in_table(name, table, keys)
        else:
            yield _wrong((name,), document, name, "a table")


def _in_table(name: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Problem]:
    yield from _unknown(table, keys, (name,))
    if name == "colors" and (lacking := [key for key in keys if key not in table]):
        yield Problem((name,), f"lacks {', '.join(lacking)}; write {_A_COLOUR} for each")
    for key, value in table.items():
        if key in keys and (not isinstance(value, str) or not is_colour(value)):
            yield _wrong((name, key), table, key, _A_COLOUR, _nearest_colour(value))


def _nearest_colour(value: object) -> str:
    """A `did you mean`, also for digits without their `#`."""
    if not isinstance(value, str):
        return ""
    digits = f"#{value}"
    return nearest(value, (digits, *TERMINALS) if is_colour(digits) else TERMINALS)


def _is_spread(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _unknown(table: Mapping[str, Any], keys: tuple[str, ...], path: Path) -> Iterator[Problem]:
    for key in table:
        if key not in keys:
            words = nearest(key, keys) or f"; known here: {', '.join(keys)}"
            yield Problem((*path, key), f"is not a key of a theme{words}")


def _wrong(path: Path, table: Mapping[str, Any], key: str, wanted: str, near: str = "") -> Problem:
    if key not in table:
        return Problem(path, f"is missing; write {wanted}")
    return Problem(path, f"is {shown(table[key])}; write {wanted}{near}")
