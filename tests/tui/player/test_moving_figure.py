"""The figure in the player: when it moves, when it stands still, and what the docs show of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from figure_sheet import SHEET, sheet
from support.looking import until
from support.simulated import Setting
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.pilot import Pilot

from coach.config.figures import shipped
from coach.tui.app import CoachApp
from coach.tui.player.figure import FigureView
from coach.tui.player.figure_drawing import Picture
from coach.tui.player.screen import PlayerScreen
from coach.tui.widgets.key_bar import KeyBar

CIRCLES = """
[sessions.midday]
exercises = [{ exercise = "ankle_circles", sets = 1, move = "30s", side = "both" }]
"""


class Playing:
    """A session on the screen, whose clock a test moves second by second."""

    def __init__(self, pilot: Pilot[None], setting: Setting, screen: PlayerScreen) -> None:
        self.pilot = pilot
        self.setting = setting
        self.screen = screen

    async def seconds(self, count: int) -> None:
        for _ in range(count):
            self.setting.forward(1)
            self.screen._tick()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


@asynccontextmanager
async def playing(setting: Setting, step: str = "midday") -> AsyncIterator[Playing]:
    app = CoachApp(setting.coach, start=step)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        while not (isinstance(app.screen, PlayerScreen) and app.screen.query(KeyBar)):
            await pilot.pause()
        await pilot.pause()
        yield Playing(pilot, setting, app.screen)


@pytest.fixture
def noon(setting: Setting) -> Setting:
    setting.configure(CIRCLES)
    setting.at("12:31")
    return setting


def view(play: Playing) -> FigureView:
    return play.screen.query_one(FigureView)


async def pictures(play: Playing, count: int) -> list[Picture]:
    """The pictures of so many frames, a tenth of a second after each other."""
    found: list[Picture] = []
    for _ in range(count):
        play.setting.forward(0.1)
        play.screen._next_frame()
        found.append(view(play)._picture)
    await play.pilot.pause()
    return found


async def test_it_moves_while_the_session_plays(noon: Setting) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        assert play.screen.is_moving
        assert len(set(await pictures(play, 20))) > 5


async def test_it_moves_by_itself(noon: Setting) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        before = view(play)._picture
        noon.forward(0.5)
        async with asyncio.timeout(10):
            while view(play)._picture == before:
                await play.pilot.pause(0.05)


@pytest.mark.parametrize("keys", [("space",), ("question_mark",), ("n",)])
async def test_it_stands_still_when_paused_covered_or_at_the_end(
    noon: Setting, keys: tuple[str, ...]
) -> None:
    async with playing(noon) as play:
        await play.seconds(7)
        await play.press(*keys)
        play.screen._tick()
        assert not play.screen.is_moving
        if keys != ("question_mark",):
            assert len(set(await pictures(play, 10))) == 1
        await play.press("space" if keys == ("space",) else "escape")
        if play.pilot.app.screen is play.screen and not play.screen.has_ended:
            play.screen._tick()
            assert play.screen.is_moving


async def test_without_animations_it_stands_still(noon: Setting) -> None:
    noon.configure(CIRCLES + "\n[display]\nanimations = false\n")
    async with playing(noon) as play:
        await play.seconds(6)
        assert not play.screen.is_moving
        assert len(set(await pictures(play, 10))) == 1
        assert any(run.text.strip() for row in view(play)._picture for run in row)


async def test_where_the_terminal_wants_no_animation_it_stands_still(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    async with playing(noon) as play:
        play.screen._tick()
        assert not play.screen.is_moving


async def test_ice_is_a_still_picture(setting: Setting) -> None:
    setting.configure('[steps.ice]\nat = "12:00"')
    setting.at("12:31")
    async with playing(setting, "ice") as play:
        await play.seconds(6)
        assert not play.screen.is_moving
        assert "Not on broken or infected skin" in play.text()
        assert "Dose: the article that Coach" in play.text()


async def test_it_stops_where_there_is_no_room_for_it(noon: Setting) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        await play.pilot.resize_terminal(80, 18)
        await play.pilot.pause()
        play.screen._tick()
        assert not play.screen.is_moving
        assert "Ankle circles" in play.text()


async def test_only_rows_that_changed_are_drawn(noon: Setting) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        view(play).show()
        assert not view(play).take_changed()
        noon.forward(0.5)
        view(play).show()
        assert 0 < len(view(play).take_changed()) < view(play).size.height


async def test_a_frame_goes_to_the_terminal_by_itself(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        drawn: list[CompositorUpdate] = []
        monkeypatch.setattr(CoachApp, "_display", lambda *args: drawn.append(args[-1]))
        noon.forward(0.5)
        play.screen._next_frame()
        (update,) = drawn
        sent = update.render_segments(play.pilot.app.console)
        changed = view(play)._picture[5]
        assert changed[1].text in sent


async def test_below_a_message_textual_draws_it(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        play.screen.notify("a message")
        await until(play.pilot, lambda: play.screen.query("Toast"))
        drawn: list[Region] = []
        monkeypatch.setattr(FigureView, "refresh", lambda _, region: drawn.append(region))
        noon.forward(0.5)
        play.screen._next_frame()
        assert drawn


@pytest.mark.parametrize(("theme", "has_ground"), [("evergreen", True), ("ansi", False)])
async def test_cells_have_two_colours_where_both_are_known(
    noon: Setting, theme: str, *, has_ground: bool
) -> None:
    noon.configure(CIRCLES + '\n[display]\nfigures = "octants"\n')
    async with playing(noon) as play:
        await play.seconds(7)
        assert isinstance(play.pilot.app, CoachApp)
        play.pilot.app.themes.choices()
        play.pilot.app.choose_theme(theme)
        view(play).show()
        runs = [run for row in view(play)._picture for run in row]
        assert any(run.ground is not None for run in runs) is has_ground


async def test_the_theme_colours_it(noon: Setting) -> None:
    async with playing(noon) as play:
        await play.seconds(6)
        before = colours(play)
        assert isinstance(play.pilot.app, CoachApp)
        play.pilot.app.themes.choices()
        play.pilot.app.choose_theme("daylight")
        await play.pilot.pause()
        assert colours(play).isdisjoint(before)


def colours(play: Playing) -> set[object]:
    rows = range(view(play).size.height)
    strips = [view(play).row(row) for row in rows]
    return {
        part.style.color for strip in strips for part in strip if part.style and part.text.strip()
    }


def test_the_sheet_in_the_docs_shows_the_figures_as_they_are() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "make figures draws it anew"


def test_the_sheet_has_every_figure() -> None:
    text = sheet()
    assert all(f">{name}</text>" in text for name in shipped())
