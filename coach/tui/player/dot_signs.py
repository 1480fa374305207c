"""The signs in which dots are drawn, and which of them a terminal is known to show.

A terminal cannot be asked which signs it has: without them it draws a box or nothing. So those that
few fonts have are used only in terminals that draw them by themselves, and Braille in all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from coach.domain.routine.settings import FigureSigns

_OLDER_BLOCKS = {
    0x01: 0x1CEA8, 0x02: 0x1CEAB, 0x03: 0x1FB82, 0x05: 0x2598, 0x0A: 0x259D, 0x0F: 0x2580,
    0x14: 0x1FBE6, 0x28: 0x1FBE7, 0x3F: 0x1FB85, 0x40: 0x1CEA3, 0x50: 0x2596, 0x55: 0x258C,
    0x5A: 0x259E, 0x5F: 0x259B, 0x80: 0x1CEA0, 0xA0: 0x2597, 0xA5: 0x259A, 0xAA: 0x2590,
    0xAF: 0x259C, 0xC0: 0x2582, 0xF0: 0x2584, 0xF5: 0x2599, 0xFA: 0x259F, 0xFC: 0x2586,
    0xFF: 0x2588,
}  # fmt: skip
"""The octants that Unicode had before it got the others, which follow in order from U+1CD00."""
_BRAILLE_BITS = (0, 3, 1, 4, 2, 5, 6, 7)
"""The bit of each dot in Braille, from left to right and down."""
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")
"""Inside these the terminal may be another one tomorrow."""
_DRAWS_SEXTANTS = ("kitty", "ghostty", "foot", "wezterm")
_VTE = 6200
"""The first version of the GNOME terminals that draws sextants."""
_GHOSTTY = (1, 2)
"""The first version of Ghostty in which octants fit to each other."""


class DotSigns(NamedTuple):
    """The sign of each pattern of dots, two across; the first bit is the upper left dot."""

    lines: int
    """How many dots a cell has down."""
    signs: str
    is_solid: bool
    """Whether dots touch each other, so that a full cell can have two colours."""


def signs_of(chosen: FigureSigns, environment: Mapping[str, str]) -> DotSigns:
    """The signs that the runner has chosen, or the best that the terminal is known to show."""
    return _SIGNS[_known(environment) if chosen is FigureSigns.AUTO else chosen]


def _known(environment: Mapping[str, str]) -> FigureSigns:
    if any(environment.get(name) for name in _MULTIPLEXERS):
        return FigureSigns.BRAILLE
    program = environment.get("TERM_PROGRAM", "").lower()
    if program == "ghostty" and _version(environment) >= _GHOSTTY:
        return FigureSigns.OCTANTS
    term = environment.get("TERM", "").removeprefix("xterm-")
    draws = program in _DRAWS_SEXTANTS or term.partition("-")[0] in _DRAWS_SEXTANTS
    if draws or _number(environment.get("VTE_VERSION", "")) >= _VTE:
        return FigureSigns.SEXTANTS
    return FigureSigns.BRAILLE


def _version(environment: Mapping[str, str]) -> tuple[int, ...]:
    pieces = environment.get("TERM_PROGRAM_VERSION", "").split(".")
    return tuple(_number(piece) for piece in pieces[:2])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _braille(pattern: int) -> str:
    bits = (pattern >> dot & 1 and 1 << bit for dot, bit in enumerate(_BRAILLE_BITS))
    return chr(0x2800 + sum(bits))


def _octants() -> str:
    others = count(0x1CD00)
    older = {0: ord(" "), **_OLDER_BLOCKS}
    return "".join(chr(older[one] if one in older else next(others)) for one in range(256))


def _sextants() -> str:
    others = count(0x1FB00)
    older = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
    return "".join(older.get(one) or chr(next(others)) for one in range(64))


BRAILLE = DotSigns(4, " " + "".join(map(_braille, range(1, 256))), is_solid=False)
SEXTANTS = DotSigns(3, _sextants(), is_solid=True)
OCTANTS = DotSigns(4, _octants(), is_solid=True)
_SIGNS = {
    FigureSigns.BRAILLE: BRAILLE,
    FigureSigns.SEXTANTS: SEXTANTS,
    FigureSigns.OCTANTS: OCTANTS,
}
