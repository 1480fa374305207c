"""The classes that a screen has by its size."""

from __future__ import annotations

from textual.screen import Screen

BY_COLUMNS = [(0, "-narrow"), (76, "-normal"), (110, "-wide"), (160, "-huge")]
BY_ROWS = [(0, "-short"), (20, "-tall"), (34, "-high")]


def fit(screen: Screen[None]) -> None:
    """Give a screen the classes for its size.

    Textual does so itself, but only after it has laid the screen out for another size and drawn it.
    """
    columns, rows = screen.app.size
    screen.add_class(_last(BY_COLUMNS, columns), _last(BY_ROWS, rows))


def _last(breakpoints: list[tuple[int, str]], size: int) -> str:
    return next(name for least, name in reversed(breakpoints) if size >= least)
