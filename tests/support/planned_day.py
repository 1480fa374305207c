"""The shipped day in words that tests read easily: a step's status and when it is due."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Status
from coach.domain.events.types import Event
from support.builders import routine, utc

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
TUESDAY = date(2026, 3, 10)
"""A day with a run, a strength session, and everything else."""
WEDNESDAY = TUESDAY + DAY
SHIPPED = routine()


def plan(events: Iterable[Event] = (), day: date = TUESDAY, zone: tzinfo = UTC) -> Day:
    return plan_day(SHIPPED, day, events, zone)


def status(day: Day, step: str, clock: str) -> Status:
    """The status at a UTC time of that coach day."""
    planned = day.find(step)
    assert planned is not None
    return planned.status(clock_of(day, clock))


def clock_of(day: Day, clock: str) -> datetime:
    """A UTC time of the coach day; those before four are after midnight."""
    at = utc(day.date, clock)
    return at if at >= utc(day.date, "04:00") else at + DAY


def due(day: Day, step: str) -> str | None:
    """When a step is due, on the clock of UTC."""
    planned = day.find(step)
    assert planned is not None
    return f"{planned.due:%H:%M:%S}" if planned.due else None


def ids(day: Day) -> list[str]:
    return [planned.step.id for planned in day.steps]
