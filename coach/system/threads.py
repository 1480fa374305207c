"""Run blocking work in a daemon thread.

A program waits for the threads of asyncio before it ends, but a network drive may block one for
ever.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def run_in_thread(work: Callable[[], T]) -> T:
    """What `work` returns or raises, from a thread of its own."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            done = work()
        except Exception as error:  # it is raised in the caller, which waits for the result
            settle(result.set_exception, error)
        else:
            settle(result.set_result, done)

    def settle(set_: Callable[[Any], None], value: object) -> None:
        # The loop may have ended, or the wait may have been given up.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if result.done() else set_(value))

    threading.Thread(target=run, name="run_in_thread", daemon=True).start()
    return await result
