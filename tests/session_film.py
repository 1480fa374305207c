"""The moving picture at the top of README: a morning on the real screens, drawn by `make film`."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from support.film import Shot, film, screen_rows
from support.getting_better import GOAL, live_ten_weeks
from support.looking import flat, settled, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.tui.app import CoachApp
from coach.tui.player.figure import FigureView
from coach.tui.player.screen import PlayerScreen

FILM = Path(__file__).parents[1] / "docs" / "images" / "session.svg"
ABOUT = "A morning with Coach: the pain check, what it allows, and the first stretch"
_SIZE = (80, 24)
_FRAME = 0.2
"""Seconds between two pictures of the figure."""


class Camera:
    """Takes shots of a screen whose clock it moves."""

    def __init__(self, pilot: Pilot[None], setting: Setting) -> None:
        self.shots: list[Shot] = []
        self._pilot = pilot
        self._setting = setting

    async def take(self, seconds: float, caption: str, shows: str = "") -> None:
        """One shot, once the screen shows something."""
        await until(self._pilot, lambda: shows in flat(self._pilot))
        await self._pilot.pause()
        await settled(self._pilot)
        self.shots.append(Shot(screen_rows(self._pilot.app), seconds, caption))

    async def press(self, key: str, seconds: float, caption: str, shows: str = "") -> None:
        """Press a key, and take a shot of the result."""
        await self._pilot.press(key)
        await self.take(seconds, caption, shows)

    async def play(self, seconds: float, caption: str) -> None:
        """Show a session that continues, frame by frame."""
        for _ in range(round(seconds / _FRAME)):
            self._tick(_FRAME)
            await self.take(_FRAME, caption)

    async def pass_until(self, *shown: str) -> None:
        """Let a session continue without a shot, until the screen shows all of this."""
        while not all(text in flat(self._pilot) for text in shown):
            self._tick(4)
            await self._pilot.pause()

    def _tick(self, seconds: float) -> None:
        self._setting.forward(seconds)
        screen = self._pilot.app.screen
        assert isinstance(screen, PlayerScreen)
        screen._tick()
        screen.query_one(FigureView).show()


async def morning(setting: Setting) -> str:
    """From the alarm to the stretches."""
    setting.configure(f'{GOAL}[display]\nfigures = "octants"\n')
    async with CoachApp(setting.coach).run_test(size=_SIZE) as pilot:
        camera = Camera(pilot, setting)
        await camera.take(2.5, "06:45  The alarm. First of all: how is the heel?", "now")
        await _answer(camera)
        allowed = len(camera.shots)
        await camera.press("enter", 3.5, "So this is what today's run may be, and why.", "3/10")
        await camera.press("w", 4, "Why? All that led to it, and the source.", "Rule")
        setting.forward(5 * 60)
        await camera.press(
            "escape", 1.5, "06:50  Ten minutes of stretches. Enter starts them.", "due now"
        )
        await _stretch(camera)
    return film(camera.shots, still=allowed, about=ABOUT)


async def _answer(camera: Camera) -> None:
    await camera.press("enter", 1.6, "How much did the first steps hurt?", "How much")
    await camera.press("3", 1.2, "3 of 10 ...", "[3]")
    await camera.press("y", 0.9, "... it eases after a few steps ...", "[y yes]")
    await camera.press("n", 1.2, "... and walking is fine.", "[n no]")


async def _stretch(camera: Camera) -> None:
    await camera.press("enter", 1, "Follow the figure and the countdown.", "LEFT FOOT")
    await camera.pass_until("Hold")
    await camera.play(3, "Follow the figure and the countdown.")
    await camera.pass_until("Ankle circles", "Move")
    await camera.play(6, "Hands free: it counts, and says when to switch feet.")


def draw() -> str:
    """The morning of a runner who has used Coach for ten weeks."""
    with TemporaryDirectory() as folder, Setting(Path(folder)) as setting:
        live_ten_weeks(setting)
        return asyncio.run(morning(setting))


if __name__ == "__main__":
    FILM.write_text(draw(), encoding="utf-8")
