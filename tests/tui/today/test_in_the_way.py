"""What is in the way, on Today: a quiet line, a form behind one key, and the change to the plan."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest
from support.looking import flat, until
from support.simulated import RUN_DAY, Setting
from textual.pilot import Pilot

from coach.core.day_records import DayRecords
from coach.domain.events.types import ObstacleReason, StepChange, StepKey
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.today.screen import TodayScreen

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
LINE = "Midday stretches: missed 4 of 4 times. What is in the way?"
OFF = '[steps.strength]\nenabled = false\n[steps.run]\ndays = ["sun"]\n'


@pytest.fixture
def missing(setting: Setting) -> Setting:
    """A runner who did everything of the last four days but the midday stretches."""
    setting.configure(OFF)
    for day in range(RUN_DAY[2] - 4, RUN_DAY[2]):
        setting.at("06:45", day)
        setting.coach.record.check(2, eases=True, walking_pain=False)
        for clock, step in (("07:05", "morning"), ("21:30", "evening")):
            setting.at(clock, day)
            setting.coach.record.done(step)
    setting.at("06:50")
    setting.coach.record.check(2, eases=True, walking_pain=False)
    return setting


async def worked_out(pilot: Pilot[None]) -> TodayScreen:
    app = pilot.app
    assert isinstance(app, CoachApp)
    await until(pilot, lambda: app.today._in_the_way.is_worked_out)
    await pilot.pause()
    return app.today


def has_line(pilot: Pilot[None]) -> bool:
    app = pilot.app
    assert isinstance(app, CoachApp)
    return app.today._in_the_way.line == LINE


@SIZES
async def test_a_quiet_line_asks_and_nothing_pops_up(
    missing: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(missing.coach).run_test(size=size) as pilot:
        assert await worked_out(pilot) is pilot.app.screen
        assert has_line(pilot)
        assert "Midday stretches: missed" in flat(pilot)


async def test_a_note_in_the_journal_meanwhile_takes_nothing_from_it(
    missing: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, asked = DayRecords.working_out, list[date]()

    def interrupted(records: DayRecords, first: date, last: date) -> Iterator[None]:
        asked.append(first)
        return islice(whole(records, first, last), 1 if len(asked) == 1 else None)

    monkeypatch.setattr(DayRecords, "working_out", interrupted)
    async with CoachApp(missing.coach).run_test(size=(80, 24)) as pilot:
        await worked_out(pilot)
        assert has_line(pilot)
    assert len(asked) > 1


async def test_keys_answer_it_write_the_plan_and_undo_takes_both_back(missing: Setting) -> None:
    async with CoachApp(missing.coach).run_test(size=(120, 36)) as pilot:
        await worked_out(pilot)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("2", "h", *"18:15", "enter")
        await until(pilot, missing.coach.obstacles.named)
        today = await worked_out(pilot)
        assert today._in_the_way.line == ""
        (named,) = missing.coach.obstacles.named()
        assert (named.because, named.changed) == (
            ObstacleReason.WRONG_HOUR,
            StepChange(StepKey.AT, "18:15"),
        )
        assert missing.config.read_text() == OFF + '\n[steps.midday]\nat = "18:15"\n'
        await pilot.press("u")
        await until(pilot, lambda: not missing.coach.obstacles.named())
        await until(pilot, lambda: has_line(pilot))
        assert "18:15" not in missing.config.read_text()


async def test_after_a_dismissal_it_stays_silent(missing: Setting) -> None:
    async with CoachApp(missing.coach).run_test(size=(80, 24)) as pilot:
        await worked_out(pilot)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("n", "enter")
        await until(pilot, missing.coach.obstacles.named)
        today = await worked_out(pilot)
        assert today._in_the_way.line == ""


async def test_a_click_on_the_line_opens_the_form(missing: Setting) -> None:
    async with CoachApp(missing.coach).run_test(size=(70, 24)) as pilot:
        await worked_out(pilot)
        await pilot.click("LevelLine", offset=(10, 1))
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_without_a_question_the_key_asks_about_the_chosen_step(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        today = await worked_out(pilot)
        assert today._in_the_way.line == ""
        await pilot.press("down", "o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        assert "First-step stretches: what is in the way?" in flat(pilot)
