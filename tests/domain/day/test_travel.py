"""Days lost on a journey."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import History

from coach.domain.day.travel import swallowed_days
from coach.domain.day.wallclock import coach_day, instant
from coach.domain.events.types import Event
from coach.domain.units import WallTime

DAY = timedelta(days=1)
FOUR = WallTime(4)
HONOLULU, AUCKLAND, APIA = map(ZoneInfo, ("Pacific/Honolulu", "Pacific/Auckland", "Pacific/Apia"))


def lived(*told: tuple[str, ZoneInfo]) -> list[Event]:
    """A step done at each of these wall times, on the coach day at that place and time."""
    events: list[Event] = []
    for wall, zone in told:
        at = datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC)
        history = History(coach_day(at, FOUR, zone))
        history.done("evening", at)
        events += history.events
    return events


def swallowed(events: list[Event], today: date | None = None) -> frozenset[date]:
    last = events[-1]
    return swallowed_days(events, today or last.day, last.at)


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        (("2026-11-04 21:30", HONOLULU), ("2026-11-06 07:05", AUCKLAND), [date(2026, 11, 5)]),
        (("2026-11-04 13:00", HONOLULU), ("2026-11-06 05:30", AUCKLAND), [date(2026, 11, 5)]),
        (("2026-11-04 21:30", AUCKLAND), ("2026-11-04 07:05", HONOLULU), []),
        (("2026-11-04 21:30", AUCKLAND), ("2026-11-05 07:05", HONOLULU), []),
        (("2011-12-29 21:30", APIA), ("2011-12-31 07:05", APIA), [date(2011, 12, 30)]),
        (("2026-11-04 21:30", AUCKLAND), ("2026-11-06 07:05", AUCKLAND), []),
    ],
)
def test_a_day_that_never_was_is_known_by_what_was_told_around_it(
    before: tuple[str, ZoneInfo], after: tuple[str, ZoneInfo], gone: list[date]
) -> None:
    assert sorted(swallowed(lived(before, after))) == gone


def test_whoever_has_just_landed_need_not_tell_anything_first() -> None:
    events = lived(("2026-11-04 21:30", HONOLULU))
    landed = datetime(2026, 11, 6, 5, tzinfo=AUCKLAND).astimezone(UTC)
    assert swallowed_days(events, date(2026, 11, 6), landed) == {date(2026, 11, 5)}


@given(
    name=st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"]),
    year=st.integers(2012, 2035),
    hours=st.lists(st.floats(0, 24, exclude_max=True), min_size=2, max_size=12),
    gaps=st.lists(st.integers(0, 3), min_size=12, max_size=12),
    into_the_night=st.floats(0, 2),
)
def test_whoever_stays_loses_no_day(
    name: str, year: int, hours: list[float], gaps: list[int], into_the_night: float
) -> None:
    zone, day, events = ZoneInfo(name), date(year, 3, 20), list[Event]()
    for hour, gap in zip(hours, gaps, strict=False):
        day += gap * DAY
        at = instant(day, FOUR, zone) + timedelta(hours=hour)
        history = History(coach_day(at, FOUR, zone))
        history.done("evening", at)
        history.done("morning", at + timedelta(hours=into_the_night))
        events += history.events
    assert not swallowed(events, max(one.day for one in events))
