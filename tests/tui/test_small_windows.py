"""A small window: no word is cut, no option is split, and the current question is in view."""

import pytest
from support.simulated import Setting
from textual.content import Content
from textual.pilot import Pilot

from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.style import shortened

SMALL = pytest.mark.parametrize("size", [(60, 20), (50, 18), (40, 12)])


def rows(pilot: Pilot[None]) -> list[str]:
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


async def asked(pilot: Pilot[None], *keys: str) -> str:
    """The screen after these keys were pressed in the questions."""
    await pilot.press(keys[0])
    for _ in range(1000):
        if isinstance(pilot.app.screen, AskScreen) and pilot.app.screen.is_mounted:
            break
        await pilot.pause(0.01)
    await pilot.press(*keys[1:])
    await pilot.pause()
    return "\n".join(rows(pilot))


@SMALL
async def test_yes_and_no_stand_in_one_row(setting: Setting, size: tuple[int, int]) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        text = await asked(pilot, "enter", "3", "y")
        assert any("y yes" in row and "n no" in row for row in text.splitlines())
        assert all(row.count("[") == row.count("]") for row in text.splitlines())


@SMALL
async def test_the_question_that_is_asked_is_in_view(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        text = await asked(pilot, "i", "l", *"6", "enter", *"ynnnnnu")
        assert "What has a clinician allowed?" in text
        assert "3 running" in text


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("First-step stretches", 20, "First-step stretches"),
        ("First-step stretches", 18, "First-step …"),
        ("due 2 h 10 min ago", 12, "due 2 h 10 …"),
        ("Stretches", 5, "Stre…"),
    ],
)
def test_a_text_without_room_keeps_whole_words(text: str, room: int, kept: str) -> None:
    assert shortened(Content(text), room).plain == kept
