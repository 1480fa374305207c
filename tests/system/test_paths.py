"""Where files go, and the message if that is not known."""

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.home import COACH, Home

from coach.config import read
from coach.errors import CoachError
from coach.system import paths as places
from coach.system.log import log_to_file

HOMELESS = """
import os, pwd, sys

def nobody(_):
    raise KeyError("no such user")

pwd.getpwuid = nobody
os.environ.pop("HOME", None)
sys.argv = ["coach", *sys.argv[1:]]
from coach.cli import main
main()
"""
"""A system that knows nothing of its user's home."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="homes are found in another way there")


def run(home: Home, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in home.environment(**more).items()
        if not name.startswith(("XDG_", "COACH_"))
    }
    return subprocess.run(
        [sys.executable, "-c", HOMELESS, *arguments],
        env=kept,
        cwd=home.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@posix
@pytest.mark.parametrize(
    "command", [("today",), ("config", "path"), ("doctor",), ("remind",), ("service", "status")]
)
def test_without_a_home_a_command_says_what_to_set(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ended = run(Home(tmp_path), *command)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The system does not know your home folder; set HOME to it")
    assert ended.stderr.count("\n") == 1


@posix
def test_without_a_home_named_files_are_enough(tmp_path: Path) -> None:
    home = Home(tmp_path)
    ended = run(home, "--config", str(home.config), "--journal", str(home.journal), "check", "3")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert home.journal.exists()


@posix
def test_an_empty_home_is_none(tmp_path: Path) -> None:
    home = Home(tmp_path)
    said = subprocess.run(
        [*COACH, "config", "path"],
        env={"PATH": home.environment()["PATH"], "HOME": ""},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert said.strip() == str(Path.home() / ".config" / "coach" / "config.toml") or "HOME" in said


def test_a_place_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: Path("~/.config/coach"))
    with pytest.raises(CoachError, match="set HOME"):
        places.config_file()


@pytest.mark.parametrize("table", ["activities", "sync"])
def test_a_folder_in_a_home_that_nobody_knows_is_a_problem_with_a_line(table: str) -> None:
    (problem,) = read(f'[{table}]\nfolder = "~no-such-user/Runs"\n').problems
    assert problem.line == 2
    assert "whose home folder is not known here; write the full path" in problem.text


def test_nothing_in_the_log_steers_the_terminal_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def log(handlers: list[logging.Handler], **_: object) -> None:
        told = ("%s\nand on", ("a\x1b]0;title\x07\u202e\x9b31m",), None)
        handlers[0].handle(logging.LogRecord("coach", logging.WARNING, "", 1, *told))
        handlers[0].close()

    monkeypatch.setattr(places, "log_file", lambda: tmp_path / "coach.log")
    monkeypatch.setattr(logging, "basicConfig", log)
    log_to_file()
    assert (tmp_path / "coach.log").read_text().endswith("WARNING coach: a]0;title31m\nand on\n")


def test_the_log_is_for_its_owner_alone_whatever_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "log_file", lambda: tmp_path / "state" / "log" / "coach.log")
    monkeypatch.setattr(logging, "basicConfig", lambda handlers, **_: handlers[0].close())
    before = os.umask(0)
    try:
        log_to_file()
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in sorted(tmp_path.rglob("*"))]
    assert modes == [0o700, 0o700, 0o600]
