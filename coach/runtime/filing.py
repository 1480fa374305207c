"""Files that the runner asks an open program for: the report, a copy, and runs to take in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from coach.core.coach import Coach
from coach.errors import JournalError, RefusedError
from coach.system.atomic_write import create, unused, unwritten
from coach.system.threads import run_in_thread

_EXPORT = b'{"coach": "journal"'
"""How `coach export json` begins."""


def write_report(coach: Coach) -> str:
    """Write the page for the doctor into the present folder, and say where it is.

    Raises:
        RefusedError: if that is not possible.
    """
    from coach.reports.facts import WEEKS, report_of  # noqa: PLC0415 - seldom needed
    from coach.reports.page import page  # noqa: PLC0415 - as above

    today = coach.present_day()
    path = unused(Path(f"coach-report-{today}.html"))
    text = page(report_of(coach, today - timedelta(weeks=WEEKS, days=-1), today))
    try:
        create(path, text.encode())
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error
    return f"{path.absolute()}: only you can read it. Open it in a browser to print or send it."


async def back_up(coach: Coach) -> str:
    """Copy the journal, and say where to.

    Raises:
        JournalError: if that is not possible.
    """
    from coach.journal.backups import Backups  # noqa: PLC0415 - seldom needed

    backups, day = Backups(coach.journal.path), coach.present_day()
    try:
        return f"Copied to {await run_in_thread(lambda: backups.make(day))}."
    except OSError as error:
        raise JournalError(f"{backups.folder} cannot be used ({error.strerror}).") from error


async def take_in(coach: Coach, files: tuple[Path, ...]) -> str:
    """Record the runs in some files, and say what came.

    Raises:
        JournalError: if they could not be recorded.
        RefusedError: if one is an export of Coach, which is more than runs.
    """
    from coach.runtime.inbox import Inbox  # noqa: PLC0415 - a megabyte that few need

    for one in filter(_is_export, files):
        raise RefusedError(f"{one} is an export of Coach; `coach import` reads it in a terminal.")
    told: list[str] = []
    await Inbox(coach, lambda _, text: told.append(text)).take(files)
    return " ".join(told) or "Nothing in it is new."


def _is_export(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            return content.read(len(_EXPORT)) == _EXPORT
    except OSError:
        return False  # reading it will say why
