"""The first start in a real terminal: when it comes, and when it does not."""

import stat
import tomllib
from pathlib import Path

import pytest
from support.home import Home
from support.terminal import Terminal, is_next, row


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.config.unlink()
    home.config = tmp_path / "coach" / "config.toml"
    return home


def opened(home: Home, *arguments: str) -> Terminal:
    """A coach on the user's own files, unless it gets others."""
    return Terminal(home, *arguments, columns=80, rows=24, COACH_CONFIG="", COACH_JOURNAL="")


def test_somebody_new_is_asked_once(home: Home) -> None:
    with opened(home) as terminal:
        terminal.wait_for("1 of 4")
        terminal.press(*"1130", "enter")
        terminal.wait_for("2 of 4")
        terminal.press("escape")
        terminal.wait_for("3 of 4")
        terminal.press("1", "escape")
        terminal.wait_for("4 of 4")
        terminal.press("enter")
        terminal.wait_for("Your day")
        terminal.press("escape")
        terminal.wait_for(is_next("Morning pain check"))
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert tomllib.loads(home.config.read_text()) == {
        "theme": "evergreen",
        "steps": {"pain-check": {"at": "11:30"}, "morning": {"at": "11:35"}},
    }
    assert stat.S_IMODE(home.config.stat().st_mode) == 0o600
    with opened(home) as terminal:
        terminal.wait_for(is_next("Morning pain check"))


def test_who_leaves_in_the_middle_is_asked_again(home: Home) -> None:
    with opened(home) as terminal:
        terminal.wait_for("1 of 4")
        terminal.signal("SIGTERM")
        assert terminal.exit_code() == 0
    assert not home.config.exists()
    with opened(home) as terminal:
        terminal.wait_for("1 of 4")


def test_who_has_a_journal_is_not_new(home: Home) -> None:
    home.run("check", "3", COACH_CONFIG="", COACH_JOURNAL="")
    with opened(home) as terminal:
        terminal.wait_for(row("Morning pain check"))


def test_who_has_a_config_file_is_not_new(home: Home) -> None:
    home.config.parent.mkdir()
    home.configure("")
    with opened(home) as terminal:
        terminal.wait_for(row("Morning pain check"))


@pytest.mark.parametrize("arguments", [("--config", "mine.toml"), ("start", "midday"), ("demo",)])
def test_who_wants_something_else_is_not_asked(home: Home, arguments: tuple[str, ...]) -> None:
    (home.folder / "mine.toml").touch()
    with opened(home, *arguments) as terminal:
        terminal.wait_for("Midday stretches")
        assert "1 of 4" not in terminal.text()
    assert not home.config.exists()


def test_two_windows_ask_and_the_first_answer_counts(home: Home) -> None:
    with opened(home) as first, opened(home) as second:
        second.wait_for("1 of 4")
        first.wait_for("1 of 4")
        first.press(*"1130", "enter")
        first.wait_for("2 of 4")
        first.press("q")
        second.wait_for(is_next("Morning pain check"))
    assert tomllib.loads(home.config.read_text())["steps"]["pain-check"] == {"at": "11:30"}
