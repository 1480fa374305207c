"""FIT files with missing values, which are taken from laps and records."""

from datetime import timedelta
from pathlib import Path

import pytest
from fitdecode import FIT_FRAME_DATA, FIT_UTC_REFERENCE, FitReader
from hypothesis import given
from hypothesis import strategies as st
from support.activity_files import (
    BEGAN,
    NOW,
    RUNNING,
    TRANSITION,
    WALKING,
    file_id,
    fit,
    fit_lap,
    one,
    record,
    records,
    session,
)

from coach.activities.fit_messages import bodies
from coach.activities.fit_records import records as records_of
from coach.activities.reading import read
from coach.domain.events.activity import Activity

A_SECOND = timedelta(seconds=1)
COURSE = 6


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.fit"


def reading(path: Path, *messages: bytes) -> Activity:
    path.write_bytes(fit(file_id(), *messages))
    return one(path)


def track(seconds: int, speed: float = 2.5, first: int = 0, before: float = 0) -> bytes:
    made = (
        record(BEGAN + at * A_SECOND, before + speed * at)
        for at in range(first, first + seconds + 1)
    )
    return b"".join(made)


def figures(activity: Activity) -> tuple[str, float, float, float]:
    since = (activity.began - BEGAN).total_seconds()
    return str(activity.kind), since, activity.duration, activity.distance


def test_a_session_without_a_start_begins_with_its_first_lap_or_record(path: Path) -> None:
    nowhere = session(None)
    assert figures(reading(path, fit_lap(BEGAN, 1800, 5000), nowhere)) == ("run", 0, 1800, 5000)
    assert figures(reading(path, track(9), nowhere)) == ("run", 0, 1800, 5000)


def test_a_session_without_totals_is_as_long_as_its_laps(path: Path) -> None:
    laps = fit_lap(BEGAN, 600, 1500) + fit_lap(BEGAN + 600 * A_SECOND, 300, 800)
    empty = session(timer=None, elapsed=None, distance=None)
    assert figures(reading(path, laps, empty)) == ("run", 0, 900, 2300)


def test_a_session_without_totals_or_laps_is_as_long_as_its_records(path: Path) -> None:
    empty = session(timer=None, elapsed=None, distance=None)
    assert figures(reading(path, track(600), empty)) == ("run", 0, 600, 1500)


def test_what_a_session_says_itself_counts(path: Path) -> None:
    said = session(timer=None, elapsed=1700, distance=4000)
    assert figures(reading(path, fit_lap(BEGAN, 600, 1500), track(9), said)) == (
        *("run", 0),
        *(1700, 4000),
    )


def test_a_leg_counts_only_its_own_records(path: Path) -> None:
    walk = session(timer=600, elapsed=600, distance=800, sport=WALKING)
    run = session(BEGAN + 700 * A_SECOND, timer=None, elapsed=None, distance=None)
    data = fit(file_id(), track(600, 1.3), track(400, 2.5, first=700, before=780), walk, run)
    path.write_bytes(data)
    assert [figures(one) for one in read(path, NOW)] == [
        ("walk", 0, 600, 800),
        ("run", 700, 400, 1000),
    ]


def test_a_transition_stays_none(path: Path) -> None:
    between = session(sport=TRANSITION, distance=None)
    assert reading(path, between, session(BEGAN + 1800 * A_SECOND)).distance == 5000


def test_a_file_that_ends_in_the_middle_of_a_lap_is_a_run_up_to_there(path: Path) -> None:
    activity = reading(path, fit_lap(BEGAN, 400, 1000), track(600))
    assert figures(activity) == ("run", 0, 600, 1500)


def test_a_file_of_nothing_but_records_is_judged_by_its_speed(path: Path) -> None:
    assert figures(reading(path, track(600, 2.5))) == ("run", 0, 600, 1500)
    assert figures(reading(path, track(600, 1.25))) == ("walk", 0, 600, 750)


def test_a_pause_between_records_is_none_of_the_running(path: Path) -> None:
    activity = reading(path, track(300), track(300, first=1500, before=-3000))
    assert figures(activity) == ("run", 0, 600, 1500)


def test_a_record_of_another_year_is_left_out(path: Path) -> None:
    wrong = record(BEGAN - timedelta(days=3000), 0)
    empty = session(None, timer=None, elapsed=None, distance=None)
    assert figures(reading(path, track(300), wrong, track(300, first=301), empty)) == (
        *("run", 0),
        *(601, 1502.5),
    )


def test_a_course_is_no_run_though_it_has_laps(path: Path) -> None:
    path.write_bytes(fit(file_id(COURSE), fit_lap(BEGAN, 600, 1500), track(9)))
    with pytest.raises(Exception, match="without an activity"):
        read(path, NOW)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9000),
            st.none() | st.integers(0, 10_000),
            st.sampled_from("<>"),
            st.integers(0, 3),
        )
    )
)
def test_the_records_are_those_that_fitdecode_finds(
    made: list[tuple[int, int | None, str, int]],
) -> None:
    data = fit(
        file_id(),
        *(
            record(BEGAN + at * A_SECOND, metres, order) + records(count)
            for at, metres, order, count in made
        ),
        session(sport=RUNNING),
    )
    ((body,), _) = bodies(data)
    with FitReader(data) as reader:
        frames = [one for one in reader if one.frame_type == FIT_FRAME_DATA]
        expected = [
            (one.get_value("timestamp").timestamp(), one.get_value("distance", fallback=None))
            for one in frames
            if one.name == "record" and one.has_field("timestamp")
        ]
    found = [(one.at + FIT_UTC_REFERENCE, one.metres) for one in records_of(body)]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
