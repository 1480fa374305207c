"""Every shipped theme on every main screen.

`make snapshots` redraws them; look at the pictures before you commit them.
"""

import pytest
from support.simulated import Setting
from textual.pilot import Pilot
from tui.test_pictures import Snap, looked_ahead, play_for

from coach.config.themes import shipped
from coach.tui.app import CoachApp

SIZE = (100, 30)
KEYS = {
    "today": [],
    "pain-check": ["up", "up", "enter", "3"],
    "why": ["w"],
    "flags": ["f", "down"],
    "help": ["question_mark"],
}

pytestmark = pytest.mark.parametrize("theme", shipped())


@pytest.mark.parametrize("screen", KEYS)
def test_a_screen_in_each_theme(
    setting: Setting, snap_compare: Snap, theme: str, screen: str
) -> None:
    setting.configure(f'theme = "{theme}"')
    setting.live_two_weeks()
    setting.live_this_morning()
    app = CoachApp(setting.coach)
    keys = KEYS[screen]
    assert snap_compare(app, terminal_size=SIZE, run_before=looked_ahead, press=keys)


def test_the_player_in_each_theme(setting: Setting, snap_compare: Snap, theme: str) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, 12)

    setting.configure(f'theme = "{theme}"')
    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=SIZE, run_before=play)
