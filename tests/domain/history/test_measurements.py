"""When to measure, and what counts as a real change."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import Event, Measured, RatedActivity, ScoreBrought
from coach.domain.history.measurements import (
    EVERY,
    Better,
    Topic,
    Trend,
    latest_activities,
    next_due,
    trends_of,
)
from coach.wording.measurements import rows, sentences

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
BEGAN = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = st.integers(0, 400).map(lambda number: BEGAN + DAY * number)


def measured(day: int, *, number: int = 0, **facts: Any) -> Measured:  # noqa: ANN401 - any field
    return Measured(id=f"{day:03}{number}", at=NOON, day=BEGAN + DAY * day, **facts)


def rated(day: int, **scores: int) -> Measured:
    return measured(day, activities=tuple(RatedActivity(*one) for one in scores.items()))


def score(day: int, value: float, title: str = "FFI") -> ScoreBrought:
    return ScoreBrought(id=f"{day:03}9", at=NOON, day=BEGAN + DAY * day, title=title, score=value)


def trend(events: Sequence[Event], topic: Topic, name: str = "") -> Trend:
    return next(one for one in trends_of(events) if (one.topic, one.name) == (topic, name))


def is_due(today: date, last: date | None) -> bool:
    return next_due(today, BEGAN, last) <= today


@given(last=DAYS, later=st.integers(1, 400))
def test_it_is_due_every_four_weeks_for_one_week_at_a_time(last: date, later: int) -> None:
    whole_weeks = later // 7
    expected = whole_weeks >= 4 and whole_weeks % 4 == 0
    assert is_due(last + DAY * later, last) is expected


@given(today=DAYS, last=st.none() | DAYS)
def test_the_next_day_is_the_present_week_or_the_soonest_to_come(
    today: date, last: date | None
) -> None:
    due = next_due(today, BEGAN, last)
    first = BEGAN + WEEK if last is None else last + EVERY
    assert due >= first
    assert (due - first) % EVERY == timedelta()
    assert today < due + WEEK
    assert due == first or today >= due - EVERY + WEEK


@given(later=st.integers(0, 6))
def test_the_first_one_comes_after_the_first_week(later: int) -> None:
    assert not is_due(BEGAN + DAY * later, None)
    assert is_due(BEGAN + WEEK + DAY * later, None)


@given(last=DAYS, passed=st.integers(28, 200))
def test_putting_it_off_is_quiet_for_four_weeks(last: date, passed: int) -> None:
    put_off = last + DAY * passed
    assert not any(is_due(put_off + DAY * ahead, put_off) for ahead in range(28))


VALUES = st.lists(st.integers(0, 10), min_size=1, max_size=6)


@given(values=VALUES)
def test_a_trend_has_the_last_value_and_both_changes(values: list[int]) -> None:
    found = trend(
        [rated(day, stairs=one) for day, one in enumerate(values)], Topic.ACTIVITY, "stairs"
    )
    assert found.value == values[-1]
    assert found.since_first == (values[-1] - values[0] if values[1:] else None)
    assert found.since_last == (values[-1] - values[-2] if values[1:] else None)


@given(values=VALUES, seed=st.randoms())
def test_the_order_of_recording_does_not_matter(values: list[int], seed: Any) -> None:  # noqa: ANN401
    events: list[Event] = [rated(day, stairs=one, walk=3) for day, one in enumerate(values)]
    mixed = list(events)
    seed.shuffle(mixed)
    assert trends_of(mixed) == trends_of(events)


@given(first=st.integers(0, 10), last=st.integers(0, 10))
def test_one_activity_counts_from_three_points_and_the_mean_from_two(first: int, last: int) -> None:
    events = [rated(0, stairs=first, walk=first), rated(28, stairs=last, walk=last)]
    one, mean = trend(events, Topic.ACTIVITY, "stairs"), trend(events, Topic.MEAN)
    assert one.is_real(one.since_first) is (abs(last - first) >= 3)
    assert mean.is_real(mean.since_first) is (abs(last - first) >= 2)


def test_the_mean_compares_only_the_same_activities() -> None:
    events = [rated(0, stairs=2, run=2), rated(28, stairs=6, walk=8), rated(56, walk=9, stairs=7)]
    found = trend(events, Topic.MEAN)
    assert [value for _, value in found.values] == [7, 8]
    assert [one.name for one in trends_of(events) if one.topic is Topic.ACTIVITY] == [
        "walk",
        "stairs",
    ]
    assert trend(events, Topic.ACTIVITY, "stairs").since_first == 5


def test_what_was_put_off_changes_no_trend_and_keeps_the_activities() -> None:
    events = [rated(0, stairs=2), measured(28)]
    assert measured(28).is_put_off
    assert latest_activities(events) == ("stairs",)
    assert trends_of(events) == trends_of(events[:1])


@given(left=st.integers(0, 200), right=st.integers(0, 200))
def test_each_side_is_a_trend_and_none_of_its_changes_is_judged(left: int, right: int) -> None:
    events = [
        measured(0, raises_left=left, wall_right=9.5),
        measured(28, raises_left=right, raises_right=right, wall_right=11.0),
    ]
    raises, wall = trend(events, Topic.RAISES, "left"), trend(events, Topic.WALL, "right")
    assert (raises.since_first, wall.since_first) == (right - left, 1.5)
    assert raises.is_real(raises.since_first) is wall.is_real(wall.since_first) is None
    assert trend(events, Topic.RAISES, "right").since_first is None
    said = dict(sentences(trends_of(events)))
    assert said["What counts"] == (
        "Coach knows no figure from which a change in heel raises or knee to wall counts."
    )
    assert "real" not in said["Heel raises"] + said["Knee to wall"]


@pytest.mark.parametrize(
    ("title", "real"),
    [("FFI", 7), (" ffi  Pain", 12), ("FAAM sport", 12.3), ("FHSQ pain", 14), ("LEFS", None)],
)
def test_known_questionnaires_count_from_their_own_figure(title: str, real: float | None) -> None:
    assert trends_of([score(0, 54, title)])[0].real == real


@pytest.mark.parametrize(
    ("title", "better", "called"),
    [
        ("FFI", Better.LOWER, "a real improvement"),
        ("Foot Function Index pain", Better.LOWER, ""),
        ("FAAM ADL", Better.HIGHER, "a real worsening"),
        ("FAAM", Better.HIGHER, ""),
        ("FHSQ pain", Better.HIGHER, "a real worsening"),
        ("FFIX", None, ""),
        ("LEFS", None, ""),
    ],
)
def test_the_better_direction_of_known_questionnaires_is_said(
    title: str, better: Better | None, called: str
) -> None:
    [found] = trends_of([score(0, 60, title), score(28, 40, title)])
    said = dict(sentences([found]))
    assert found.better == better
    assert found.is_better(-20) is (None if better is None else better is Better.LOWER)
    assert called in said["Score"]
    expected = f"{better.capitalize()} is better: {title}." if better else None
    assert said.get("Better") == expected


@given(first=st.integers(0, 10), last=st.integers(0, 10))
def test_more_is_better_in_what_the_runner_measures(first: int, last: int) -> None:
    events = [
        measured(
            day, raises_left=value, wall_left=value, activities=(RatedActivity("stairs", value),)
        )
        for day, value in ((0, first), (28, last))
    ]
    found = trends_of(events)
    expected = None if first == last else last > first
    assert {one.is_better(one.since_first) for one in found} == {expected}
    said = dict(sentences(found))["Better"]
    assert said == "Higher is better: activities, heel raises, knee to wall."


def test_a_title_may_be_spelt_in_several_ways() -> None:
    [found] = trends_of([score(0, 54, "FFI"), score(28, 47, "ffi")])
    assert (found.name, found.since_first, found.is_real(found.since_first)) == ("ffi", -7, True)


def test_a_change_is_said_with_what_it_is_compared_with() -> None:
    events = [score(0, 54), score(28, 50), score(56, 45)]
    assert dict(sentences(trends_of(events)))["Score"] == (
        "FFI 45: down 9 since 2 Mar 2026, a real improvement; "
        "down 5 since the last time, too little to count."
    )
    assert rows(trends_of(events)) == {"Questionnaires": "FFI 45 (-9* since 2 Mar 2026, -5)"}
