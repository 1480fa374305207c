"""The full screen as an SVG: over time, playing in a browser without a script, or still."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.strip import Strip

from coach.tui.player.dot_signs import OCTANTS

_WIDTH, _HEIGHT = 10, 20
"""The pixels of a cell."""
_BAR = 40
"""The height of the bar with the caption."""
_DRAWN = rf"\s⠀-⣿▁-▇{OCTANTS.signs}"
_TEXT = re.compile(rf"[^{_DRAWN}]+(?: [^{_DRAWN}]+)*")
"""Text drawn in a font; dots and blocks look different in each font, so they are drawn as shapes.
"""
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""The column and the line of each dot of a Braille cell, in the order of its bits."""
_LOOKS = (
    "text{font:16.6px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    "white-space:pre} text.c{font:bold 17px sans-serif;fill:#fff} .b{fill:#667} "
    ".k{shape-rendering:crispEdges} text.n{font:17px sans-serif;fill:#888}"
)


_MARGIN = 20
_DEFAULT, _TERMINAL = Color.default(), MONOKAI
_TERMINAL_GROUND = Color.default().get_truecolor(MONOKAI, foreground=False).hex
"""How colours that are left to the terminal are drawn."""


class Shot(NamedTuple):
    """The screen for so many seconds, and a caption."""

    rows: tuple[Strip, ...]
    seconds: float
    caption: str

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels, without the bar."""
        return self.rows[0].cell_length * _WIDTH, len(self.rows) * _HEIGHT

    @property
    def ground(self) -> str:
        """The colour of its background."""
        return _colors(next(iter(self.rows[0])).style or Style.null())[1] or _TERMINAL_GROUND


def screen_rows(app: App[None]) -> tuple[Strip, ...]:
    """All rows of the screen as they are."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    assert isinstance(update, LayoutUpdate)
    return tuple(Strip.join(row) for row in update.strips)


class _Reel:
    """The rows and styles of shots, each written once, however many shots show it."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, tuple[Segment, ...]], str] = {}
        self._styles: dict[str, str] = {}

    def shot(self, shot: Shot, left: int, top: int = _BAR) -> Iterator[str]:
        """The rows of a shot, at its place."""
        for number, row in enumerate(shot.rows):
            name = self._rows.setdefault((shot.ground, tuple(row)), f"r{len(self._rows)}")
            yield f'<use href="#{name}" x="{left}" y="{top + number * _HEIGHT}"/>'

    def definitions(self) -> Iterator[str]:
        """All rows of the shots."""
        for (ground, row), name in self._rows.items():
            yield f'<g id="{name}">{"".join(self._row(row, ground))}</g>'

    def styles(self) -> Iterator[str]:
        """All styles of the rows."""
        for looks, name in self._styles.items():
            yield f".{name}{{{looks}}}"

    def _row(self, row: tuple[Segment, ...], behind: str) -> Iterator[str]:
        left = 0
        for segment in row:
            style = segment.style or Style.null()
            ink, ground = _colors(style)
            if ground not in ("", behind):
                area = f'width="{segment.cell_length * _WIDTH}" height="{_HEIGHT}"'
                yield f'<rect x="{left}" {area} fill="{ground}"/>'
            yield from self._written(segment.text, left, self._class(style, ink))
            yield from _drawn(segment.text, left, ink)
            left += segment.cell_length * _WIDTH

    def _written(self, text: str, left: int, style: str) -> Iterator[str]:
        for found in _TEXT.finditer(text):
            x, width = left + found.start() * _WIDTH, len(found[0]) * _WIDTH
            place = f'x="{x}" y="15" textLength="{width}"'
            yield f'<text class="{style}" {place}>{escape(found[0])}</text>'

    def _class(self, style: Style, ink: str) -> str:
        looks = f"fill:{ink}"
        looks += ";font-weight:bold" if style.bold else ""
        looks += ";font-style:italic" if style.italic else ""
        looks += ";text-decoration:underline" if style.underline else ""
        return self._styles.setdefault(looks, f"s{len(self._styles)}")


def film(shots: Sequence[Shot], *, still: int, about: str) -> str:
    """The shots side by side; a window shows one after another, again and again.

    If nothing may move, it shows the shot `still`.
    """
    width, height = shots[0].size
    reel = _Reel()
    frames = [
        line
        for number, shot in enumerate(shots)
        for line in (_caption(shot, number * width), *reel.shot(shot, number * width))
    ]
    definitions = list(reel.definitions())
    lines = [
        *_head(width, _BAR + height, about),
        f"<style>{_motion(shots, still, width)} {' '.join(reel.styles())}</style>",
        f"<defs>{''.join(definitions)}</defs>",
        f'<rect width="{width}" height="{_BAR + height}" rx="10" fill="{shots[0].ground}"/>',
        *(f'<circle class="b" cx="{22 + 18 * one}" cy="21" r="6"/>' for one in range(3)),
        f'<g class="film">{"".join(frames)}</g>',
    ]
    return "\n".join([*lines, "</svg>", ""])


def still(shots: Sequence[Shot], about: str, across: int = 1) -> str:
    """Shots of the same size, so many beside each other, each with its caption if it has one."""
    width, height = shots[0].size
    bar = _BAR if shots[0].caption else _MARGIN
    tile, down, reel = width + _MARGIN, height + bar + _MARGIN, _Reel()
    frames = [
        line
        for number, shot in enumerate(shots)
        for line in _framed(reel, shot, number % across * tile, number // across * down, bar)
    ]
    definitions = list(reel.definitions())
    lines = [
        *_head(across * tile - _MARGIN, -(-len(shots) // across) * down - _MARGIN, about),
        f"<style>{_LOOKS} {' '.join(reel.styles())}</style>",
        f"<defs>{''.join(definitions)}</defs>",
        *frames,
    ]
    return "\n".join([*lines, "</svg>", ""])


def _head(width: int, height: int, about: str) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    yield f"<title>{escape(about)}</title>"


def _framed(reel: _Reel, shot: Shot, left: int, top: int, bar: int) -> Iterator[str]:
    """A shot in a frame of its own colour, with its caption in grey."""
    width, height = shot.size
    place = f'x="{left}" y="{top}" width="{width}" height="{height + bar}"'
    yield f'<rect {place} rx="10" fill="{shot.ground}"/>'
    if shot.caption:
        yield f'<text class="n" x="{left + 20}" y="{top + 27}">{escape(shot.caption)}</text>'
    yield from reel.shot(shot, left, top + bar)


def _caption(shot: Shot, left: int) -> str:
    return f'<text class="c" x="{left + 84}" y="26">{escape(shot.caption)}</text>'


def _motion(shots: Sequence[Shot], still: int, width: int) -> str:
    """The times at which each shot is in the window."""
    whole = sum(shot.seconds for shot in shots)
    begins = [sum(shot.seconds for shot in shots[:number]) for number in range(len(shots))]
    steps = "".join(
        f"{100 * begin / whole:.2f}%{{transform:translateX({-number * width}px)}}"
        for number, begin in enumerate(begins)
    )
    return (
        f"{_LOOKS} .film{{transform:translateX({-still * width}px);"
        f"animation:film {whole:.1f}s step-end infinite}} @keyframes film{{{steps}}} "
        "@media (prefers-reduced-motion:reduce){.film{animation:none}}"
    )


def _colors(style: Style) -> tuple[str, str]:
    """The colours of text and background; empty if a style has none."""
    ink = (style.color or _DEFAULT).get_truecolor(_TERMINAL).hex
    ground = style.bgcolor
    behind = ground.get_truecolor(_TERMINAL, foreground=False).hex if ground else ""
    return (behind or _TERMINAL_GROUND, ink) if style.reverse else (ink, behind)


def _drawn(text: str, left: int, ink: str) -> Iterator[str]:
    """The dots and blocks of a text, as one path each."""
    cells = [(left + at * _WIDTH, ord(cell)) for at, cell in enumerate(text)]
    if dots := "".join(
        dot for x, code in cells if 0x2800 < code <= 0x28FF for dot in _dots(x, code)
    ):
        yield f'<path stroke="{ink}" stroke-width="4" stroke-linecap="round" d="{dots}"/>'
    if blocks := "".join(_block(x, chr(code)) for x, code in cells):
        yield f'<path class="k" fill="{ink}" d="{blocks}"/>'


def _dots(left: int, code: int) -> Iterator[str]:
    for bit, (column, line) in enumerate(_DOTS):
        if code - 0x2800 & 1 << bit:
            yield f"M{left + 2.5 + 5 * column:g} {2.5 + 5 * line:g}h0"


def _block(left: int, cell: str) -> str:
    """A block that fills its cell, some eighths of it from below, or some of two by four parts."""
    eighths = "▁▂▃▄▅▆▇█".find(cell) + 1
    height = eighths * _HEIGHT / 8
    if eighths:
        return f"M{left} {_HEIGHT}h{_WIDTH}v-{height:g}h-{_WIDTH}z"
    pattern = max(0, OCTANTS.signs.find(cell))
    return "".join(_parts(left, line, pattern >> 2 * line & 3) for line in range(4))


def _parts(left: int, line: int, pair: int) -> str:
    """One line of the parts of a cell: the left one, the right one, or both."""
    half, quarter = _WIDTH // 2, _HEIGHT // 4
    begin, width = left + half * (pair == 2), _WIDTH if pair == 3 else half
    return f"M{begin} {line * quarter}h{width}v{quarter}h-{width}z" if pair else ""
