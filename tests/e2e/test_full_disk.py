"""Reading needs no space: entries can be seen on a full disk."""

from pathlib import Path

import pytest
from support.home import COACH, Home

NO_ROOM = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
os.execv(sys.argv[1], sys.argv[1:])
"""
ON_A_FULL_DISK = (COACH[0], "-c", NO_ROOM, *COACH)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    assert home.run("check", "3", "--ease").returncode == 0
    return home


@pytest.mark.parametrize(
    "command", ["today", "why", "entries", "next", "progress"], ids=lambda name: f"coach {name}"
)
def test_reading_needs_no_room(home: Home, command: str) -> None:
    there = home.run(command)
    found = home.run(command, program=ON_A_FULL_DISK)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines()[2:] == there.stdout.splitlines()[2:]


def test_recording_says_that_there_is_none(home: Home) -> None:
    refused = home.run("done", "midday", program=ON_A_FULL_DISK)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"{home.journal}: the journal cannot be written to: the disk refuses it; "
        "check that it is neither full nor failing.\n"
    )


def test_the_doctor_takes_a_full_disk_for_no_damage(home: Home) -> None:
    found = home.run("doctor", program=ON_A_FULL_DISK).stdout
    assert "cannot take entries right now" in found
    assert "Check that its disk is neither full nor failing." in found
    assert "coach restore" not in found
