"""`coach today`: the day as text, or as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from coach.cli.columns import columns
from coach.cli.next_line import facts_of
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, is_plain, say
from coach.core.day_view import DayView, view_day
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.day.time_away import TimeAway
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.history.trial import Trial
from coach.wording import judgement as advice
from coach.wording.day import GLYPHS, DayWords, Extra

_TIME, _RESULT = 0, 3
"""The columns that are aligned on the right."""


@click.command(name="today")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def today_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Print today's plan: each step, when it is due and its status."""
    with coach_for(options) as coach:
        view, is_short = view_day(coach), coach.days.is_short_day()
    words = view.words()
    if as_json:
        emit_object(
            {
                "day": view.day.date,
                "is_short": is_short,
                "trial": _trial(view.trial, view.day.date),
                "is_to_measure": view.is_to_measure,
                "maintenance": _maintenance(view),
                "level": _level(view.judgement),
                "away": _away(view.day.away),
                "away_ahead": _away(view.ahead),
                "back": view.where_one_stands() or None,
                "steps": [facts_of(words, one) for one in view.day.steps],
            }
        )
        return
    for line in _plain_lines(view) if is_plain() else _lines(view, words):
        say(line)


def _lines(view: DayView, words: DayWords) -> Iterator[str]:
    judgement = view.judgement
    yield f"{words.date()}  {words.clock()}"
    yield from view.notes()
    beside = advice.beside_the_plan(judgement, words.day)
    heading = f"{advice.headline(judgement)}. {advice.reason(judgement)} {beside}".rstrip()
    yield heading
    yield from filter(None, (view.drawn(), view.on_recovery()))
    yield ""
    for row in columns([_row(words, one) for one in words.entries()], right=(_TIME, _RESULT)):
        yield f"  {row}"


def _plain_lines(view: DayView) -> Iterator[str]:
    """The same in lines for a screen reader or a Braille display."""
    from coach.plain import day as plain_day  # noqa: PLC0415 - only for plain lines

    words = view.words()
    yield plain_day.heading(words)
    yield from view.notes()
    yield from plain_day.level(view)
    for one in view.day.steps:
        yield f"{one.step.id}: {plain_day.step(words, one)}"
    yield from plain_day.besides(words)


def _row(words: DayWords, planned: PlannedStep | Extra) -> tuple[str, ...]:
    if isinstance(planned, Extra):
        return planned.time, GLYPHS[Status.DONE], planned.name, planned.result, ""
    glyph = GLYPHS[planned.status(words.now)]
    time, result = words.time_of(planned), words.result(planned)
    return time, glyph, planned.step.name, result, planned.step.id


def _away(away: TimeAway | None) -> dict[str, object] | None:
    """A time away; `until` is the first day back."""
    if away is None:
        return None
    return {"since": away.since, "until": away.until, "because": away.because}


def _trial(trial: Trial | None, day: date) -> dict[str, object] | None:
    """The trial under way, and what it draws for the day."""
    if trial is None:
        return None
    return {"aid": trial.aid, "day": trial.number(day), "use": trial.is_with(day)}


def _maintenance(view: DayView) -> dict[str, object]:
    """Whether this is a maintenance day, or one is offered."""
    since = view.judgement.maintained_since
    return {"is_offered": view.offers_maintenance, "since": since}


def _level(judgement: Judgement) -> dict[str, object]:
    """What today's heel allows, as other programs read it."""
    may_run = judgement.level >= Level.NO_INCREASE
    most, left = (judgement.most_today, judgement.caps.left) if may_run else (None, None)
    return {
        "level": judgement.level,
        "name": advice.headline(judgement),
        "row": judgement.verdict.row.id,
        "reason": advice.reason(judgement),
        "warnings": list(advice.warnings(judgement)),
        "most_today": most,
        "most_today_m": most,
        "left_this_week": left,
        "left_this_week_m": left,
        "stage": judgement.stage.number if judgement.stage else None,
    }
