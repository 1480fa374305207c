"""The outlook: what many courses have in common, and which milestones are ahead."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from support.diary import DAY, MONDAY, Diary

from coach.domain.events.types import Pattern
from coach.domain.outlook.mornings import OwnMornings
from coach.domain.outlook.outlook import HORIZON, Milestone, Outlook, OutlookMaker, Wanted

from .test_runner import RUN_DAYS, start_of

COURSES = 12
NOTHING = Wanted()


def on_the_way() -> Diary:
    """Four months without a run, and two weeks of mornings that get better."""
    diary = Diary(days=14).told(ran_before=120)
    for day in range(14):
        diary.woke(day, 3 - day // 5)
    return diary


def running() -> Diary:
    """Three weeks of running four kilometres, and little pain."""
    diary = Diary(days=21)
    diary.told(ran_before=2, last_pattern=Pattern.NONE, weekly=12000, longest=4000)
    for day in range(21):
        diary.woke(day, 1 + day % 2)
        if (MONDAY + DAY * day).weekday() in RUN_DAYS:
            diary.ran(day, metres=4000)
    return diary


def outlook(diary: Diary, day: int, wanted: Wanted = NOTHING) -> Outlook:
    history = diary.history(day)
    mornings = OwnMornings(history.mornings, MONDAY + DAY * day)
    start = replace(start_of(diary, day), wanted=wanted.most)
    *_, found = OutlookMaker(start, diary.judge(day), mornings, wanted).simulate(COURSES)
    return found


def test_on_the_ladder_the_next_stage_comes_before_the_first_free_run() -> None:
    found = outlook(on_the_way(), 13)
    assert list(found.spans) == [Milestone.NEXT_STAGE, Milestone.FREE_RUN]
    stage, free = found.spans.values()
    assert stage.likely is not None
    assert free.likely is not None
    assert 0 < stage.likely < free.likely < HORIZON


@pytest.mark.parametrize("begin", [on_the_way, running])
def test_early_is_not_later_than_likely_nor_likely_than_late(
    begin: Callable[[], Diary],
) -> None:
    found = outlook(begin(), 13, Wanted(usual=6000, goal=8000))
    for span in found.spans.values():
        known = [HORIZON if one is None else one for one in span[:3]]
        assert known == sorted(known)


def test_it_is_the_same_each_time_it_is_worked_out() -> None:
    assert outlook(on_the_way(), 13) == outlook(on_the_way(), 13)


def test_nothing_is_ahead_of_one_who_runs_as_far_as_usual() -> None:
    assert outlook(running(), 20, Wanted(usual=4000)).spans == {}


def test_a_longer_distance_comes_by_a_tenth_at_a_time() -> None:
    found = outlook(running(), 20, Wanted(usual=5000, goal=6000))
    usual, goal = (found.spans[one].likely for one in (Milestone.USUAL, Milestone.GOAL))
    assert usual is not None
    assert goal is not None
    assert 7 <= usual < goal  # 4 km, and a week's total that grows by a tenth a week


def test_a_setback_costs_days_on_the_ladder() -> None:
    found = outlook(on_the_way(), 13)
    assert found.spans[Milestone.FREE_RUN].setback > 0


def test_a_goal_is_in_time_or_not() -> None:
    far, soon = MONDAY + DAY * 150, MONDAY + DAY * 22
    in_time = outlook(running(), 20, Wanted(goal=5000, goal_on=far)).goal_in_time
    too_late = outlook(running(), 20, Wanted(goal=5000, goal_on=soon)).goal_in_time
    assert in_time == 1
    assert too_late == 0
    assert outlook(running(), 20, Wanted(goal=5000)).goal_in_time is None


def test_with_mornings_that_allow_no_run_it_is_not_within_half_a_year() -> None:
    diary = Diary(days=21).told(ran_before=120)
    for day in range(21):
        diary.woke(day, 7, eases=False, walking=True)
    span = outlook(diary, 20).spans[Milestone.FREE_RUN]
    assert span == (None, None, None, 0)
