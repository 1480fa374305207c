"""A recovered runner in a real terminal: the shorter day is taken, and three mornings end it."""

from pathlib import Path

import pytest
from support.builders import FakeClock
from support.home import Home
from support.recovered import QUIET, live, live_on
from support.terminal import Terminal

PLAN = '[steps.pain-check]\nat = "04:00"\nwindow = "24h"\n'
"""The check can be answered whenever the tests run."""


def home_after(tmp_path: Path, *sore: int) -> Home:
    """The home of a runner with quiet weeks; with a yes and sore mornings since, if any are named.

    The last of these mornings is today's, and is still to be answered.
    """
    home = Home(tmp_path, PLAN)
    with home.coach() as coach:
        clock = coach.clock
        assert isinstance(clock, FakeClock)
        clock.forward(days=-len(sore))
        live(coach, clock, QUIET)
        if sore:
            coach.maintenance.begin()
        for number, pain in enumerate(sore, start=1):
            live_on(coach, ("morning",))
            clock.forward(days=1)
            if number < len(sore):
                coach.record.check(pain, eases=True, walking_pain=False)
    return home


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_a_recovered_runner_takes_the_shorter_day_by_one_key(
    tmp_path: Path, columns: int, rows: int
) -> None:
    home = home_after(tmp_path)
    with Terminal(home, columns=columns, rows=rows) as screen:
        screen.wait_for("Ready for a shorter day?  M")
        assert "Evening stretches" in screen.text()
        screen.press("M")
        screen.wait_for("Four quiet weeks: you may take the maintenance day.")
        screen.press("y", "enter")
        screen.wait_for("bring the full day back")
        screen.press("enter")
        screen.wait_for("Maintenance since ")
        shown = screen.wait_for(lambda text: "Evening stretches" not in text)
        assert "First-step stretches" in shown
        screen.press("q")
        assert screen.exit_code() == 0
    assert home.query("select count(*) from holding where kind = 'maintenance-chosen'") == [1]


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_a_relapse_brings_the_full_day_back_on_the_third_morning(
    tmp_path: Path, columns: int, rows: int
) -> None:
    home = home_after(tmp_path, 0, 3, 4, 3)
    with Terminal(home, columns=columns, rows=rows) as screen:
        shown = screen.wait_for("Maintenance since ")
        assert "Evening stretches" not in shown
        screen.press("enter")
        screen.wait_for("How much did the very first steps hurt?")
        screen.press("3", "y", "n", "enter")
        screen.wait_for("Evening stretches")
        screen.wait_for("Three mornings of 3 or")
        screen.press("w")
        assert "the full day is back from today." in screen.wait_for("What would change it")
        screen.press("escape")
        screen.wait_for("Evening stretches")
        screen.press("q")
        assert screen.exit_code() == 0
    assert "Three mornings of 3 or more: the full day is back from today." in (
        home.run("today").stdout
    )
    assert '"ended_by_pain":true' in home.run("maintenance", "--json").stdout


def test_the_runner_goes_back_by_hand_and_takes_that_back(tmp_path: Path) -> None:
    home = home_after(tmp_path, 0)
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for("Maintenance since ")
        screen.press("M")
        screen.wait_for("Go back to the full day?")
        screen.press("y", "enter")
        screen.wait_for("Evening stretches")
        screen.press("u")
        screen.wait_for("Maintenance since ")
        screen.press("q")
        assert screen.exit_code() == 0


def test_progress_lists_the_episodes_with_nothing_cut(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.coach() as coach:
        clock = coach.clock
        assert isinstance(clock, FakeClock)
        live(coach, clock, (*[5] * 10, *[0] * 40, *[6] * 10))
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for("Evening stretches")
        screen.press("p")
        screen.wait_for("1 course")
        screen.press("3")
        screen.wait_for("Milestones")

        def is_at_the_end(text: str) -> bool:
            """Whether the last row is in view; rows still come while one goes down."""
            screen.press("down")
            return "a median of 6." in text

        shown = " ".join(screen.wait_for(is_at_the_end).split())
        assert "Week 1; the worst was week 1, with a median of 6." in shown
        assert "6 weeks, over since " in shown
        screen.press("escape")
        screen.wait_for("Evening stretches")
        screen.press("q")
        assert screen.exit_code() == 0
