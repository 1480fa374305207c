"""What is looked up, as lines: why, progress, the days ahead, the entries, the report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from coach.core.coach import Coach
from coach.core.day_view import figures_beside, view_day
from coach.core.days import HISTORY
from coach.plain import day as day_lines
from coach.plain.text import sentence
from coach.wording.phrases import short_day

_MOST = 20
"""Entries that are read out at once."""
_DAYS_AHEAD = 7


def progress(coach: Coach) -> Iterator[str]:
    """The last two weeks, the week in words, what was measured, and the episodes."""
    from coach.core.day_records import DayRecords  # noqa: PLC0415 - seldom needed
    from coach.wording import measurements, week  # noqa: PLC0415 - as above

    view, records = view_day(coach, HISTORY), DayRecords(coach)
    figures, today = figures_beside(coach, view), view.day.date
    yield from day_lines.progress(figures, view.judgement, coach.routine.display)
    said = chain(week.sentences(records.review(today)), measurements.sentences(records.measured()))
    yield from (f"{topic}: {text}" for topic, text in said)
    yield from day_lines.episodes(records.episodes(), today)


def outlook(coach: Coach) -> Iterator[str]:
    """When the runner can run again; it takes a second to work out."""
    from coach.core.outlook import outlooks  # noqa: PLC0415 - seldom needed
    from coach.core.what_follows import what_follows  # noqa: PLC0415 - as above

    *_, view = outlooks(coach)
    yield from day_lines.outlook(view, coach.routine, what_follows(coach))


def plan(coach: Coach) -> Iterator[str]:
    """The days ahead, and what their runs may be."""
    from coach.core.days_ahead import look_ahead, words_of  # noqa: PLC0415 - seldom needed

    ahead = look_ahead(coach, _DAYS_AHEAD)
    for day in ahead.days:
        words = words_of(coach, day)
        yield f"{words.date()}:"
        yield from day_lines.plan(words, ahead.note)
    yield from filter(None, (ahead.assumed(ahead.days),))


def why(coach: Coach) -> Iterator[str]:
    """Why today's level is what it is."""
    from coach.core.what_follows import what_follows  # noqa: PLC0415 - seldom needed

    yield from day_lines.why(coach.judgement(), coach.routine.display, what_follows(coach))


def entries(coach: Coach, words: str) -> Iterator[str]:
    """The newest entries that contain some words."""
    from coach.core.log_book import LogBook  # noqa: PLC0415 - seldom needed
    from coach.runtime.inbox_memory import Memory  # noqa: PLC0415 - as above

    found = chain.from_iterable(LogBook(coach).find(words))
    first = list(islice(found, _MOST))
    for one in first:
        yield sentence((short_day(one.day), one.time, one.name, one.text))
    if not first:
        yield "Nothing found."
    elif next(found, None):
        yield f"These are the newest {_MOST}; words find others, as in: entries pain 6."
    unread = () if words else Memory(coach.journal).unread
    if unread:
        yield "Files from your watch that could not be read:"
        yield from (one.why for one in unread[:_MOST])
    if len(unread) > _MOST:
        yield f"There are {len(unread)}; `coach entries --unread` lists them all."
