"""Coming days, as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.day.dates import (
    length_text,
    parse_day,
    parse_day_ahead,
    parse_day_around,
    parse_length,
)

DAY = timedelta(days=1)
WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("4 weeks", 28),
        ("1 week", 7),
        ("3 days", 3),
        ("1 Day", 1),
        ("6", 42),
        ("in 3 days", 3),
        ("tomorrow", 1),
        ("thu", 1),
        ("Thursday", 1),
        ("tue", 6),
        ("next tue", 6),
        ("wednesday", 7),
        (" 2026-03-14 ", 10),
        ("3660 days", 3660),
    ],
)
def test_days_to_come_are_read_as_people_write_them(text: str, ahead: int) -> None:
    assert parse_day_ahead(text, WEDNESDAY) == WEDNESDAY + DAY * ahead


@pytest.mark.parametrize(
    "text",
    [
        *("", "t", "s", "yesterday", "soon", "four weeks", "3 months", "next week", "-1 days"),
        *("24.11.", "2026-02-30", "3661 days", "99999999999999999999 weeks", "½ weeks", "² weeks"),
    ],
)
def test_what_is_no_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day_ahead(text, WEDNESDAY)


@given(st.dates(date(2020, 1, 1), date(2080, 1, 1)), st.integers(0, 6), st.integers(2, 9))
def test_a_weekday_is_the_next_one_and_never_today(today: date, number: int, letters: int) -> None:
    name = f"{date(2026, 3, 2) + DAY * number:%A}"[:letters]
    found = parse_day_ahead(name, today)
    assert found.weekday() == number
    assert 1 <= (found - today).days <= 7


@given(st.text(max_size=12), st.dates(date(2020, 1, 1), date(2080, 1, 1)))
def test_whatever_is_written_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        parse_day_ahead(text, today)
    except ValueError:
        return


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_day_at_an_end_of_the_calendar_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_day(text, WEDNESDAY)
    with pytest.raises(ValueError, match=text):
        parse_day_ahead(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "days", "shown"),
    [
        ("10 days", 10, "10 days"),
        ("1 day", 1, "1 day"),
        ("6", 42, "6 weeks"),
        ("6 Weeks", 42, "6 weeks"),
        ("3 months", 90, "3 months"),
        ("3months", 90, "3 months"),
        ("1 year", 365, "1 year"),
        ("0", 0, "0 days"),
        ("17 days", 17, "2 weeks"),
        ("92 days", 92, "13 weeks"),
        (" 2000 weeks ", 14_000, "2000 weeks"),
    ],
)
def test_a_length_is_read_in_any_unit_and_shown_with_one(text: str, days: int, shown: str) -> None:
    assert parse_length(text, "week") == DAY * days
    assert length_text(DAY * days) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "-1", "week", "two months", "3 months ago", "3 moons", "1.5 years", "3 m"),
        *("2001 weeks", "99999", "² weeks"),
    ],
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_length(text, "week")


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        *(("fri", -5), ("wed", 0), ("today", 0), ("tomorrow", 1), ("next fri", 2), ("Next Wed", 7)),
        *(("last wed", -7), ("last tue", -1), ("1 day ago", -1), ("2 weeks ago", -14)),
        ("in 2 weeks", 14),
    ],
)
def test_a_day_around_today_is_past_unless_it_says_next(text: str, ahead: int) -> None:
    assert parse_day_around(text, WEDNESDAY) == WEDNESDAY + DAY * ahead
