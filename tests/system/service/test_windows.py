"""The task of the Task Scheduler; never tried on a real Windows by these tests."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from support.service_texts import PROGRAMS
from support.services import FakeHelper

from coach.errors import ServiceError
from coach.system.service.manager import NOTHING
from coach.system.service.windows import Windows, task_xml, without_window

SPACE = {"": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def text(task: ET.Element, path: str) -> str:
    return task.findtext(path, "", SPACE)


@given(PROGRAMS)
def test_windows_reads_the_program_as_it_was_meant(program: tuple[str, ...]) -> None:
    task = ET.fromstring(task_xml(program, "HOME\\me"))  # noqa: S314 - our own
    assert text(task, "Actions/Exec/Command") == program[0]
    assert text(task, "Actions/Exec/Arguments") == subprocess.list2cmdline(program[1:])


def test_the_task_runs_at_logon_without_limit_and_anew_after_a_failure() -> None:
    content = task_xml(("python",), "HOME\\me")
    assert content.decode("utf-16").startswith("<?xml version='1.0' encoding='utf-16'?>")
    task = ET.fromstring(content)  # noqa: S314 - our own
    assert text(task, "Triggers/LogonTrigger/UserId") == "HOME\\me"
    assert text(task, "Settings/ExecutionTimeLimit") == "PT0S"
    assert text(task, "Settings/MultipleInstancesPolicy") == "IgnoreNew"
    assert text(task, "Settings/RestartOnFailure/Interval") == "PT1M"
    for setting in ("DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"):
        assert text(task, f"Settings/{setting}") == "false"


def test_a_python_without_a_window_is_taken_where_there_is_one(tmp_path: Path) -> None:
    python = str(tmp_path / "python.exe")
    assert without_window((python, "-m")) == (python, "-m")
    (tmp_path / "pythonw.exe").touch()
    assert without_window((python, "-m")) == (str(tmp_path / "pythonw.exe"), "-m")


def test_it_is_installed_repaired_and_removed(helper: FakeHelper) -> None:
    windows = Windows(("python",))
    path = windows.state().path
    helper.answers("schtasks /Query*", "exit 1")
    assert windows.remove() == NOTHING
    assert windows.install() == f"Installed {path}."
    anew = [
        "schtasks /End /TN Coach",
        f"schtasks /Create /XML {path} /TN Coach /F",
        "schtasks /Run /TN Coach",
    ]
    assert helper.calls() == anew
    assert windows.install() == f"Repaired {path}."
    helper.answers("schtasks /Query*", "exit 0")
    helper.calls()
    assert windows.install() == "It was already installed, and has been restarted."
    assert helper.calls() == ["schtasks /End /TN Coach", "schtasks /Run /TN Coach"]
    assert windows.remove() == f"Removed the task Coach and {path}."
    assert helper.calls() == ["schtasks /End /TN Coach", "schtasks /Delete /TN Coach /F"]
    assert not path.exists()


def test_what_windows_refuses_is_told(helper: FakeHelper) -> None:
    helper.answers("schtasks /Create*", "echo 'ERROR: Access is denied.' >&2; exit 1")
    with pytest.raises(ServiceError, match=r"failed: ERROR: Access is denied\.$"):
        Windows(("python",)).install()
