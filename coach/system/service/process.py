"""End the process that reminds, if no service manager does."""

from __future__ import annotations

import os
import signal
import time
from typing import Protocol

from coach.errors import ServiceError

_POLL = 0.05
_PATIENCE = 10.0


class RemindingProcess(Protocol):
    """Whether a process reminds, and which."""

    def is_held(self) -> bool:
        """Whether a living process reminds."""

    def holder(self) -> int | None:
        """The number of that process, if known."""


def end(reminding: RemindingProcess) -> None:
    """Ask the process that reminds to end, and wait for it.

    Raises:
        ServiceError: if it does not.
    """
    if not reminding.is_held():
        return
    pid = reminding.holder()
    if pid is None:
        raise ServiceError(
            "It is not known which process sends reminders; end it yourself, and try again."
        )
    try:
        os.kill(pid, signal.SIGTERM)
    except OSError as error:
        raise ServiceError(f"Process {pid} cannot be ended: {error.strerror}.") from error
    _wait_for_end(reminding, pid)


def _wait_for_end(reminding: RemindingProcess, pid: int) -> None:
    until = time.monotonic() + _PATIENCE
    while reminding.is_held():
        if time.monotonic() > until:
            raise ServiceError(f"Process {pid} does not end; end it yourself, and try again.")
        time.sleep(_POLL)
