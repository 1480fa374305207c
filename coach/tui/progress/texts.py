"""Days, times and levels in the few words that Progress has room for."""

from __future__ import annotations

from datetime import date

from coach.domain.heel.rules import Level
from coach.domain.history.time_axis import Span, Unit
from coach.wording.phrases import short_day

LEVEL_NAMES = {
    Level.REST: "rest",
    Level.CROSS_TRAIN: "cross-train",
    Level.WALK_JOG: "walk-jog",
    Level.NO_INCREASE: "no increase",
    Level.AS_PLANNED: "as planned",
}


def span_text(span: Span, unit: Unit) -> str:
    """The time of a column in words."""
    first = span.first
    match unit:
        case Unit.DAY:
            return short_day(first)
        case Unit.WEEK:
            return f"Week of {first.day} {first:%b %Y}"
        case Unit.MONTH:
            return f"{first:%B %Y}"
        case Unit.QUARTER:
            return f"{first:%b} to {span.last:%b %Y}"
        case Unit.YEAR:
            return str(first.year)


def month_day(day: date) -> str:
    """A day of any year, in short."""
    return f"{day.day} {day:%b %Y}"
