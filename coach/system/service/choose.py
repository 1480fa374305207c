"""Choose the service manager for this machine."""

from __future__ import annotations

from collections.abc import Sequence

from coach.system.service.autostart import Autostart
from coach.system.service.launchd import Launchd
from coach.system.service.manager import ServiceManager
from coach.system.service.process import RemindingProcess
from coach.system.service.systemd import Systemd, why_not_here
from coach.system.service.windows import Windows


def service_manager(
    platform: str, program: Sequence[str], reminding: RemindingProcess
) -> ServiceManager:
    """The service manager for a platform, named as in `sys.platform`."""
    if platform == "darwin":
        return Launchd(program)
    if platform == "win32":
        return Windows(program)
    return _without_vendor(program, reminding)


def _without_vendor(program: Sequence[str], reminding: RemindingProcess) -> ServiceManager:
    """The way that is installed already, so that there are never two."""
    why = why_not_here()
    systemd, autostart = Systemd(program, why), Autostart(program, reminding, why)
    if systemd.path.is_file():
        return systemd
    return autostart if why or autostart.is_there else systemd
