"""Themes in a terminal: their colours, in the way that the terminal supports."""

from pathlib import Path

import pytest
from support.home import Home
from support.terminal import Terminal


@pytest.mark.parametrize(
    ("theme", "colors", "code"),
    [
        ("ink", "truecolor", b"48;2;252;252;250"),
        ("ink", "", b"48;5;231"),
        ("ansi", "truecolor", b"\x1b[32m"),
    ],
)
def test_colours_as_the_terminal_knows_them(
    tmp_path: Path, theme: str, colors: str, code: bytes
) -> None:
    with Terminal(Home(tmp_path), "theme", "preview", theme, COLORTERM=colors) as screen:
        text = screen.wait_for("RUN AS PLANNED")
        assert screen.exit_code() == 0
        assert theme in text
        assert code in screen.raw


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path), "theme", "preview", "ink", NO_COLOR="1") as screen:
        screen.wait_for("RUN AS PLANNED")
        assert screen.exit_code() == 0
        assert b"\x1b[" not in screen.raw


def test_the_full_screen_in_the_terminals_own_colours_writes_no_others(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, 'theme = "ansi"')) as screen:
        screen.wait_for("Midday stretches")
        screen.press("q")
        assert screen.exit_code() == 0
        assert b"\x1b[1;35;49m" in screen.raw
        assert b"8;2;" not in screen.raw
