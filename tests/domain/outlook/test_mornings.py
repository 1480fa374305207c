"""Mornings to come: drawn from the runner's own, and never better than their own pace."""

from itertools import islice
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.diary import DAY, MONDAY, Diary

from coach.domain.outlook.mornings import FEWEST, Morning, OwnMornings

PAINS = st.lists(st.integers(0, 10), min_size=FEWEST, max_size=28)
LONG = 100
Answer = bool | None


def own(
    pains: list[int], *, eases: bool | None = True, walking: bool | None = False
) -> OwnMornings:
    """The mornings of as many days up to today."""
    diary = Diary()
    for day, pain in enumerate(pains):
        diary.woke(day, pain, eases=eases, walking=walking)
    last = len(pains) - 1
    return OwnMornings(diary.history(last).mornings, MONDAY + DAY * last)


def drawn(mornings: OwnMornings, seed: int = 0, count: int = LONG) -> list[Morning]:
    return list(islice(mornings.drawn(Random(seed)), count))  # noqa: S311 - no secret


def mean(mornings: list[Morning]) -> float:
    return fmean(one.pain for one in mornings)


@given(pains=PAINS, seed=st.integers(0, 99))
def test_every_pain_is_on_the_scale_and_the_same_seed_draws_the_same(
    pains: list[int], seed: int
) -> None:
    mornings = own(pains)
    found = drawn(mornings, seed)
    assert all(0 <= one.pain <= 10 for one in found)
    assert found == drawn(mornings, seed)


@pytest.mark.parametrize("pain", range(11))
def test_mornings_that_are_all_alike_stay_as_they_are(pain: int) -> None:
    assert {one.pain for one in drawn(own([pain] * 14))} == {pain}


def test_what_gets_worse_stays_as_it_is() -> None:
    mornings = own([2] * 14 + [3] * 7 + [4] * 7)
    means = [mean(drawn(mornings, seed)) for seed in range(20)]
    assert fmean(means) < 5


def test_what_gets_better_goes_on_getting_better_but_not_to_nothing() -> None:
    mornings = own([6] * 7 + [5] * 7 + [4] * 7 + [3] * 7)
    found = [drawn(mornings, seed) for seed in range(20)]
    soon, later = (fmean(mean(one[part]) for one in found) for part in (slice(7), slice(60, 99)))
    assert later < soon < 4
    assert later >= 0.8  # most have some pain for months


@pytest.mark.parametrize("eases", [True, False, None])
@pytest.mark.parametrize("walking", [True, False, None])
def test_answers_come_with_the_morning_that_they_were_given_for(
    eases: Answer, walking: Answer
) -> None:
    found = drawn(own([4] * 10, eases=eases, walking=walking))
    assert {(one.eases, one.walking_pain) for one in found} == {(eases, walking)}


def test_a_bad_week_does_not_end_overnight() -> None:
    mornings = own([1] * 20 + [7] * 8)
    found = [drawn(mornings, seed) for seed in range(50)]
    assert fmean(one[0].pain for one in found) > 5


def test_fewer_than_seven_mornings_are_too_few() -> None:
    assert not own([3] * (FEWEST - 1)).are_enough
    assert own([3] * FEWEST).are_enough


def test_only_the_last_four_weeks_count() -> None:
    assert own([9] * 10 + [1] * 28).count == 28


def test_how_far_mornings_swing_and_what_they_mostly_stay_below() -> None:
    assert own([3] * 14).swing == 0
    assert own([0, 6] * 7).swing > 2
    assert own([1] * 10 + [2, 2, 2, 2, 2, 5, 9]).usual_most == 5
