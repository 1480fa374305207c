"""`coach card`: a picture of the course, to show around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.writing import TO_FILE, say_written, write_new, writes
from coach.config.themes import DEFAULT, Theme, ThemeStore
from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.history.day_record import DayRecord
from coach.domain.history.milestones import first_week
from coach.domain.history.time_axis import Span, Unit, columns, spans
from coach.domain.units import counted, plural
from coach.errors import RefusedError
from coach.reports.card import Card, draw
from coach.system.atomic_write import unused
from coach.wording.headline import headline

_LONGEST = timedelta(weeks=52)
_DAY = timedelta(days=1)


@click.command(name="card")
@TO_FILE
@writes
@click.pass_obj
def card_command(options: dict[str, Any], *, to: Path | None) -> None:
    """Draw the course as a picture to show around.

    It is an SVG in the colours of your theme. It shows the present episode of heel pain, or the
    last one, up to a year: first-step pain, the distance of each week, and how many runs and
    stretch sessions there were. It contains no names, notes or answers.
    """
    with coach_for(options) as coach:
        text = draw(card_of(coach))
        to = to or unused(Path(f"coach-card-{coach.present_day()}.svg"))
    write_new(to, text.encode())
    say_written(to, "only you can read it. Any browser shows it.")


def card_of(coach: Coach) -> Card:
    """The content of the card.

    Raises:
        RefusedError: if nothing was recorded yet.
    """
    records, today = DayRecords(coach), coach.present_day()
    episodes = records.episodes()
    if not records.pains and not records.runs:
        raise RefusedError("There is nothing to show yet; `coach check` records a morning.")
    began = episodes[-1].began if episodes else records.began()
    first = max(began, today - _LONGEST + _DAY)
    days = records.days(first, today)
    said = headline(records.pains, coach.judgement().episode, today)
    return Card(
        headline=said or f"{counted((today - began).days + 1, 'day')} with Coach.",
        first=first,
        last=today,
        first_week=first_week(records.pains, began),
        pains={day: pain for day, pain in records.pains.items() if first <= day <= today},
        weeks=tuple(_weeks(coach, records, first, today)),
        facts=tuple(_facts(days, coach)),
        theme=_theme(coach),
    )


def _weeks(
    coach: Coach, records: DayRecords, first: date, last: date
) -> Iterator[tuple[Span, float]]:
    weeks = spans(first, last, Unit.WEEK, coach.routine.running.week_starts)
    for one in columns(weeks, {}, records.runs, {}):
        yield one.span, one.distance


def _facts(days: Sequence[DayRecord], coach: Coach) -> Iterator[tuple[str, str]]:
    """What was done in these days, in numbers."""
    runs, distance = sum(len(one.runs) for one in days), sum(one.distance for one in days)
    stretches = sum(one.stretches for one in days)
    if runs:
        far = coach.routine.display.distance(distance)
        yield far, f"in {counted(runs, 'run')}"
    yield str(stretches), plural(stretches, "stretch session")


def _theme(coach: Coach) -> Theme:
    """The runner's theme, or the shipped one if its colours are only names."""
    store = ThemeStore(coach.config)
    theme = store.read(coach.routine.theme).theme if store.path(coach.routine.theme) else None
    if theme is None or theme.is_of_the_terminal:
        theme = store.read_shipped(DEFAULT).theme
    if theme is None:
        raise RefusedError("The colours of Coach cannot be read; install it again.")
    return theme
