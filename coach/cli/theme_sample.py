"""A day in the colours of a theme, as text for a terminal."""

from __future__ import annotations

import os
from typing import Any

import click

from coach.config.themes import LEVELS, Theme
from coach.config.themes.contrast import rgb
from coach.domain.day.planned import Status
from coach.wording.day import GLYPHS
from coach.wording.judgement import LEVELS as LEVEL_WORDS

_WIDTH = 66
_CUBE = (0, 95, 135, 175, 215, 255)
"""The values of red, green and blue among the 256 colours of a terminal, from number 16 on."""
_TRUE_COLOR = frozenset({"truecolor", "24bit"})

Piece = tuple[str, str]
"""A role, or another key of a theme, and a text in its colour."""

_EARLIER: tuple[tuple[Piece, ...], ...] = (
    (("muted", "06:46  "), ("done", GLYPHS[Status.DONE]), ("muted", "  Morning pain check")),
    (("muted", "06:50  "), ("missed", GLYPHS[Status.MISSED]), ("muted", "  First-step stretches")),
)
_NOW: tuple[Piece, ...] = (("due", "12:34 "), ("line", "─" * 52), ("due", " now"))
_CHOSEN: tuple[Piece, ...] = (
    ("foreground", "12:30  "),
    ("due", GLYPHS[Status.DUE]),
    ("foreground", "  Midday stretches"),
    ("muted", "   due 4 min ago · both feet"),
)
_LATER: tuple[Piece, ...] = (
    ("foreground", "21:00  "),
    ("muted", GLYPHS[Status.UPCOMING]),
    ("foreground", "  Evening stretches"),
)
_PLAYER: tuple[Piece, ...] = (
    ("hold", "0:28 Hold    "),
    ("rest", "0:05 Release    "),
    ("ready", "0:03 Get ready"),
)
_BAR: tuple[Piece, ...] = (
    ("done", "━" * 30),
    ("line", "─" * 14),
    ("foreground", "  14.2 of 18.7 km"),
)
_KEYS: tuple[Piece, ...] = (
    ("due", "enter"),
    ("muted", " start   "),
    ("due", "s"),
    ("muted", " snooze   "),
    ("due", "?"),
    ("muted", " help"),
)
_GLANCE: tuple[Piece, ...] = (
    ("due", f"{GLYPHS[Status.DUE]} due  "),
    ("done", f"{GLYPHS[Status.DONE]} done  "),
    ("missed", f"{GLYPHS[Status.MISSED]} missed  "),
    ("hold", "hold  "),
    ("rest", "rest  "),
    ("muted", "muted  "),
    ("line", "───"),
)


def day(theme: Theme) -> str:
    """A sample of what the screens show."""
    paint = _Paint(theme)
    levels = ([(key, LEVEL_WORDS[level].upper())] for level, key in LEVELS.items())
    return "\n".join(
        (
            paint.row(("foreground", theme.name), ("muted", f"   {theme.about}")),
            paint.row(),
            *(paint.row(*pieces) for pieces in _EARLIER),
            paint.row(*_CHOSEN, ground="chosen"),
            paint.row(*_NOW),
            paint.row(*_LATER),
            paint.row(),
            *(paint.row(*pieces, is_level=True) for pieces in levels),
            paint.row(),
            paint.row(*_BAR),
            paint.row(*_PLAYER),
            paint.row(),
            paint.row(*_KEYS),
        )
    )


def glance(theme: Theme, width: int) -> str:
    """A theme in one row, with so much room for its name."""
    return _Paint(theme).row(("foreground", f"{theme.name:<{width}}  "), *_GLANCE)


class _Paint:
    """Rows of text in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._colors = {**theme.colors, **theme.roles}
        self._levels = theme.levels
        self._is_true = os.environ.get("COLORTERM") in _TRUE_COLOR

    def row(self, *pieces: Piece, ground: str = "background", is_level: bool = False) -> str:
        """Pieces of text on a ground, as wide as every row."""
        colors = self._levels if is_level else self._colors
        behind = self._code(self._colors[ground])
        painted = (
            click.style(text, fg=self._code(colors[key]), bg=behind, bold=is_level or key == "due")
            for key, text in pieces
        )
        room = _WIDTH - sum(len(text) for _, text in pieces)
        return "".join((click.style("  ", bg=behind), *painted, click.style(" " * room, bg=behind)))

    def _code(self, color: str) -> Any:  # noqa: ANN401 - click's own kinds of colour
        """A colour as click takes it."""
        exact = rgb(color)
        if exact is None:
            name = color.removeprefix("ansi_")
            return None if name == "default" else name
        return tuple(exact) if self._is_true else _among_256(exact)


def _among_256(color: tuple[int, int, int]) -> int:
    """The nearest colour of the cube."""
    red, green, blue = (_nearest(value) for value in color)
    return 16 + 36 * red + 6 * green + blue


def _nearest(value: int) -> int:
    return min(range(len(_CUBE)), key=lambda number: abs(_CUBE[number] - value))
