"""Work beside the event loop."""

import asyncio
import subprocess
import sys
import threading

import pytest

from coach.system.threads import run_in_thread


async def test_what_it_returns_or_raises_comes_back() -> None:
    assert await run_in_thread(lambda: 2 + 3) == 5
    with pytest.raises(ZeroDivisionError):
        await run_in_thread(lambda: 1 // 0)


async def test_the_loop_goes_on_meanwhile() -> None:
    go = threading.Event()
    waiting = asyncio.create_task(run_in_thread(go.wait))
    await asyncio.sleep(0)
    assert not waiting.done()
    go.set()
    assert await waiting


def test_a_program_ends_while_it_hangs() -> None:
    program = """
import asyncio, threading
from coach.system.threads import run_in_thread
async def main():
    asyncio.create_task(run_in_thread(threading.Event().wait))
    await asyncio.sleep(0.05)
asyncio.run(main())
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 0
