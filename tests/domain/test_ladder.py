"""The walk-jog ladder: its stages, on and back, and that it always leads back to running."""

from itertools import product

import pytest
from domain.diary import Diary
from domain.lives import LIVES, written
from domain.plain_reading import Lived
from hypothesis import given, settings

from coach.domain.events import Pattern
from coach.domain.ladder import BLOCKS, LAST_STAGE, Outcome, next_stage, stage
from coach.domain.readiness import Level

NONE, FADED, THROUGHOUT, WORSE = Pattern

TABLE = {
    (1, 2): (4.5, 0.5),
    (3, 4): (4, 1),
    (5, 6): (3.5, 1.5),
    (7, 8): (3, 2),
    (9, 10): (2.5, 2.5),
    (11, 12): (2, 3),
    (13, 14): (1.5, 3.5),
    (15, 16): (1, 4),
    (17, 18): (0.5, 4.5),
    (19,): (0, 5),
}
"""Minutes of walking and jogging in a block ([W1], evidence 3.2)."""


def test_the_stages_are_those_of_the_plan() -> None:
    found = {number: (stage(number).walk, stage(number).jog) for number in range(1, 20)}
    told = {number: (walk * 60, jog * 60) for of, (walk, jog) in TABLE.items() for number in of}
    assert found == told
    assert all(BLOCKS * sum(block) == 20 * 60 for block in found.values())
    assert [stage(number).number for number in range(1, 20)] == list(found)
    assert max(found) == LAST_STAGE


@pytest.mark.parametrize(("number", "kept"), [(-3, 1), (0, 1), (20, 19), (99, 19)])
def test_there_are_no_other_stages(number: int, kept: int) -> None:
    assert stage(number) == stage(kept)


@pytest.mark.parametrize("number", range(1, 20))
def test_on_again_or_one_ratio_back(number: int) -> None:
    for pain, flags in product(range(11), product((True, False), repeat=5)):
        good, worse, rose, rested, worse_days = flags
        found = next_stage(Outcome(number, pain, good, worse, rose, rested, worse_days))
        if worse or rose:
            assert found == max(1, number - 2)
        elif pain <= 2 and good and rested and not worse_days:
            assert found == number + 1
        else:
            assert found == number


# From day to day.


def follow(diary: Diary, day: int, days: int, *, checks: bool = True) -> int | None:
    """Do as one is told, free of pain; the first day on which running is allowed again."""
    for today in range(day, day + days):
        if checks:
            diary.woke(today, 0)
        judgement = diary.judge(today)
        if judgement.level >= Level.NO_INCREASE:
            return today
        if judgement.level is Level.WALK_JOG and not judgement.is_rest_day:
            assert judgement.stage
            diary.ran(today, stage=judgement.stage.number, metres=2500)
    return None


@settings(max_examples=60)
@given(LIVES)
def test_from_any_state_six_weeks_free_of_pain_lead_back_to_running(days: list[Lived]) -> None:
    assert follow(written(days), len(days), 43) is not None


def test_the_ladder_takes_nineteen_sessions_with_a_day_between() -> None:
    diary = Diary()
    assert follow(diary, 0, 60) == 37
    stages = [getattr(one, "stage", None) for one in diary.events]
    assert [number for number in stages if number] == list(range(1, 20))
    assert [diary.row(day) for day in (0, 36)] == ["R12", "R18"]
    assert diary.judge(36).stage is None


def test_who_never_checks_gets_back_to_running_too() -> None:
    diary = Diary(days=60)
    assert follow(diary, 0, 60, checks=False) == 37
    assert diary.row(37) == "R00"


def test_who_stretches_and_is_free_of_pain_may_run_as_planned_in_the_end() -> None:
    diary = Diary(days=60)
    assert follow(diary, 0, 60) == 37
    assert (diary.level(37), diary.row(37)) == (Level.AS_PLANNED, "R19")


def stages(diary: Diary, *days: int) -> list[int]:
    """The stages that come on these days."""
    found = [diary.judge(day).stage for day in days]
    return [one.number if one else 0 for one in found]


def test_a_walk_jog_that_hurt_throughout_is_done_again_and_one_that_grew_worse_one_ratio_back() -> (
    None
):
    for pattern, expected in ((FADED, 6), (THROUGHOUT, 5), (WORSE, 3)):
        diary = Diary().ran(0, pattern, stage=5, pain=1).woke(2, 0).woke(3, 0)
        assert stages(diary, 3) == [expected]
        assert diary.level(3) is Level.WALK_JOG


def test_a_worse_morning_after_sends_one_ratio_back() -> None:
    diary = Diary().woke(0, 1).ran(0, stage=7).woke(1, 3)
    assert (stages(diary, 0, 1, 5), diary.row(1)) == ([1, 5, 5], "R12")


def test_the_last_stage_is_taken_back_by_a_worse_morning_after() -> None:
    diary = Diary(days=7).woke(0, 1).ran(0, stage=19)
    assert (diary.level(0), diary.judge(0).stage) == (Level.NO_INCREASE, None)
    diary.woke(1, 3)
    assert (diary.level(1), stages(diary, 1)) == (Level.WALK_JOG, [17])


def test_todays_walk_jog_does_not_change_todays_stage() -> None:
    diary = Diary().ran(0, stage=3).ran(2, stage=4)
    assert stages(diary, 1, 2, 3) == [4, 4, 5]


def test_without_a_day_between_the_stage_comes_again() -> None:
    for pattern in (NONE, None):
        diary = Diary().told(ran_before=1, last_pattern=NONE).ran(1, pattern).ran(2, stage=4)
        assert stages(diary, 3) == [4]


@pytest.mark.parametrize(("day", "expected"), [(14, 9), (15, 1), (21, 1)])
def test_after_more_than_two_weeks_the_ladder_begins_anew(day: int, expected: int) -> None:
    assert stages(Diary().ran(0, stage=8), day) == [expected]


def test_after_a_holiday_of_three_weeks_one_begins_anew_and_gets_back() -> None:
    diary = Diary().told(ran_before=1, last_pattern=NONE)
    for day in range(0, 30, 2):
        diary.woke(day, 0).ran(day)
    assert diary.level(29) >= Level.NO_INCREASE
    assert (diary.row(50), stages(diary, 50)) == ("R12", [1])
    assert follow(diary, 50, 60) == 87


def test_who_runs_freely_all_the_same_has_returned_after_four_weeks() -> None:
    diary = Diary(days=60)
    for day in range(0, 40, 2):
        diary.woke(day, 0).ran(day)
    allowed = [diary.level(day) for day in range(0, 40, 2)]
    assert allowed == [Level.WALK_JOG] * 14 + [Level.AS_PLANNED] * 6


def test_who_leaves_the_ladder_for_free_runs_has_returned_two_weeks_after_its_last_stage() -> None:
    diary = Diary(days=60)
    assert follow(diary, 0, 21) is None
    for day in range(21, 50):
        diary.woke(day, 0)
    for day in range(22, 50, 2):
        diary.ran(day)
    allowed = [diary.level(day) for day in range(22, 50)]
    assert allowed == [Level.WALK_JOG] * 13 + [Level.AS_PLANNED] * 15


def test_a_runner_who_runs_already_needs_no_ladder() -> None:
    with_intake = Diary().told(ran_before=2, last_pattern=NONE)
    without = Diary()
    for diary in (with_intake, without):
        diary.woke(0, 1).ran(0).woke(1, 1)
    assert (with_intake.level(1), with_intake.judge(1).stage) == (Level.NO_INCREASE, None)
    assert (without.level(1), without.row(1)) == (Level.WALK_JOG, "R12")
