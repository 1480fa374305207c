"""This version continues with the files of an earlier one: see tests/data/before/make."""

import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.home import Home
from support.reminding import Reminders, wait_until

from coach.config import read
from coach.domain.routine.week_times import WeekTimes
from coach.journal import Journal
from coach.system.process_lock import ProcessLock
from coach.system.service.systemd import unit_text

BEFORE = Path(__file__).parents[1] / "data" / "before"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The files of a runner who has just installed this version."""
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    text = (BEFORE / "config.toml").read_text("utf-8")
    return Home(tmp_path, text.replace("/HOME", str(tmp_path)))


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same runner on another machine, without a journal yet."""
    return Home(tmp_path_factory.mktemp("elsewhere"))


def exported(text: str) -> list[dict[str, Any]]:
    """The entries of an export."""
    entries: list[dict[str, Any]] = json.loads(text)["entries"]
    return entries


RECORDED = exported((BEFORE / "export.json").read_text("utf-8"))


def entries_of(home: Home) -> list[dict[str, Any]]:
    return exported(home.run("export", "json").stdout)


def test_a_journal_holds_all_that_it_held(home: Home) -> None:
    assert entries_of(home) == RECORDED
    with closing(Journal(home.journal)) as journal:
        assert not journal.unread()


def test_a_journal_is_gone_on_with(home: Home) -> None:
    assert home.run("check", "2", "--ease", "--no-walking-pain").returncode == 0
    assert home.run("undo").returncode == 0
    assert entries_of(home)[: len(RECORDED)] == RECORDED


def test_a_daily_copy_is_gone_back_to(home: Home) -> None:
    assert home.run("restore", "2026-03-03", "--yes").returncode == 0
    kept = entries_of(home)
    assert kept
    assert kept == [one for one in RECORDED if one["id"] in {two["id"] for two in kept}]


def test_a_config_file_says_what_it_said(home: Home) -> None:
    assert home.run("config", "check").stdout == f"{home.config}: no problems.\n"
    routine = read(home.config.read_text("utf-8")).or_fail()
    assert routine.theme == "ember"
    assert routine.profile.foot == "left"
    assert routine.steps["midday"].at == WeekTimes.parse("13:15")
    assert "night-splint" not in routine.steps
    assert routine.exercises["marbles"].reps == 12
    assert routine.keys["today.snooze"] == ("z",)
    assert routine.alerts.channels == ("desktop", "terminal")


def test_an_export_is_read_in(home: Home, elsewhere: Home) -> None:
    assert elsewhere.run("import", str(home.folder / "export.json")).returncode == 0
    assert entries_of(elsewhere) == RECORDED


def test_a_sync_folder_is_met(home: Home, elsewhere: Home) -> None:
    elsewhere.configure(f'[sync]\nfolder = "{home.folder / "shared"}"\n')
    for command in (("sync",), ("sync", "accept"), ("sync",)):
        assert elsewhere.run(*command).returncode == 0
    assert entries_of(elsewhere) == RECORDED


def service_program(home: Home) -> tuple[str, ...]:
    """The program that the service manager starts with the earlier version's unit."""
    unit = (BEFORE / "coach.service").read_text("utf-8")
    (line,) = [one for one in unit.splitlines() if one.startswith("ExecStart=@")]
    here = line.replace("/PYTHON", sys.executable).replace("/HOME", str(home.folder))
    _, *program = shlex.split(here)
    return tuple(program)


@pytest.fixture
def reminders(home: Home) -> Iterator[Reminders]:
    with Reminders(home, service_program(home)) as reminders:
        yield reminders


def test_an_installed_service_starts(home: Home, reminders: Reminders) -> None:
    wait_until(ProcessLock(home.journal, "remind").is_held, shows=reminders.complaint)
    assert reminders.is_running()
    reminders.signal("SIGTERM")
    assert reminders.status() == 0


def test_an_installed_service_needs_no_repair(home: Home) -> None:
    unit = (BEFORE / "coach.service").read_text("utf-8")
    here = unit.replace("/PYTHON", sys.executable).replace("/HOME", str(home.folder))
    assert unit_text(service_program(home)) == here
