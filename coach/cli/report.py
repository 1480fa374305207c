"""`coach report`: a page for the doctor or the physiotherapist."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.param_types import SINCE, UNTIL, Whole, day_of
from coach.cli.writing import TO_FILE, say_written, write_new, writes
from coach.errors import RefusedError
from coach.reports.facts import WEEKS, report_of
from coach.reports.page import page
from coach.system.atomic_write import unused


@click.command(name="report")
@click.option("--weeks", type=Whole(1, 520), default=WEEKS, show_default=True, help="How far back.")
@SINCE
@UNTIL
@TO_FILE
@click.option("--pdf", is_flag=True, help="Write PDF; needs the extra `pdf`.")
@writes
@click.pass_obj
def report_command(
    options: dict[str, Any],
    *,
    weeks: int,
    since: str | None,
    until: str | None,
    to: Path | None,
    pdf: bool,
) -> None:
    """Write a page for a doctor or physiotherapist.

    It prints on two sheets: the course of the pain, the load, what was done, the exercises with
    their doses, milestones, warning signs, and questions to ask. It is one HTML file that needs no
    other.
    """
    with coach_for(options) as coach:
        today = coach.present_day()
        last = min(day_of(until, today) or today, today)
        first = day_of(since, today) or last - timedelta(weeks=weeks) + timedelta(days=1)
        text = page(report_of(coach, first, last))
        to = to or unused(Path(f"coach-report-{last}.{'pdf' if pdf else 'html'}"))
    write_new(to, _pdf(text) if pdf else text.encode())
    say_written(to, "only you can read it. Open it in a browser to print or send it.")


def _pdf(text: str) -> bytes:
    try:
        from weasyprint import HTML  # noqa: PLC0415 - an extra, and slow to load
    except (ImportError, OSError) as error:
        raise RefusedError(
            f"PDF needs WeasyPrint, which does not load here ({error}); install it with "
            "`pipx inject heelcoach weasyprint`, or print the HTML page from a browser."
        ) from error
    written: bytes = HTML(string=text, url_fetcher=_refuse).write_pdf()
    return written


def _refuse(url: str, *_: object, **__: object) -> Any:  # noqa: ANN401 - never returns
    """Refuse all requests: the page contains everything itself."""
    raise ValueError(f"not fetched: {url}")
