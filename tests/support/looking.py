"""Wait for the full screen to show something, and read it."""

from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coach.tui.progress.screen import ProgressScreen
from coach.tui.today.screen import TodayScreen

_PATIENCE = 30.0
"""Seconds that a test waits at most, on a very busy machine."""


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the app work until a condition is true."""
    ends = monotonic() + _PATIENCE
    while not holds():
        if monotonic() > ends:
            pytest.fail(f"waited in vain, before\n{screen_text(pilot)}")
        await pilot.pause(0.01)


async def settled(pilot: Pilot[None]) -> None:
    """Wait for what Today or Progress works out between key presses."""
    await pilot.pause()
    await until(pilot, lambda: _is_complete(pilot.app.screen))
    await pilot.pause()


def _is_complete(screen: Screen[Any]) -> bool:
    match screen:
        case TodayScreen():
            return screen._ahead.is_worked_out and screen._in_the_way.is_worked_out
        case ProgressScreen():
            return not screen._pieces.is_under_way
        case _:
            return True


def screen_text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def flat(pilot: Pilot[None]) -> str:
    """The text without its line breaks."""
    return " ".join(screen_text(pilot).split())
