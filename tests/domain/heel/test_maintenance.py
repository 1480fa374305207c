"""The maintenance day: it begins with a yes only, and three painful mornings always end it."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.diary import DAY, MONDAY, Diary

from coach.domain.events.types import MaintenanceChoice
from coach.domain.heel.maintenance import (
    Maintenance,
    brings_full_day_back,
    maintenance_times,
)

BEGIN, END, LATER = MaintenanceChoice

Mornings = Sequence[int | None]
Choices = Sequence[tuple[int, MaintenanceChoice]]

MORNINGS = st.lists(st.none() | st.integers(0, 10) | st.just(3), min_size=1, max_size=60)
CHOICES = st.lists(st.tuples(st.integers(0, 59), st.sampled_from(MaintenanceChoice)), max_size=8)


def on(day: int) -> date:
    return MONDAY + DAY * day


def diary_of(mornings: Mornings, choices: Choices) -> Diary:
    diary = Diary()
    for day, pain in enumerate(mornings):
        if pain is not None:
            diary.woke(day, pain)
    for day, choice in sorted(choices):
        diary.chose(day, choice)
    return diary


@given(MORNINGS, CHOICES)
def test_without_a_yes_it_is_never_in_force(mornings: Mornings, choices: Choices) -> None:
    others = [one for one in choices if one[1] is not BEGIN]
    assert diary_of(mornings, others).maintenance(60) == ()


@given(MORNINGS, CHOICES)
def test_no_day_is_a_maintenance_day_before_the_first_yes(
    mornings: Mornings, choices: Choices
) -> None:
    first = min((day for day, choice in choices if choice is BEGIN), default=60)
    times = diary_of(mornings, choices).maintenance(60)
    assert not any(one.has(on(day)) for one in times for day in range(first))


@given(MORNINGS, CHOICES, st.integers(3, 10), st.integers(0, 7))
def test_three_mornings_of_three_or_more_always_end_it(
    mornings: Mornings,
    choices: Choices,
    pain: int,
    gap: int,
) -> None:
    """Whatever came before, and with some days without a check between them."""
    diary = diary_of(mornings, choices)
    last = 60 + 2 * (gap + 1)
    for day in (60, 60 + gap + 1, last):
        diary.woke(day, pain)
    assert not any(one.has(on(day)) for one in diary.maintenance(last) for day in (last, 400))


@given(MORNINGS, CHOICES)
def test_times_follow_one_another_and_only_the_last_one_may_be_open(
    mornings: Mornings, choices: Choices
) -> None:
    times = diary_of(mornings, choices).maintenance(60)
    ends = [one.until for one in times[:-1]]
    for end, following in zip(ends, times[1:], strict=True):
        assert end is not None
        assert end <= following.since


@given(MORNINGS)
def test_it_stays_until_the_third_painful_morning_in_a_row(mornings: Mornings) -> None:
    """As a runner would count it who only looks at the mornings with a check."""
    told = [(day, pain) for day, pain in enumerate(mornings) if pain is not None]
    end = next(
        (
            three[-1][0]
            for three in zip(told, told[1:], told[2:], strict=False)
            if all(pain >= 3 for _, pain in three) and three[-1][0] - three[0][0] < 21
        ),
        None,
    )
    expected = Maintenance(on(0), on(end), is_relapse=True) if end else Maintenance(on(0))
    assert diary_of(mornings, [(0, BEGIN)]).maintenance(60) == (expected,)


def test_two_painful_mornings_change_nothing() -> None:
    diary = diary_of([0, 3, 9, 2, 3, 3, 0], [(0, BEGIN)])
    assert diary.maintenance(6) == (Maintenance(on(0)),)


def test_mornings_over_more_than_three_weeks_are_no_row() -> None:
    pains = {on(0): 3, on(10): 3, on(20): 3, on(31): 3}
    assert brings_full_day_back(pains, on(20))
    assert not brings_full_day_back(pains, on(31))


def test_the_runner_ends_it_on_the_very_day() -> None:
    diary = diary_of([0] * 9, [(2, BEGIN), (5, END)])
    assert diary.maintenance(9) == (Maintenance(on(2), on(5)),)


def test_mornings_before_the_yes_count_in_the_row() -> None:
    """So that a yes between sore mornings is no way around the rule."""
    diary = diary_of([0, 4, 4, 4, 0], [(2, BEGIN)])
    assert diary.maintenance(4) == (Maintenance(on(2), on(3), is_relapse=True),)


def test_a_second_yes_changes_nothing_while_the_first_one_holds() -> None:
    """As two machines may both record it."""
    choices = diary_of([0] * 9, [(2, BEGIN), (4, BEGIN)])
    assert choices.maintenance(9) == (Maintenance(on(2)),)
    assert maintenance_times([], {}) == ()


def test_after_a_relapse_it_takes_another_yes() -> None:
    mornings = [0, 3, 3, 3, *[0] * 30]
    assert not diary_of(mornings, [(0, BEGIN)]).maintenance(33)[-1].has(on(33))
    again = diary_of(mornings, [(0, BEGIN), (33, BEGIN)]).maintenance(33)
    assert [one.has(on(33)) for one in again] == [False, True]
