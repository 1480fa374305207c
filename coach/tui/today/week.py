"""The days of this week: how each was, and what the next ones would allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from coach.core.day_view import DayView
from coach.domain.day.wallclock import week_start
from coach.domain.events.types import RunLogged, Trained
from coach.domain.history.day_record import StretchDay
from coach.domain.history.recent_days import Progress
from coach.tui.style import DONE, DUE, LINE, MUTED, TITLE, line
from coach.wording.day import done_text

_DAY = timedelta(days=1)
_WEEK = 7
_DAYS, _PAIN, _STRETCHES = 8, 9, 11
"""The columns of each."""


def week_rows(view: DayView, progress: Progress, ahead: Mapping[date, str]) -> Iterator[Content]:
    """A heading, and a row for each day; `ahead` is what the next ones allow, once it is known."""
    today, first = view.day.date, week_start(view.day.date, view.day.routine.running.week_starts)
    heads = f"{'pain':>{_DAYS + _PAIN - 2}}  {'stretches'.ljust(_STRETCHES)}run"
    yield line((heads, MUTED))
    for day in (first + _DAY * number for number in range(_WEEK)):
        ago = (today - day).days
        style = TITLE if day == today else MUTED if day > today else "$foreground"
        mark = ("▸ " if day == today else "  ", DUE)
        name = (f"{day:%a} {day.day}".ljust(_DAYS - 2), style)
        run = (_run(view, day, ahead), style)
        yield line(mark, name, *_lived(progress, ago), run)


def _lived(progress: Progress, ago: int) -> Sequence[tuple[str, str]]:
    """The first steps and the stretches of a day, if it has come."""
    if ago < 0:
        return ((" " * (_PAIN + _STRETCHES), LINE),)
    pain, stretched = progress.pain[-1 - ago], progress.stretched[-1 - ago]
    steps = f"{pain}/10" if pain is not None else "·"
    return ((f"{steps:>{_PAIN - 2}}  ", "$foreground"), *_squares(stretched))


def _squares(day: StretchDay) -> Iterator[tuple[str, str]]:
    """A square for each session that was done, and a dot for each other one of the plan."""
    if day.away and not day.stretches:
        yield ("away".ljust(_STRETCHES), MUTED)
        return
    left = max(0, day.planned_stretches - day.stretches)
    yield ("■" * day.stretches, DONE)
    yield (("·" * left).ljust(_STRETCHES - day.stretches), LINE)


def _run(view: DayView, day: date, ahead: Mapping[date, str]) -> str:
    done = [one for one in view.events if isinstance(one, RunLogged | Trained) and one.day == day]
    return done_text(done, view.day.routine.display) if done else ahead.get(day, "")
