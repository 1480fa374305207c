"""How the first start looks, at the two most common sizes of terminals, and in a small one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.looking import screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.system.service import Condition, State
from coach.tui.app import CoachApp

SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (120, 36), (60, 20)], ids=["80x24", "120x36", "60x20"]
)
Snap = Callable[..., bool]
PAGES = {
    "welcome": [],
    "week": ["escape", "right", "space"],
    "heel": ["escape", "escape", "left"],
    "colours": ["escape", "escape", "escape", "up"],
    "ready": ["escape", "escape", "left", "enter", "enter", "escape"],
}


class FakeWay:
    """A service manager that does nothing."""

    def install(self) -> str:
        return ""

    def remove(self) -> str:
        return ""

    def state(self) -> State:
        return State("systemd", Path("/u/coach.service"), Condition.MISSING, enabled=False)


@SIZES
@pytest.mark.parametrize("page", PAGES)
def test_the_first_start(
    setting: Setting,
    snap_compare: Snap,
    size: tuple[int, int],
    page: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def turn(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "1 of 4" in screen_text(pilot))
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*PAGES[page])

    # The last page names the file, which is in another folder on every run.
    monkeypatch.setenv("HOME", str(setting.config.parent))
    app = CoachApp(setting.coach, first_start=FakeWay)
    assert snap_compare(app, terminal_size=size, run_before=turn)


def test_without_colour_every_choice_can_still_be_told(
    setting: Setting, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def turn(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "1 of 4" in screen_text(pilot))
        await pilot.press("escape", "right", "space")

    monkeypatch.setenv("NO_COLOR", "1")
    app = CoachApp(setting.coach, first_start=FakeWay)
    assert snap_compare(app, terminal_size=(80, 24), run_before=turn)
