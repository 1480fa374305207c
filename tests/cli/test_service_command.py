"""`coach service` on a system without a service manager, and what its status says."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.home import Home

from coach.cli.service import status_facts, status_text
from coach.system.service import Condition, State

LAST = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
ZONE = timezone(timedelta(hours=1))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def state(condition: Condition, *, enabled: bool = True) -> State:
    return State("systemd", Path("/u/coach.service"), condition, enabled, ("A note.",))


def test_the_status_of_what_is_sound() -> None:
    assert status_text(state(Condition.SOUND), "process 4711", LAST, ZONE).splitlines() == [
        "Installed: systemd, /u/coach.service",
        "The file: as it should be",
        "Starts automatically: yes",
        "Running: process 4711",
        "Last reminder: 2026-03-02 00:30",
        "A note.",
    ]


@pytest.mark.parametrize(
    "broken", [state(Condition.CHANGED), state(Condition.SOUND, enabled=False)], ids=str
)
def test_the_status_says_how_to_repair(broken: State) -> None:
    said = status_text(broken, "", "none yet", ZONE)
    assert said.count("; run `coach service install` to repair it") == 1
    assert "Running: no; `coach service install` starts it\nLast reminder: none yet\n" in said


def test_the_status_of_what_is_not_installed() -> None:
    said = status_text(state(Condition.MISSING, enabled=False), "", "none yet", ZONE)
    assert said.splitlines()[:2] == [
        "Installed: no; `coach service install` installs it",
        "Running: no",
    ]
    assert "A note." not in said


def test_the_status_as_json_holds_the_same() -> None:
    facts = status_facts(state(Condition.SOUND), "process 4711", LAST)
    assert facts == {
        "installed": True,
        "way": "systemd",
        "file": "/u/coach.service",
        "sound": True,
        "enabled": True,
        "running": "process 4711",
        "last": LAST,
        "notes": ("A note.",),
    }


def test_where_nothing_is_installed_that_is_told_and_nothing_is_made(home: Home) -> None:
    assert "Installed: no" in idle(home)
    facts = json.loads(idle(home, "--json"))
    assert (facts["installed"], facts["running"], facts["last"]) == (False, None, None)
    assert facts["way"] == "autostart"
    assert told(home, "remove") == "There is nothing to remove.\n"
    assert {path.name for path in home.folder.rglob("*")} <= {"config.toml", "remind.lock"}


def test_the_reminders_are_installed_run_and_are_removed(home: Home) -> None:
    path = home.folder / "autostart" / "coach.desktop"
    try:
        first, why = told(home, "install").splitlines()
        assert first == f"Installed {path}."
        assert "There is no service manager here (systemctl is not installed)" in why
        running = json.loads(told(home, "status", "--json"))["running"]
        assert running.startswith("process ")
        assert told(home, "install").startswith(
            "It was already installed, and has been restarted.\n"
        )
        again = json.loads(told(home, "status", "--json"))["running"]
        assert again.startswith("process ")
        assert again != running
    finally:
        removed = told(home, "remove")
    assert removed == f"Removed {path}.\n"
    assert json.loads(idle(home, "--json"))["running"] is None


def test_other_files_are_named_to_the_reminders(home: Home) -> None:
    folder = home.folder / "my files"
    folder.mkdir()
    (home.folder / "my.toml").touch()
    mine = ("--config", "my.toml", "--journal", "my files/my.db")
    try:
        told(home, "install", files=mine)
        entry = (home.folder / "autostart" / "coach.desktop").read_text("utf-8")
    finally:
        told(home, "remove", files=mine)
    named = f'--config {home.folder}/my.toml --journal "{folder}/my.db" remind --wait\n'
    assert named in entry


def test_what_is_in_the_way_is_told(home: Home) -> None:
    (home.folder / "autostart" / "coach.desktop").mkdir(parents=True)
    for verb in ("install", "remove", "status"):
        run = home.run("service", verb, PATH="/nowhere")
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.endswith(
            "coach.desktop is not a regular file; move it away, and try again.\n"
        )


def test_the_last_delivery_is_read_from_the_journal(home: Home) -> None:
    home.run("today")
    db = sqlite3.connect(home.journal, isolation_level=None)
    for key, at in (("a", None), ("b", LAST - timedelta(days=1)), ("c", LAST)):
        row = (key, "", "", "", "", "", "", "", at and at.isoformat(), "", "[]")
        db.execute("insert into deliveries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.close()
    assert json.loads(idle(home, "--json"))["last"] == "2026-03-01T23:30:00Z"


def test_of_a_journal_that_cannot_be_read_no_last_delivery_is_told(home: Home) -> None:
    home.journal.write_bytes(b"no journal at all " * 1000)
    told = "Last reminder: is not known: the journal cannot be read"
    assert told in idle(home).splitlines()
    assert json.loads(idle(home, "--json"))["last"] is None


@pytest.mark.parametrize("verb", ["install", "remove", "status"])
def test_each_verb_explains_itself(home: Home, verb: str) -> None:
    run = home.run("service", verb, "--help")
    assert run.stdout.startswith(f"Usage: coach service {verb}")


def test_wrong_usage_is_told(home: Home) -> None:
    assert home.run("service", "instal").returncode == 2
    assert home.run("service", "status", "--jason").returncode == 2


def told(home: Home, *arguments: str, files: tuple[str, ...] = ()) -> str:
    """The output of a command on a system without any helper programs."""
    return ended(home, 0, *arguments, files=files)


def idle(home: Home, *arguments: str) -> str:
    """The output of `status` when nothing reminds, which the exit status also shows."""
    return ended(home, 1, "status", *arguments)


def ended(home: Home, status: int, *arguments: str, files: tuple[str, ...] = ()) -> str:
    run = home.run(*files, "service", *arguments, PATH="/nowhere")
    assert (run.returncode, run.stderr) == (status, "")
    return run.stdout
