"""Days away on the full screen: told by one key, shown, and over again."""

from datetime import date

import pytest
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.domain.events.types import AwayReason
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.back import BackScreen
from coach.tui.today.screen import TodayScreen

FRIDAY = date(2026, 11, 27)
STANDS = "You were ill for 3 days. Today: run, no increase, 10.0 km at most; the pain check may"


def is_on(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_one_key_says_so_and_the_same_key_that_one_is_back(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("f", "r", "i", "tab", "i", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        shown = flat(pilot)
        assert "You are away until Fri 27 Nov, ill: nothing is due before then." in shown
        assert "Midday stretches" in shown
        assert "skipped" not in shown
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("y", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        assert "You are away" not in flat(pilot)
    assert setting.coach.today().away is None


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_trip_to_come_is_entered_shown_and_called_off(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("shift+tab", *"next", "space", *"fri", "tab")
        await pilot.press(*"2026-12-02", "tab", "t")
        assert "next fri Fri 27 Nov" in flat(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        assert "You will be away from Fri 27 Nov until Wed 2 Dec, travelling" in flat(pilot)
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "Call off the days away from Fri 27 Nov?" in flat(pilot)
        await pilot.press("y", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        assert "You will be away" not in flat(pilot)


async def test_on_coming_back_one_card_says_where_one_stands_and_says_it_once(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(FRIDAY, AwayReason.ILL)
    setting.at("07:00", 27)
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: is_on(pilot, BackScreen))
        assert STANDS in " ".join(screen_text(pilot).split())
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        pilot.app.screen.query_one("#day")
        assert isinstance(pilot.app.screen, TodayScreen)
        pilot.app.screen.show_day()
        await pilot.pause()
        assert is_on(pilot, TodayScreen)
    setting.coach.record.check(2, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert is_on(pilot, TodayScreen)


async def test_a_screen_that_stays_open_says_it_when_the_day_comes(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(FRIDAY, AwayReason.ILL)
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert is_on(pilot, TodayScreen)
        setting.at("07:00", 27)
        await until(pilot, lambda: is_on(pilot, BackScreen))


async def test_a_pause_is_asked_for_in_days_and_ended(setting: Setting) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"until", "space", *"wed", "enter")
        await until(pilot, lambda: "Reminders are paused until Wed 25 Nov 04:00." in flat(pilot))
        await pilot.press("P")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("y", "enter")
        await until(pilot, lambda: "Reminders are paused" not in flat(pilot))
    assert setting.coach.days.pause_end() is None
