"""A command that records does not wait for its hooks, and they run when it has ended."""

import json
from pathlib import Path

import pytest
from support.channels import python
from support.home import Home
from support.reminding import wait_until


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def hooked(home: Home, code: str) -> None:
    argv = json.dumps(list(python(home.folder, code)))
    home.configure(f"[hooks]\non-check = {argv}\n")
    home.config.chmod(0o600)


def test_a_hook_goes_on_after_the_command_that_it_does_not_hold_up(home: Home) -> None:
    go, copy = home.folder / "go", home.folder / "copy"
    hooked(
        home,
        f"""
import pathlib, sys, time
while not pathlib.Path({str(go)!r}).exists():
    time.sleep(0.02)
pathlib.Path({str(copy)!r}).write_text(sys.stdin.read())
""",
    )
    ended = home.run("check", "3")
    assert ended.returncode == 0, ended.stderr
    assert not copy.exists()
    go.touch()
    wait_until(lambda: copy.exists() and bool(copy.read_text()))
    assert json.loads(copy.read_text())["event"]["pain"] == 3


def test_the_doctor_names_a_hook_that_failed_until_it_works(home: Home) -> None:
    note = home.folder / "journal.on-check-failed.json"
    hooked(home, "import sys; sys.exit('No network.')")
    home.run("check", "3")
    wait_until(note.exists)
    (told,) = (line for line in home.run("doctor").stdout.splitlines() if "on-check" in line)
    assert "`on-check` failed at" in told
    assert "No network." in told
    hooked(home, "")
    home.run("check", "4")
    wait_until(lambda: not note.exists())
    assert "`on-check` runs " in home.run("doctor").stdout


def test_the_doctor_says_why_hooks_are_not_run(home: Home) -> None:
    hooked(home, "")
    home.config.chmod(0o666)
    assert "not run: others may write" in home.run("doctor").stdout
    home.config.chmod(0o600)
    home.configure('[hooks]\non-ran = ["/nowhere/hook", "secret"]\n')
    found = home.run("doctor").stdout
    assert "`on-ran` names /nowhere/hook, which is not found" in found
    assert "secret" not in found + home.run("config", "show", "hooks").stdout
