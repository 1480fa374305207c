"""Warning signs: grouped by what they stop, ticked with a key, and cleared with a name."""

from datetime import date
from functools import partial

import pytest
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.domain.events.types import FlagCleared
from coach.domain.heel.warning_signs import FLAGS
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.warning_signs import FlagsScreen
from coach.tui.today.screen import TodayScreen
from coach.wording.phrases import SIGN_TITLES

TALL = (100, 60)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])


def is_on(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted


def says(pilot: Pilot[None], text: str) -> bool:
    """Whether a text is on the screen, beside a scroll bar or not."""
    return text in " ".join(one for one in flat(pilot).split() if one not in set("▁▂▃▄▅▆▇█"))


def cleared(setting: Setting) -> list[FlagCleared]:
    return [one for one in setting.coach.days.history() if isinstance(one, FlagCleared)]


async def test_signs_stand_under_what_they_do(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=TALL) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "You are pregnant" in flat(pilot))
        shown = flat(pilot)
    marks = (*SIGN_TITLES.values(), "Heel pain with fever", "Weak bones", "You have diabetes")
    stop, bone, ask, fever, bones, diabetes = (shown.index(one) for one in marks)
    assert stop < fever < bone < bones < ask < diabetes
    assert "These stop all training At once" in shown


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        ("fever", "No training until a clinician has seen you."),
        ("bones", "No running until a clinician has advised you."),
        ("diabetes", "You may keep training; ask a clinician about it."),
    ],
)
async def test_what_a_sign_means_is_said_above_them(setting: Setting, sign: str, told: str) -> None:
    setting.coach.record.raise_flags((sign,))
    async with CoachApp(setting.coach).run_test(size=TALL) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: f"{told} After that, c clears it." in flat(pilot))


async def test_no_key_clears_a_sign_by_itself(setting: Setting) -> None:
    setting.coach.record.raise_flags(("fever",))
    async with CoachApp(setting.coach).run_test(size=TALL) as pilot:
        await pilot.press("f", "c", "enter", "enter", "enter")
        await until(pilot, lambda: "For example: Dr Lee, physio" in flat(pilot))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert setting.coach.judgement().flags == ("fever",)


async def test_clearing_asks_which_sign_by_whom_and_when(setting: Setting) -> None:
    setting.coach.record.raise_flags(("numb", "at-rest"))
    async with CoachApp(setting.coach).run_test(size=TALL, notifications=True) as pilot:
        await pilot.press("f", "c")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "[1 Heel" not in screen_text(pilot)
        assert "running starts again with walk-jogs, at stage 1, unless" in flat(pilot)
        await pilot.press("2", *"Dr Lee", "enter", *["backspace"] * 5, *"yesterday", "enter")
        await until(pilot, lambda: "Cleared. Still to clear: numb. Running starts" in flat(pilot))
    (one,) = cleared(setting)
    assert (one.flags, one.seen_by, one.seen_on) == (("at-rest",), "Dr Lee", date(2026, 11, 23))
    assert setting.coach.judgement().flags == ("numb",)


async def test_the_chosen_sign_is_suggested(setting: Setting) -> None:
    setting.coach.record.raise_flags(("injury", "numb"))
    async with CoachApp(setting.coach).run_test(size=TALL) as pilot:
        await pilot.press("f", "c")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("down", *"Dr Lee", "enter", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [one.flags for one in cleared(setting)] == [("injury",)]


async def test_where_no_sign_stands_there_is_none_to_clear(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=TALL) as pilot:
        await pilot.press("f", "c")
        await until(pilot, lambda: "There is no warning sign to clear." in flat(pilot))
        assert is_on(pilot, FlagsScreen)


@SIZES
async def test_each_sign_is_in_view_when_it_is_chosen(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: is_on(pilot, FlagsScreen))
        for flag in FLAGS.values():
            await until(pilot, partial(says, pilot, flag.text))
            await pilot.press("down")
