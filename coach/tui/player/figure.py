"""The figure in the player."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.geometry import Size
from textual.strip import Strip

from coach.domain.figures.motion import Frame, Motion
from coach.domain.routine.settings import Display
from coach.tui.player.dot_signs import DotSigns
from coach.tui.player.dots import Role, Run
from coach.tui.player.figure_drawing import Picture, draw
from coach.tui.player.painting import PaintedWidget

_LEAST_ROOM = (16, 6)
"""Columns and rows; with less, figures could not be told apart."""
_KEPT = 128
"""How many pictures to keep: more than the longest loop has."""
_ROWS = 20


def may_move(display: Display) -> bool:
    """Whether the runner and the environment let anything move."""
    return display.animations and constants.TEXTUAL_ANIMATIONS != "none"


class Scene(NamedTuple):
    """What the figure shows now."""

    motion: Motion
    frame: Frame
    mirrored: bool


class FigureView(PaintedWidget):
    """Draws the current scene."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it as an attribute
        f"figure--{role.name.lower()}" for role in Role
    }

    def __init__(self, scene_now: Callable[[], Scene | None], signs: DotSigns) -> None:
        super().__init__()
        self._scene_now = scene_now
        self._signs = signs
        self._picture: Picture = ()
        self._shown: tuple[object, ...] = ()
        self._row = lru_cache(maxsize=_KEPT * _ROWS)(self._strip)
        self._drawn = lru_cache(maxsize=_KEPT)(_drawn)

    def on_resize(self) -> None:
        """Draw the figure at its new size."""
        self._row.cache_clear()
        self.show()

    def show(self) -> None:
        """Draw the scene as it is now: only the rows that changed."""
        scene = self._scene_now()
        wanted = (scene, self.size, self._signs_here)
        if wanted == self._shown:
            return
        self._shown = wanted
        before, self._picture = self._picture, self._picture_of(scene)
        if len(before) != len(self._picture):
            self.refresh()
            return
        rows = zip(before, self._picture, strict=True)
        changed = [row for row, (old, new) in enumerate(rows) if old != new]
        if changed:
            self.has_changed(range(changed[0], changed[-1] + 1))

    @property
    def _has_room(self) -> bool:
        columns, rows = _LEAST_ROOM
        return self.size.width >= columns and self.size.height >= rows

    def _picture_of(self, scene: Scene | None) -> Picture:
        if scene is None or not self._has_room:
            return ()
        return self._drawn(scene, self.size, self._signs_here)

    @property
    def _signs_here(self) -> DotSigns:
        """In the terminal's own colours that of its text is unknown, and no ground can have it."""
        is_ansi = self.app.current_theme.ansi
        return self._signs._replace(is_solid=False) if is_ansi else self._signs

    def row(self, number: int) -> Strip:
        """One row of the picture."""
        return self._row(self._picture[number] if number < len(self._picture) else ())

    def notify_style_update(self) -> None:
        """Repaint: the theme may have changed."""
        super().notify_style_update()
        self._row.cache_clear()

    def _strip(self, runs: tuple[Run, ...]) -> Strip:
        if not runs:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [Segment(run.text, self._style(run)) for run in runs]
        return self.in_colours_of_terminal(Strip(segments, self.size.width))

    def _style(self, run: Run) -> Style:
        if run.role is None:
            return self.rich_style
        style = self._style_of(run.role)
        return (
            style + Style(bgcolor=self._style_of(run.ground).color)
            if run.ground is not None
            else style
        )

    def _style_of(self, role: Role) -> Style:
        return self.get_component_rich_style(f"figure--{role.name.lower()}")


def _drawn(scene: Scene, room: Size, signs: DotSigns) -> Picture:
    motion, frame, mirrored = scene
    return draw(motion.figure, motion.pose(frame), room, signs, mirrored=mirrored)
