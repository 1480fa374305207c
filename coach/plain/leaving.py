"""Signals that end the conversation."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress


def leave_on_signals(interrupt: Callable[[], object]) -> None:
    """Ctrl+c interrupts what goes on; a closed terminal ends the present task at once."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    ways: dict[str, Callable[[], object]] = {"SIGINT": interrupt}
    if task:
        ways |= {"SIGTERM": task.cancel, "SIGHUP": task.cancel}
    for name, way in ways.items():
        # Windows lacks some of them, and asyncio supports none of them there.
        with suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), way)
