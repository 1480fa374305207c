"""The unit for systemd, and how it is handed over; tests/e2e/test_service.py has a real manager."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from support.real_parts import needs
from support.service_texts import PROGRAMS
from support.services import FakeHelper

from coach.errors import ServiceError
from coach.system.service import systemd as systemd_module
from coach.system.service.manager import NOTHING, Condition
from coach.system.service.systemd import Systemd, unit_text, why_not_here

PROGRAM = ("/opt/py thon", "-m", "coach", "remind")
ALREADY = "It was already installed, and has been restarted."
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@pytest.fixture
def systemd(helper: FakeHelper, monkeypatch: pytest.MonkeyPatch) -> Systemd:
    del helper
    monkeypatch.setattr(systemd_module, "_ALIVE_AFTER", 0)
    return Systemd(PROGRAM, "")


def parsed(program: tuple[str, ...]) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser()
    unit.read_string(unit_text(program))
    return unit


def words(line: str) -> list[str]:
    """A command as systemd reads it."""
    found = [quoted or plain for quoted, plain in _WORD.findall(line)]
    return [re.sub(r"\\(.)", r"\1", one).replace("%%", "%") for one in found]


@given(PROGRAMS)
def test_systemd_reads_the_program_as_it_was_meant(program: tuple[str, ...]) -> None:
    path, *said = words(parsed(program)["Service"]["ExecStart"])
    assert path == f"@{program[0]}"
    assert tuple(one.replace("$$", "$") for one in said) == program


@given(PROGRAMS)
def test_no_specifier_and_no_variable_is_left_in_a_command(program: tuple[str, ...]) -> None:
    _, *said = _WORD.findall(parsed(program)["Service"]["ExecStart"])
    for one in said:
        assert not re.search(r"(?<!%)%(%%)*(?!%)", "".join(one))
        assert not re.search(r"(?<!\$)\$(\$\$)*(?!\$)", "".join(one))


def test_the_unit_starts_anew_after_a_failure_but_not_for_ever() -> None:
    unit = parsed(PROGRAM)
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Service"]["RestartSec"] == "5"
    assert (unit["Service"]["WatchdogSec"], unit["Service"]["NotifyAccess"]) == ("120", "main")
    assert unit["Unit"]["StartLimitBurst"] == "5"
    assert unit["Unit"]["StartLimitIntervalSec"] == "300"
    assert unit["Service"]["ExecReload"].endswith("/kill -HUP $MAINPID")
    assert unit["Install"]["WantedBy"] == "default.target"


@pytest.mark.parametrize("name", ["python", "odd $x ${y} %h ;", "ö#=&"])
def test_systemd_finds_nothing_wrong_with_the_unit(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    analyze = needs("systemd-analyze")
    python = tmp_path / name
    python.symlink_to(sys.executable)
    unit = tmp_path / "coach.service"
    unit.write_text(unit_text((str(python), "-m", f"{name} \"'\\", "remind")), "utf-8")
    run = subprocess.run(
        [analyze, "--user", "--man=no", "verify", str(unit)],
        env={"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_it_is_installed_once_and_then_started_anew_as_it_may_be_a_newer_one(
    systemd: Systemd, helper: FakeHelper
) -> None:
    assert systemd.install() == f"Installed {systemd.path}."
    assert helper.calls() == [
        "systemctl --user daemon-reload",
        "systemctl --user enable coach.service",
        "systemctl --user reset-failed coach.service",
        "systemctl --user restart coach.service",
    ]
    assert systemd.path.read_text("utf-8") == unit_text(PROGRAM)
    enable(systemd)
    before = systemd.path.stat()
    assert systemd.install() == ALREADY
    assert systemd.path.stat() == before
    assert helper.calls()[-1] == "systemctl --user restart coach.service"


@pytest.mark.parametrize(
    ("asked", "said"), [("ActiveState", "failed"), ("SubState", "auto-restart")]
)
def test_a_program_that_ends_at_once_is_told(
    systemd: Systemd, helper: FakeHelper, monkeypatch: pytest.MonkeyPatch, asked: str, said: str
) -> None:
    monkeypatch.setattr(systemd_module, "_ALIVE_AFTER", 10)
    helper.answers(f"*{asked}*", f"echo {said}")
    with pytest.raises(ServiceError, match="It ended at once; `journalctl "):
        systemd.install()


def test_an_edited_outdated_or_disabled_unit_is_repaired(
    systemd: Systemd, helper: FakeHelper
) -> None:
    systemd.install()
    assert systemd.install() == f"Repaired {systemd.path}."
    enable(systemd)
    assert Systemd((*PROGRAM, "more"), "").state().condition == Condition.CHANGED
    systemd.path.write_text("[Unit]", "utf-8")
    assert systemd.state().condition == Condition.CHANGED
    helper.calls()
    assert systemd.install() == f"Repaired {systemd.path}."
    assert helper.calls()[-1] == "systemctl --user restart coach.service"
    assert systemd.state().sound


def test_it_is_removed_with_all_that_is_left_of_it(systemd: Systemd, helper: FakeHelper) -> None:
    assert systemd.remove() == NOTHING
    systemd.install()
    enable(systemd)
    helper.answers("*ActiveState*", "echo active")
    helper.calls()
    assert systemd.remove() == f"Removed {systemd.path}."
    assert helper.calls()[0] == "systemctl --user stop coach.service"
    helper.answers("*ActiveState*", "echo inactive")
    assert [one for one in systemd.path.parent.rglob("*") if not one.is_dir()] == []
    assert systemd.remove() == NOTHING


def test_it_is_removed_where_the_manager_is_gone(systemd: Systemd, helper: FakeHelper) -> None:
    systemd.install()
    enable(systemd)
    helper.answers("systemctl*", "echo 'Failed to connect to bus.' >&2; exit 1")
    assert systemd.remove() == f"Removed {systemd.path}."
    assert not systemd.state().enabled


def test_what_the_manager_refuses_is_told_and_repaired_by_the_next_try(
    systemd: Systemd, helper: FakeHelper
) -> None:
    helper.answers("*enable*", "echo 'Failed to enable unit: no.' >&2; exit 1")
    told = "`systemctl --user enable coach.service` failed: Failed to enable unit: no."
    with pytest.raises(ServiceError) as raised:
        systemd.install()
    assert str(raised.value) == told
    helper.answers("*enable*", "exit 0")
    assert systemd.install() == f"Repaired {systemd.path}."


@pytest.mark.parametrize("path", ["/o'clock/python", '/"', "/a\\b"])
def test_a_program_that_systemd_cannot_start_is_refused(path: str, helper: FakeHelper) -> None:
    systemd = Systemd((path,), "")
    with pytest.raises(ServiceError, match="move Coach to a path without quotes"):
        systemd.install()
    assert systemd.remove() == NOTHING
    assert helper.calls() == []


def test_lingering_and_failures_are_told(systemd: Systemd, helper: FakeHelper) -> None:
    assert systemd.state().notes == ()
    helper.answers("loginctl*", "echo Linger=yes")
    assert systemd.state().notes == ()
    helper.answers("loginctl*", "echo Linger=no")
    (note,) = systemd.state().notes
    assert "`loginctl enable-linger` keeps them going" in note
    helper.answers("*SubState*", "echo auto-restart")
    assert "`journalctl --user -u coach.service` says why" in systemd.state().notes[0]


def test_a_manager_that_does_not_answer_has_a_reason(helper: FakeHelper) -> None:
    assert why_not_here() == ""
    helper.answers("*show-environment", "echo 'Failed to connect to bus: No medium' >&2; exit 1")
    assert why_not_here() == "Failed to connect to bus: No medium"


def enable(systemd: Systemd) -> None:
    """Do what the real `systemctl enable` does."""
    link = systemd.path.parent / "default.target.wants" / systemd.path.name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(systemd.path)
