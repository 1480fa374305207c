"""The log book in a real terminal."""

from pathlib import Path

from support.home import Home
from support.terminal import Terminal


def test_a_forgotten_morning_is_added_found_deleted_and_brought_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.run("check", "3")
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for("Morning pain check")
        screen.press("l")
        screen.wait_for("Everything recorded")
        screen.press("a")
        screen.wait_for("What did you forget?")
        screen.press("p", "enter")
        screen.wait_for("very first steps")
        screen.press("6", "y", "n", "enter")
        screen.wait_for("6/10")
        screen.press("/", *"pain 6")
        screen.wait_for("1 found")
        screen.press("enter", "d")
        screen.wait_for("nothing found")
        screen.press("u")
        screen.wait_for("1 found")
        screen.press("escape")
        screen.wait_for("Everything recorded")
        screen.press("l")
        screen.wait_for("enter start")
        screen.press("q")
        assert screen.exit_code() == 0
    assert home.query("select pain from pain_checks order by day") == [6, 3]
