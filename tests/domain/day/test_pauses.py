"""Pauses, as people write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.day.pauses import pause_until
from coach.domain.units import WallTime

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FOUR = WallTime(4)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


WEDNESDAY = "2026-11-25 10:30"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2h", "2026-11-25 12:30"),
        ("90 min", "2026-11-25 12:00"),
        ("45s", "2026-11-25 10:30:45"),
        ("36h", "2026-11-26 22:30"),
        ("3d", "2026-11-28 10:30"),
        ("3 days", "2026-11-28 10:30"),
        ("1d12h", "2026-11-26 22:30"),
        ("until 18:00", "2026-11-25 18:00"),
        ("until 9:00", "2026-11-26 09:00"),
        ("until tomorrow", "2026-11-26 04:00"),
        ("until thu", "2026-11-26 04:00"),
        ("until wed", "2026-12-02 04:00"),
        ("until Friday", "2026-11-27 04:00"),
        ("until wed 18:00", "2026-11-25 18:00"),
        ("until wed 09:00", "2026-12-02 09:00"),
        ("until today 18:00", "2026-11-25 18:00"),
        ("until tomorrow 18:00", "2026-11-26 18:00"),
        ("until fri 02:00", "2026-11-27 02:00"),
        ("until 2026-12-01", "2026-12-01 04:00"),
        ("until 2026-12-01 7:15", "2026-12-01 07:15"),
        ("until 2026-11-25 18:00", "2026-11-25 18:00"),
        ("until 1 week", "2026-12-02 04:00"),
    ],
)
def test_the_end_of_a_pause_is_read_as_people_write_it(text: str, ends: str) -> None:
    assert pause_until(text, at(WEDNESDAY), FOUR, BERLIN) == at(ends)


def test_in_the_small_hours_the_day_is_still_the_one_before() -> None:
    night = at("2026-11-25 01:00")
    assert pause_until("until tomorrow", night, FOUR, BERLIN) == at("2026-11-25 04:00")
    assert pause_until("until wed", night, FOUR, BERLIN) == at("2026-11-25 04:00")
    assert pause_until("until wed 18:00", night, FOUR, BERLIN) == at("2026-11-25 18:00")


@pytest.mark.parametrize(
    "text",
    [
        *("", "until", "until ", "forever", "3", "d", "3w", "2h30", "3d 1", "-2h", "99999999d"),
        *("until 25:00", "until wed 25:00", "until s", "until s 18:00", "until yesterday"),
        *("until 2026-02-30", "until 18:00 wed", "wed", "18:00", "until wed thu"),
    ],
)
def test_what_is_no_pause_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        pause_until(text, at(WEDNESDAY), FOUR, BERLIN)


@given(
    now=st.integers(0, 366 * 24 * 60).map(lambda passed: NOON + timedelta(minutes=passed)),
    number=st.integers(0, 6),
    clock=st.none() | st.builds(WallTime, st.integers(0, 23), st.integers(0, 59)),
)
def test_a_weekday_is_the_next_one_to_come(
    now: datetime, number: int, clock: WallTime | None
) -> None:
    name = f"{date(2026, 3, 2) + timedelta(days=number):%a}"
    written = f"until {name}" if clock is None else f"until {name} {clock:%H:%M}"
    ends = pause_until(written, now, FOUR, BERLIN)
    assert ends.astimezone(BERLIN).weekday() == number
    assert timedelta() < ends - now <= timedelta(days=8, hours=1)
