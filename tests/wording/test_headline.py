"""The sentence above Progress: true to the mornings, and silent where they say too little."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.heel.episode import Episode, median
from coach.wording.headline import headline, time_text

BEGAN = date(2026, 3, 2)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
EPISODE = Episode(BEGAN, None)
_PAIN = st.integers(0, 10)
_WEEKS = st.integers(2, 300)


def week(first: date, pain: int, mornings: int = 7) -> dict[date, int]:
    return {first + A_DAY * ahead: pain for ahead in range(mornings)}


def said(then: int, now: int, weeks: int = 5) -> str:
    last = BEGAN + A_WEEK * weeks
    return headline(week(BEGAN, then) | week(last - A_DAY * 6, now), EPISODE, last)


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (6, 3, "First-step pain is down from 6 to 3 in five weeks."),
        (3, 6, "First-step pain is up from 3 to 6 in five weeks."),
        (4, 4, "First-step pain is 4, as it was five weeks ago."),
        (5, 4, "First-step pain is 4, and was 5 five weeks ago: no real change."),
    ],
)
def test_the_change_is_said_in_one_sentence(then: int, now: int, sentence: str) -> None:
    assert said(then, now) == sentence


@given(_PAIN, _PAIN, _WEEKS)
def test_it_is_down_or_up_only_by_a_real_change(then: int, now: int, weeks: int) -> None:
    sentence = said(then, now, weeks)
    assert (" down " in sentence) == (now <= then - 2)
    assert (" up " in sentence) == (now >= then + 2)


@given(st.lists(_PAIN, min_size=7, max_size=7), st.lists(_PAIN, min_size=7, max_size=7))
def test_its_numbers_are_the_medians_of_both_weeks(first: list[int], last: list[int]) -> None:
    today = BEGAN + A_WEEK * 5
    days = [today - A_DAY * ago for ago in range(7)]
    pains = {BEGAN + A_DAY * at: pain for at, pain in enumerate(first)}
    sentence = headline(pains | dict(zip(days, last, strict=True)), EPISODE, today)
    numbers = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", sentence)}
    assert numbers <= {median(first), median(last)}
    assert median(last) in numbers


@given(st.dictionaries(st.integers(0, 13), _PAIN))
def test_in_the_first_two_weeks_it_says_nothing(mornings: dict[int, int]) -> None:
    pains = {BEGAN + A_DAY * at: pain for at, pain in mornings.items()}
    assert headline(pains, EPISODE, BEGAN + A_DAY * 13) == ""


@given(st.integers(0, 7), st.integers(0, 7))
def test_fewer_than_three_mornings_in_a_week_say_nothing(first: int, last: int) -> None:
    today = BEGAN + A_WEEK * 5
    pains = week(BEGAN, 6, first) | week(today - A_DAY * 6, 3, last)
    assert bool(headline(pains, EPISODE, today)) == (first >= 3 and last >= 3)


def test_after_an_episode_it_says_that_it_is_over() -> None:
    today = BEGAN + A_WEEK * 30
    told = headline(week(today - A_DAY * 6, 1), None, today)
    assert told == "First-step pain is 1, and the last episode is over."


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (14, "two weeks"),
        (90, "twelve weeks"),
        (91, "three months"),
        (400, "13 months"),
        (1100, "three years"),
        (5000, "14 years"),
    ],
)
def test_a_long_time_is_said_as_people_say_it(days: int, text: str) -> None:
    assert time_text(A_DAY * days) == text
