"""The day: every step once, and its status at any instant."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import History, only, routine, utc
from coach.domain.day import Day, MomentKind, Status, plan_day
from coach.domain.events import Event, ExerciseDone, PainChecked, RunLogged, StepDone
from coach.domain.routine import Routine, Step, StepKind, Weekday
from coach.domain.units import Duration, WallTime
from coach.domain.wallclock import coach_day, instant
from zones import shifts, unlike_zones

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


# Every step once.

CLOCKS = ("00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30", "03:59", "04:00")
CLOCKS_OF_DAY = (*CLOCKS, "06:45", "12:00", "23:30", "23:59")


def at_many_times(starts: WallTime) -> Routine:
    """A routine of reminders at many times, in the order of the coach day."""
    walls = sorted(
        (WallTime.parse(clock) for clock in CLOCKS_OF_DAY), key=lambda wall: (wall < starts, wall)
    )
    return only(
        *(Step(id=f"{at:%H:%M}", kind=StepKind.REMINDER, name="Look up", at=at) for at in walls),
        starts=starts,
    )


MANY_TIMES = at_many_times(WallTime(4))
FROM_MIDNIGHT = at_many_times(WallTime(0))


def faults(routine: Routine, first: date, days: int, zone: ZoneInfo) -> list[str]:
    """What is wrong with so many days on end, each planned without a history."""
    found = []
    planned = [plan_day(routine, first + DAY * index, (), zone) for index in range(days)]
    for day in planned:
        dues = [one.due for one in day.steps if one.due and day.starts <= one.due < day.ends]
        if len(dues) != len(routine.steps) or set(ids(day)) != set(routine.steps):
            found.append(f"{zone.key} {day.date}: not every step is due once within the day")
        if ids(day) != list(routine.steps) or dues != sorted(dues):
            found.append(f"{zone.key} {day.date}: not in the order of the clock")
        found += [
            f"{zone.key} {day.date}: {one.step.id} comes at {one.due}"
            for one in day.steps
            if one.due and not comes_at_its_time(one.step, one.due, day, zone)
        ]
    found += [
        f"{zone.key} {after.date}: does not follow the day before"
        for day, after in pairwise(planned)
        if day.ends != after.starts
    ]
    return found


def comes_at_its_time(step: Step, due: datetime, day: Day, zone: ZoneInfo) -> bool:
    """Whether the wall clock shows the step's time, or would never have shown it that day."""
    assert step.at is not None
    local = due.astimezone(zone)
    if (local.hour, local.minute, local.second) == (step.at.hour, step.at.minute, 0):
        return local.fold == 0 or local.date() > day.date + DAY
    minutes = (day.ends - day.starts) // timedelta(minutes=1)
    shown = {
        f"{(day.starts + timedelta(minutes=minute)).astimezone(zone):%H:%M}"
        for minute in range(minutes)
    }
    return f"{step.at:%H:%M}" not in shown


def busiest_year(name: str) -> int:
    """The year with the most shifts, the latest of them."""
    years = Counter(shift.at.year for shift in shifts(name)) or Counter([2026])
    return max(years, key=lambda year: (years[year], year))


@pytest.mark.parametrize("routine", [MANY_TIMES, FROM_MIDNIGHT], ids=["from-four", "from-midnight"])
def test_in_every_zone_each_step_is_due_once_on_the_days_around_every_shift(
    routine: Routine,
) -> None:
    found = []
    for name in unlike_zones():
        year = busiest_year(name)
        for shift in shifts(name):
            if shift.at.year == year:
                found += faults(routine, shift.at.date() - DAY * 2, 5, ZoneInfo(name))
    # From midnight on, a day that never came has no length: nothing can be due in it.
    assert [one for one in found if "Pacific" not in one or "from-four" in one] == []
