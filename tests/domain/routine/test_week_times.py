"""The times of a week: each day has one, and the nearer name wins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.routine.kinds import Weekday
from coach.domain.routine.week_times import WEEK_KEYS, WeekTimes, typed_week, week_text
from coach.domain.units import WallTime

MONDAY = date(2026, 3, 2)
WEEKEND = {Weekday.SAT, Weekday.SUN}
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
TABLES = st.dictionaries(st.sampled_from(WEEK_KEYS), CLOCKS)


@given(CLOCKS)
def test_one_time_is_that_of_every_day(clock: str) -> None:
    times = WeekTimes.parse(clock)
    assert {times.on(MONDAY + timedelta(days=ahead)) for ahead in range(7)} == {times.usual}
    assert times.usual == WallTime.parse(clock)


@given(CLOCKS, TABLES)
def test_a_day_by_its_name_goes_before_its_group_and_that_before_the_others(
    others: str, table: dict[str, str]
) -> None:
    table = {"others": others} | table
    times = WeekTimes.parse(table)
    for ahead, day in enumerate(Weekday):
        group = "weekend" if day in WEEKEND else "weekdays"
        nearest = next(table[key] for key in (day, group, "others") if key in table)
        assert times.on(MONDAY + timedelta(days=ahead)) == WallTime.parse(nearest)


@given(TABLES)
def test_a_table_that_leaves_out_a_day_is_none(table: dict[str, str]) -> None:
    is_whole = all(
        {str(day), "weekend" if day in WEEKEND else "weekdays", "others"} & set(table)
        for day in Weekday
    )
    if is_whole:
        assert len(WeekTimes.parse(table)) == len(Weekday)
    else:
        with pytest.raises(ValueError, match=r"\{.*\}"):
            WeekTimes.parse(table)


@given(TABLES.filter(len) | CLOCKS)
def test_what_is_shown_can_be_typed_again(value: object) -> None:
    assert typed_week(week_text(value)) == value


@pytest.mark.parametrize("text", ["", "6:45", "weekend", "a b c"])
def test_what_is_no_table_stays_a_text(text: str) -> None:
    assert typed_week(text) == text


def test_a_table_may_be_typed_as_the_file_has_it() -> None:
    typed = typed_week('{ weekdays = "06:45", weekend = "08:30" }')
    assert typed == {"weekdays": "06:45", "weekend": "08:30"}
