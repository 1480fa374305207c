"""The three pages of Progress."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """The part that the keys move in, and that is shown if not all fit."""

    COURSE = "course"
    YEAR = "year"
    WORDS = "words"


NAMES = {Page.COURSE: "course", Page.YEAR: "year", Page.WORDS: "in words"}
NOT_ON = {Page.COURSE: {"shade"}, Page.YEAR: {"further"}, Page.WORDS: {"shade", "further"}}
"""Commands that need no place in the key bar."""
