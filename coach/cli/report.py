"""`coach report`: a page for the doctor or the physiotherapist."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from coach.cli.open_coach import coach_for
from coach.cli.output import say
from coach.cli.param_types import DAY, Whole, day_of
from coach.cli.writing import TO_FILE, refuse_taken, write_new
from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.history.day_record import median_pain, weeks_of
from coach.domain.routine.model import Routine
from coach.errors import RefusedError
from coach.reports.page import Report, page

_WEEKS = 12


@click.command(name="report")
@click.option("--weeks", type=Whole(1, 520), default=_WEEKS, show_default=True)
@click.option("--since", type=DAY, help="From this day on, instead of a number of weeks.")
@click.option("--until", type=DAY, help="Up to this day instead of today.")
@TO_FILE
@click.option("--pdf", is_flag=True, help="Write PDF; needs the extra `pdf`.")
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
    """Write a page for a doctor or physiotherapist; it prints on two sheets.

    Course of pain, load, what was done, exercises with their doses, milestones, warning signs,
    and questions to ask. One self-contained HTML file.
    """
    with coach_for(options) as coach:
        today = coach.present_day()
        last = min(day_of(until, today) or today, today)
        first = day_of(since, today) or last - timedelta(weeks=weeks) + timedelta(days=1)
        text = page(report_of(coach, first, last))
        to = to or Path(f"coach-report-{last}.{'pdf' if pdf else 'html'}")
    refuse_taken(to)
    write_new(to, _pdf(text) if pdf else text.encode())
    say(f"{to}: only you can read it. Open it in a browser to print or send it.")


def report_of(coach: Coach, first: date, last: date) -> Report:
    """The content of the page for the days from `first` to `last`.

    Raises:
        RefusedError: if nothing was recorded by then.
    """
    records = DayRecords(coach)
    began, today = records.began(), coach.present_day()
    first = max(first, began)
    if first > last:
        raise RefusedError(f"Nothing was recorded up to {last}; you began on {began}.")
    start = records.days(began, min(began + timedelta(days=6), today))
    days = records.days(first, last)
    return Report(
        days=days,
        weeks=weeks_of(days, coach.routine.running.week_starts),
        first_week=median_pain(start),
        began=began,
        printed=today,
        routine=_as_today_has_it(coach),
        judgement=coach.judgement(),
        intake=coach.days.intake(),
        milestones=records.milestones(last),
        trials=tuple(coach.trials.between(first, last)),
        measured=coach.measuring.trends(last),
        episodes=records.episodes(last),
        changes=tuple(coach.obstacles.look_backs(days)),
    )


def _as_today_has_it(coach: Coach) -> Routine:
    """The routine with the doses of today, even for steps that today leaves out."""
    today = coach.today().routine.sessions
    sessions = {key: today.get(key, one) for key, one in coach.routine.sessions.items()}
    return replace(coach.routine, sessions=sessions)


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
