"""How the Plan screen looks, from narrow to wide."""

from collections.abc import Callable

import pytest
from support.simulated import Setting
from textual.pilot import Pilot

from coach.tui.app import CoachApp
from coach.tui.dialogs.pick import PickScreen
from coach.tui.plan.screen import PlanScreen

Snap = Callable[..., bool]
TEXT = """
[steps.midday]
at = "13:15"

[steps.night-splint]
enabled = false

[sessions.midday]
exercises = ["pf_stretch", { exercise = "wall_gastroc", sets = 2 }, "towel_stretch"]
"""
DOWN = ("down",)
VIEWS = {
    "day": ("down", "down"),
    "step": (*DOWN * 2, "enter"),
    "wrong": (*DOWN * 2, "enter", "enter", *"25:00", "enter"),
    "days": (*DOWN * 5, "enter", *DOWN, "enter", "right"),
    "session": ("tab", "down", "enter", *DOWN),
    "dose": ("tab", *DOWN * 3, "enter", "enter", *DOWN * 3, "enter", *"20s"),
    "exercise": ("tab", "tab", "down", "enter", *DOWN * 9, "enter", *DOWN * 3),
}


def press(keys: tuple[str, ...]) -> Callable[[Pilot[None]], object]:
    """Open the plan and press keys in it."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.press("c")
        while not isinstance(pilot.app.screen, PlanScreen):
            await pilot.pause(0.01)
        await pilot.pause()
        await pilot.press(*keys)
        while keys[-1] in {"a", "n"} and not isinstance(pilot.app.screen, PickScreen):
            await pilot.pause(0.01)
        await pilot.pause()

    return run


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_the_plan(setting: Setting, snap_compare: Snap, size: tuple[int, int], view: str) -> None:
    setting.configure(TEXT)
    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=size, run_before=press(VIEWS[view]))


@pytest.mark.parametrize("view", ["day", "session"])
@pytest.mark.parametrize("size", [(60, 20), (200, 50)], ids=["60x20", "200x50"])
def test_the_plan_in_windows_that_are_narrow_or_wide(
    setting: Setting, snap_compare: Snap, size: tuple[int, int], view: str
) -> None:
    setting.configure(TEXT)
    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=size, run_before=press(VIEWS[view]))


def test_the_plan_without_colour(
    setting: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    setting.configure(TEXT)
    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=(80, 24), run_before=press(VIEWS["days"]))


def test_names_of_any_length(setting: Setting, snap_compare: Snap) -> None:
    name = "Everything that the physiotherapist at the club in the other town said in June"
    setting.configure(f'{TEXT}\n[steps.evening]\nname = "{name}"\n')
    app = CoachApp(setting.coach)
    keys = (*DOWN * 9, "enter", "down")
    assert snap_compare(app, terminal_size=(80, 24), run_before=press(keys))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_an_exercise_is_picked(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    setting.configure(TEXT)
    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=size, run_before=press(("tab", "down", "a")))
