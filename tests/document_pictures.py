"""The pictures in README and docs, drawn by `make pictures` from ten weeks of one runner."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from support.film import Shot, screen_rows, still
from support.getting_better import GOAL, at, get_up, live_ten_weeks
from support.looking import settled
from support.simulated import Setting
from textual.containers import VerticalScroll
from textual.strip import Strip

from coach.cli.card import card_of
from coach.config.themes import shipped
from coach.reports.card import draw as draw_card
from coach.tui.app import CoachApp
from coach.tui.today import days_ahead

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDE, USUAL = (120, 36), (80, 24)


def draw() -> Iterator[tuple[str, str]]:
    """Each picture, by the name of its file."""
    days_ahead.AT_ONCE = inf
    with TemporaryDirectory() as folder:
        with Setting(Path(folder)) as setting:
            live_ten_weeks(setting)
            get_up(setting)
            yield "card.svg", draw_card(card_of(setting.coach))
        home = Path(folder)
        yield "today.svg", still([shot(home, WIDE)], "Today, with the week and what is ahead")
        course = shot(home, WIDE, "p")
        yield "progress.svg", still([course], "Progress: the course, a year of days, and words")
        ahead = shot(home, WIDE, "p", "4")
        yield "ahead.svg", still([ahead], "What is ahead, each as a range of days")
        plan = shot(home, WIDE, "c", "tab", "tab", *["down"] * 3)
        yield "plan.svg", still([plan], "Plan: an exercise, its dose and its figure")
        yield "themes.svg", still(list(_in_each_theme(home)), "Today in each theme", across=2)


def _in_each_theme(home: Path) -> Iterator[Shot]:
    for theme in shipped():
        yield shot(home, USUAL, theme=theme, caption=theme)


def shot(
    home: Path, size: tuple[int, int], *keys: str, theme: str = "evergreen", caption: str = ""
) -> Shot:
    """The screen after some keys, in a copy of the runner's files."""
    with _copy(home) as setting:
        setting.configure(f'theme = "{theme}"\n{GOAL}')
        return Shot(asyncio.run(_screen(setting, size, keys)), 0, caption)


async def _screen(
    setting: Setting, size: tuple[int, int], keys: tuple[str, ...]
) -> tuple[Strip, ...]:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        for one in pilot.app.screen.query(VerticalScroll):
            one.styles.scrollbar_size_vertical = 0
        await settled(pilot)
        return screen_rows(pilot.app)


@contextmanager
def _copy(home: Path) -> Iterator[Setting]:
    with TemporaryDirectory() as folder:
        shutil.copytree(home, folder, dirs_exist_ok=True)
        with Setting(Path(folder)) as setting:
            at(setting, "07:12")
            yield setting


if __name__ == "__main__":
    os.environ["COLORTERM"] = "truecolor"
    os.environ.pop("NO_COLOR", None)
    for name, picture in draw():
        (IMAGES / name).write_text(picture, encoding="utf-8")
