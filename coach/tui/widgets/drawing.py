"""Rows of text that are already laid out, on their way to the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget


class Drawing(Visual):
    """Rows of a known width, drawn as they are.

    Textual wraps a text, and gives each piece of it a style of its own, so that the mouse can
    select it. For rows that are neither wrapped nor selected, that is half the work of a picture
    and most of its memory.
    """

    def __init__(self, rows: Iterable[Content]) -> None:
        self._rows: Sequence[Content] = [
            part for row in rows for part in row.split(allow_blank=True)
        ]

    @property
    def plain(self) -> str:
        """The text, without its styles."""
        return "\n".join(row.plain for row in self._rows)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Each row as a strip; pieces with equal styles share one."""
        del width
        shared = cache(lambda own: (style + own).rich_style)
        return [_strip(row, style, options.get_style, shared) for row in self._rows[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the longest row."""
        del rules, container_width
        return max((row.cell_length for row in self._rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as there are rows."""
        del rules, width
        return len(self._rows)


class DrawnWidget(Widget):
    """A widget that Coach lays out itself: none of its text can be selected, or is a link."""

    ALLOW_SELECT = False
    auto_links = Reactive(default=False)


def _strip(
    row: Content,
    style: Style,
    styled: Callable[[str | Style], Style],
    shared: Callable[[Style], RichStyle],
) -> Strip:
    pieces = row.render(style, end="", parse_style=styled)
    return Strip([Segment(text, shared(own)) for text, own in pieces], row.cell_length)
