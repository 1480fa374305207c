"""How long Progress takes to open, and to redraw after a key, in the full screen."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import ClassVar

from rich.console import RenderableType
from textual.screen import Screen

import coach.tui
from benchmarks import history
from benchmarks.terminal import Program
from coach.core.coach import Coach
from coach.journal import Journal
from coach.system.clock import SystemClock
from coach.tui.app import CoachApp
from coach.tui.progress.chart import CourseChart
from coach.tui.progress.screen import ProgressScreen

_OPENINGS = 5
_KEYS = (
    "left",
    "left",
    "pageup",
    "minus",
    "left",
    "pageup",
    "minus",
    "left",
    "plus",
    "home",
    "end",
)
_ROUNDS = 3
_SETTLES = 0.5
"""Seconds after which everything that an opening starts is certainly over."""
_MONTH = 30


class _Looking(CoachApp):
    """Opens Progress again and again, then moves in it, and reports how long each took."""

    CSS_PATH = str(Path(coach.tui.__file__).with_name("coach.tcss"))
    openings: tuple[float, ...] = ()
    redraws: ClassVar[dict[int, list[float]]] = {}
    """The redraws after each key, by its place among the keys."""
    _begun = _done = 0.0

    def on_ready(self) -> None:
        """Start as always, and then open Progress for the first time."""
        super().on_ready()
        self._steps = self._course()
        self.set_timer(_SETTLES, self._go_on)

    def _course(self) -> Iterator[None]:
        for _ in range(_OPENINGS):
            self._begin()
            self.today.action_progress()
            yield
            self.openings += (self._done - self._begun,)
            self.pop_screen()
        self.today.action_progress()
        yield
        for _ in range(_ROUNDS):
            for place, key in enumerate(_KEYS):
                self._begin()
                self.simulate_key(key)
                yield
                self.redraws.setdefault(place, []).append(self._done - self._begun)

    def _begin(self) -> None:
        self._begun, self._done = time.perf_counter(), 0.0

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self.exit()
        else:
            self.set_timer(_SETTLES, self._go_on)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Everything that is painted passes through here.

        An opening is over with the first complete picture, a key with the next picture.
        """
        super()._display(screen, renderable)
        now = time.perf_counter()
        is_open = len(self.openings) == _OPENINGS
        if not self._done and isinstance(screen, ProgressScreen) and (is_open or _is_whole(screen)):
            self._done = now

    def _poll(self) -> None:
        """Nothing else may be painted."""


def _is_whole(screen: ProgressScreen) -> bool:
    """Whether the picture has its strips."""
    picture = screen.query_one(CourseChart).render().plain
    strip = next((row for row in picture.splitlines() if "stretch" in row), "")
    return " of " in strip


def seconds(journal: Path, folder: Path) -> tuple[float, float]:
    """The median opening, and the median redraw after the slowest key, on a journal."""
    command = [sys.executable, "-m", "benchmarks.progress_screen", str(journal), str(folder)]
    with Program(command) as program:
        opening = float(program.word_after("Opened in "))
        return opening, float(program.word_after("redrawn in "))


def month(folder: Path) -> Path:
    """A journal of one month."""
    path = folder / "month.db"
    if not path.exists():
        history.write(path, _MONTH)
    return path


if __name__ == "__main__":
    app = _Looking(
        Coach(Path(sys.argv[2]) / "config.toml", Journal(Path(sys.argv[1])), SystemClock())
    )
    app.run()
    slowest = max(median(times) for times in app.redraws.values())
    print(f"Opened in {median(app.openings)} s, redrawn in {slowest} s")
