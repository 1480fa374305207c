"""How the screens look, at the two most common sizes of terminals.

`make snapshots` redraws them; look at the pictures before you commit them.
"""

from collections.abc import Callable
from datetime import date

import pytest
from support.looking import until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.domain.events.types import AwayReason, Pattern
from coach.tui.app import CoachApp
from coach.tui.dialogs.away import AwayScreen
from coach.tui.dialogs.back import BackScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.widgets.key_bar import KeyBar

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
Snap = Callable[..., bool]


async def play_for(pilot: Pilot[None], setting: Setting, seconds: int) -> None:
    """Let a session play, with a look every four seconds."""
    while not (isinstance(pilot.app.screen, PlayerScreen) and pilot.app.screen.query(KeyBar)):
        await pilot.pause()
    for _ in range(seconds // 4):
        setting.forward(4)
        pilot.app.screen._tick()
    await pilot.pause()


async def looked_ahead(pilot: Pilot[None]) -> None:
    """Wait for the lines that Today works out between key presses."""
    app = pilot.app
    assert isinstance(app, CoachApp)
    await until(pilot, lambda: app.today._ahead.is_worked_out)
    await until(pilot, lambda: app.today._in_the_way.is_worked_out)
    await pilot.pause()


@pytest.mark.usefixtures("few_courses")
@SIZES
def test_a_way_back(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    setting.live_on_the_ladder()
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=looked_ahead)


@pytest.mark.usefixtures("few_courses")
def test_a_way_back_in_a_narrow_window(setting: Setting, snap_compare: Snap) -> None:
    setting.live_on_the_ladder()
    assert snap_compare(CoachApp(setting.coach), terminal_size=(56, 20), run_before=looked_ahead)


@SIZES
def test_the_first_start_says_what_this_is(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    assert snap_compare(CoachApp(setting.coach), terminal_size=size)


@SIZES
def test_a_morning_after_two_weeks(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=looked_ahead)


@SIZES
def test_an_evening_with_everything_that_can_become_of_a_step(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.live_this_morning()
    setting.at("18:00")
    setting.coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    setting.coach.record.skip("cool-down")
    setting.coach.record.start("ice")
    setting.at("19:05")
    setting.coach.record.snooze("strength", 600)
    assert snap_compare(CoachApp(setting.coach), terminal_size=size)


@SIZES
def test_an_evening_in_miles_and_twelve_hours(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.configure('[display]\ndistances = "mi"\nhours = "12h"\n')
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("12:35")
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=looked_ahead)


@pytest.mark.parametrize("theme", ["textual-dark", "nord"])
def test_themes_of_textual(setting: Setting, snap_compare: Snap, theme: str) -> None:
    setting.configure(f'theme = "{theme}"')
    setting.live_two_weeks()
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=(100, 30), run_before=looked_ahead)


def test_a_narrow_window_keeps_the_day_alone(setting: Setting, snap_compare: Snap) -> None:
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=(56, 20))


def test_a_wide_window_keeps_the_lines_short(setting: Setting, snap_compare: Snap) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=(200, 50), run_before=looked_ahead)


def test_without_colour_everything_can_still_be_told(
    setting: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=(80, 24), press=["home", "enter"])


@SIZES
def test_the_pain_check(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=["enter", "3", "y"])


@SIZES
def test_the_log_of_a_run(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    keys = ["r", "n", *"5.2", "enter", *"31:20", "enter", "2"]
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=keys)


@SIZES
def test_a_run_that_looks_like_a_slip(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    keys = ["r", *"52", "enter", *"4h", "enter", "2", "1", "enter"]
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=keys)


@SIZES
def test_the_log_of_strength(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    setting.at("19:05")

    async def mark(pilot: Pilot[None]) -> None:
        await pilot.pause()
        app.today.choose("strength")
        await pilot.press("d", "2")
        await pilot.pause()

    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=size, run_before=mark)


@SIZES
def test_a_sign_that_is_cleared(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.coach.record.raise_flags(("injury", "at-rest"))
    keys = ["f", "c", "2", *"Dr Lee"]
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=keys)


@SIZES
def test_a_sore_and_masked_morning(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.coach.record.check(4, eases=True, walking_pain=True, painkiller=True)
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=looked_ahead)


@SIZES
def test_the_help(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=["question_mark"])


@SIZES
@pytest.mark.parametrize("key", ["w", "f", "i"], ids=["why", "flags", "intake"])
def test_what_the_judgement_asks_and_answers(
    setting: Setting, snap_compare: Snap, size: tuple[int, int], key: str
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, press=[key])


@SIZES
@pytest.mark.parametrize("flags", [(), ("fever",)], ids=["ladder", "rest"])
def test_a_day_with_less_than_a_run(
    setting: Setting, snap_compare: Snap, size: tuple[int, int], flags: tuple[str, ...]
) -> None:
    setting.live_this_morning()
    if flags:
        setting.coach.record.raise_flags(flags)
    assert snap_compare(CoachApp(setting.coach), terminal_size=size)


@SIZES
def test_what_came_while_nobody_was_there(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    async def come_back(pilot: Pilot[None]) -> None:
        await pilot.pause()
        setting.at("19:40", day=25)
        while not isinstance(pilot.app.screen, AwayScreen):
            await pilot.pause(0.05)
        await pilot.pause()

    setting.live_this_morning()
    app = CoachApp(setting.coach)
    assert snap_compare(app, terminal_size=size, run_before=come_back)


@SIZES
def test_a_day_away_on_which_something_was_done(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(date(2026, 11, 29), AwayReason.TRAVEL)
    setting.live_this_morning()
    assert snap_compare(CoachApp(setting.coach), terminal_size=size)


@SIZES
def test_the_card_after_days_away(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        while not isinstance(pilot.app.screen, BackScreen):
            await pilot.pause(0.05)
        await pilot.pause()

    setting.live_two_weeks()
    setting.coach.breaks.away(date(2026, 11, 27), AwayReason.ILL)
    setting.at("07:00", day=27)
    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=look)


@SIZES
@pytest.mark.parametrize("seconds", [0, 12, 16, 20], ids=["ready", "hold", "release", "again"])
def test_the_player(
    setting: Setting, snap_compare: Snap, size: tuple[int, int], seconds: int
) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, seconds)

    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=size, run_before=play)


@SIZES
def test_the_player_asks_after_a_gap(
    setting: Setting, snap_compare: Snap, size: tuple[int, int]
) -> None:
    async def close_the_lid(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, 12)
        setting.forward(12 * 60)
        await play_for(pilot, setting, 4)

    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=size, run_before=close_the_lid)


@SIZES
@pytest.mark.parametrize("seconds", [60, 14 * 60], ids=["cooling", "over"])
def test_the_ice(setting: Setting, snap_compare: Snap, size: tuple[int, int], seconds: int) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, seconds)

    setting.at("18:00")
    setting.coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    setting.coach.record.done("cool-down")
    app = CoachApp(setting.coach, start="ice")
    assert snap_compare(app, terminal_size=size, run_before=play)


@pytest.mark.parametrize("size", [(120, 36), (200, 50)], ids=["120x36", "200x50"])
@pytest.mark.parametrize("seconds", [0, 12, 48], ids=["ready", "swing", "again"])
def test_a_figure_that_moves(
    setting: Setting, snap_compare: Snap, size: tuple[int, int], seconds: int
) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, seconds)

    setting.configure('[sessions.evening]\nexercises = ["wu_leg_swing", "clamshell"]')
    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=size, run_before=play)


@pytest.mark.parametrize("theme", ["daylight", "contrast", "nord"])
def test_a_figure_in_other_colours(setting: Setting, snap_compare: Snap, theme: str) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, 12)

    setting.configure(f'theme = "{theme}"\n[sessions.evening]\nexercises = ["wall_gastroc"]')
    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=(80, 24), run_before=play)


def test_a_figure_without_colour(
    setting: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, 12)

    monkeypatch.setenv("NO_COLOR", "1")
    setting.configure('[sessions.evening]\nexercises = ["wall_gastroc"]')
    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=(80, 24), run_before=play)


@SIZES
def test_the_end_of_a_session(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await play_for(pilot, setting, 24)
        await pilot.press(*"nnn")
        await pilot.pause()

    setting.configure(
        '[profile]\nfoot = "left"\n[sessions.evening]\nexercises = [\n'
        '{ exercise = "wall_gastroc", sets = 1, hold = "8s" },\n'
        '{ exercise = "wall_soleus", sets = 1, hold = "8s" }]'
    )
    setting.at("21:00")
    app = CoachApp(setting.coach, start="evening")
    assert snap_compare(app, terminal_size=size, run_before=play)
