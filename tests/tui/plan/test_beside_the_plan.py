"""Beside the plan: the week above it, the words for each field, the figure of an exercise."""

import re

import pytest
from support.builders import routine
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.config.keymap.actions import Keys
from coach.tui.app import CoachApp
from coach.tui.plan.fields import fields_of
from coach.tui.plan.figure import ExerciseFigure
from coach.tui.plan.screen import PlanScreen
from coach.tui.plan.week import week_line
from coach.tui.widgets.rows import Rows

HOURS = """
[steps.pain-check]
at = { weekdays = "06:45", weekend = "08:30" }
[steps.morning]
at = { weekdays = "06:50", weekend = "08:40" }
"""


async def opened(pilot: Pilot[None], *keys: str) -> PlanScreen:
    await pilot.press("c")
    await until(pilot, lambda: isinstance(pilot.app.screen, PlanScreen))
    await pilot.press(*keys)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PlanScreen)
    return screen


def test_the_week_names_runs_rest_and_other_hours() -> None:
    narrow, wide = (week_line(routine(HOURS), width).plain for width in (80, 120))
    assert narrow == "Mon –  Tue run  Wed –  Thu run  Fri –  Sat run 08:30  Sun – 08:30"
    assert "Thu run 17:30   Fri rest   Sat run 17:30 from 08:30   Sun rest from 08:30" in wide


def test_a_week_without_runs_and_with_the_same_hours_is_all_rest() -> None:
    assert week_line(routine("[steps.run]\nenabled = false"), 120).plain.count("rest") == 7
    assert "from" not in week_line(routine(), 120).plain


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_week_stands_above_the_steps_only(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await opened(pilot)
        assert "Tue run" in flat(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert "Tue run" not in flat(pilot)


async def test_every_exercise_shows_its_whole_name_and_its_time(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "tab", "tab")
        rows = screen.query_one("#plan-list", Rows).render()
        plan = setting.coach.routine_file.plan()
        names = [str(plan.table(("exercises", one))["name"]) for one in plan.ids("exercises")]
        shown = rows.plain.splitlines()
        for name in names:
            row = next(one for one in shown if name in one)
            assert re.search(r"\d[ms]$", row.split()[-1])
        assert "Wall stretch, straight knee" in screen_text(pilot)


@pytest.mark.parametrize(("size", "is_shown"), [((60, 24), False), ((80, 24), True)])
async def test_an_exercise_is_shown_where_there_is_room(
    setting: Setting, size: tuple[int, int], *, is_shown: bool
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        screen = await opened(pilot, "tab", "tab")
        await pilot.pause()
        assert [one.is_moving for one in screen.query(ExerciseFigure)] == [True] * is_shown
        await pilot.press("tab")
        await pilot.pause()
        assert not any(one.is_moving for one in screen.query(ExerciseFigure))


@pytest.mark.parametrize("collection", ["steps", "sessions", "exercises"])
def test_each_field_says_in_words_what_it_is(collection: str) -> None:
    for field in fields_of((collection, "any")):
        assert not field.hint(Keys({})).startswith("One of"), field.label


@pytest.mark.parametrize("size", [(80, 24), (80, 40), (120, 26), (120, 36)])
async def test_the_figure_covers_no_value_of_its_exercise(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlanScreen))
        await pilot.press("tab", "tab", "down", "down", "down")
        await until(pilot, lambda: has_figure(pilot))
        shown = screen_text(pilot)
        assert re.search(r"side +alternate ", shown)
        assert re.search(r"feet +affected ", shown)
        await pilot.press("enter")
        await until(pilot, lambda: has_figure(pilot) is (size == (120, 36)))


def has_figure(pilot: Pilot[None]) -> bool:
    """Whether there are dots."""
    return bool(re.search("[⠁-⣿]", screen_text(pilot)))


async def test_the_chosen_row_stays_in_view_in_another_window(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        await opened(pilot, "tab", "tab", *("down",) * 25)
        for size in ((80, 24), (56, 20), (200, 50)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "▸ Calf pumps" in screen_text(pilot))
