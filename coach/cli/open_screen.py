"""The full screen, opened from the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from coach.cli.open_coach import coach_for
from coach.cli.output import is_dumb
from coach.core.coach import Coach
from coach.system.light_imports import (
    import_asyncio_without_tls,
    without_what_textual_brings,
)

if TYPE_CHECKING:
    from coach.system.service import ServiceManager


def open_screen(options: dict[str, Any], start: str | None = None, heading: str = "") -> None:
    """Open the full screen, or the plain lines, on the step `start` if one is given."""
    with coach_for(options, retry_unsaved=True) as runner:
        if start is not None:
            runner.days.find(start)
        from coach.system.log import log_to_file  # noqa: PLC0415 - not for what names its files

        import_asyncio_without_tls()
        log_to_file()
        if options["plain"] or is_dumb():
            _talk(runner, start, heading)
            return
        with without_what_textual_brings():
            from coach.tui.app import CoachApp  # noqa: PLC0415 - Textual only for a screen
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
