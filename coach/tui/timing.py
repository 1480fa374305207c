"""Delayed calls that always happen.

Textual's own timers skip the steps that they are late for. On a busy machine one of a few
milliseconds can be late for its only step, and then it never calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump


def call_after(
    pump: MessagePump, seconds: float, callback: Callable[[], object]
) -> asyncio.TimerHandle:
    """Have a screen or widget call something after some seconds, among its messages."""
    loop = asyncio.get_running_loop()
    return loop.call_later(seconds, pump.call_later, callback)
