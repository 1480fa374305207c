"""Delayed calls happen, however late the machine is."""

from functools import partial

import pytest
from support.looking import until
from textual.app import App
from textual.timer import Timer

from coach.tui.idle_work import IdleWork
from coach.tui.timing import call_after


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is late for the only step of each of Textual's timers."""
    run = Timer._run

    async def late_run(timer: Timer) -> None:
        if timer._repeat != 0:
            await run(timer)

    monkeypatch.setattr(Timer, "_run", late_run)


@pytest.mark.usefixtures("late")
async def test_a_short_while_is_never_missed() -> None:
    called: list[float] = []
    app = App[None]()
    async with app.run_test() as pilot:
        for seconds in (0, 0.0001, 0.005):
            call_after(app, seconds, partial(called.append, seconds))
        await until(pilot, lambda: len(called) == 3)


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(("pieces", "draws"), [((False, True, False, True), 2), ((True, False), 2)])
async def test_work_in_pieces_comes_to_its_end(pieces: tuple[bool, ...], draws: int) -> None:
    drawn: list[str] = []
    app = App[None]()
    async with app.run_test() as pilot:
        work = IdleWork(app.screen, lambda: drawn.append("drawn"))
        work.begin(iter(pieces))
        await until(pilot, lambda: not work.is_under_way)
    assert len(drawn) == draws
