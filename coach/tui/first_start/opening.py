"""The first start from its questions to the day: ask, write, and install the reminders."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from coach.config.first_file import Answers
from coach.core.coach import Coach
from coach.errors import CoachError
from coach.tui.first_start.ready import ReadyScreen
from coach.tui.first_start.screen import FirstStartAnswers, FirstStartScreen
from coach.tui.messages import DayChanged

if TYPE_CHECKING:
    from coach.system.service import ServiceManager


def open_first_start(
    app: App[None],
    coach: Coach,
    way: Callable[[], ServiceManager],
    *,
    then: Callable[[], None],
    ask_about: Callable[[bool], None],
) -> None:
    """Ask, show what follows from the answers, and offer to go on to the intake.

    Args:
        app: shows the screens.
        coach: follows the config file once it is written.
        way: finds out how this system starts reminders, which may take seconds.
        then: called once everything is asked.
        ask_about: asks about heel and running; also about the foot, if it says so.
    """

    def go_on(answers: Answers, is_wanted: bool | None) -> None:  # noqa: FBT001 - as it comes
        if is_wanted:
            ask_about(answers.foot is None)

    def asked(answers: FirstStartAnswers | None) -> None:
        then()
        if answers is None:
            return
        if answers.in_background:
            app.run_worker(_install(app, way))
        if not answers.is_in_a_hurry:
            ready = ReadyScreen(coach, lambda files: app.run_worker(_take(app, coach, files)))
            app.push_screen(ready, partial(go_on, answers.answers))

    app.push_screen(FirstStartScreen(coach, way), asked)


async def _install(app: App[None], way: Callable[[], ServiceManager]) -> None:
    """Have the reminders start by themselves, and say whether that worked."""
    try:
        text = await asyncio.to_thread(_installed, way)
    except CoachError as error:
        text = f"{error} `coach service install` tries again."
    if isinstance(app.screen, ReadyScreen):
        app.screen.tell(text)
    else:
        app.notify(text, title="Reminders", markup=False)


async def _take(app: App[None], coach: Coach, files: tuple[Path, ...]) -> None:
    """Import files, and say what came."""
    from coach.runtime.filing import take_in  # noqa: PLC0415 - few need it

    try:
        text = await take_in(coach, files)
    except CoachError as error:
        text = str(error)
    if isinstance(app.screen, ReadyScreen):
        app.screen.tell(text)
    else:
        app.notify(text, title="Your export", markup=False)
    app.post_message(DayChanged())


def _installed(way: Callable[[], ServiceManager]) -> str:
    there = way()
    return " ".join((there.install(), *there.state().notes))
