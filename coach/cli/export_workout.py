"""`coach export workout`: today's run for a watch, an app or a calendar."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, note_done, say
from coach.cli.writing import STANDARD, TO_FILE, write_new
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.heel.workout import Workout
from coach.errors import RefusedError
from coach.system.atomic_write import unused, unwritten


@click.command(name="workout")
@click.option(
    "--format",
    "form",
    type=click.Choice(("fit", "text", "ics")),
    default="fit",
    show_default=True,
    help="A workout for a watch, the text that intervals.icu reads, or a calendar's entry.",
)
@TO_FILE
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, and write nothing.")
@click.pass_obj
def workout_command(options: dict[str, Any], form: str, to: Path | None, *, as_json: bool) -> None:
    """What today's run may be, for a watch.

    It says when to walk and jog and how often, or how far to run. Without --to it goes straight
    onto a Garmin watch that is connected by USB, or else into a file in the present folder; text
    and ics are printed. If today has no run, it says why.
    """
    from coach.core.workout import todays_run, todays_workout  # noqa: PLC0415 - each on its own

    with coach_for(options) as coach:
        workout, day, now = todays_workout(coach), coach.today(), coach.clock.now()
    planned = todays_run(day)
    if as_json:
        emit_object(workout)
        return
    content = _written(form, workout, day, planned, now)
    where = _write(content, STANDARD if to is None and form != "fit" else to, day.date)
    if where != str(STANDARD):
        say(f"{where}: {workout.name}.{'' if planned else ' No run is planned today.'}")


def _written(
    form: str, workout: Workout, day: Day, planned: PlannedStep | None, now: datetime
) -> bytes:
    """The workout in a format; what each needs is loaded only for it."""
    match form:
        case "fit":
            from coach.reports.fit_workout import fit_workout  # noqa: PLC0415 - see above

            return fit_workout(workout, now)
        case "ics":
            from coach.reports.calendar import run_calendar  # noqa: PLC0415 - see above

            return run_calendar(workout, day, planned, now)
        case _:
            from coach.wording.workout import workout_text  # noqa: PLC0415 - see above

            return f"{workout_text(workout)}\n".encode()


def _write(content: bytes, to: Path | None, day: date) -> str:
    """Write a file; returns where it is."""
    folder = None if to else _watch()
    if folder:
        return _put_on_watch(content, folder / f"coach-{day}.fit")
    path = to or unused(Path(f"coach-run-{day}.fit"))
    write_new(path, content)
    return str(path)


def _watch() -> Path | None:
    """The folder of the mounted watch for new files, if there is one.

    Raises:
        RefusedError: if there are several.
    """
    from coach.system.mounted_watch import folders_for_new_files, runtime_folder  # noqa: PLC0415 - see above

    found = folders_for_new_files(Path("/"), runtime_folder())
    if len(found) > 1:
        named = ", ".join(str(one) for one in found)
        raise RefusedError(f"Several watches are connected ({named}); choose one with --to.")
    return found[0] if found else None


def _put_on_watch(content: bytes, path: Path) -> str:
    """Write a file on a watch, which takes it in when it is unplugged; an earlier one goes.

    Raises:
        RefusedError: if that fails.
    """
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error
    note_done()
    return f"On the watch, once you unplug it ({path})"
