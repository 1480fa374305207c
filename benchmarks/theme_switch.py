"""How long a switch of the theme takes in the full screen, until all of it is painted."""

import sys
import time
from pathlib import Path
from statistics import median

from rich.console import RenderableType
from textual.screen import Screen

import coach.tui
from benchmarks.terminal import Program
from coach.config.themes import shipped
from coach.core.coach import Coach
from coach.journal import Journal
from coach.system.clock import SystemClock
from coach.tui.app import CoachApp

_ROUNDS = 3
_SETTLES = 0.6
"""Seconds until a switch is surely over."""


class _Switching(CoachApp):
    """Shows each theme in turn, leaves, and reports how long a switch took."""

    CSS_PATH = str(Path(coach.tui.__file__).with_name("coach.tcss"))
    took: tuple[float, ...] = ()
    _begun = _last = 0.0

    def on_ready(self) -> None:
        """Start as always, and then switch for the first time."""
        super().on_ready()
        self._to_wear = shipped()[1:] * _ROUNDS
        self.themes.choices()  # loads them all
        self.set_timer(_SETTLES, self._switch)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Everything that is painted passes through here."""
        super()._display(screen, renderable)
        self._last = time.perf_counter()

    def _switch(self) -> None:
        if not self._to_wear:
            self.exit()
            return
        self._begun = time.perf_counter()
        self.theme = self._to_wear.pop()
        self.set_timer(_SETTLES, self._note)

    def _note(self) -> None:
        self.took += (self._last - self._begun,)
        self._switch()

    def _poll(self) -> None:
        """Nothing else may be painted."""


def seconds(journal: Path, folder: Path) -> float:
    """The median switch in a terminal, on the Today of a journal."""
    command = [sys.executable, "-m", "benchmarks.theme_switch", str(journal), str(folder)]
    with Program(command) as program:
        return float(program.word_after("A switch took "))


if __name__ == "__main__":
    app = _Switching(
        Coach(Path(sys.argv[2]) / "config.toml", Journal(Path(sys.argv[1])), SystemClock())
    )
    app.run()
    print(f"A switch took {median(app.took)} s")
