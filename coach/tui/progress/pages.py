"""The four pages of Progress."""

from __future__ import annotations

from enum import StrEnum

from textual.content import Content

from coach.tui.style import DUE, MUTED, TITLE, clickable, line


class Page(StrEnum):
    """The part that the keys move in, and that is shown if not all fit."""

    COURSE = "course"
    YEAR = "year"
    WORDS = "words"
    AHEAD = "ahead"


NAMES = {
    Page.COURSE: "course",
    Page.YEAR: "year",
    Page.WORDS: "words",
    Page.AHEAD: "ahead",
}
NOT_ON = {
    Page.COURSE: {"shade"},
    Page.YEAR: {"further"},
    Page.WORDS: {"shade", "further"},
    Page.AHEAD: {"open", "left", "further", "shade"},
}
"""Commands that need no place in the key bar."""
ONLY_ON_DAYS = frozenset({"go", "zoom", "open"})
"""Actions of the pages that show the past."""


def page_names(here: Page) -> Content:
    """All pages by number and name, each of which can be clicked."""
    pieces = [line(("Progress", TITLE))]
    for number, page in enumerate(Page, start=1):
        style = f"bold {DUE}" if page is here else MUTED
        pieces.append(clickable(line((f"{number} {NAMES[page]}", style)), page))
    return line("  ").join(pieces)
