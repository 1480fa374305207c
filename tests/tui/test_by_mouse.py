"""Everything that keys do can be done with the mouse, in small windows too."""

from collections.abc import Callable

import pytest
from support.simulated import Setting
from textual.pilot import Pilot

from coach.config.keymap.actions import ABOUT, TODAY
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.away import AwayScreen
from coach.tui.dialogs.help import HelpScreen
from coach.tui.dialogs.warning_signs import FlagsScreen
from coach.tui.dialogs.why import WhyScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.today.screen import TodayScreen
from coach.tui.widgets.key_bar import KeyBar

SMALL = [(60, 20), (50, 18), (40, 12)]


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("waited in vain")


def rows(pilot: Pilot[None]) -> list[str]:
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on a text, once it is on the screen."""
    await until(pilot, lambda: any(text in row for row in rows(pilot)))
    y, row = next((y, row) for y, row in enumerate(rows(pilot)) if text in row)
    await pilot.click(offset=(row.index(text) + 1, y))


async def shown(pilot: Pilot[None], kind: type) -> None:
    """Wait until a screen of that kind is open, with its keys."""
    await until(
        pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.query(KeyBar)
    )
    await pilot.pause()


async def test_a_row_of_the_help_does_what_it_says(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 50)) as pilot:
        for command, kind in (
            (ABOUT[0], WhyScreen),
            (ABOUT[1], FlagsScreen),
            (ABOUT[2], AskScreen),
        ):
            await click(pilot, "? help")
            await shown(pilot, HelpScreen)
            await click(pilot, command.help)
            await shown(pilot, kind)
            await pilot.press("escape")
            await shown(pilot, TodayScreen)


async def test_ten_more_seconds_by_the_help_of_the_player(setting: Setting) -> None:
    async with CoachApp(setting.coach, start="morning").run_test(size=(40, 50)) as pilot:
        await shown(pilot, PlayerScreen)
        player = pilot.app.screen
        assert isinstance(player, PlayerScreen)
        before = player._player.length
        await click(pilot, "? help")
        await shown(pilot, HelpScreen)
        await click(pilot, "Ten more seconds")
        await until(pilot, lambda: pilot.app.screen is player)
        assert (player._player.length - before).total_seconds() == 10


async def test_the_reason_beside_the_day_leads_to_all_of_it(setting: Setting) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await click(pilot, "why?")
        await shown(pilot, WhyScreen)


@pytest.mark.parametrize("size", SMALL)
async def test_the_level_stands_above_the_day_where_there_is_no_panel(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await click(pilot, "RUN, NO INCREASE")
        await shown(pilot, WhyScreen)


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("key", ["w", "f", "i"])
async def test_each_card_can_be_left_by_mouse_however_small(
    setting: Setting, size: tuple[int, int], key: str
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await shown(pilot, TodayScreen)
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(pilot.app.screen, TodayScreen))
        await click(pilot, "esc c")
        await shown(pilot, TodayScreen)


async def test_what_came_meanwhile_is_left_by_mouse(setting: Setting) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await shown(pilot, TodayScreen)
        setting.at("19:40", day=25)
        await shown(pilot, AwayScreen)
        await click(pilot, "s later")
        await click(pilot, "esc leave it")
        await shown(pilot, TodayScreen)


@pytest.mark.parametrize("size", SMALL)
async def test_help_and_quit_are_there_however_small(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await shown(pilot, TodayScreen)
        keys = rows(pilot)
        assert any(TODAY[0].label in row and "? help" in row and "q quit" in row for row in keys)
