"""Colours as theme files write them, and how readable one is on another.

Luminance and contrast are those of WCAG 2.2. Terminals decide how their sixteen colours look, so
nothing is computed with those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3, level AA)."""
ANSI = (
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
)
TERMINALS = (
    "ansi_default",
    *(f"ansi_{name}" for name in ANSI),
    *(f"ansi_bright_{name}" for name in ANSI),
)
"""The terminal's own: its default, and the sixteen in the order of their numbers."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_WHITE, _BLACK = "#ffffff", "#000000"
_STEPS = 50


class RGB(NamedTuple):
    """Red, green and blue in sRGB, each from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """As theme files write it, `#7fb477`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def is_colour(text: str) -> bool:
    """Whether a theme may write this: `#7fb477`, `#7b7`, `ansi_green`."""
    return text in TERMINALS or _HEX.fullmatch(text) is not None


def rgb(text: str) -> RGB | None:
    """The colour that a text stands for; None for one of the terminal's own."""
    if text in TERMINALS:
        return None
    digits = text.removeprefix("#")
    if len(digits) == len("rgb"):
        digits = "".join(2 * digit for digit in digits)
    return RGB(*bytes.fromhex(digits))


def blend(ground: str, text: str, part: float) -> str | None:
    """A colour between two others; None if one is the terminal's."""
    below, above = rgb(ground), rgb(text)
    if below is None or above is None:
        return None
    return RGB(*(round(b + part * (a - b)) for b, a in zip(below, above, strict=True))).hex


def luminance(colour: RGB) -> float:
    """The relative luminance, from 0 for black to 1 for white."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float | None:
    """From 1 (the same) to 21 (black on white); None if one is the terminal's."""
    first, second = rgb(one), rgb(other)
    if first is None or second is None:
        return None
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(text: str, ground: str) -> bool:
    """Whether a text has enough contrast, as far as that can be known."""
    known = contrast(text, ground)
    return known is None or known >= READABLE


def readable(text: str, grounds: Iterable[str]) -> str | None:
    """The nearest tint or shade that is readable on all the grounds, if there is one."""
    wanted = list(grounds)
    for step in range(_STEPS + 1):
        for end in (_WHITE, _BLACK):
            mended = blend(text, end, step / _STEPS)
            if mended and all(is_readable(mended, ground) for ground in wanted):
                return mended
    return None


def _linear(value: float) -> float:
    """A channel of an sRGB colour as light; the threshold is from WCAG 2.2."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the curve of sRGB
