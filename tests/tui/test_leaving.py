"""A key pressed once too often closes no more than was meant."""

import pytest
from support.looking import until
from support.simulated import Setting
from textual.css.query import NoMatches
from textual.pilot import Pilot

from coach.reminders import reminder_loop
from coach.tui import driver
from coach.tui.app import CoachApp
from coach.tui.dialogs.confirm import ConfirmScreen
from coach.tui.leaving import HANGUP
from coach.tui.progress.screen import ProgressScreen
from coach.tui.today.screen import TodayScreen


def shown(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen)


async def test_a_yes_that_is_said_twice_leaves_what_was_meant_and_no_more(
    setting: Setting,
) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test() as pilot:
        today = pilot.app.screen
        await pilot.press("p")
        await until(pilot, lambda: shown(pilot, ProgressScreen))
        progress, confirm = pilot.app.screen, ConfirmScreen("Leave?")
        pilot.app.push_screen(confirm, lambda _: progress.dismiss())
        await pilot.pause()
        confirm.action_yes()
        confirm.action_yes()
        await until(pilot, lambda: shown(pilot, TodayScreen))
        await pilot.pause()
        assert pilot.app.screen_stack == [today]


@pytest.mark.parametrize("key", ["question_mark", "w", "l", "p", "c"])
async def test_what_was_left_is_not_left_again(setting: Setting, key: str) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test() as pilot:
        await pilot.press(key)
        await until(pilot, lambda: not shown(pilot, TodayScreen))
        screen = pilot.app.screen
        screen.dismiss()
        screen.dismiss()
        await until(pilot, lambda: shown(pilot, TodayScreen))
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_a_screen_that_is_not_all_there_yet_does_not_hold_up_the_end(
    setting: Setting,
) -> None:
    app = CoachApp(setting.coach)
    async with app.run_test():
        app.exit(return_code=HANGUP)
        app._handle_exception(NoMatches("no such part yet"))
    assert app.return_code == HANGUP


def test_a_reminder_on_its_way_does_not_hold_up_the_end() -> None:
    assert reminder_loop._LAST_WORDS < driver._LEAVE_WITHIN
