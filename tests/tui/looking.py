"""Waiting for what the full screen shows, and reading it."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the app work until something holds."""
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("waited in vain")


def screen_text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def flat(pilot: Pilot[None]) -> str:
    """The text without the breaks of its lines."""
    return " ".join(screen_text(pilot).split())
