"""The program that the system is to start."""

import sys
from pathlib import Path

import pytest

from coach.errors import ServiceError
from coach.system.service.program import program

START = (sys.executable, "-P", "-m", "coach")


def test_only_files_that_are_named_are_handed_on_and_with_whole_paths() -> None:
    assert program(None, None) == (*START, "remind", "--wait")
    here = Path.cwd()
    named = ("--journal", f"{here}/my.db")
    assert program(None, Path("my.db")) == (*START, *named, "remind", "--wait")
    both = program(Path("/my.toml"), Path("/my.db"))
    assert both == (*START, "--config", "/my.toml", "--journal", "/my.db", "remind", "--wait")


@pytest.mark.parametrize("name", ["line\nbreak", "bell\a", "bytes\udcff"])
def test_a_path_that_no_service_file_can_hold_is_refused(name: str) -> None:
    with pytest.raises(ServiceError, match="has characters that no service file can"):
        program(Path(f"/{name}"), None)
