"""Which service manager is chosen where."""

import pytest
from support.services import FakeHelper

from coach.system.process_lock import ProcessLock
from coach.system.service.autostart import Autostart
from coach.system.service.choose import service_manager
from coach.system.service.launchd import Launchd
from coach.system.service.manager import ServiceManager
from coach.system.service.systemd import Systemd
from coach.system.service.windows import Windows

NO_BUS = "echo 'Failed to connect to bus: No medium' >&2; exit 1"


def chosen(platform: str, reminding: ProcessLock) -> ServiceManager:
    return service_manager(platform, ("/bin/true",), reminding)


@pytest.mark.parametrize(("platform", "way"), [("darwin", Launchd), ("win32", Windows)])
def test_each_vendor_has_its_own(platform: str, way: type, reminding: ProcessLock) -> None:
    assert isinstance(chosen(platform, reminding), way)


def test_elsewhere_it_is_systemd_where_that_answers(
    helper: FakeHelper, reminding: ProcessLock
) -> None:
    assert isinstance(chosen("linux", reminding), Systemd)
    helper.answers("*show-environment", NO_BUS)
    way = chosen("linux", reminding)
    assert isinstance(way, Autostart)
    assert "(Failed to connect to bus: No medium)" in way.state().notes[0]


@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_without_any_systemd_it_is_autostart(platform: str, reminding: ProcessLock) -> None:
    way = chosen(platform, reminding)
    assert isinstance(way, Autostart)
    assert "(systemctl is not installed)" in way.state().notes[0]


def test_what_is_installed_stays_so_that_there_are_never_two(
    helper: FakeHelper, reminding: ProcessLock
) -> None:
    systemd = chosen("linux", reminding)
    systemd.install()
    helper.answers("*show-environment", NO_BUS)
    later = chosen("linux", reminding)
    assert isinstance(later, Systemd)
    assert "does not answer here: Failed to connect to bus: No medium." in later.state().notes[0]
    later.remove()
    entry = chosen("linux", reminding).state().path
    entry.parent.mkdir(parents=True)
    entry.touch()
    helper.answers("*show-environment", "exit 0")
    assert isinstance(chosen("linux", reminding), Autostart)
