"""Read TOML that anybody may have written, without spending long on any of it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_DEEP_KEY = r"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}"""
"""A key of more pieces than any has; tomllib takes the square of their number in steps."""


def loads(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ValueError: if it is not TOML, or a key or a number in it is too long.
        RecursionError: if its values are nested too deeply.
    """
    if re.search(_DEEP_KEY, text):
        raise ValueError("a key has too many dots; shorten it")
    return tomllib.loads(text)


def readable(text: str) -> str:
    """A text without control characters, so that no config can control the terminal."""
    return "".join(one if one.isprintable() else " " for one in text).strip()
