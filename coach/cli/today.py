"""`coach today`: the day as text, or as JSON for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import click

from coach.cli.columns import columns
from coach.cli.next_line import facts_of
from coach.cli.open_coach import coach_for
from coach.cli.output import Style, emit_line, emit_object, is_plain, object_line, say
from coach.cli.param_types import ANY_DAY
from coach.core.coach import Coach
from coach.core.day_view import DayView, view_day
from coach.domain.day.dates import parse_day_around
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.day.time_away import TimeAway
from coach.domain.day.wallclock import coach_day
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.history.trial import Trial
from coach.errors import RefusedError
from coach.wording import judgement as advice
from coach.wording.day import GLYPHS, DayWords, Extra

_TIME, _RESULT = 0, 3
"""The columns that are aligned on the right."""
_LEVELS = {
    Level.REST: Style.RED,
    Level.CROSS_TRAIN: Style.YELLOW,
    Level.WALK_JOG: Style.YELLOW,
    Level.NO_INCREASE: Style.GREEN,
    Level.AS_PLANNED: Style.GREEN,
}
_STATUSES = {
    Status.DUE: Style.NEXT,
    Status.UNDER_WAY: Style.PLAYING,
    Status.DONE: Style.GREEN,
    Status.SKIPPED: Style.QUIET,
    Status.SNOOZED: Style.YELLOW,
    Status.MISSED: Style.RED,
}
"""Colour is never the only clue: each row has its sign, and the level its name."""


@click.command(name="today")
@click.option(
    "--day",
    type=ANY_DAY,
    help="Another day: tomorrow, 'next fri', yesterday, tue or 2026-11-20.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.option(
    "--follow", "follows", is_flag=True, help="Stay, and print a line of JSON on each change."
)
@click.pass_obj
def today_command(
    options: dict[str, Any], day: str | None, *, as_json: bool, follows: bool
) -> None:
    """Print today's plan: each step, when it is due and its status.

    With --day it prints another day: a past one as it went and as it was judged then, or a coming
    one with what its run may be.
    """
    if day and follows:
        raise click.UsageError("Give --day or --follow, not both.")
    with coach_for(options) as coach:
        if follows:
            from coach.cli.following import follow_files  # noqa: PLC0415 - only for what stays

            follow_files(coach, lambda: _line(coach), emit_line)
        wanted = parse_day_around(day, coach.present_day()) if day else coach.present_day()
        if wanted > coach.present_day():
            from coach.cli.plan import print_coming_day  # noqa: PLC0415 - only for coming days

            print_coming_day(coach, wanted, as_json=as_json)
            return
        view, pause_ends = view_of(coach, wanted), coach.days.pause_end()
        is_short = coach.days.judge_of(wanted).short_day(wanted).is_short
    if as_json:
        emit_object(_facts(view, pause_ends, is_short=is_short))
    elif is_plain():
        for line in _plain_lines(view, pause_ends):
            say(line)
    else:
        for line, style in _lines(view, pause_ends):
            say(line, style=style)


def _line(coach: Coach) -> Callable[[datetime], str]:
    """The day as a line of JSON at any instant, as far as it is known now."""
    view, pause_ends, is_short = view_day(coach), coach.days.pause_end(), coach.days.is_short_day()

    def line(now: datetime) -> str:
        paused_until = pause_ends if pause_ends and now < pause_ends else None
        return object_line(_facts(view._replace(now=now), paused_until, is_short=is_short))

    return line


def _facts(view: DayView, pause_ends: datetime | None, *, is_short: bool) -> dict[str, object]:
    """The day as other programs read it."""
    words = view.words()
    return {
        "day": view.day.date,
        "is_short": is_short,
        "paused_until": pause_ends.astimezone(view.zone) if pause_ends else None,
        "trial": _trial(view.trial, view.day.date),
        "is_to_measure": view.is_to_measure,
        "maintenance": _maintenance(view),
        "level": _level(view.judgement),
        "away": _away(view.day.away),
        "away_ahead": _away(view.ahead),
        "back": view.where_one_stands() or None,
        "steps": [facts_of(words, one) for one in view.day.steps],
    }


def view_of(coach: Coach, day: date) -> DayView:
    """The view of the present day, or of a past one.

    Raises:
        RefusedError: if that was before Coach, or too long ago.
    """
    if day == coach.present_day():
        return view_day(coach)
    if day < coach.days.first_day():
        raise RefusedError(f"{day} was before your first day with Coach.")
    return DayView(
        day=coach.days.day_of(day),
        judgement=coach.days.judgement(day),
        events=tuple(coach.days.events_of(day)),
        now=coach.clock.now(),
        zone=coach.zone,
        trial=coach.days.trial_on(day),
    )


def _lines(view: DayView, pause_ends: datetime | None) -> Iterator[tuple[str, Style | None]]:
    """The lines of the day, each with how it looks in colour."""
    judgement, words = view.judgement, view.words()
    is_present = _is_present(view)
    clock = f"  {words.clock()}" if is_present else ""
    yield f"{words.date()}{clock}", Style.STRONG
    for note in _notes(view, pause_ends):
        yield note, None
    beside = advice.beside_the_plan(judgement, words.day)
    heading = f"{advice.headline(judgement)}. {advice.reason(judgement)} {beside}".rstrip()
    yield heading, _LEVELS[judgement.level]
    for text in filter(None, (view.drawn(), view.on_recovery())):
        yield text, None
    yield "", None
    entries = words.entries()
    rows = columns([_row(words, one) for one in entries], right=(_TIME, _RESULT))
    for one, row in zip(entries, rows, strict=True):
        status = Status.DONE if isinstance(one, Extra) else one.status(words.now)
        yield f"  {row}", _STATUSES.get(status)


def _is_present(view: DayView) -> bool:
    return view.day.date == coach_day(view.now, view.day.routine.day.starts, view.zone)


def _notes(view: DayView, pause_ends: datetime | None) -> Iterator[str]:
    """What to say before anything else."""
    yield from view.notes()
    if pause_ends and _is_present(view):
        yield f"Reminders are paused until {view.words().when(pause_ends)}."


def _plain_lines(view: DayView, pause_ends: datetime | None) -> Iterator[str]:
    """The same in lines for a screen reader or a Braille display."""
    from coach.plain import day as plain_day  # noqa: PLC0415 - only for plain lines

    words = view.words()
    yield plain_day.heading(words)
    yield from _notes(view, pause_ends)
    yield from plain_day.level(view)
    for one in view.day.steps:
        yield f"{one.step.id}: {plain_day.step(words, one)}"
    yield from plain_day.besides(words)


def _row(words: DayWords, planned: PlannedStep | Extra) -> tuple[str, ...]:
    if isinstance(planned, Extra):
        return planned.time, GLYPHS[Status.DONE], planned.name, planned.result, ""
    glyph = GLYPHS[planned.status(words.now)]
    time, result = words.time_of(planned), words.result_in_full(planned)
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
