"""Episodes of heel pain, compared with a search day by day from the first one on."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.heel.episode import Episode, EpisodeRecord, Span, episode_on, episodes
from coach.domain.heel.episode import median as own_median

DAY = timedelta(days=1)
BEGAN = date(2026, 3, 2)

Mornings = list[int | None]
PERIODS = st.one_of(
    st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=10),
    st.integers(1, 40).map(lambda days: [0] * days),
    st.lists(st.sampled_from([0, 0, 0, 1, 1, 3, None]), min_size=20, max_size=40),
    st.integers(1, 10).map(lambda days: [4] * days),
    st.integers(1, 12).map(lambda days: [None] * days),
)
MORNINGS = st.lists(PERIODS, min_size=1, max_size=6).map(
    lambda periods: [pain for period in periods for pain in period]
)


class Asked:
    """The mornings, and how many days were looked up."""

    def __init__(self, mornings: Mornings) -> None:
        self._mornings = mornings
        self.days = 0

    def pains(self, spans: Sequence[Span]) -> list[list[int]]:
        return [self._told((first - BEGAN).days, (until - BEGAN).days) for first, until in spans]

    def _told(self, first: int, until: int) -> list[int]:
        self.days += until - first
        days = self._mornings[max(0, first) : max(0, until)]
        return [pain for pain in days if pain is not None]


def found(mornings: Mornings) -> Episode | None:
    """The episode of the last day."""
    return episode_on(BEGAN + DAY * (len(mornings) - 1), BEGAN, Asked(mornings).pains)


def plainly(mornings: Mornings) -> Episode | None:
    """The same worked out forwards: 28 quiet days end it, and the next 3 begins another."""
    began: int | None = 0
    quiet = 0
    for day, pain in enumerate(mornings):
        quiet = quiet + 1 if is_quiet(mornings, day) else 0
        if quiet >= 28:
            began = None
        elif began is None and pain is not None and pain >= 3:
            began = day
    if began is None:
        return None
    week = [pain for pain in mornings[began : began + 7] if pain is not None]
    return Episode(BEGAN + DAY * began, median(week) if week else None)


def is_quiet(mornings: Mornings, day: int) -> bool:
    week = [pain for pain in mornings[max(0, day - 6) : day + 1] if pain is not None]
    return bool(week) and median(week) <= 1


@pytest.mark.slow
@settings(max_examples=200)
@given(MORNINGS)
def test_the_present_episode_is_the_one_that_is_reached_day_by_day(mornings: Mornings) -> None:
    assert found(mornings) == plainly(mornings)


@given(MORNINGS, MORNINGS)
def test_an_episode_that_has_begun_stays_the_same_while_it_lasts(
    before: Mornings, after: Mornings
) -> None:
    """So one look covers all the days since it began."""
    whole = found([*before, *after])
    if whole and (whole.began - BEGAN).days < len(before):
        earlier = found(before)
        assert earlier
        assert earlier.began == whole.began


@pytest.mark.parametrize(("quiet", "is_new"), [(27, False), (28, True), (60, True)])
def test_four_quiet_weeks_end_an_episode(quiet: int, is_new: bool) -> None:  # noqa: FBT001
    """With so many mornings of 1 the median is low on as many days, some of them days later."""
    mornings: Mornings = [5, 5, 5, *[1] * quiet, 4, 4, 4, 4]
    episode = found(mornings)
    assert episode
    assert (episode.began - BEGAN).days == (len(mornings) - 1 if is_new else 0)


def test_between_two_episodes_there_is_none() -> None:
    assert found([0] * 27)
    assert found([0] * 28) is None
    assert found([*[0] * 28, 2, 2, 2, 2, 2]) is None


def test_one_sore_morning_in_quiet_weeks_begins_no_episode() -> None:
    assert found([*[0] * 40, 6, *[0] * 5]) is None


def test_the_first_week_is_that_of_the_episode() -> None:
    mornings: Mornings = [*[8] * 7, *[0] * 40, *[5] * 14]
    episode = found(mornings)
    assert episode
    assert episode.first_week == 5


def test_whoever_never_tells_stays_in_the_first_episode() -> None:
    assert found([None] * 100) == Episode(BEGAN, None)


def test_ten_years_of_mornings_cost_little_more_than_some_weeks_of_them() -> None:
    mornings: Mornings = [4] * 3650
    asked = Asked(mornings)
    episode_on(BEGAN + DAY * 3649, BEGAN, asked.pains)
    assert asked.days < 7 * 3650 / 20


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_median_is_that_of_statistics(numbers: list[int]) -> None:
    assert own_median(numbers) == median(numbers)


def all_of(mornings: Mornings) -> tuple[EpisodeRecord, ...]:
    """All episodes up to the last day."""
    pains = {BEGAN + DAY * day: pain for day, pain in enumerate(mornings) if pain is not None}
    return episodes(pains, BEGAN, BEGAN + DAY * (len(mornings) - 1))


@pytest.mark.slow
@settings(max_examples=150)
@given(MORNINGS)
def test_the_last_episode_without_an_end_is_the_present_episode(mornings: Mornings) -> None:
    every = all_of(mornings)
    present = plainly(mornings)
    is_open = bool(every) and every[-1].ended is None
    assert is_open == (present is not None)
    if present:
        assert (every[-1].began, every[-1].weeks[0]) == (present.began, present.first_week)


@given(MORNINGS, MORNINGS)
def test_an_episode_that_has_ended_stays_as_it_was(before: Mornings, after: Mornings) -> None:
    ended = [one for one in all_of(before) if one.ended]
    assert list(all_of([*before, *after])[: len(ended)]) == ended


@given(MORNINGS)
def test_episodes_follow_one_another_and_each_counts_its_own_weeks(mornings: Mornings) -> None:
    every = all_of(mornings)
    last = BEGAN + DAY * (len(mornings) - 1)
    for one in every:
        assert len(one.weeks) == ((one.ended or last) - one.began).days // 7 + 1
    for one, following in pairwise(every):
        assert one.ended
        assert one.ended < following.began


def test_an_episode_knows_its_worst_week() -> None:
    mornings: Mornings = [*[4] * 7, *[6] * 14, *[0] * 40, *[5] * 12]
    first, second = all_of(mornings)
    assert first.worst == (2, 6)
    # The median reaches 1 on the fourth morning of 0, and stays there for four weeks.
    assert first.ended == BEGAN + DAY * (21 + 3 + 27)
    # It begins when the median is no longer quiet, three mornings after the first sore one.
    assert (second.began, second.weeks, second.ended) == (BEGAN + DAY * 64, (5, 5), None)
    assert second.worst == (1, 5)


def test_an_episode_without_checks_has_no_worst_week() -> None:
    assert all_of([None] * 15) == (EpisodeRecord(BEGAN, (None, None, None)),)
    assert all_of([None] * 15)[0].worst is None
