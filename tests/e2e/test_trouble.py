"""Trouble around a running coach: crashes, other windows, edited files."""

import re
import shlex
import time
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.terminal import ENDED, ONE_STEP, Terminal, is_next, row

RENAMED = """
[steps.midday]
name = "Stretches at noon"
at = "04:00"
window = "24h"
"""
BROKEN = """
[steps.midday]
att = "04:00"
window = "24h"
"""
CHAINED = """
[steps.morning]
at = "04:00"
window = "24h"

[steps.midday]
at = "04:01"
window = "24h"

[steps.evening]
after = "midday"
delay = "2s"
"""
SOON = 3.0
"""Seconds within which an outside change must show."""
COLOURS = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, ONE_STEP)


def test_a_killed_session_goes_on_at_its_second_exercise(home: Home) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for("2 of 2")
        screen.kill9()

    with Terminal(home) as screen:
        screen.wait_for(row("Midday stretches", glyph="▶", detail="enter continues"))
        screen.wait_for("1 of 2")
        screen.press("enter")
        screen.wait_for("2 of 2")
        screen.wait_for("▶ Walking lunge")
        screen.press("n")
        screen.wait_for(ENDED)
        screen.press("enter")
        screen.wait_for(row("Midday stretches", glyph="●"))
        screen.press("q")
        assert screen.exit_code() == 0

    exercises = "select body ->> 'exercise' from entries where kind = 'exercise-done' order by id"
    assert home.query(exercises) == ["wu_march", "wu_lunge"]
    assert home.query("select count(*) from steps where kind = 'step-started'") == [1]
    assert home.query("select step from steps where kind = 'step-stopped'") == ["midday"]


def test_a_step_done_in_one_window_is_done_in_the_other(home: Home) -> None:
    with Terminal(home) as one, Terminal(home) as other:
        one.wait_for(is_next("Midday stretches"))
        other.wait_for(is_next("Midday stretches"))
        one.press("d")
        one.wait_for(row("Midday stretches", glyph="✓"))
        other.wait_for(row("Midday stretches", glyph="✓"), SOON)
        other.press("u")
        other.wait_for("Undone: Midday stretches: done")
        one.wait_for(is_next("Midday stretches"), SOON)


def test_a_step_done_by_a_command_is_done_in_the_window(home: Home) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        assert home.run("done", "midday").returncode == 0
        screen.wait_for(row("Midday stretches", glyph="✓"), SOON)


def test_a_session_settled_elsewhere_is_left(home: Home) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for("2 of 2")
        assert home.run("done", "midday").returncode == 0
        screen.wait_for("Midday stretches: closed in another window.", SOON)
        screen.wait_for(row("Midday stretches", glyph="✓"))


def test_an_edited_config_file_shows_at_once(home: Home) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        home.configure(RENAMED)
        screen.wait_for(is_next("Stretches at noon"), SOON)
        home.configure(RENAMED.replace("04:00", "05:30"))
        screen.wait_for("05:30  ●  Stretches at noon", SOON)


def test_a_broken_config_file_keeps_the_plan_and_is_told_until_it_is_mended(home: Home) -> None:
    problem = "line 3: steps.midday.att is not a key that Coach knows"
    with Terminal(home, columns=200) as screen:
        screen.wait_for(is_next("Midday stretches"))
        home.configure(BROKEN)
        screen.wait_for(problem, SOON)
        screen.wait_for(is_next("Midday stretches"))
        home.configure(RENAMED)
        screen.wait_for(is_next("Stretches at noon"), SOON)
        screen.wait_for(lambda text: problem not in text, SOON)


def test_a_session_goes_on_while_the_config_file_is_changed_broken_and_mended(
    home: Home,
) -> None:
    changed = ONE_STEP.replace('"wu_lunge", move = "1h"', '"wu_lunge", move = "2h"')
    with Terminal(home, columns=200) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for("2 of 2")
        screen.wait_for("59:5")
        home.configure(f'{changed}\n[steps.noon]\nkind = "reminder"\nname = "N"\nat = "04:00"\n')
        home.configure(BROKEN)
        screen.wait_for("steps.midday.att is not a key that Coach knows", SOON)
        home.configure(changed.replace("at = ", 'name = "Stretches at noon"\nat = '))
        screen.wait_for(lambda text: "59:4" in text and "2 of 2" in text)
        screen.press("n")
        screen.wait_for(ENDED)
        screen.press("enter")
        screen.wait_for(row("Stretches at noon", glyph="●"))
    assert home.query("select step from steps where kind = 'step-stopped'") == ["midday"]


def test_a_step_that_falls_due_comes_to_the_front_and_is_heard(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, CHAINED)) as screen:
        screen.wait_for(is_next("First-step stretches"))
        screen.press("down")
        screen.wait_for(is_next("Midday stretches"))
        done = time.monotonic()
        screen.press("d", "up")
        screen.wait_for("Due: Evening stretches")
        assert time.monotonic() - done > 2
        screen.wait_for("Enter starts it.")
        screen.wait_for(is_next("Evening stretches"))
        screen.wait_for_bells(1)
        screen.press("enter")
        screen.wait_for("1 of 6")


def test_a_step_that_falls_due_under_a_question_waits(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, CHAINED)) as screen:
        screen.wait_for(is_next("First-step stretches"))
        screen.press("down")
        screen.wait_for(is_next("Midday stretches"))
        screen.press("d", "r")
        screen.wait_for("How was the run?")
        screen.wait_for("Due: Evening stretches")
        screen.wait_for("It is on today's list.")
        screen.press("escape")
        screen.wait_for(is_next("Evening stretches"))


def test_a_window_of_any_size_shows_the_day(home: Home) -> None:
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for(is_next("Midday stretches"))
        for columns, rows in ((60, 20), (200, 50), (80, 24)):
            screen.resize(columns, rows)
            screen.wait_for(lambda text: "Midday" in text and "q quit" in text)
        screen.press("q")
        assert screen.exit_code() == 0


def test_a_window_of_any_size_shows_a_session(home: Home) -> None:
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for("2 of 2")
        for columns, rows in ((60, 20), (200, 50), (80, 24)):
            screen.resize(columns, rows)
            screen.wait_for(lambda text: "Walking lunge" in text and "q stop" in text)
        screen.press("q")
        screen.wait_for("Stop here?")
        screen.press("enter")
        screen.wait_for(is_next("Midday stretches"))
        screen.press("q")
        assert screen.exit_code() == 0


def test_a_window_that_was_too_small_comes_back(home: Home) -> None:
    with Terminal(home, columns=80, rows=24) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.resize(14, 4)
        screen.wait_for("enter")
        screen.resize(80, 24)
        screen.wait_for(is_next("Midday stretches"))
        screen.press("q")
        assert screen.exit_code() == 0


def test_quitting_gives_the_terminal_back_as_it_was(home: Home) -> None:
    script = f"stty -g; {shlex.join(COACH)}; echo exit $?; stty -g"
    with Terminal(home, script, program=("/bin/sh", "-c")) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("q")
        assert screen.exit_code() == 0
        modes = re.findall(rb"(?m)^[\da-f]+(?::[\da-f]+){10,}", screen.raw)
        assert len(modes) == 2
        assert modes[0] == modes[1]
        assert b"exit 0" in screen.raw
        for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):  # alternate screen, mouse, paste
            assert screen.raw.rfind(b"\x1b[?%sl" % mode) > screen.raw.rfind(b"\x1b[?%sh" % mode) > 0
        assert screen.raw.rfind(b"\x1b[?25h") > screen.raw.rfind(b"\x1b[?25l") > 0


def test_without_colour_the_day_is_grey_and_says_as_much(home: Home) -> None:
    with Terminal(home) as colourful, Terminal(home, NO_COLOR="1") as grey:
        colourful.wait_for(is_next("Midday stretches"))
        grey.wait_for(is_next("Midday stretches"))
        assert not is_grey(colourful)
        assert is_grey(grey)
        grey.press("d")
        grey.wait_for(row("Midday stretches", glyph="✓"))


def is_grey(screen: Terminal) -> bool:
    colours = COLOURS.findall(screen.raw)
    assert colours
    return all(red == green == blue for red, green, blue in colours)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_demo_leaves_nothing_behind_when_its_terminal_is_closed(home: Home, name: str) -> None:
    with Terminal(home, "demo", TMPDIR=str(home.folder)) as screen:
        screen.wait_for("A demo day: nothing is kept")
        screen.wait_for("quit")
        assert list(home.folder.glob("coach-demo-*"))
        screen.signal(name)
        assert screen.exit_code() == 0
    assert not list(home.folder.glob("coach-demo-*"))
    assert not home.journal.exists()
