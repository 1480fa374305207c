"""The road back in a real terminal: a week ill, and a goal that is out of reach."""

import json
import re
from datetime import UTC, timedelta
from pathlib import Path

from e2e.test_a_sore_run import A_TUESDAY, FINE, STRETCHES, Life, in_one_line
from support.home import COACH, Home
from support.reminding import SetClock
from support.terminal import Terminal

SIZES = ((120, 36), (80, 24))
RUNNING = ("--weekly", "30km", "--longest", "10km", "--last-run", "1", "--last-pattern", "none")
A_GOAL = '[goal]\nname = "City marathon"\ndistance = "42km"\ndate = 2027-02-20\n'


class Road:
    """A runner of 30 km a week, and the screen on which the days are seen."""

    def __init__(self, folder: Path, config: str = "") -> None:
        self.home = Home(folder, config)
        self.home.zone = "Europe/Berlin"
        self._clock = SetClock(self.home, A_TUESDAY.astimezone(UTC))
        self.life = Life(self.home, self._clock)
        self.life.says("intake", *RUNNING)

    def lives(self, days: int) -> None:
        """Quiet mornings, all stretches, and a run on every other day."""
        for day in range(days):
            self.life.says("check", "2", *FINE[:2])
            for session in STRETCHES:
                self.life.says("done", session)
            if day % 2 == 0:
                self.life.says("ran", "5km", "31m", "--pain", "0")
            self.life.sleeps()

    def on_screen(self, columns: int, rows: int) -> Terminal:
        clock = self._clock.environment
        return Terminal(self.home, columns=columns, rows=rows, program=COACH, **clock)


def test_a_week_ill_misses_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    (large, small), road = SIZES, Road(tmp_path)
    road.lives(9)
    back = road.life.today() + timedelta(days=7)
    with road.on_screen(*small) as screen:
        screen.wait_for("Morning pain check")
        screen.press("a")
        screen.wait_for("The first day back?")
        screen.press(str(back))
        screen.press("\t", "i", "enter")
        screen.wait_for(f"You are away until Thu {back:%-d %b}, ill")
        screen.press("q")
        assert screen.exit_code() == 0

    road.life.sleeps(4)
    assert "nothing is due before then" in road.life.says("next")

    road.life.sleeps(3)
    with road.on_screen(*large) as screen:
        screen.wait_for("You were ill for 7 days. Today: run, no increase")
        screen.press("enter")
        screen.wait_for("Morning pain check")
        screen.press("q")
        assert screen.exit_code() == 0
    week = json.loads(road.life.says("progress", "--json"))
    assert week["days_in_a_row"] == 9
    assert week["sentences"]["Away"] == "Ill on 3 days: nothing was due."
    assert week["sentences"]["Missed"] == "1 × first-step stretches."  # of today


def test_a_goal_out_of_reach_gets_an_honest_no(tmp_path: Path) -> None:
    road = Road(tmp_path, A_GOAL)
    road.lives(9)
    road.life.says("check", "2", *FINE[:2])
    said = in_one_line(road.life.says("outlook"))
    assert "A later date, or a shorter distance, may be in reach." in said
    for size in SIZES:
        with road.on_screen(*size) as screen:
            screen.wait_for(lambda text: re.search(r"Goal +(likely|not in|\d)", text) is not None)
            screen.press("p")
            screen.wait_for("First-step pain")
            screen.press("4")
            screen.wait_for("City marathon")
            shown = in_one_line(screen.wait_for("In time?"))
            screen.press("escape")
            screen.wait_for("Morning pain check")
            screen.press("q")
            assert screen.exit_code() == 0
        assert "In time No." in shown
