"""How Progress looks, in three themes and three sizes, with much data and with little.

`make snapshots` redraws them; look at the pictures before you commit them.
"""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from support.simulated import BERLIN, RUN_DAY, Setting
from textual.pilot import Pilot
from tui.progress.test_progress_screen import days_screen, opened, settled
from tui.test_pictures import Snap

from coach.domain.events.types import Pattern, RunNotes, SkipReason, Support
from coach.domain.heel.rules import Level
from coach.domain.routine.settings import CrossTraining
from coach.tui.app import CoachApp
from coach.tui.progress.days import DaysScreen

A_DAY = timedelta(days=1)
TODAY = date(*RUN_DAY)
DAYS = 130
SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (120, 36), (200, 50)], ids=["80x24", "120x36", "200x50"]
)


def live(setting: Setting, days: int) -> None:
    """Some months of improvement, with gaps and setbacks, the same each time."""
    chance, coach = Random(4), setting.coach  # noqa: S311 - a life, and no secret
    first = TODAY - days * A_DAY
    pain = 6.5
    for ago in range(days, -1, -1):
        day = TODAY - ago * A_DAY
        pain = max(0.6, pain - 0.05 + chance.gauss(0, 0.15))
        _at(setting, day, 6)
        if ago == days:
            told = {"last_run": first - 3 * A_DAY, "last_pattern": Pattern.FADED}
            coach.record.take_intake({"weekly": 24_000.0, "longest": 9_000.0, **told})
        if chance.random() < 0.95:
            coach.record.check(
                round(max(0, min(10, pain + chance.gauss(0, 0.7)))), splint=ago % 3 == 0
            )
        if ago:
            _live_on(setting, day, chance)
    _at(setting, TODAY, 7)


def _live_on(setting: Setting, day: date, chance: Random) -> None:
    coach = setting.coach
    for hour, step in ((7, "morning"), (12, "midday"), (21, "evening")):
        _at(setting, day, hour)
        if chance.random() < 0.86:
            coach.record.done(step)
        elif chance.random() < 0.6:
            coach.record.skip(step, chance.choice([None, SkipReason.ILL]))
    _at(setting, day, 19)
    if coach.today().find("strength") and chance.random() < 0.8:
        coach.record.done("strength")
    if day.weekday() not in {1, 3, 5}:
        return
    judgement = coach.judgement()
    if judgement.level >= Level.NO_INCREASE:
        far = min(judgement.caps.today or 5000.0, 6000.0) * chance.uniform(0.8, 1.1)
        notes = RunNotes(supports=(Support.TAPE,) if chance.random() < 0.4 else ())
        coach.runs.ran(far or 3000.0, 1800, chance.choice([0, 1, 2]), Pattern.FADED, notes=notes)
    elif judgement.level is Level.WALK_JOG:
        coach.runs.ran(2600, 1200, 1, Pattern.NONE)
    else:
        coach.record.trained(CrossTraining.SWIM, 1800)


def _at(setting: Setting, day: date, hour: int) -> None:
    setting.clock.set(datetime.combine(day, time(hour, 40), BERLIN).astimezone(UTC))


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of some months, written once."""
    with Setting(tmp_path_factory.mktemp("months")) as setting:
        live(setting, DAYS)
    return setting.journal


@pytest.fixture
def lived(setting: Setting, months: Path) -> Setting:
    shutil.copy(months, setting.journal)
    _at(setting, TODAY, 7)
    return setting


async def look(pilot: Pilot[None], *keys: str) -> None:
    """Open Progress, press keys, and wait until everything is worked out."""
    screen = await opened(pilot)
    await pilot.press(*keys)
    await settled(pilot, screen)
    if isinstance(pilot.app.screen, DaysScreen):
        await days_screen(pilot)


@SIZES
@pytest.mark.parametrize("theme", ["evergreen", "daylight", "ansi"])
def test_some_months(lived: Setting, snap_compare: Snap, size: tuple[int, int], theme: str) -> None:
    lived.configure(f'theme = "{theme}"')
    assert snap_compare(CoachApp(lived.coach), terminal_size=size, run_before=look)


KEYS = {
    "months": ["minus", "left", "left"],
    "all": ["minus", "minus"],
    "year": ["2", "left", "up"],
    "stretches": ["2", "m"],
    "words": ["3", "left", "down"],
    "days": ["minus", "left", "enter"],
    "day": ["left", "left", "left", "enter"],
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("what", KEYS)
def test_what_the_keys_show(
    lived: Setting, snap_compare: Snap, size: tuple[int, int], what: str
) -> None:
    async def press(pilot: Pilot[None]) -> None:
        await look(pilot, *KEYS[what])

    assert snap_compare(CoachApp(lived.coach), terminal_size=size, run_before=press)


WITH_GOAL = '[goal]\ndistance = "10km"\ndate = 2027-03-28\nname = "Spring run"\n'


@SIZES
def test_what_is_ahead(setting: Setting, snap_compare: Snap, size: tuple[int, int]) -> None:
    setting.configure(WITH_GOAL)
    setting.live_on_the_ladder()

    async def press(pilot: Pilot[None]) -> None:
        await look(pilot, "4")

    assert snap_compare(CoachApp(setting.coach), terminal_size=size, run_before=press)


def test_what_is_ahead_without_colour_and_a_goal(
    setting: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    setting.live_on_the_ladder()

    async def press(pilot: Pilot[None]) -> None:
        await look(pilot, "4")

    assert snap_compare(CoachApp(setting.coach), terminal_size=(60, 20), run_before=press)


@pytest.mark.parametrize("keys", [[], ["2"], ["3"]], ids=["course", "year", "words"])
def test_a_narrow_window(lived: Setting, snap_compare: Snap, keys: list[str]) -> None:
    async def press(pilot: Pilot[None]) -> None:
        await look(pilot, *keys)

    assert snap_compare(CoachApp(lived.coach), terminal_size=(60, 20), run_before=press)


def test_without_colour(
    lived: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(CoachApp(lived.coach), terminal_size=(80, 24), run_before=look)


@pytest.mark.parametrize("what", ["empty", "one morning", "only runs", "only mornings", "a gap"])
def test_with_little_behind_it(setting: Setting, snap_compare: Snap, what: str) -> None:
    for ago in range(70, -1, -1):
        _at(setting, TODAY - ago * A_DAY, 7)
        if (what, ago) == ("one morning", 0) or what == "only mornings":
            setting.coach.record.check(3 + ago % 3)
        if what == "only runs" and ago % 3 == 0:
            setting.coach.runs.ran(4000, 1500, 1, Pattern.FADED)
        if what == "a gap" and (ago > 56 or ago < 5):
            setting.coach.record.check(6 if ago > 56 else 2)
            setting.coach.record.done("morning")
    assert snap_compare(CoachApp(setting.coach), terminal_size=(80, 24), run_before=look)
