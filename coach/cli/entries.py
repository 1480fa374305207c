"""`coach entries` and `coach delete`: look through what was recorded, and correct it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

import click

from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_json, is_at_terminal, is_plain, say
from coach.cli.param_types import ONE_DAY, SINCE, UNTIL, day_of
from coach.core.coach import Coach
from coach.core.log_book import LogBook, LogEntry
from coach.domain.day.dates import day_text
from coach.domain.routine.model import Routine
from coach.system.printable import printable
from coach.wording.day import time_width

_NAME_WIDTH = 24
"""Wide enough for more than steps: a warning sign, a pause."""


@click.command(name="entries")
@click.argument("words", nargs=-1)
@ONE_DAY
@SINCE
@UNTIL
@click.option("--all", "gone", is_flag=True, help="Include what was deleted, corrected or undone.")
@click.option("--unread", is_flag=True, help="List files from your watch that could not be read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def entries_command(  # noqa: PLR0913 - one for each option
    options: dict[str, Any],
    words: tuple[str, ...],
    day: str | None,
    since: str | None,
    until: str | None,
    *,
    gone: bool,
    unread: bool,
    as_json: bool,
) -> None:
    """List what was recorded, newest first.

    With WORDS it lists only entries that contain them all.

    \b
      coach entries pain 6 2026-11     the mornings of a month with pain 6
      coach entries run tue            the runs on Tuesdays

    `coach delete` takes the id in the first column. In the full screen, press l.
    """  # noqa: D301 - click wants the backspace itself
    if day and (since or until):
        raise click.UsageError("Give --day, or --since and --until, not both.")
    with coach_for(options) as coach:
        if unread:
            _list_unread(coach, as_json=as_json)
            return
        today = coach.present_day()
        first, last = day_of(day or since, today), day_of(day or until, today) or date.max
        months = LogBook(coach).find(" ".join(words), since=first, gone=gone)
        lines = (line for month in months for line in month if line.day <= last)
        if as_json:
            emit_json([_facts(line) for line in lines])
        else:
            _print(_rows(lines, coach.routine))


@click.command(name="delete")
@click.argument("entry_ids", nargs=-1, required=True, metavar="ID...")
@click.option("--undo", "is_undone", is_flag=True, help="Bring back what was deleted or undone.")
@records
@click.pass_obj
def delete_command(options: dict[str, Any], entry_ids: tuple[str, ...], *, is_undone: bool) -> None:
    """Delete entries by the IDs that `coach entries` shows.

    The end or the beginning of an id is enough. A played session is deleted as a whole. The journal
    keeps everything: --undo brings back what `coach entries --all` shows as deleted or undone, and
    `coach undo` today's last deletion.
    """
    from coach.core.edit_session import EditSession  # noqa: PLC0415 - not for a list

    with coach_for(options) as coach:
        entries, correcting = LogBook(coach), EditSession(coach)
        lines = {line.id: line for line in map(entries.named, entry_ids)}
        for line in lines.values():
            if is_undone:
                coach.corrections.bring_back(line.events)
            else:
                correcting.delete(line)
            done = "Back" if is_undone else "Deleted"
            say(f"{done}: {line.name}, {day_text(line.day)} {line.time}: {line.text}.")


def _print(rows: Iterator[str]) -> None:
    """Print rows as they come, in the pager if there are more than the terminal shows."""
    most = shutil.get_terminal_size().lines if is_at_terminal() and not is_plain() else 0
    first = list(islice(rows, max(most, 1)))
    if not first:
        say("Nothing found.", err=True)
    elif len(first) == most:
        click.echo_via_pager(f"{printable(row)}\n" for row in chain(first, rows))
    else:
        for row in chain(first, rows):
            say(row)


def _rows(lines: Iterable[LogEntry], routine: Routine) -> Iterator[str]:
    """Each line as it comes, in columns that fit all possible rows."""
    times = time_width(routine.display)
    names = max(_NAME_WIDTH, *(len(step.name) for step in routine.steps.values()))
    for line in lines:
        fate = f"  ({line.fate})" if line.fate else ""
        head = f"{line.short_id}  {line.day:%a} {line.day} {line.time:>{times}}"
        yield f"{head}  {line.name:<{names}}  {line.text}{fate}"


def _list_unread(coach: Coach, *, as_json: bool) -> None:
    from coach.runtime.inbox_memory import Memory  # noqa: PLC0415 - few ask for it

    files = Memory(coach.journal).unread
    if as_json:
        emit_json([{"file": printable(one.path), "why": one.why} for one in files])
        return
    for one in files:
        say(one.why)
    if not files:
        say("Every file that arrived could be read.")


def _facts(line: LogEntry) -> dict[str, date | str | bool | list[Any]]:
    """A line as other programs read it, with its events as in the journal."""
    return {
        "id": line.id,
        "day": line.day,
        "at": line.at,
        "name": line.name,
        "text": line.text,
        "holds": not line.fate,
        "fate": line.fate,
        "events": list(line.events),
    }
