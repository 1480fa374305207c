"""The full screen, opened from the command line."""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import coach
from coach.cli.arguments import STEP
from coach.cli.open_coach import coach_for
from coach.cli.output import is_dumb
from coach.core.coach import Coach
from coach.domain.events.types import Pattern
from coach.errors import RefusedError

if TYPE_CHECKING:
    from coach.system.service import ServiceManager


@click.command(name="start")
@STEP
@click.pass_obj
def start_command(options: dict[str, Any], step: str) -> None:
    """Open the full screen and start a STEP at once."""
    if not (options["plain"] or sys.stdout.isatty()):
        raise RefusedError("Starting a step needs a terminal; `coach done STEP` works without one.")
    open_screen(options, start=step)


@click.command(name="demo")
@click.pass_obj
def demo_command(options: dict[str, Any]) -> None:
    """Try a whole day in a few minutes, in a journal that is thrown away."""
    if not (options["plain"] or sys.stdout.isatty()):
        raise RefusedError("The demo needs a terminal.")
    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        config = Path(folder) / "config.toml"
        config.write_bytes((Path(coach.__file__).parent / "config" / "demo.toml").read_bytes())
        files = options | {"config": config, "journal": Path(folder) / "journal.db"}
        _begin_as_a_runner(files)
        open_screen(files, heading="A demo day: nothing is kept")


def _begin_as_a_runner(files: dict[str, Any]) -> None:
    """Enter an intake with recent runs, so that the demo shows a run and its caps."""
    with coach_for(files) as runner:
        told = {
            "weekly": 20_000.0,
            "longest": 8_000.0,
            "last_run": runner.present_day() - timedelta(days=2),
            "last_pattern": Pattern.FADED,
        }
        runner.record.take_intake(told)


def open_screen(options: dict[str, Any], start: str | None = None, heading: str = "") -> None:
    """Open the full screen, or the plain lines, on the step `start` if one is given."""
    with coach_for(options, retry_unsaved=True) as runner:
        if start is not None:
            runner.days.find(start)
        from coach.system.log import log_to_file  # noqa: PLC0415 - not for what names its files

        log_to_file()
        if options["plain"] or is_dumb():
            _talk(runner, start, heading)
            return
        from coach.tui.app import CoachApp  # noqa: PLC0415 - Textual only where a screen is opened
        from coach.tui.leaving import HANGUP  # noqa: PLC0415 - as above

        is_first = start is None and options["config"] is None and runner.is_new
        first_start = _way_later(options) if is_first else None
        app = CoachApp(runner, start=start, heading=heading, first_start=first_start)
        app.run()
        if app.return_code == HANGUP:
            sys.exit(0)  # The day's copy, which is made below, would take too long.
    if app.return_code:
        sys.exit(app.return_code)


def _talk(runner: Coach, start: str | None, heading: str) -> None:
    from coach.plain.conversation import run  # noqa: PLC0415 - asyncio only where something stays open

    gc.enable()
    run(runner, start=start, heading=heading)


def _way_later(options: dict[str, Any]) -> Callable[[], ServiceManager]:
    """A function that finds out how this system starts reminders."""
    from coach.cli.service import way_of  # noqa: PLC0415 - only once in a runner's life

    return partial(way_of, options)
