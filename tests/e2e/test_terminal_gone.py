"""A terminal that goes away, stalls, or sends bytes that are no text."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.terminal import ONE_STEP, Terminal, is_next

SCREENS: dict[str, tuple[Sequence[str], str]] = {
    "today": ((), "Midday stretches"),
    "player": (("enter",), "2 of 2"),
    "plan": (("c",), "Plan"),
    "progress": (("p",), "Progress"),
    "log book": (("l",), "Log book"),
    "why": (("w",), "What would change it"),
    "evidence": (("e",), "What the routine rests on"),
    "warning signs": (("f",), "Warning signs"),
    "a form": (("i",), "About you"),
    "help": (("?",), "Choose the step above"),
}
DEAF = ("/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', *COACH)
"""The program under a shell that ignores the end of its terminal, as nohup does."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, ONE_STEP)


@pytest.mark.parametrize("where", SCREENS)
@pytest.mark.parametrize("program", [COACH, DEAF], ids=["heard", "ignored"])
def test_it_ends_with_its_terminal_on_any_screen(
    home: Home, where: str, program: tuple[str, ...]
) -> None:
    keys, shown = SCREENS[where]
    screen = Terminal(home, program=program)
    screen.wait_for(is_next("Midday stretches"))
    screen.press(*keys)
    screen.wait_for(shown)
    screen.hang_up()
    screen.has_ended()


def test_what_was_played_is_kept_when_the_terminal_goes(home: Home) -> None:
    screen = Terminal(home)
    screen.wait_for(is_next("Midday stretches"))
    screen.press("enter")
    screen.wait_for("2 of 2")
    screen.hang_up()
    screen.has_ended()
    with Terminal(home) as again:
        again.wait_for("1 of 2")


def test_it_ends_on_a_terminal_that_takes_nothing_more(home: Home) -> None:
    screen = Terminal(home)
    screen.wait_for(is_next("Midday stretches"))
    for _ in range(200):  # more pictures than the terminal buffers, and no reader
        screen.press("p", "q")
        time.sleep(0.005)
    screen.signal("SIGTERM")
    screen.has_ended()


@pytest.mark.parametrize("where", ["today", "player"])
def test_what_ends_it_does_not_wait_for_the_copy_of_the_day(home: Home, where: str) -> None:
    keys, shown = SCREENS[where]
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press(*keys)
        screen.wait_for(shown)
        screen.signal("SIGTERM")
        assert screen.exit_code() == 0
    assert not (home.folder / "backups").exists()
    home.run("check", "3")
    assert list((home.folder / "backups").iterdir())


NO_TEXT = {
    "a letter of latin-1": b"\xe9",
    "no letter at all": b"\xff\xfe",
    "an old mouse report": b"\x1b[M \xa5\x30",
    "half a letter": b"\xc3",
}


@pytest.mark.parametrize("sent", NO_TEXT.values(), ids=list(NO_TEXT))
def test_bytes_that_are_no_text_are_passed_over(home: Home, sent: bytes) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.send(sent)
        screen.press("?")
        screen.wait_for("Choose the step above")
        screen.press("escape")
        screen.wait_for(is_next("Midday stretches"))
        screen.press("q")
        assert screen.exit_code() == 0
