"""Durations, times of day, distances and run times, read and written."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.units import (
    Duration,
    WallTime,
    counted,
    distance_text,
    length_text,
    parse_distance,
    parse_run_time,
    span_text,
    stopwatch_text,
    times,
)

A_DAY = 24 * 3600


def in_kilometres(text: str) -> float:
    return parse_distance(text, "km")


LOOKALIKES = st.text(alphabet="0123456789hmskinm:.,-+_ ²٣", max_size=12) | st.text(max_size=8)
ANYTHING = st.one_of(
    LOOKALIKES,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.lists(st.integers(), max_size=2),
    st.times(),
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45s", 45),
        ("12m", 720),
        ("12min", 720),
        ("1m30s", 90),
        ("1m 30s", 90),
        ("2h", 7200),
        ("1h5m7s", 3907),
        ("0s", 0),
        ("24h", A_DAY),
        (90, 90),
        (0, 0),
        (A_DAY, A_DAY),
    ],
)
def test_a_duration_is_read(text: object, seconds: int) -> None:
    duration = Duration.parse(text)
    assert duration == seconds
    assert isinstance(duration, Duration)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "m", "90", "12x", "-5s", "1.5m", "5s1m", "24h1s", "1m30"),
        *(-1, A_DAY + 1, True, 1.5, None, [5], time(1)),
    ],
)
def test_what_is_no_duration_is_refused(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words the message
        Duration.parse(text)


@given(hours=st.integers(0, 23), minutes=st.integers(0, 59), seconds=st.integers(0, 59))
def test_every_duration_written_out_is_read_back(hours: int, minutes: int, seconds: int) -> None:
    text = f"{hours}h{minutes}m{seconds}s"
    assert Duration.parse(text) == hours * 3600 + minutes * 60 + seconds


@pytest.mark.parametrize(
    ("text", "wall"),
    [("06:45", time(6, 45)), ("6:45", time(6, 45)), ("00:00", time()), ("23:59", time(23, 59))],
)
def test_a_time_of_day_is_read(text: str, wall: time) -> None:
    assert WallTime.parse(text) == wall


def test_a_time_of_day_that_toml_knows_is_taken_to_the_minute() -> None:
    assert WallTime.parse(time(6, 45, 30)) == time(6, 45)


@pytest.mark.parametrize(
    "text", ["", "24:00", "12:60", "6", "0645", "06:5", "06:45:30", " 06:45", "-1:00", 645, None]
)
def test_what_is_no_time_of_day_is_refused(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words the message
        WallTime.parse(text)


@given(st.times())
def test_every_time_of_day_written_out_is_read_back(wall: time) -> None:
    assert WallTime.parse(f"{wall:%H:%M}") == wall.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("5.2km", 5200),
        ("5,2 km", 5200),
        ("5.2", 5200),
        ("800m", 800),
        ("800 M", 800),
        (" 3.1 mi ", 4988.9664),
        ("42.195", 42195),
    ],
)
def test_a_distance_is_read(text: str, metres: float) -> None:
    assert parse_distance(text, "km") == pytest.approx(metres)


@pytest.mark.parametrize("text", ["", "km", "-5", "5.km", ".5", "5 miles", "1e3", "nan", "inf"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words the message
        parse_distance(text, "km")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("31", 1860),
        ("31m", 1860),
        ("31 min", 1860),
        ("31:20", 1880),
        ("31:5", 1865),
        ("1:05:00", 3900),
        ("90:00", 5400),
        ("1h5m", 3900),
        (" 31:20 ", 1880),
    ],
)
def test_a_run_time_is_read(text: str, seconds: int) -> None:
    assert parse_run_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        *("", ":", "31:", ":20", "31:60", "1:75:00", "2:-5", "+1:05", "1_0:00", "1: 05"),
        *("1:2:3:4", "0:0:0:9", "25:00:00", "1441", "31.5", "²", "half an hour"),
    ],
)
def test_what_is_no_run_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words the message
        parse_run_time(text)


@given(st.integers(0, A_DAY))
def test_every_run_time_is_read_back_from_its_stopwatch_text(seconds: int) -> None:
    assert parse_run_time(stopwatch_text(seconds)) == seconds


@given(ANYTHING)
def test_reading_a_duration_gives_one_or_a_value_error(text: object) -> None:
    try:
        assert 0 <= Duration.parse(text) <= A_DAY
    except ValueError:
        return


@given(ANYTHING)
def test_reading_a_time_of_day_gives_one_or_a_value_error(text: object) -> None:
    try:
        wall = WallTime.parse(text)
    except ValueError:
        return
    assert (wall.second, wall.microsecond) == (0, 0)


@given(LOOKALIKES)
def test_reading_a_run_gives_numbers_or_a_value_error(text: str) -> None:
    for parse in (in_kilometres, parse_run_time):
        try:
            assert parse(text) >= 0
        except ValueError:
            continue


@pytest.mark.parametrize("parse", [Duration.parse, in_kilometres, parse_run_time])
@pytest.mark.parametrize("unit", ["", "m", ":00"])
def test_endless_numbers_are_no_disaster(parse: type, unit: str) -> None:
    try:
        parse("9" * 10_000 + unit)
    except ValueError:
        return
    assert parse is in_kilometres


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (18, "0:18"),
        (556, "9:16"),
        (59.6, "1:00"),
        (3599.6, "1:00:00"),
        (3845, "1:04:05"),
    ],
)
def test_a_length_is_written_as_on_a_stopwatch(seconds: float, text: str) -> None:
    assert stopwatch_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (18, "18 s"),
        (59.6, "1 min"),
        (556, "9 min 16 s"),
        (1206, "20 min 6 s"),
        (3600, "1 h"),
        (3845, "1 h 4 min 5 s"),
    ],
)
def test_a_length_looks_like_no_time_of_day(seconds: float, text: str) -> None:
    assert length_text(seconds) == text


@given(st.integers(0, A_DAY))
def test_every_run_time_is_read_back_from_its_length(seconds: int) -> None:
    assert parse_run_time(length_text(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (40, "40 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (119, "1 min"),
        (720, "12 min"),
        (3600, "1 h"),
        (19080, "5 h 18 min"),
        (A_DAY, "24 h"),
    ],
)
def test_a_length_is_written_as_people_say_it(seconds: float, text: str) -> None:
    assert span_text(seconds) == text


@pytest.mark.parametrize(
    ("metres", "text"), [(5200, "5.2 km"), (0, "0.0 km"), (42195, "42.2 km"), (5249, "5.2 km")]
)
def test_a_distance_is_written_in_kilometres(metres: float, text: str) -> None:
    assert distance_text(metres, "km") == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1000, "1000 entries")]
)
def test_a_number_of_things_has_its_plural(count: int, text: str) -> None:
    assert counted(count, "entry", "entries") == text
    assert counted(count, "run") == text.replace("entries", "runs").replace("entry", "run")


@pytest.mark.parametrize(("count", "text"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often_has_words_for_the_smallest_numbers(count: int, text: str) -> None:
    assert times(count) == text
