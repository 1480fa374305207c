"""The maintenance day on the full screen: offered quietly, by key and by mouse, in both widths."""

import pytest
from support.looking import flat, screen_text, until
from support.recovered import QUIET, live
from support.simulated import Setting
from textual.pilot import Pilot

from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.today.panel import LevelLine
from coach.tui.today.screen import TodayScreen

OFFER = "Ready for a shorter day?"


@pytest.fixture
def recovered(setting: Setting) -> Setting:
    live(setting.coach, setting.clock, QUIET)
    return setting


def is_on(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24)])
async def test_one_key_answers_the_offer_and_the_same_key_goes_back(
    recovered: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(recovered.coach).run_test(size=size) as pilot:
        await until(pilot, lambda: OFFER in flat(pilot))
        await pilot.press("M")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("y", "enter")
        await until(pilot, lambda: "Begin today?" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Maintenance since" in flat(pilot))
        assert "Midday" not in flat(pilot)
        await pilot.press("M")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("y", "enter")
        await until(pilot, lambda: "Midday" in flat(pilot))
        assert OFFER not in flat(pilot)


async def test_the_offer_can_be_clicked(recovered: Setting) -> None:
    async with CoachApp(recovered.coach).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Usual run" in flat(pilot))  # the last line to be worked out
        rows = screen_text(pilot).splitlines()
        row = next(number for number, text in enumerate(rows) if OFFER in text)
        await pilot.click(offset=(rows[row].index(OFFER) + 4, row))
        await until(pilot, lambda: is_on(pilot, AskScreen))


async def test_without_an_offer_the_key_says_what_it_takes(setting: Setting) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await pilot.press("M")
        told = pilot.app._notifications
        await until(pilot, lambda: any("not offered today" in one.message for one in told))
        assert is_on(pilot, TodayScreen)


async def test_the_panel_of_a_low_window_has_room_for_it(recovered: Setting) -> None:
    async with CoachApp(recovered.coach).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: OFFER in flat(pilot))
        assert "in a row" in flat(pilot) or "every day for" in flat(pilot)
        assert not pilot.app.screen.query_one(LevelLine).display
