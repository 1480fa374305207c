"""Run hooks one after another, each with a time limit, and note which fail."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coach.errors import ChannelError
from coach.system.clock import SystemClock
from coach.system.hooks.failures import HookFailure, HookFailures
from coach.system.hooks.order import HookCall, HookOrder
from coach.system.programs import run_program, without_arguments


async def run_hooks(order: HookOrder) -> None:
    """Run the hooks of an order; one that has failed is not run again in it."""
    failures, failed = HookFailures(Path(order.journal)), set[str]()
    for call in order.calls:
        if call.hook in failed:
            continue
        failure = await _run(call, order.seconds)
        if failure:
            failed.add(call.hook)
        with suppress(OSError):
            failures.note(call.hook, failure)


async def _run(call: HookCall, seconds: float) -> HookFailure | None:
    try:
        await run_program(call.argv, f"{call.given}\n".encode(errors="replace"), seconds)
    except ChannelError as error:
        reason = without_arguments(str(error), call.argv[1:])
        return HookFailure(SystemClock().now(), reason)
    return None
