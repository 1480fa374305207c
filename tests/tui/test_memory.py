"""What a closed screen needed is given back."""

import gc
from weakref import ref

import pytest
from support.looking import screen_text, until
from support.simulated import Setting
from textual._styles_cache import StylesCache

from coach.tui import app
from coach.tui.app import CoachApp


@pytest.mark.parametrize("key", ["e", "c", "p", "l", "w", "question_mark"])
async def test_a_screen_is_freed_soon_after_it_was_closed(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(app, "_POLL_EVERY", 0.2)
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await pilot.pause()
        closed = ref(pilot.app.screen)
        await pilot.press("escape")
        await until(pilot, lambda: closed() is None)


async def test_no_line_of_a_closed_screen_is_kept(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_POLL_EVERY", 0.2)
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        before = _lines_kept()
        for _ in range(3):
            await pilot.press("e")
            await until(pilot, lambda: "What the routine rests on" in screen_text(pilot))
            await pilot.press("pagedown", "pagedown", "escape")
            await pilot.pause(1)
        assert _lines_kept() <= before


def _lines_kept() -> int:
    """The caches of lines that are alive, one for each widget."""
    return sum(isinstance(one, StylesCache) for one in gc.get_objects())
