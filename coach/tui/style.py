"""Pieces of text in the colours that the theme gives to roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.events import Click
from textual.style import Style

from coach.domain.heel.rules import Level

if TYPE_CHECKING:
    from textual.app import App

DUE = "$coach-due"
DONE = "$coach-done"
MISSED = "$coach-missed"
HOLD = "$coach-hold"
REST = "$coach-rest"
READY = "$coach-ready"
MUTED = "$coach-muted"
LINE = "$coach-line"
CHOSEN = "on $coach-chosen"
TITLE = "bold $foreground"
LEVELS = {level: f"$coach-level-{level.name.lower().replace('_', '-')}" for level in Level}

_TARGET = "coach-target"
_CUT = " …"
_SHORT_REST = 3
"""A last line shorter than this part of the width is a rest, which looks lost."""

Text = Content | tuple[str, str] | str


def solid(role: str) -> str:
    """The style of full blocks, which then join into one area in every terminal."""
    return f"{role} on {role}"


def shade(role: str, percent: int) -> str:
    """The style of an area in a lighter shade of a role; see `has_shades`."""
    return f"on {role} {percent}%"


def has_shades(app: App[Any]) -> bool:
    """Whether colours can be mixed: not if the terminal has few, or chooses them, or none."""
    has_many = app.console.color_system in {"256", "truecolor"}
    return has_many and not (app.no_color or app.current_theme.ansi)


def line(*pieces: Text) -> Content:
    """Pieces of text, some with a style, joined into one line."""
    return Content.assemble(*pieces)


def lines(*rows: Content) -> Content:
    """Rows under each other."""
    return Content("\n").join(rows)


def clickable(content: Content, target: object) -> Content:
    """A text that remembers what a click on it means; unlike a link it keeps its colours."""
    return content.stylize(Style.from_meta({_TARGET: target}))


def target_of(click: Click) -> Any:  # noqa: ANN401 - whatever `clickable` was given
    """What was clicked on, if anything."""
    return click.style.meta.get(_TARGET)


def badge(text: str, level: Level) -> Content:
    """The name of a level on an area of its colour, which stands out without colours too."""
    return line((f" {text.upper()} ", f"bold reverse {LEVELS[level]}"))


def shortened(text: Content, room: int) -> Content:
    """As many whole words as fit; a word is cut only if little else is left."""
    if text.cell_length <= room:
        return text
    ends = (index for index in range(len(text), 0, -1) if text.plain[index : index + 1] == " ")
    whole = (text[:end].rstrip() for end in ends)
    fitting = next((one for one in whole if one.cell_length + len(_CUT) <= room), Content())
    if fitting.cell_length * 2 < room:
        return text.truncate(max(0, room), ellipsis=True)
    return line(fitting, _CUT)


def balanced(text: Content, width: int) -> Content:
    """A text wrapped so that its last line is not too short."""
    return lines(*(row for one in text.split(allow_blank=True) for row in _wrapped(one, width)))


def _wrapped(text: Content, width: int) -> Sequence[Content]:
    if text.cell_length <= width:
        return [text]
    rows = text.wrap(width)
    for narrower in range(width - 1, width // 2, -1):
        if len(rows) == 1 or rows[-1].cell_length * _SHORT_REST >= width:
            break
        rows = text.wrap(narrower)
    return rows


def spread(left: Content, right: Content, width: int) -> Content:
    """Two texts at the two ends of a row; the left one is shortened if needed."""
    left = shortened(left, width - right.cell_length - 1)
    return line(left, " " * (width - left.cell_length - right.cell_length), right)


def bar(part: float, width: int, style: str) -> Content:
    """A thin bar, filled up to a part between 0 and 1."""
    full = round(max(0.0, min(1.0, part)) * width)
    return line(("━" * full, style), ("─" * (width - full), LINE))


def fine_bar(part: float, width: int, style: str) -> Content:
    """The same in steps of half a cell, for what grows while it is watched."""
    full, half = divmod(round(max(0.0, min(1.0, part)) * 2 * width), 2)
    return line(("━" * full + "╾" * half, style), ("─" * (width - full - half), LINE))
