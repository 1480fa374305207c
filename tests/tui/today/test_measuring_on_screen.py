"""The four-weekly measurement on the full screen, by keys, at 80 x 24."""

from datetime import timedelta

from support.looking import flat, until
from support.simulated import Setting

from coach.domain.events.types import RatedActivity
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.today.screen import TodayScreen

SMALL = (80, 24)
ANNOUNCED = "Four-weekly measurement m"


def a_week_later(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.clock.set(setting.clock.now() + timedelta(days=7))
    setting.coach.record.check(2, eases=True, walking_pain=False)


async def test_it_is_announced_and_put_off_with_three_keys(setting: Setting) -> None:
    a_week_later(setting)
    async with CoachApp(setting.coach).run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ANNOUNCED in flat(pilot))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await until(pilot, lambda: ANNOUNCED not in flat(pilot))
    assert setting.coach.measuring.of_today()


async def test_a_click_on_the_announcement_opens_the_questions(setting: Setting) -> None:
    a_week_later(setting)
    async with CoachApp(setting.coach).run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ANNOUNCED in flat(pilot))
        rows = pilot.app.screen._compositor.render_strips()
        row = next(at for at, strip in enumerate(rows) if "Four-weekly" in strip.text)
        await pilot.click(offset=(rows[row].text.index("Four-weekly") + 2, row))
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_the_player_counts_the_heel_raises_and_the_runner_confirms_them(
    setting: Setting,
) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SMALL) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press(*"stairs", "down", "4", *["down"] * 4, "p", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerScreen))
        player = pilot.app.screen
        assert isinstance(player, PlayerScreen)
        for leg, raises in (("LEFT", 6), ("RIGHT", 4)):
            assert f"{leg} FOOT" in flat(pilot)
            assert "of 60" not in flat(pilot)
            assert "it ends the count." in flat(pilot)
            assert "Stop at once when it hurts more than 5 of 10." in flat(pilot)
            for _ in range(5 + 4 * raises):
                setting.forward(1)
                player._tick()
            await pilot.press("n")
        await until(pilot, lambda: "as counted" in flat(pilot))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    found = setting.coach.measuring.of_today()
    assert found
    assert found.activities == (RatedActivity("stairs", 4),)
    assert (found.raises_left, found.raises_right) == (6, 4)


async def test_a_changed_activity_is_rated_anew(setting: Setting) -> None:
    setting.coach.measuring.measure((RatedActivity("stairs", 4),))
    async with CoachApp(setting.coach).run_test(size=SMALL) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        assert "[4]" in flat(pilot)
        await pilot.press("up", "up", *"standing", "enter")
        assert "[4]" not in flat(pilot)
        await pilot.press("7", *["down"] * 3, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    found = setting.coach.measuring.of_today()
    assert found
    assert found.activities == (RatedActivity("standing", 7),)


async def test_a_score_is_brought_and_progress_says_it_in_full(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SMALL) as pilot:
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press(*"FFI", "enter", "5", "4", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await pilot.press("p", "3")
        await until(pilot, lambda: "FFI 54, once so far." in flat(pilot))
