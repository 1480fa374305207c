"""Wall-clock times and coach days in every zone, where clocks go forward and back."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.zones import FIRST, LAST, SECOND, ZONES, Shift, offset, shifts, unlike_zones

from coach.domain.day.wallclock import coach_day, instant, step_instant

DAY = timedelta(days=1)
FOUR = time(4)
NEAR = [timedelta(), SECOND, timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=2)]
ANY_ZONE = st.sampled_from(ZONES)
ANY_TIME = st.times().map(lambda one: one.replace(microsecond=0))
ANY_DATE = st.dates(date(1990, 1, 3), date(2037, 12, 29))


def first_reaching(wall: datetime, name: str) -> datetime:
    """The first instant whose wall clock shows `wall` or later, going from shift to shift.

    Worked out differently from the code: it knows the shifts and looks forward from the one before.
    """
    known = [Shift(FIRST - DAY, timedelta(), offset(FIRST, ZoneInfo(name))), *shifts(name)]
    naive = wall.replace(tzinfo=UTC)
    start = max(0, bisect_right(known, naive - 2 * DAY, key=lambda one: one.at) - 1)
    ends = [*(one.at for one in known[start + 1 :]), LAST + DAY]
    for shift, end in zip(known[start:], ends, strict=True):
        if naive - shift.after < end:
            return max(shift.at, naive - shift.after)
    raise AssertionError(wall)


def walls_near_shifts(name: str) -> Iterator[datetime]:
    for shift in shifts(name):
        for edge in (shift.at + shift.before, shift.at + shift.after):
            for distance in NEAR:
                yield (edge - distance).replace(tzinfo=None)
                yield (edge + distance).replace(tzinfo=None)


def test_there_are_zones_and_shifts_enough_to_try() -> None:
    assert len(ZONES) > 400
    assert len(unlike_zones()) > 150
    assert sum(len(shifts(name)) for name in unlike_zones()) > 5000


@pytest.mark.slow
def test_near_every_shift_of_every_zone_a_wall_time_is_the_first_instant_that_reaches_it() -> None:
    wrong = [
        (name, wall)
        for name in unlike_zones()
        for wall in walls_near_shifts(name)
        if instant(wall.date(), wall.time(), ZoneInfo(name)) != first_reaching(wall, name)
    ]
    assert wrong == []


@given(ANY_ZONE, ANY_DATE, ANY_TIME)
def test_any_wall_time_anywhere_is_the_first_instant_that_reaches_it(
    name: str, day: date, at: time
) -> None:
    assert instant(day, at, ZoneInfo(name)) == first_reaching(datetime.combine(day, at), name)


@given(ANY_ZONE, st.lists(st.tuples(ANY_DATE, ANY_TIME), min_size=2, max_size=8))
def test_later_on_the_wall_is_never_earlier_in_time(
    name: str, walls: list[tuple[date, time]]
) -> None:
    instants = [instant(day, at, ZoneInfo(name)) for day, at in sorted(walls)]
    assert instants == sorted(instants)


def test_around_every_shift_of_every_zone_time_follows_the_wall() -> None:
    wrong = []
    for name in unlike_zones():
        walls = sorted(walls_near_shifts(name))
        instants = [instant(wall.date(), wall.time(), ZoneInfo(name)) for wall in walls]
        wrong += [(name, one) for one, after in pairwise(instants) if after < one]
    assert wrong == []


def holds(now: datetime, starts: time, zone: ZoneInfo) -> bool:
    """Whether the coach day of an instant contains it."""
    day = coach_day(now, starts, zone)
    return instant(day, starts, zone) <= now < instant(day + DAY, starts, zone)


@pytest.mark.parametrize("starts", [time(), time(0, 30), time(2, 30), FOUR])
def test_around_every_shift_of_every_zone_an_instant_is_in_its_coach_day(starts: time) -> None:
    wrong = [
        (name, shift.at, away)
        for name in unlike_zones()
        for shift in shifts(name)
        for away in (-DAY, -SECOND, timedelta(), timedelta(minutes=45), timedelta(hours=4))
        if not holds(shift.at + away, starts, ZoneInfo(name))
    ]
    assert wrong == []


@given(ANY_ZONE, st.datetimes(datetime(1990, 1, 3), datetime(2037, 12, 29)), ANY_TIME)  # noqa: DTZ001
def test_any_instant_anywhere_is_in_its_coach_day(name: str, now: datetime, starts: time) -> None:
    assert holds(now.replace(tzinfo=UTC), starts, ZoneInfo(name))


@given(ANY_ZONE, ANY_DATE, ANY_TIME, ANY_TIME)
def test_a_time_of_day_falls_in_its_coach_day(name: str, day: date, at: time, starts: time) -> None:
    zone = ZoneInfo(name)
    begins, ends = instant(day, starts, zone), instant(day + DAY, starts, zone)
    if begins < ends:
        assert begins <= step_instant(day, at, starts, zone) < ends


def at(name: str, day: str, clock: str) -> str:
    """The instant of a wall time, in UTC, as text."""
    moment = instant(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(name))
    return f"{moment:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("name", "day", "clock", "expected"),
    [
        # Forward at 02:00 to 03:00, back at 03:00 to 02:00.
        ("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29 00:59:00"),
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29 01:00:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:00:00"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29 01:00:00"),
        ("Europe/Berlin", "2026-03-29", "03:01", "2026-03-29 01:01:00"),
        ("Europe/Berlin", "2026-10-25", "01:59", "2026-10-24 23:59:00"),
        ("Europe/Berlin", "2026-10-25", "02:00", "2026-10-25 00:00:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30:00"),
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25 02:00:00"),
        # 30 December 2011 never came.
        ("Pacific/Apia", "2011-12-29", "23:59", "2011-12-30 09:59:00"),
        ("Pacific/Apia", "2011-12-30", "06:45", "2011-12-30 10:00:00"),
        ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30 10:00:00"),
        ("Pacific/Apia", "2011-12-31", "06:45", "2011-12-30 16:45:00"),
        # Clocks that go forward at midnight: the day begins at one.
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23 22:00:00"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23 22:00:00"),
        ("Africa/Cairo", "2026-04-24", "01:00", "2026-04-23 22:00:00"),
        ("America/Havana", "2026-03-08", "00:30", "2026-03-08 05:00:00"),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01 04:30:00"),
        # Shifts of half an hour.
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:30", "2026-10-03 15:30:00"),
    ],
)
def test_a_wall_time_is_an_instant(name: str, day: str, clock: str, expected: str) -> None:
    assert at(name, day, clock) == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("03:59:59", "2026-03-09"),
        ("04:00:00", "2026-03-10"),
        ("23:59:59", "2026-03-10"),
        ("00:00:00", "2026-03-09"),
    ],
)
def test_the_small_hours_belong_to_the_day_before(clock: str, expected: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    now = datetime.combine(date(2026, 3, 10), time.fromisoformat(clock), zone)
    assert coach_day(now, FOUR, zone) == date.fromisoformat(expected)


def test_a_day_that_never_came_keeps_the_small_hours_of_the_next() -> None:
    zone = ZoneInfo("Pacific/Apia")
    skipped = date(2011, 12, 30)
    last_of_it = datetime(2011, 12, 31, 3, 59, 59, tzinfo=zone)
    assert coach_day(last_of_it, FOUR, zone) == skipped
    assert coach_day(last_of_it + SECOND, FOUR, zone) == skipped + DAY
    assert coach_day(datetime(2011, 12, 29, 23, 59, tzinfo=zone), FOUR, zone) == skipped - DAY


def test_where_a_day_turns_in_a_repeated_hour_it_turns_once() -> None:
    zone, starts = ZoneInfo("Europe/Berlin"), time(2, 30)
    autumn = datetime(2026, 10, 25, tzinfo=UTC)
    days = [coach_day(autumn + timedelta(minutes=step), starts, zone).day for step in range(120)]
    assert days == [24] * 30 + [25] * 90
