"""Text that Coach lays out itself, on its way to the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget


class Drawing(Visual):
    """Lines of a known width, drawn as they are.

    Textual wraps a text, and gives each piece of it a style of its own, so that the mouse can
    select it. For lines that are neither wrapped nor selected, that is half the work of a picture
    and most of its memory.
    """

    def __init__(self, lines: Sequence[Content]) -> None:
        self._lines = lines

    @property
    def plain(self) -> str:
        """The text, without its styles."""
        return "\n".join(line.plain for line in self._lines)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Each line as a strip; pieces with equal styles share one."""
        del width
        shared = cache(lambda own: (style + own).rich_style)
        return [_strip(line, style, options.get_style, shared) for line in self._lines[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the longest line."""
        del rules, container_width
        return max((line.cell_length for line in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows of the screen as there are lines."""
        del rules, width
        return len(self._lines)


class DrawnWidget(Widget):
    """A widget that Coach lays out itself: none of its text can be selected, or is a link."""

    ALLOW_SELECT = False
    auto_links = Reactive(default=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._shown: Sequence[Content] = ()
        self._known: dict[tuple[Size, Size, int], Sequence[Content]] = {}

    def rows(self, width: int) -> Iterable[Content]:
        """What is to be seen at a width; a row may be several lines high."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw the lines that have changed; lay out the screen anew only for another height."""
        self._known = {}
        if not (self.display and self.size.width):
            self.refresh(layout=self.display)
        elif self._needs_height(after := self.lines_for(self.size.width)):
            self.refresh(layout=True)
        elif changed := _changed(self._shown, after):
            self.refresh(*(Region(0, at, self.size.width, 1) for at in changed))

    def lines_for(self, width: int) -> Sequence[Content]:
        """The rows line by line; they are asked for several times for each picture."""
        place = self.app.size, self.size, width
        if place not in self._known:
            parts = (row.split(allow_blank=True) for row in self.rows(width))
            self._known = {place: [one for part in parts for one in part]}
        return self._known[place]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows of the screen as there are lines."""
        del container, viewport
        return len(self.lines_for(width))

    def render(self) -> Drawing:
        """The lines for the present width."""
        self._shown = self.lines_for(self.size.width)
        return Drawing(self._shown)

    def notify_style_update(self) -> None:
        """Another theme may have other signs."""
        super().notify_style_update()
        self._known = {}

    def _needs_height(self, lines: Sequence[Content]) -> bool:
        if not (self.styles.height and self.styles.height.is_auto):
            return False
        least = self.container_size.height if self.styles.min_height else 0
        return max(len(lines), least) != self.size.height


def _changed(before: Sequence[Content], after: Sequence[Content]) -> list[int]:
    """The places of the lines that differ."""
    pairs = zip_longest(before, after, fillvalue=Content())
    # `==` on Content compares only the text, not its colours.
    return [at for at, (one, other) in enumerate(pairs) if not one.is_same(other)]


def _strip(
    line: Content,
    style: Style,
    styled: Callable[[str | Style], Style],
    shared: Callable[[Style], RichStyle],
) -> Strip:
    pieces = line.render(style, end="", parse_style=styled)
    return Strip([Segment(text, shared(own)) for text, own in pieces], line.cell_length)
