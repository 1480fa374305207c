"""The plain mode in a real pseudo-terminal, and through pipes."""

import re
import subprocess
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.terminal import Terminal

from coach.domain.day.planned import Status
from coach.domain.events.types import ExerciseDone, PainChecked, StepDone

A_SHORT_DAY = """
[player]
get_ready = "1s"

[steps.pain-check]
at = "04:00"
window = "24h"

[steps.morning]
enabled = false

[steps.midday]
at = "04:01"
window = "24h"

[steps.strength]
enabled = false

[steps.evening]
enabled = false

[sessions.midday]
exercises = [
    { exercise = "wu_lunge", move = "1s" },
    { exercise = "cd_walk", move = "2s" },
]
"""
LONG = A_SHORT_DAY.replace('"1s"', '"0s"', 1).replace('"2s"', '"1h"')
ALLOWED = frozenset(b"\n\r\t\a")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, A_SHORT_DAY)


def say(terminal: Terminal, *lines: str) -> None:
    for line in lines:
        terminal.press(line, "enter")


def test_a_day_is_talked_through_without_one_escape_sequence(home: Home) -> None:
    with Terminal(home, "--plain", columns=80, rows=200) as terminal:
        terminal.wait_for("What now?")
        say(terminal, "", "3", "yes", "no", "no", "no", "no")
        terminal.wait_for("First-step pain 3 of 10.")
        terminal.wait_for("Next: Midday stretches")
        say(terminal, "")
        terminal.wait_for("1 of 2: Walking lunge.")
        terminal.wait_for("2 of 2: Easy walk.")
        terminal.wait_for("Well done. 3 seconds of exercise.")
        say(terminal, "why", "flags", "", "evidence", "2", "help", "quit")
        assert terminal.exit_code() == 0
        raw = bytes(terminal.raw)
    assert not [byte for byte in raw if (byte < 0x20 and byte not in ALLOWED) or byte == 0x7F]
    assert not re.search(rb"\r(?!\n)", raw)  # no line is written over
    assert raw.count(b"\a") == 4 + 3  # each change, and the end
    with home.coach() as coach:
        events = coach.days.history()
        assert [type(one) for one in events if isinstance(one, PainChecked)] == [PainChecked]
        assert len([one for one in events if isinstance(one, ExerciseDone)]) == 2
        assert [one.step for one in events if isinstance(one, StepDone)] == ["midday"]


def test_no_word_is_cut_on_a_narrow_display(home: Home) -> None:
    with Terminal(home, "--plain", columns=40, rows=300) as terminal:
        say(terminal, "why", "flags", "", "evidence", "5", "help", "quit")
        assert terminal.exit_code() == 0
        lines = terminal.raw.decode().replace("\r", "").split("\n")
    assert max(len(line) for line in lines) < 40


def test_what_was_stopped_here_is_taken_up_on_the_full_screen(home: Home) -> None:
    home.configure(LONG)
    with Terminal(home, "--plain", "start", "midday", columns=80) as terminal:
        terminal.wait_for("2 of 2: Easy walk.")
        say(terminal, "q")
        terminal.wait_for("stopped. What was done is kept.")
        say(terminal, "q")
        assert terminal.exit_code() == 0
    with Terminal(home, "start", "midday") as terminal:
        terminal.wait_for("2 of 2")


def test_what_was_killed_on_the_full_screen_is_taken_up_here(home: Home) -> None:
    home.configure(LONG)
    with Terminal(home, "start", "midday") as terminal:
        terminal.wait_for("2 of 2")
        terminal.kill9()
    with Terminal(home, "--plain", columns=80) as terminal:
        terminal.wait_for("Midday stretches, under way")
        say(terminal, "")
        terminal.wait_for("2 of 2: Easy walk.")


def test_ctrl_c_stops_a_session_and_then_leaves(home: Home) -> None:
    home.configure(LONG)
    with Terminal(home, "--plain", "start", "midday", columns=80) as terminal:
        terminal.wait_for("2 of 2: Easy walk.")
        terminal.press("\x03")
        terminal.wait_for("What was done is kept.")
        terminal.wait_for("What now?")
        terminal.press("\x03")
        assert terminal.exit_code() == 0
    with home.coach() as coach:
        assert coach.days.find("midday").status(coach.clock.now()) is Status.DUE


def test_a_step_that_falls_due_is_a_line(home: Home) -> None:
    with Terminal(home, "--plain", columns=80) as terminal:
        terminal.wait_for("What now?")

        say(terminal, "snooze midday 2s")
        terminal.wait_for("Now due: Midday stretches.")


def test_another_program_may_write_its_lines(home: Home) -> None:
    run = subprocess.run(
        [*COACH, "--plain"],
        env=home.environment(PYTHONIOENCODING="ascii"),
        input="check\n3\ny\nn\nn\nn\nn\nmidday\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "Well done. 3 seconds of exercise." in run.stdout
    assert "\a" not in run.stdout
    assert run.stdout.isascii()


def test_the_environment_may_ask_for_it(home: Home) -> None:
    assert "What now?" in home.run(COACH_PLAIN="1").stdout
    assert "What now?" not in home.run().stdout


def test_a_terminal_that_only_appends_gets_the_plain_lines(home: Home) -> None:
    with Terminal(home, columns=80, rows=200, TERM="dumb") as terminal:
        terminal.wait_for("What now?")
        assert b"\x1b" not in terminal.raw
