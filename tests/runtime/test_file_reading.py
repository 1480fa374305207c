"""Reading files in the thread, or in a process of its own: the same comes of it."""

import shutil
import sys
from datetime import UTC
from pathlib import Path

import pytest
from support.activity_files import NOW, SAMPLES, file_id, fit

from coach.domain.routine.settings import Display, DistanceUnit
from coach.runtime import file_reading
from coach.runtime.file_reading import FileReading, read_files

MILES = Display(distances=DistanceUnit.MILES)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for path in SAMPLES.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "settings.fit").write_bytes(fit(file_id(2)))
    if sys.platform != "win32":
        shutil.copy(
            SAMPLES / "run.tcx", tmp_path / b"l\xe4ufe.tcx".decode(errors="surrogateescape")
        )
    return [*sorted(tmp_path.iterdir()), tmp_path / "missing.fit"]


def test_a_process_reads_what_a_thread_reads(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_thread = read_files(files, NOW, MILES, UTC)
    monkeypatch.setattr(file_reading, "_LITTLE", 0)
    monkeypatch.setattr(file_reading, "readings", unexpected)
    assert read_files(files, NOW, MILES, UTC) == in_thread
    reasons = {Path(one.path).name: one.is_read for one in in_thread if one.reason}
    assert {name for name, is_read in reasons.items() if is_read} == {"settings.fit"}
    assert reasons.keys() == {"README.md", "truncated.fit", "missing.fit", "settings.fit"}


def unexpected(*_: object, **__: object) -> list[FileReading]:
    pytest.fail("it was read in the thread")


@pytest.mark.parametrize("command", ["/no/such/python", "false"])
def test_without_a_process_the_thread_reads(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(file_reading, "_LITTLE", 0)
    monkeypatch.setattr(file_reading, "_ITSELF", (command,))
    assert sum(len(one.activities) for one in read_files(files, NOW, MILES, UTC)) > 5
