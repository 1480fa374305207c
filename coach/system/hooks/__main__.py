"""The process of the hooks: it reads an order from standard input, and carries it out."""

import asyncio
import sys

import msgspec

from coach.system.hooks.order import HookOrder
from coach.system.hooks.running import run_hooks

if __name__ == "__main__":
    asyncio.run(run_hooks(msgspec.json.decode(sys.stdin.buffer.read(), type=HookOrder)))
