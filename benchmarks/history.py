"""A journal of ten years, about 70,000 events."""

import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from msgspec.structs import replace

from coach.domain.events.types import (
    Event,
    ExerciseDone,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
    StepStarted,
)
from coach.journal import Journal
from coach.journal.new_ids import new_id

_YEARS = 10
_DAY_STARTS = timedelta(hours=4)
"""When a day begins: what is done in the night belongs to the day before."""
_DAYS = 365 * _YEARS
_SESSIONS = {"morning": 3, "midday": 3, "evening": 6}


def write(path: Path, days: int = _DAYS) -> int:
    """Fill a journal with the days before today; returns how many events it has."""
    until = (datetime.now(UTC) - _DAY_STARTS).date()
    journal = Journal(path)
    events = list(_events(until - timedelta(days=days), until))
    journal.append(*events)
    journal.close()
    return len(events)


def _events(first: date, until: date) -> Iterator[Event]:
    last = ""
    for number in range((until - first).days):
        day = first + timedelta(days=number)
        for event in _day(day, number):
            last = new_id(event.at, last)
            yield replace(event, id=last)


def _day(day: date, number: int) -> Iterator[Event]:
    def at(hour: int) -> datetime:
        return datetime.combine(day, time(hour), UTC)

    unnamed = secrets.token_hex(1)
    pain = 1 + number % 5
    yield PainChecked(
        id=unnamed, at=at(6), day=day, step="pain-check", pain=pain, eases=True, walking_pain=False
    )
    for hour, (step, exercises) in zip((7, 12, 21), _SESSIONS.items(), strict=True):
        yield StepStarted(id=unnamed, at=at(hour), day=day, step=step)
        for position in range(exercises):
            yield ExerciseDone(
                id=unnamed,
                at=at(hour),
                day=day,
                step=step,
                position=position,
                exercise="pf_stretch",
                seconds=118,
            )
        yield StepDone(id=unnamed, at=at(hour), day=day, step=step)
    if number % 7 in {1, 3, 5}:
        yield RunLogged(
            id=unnamed,
            at=at(18),
            day=day,
            step="run",
            distance=5000,
            duration=1800,
            pain=2,
            pattern=Pattern.FADED,
        )
