"""Outside trouble is reported on the screen, each time that it occurs."""

from support.looking import flat, until
from support.simulated import Setting

from coach.tui.app import CoachApp


async def test_a_journal_that_is_gone_again_is_told_again(setting: Setting) -> None:
    path = setting.coach.journal.path
    away = path.with_name("away.db")
    app = CoachApp(setting.coach)

    def is_told() -> bool:
        return any("the journal is gone from there" in one.message for one in app._notifications)

    async with app.run_test() as pilot:
        for _ in range(2):
            path.rename(away)
            await until(pilot, is_told)
            away.rename(path)
            await until(pilot, lambda: not app._last_message)
            app.clear_notifications()


async def test_a_problem_of_the_config_file_is_shown_as_long_as_it_is_there(
    setting: Setting,
) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l")
        setting.config.write_text("bogus = 3\n")
        await until(pilot, lambda: "bogus" in flat(pilot))
        setting.config.write_text("")
        await until(pilot, lambda: "bogus" not in flat(pilot))
