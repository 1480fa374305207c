"""`coach start` and `coach demo`: the full screen on one step, or on a day to try."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

import coach
from coach.cli.arguments import STEP
from coach.cli.open_coach import coach_for
from coach.cli.open_screen import open_screen
from coach.config.editing import set_value
from coach.domain.events.types import Pattern
from coach.errors import RefusedError


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
    """Try a whole day in a few minutes; nothing is kept."""
    if not (options["plain"] or sys.stdout.isatty()):
        raise RefusedError("The demo needs a terminal.")
    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        config = Path(folder) / "config.toml"
        config.write_bytes((Path(coach.__file__).parent / "config" / "demo.toml").read_bytes())
        files = options | {"config": config, "journal": Path(folder) / "journal.db"}
        _begin_now(files)
        open_screen(files, heading="A demo day: nothing is kept")


def _begin_now(files: dict[str, Any]) -> None:
    """Begin the day at this minute, with an intake such that the demo shows a run and its caps."""
    with coach_for(files) as runner:
        now = runner.clock.now().astimezone(runner.zone)
        set_value(files["config"], "steps.pain-check.at", f"{now:%H:%M}")
        told = {
            "weekly": 20_000.0,
            "longest": 8_000.0,
            "last_run": runner.present_day() - timedelta(days=2),
            "last_pattern": Pattern.FADED,
        }
        runner.record.take_intake(told)
