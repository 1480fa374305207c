"""What no screen prints, whoever wrote the text."""

from datetime import date

import pytest
from rich.segment import Segment
from support import hostile
from support.looking import flat, screen_text, until
from support.simulated import RUN_DAY, Setting
from textual.color import Color

from coach.tui.app import CoachApp
from coach.tui.printing import Printable

SHOWN = "x]52;c;eHg=]0;title31m y"
"""What is left of such a text."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_no_text_from_elsewhere_steers_the_terminal(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.coach.journal.append(*hostile.entries(setting.clock.now(), date(*RUN_DAY)))
    async with CoachApp(setting.coach).run_test(size=size, notifications=True) as pilot:
        pilot.app.notify(hostile.TEXT, title=hostile.TEXT, markup=False)
        await until(pilot, lambda: "c;eHg=" in flat(pilot))
        for key in ("", "l", "escape", "w", "escape", "p", "f", "escape"):
            if key:
                await pilot.press(key)
            await pilot.pause()
            assert not hostile.steers(screen_text(pilot)), key
        await pilot.press("l")
        await until(pilot, lambda: SHOWN in flat(pilot))
        assert not hostile.steers(screen_text(pilot))


def test_what_steers_the_screen_itself_is_left_alone() -> None:
    steering = Segment("\x1b[2J", control=[(2, 0)])  # type: ignore[list-item] # any will do
    line = [Segment("a\x9bb"), steering, Segment("c")]
    told = Printable().apply(line, Color(0, 0, 0))
    assert told == [Segment("ab"), steering, Segment("c")]
