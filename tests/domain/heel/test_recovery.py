"""When the maintenance day is offered: after four quiet weeks with free running, and a check."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.diary import DAY, MONDAY, Diary

from coach.domain.events.types import MaintenanceChoice, Pattern
from coach.domain.heel.recovery import Hindrance, earliest, hindrances

BEGIN, END, LATER = MaintenanceChoice
RUN_DAYS = frozenset({1, 3, 5})
LAST = 60


def recovered(pain: int = 0, sore: int = 3, days: int = LAST) -> Diary:
    """Sore for so many days, then hardly any pain, and a run every other day."""
    diary = Diary(days=days).told(
        ran_before=2, last_pattern=Pattern.NONE, weekly=15000, longest=5000
    )
    for day in range(days + 1):
        diary.woke(day, 4 if day < sore else pain)
        if day < days and (MONDAY + DAY * day).weekday() in RUN_DAYS:
            diary.ran(day, metres=4000)
    return diary


def why_not(diary: Diary, day: int = LAST) -> list[Hindrance]:
    return list(hindrances(diary.history(day), diary.programme(day), diary.judge(day)))


def is_offered(diary: Diary, day: int = LAST) -> bool:
    return not why_not(diary, day) and diary.judge(day).maintained_since is None


def first_day(hindrance: Hindrance, diary: Diary, day: int = LAST) -> date | None:
    return earliest(hindrance, diary.history(day), diary.programme(day), MONDAY + DAY * day)


def test_each_hindrance_is_named() -> None:
    unchecked = recovered()
    unchecked.events.pop()
    assert why_not(unchecked) == [Hindrance.NO_CHECK]
    assert Hindrance.SORE in why_not(recovered().woke(LAST, 3))
    assert why_not(recovered(), 33 - 1) == [Hindrance.NOT_QUIET]
    assert why_not(recovered().told(LAST - 1, allowed=2)) == [Hindrance.NO_FREE_RUNNING]
    assert why_not(recovered().chose(LAST - 13, LATER)) == [Hindrance.ANSWERED]
    assert first_day(Hindrance.ANSWERED, recovered().chose(LAST - 13, LATER)) == MONDAY + DAY * 61
    assert first_day(Hindrance.SORE, recovered().woke(LAST, 3)) is None


@given(pains=st.lists(st.integers(0, 10) | st.none(), min_size=1, max_size=40))
@settings(deadline=None)
def test_the_earliest_quiet_day_is_the_first_one_if_no_pain_comes_back(
    pains: list[int | None],
) -> None:
    today = len(pains) - 1
    diary = Diary(days=today + 40)
    for day, pain in enumerate(pains):
        if pain is not None:
            diary.woke(day, pain)
    found = first_day(Hindrance.NOT_QUIET, diary, today)
    for day in range(today + (pains[-1] is not None), today + 40):
        diary.woke(day, 0)
    days = (day for day in range(today + 1, today + 40) if is_quiet_enough(diary, day))
    assert found == MONDAY + DAY * next(days)


def is_quiet_enough(diary: Diary, day: int) -> bool:
    return Hindrance.NOT_QUIET not in why_not(diary, day)


@pytest.mark.parametrize("pain", [0, 1])
def test_four_quiet_weeks_with_free_running_offer_it(pain: int) -> None:
    assert is_offered(recovered(pain))


def test_it_comes_on_the_twenty_eighth_quiet_day() -> None:
    diary = recovered(sore=3)
    # The median of seven days is 0 from the seventh day on, when four of them are free of pain.
    assert [is_offered(diary, day) for day in (32, 33, 34)] == [False, True, True]


def test_pain_of_two_is_no_recovery() -> None:
    assert not is_offered(recovered(2))


def test_it_waits_for_the_check_of_the_morning() -> None:
    diary = recovered()
    diary.events.pop()
    assert not is_offered(diary)


def test_a_morning_of_three_is_no_day_to_ask() -> None:
    assert not is_offered(recovered().woke(LAST, 3))
    assert is_offered(recovered().woke(LAST, 2))


def test_it_takes_free_running() -> None:
    assert not is_offered(recovered().raised(LAST - 1, "numbness"))
    on_ladder = Diary(days=LAST).told(ran_before=200)
    for day in range(LAST + 1):
        on_ladder.woke(day, 0)
    assert not is_offered(on_ladder)


def test_a_run_against_the_advice_is_no_free_running() -> None:
    """A sore run: the runner may overrule, which makes nobody recovered."""
    diary = recovered().ran(LAST - 1, Pattern.THROUGHOUT, pain=4)
    assert not is_offered(diary)


def test_a_clinicians_word_below_free_running_counts() -> None:
    assert not is_offered(recovered().told(LAST - 1, allowed=2))
    assert is_offered(recovered().told(LAST - 1, allowed=3))


@pytest.mark.parametrize(("ago", "waits"), [(0, True), (13, True), (14, False)])
@pytest.mark.parametrize("choice", [LATER, END])
def test_after_a_no_it_waits_two_weeks(choice: MaintenanceChoice, ago: int, waits: bool) -> None:  # noqa: FBT001
    assert is_offered(recovered().chose(LAST - ago, choice)) != waits


def test_it_is_not_offered_while_it_is_in_force() -> None:
    assert not is_offered(recovered().chose(LAST - 20, BEGIN))


def test_after_three_sore_mornings_it_takes_four_quiet_weeks_again() -> None:
    """Even if they were too few to raise the median of seven days."""
    diary = recovered(days=70).chose(36, BEGIN)
    for day in (40, 41, 42):
        diary.woke(day, 3)
    assert diary.judge(42).maintenance is not None
    assert diary.judge(42).maintained_since is None
    assert [is_offered(diary, day) for day in (43, 69, 70)] == [False, False, True]


def test_it_changes_neither_level_nor_caps() -> None:
    with_, without = recovered().chose(LAST - 20, BEGIN), recovered()
    for day in range(LAST - 20, LAST + 1):
        one, other = with_.judge(day), without.judge(day)
        assert (one.verdict, one.level, one.caps) == (other.verdict, other.level, other.caps)
