"""Messages cover nothing that one is about to press, and go when they are of no more use."""

import time

import pytest
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot
from textual.widgets._toast import Toast, ToastHolder

from coach.tui import toasts
from coach.tui.app import CoachApp
from coach.tui.today.agenda import Agenda
from coach.tui.today.panel import Panel
from coach.tui.widgets.key_bar import KeyBar

SIZES = [(200, 50), (120, 36), (80, 24), (56, 20), (60, 16)]
LONG = "A message that says a lot, and more. " * 3


def a_while_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """So much later that what was just said is old."""
    later = time.time() + 2
    monkeypatch.setattr(toasts, "time", lambda: later)


async def told(pilot: Pilot[None], text: str, title: str = "") -> None:
    pilot.app.notify(text, title=title, markup=False)
    await until(pilot, lambda: text.rsplit(maxsplit=1)[-1] in flat(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_covers_no_step_and_no_key(setting: Setting, size: tuple[int, int]) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=size, notifications=True) as pilot:
        await told(pilot, LONG if size[0] < 100 else "It is due.", "" if size[0] < 100 else "Due")
        (toast,) = pilot.app.screen.query(Toast)
        for one in pilot.app.screen.query(
            f"{Agenda.__name__}, {KeyBar.__name__}, {Panel.__name__}"
        ):
            assert not (one.display and toast.region.overlaps(one.region)), one


@pytest.mark.parametrize("title", ["", "Due: Midday stretches"])
async def test_a_message_goes_with_the_screen_it_is_about(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    setting.live_this_morning()
    app = CoachApp(setting.coach)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await told(pilot, "about Today", title)
        a_while_later(monkeypatch)
        app.today.action_flags()
        await until(pilot, lambda: "about Today" not in flat(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Midday" in screen_text(pilot))
        assert not pilot.app.screen.query(ToastHolder)


async def test_an_answer_goes_with_the_next_key_but_not_what_came_by_itself(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=(80, 24), notifications=True) as pilot:
        await told(pilot, "an answer")
        await told(pilot, "by itself", title="Due")
        await pilot.press("down")
        assert "an answer" in flat(pilot), "it has only just come"
        a_while_later(monkeypatch)
        await pilot.press("down")
        await until(pilot, lambda: "an answer" not in flat(pilot))
        assert "by itself" in flat(pilot)


def test_a_longer_message_stays_longer_but_none_for_long() -> None:
    waits = [toasts._seconds_to_read("x" * letters) for letters in (0, 30, 60, 90, 2000)]
    assert waits == sorted(waits)
    assert waits[0] >= 4
    assert waits[-1] <= 10
