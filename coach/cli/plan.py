"""`coach plan`: the days ahead, and what their runs may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from coach.cli.columns import columns
from coach.cli.next_line import facts_of
from coach.cli.open_coach import coach_for
from coach.cli.output import Style, emit_object, say
from coach.cli.param_types import Whole
from coach.core.coach import Coach
from coach.core.days_ahead import DaysAhead, look_ahead, words_of
from coach.domain.day.planned import Day
from coach.domain.outlook.runner import SimulatedDay
from coach.errors import RefusedError
from coach.wording.day import DayWords
from coach.wording.days_ahead import what_is_assumed
from coach.wording.judgement import headline
from coach.wording.time_away import nothing_due

MOST = 28
"""Days; farther ahead, a plan of single days says nothing."""


@click.command(name="plan")
@click.option("--days", type=Whole(1, MOST), default=7, show_default=True, help="How far ahead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def plan_command(options: dict[str, Any], days: int, *, as_json: bool) -> None:
    """The days ahead, from today on, and what their runs may be.

    What a day allows is decided that morning. Until then the runs assume that all mornings are
    like today's.
    """
    with coach_for(options) as coach:
        ahead = look_ahead(coach, days)
        print_days(coach, ahead, ahead.days, as_json=as_json)


def print_coming_day(coach: Coach, day: date, *, as_json: bool) -> None:
    """Print one of the days ahead.

    Raises:
        RefusedError: if it is too far ahead.
    """
    count = (day - coach.present_day()).days + 1
    if count > MOST:
        raise RefusedError(f"{day} is too far ahead; name a day within the next four weeks.")
    ahead = look_ahead(coach, count)
    print_days(coach, ahead, ahead.days[-1:], as_json=as_json)


def print_days(coach: Coach, ahead: DaysAhead, days: tuple[Day, ...], *, as_json: bool) -> None:
    """Print some of the days ahead, and what their runs rest on."""
    if as_json:
        facts = [_facts(words_of(coach, day), ahead.runs.get(day.date)) for day in days]
        assumed = what_is_assumed(is_known=ahead.is_known, awaits_clinician=ahead.awaits_clinician)
        emit_object({"days": facts, "assumes": assumed})
        return
    for day in days:
        if day is not days[0]:
            say()
        words = words_of(coach, day)
        say(words.date(), style=Style.STRONG)
        for line in _lines(words, ahead):
            say(line)
    if assumed := ahead.assumed(days):
        say(f"\n{assumed}")


def _lines(words: DayWords, ahead: DaysAhead) -> Iterator[str]:
    if words.day.away:
        yield f"  {nothing_due(words.day.away)}"
        return
    rows = [(words.time_of(one), one.step.name, ahead.note(words, one)) for one in words.day.steps]
    for row in columns(rows, right=(0,)) if rows else ():
        yield f"  {row}"


def _facts(words: DayWords, run: SimulatedDay | None) -> dict[str, object]:
    """A day as other programs read it; distances are metres."""
    return {
        "day": words.day.date,
        "away": words.day.away is not None,
        "run": _run_facts(run) if run else None,
        "steps": [facts_of(words, one) for one in words.day.steps],
    }


def _run_facts(run: SimulatedDay) -> dict[str, object]:
    judgement = run.judgement
    return {
        "level": judgement.level,
        "name": headline(judgement),
        "may_run": run.has_run,
        "most_m": run.allowed if run.is_free else None,
        "stage": judgement.stage.number if judgement.stage and judgement.is_on_ladder else None,
        "done_this_week_m": judgement.caps.done,
        "most_this_week_m": judgement.caps.week,
    }
