"""The agent of launchd; never tried on a real Mac by these tests."""

import os
import plistlib

import pytest
from hypothesis import given
from support.service_texts import PROGRAMS
from support.services import FakeHelper

from coach.errors import ServiceError
from coach.system.service.launchd import LABEL, Launchd, plist
from coach.system.service.manager import NOTHING

SESSION = f"gui/{os.getuid()}"


@given(PROGRAMS)
def test_launchd_reads_the_program_as_it_was_meant(program: tuple[str, ...]) -> None:
    agent = plistlib.loads(plist(program))
    assert tuple(agent.pop("ProgramArguments")) == program
    assert agent == {
        "Label": LABEL,
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Background",
    }


def test_it_is_installed_repaired_and_removed(helper: FakeHelper) -> None:
    launchd = Launchd(("/bin/true",))
    path = launchd.state().path
    helper.answers("launchctl print*", "exit 113")
    assert launchd.remove() == NOTHING
    assert launchd.install() == f"Installed {path}."
    anew = [
        f"launchctl bootout {SESSION}/{LABEL}",
        f"launchctl enable {SESSION}/{LABEL}",
        f"launchctl bootstrap {SESSION} {path}",
    ]
    assert helper.calls() == anew
    assert launchd.install() == f"Repaired {path}."
    assert helper.calls() == anew
    helper.answers("launchctl print*", "exit 0")
    assert launchd.install() == "It was already installed, and has been restarted."
    assert helper.calls() == [f"launchctl kickstart -k {SESSION}/{LABEL}"]
    helper.answers("launchctl print*", "exit 113")
    assert launchd.remove() == f"Removed {path}."
    assert not path.exists()


def test_what_launchd_refuses_is_told(helper: FakeHelper) -> None:
    helper.answers("launchctl print*", "exit 113")
    helper.answers("launchctl bootstrap*", "echo 'Bootstrap failed: 5' >&2; exit 5")
    with pytest.raises(ServiceError, match=r"failed: Bootstrap failed: 5\.$"):
        Launchd(("/bin/true",)).install()
