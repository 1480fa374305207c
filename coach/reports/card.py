"""A card to show around: the course of first-step pain and the weeks of running, as one SVG.

It holds numbers only: no names, notes or answers. It needs no font and no file besides itself, so
that any program can turn it into PNG.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from xml.sax.saxutils import escape

from msgspec import Struct

from coach.config.themes import Theme
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.history.day_record import rolling_pain
from coach.domain.history.time_axis import Span

WIDTH, HEIGHT = 1200, 630
"""Pixels: what most places show a picture of a link in."""
_LEFT, _RIGHT = 100, 1136
_HEADLINE, _HEADLINE_STEP, _LETTERS = 116, 50, 38
_PAIN_TOP, _PAIN_BOTTOM = 222, 422
_BARS_TOP, _BARS_BOTTOM = 462, 526
_CAPTION = 10
"""Pixels between a picture and the words above it."""
_FACTS = 588
_BOLD, _AT_END = ' font-weight="bold"', ' text-anchor="end"'
_WORST = 10
_DAY = timedelta(days=1)


class Card(Struct, frozen=True, kw_only=True):
    """What a card shows of the days from `first` to `last`.

    `pains` are those of 0 to 10 by day, `weeks` the metres of each week, and `facts` a few numbers
    with what they count.
    """

    headline: str
    first: date
    last: date
    first_week: float | None
    pains: Mapping[date, int]
    weeks: Sequence[tuple[Span, float]]
    facts: Sequence[tuple[str, str]]
    theme: Theme


def draw(card: Card) -> str:
    """The card as the text of an SVG file."""
    parts = [*_words(card), *_pain(card), *_distance(card), *_facts(card)]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" role="img">\n'
        f"<title>{escape(card.headline)}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{card.theme.colors["background"]}"/>\n'
        f"{body}\n</svg>\n"
    )


def _words(card: Card) -> Iterator[str]:
    """The period, and below it the headline on one line or two."""
    yield _text(_LEFT, 64, _period(card.first, card.last), card.theme.roles["muted"], 24)
    for at, row in enumerate(_folded(card.headline)):
        y = _HEADLINE + _HEADLINE_STEP * at
        yield _text(_LEFT, y, row, card.theme.colors["foreground"], 42, _BOLD)


def _folded(headline: str) -> list[str]:
    """Rows of about the same length."""
    rows = ceil(len(headline) / _LETTERS)
    widths = range(len(headline) // rows, len(headline) + 1)
    return next(found for one in widths if len(found := textwrap.wrap(headline, one)) <= rows)


def _pain(card: Card) -> Iterator[str]:
    """The band of a real change, the mornings as points, and their seven-day median as a line."""
    roles = card.theme.roles
    yield _caption(card, _PAIN_TOP, "First-step pain, median of seven days")
    for pain in (0, 5, 10):
        y = _pain_y(pain)
        yield _line((_LEFT, y), (_RIGHT, y), roles["line"])
        yield _text(_LEFT - 14, y + 7, str(pain), roles["muted"], 20, _AT_END)
    if card.first_week is not None and card.first_week >= REAL_CHANGE:
        y = _pain_y(card.first_week - REAL_CHANGE)
        size = f'width="{_RIGHT - _LEFT}" height="{_PAIN_BOTTOM - y:.1f}"'
        style = f'fill="{roles["done"]}" opacity="0.14"'
        yield f'<rect x="{_LEFT}" y="{y:.1f}" {size} {style}/>'
    for day, pain in card.pains.items():
        at = f'cx="{_x(card, day):.1f}" cy="{_pain_y(pain):.1f}"'
        yield f'<circle {at} r="3" fill="{roles["muted"]}" opacity="0.6"/>'
    for points in _medians(card):
        line = f'stroke="{roles["due"]}" stroke-width="5" stroke-linejoin="round"'
        yield f'<polyline points="{points}" fill="none" {line} stroke-linecap="round"/>'


def _medians(card: Card) -> Iterator[str]:
    """The points of each unbroken line."""
    days = [card.first + _DAY * ahead for ahead in range((card.last - card.first).days + 1)]
    points: list[str] = []
    for day, pain in zip(days, rolling_pain(card.pains, days), strict=True):
        if pain is not None:
            points.append(f"{_x(card, day):.1f},{_pain_y(pain):.1f}")
        elif points:
            yield " ".join(points)
            points = []
    if points:
        yield " ".join(points)


def _distance(card: Card) -> Iterator[str]:
    """A bar for each week."""
    most = max((metres for _, metres in card.weeks), default=0)
    if not most:
        return
    yield _caption(card, _BARS_TOP, "Distance by week")
    wide = (_RIGHT - _LEFT) / max(1, len(card.weeks))
    for at, (_, metres) in enumerate(card.weeks):
        if metres:
            high = max(2, (_BARS_BOTTOM - _BARS_TOP) * metres / most)
            place = f'x="{_LEFT + wide * (at + 0.1):.1f}" y="{_BARS_BOTTOM - high:.1f}"'
            size = f'width="{wide * 0.8:.1f}" height="{high:.1f}" rx="2"'
            yield f'<rect {place} {size} fill="{card.theme.roles["done"]}"/>'
    yield _line((_LEFT, _BARS_BOTTOM), (_RIGHT, _BARS_BOTTOM), card.theme.roles["line"])


def _facts(card: Card) -> Iterator[str]:
    """The numbers side by side, and at the right where the card comes from."""
    roles, text = card.theme.roles, card.theme.colors["foreground"]
    wide = (_RIGHT - _LEFT) // (len(card.facts) + 1)
    for at, (number, what) in enumerate(card.facts):
        yield (
            f'<text x="{_LEFT + wide * at}" y="{_FACTS}" font-size="26" fill="{text}">'
            f'<tspan font-weight="bold">{escape(number)}</tspan>'
            f'<tspan fill="{roles["muted"]}"> {escape(what)}</tspan></text>'
        )
    yield _text(_RIGHT, _FACTS, "Coach", roles["due"], 26, _BOLD + _AT_END)


def _caption(card: Card, top: float, text: str) -> str:
    return _text(_RIGHT, top - _CAPTION, text, card.theme.roles["muted"], 18, _AT_END)


def _x(card: Card, day: date) -> float:
    days = max(1, (card.last - card.first).days)
    return _LEFT + (_RIGHT - _LEFT) * (day - card.first).days / days


def _pain_y(pain: float) -> float:
    return _PAIN_BOTTOM - (_PAIN_BOTTOM - _PAIN_TOP) * pain / _WORST


def _line(start: tuple[float, float], end: tuple[float, float], color: str) -> str:
    ends = f'x1="{start[0]}" y1="{start[1]:.1f}" x2="{end[0]}" y2="{end[1]:.1f}"'
    return f'<line {ends} stroke="{color}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, color: str, size: int, style: str = "") -> str:
    place = f'x="{x}" y="{y:.0f}" font-size="{size}" fill="{color}"{style}'
    return f"<text {place}>{escape(text)}</text>"


def _period(first: date, last: date) -> str:
    since = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{since} to {last.day} {last:%b %Y}"
