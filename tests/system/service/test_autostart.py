"""The autostart entry, and the process without a manager."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from support.real_parts import needs
from support.service_texts import PROGRAMS

from coach.errors import ServiceError
from coach.system.process_lock import ProcessLock
from coach.system.service.autostart import Autostart, desktop_entry
from coach.system.service.manager import NOTHING, Condition
from coach.system.service.process import end

# The program is meant to outlive the one that starts it.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

REMIND = """
import sys, time
from pathlib import Path
from coach.system.process_lock import ProcessLock
presence = ProcessLock(Path(sys.argv[1]), "remind")
assert presence.take()
time.sleep(60)
"""
TELL = """
import json, os, sys
from pathlib import Path
new = Path(sys.argv[1] + ".new")
new.write_text(json.dumps(sys.argv[2:]), "utf-8")
new.replace(sys.argv[1])
"""
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def entry(program: tuple[str, ...]) -> dict[str, str]:
    head, *lines = desktop_entry(program).splitlines()
    assert head == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def autostart(home: Path, reminding: ProcessLock) -> Iterator[Autostart]:
    yield Autostart((sys.executable, "-c", REMIND, str(home / "journal.db")), reminding, "no bus")
    end(reminding)


@given(PROGRAMS)
def test_a_desktop_reads_the_program_as_it_was_meant(program: tuple[str, ...]) -> None:
    line = re.sub(r"\\(.)", r"\1", entry(program)["Exec"])
    words = [(quoted, plain) for quoted, plain in _WORD.findall(line)]
    read = [re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in words]
    assert tuple(one.replace("%%", "%") for one in read) == program


@given(PROGRAMS)
def test_reserved_characters_are_always_quoted(program: tuple[str, ...]) -> None:
    line = re.sub(r"\\(.)", r"\1", entry(program)["Exec"])
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    assert not set(bare) & set("\t\n\"'\\><~|&;$*?#()`")
    assert "%" not in line.replace("%%", "")


def test_a_real_desktop_starts_the_program_as_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    gio, told = needs("gio"), tmp_path / "told"
    words = ('a "b" $c `d` \\e \\\\', "100%", "%f", "'", "#;&|<>~*?()", "ö", "$HOME")
    script = tmp_path / "tell.py"
    script.write_text(TELL, "utf-8")
    program = (sys.executable, str(script), str(told), *words)
    (tmp_path / "coach.desktop").write_text(desktop_entry(program), "utf-8")
    subprocess.run([gio, "launch", str(tmp_path / "coach.desktop")], check=True)
    until = time.monotonic() + 30
    while not told.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert tuple(json.loads(told.read_text("utf-8"))) == words


def test_it_is_installed_once_and_the_process_runs_until_it_is_removed(
    autostart: Autostart, reminding: ProcessLock
) -> None:
    assert autostart.remove() == NOTHING
    path = autostart.state().path
    assert autostart.install() == f"Installed {path}."
    pid = reminding.holder()
    assert reminding.is_held()
    assert pid
    assert autostart.state().sound
    assert autostart.install() == "It was already installed, and has been restarted."
    assert reminding.holder() not in {pid, None}
    assert autostart.remove() == f"Removed {path}."
    assert not reminding.is_held()
    assert not path.exists()
    assert autostart.remove() == NOTHING


def test_an_edited_entry_is_repaired_and_the_process_started_anew(
    autostart: Autostart, reminding: ProcessLock
) -> None:
    autostart.install()
    pid, path = reminding.holder(), autostart.state().path
    path.write_text(f"{path.read_text('utf-8')}Hidden=true\n", "utf-8")
    assert autostart.state().condition == Condition.CHANGED
    assert not autostart.state().enabled
    assert autostart.install() == f"Repaired {path}."
    assert autostart.state().sound
    assert reminding.holder() not in {pid, None}


def test_a_process_that_has_ended_is_started_by_installing_again(
    autostart: Autostart, reminding: ProcessLock
) -> None:
    autostart.install()
    end(reminding)
    assert autostart.install() == "It was already installed, and has been restarted."
    assert reminding.is_held()


def test_a_program_that_ends_at_once_or_is_not_there_is_told(
    home: Path, reminding: ProcessLock
) -> None:
    with pytest.raises(ServiceError, match=r"ended at once \(exit status 3\)"):
        Autostart((sys.executable, "-c", "raise SystemExit(3)"), reminding, "").install()
    with pytest.raises(ServiceError, match="cannot be started: No such file or directory"):
        Autostart((str(home / "none"),), reminding, "").install()


def test_a_process_that_does_not_tell_its_number_is_left_alone(
    autostart: Autostart, reminding: ProcessLock, home: Path
) -> None:
    autostart.install()
    shutil.copy(home / "remind.pid", home / "kept")
    for content in ("", "x"):
        (home / "remind.pid").write_text(content, "ascii")
        with pytest.raises(ServiceError, match="It is not known which process sends reminders"):
            end(reminding)
    shutil.copy(home / "kept", home / "remind.pid")


def test_it_says_why_there_is_no_manager_and_when_there_is_one(reminding: ProcessLock) -> None:
    assert "(no bus)" in Autostart(("/x",), reminding, "no bus").state().notes[0]
    assert "remove and install again" in Autostart(("/x",), reminding, "").state().notes[0]
