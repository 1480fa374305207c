"""The command lines that are read without click, which must mean what they mean to click."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.home import Home

from coach.cli import shortcuts
from coach.cli.main import coach_command
from coach.system.clock import SystemClock

_NOW = datetime(2026, 7, 21, 9, 30, tzinfo=UTC)
_NEXT = (
    ("next",),
    ("next", "--json"),
    ("next", "--format", "tmux"),
    ("next", "--format", "json"),
    ("next", "--format", "{glyph} {name} at {time}"),
)
_LEFT_TO_CLICK = (
    ("next", "--help"),
    ("next", "-h"),
    ("next", "--format", ""),
    ("next", "--format", "{pace}"),
    ("next", "--format", "tmux", "--json"),
    ("next", "--jso"),
    ("--plain",),
    ("--help",),
    ("-h",),
    ("today",),
    ("--journal",),
    ("--journal", "", "next"),
    ("--journal", "-x", "next"),
    ("--journal", "/", "next"),
    ("--config=x", "next"),
    (),
)
"""The last one, since the tests have no terminal."""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Options that name files of their own, at a moment that stands still."""
    monkeypatch.setattr(SystemClock, "now", lambda _: _NOW)
    config = tmp_path / "config.toml"
    config.write_text("")
    return ("--config", str(config), "--journal", str(tmp_path / "journal.db"))


@pytest.mark.parametrize("words", _NEXT, ids=" ".join)
def test_a_shortcut_prints_what_click_does(
    files: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shortcuts.run([*files, *words])
    assert capsys.readouterr().out == CliRunner().invoke(coach_command, [*files, *words]).output


@pytest.mark.parametrize("words", _LEFT_TO_CLICK, ids=" ".join)
def test_any_other_line_is_left_to_click(
    files: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not shortcuts.run([*files, *words])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["COACH_PLAIN", "_COACH_COMPLETE"])
def test_what_the_environment_asks_of_click_is_left_to_it(
    files: tuple[str, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "1")
    assert not shortcuts.run([*files, "next"])


def test_the_environment_names_the_files_too(
    files: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_CONFIG", files[1])
    monkeypatch.setenv("COACH_JOURNAL", files[3])
    assert shortcuts.run(["next"])
    assert capsys.readouterr().out
    assert Path(files[3]).exists()


def test_the_next_step_is_found_without_click_and_what_libraries_bring_along(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    home.run("check", "3")
    loaded = modules_of(home, "next")
    assert "coach.cli.next_line" in loaded
    assert not loaded & {
        "click",
        "inspect",
        "platform",
        "tempfile",
        "typing_extensions",
        "sysconfig",
    }


def test_what_stays_open_does_without_openssl(tmp_path: Path) -> None:
    loaded = modules_of(Home(tmp_path), "--plain")
    assert "coach.plain.conversation" in loaded
    assert "ssl" not in loaded


def modules_of(home: Home, word: str) -> set[str]:
    """All modules that `coach` has loaded when it ends."""
    said = home.run(word, program=(sys.executable, "-c", _PRINTING_MODULES))
    return set(said.stderr.split())


_PRINTING_MODULES = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from coach.cli import main
main()
"""
