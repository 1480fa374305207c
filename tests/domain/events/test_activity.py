"""When two recordings are of one activity, and when they are two."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.activity import Activity, ActivityKind, is_clock_off, same

SEVEN = datetime(2026, 5, 3, 7, tzinfo=UTC)
RUN, RIDE, OTHER = ActivityKind.RUN, ActivityKind.RIDE, ActivityKind.OTHER

ACTIVITIES = st.builds(
    Activity,
    st.sampled_from(ActivityKind),
    st.integers(0, 240).map(lambda minutes: SEVEN + timedelta(minutes=minutes)),
    st.integers(1, 9000).map(float),
    st.integers(0, 20_000).map(float),
    st.just("run.fit"),
)


def activity(
    minute: float = 0, minutes: float = 30, km: float = 5, kind: ActivityKind = RUN
) -> Activity:
    return Activity(kind, SEVEN + timedelta(minutes=minute), minutes * 60, km * 1000, "run.fit")


@pytest.mark.parametrize(
    "other",
    [
        activity(),
        activity(0.1),  # clocks that differ by seconds
        activity(-0.1),
        activity(kind=OTHER),  # an export without a kind
        activity(kind=RIDE),  # an export whose kind was guessed from its speed
        activity(minutes=75),  # with the pauses counted
        activity(km=5.4),  # another way to measure
        activity(km=4.6),
        activity(3, 24, 4),  # without the streets where the runner lives
        activity(km=0),  # on a treadmill
        activity(km=0, kind=OTHER),
    ],
)
def test_two_recordings_of_one_run_are_the_same(other: Activity) -> None:
    assert same(activity(), other)
    assert same(other, activity())


@pytest.mark.parametrize(
    "other",
    [
        activity(31),  # at once again
        activity(30),
        activity(600),  # in the evening
        activity(24 * 60),
        activity(20),  # clocks that differ by so much prove nothing
        activity(km=10),
        activity(-40, 120, 12),  # a walk during which somebody ran
        activity(km=0, kind=ActivityKind.ROW),
        activity(km=0, minutes=90),
        activity(minutes=10, km=0),
    ],
)
def test_two_runs_stay_two(other: Activity) -> None:
    assert not same(activity(), other)
    assert not same(other, activity())


def test_of_two_equal_runs_that_overlap_one_has_a_wrong_clock() -> None:
    assert is_clock_off(activity(), activity(20))
    assert is_clock_off(activity(29.9), activity())
    assert not is_clock_off(activity(), activity(0.1))
    assert not is_clock_off(activity(), activity(30))
    assert not is_clock_off(activity(), activity(20, km=5.2))
    assert not is_clock_off(activity(), activity(20, kind=RIDE))


def test_short_repetitions_close_together_stay_apart() -> None:
    laps = [activity(number * 1.9, 1.4, 0.4) for number in range(5)]
    assert [same(laps[0], lap) for lap in laps] == [True, False, False, False, False]


@given(ACTIVITIES, ACTIVITIES)
def test_it_does_not_matter_which_comes_first(one: Activity, other: Activity) -> None:
    assert same(one, other) == same(other, one)


@given(ACTIVITIES)
def test_each_is_the_same_as_itself(one: Activity) -> None:
    assert same(one, one)


@given(ACTIVITIES, st.integers(0, 9000))
def test_what_begins_after_the_end_is_another(one: Activity, later: int) -> None:
    begin = one.began + timedelta(seconds=one.duration + later)
    assert not same(one, Activity(one.kind, begin, one.duration, one.distance, "b.fit"))


@given(ACTIVITIES, st.integers(-10, 10), st.floats(0.95, 1.05))
def test_small_differences_of_clock_and_distance_do_not_matter(
    one: Activity, seconds: int, factor: float
) -> None:
    long = Activity(one.kind, one.began, one.duration + 60, one.distance, "a.fit")
    began = one.began + timedelta(seconds=seconds)
    assert same(long, Activity(OTHER, began, long.duration, long.distance * factor, "b.gpx"))
