"""A text in sections, for whoever lays it out."""

from __future__ import annotations

from msgspec import Struct


class Section(Struct, frozen=True):
    """Some lines under a heading, which may be empty."""

    heading: str
    lines: tuple[str, ...]
