"""The walk-jog ladder: its stages, up and down, and that it always leads back to running."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from support.diary import DAY, MONDAY, Diary
from support.lives import INTAKES, LIVES, written
from support.plain_reading import Before, Lived

from coach.domain.events.types import Pattern, RunLogged
from coach.domain.heel.judgement import judge
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import (
    BLOCKS,
    LAST_STAGE,
    WalkJogOutcome,
    next_stage,
    stage,
    stage_after,
)
from coach.domain.routine.settings import Running

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
def test_on_again_past_the_repeat_or_one_ratio_back(number: int) -> None:
    for pain, flags in product((None, *range(11)), product((True, False), repeat=7)):
        good, worse, rose, rested, worse_days, stretched, free = flags
        done = WalkJogOutcome(number, pain, good, worse, rose, rested, worse_days, stretched, free)
        found = next_stage(done)
        if worse or rose:
            assert found == max(1, number - 2)
        elif pain is None or pain > 2 or False in (good, rested, not worse_days, stretched):
            assert found == number
        elif free and number < 18:
            assert found == number + 2
        else:
            assert found == number + 1


@pytest.mark.parametrize(
    ("days", "number"),
    [(0, 9), (14, 9), (15, 7), (28, 7), (29, 3), (56, 3), (57, 1), (999, 1), (None, 1)],
)
def test_the_longer_the_break_the_lower_one_begins(days: int | None, number: int) -> None:
    assert stage_after(days) == number


# From day to day.


def follow(diary: Diary, day: int, days: int, *, checks: bool = True, pain: int = 0) -> int | None:
    """Follow the advice, with little pain; returns the first day with running allowed again."""
    for today in range(day, day + days):
        diary.stretched(today)
        if checks:
            diary.woke(today, 0)
        judgement = diary.judge(today)
        if judgement.level >= Level.NO_INCREASE:
            return today
        if judgement.level is Level.WALK_JOG and not judgement.is_rest_day:
            assert judgement.stage
            pattern = FADED if pain else NONE
            diary.ran(today, pattern, pain=pain, stage=judgement.stage.number, metres=2500)
    return None


def stages_done(diary: Diary) -> list[int]:
    stages = [getattr(one, "stage", None) for one in diary.events]
    return [number for number in stages if number]


@pytest.mark.slow
@settings(max_examples=60)
@given(LIVES, INTAKES)
def test_from_any_state_eight_weeks_free_of_pain_lead_back_to_running(
    days: list[Lived], before: Before | None
) -> None:
    diary, today = written(days, before), len(days)
    diary.cleared(today, "numb")
    assert follow(diary, today, 8 * 7, pain=1) is not None


def test_with_a_little_pain_the_ladder_takes_nineteen_sessions_with_a_day_between() -> None:
    diary = Diary()
    assert follow(diary, 0, 60, pain=1) == 37
    assert stages_done(diary) == list(range(1, 20))
    assert [diary.row(day) for day in (0, 36, 37)] == ["R12", "R12", "R13"]
    assert diary.judge(37).stage is None


def test_free_of_pain_the_repeats_are_skipped() -> None:
    diary = Diary()
    assert follow(diary, 0, 60) == 19
    assert stages_done(diary) == list(range(1, 20, 2))


def test_who_never_checks_skips_nothing_and_gets_back_to_running_too() -> None:
    diary = Diary()
    assert follow(diary, 0, 60, checks=False) == 37
    assert diary.row(37) == "R00"


def test_in_a_week_of_fewer_than_two_stretch_sessions_a_day_the_stage_comes_again() -> None:
    for stretches, expected in ((1, 4), (2, 5)):
        diary = Diary(stretches=stretches, days=4).ran(2, FADED, pain=1, stage=4)
        assert diary.stage(4) == expected


@pytest.mark.parametrize(
    ("pattern", "pain", "expected"),
    [
        (NONE, 0, 7),
        (NONE, 1, 6),
        (FADED, 0, 6),
        (FADED, 2, 6),
        (FADED, 3, 5),
        (NONE, None, 5),
        (None, 0, 5),
        (THROUGHOUT, 1, 5),
        (WORSE, 1, 3),
        (FADED, 6, 3),
    ],
)
def test_how_a_walk_jog_went_says_which_one_comes_next(
    pattern: Pattern | None, pain: int | None, expected: int
) -> None:
    diary = Diary(days=4).ran(0, pattern, stage=5, pain=pain)
    for day in (1, 2, 3):
        diary.woke(day, 0)
    assert diary.stage(3) == expected
    assert diary.level(3) is Level.WALK_JOG


def test_without_a_check_on_the_next_morning_no_repeat_is_skipped() -> None:
    assert Diary(days=3).ran(0, stage=5).woke(2, 0).stage(2) == 6


def test_a_worse_morning_after_sends_one_ratio_back() -> None:
    diary = Diary(days=6).woke(0, 1).ran(0, stage=7).woke(1, 3)
    assert [diary.stage(day) for day in (1, 5)] == [5, 5]
    assert diary.row(1) == "R11"


def test_the_last_stage_is_taken_back_by_a_worse_morning_after() -> None:
    diary = Diary(days=7).woke(0, 1).ran(0, stage=19)
    assert (diary.level(1), diary.stage(1)) == (Level.NO_INCREASE, 0)
    diary.woke(1, 3)
    assert (diary.level(1), diary.stage(1)) == (Level.WALK_JOG, 17)


def test_todays_walk_jog_does_not_change_todays_stage() -> None:
    diary = Diary(days=4).ran(0, FADED, stage=3).ran(2, FADED, stage=4)
    assert [diary.stage(day) for day in (1, 2, 3)] == [4, 4, 5]


def test_without_a_day_between_the_stage_comes_again() -> None:
    for pattern in (NONE, None):
        diary = Diary(days=3).told(ran_before=1, last_pattern=NONE).ran(1, pattern)
        assert diary.ran(2, stage=4).stage(3) == 4


# Where to begin.


@pytest.mark.parametrize(
    ("days", "expected"),
    [(15, 7), (28, 7), (29, 3), (56, 3), (57, 1), (80, 1)],
)
def test_after_a_break_one_begins_the_lower_the_longer_it_was(days: int, expected: int) -> None:
    diary = Diary().told(ran_before=1, last_pattern=NONE).ran(0)
    assert (diary.row(days), diary.stage(days)) == ("R12", expected)


def test_after_a_sore_run_who_ran_freely_begins_in_the_middle() -> None:
    diary = Diary().told(ran_before=1, last_pattern=NONE).ran(0).ran(2, THROUGHOUT, pain=3)
    for day in range(3, 6):
        diary.woke(day, 2)
    assert (diary.row(5), diary.stage(5)) == ("R12", 9)


def test_who_never_ran_begins_at_the_beginning() -> None:
    assert Diary().stage(0) == 1


@pytest.mark.parametrize("run", [{}, {"stage": 12}])
@pytest.mark.parametrize(
    "since", [{"eases": False}, {"walking": True}, {"walking": None}, {"eases": None}]
)
def test_after_a_morning_that_called_for_rest_one_begins_at_the_beginning(
    run: dict[str, Any], since: dict[str, Any]
) -> None:
    diary = Diary(days=20).told(ran_before=1, last_pattern=NONE).ran(0, **run)
    diary.woke(3, 8, **since).woke(16, 0)
    assert diary.stage(16) == 1
    eased = Diary(days=20).told(ran_before=1, last_pattern=NONE).ran(0, **run)
    assert eased.woke(3, 8).woke(16, 0).stage(16) == 7


def test_running_freely_on_the_way_back_lets_nobody_begin_higher() -> None:
    diary = Diary(days=20).told(ran_before=40, last_pattern=NONE).woke(1, 1)
    assert diary.stage(1) == 3
    diary.ran(1, metres=15_000, duration=5400)
    assert (diary.row(3), diary.stage(3)) == ("R12", 3)


def test_a_finished_ladder_stays_so_in_a_week_with_few_stretches() -> None:
    diary = Diary(days=8).told(ran_before=99, last_pattern=NONE)
    diary.ran(6, stage=19).woke(7, 0)
    assert [diary.row(day) for day in (7, 12, 18)] == ["R19", "R18", "R18"]


@pytest.mark.parametrize("run", [{}, {"stage": 12}])
@pytest.mark.parametrize("day", [9, 12])
def test_after_a_week_of_worse_mornings_one_begins_at_the_beginning(
    run: dict[str, Any], day: int
) -> None:
    """Even after a run in the middle of it, against the advice."""
    diary = Diary(days=20).told(ran_before=1, last_pattern=NONE).ran(day, FADED, pain=1, **run)
    for morning in range(20):
        diary.woke(morning, 4 if 7 <= morning < 14 else 1)
    assert diary.row(13) == "R04"
    assert (diary.row(28), diary.stage(28)) == ("R12", 1)


def test_after_a_cleared_sign_one_begins_at_the_beginning() -> None:
    diary = Diary(days=9).told(ran_before=1, last_pattern=NONE).ran(0, stage=12)
    diary.raised(2, "numb").cleared(4, "numb")
    assert (diary.row(5), diary.stage(5)) == ("R12", 1)
    assert diary.ran(5, FADED, stage=1).stage(7) == 2


def test_a_ladder_that_was_left_goes_on_no_higher_than_it_stood() -> None:
    for number, expected in ((3, 4), (12, 7)):
        diary = Diary(days=21).ran(0, FADED, stage=number)
        assert [diary.stage(day) for day in (14, 15)] == [number + 1, expected]


# The walk-jog after a worse morning, which is no stage.


def test_the_walk_jog_after_a_worse_morning_begins_no_ladder() -> None:
    diary = Diary(days=12).told(ran_before=1, last_pattern=NONE)
    for day in range(7):
        diary.woke(day, 0)
    diary.ran(6).woke(7, 3)
    judgement = diary.judge(7)
    assert (judgement.verdict.row.id, judgement.is_on_ladder) == ("R11", False)
    diary.woke(8, 0).ran(8, walk_jog=True).woke(9, 0)
    assert (diary.row(9), diary.stage(9)) == ("R19", 0)


# Back to free running.


def test_the_first_two_free_runs_after_the_ladder_last_twenty_minutes_at_most() -> None:
    for pain, back in ((0, 19), (1, 37)):
        diary = Diary(days=80)
        assert follow(diary, 0, 60, pain=pain) == back
        found = []
        for day in range(back, back + 6):
            diary.woke(day, 0)
            found.append(diary.judge(day).caps.seconds)
            if day % 2:
                diary.ran(day, metres=2500, duration=1200)
        assert found == [1200] * 3 + [None] * 3


def test_whoever_keeps_to_twenty_minutes_after_the_ladder_keeps_to_the_advice() -> None:
    diary = Diary(days=30)
    assert follow(diary, 0, 30) == 19
    diary.ran(21, metres=4000, duration=1200)
    today = MONDAY + DAY * 21
    allowed = judge(diary.history(21).without_runs_of(today), diary.programme(21), today, Running())
    runs = [one for one in diary.events if isinstance(one, RunLogged) and one.day == today]
    assert not allowed.is_beyond(runs)
    assert allowed.is_beyond([replace(run, duration=1500) for run in runs])


def test_what_was_run_before_the_ladder_is_no_measure_after_it() -> None:
    diary = Diary(days=60).told(ran_before=1, last_pattern=NONE, longest=9000, weekly=30_000)
    diary.ran(0, metres=10_000).ran(2, THROUGHOUT, metres=10_000)
    back = follow(diary, 3, 40)
    assert back == 16
    assert diary.judge(back).caps.run is None
    for day in (16, 18):
        diary.ran(day, metres=3000, duration=1200)
    caps = diary.woke(20, 0).judge(20).caps
    assert caps.run == pytest.approx(3300)
    assert caps.week == pytest.approx(1.1 * 4 * 2500)


def test_on_the_ladder_no_distance_is_too_far() -> None:
    assert Diary().woke(0, 0).judge(0).most_today is None


def test_after_a_holiday_of_three_weeks_one_begins_at_stage_7_and_gets_back() -> None:
    diary = Diary(days=30).told(ran_before=1, last_pattern=NONE)
    for day in range(0, 30, 2):
        diary.woke(day, 0).ran(day)
    assert diary.level(29) >= Level.NO_INCREASE
    assert (diary.row(50), diary.stage(50)) == ("R12", 7)
    assert follow(diary, 50, 60) == 67
    # Nobody stretched on holiday, so that the first stage came three times.
    assert stages_done(diary) == [7, 7, 7, 9, 11, 13, 15, 17, 19]


def test_who_runs_freely_instead_has_returned_after_four_weeks() -> None:
    diary = Diary(days=60)
    for day in range(0, 40, 2):
        diary.woke(day, 0).ran(day)
    allowed = [diary.level(day) for day in range(0, 40, 2)]
    assert allowed == [Level.WALK_JOG] * 14 + [Level.AS_PLANNED] * 6


def test_who_leaves_the_ladder_for_free_runs_has_returned_two_weeks_after_its_last_stage() -> None:
    diary = Diary(days=60)
    assert follow(diary, 0, 15) is None
    for day in range(15, 50):
        diary.woke(day, 0)
    for day in range(16, 50, 2):
        diary.ran(day)
    allowed = [diary.level(day) for day in range(16, 50)]
    assert allowed == [Level.WALK_JOG] * 13 + [Level.AS_PLANNED] * 21


def test_a_runner_who_runs_already_needs_no_ladder() -> None:
    with_intake = Diary().told(ran_before=2, last_pattern=NONE)
    without = Diary()
    for diary in (with_intake, without):
        diary.woke(0, 1).ran(0).woke(1, 1)
    assert (with_intake.level(1), with_intake.stage(1)) == (Level.NO_INCREASE, 0)
    assert (without.level(1), without.row(1)) == (Level.WALK_JOG, "R12")
