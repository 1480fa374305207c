"""Outside trouble is reported on the screen, each time that it occurs."""

from support.looking import until
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
