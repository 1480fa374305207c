"""What the process of the hooks is to run, and how it is started."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryFile

import msgspec
from msgspec import Struct

from coach.system.clock import SystemClock
from coach.system.hooks.failures import HookFailure, HookFailures

_ITSELF = (sys.executable, "-P", "-m", "coach.system.hooks")
SECONDS = 10.0
"""How long a hook may take."""


class HookCall(Struct, frozen=True):
    """A hook by its name, its program with arguments, and what that gets on standard input."""

    hook: str
    argv: tuple[str, ...]
    given: str


class HookOrder(Struct, frozen=True, kw_only=True):
    """The calls to make, one after another, and the journal beside which failures are noted."""

    calls: tuple[HookCall, ...]
    journal: str
    seconds: float = SECONDS


def start(calls: Sequence[HookCall], journal: Path) -> None:
    """Run hooks in a process of their own, which goes on if this one ends.

    A busy machine may take long to start it, so a thread does that, for which the program waits
    before it ends. A failure is noted as that of the hooks.
    """
    order = HookOrder(calls=tuple(calls), journal=str(journal.absolute()))
    with suppress(RuntimeError):  # There are too many threads.
        threading.Thread(target=_start, args=(order,), name="hooks").start()


def _start(order: HookOrder) -> None:
    try:
        process = _started(msgspec.json.encode(order))
    except OSError as error:
        _note(order, f"the process of the hooks cannot be started ({error.strerror or error})")
        return
    threading.Thread(target=process.wait, name="hooks end", daemon=True).start()


def _started(order: bytes) -> Popen[bytes]:
    with TemporaryFile() as given:  # A pipe might be full, and then this would wait.
        given.write(order)
        given.seek(0)
        return Popen(  # noqa: S603 - no shell, and a program of ours
            _ITSELF, stdin=given, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )


def _note(order: HookOrder, reason: str) -> None:
    failure = HookFailure(SystemClock().now(), reason)
    for hook in {one.hook for one in order.calls}:
        with suppress(OSError):
            HookFailures(Path(order.journal)).note(hook, failure)
