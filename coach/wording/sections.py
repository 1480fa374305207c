"""Text in sections; each front end lays it out in its own way."""

from __future__ import annotations

from msgspec import Struct


class Section(Struct, frozen=True):
    """Lines under a heading; the heading may be empty."""

    heading: str
    lines: tuple[str, ...]
