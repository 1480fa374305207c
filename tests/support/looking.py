"""Wait for the full screen to show something, and read it."""

from collections.abc import Callable
from time import monotonic

import pytest
from textual.pilot import Pilot

_PATIENCE = 30.0
"""Seconds that a test waits at most, on a very busy machine."""


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the app work until a condition is true."""
    ends = monotonic() + _PATIENCE
    while not holds():
        if monotonic() > ends:
            pytest.fail(f"waited in vain, before\n{screen_text(pilot)}")
        await pilot.pause(0.01)


def screen_text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def flat(pilot: Pilot[None]) -> str:
    """The text without its line breaks."""
    return " ".join(screen_text(pilot).split())
