"""Windows: a task that starts at logon, and again if it fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

from coach.system.service.files import ServiceFile
from coach.system.service.helpers import ask, tell
from coach.system.service.manager import NOTHING, State, installed_text

TASK = "Coach"
_SCHEMA = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_Parts: TypeAlias = Mapping[str, "str | _Parts"]


class Windows:
    """A task of the Task Scheduler; the file that it was made from is kept."""

    def __init__(self, program: Sequence[str]) -> None:
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        user = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}"
        content = task_xml(without_window(program), user)
        self._file = ServiceFile(folder / "coach" / "task.xml", content)

    def install(self) -> str:
        """Make the task from its file, and run it again."""
        before = self.state()
        self._file.write()
        ask("schtasks", "/End", "/TN", TASK)
        if not before.sound:
            tell("schtasks", "/Create", "/XML", str(self._file.path), "/TN", TASK, "/F")
        tell("schtasks", "/Run", "/TN", TASK)
        return installed_text(before)

    def remove(self) -> str:
        """End the task, and delete it and its file."""
        before = self.state()
        if not (before.installed or before.enabled):
            return NOTHING
        if before.enabled:
            ask("schtasks", "/End", "/TN", TASK)
            tell("schtasks", "/Delete", "/TN", TASK, "/F")
        self._file.delete()
        return f"Removed the task {TASK} and {self._file.path}."

    def state(self) -> State:
        """The state of the task."""
        there = not ask("schtasks", "/Query", "/TN", TASK).failure
        return State("Task Scheduler", self._file.path, self._file.condition(), there)


def without_window(program: Sequence[str]) -> tuple[str, ...]:
    """The same program without a console window, if Python has the means."""
    python = Path(program[0]).with_name("pythonw.exe")
    return (str(python) if python.is_file() else program[0], *program[1:])


def task_xml(program: Sequence[str], user: str) -> bytes:
    """The task that runs a program when the user logs on."""
    task = ET.Element("Task", version="1.2", xmlns=_SCHEMA)
    _fill(task, _parts(program, user))
    xml: bytes = ET.tostring(task, encoding="utf-16", xml_declaration=True)
    return xml


def _parts(program: Sequence[str], user: str) -> _Parts:
    arguments = subprocess.list2cmdline(program[1:])
    return {
        "RegistrationInfo": {"Description": "Coach reminders"},
        "Triggers": {"LogonTrigger": {"Enabled": "true", "UserId": user}},
        "Principals": {"Principal": {"UserId": user, "LogonType": "InteractiveToken"}},
        "Settings": {
            "MultipleInstancesPolicy": "IgnoreNew",
            "DisallowStartIfOnBatteries": "false",
            "StopIfGoingOnBatteries": "false",
            "StartWhenAvailable": "true",
            "ExecutionTimeLimit": "PT0S",
            "RestartOnFailure": {"Interval": "PT1M", "Count": "5"},
        },
        "Actions": {"Exec": {"Command": program[0], "Arguments": arguments}},
    }


def _fill(element: ET.Element, parts: _Parts) -> None:
    for name, content in parts.items():
        child = ET.SubElement(element, name)
        if isinstance(content, str):
            child.text = content
        else:
            _fill(child, content)
