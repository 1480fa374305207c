"""Distances and times of day as the runner chose to see them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import routine, utc

from coach.domain.day.wallclock import week_start
from coach.domain.events.types import RunLogged
from coach.domain.history.recent_days import progress
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.settings import AS_SHIPPED, Display, DistanceUnit, HourStyle

MILE = 1609.344
IN_MILES = Display(distances=DistanceUnit.MILES)
TWELVE = Display(hours=HourStyle.TWELVE)
DISPLAYS = st.sampled_from([AS_SHIPPED, IN_MILES])
METRES = st.floats(0, 500_000)


@pytest.mark.parametrize(
    ("metres", "kilometres", "miles"),
    [(0, "0.0 km", "0.0 mi"), (5200, "5.2 km", "3.2 mi"), (10 * MILE, "16.1 km", "10.0 mi")],
)
def test_a_distance_is_shown_in_the_unit_chosen(metres: float, kilometres: str, miles: str) -> None:
    assert (AS_SHIPPED.distance(metres), IN_MILES.distance(metres)) == (kilometres, miles)


@pytest.mark.parametrize(
    ("metres", "kilometres", "miles"),
    [
        (6000, "6.0 km", "3.7 mi"),
        (5599, "5.6 km", "3.4 mi"),  # a metre may be lost in adding up
        (5598, "5.5 km", "3.4 mi"),
        (5 * MILE, "8.0 km", "5.0 mi"),
        (150, "0.1 km", "150 m"),
        (99.5, "0.1 km", "99 m"),
        (60, "60 m", "60 m"),
        (0, "0.0 km", "0.0 mi"),
    ],
)
def test_what_is_not_to_be_exceeded_is_never_rounded_up(
    metres: float, kilometres: str, miles: str
) -> None:
    assert (AS_SHIPPED.most(metres), IN_MILES.most(metres)) == (kilometres, miles)


@given(DISPLAYS, METRES)
def test_who_runs_what_is_shown_is_within_the_cap(display: Display, most: float) -> None:
    shown = display.metres(display.most(most))
    assert most - 0.1 * MILE <= shown <= most + 1


@given(DISPLAYS, METRES)
def test_what_is_shown_is_read_back(display: Display, metres: float) -> None:
    for text, off in ((display.distance(metres), 0.05), (display.exact(metres), 0.005)):
        assert display.metres(text) == pytest.approx(metres, abs=off * MILE + 0.01, rel=1e-5)


@given(DISPLAYS, st.floats(0, 500).map(lambda number: round(number, 2)))
def test_a_bare_number_is_in_the_unit_chosen_and_others_are_understood(
    display: Display, number: float
) -> None:
    written = f"{number:.2f}"
    assert display.metres(written) == display.metres(f"{written} {display.distances}")
    assert display.metres(f"{written}km") == pytest.approx(number * 1000)
    assert display.metres(f"{written}mi") == pytest.approx(number * MILE)


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (time(), "12:00 am"),
        (time(0, 5), "12:05 am"),
        (time(6, 45), "6:45 am"),
        (time(11, 59), "11:59 am"),
        (time(12), "12:00 pm"),
        (time(17, 30), "5:30 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_twelve_hours_are_told_with_their_half_of_the_day(at: time, text: str) -> None:
    assert TWELVE.clock(at) == text
    assert AS_SHIPPED.clock(at) == f"{at:%H:%M}"


@given(st.dates(), st.sampled_from(Weekday))
def test_a_week_starts_on_the_day_chosen_at_most_six_days_ago(day: date, starts: Weekday) -> None:
    first = week_start(day, starts)
    assert list(Weekday)[first.weekday()] is starts
    assert 0 <= (day - first).days <= 6


@pytest.mark.parametrize(("starts", "week"), [("mon", (0, 5000)), ("sun", (4000, 0, 5000))])
def test_the_week_that_is_shown_begins_where_the_runner_says(
    starts: str, week: tuple[float, ...]
) -> None:
    sunday, tuesday = date(2026, 11, 22), date(2026, 11, 24)
    runs = [ran(day, far) for day, far in ((sunday, 4000.0), (tuesday, 5000.0))]
    chosen = routine(f'[running]\nweek_starts = "{starts}"\n')
    assert progress(chosen, runs, [], tuesday, 14, utc(tuesday, "12:00")).week == week


def ran(day: date, distance: float) -> RunLogged:
    return RunLogged(
        id=str(day),
        at=datetime.combine(day, time(17), UTC),
        day=day,
        step="run",
        distance=distance,
        duration=1800,
        pain=None,
        pattern=None,
    )
