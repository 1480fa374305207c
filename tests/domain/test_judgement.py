"""What the history says of today, against a second reading of the evidence (5.1 to 5.3)."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from domain.diary import MONDAY, Diary
from domain.lives import FEW_WEEKS, INTAKES, LIVED, LIVES, written
from domain.plain_reading import Before, Lived, inputs, stage
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.domain.events import (
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Overruled,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
)
from coach.domain.judgement import ladder_stage, last_run, programme_of, rose_after_run
from coach.domain.readiness import LastRun, Level

DAY = timedelta(days=1)
NONE, FADED, THROUGHOUT, WORSE = Pattern

# Any history.

OFTEN = settings(max_examples=300)


@OFTEN
@given(FEW_WEEKS, INTAKES)
def test_the_inputs_are_those_of_a_second_reading(days: list[Lived], before: Before | None) -> None:
    today = len(days) - 1
    assert written(days, before).inputs(today) == inputs(days, before)


@OFTEN
@given(FEW_WEEKS)
def test_the_stage_is_that_of_a_second_reading(days: list[Lived]) -> None:
    today = len(days) - 1
    assert ladder_stage(written(days).history(today), MONDAY + DAY * today) == stage(days)


@given(LIVES)
def test_what_lies_further_back_than_six_weeks_changes_nothing(days: list[Lived]) -> None:
    number = len(days) - 1
    diary, today = written(days), MONDAY + DAY * number
    lately, ever = diary.history(number), diary.history(number, look_back=timedelta(days=999))
    for asked in (ladder_stage, last_run, rose_after_run):
        assert asked(lately, today) == asked(ever, today)


@given(FEW_WEEKS, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(days: list[Lived], random: Random) -> None:
    diary = written(days)
    before = diary.judge(len(days) - 1)
    random.shuffle(diary.events)
    assert diary.judge(len(days) - 1) == before


@given(FEW_WEEKS, st.data())
def test_a_correction_counts_as_if_it_had_been_told_at_first(
    days: list[Lived], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(days) - 1))
    corrected = data.draw(LIVED)
    at_first = written([*days[:number], corrected, *days[number + 1 :]])
    later = written(days)
    new = [one for one in at_first.events if one.day == MONDAY + DAY * number]
    later.events = [one for one in later.events if one.day != MONDAY + DAY * number]
    later.events += [replace(one, id=f"{999_000 + place}") for place, one in enumerate(new)]
    assert later.judge(len(days) - 1) == at_first.judge(len(days) - 1)


@given(FEW_WEEKS)
def test_what_comes_after_a_day_does_not_change_what_it_allowed(days: list[Lived]) -> None:
    number = (len(days) - 1) // 2
    assert written(days).judge(number) == written(days[: number + 1]).judge(number)


# The last run (R), a day at a time.


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (NONE, LastRun.NONE),
        (FADED, LastRun.FADED),
        (THROUGHOUT, LastRun.THROUGHOUT),
        (WORSE, LastRun.WORSE),
    ],
)
def test_a_run_two_weeks_ago_is_the_last_run_and_one_before_that_is_none(
    pattern: Pattern, expected: LastRun
) -> None:
    diary = Diary().told(ran_before=3, last_pattern=NONE).ran(0, pattern)
    found = [diary.inputs(day).last_run for day in (0, 14, 15)]
    assert found == [expected, expected, LastRun.NO_RUN]


def test_who_never_ran_begins_with_the_ladder() -> None:
    assert Diary().inputs(0).last_run is LastRun.NO_RUN
    assert Diary().told().inputs(0).last_run is LastRun.NO_RUN


def test_who_runs_already_is_taken_at_the_word_of_the_intake() -> None:
    diary = Diary().told(ran_before=2, last_pattern=FADED)
    assert diary.inputs(0).last_run is LastRun.FADED
    diary.ran(1, NONE)
    assert diary.inputs(1).last_run is LastRun.NONE


def test_who_last_ran_long_before_the_intake_begins_with_the_ladder() -> None:
    diary = Diary().told(ran_before=15, last_pattern=NONE)
    assert diary.inputs(0).last_run is LastRun.NO_RUN
    diary.ran(0, NONE)
    assert diary.inputs(0).last_run is LastRun.NO_RUN


BAD_RUN = Diary().told(ran_before=2, last_pattern=NONE).ran(0, THROUGHOUT, pain=6)


@pytest.mark.parametrize(
    ("mornings", "day", "released"),
    [
        ({2: 5, 3: 5}, 3, True),
        ({1: 5, 2: 5}, 3, True),
        ({1: 5, 2: 5}, 2, False),
        ({3: 0}, 3, False),
        ({}, 14, False),
        ({2: 6, 3: 5}, 3, False),
        ({2: 5, 3: 6}, 3, False),
        ({1: 10, 2: 5, 3: 5}, 3, True),
        ({2: 5, 3: 5}, 9, True),
    ],
)
def test_a_bad_run_is_over_after_three_days_and_two_good_mornings(
    mornings: dict[int, int],
    day: int,
    released: bool,  # noqa: FBT001
) -> None:
    diary = Diary()
    diary.events = list(BAD_RUN.events)
    for number, pain in mornings.items():
        diary.woke(number, pain)
    expected = LastRun.NO_RUN if released else LastRun.THROUGHOUT
    assert diary.inputs(day).last_run is expected


def test_pain_in_walking_does_not_release_a_bad_run() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE).ran(0, WORSE, pain=6)
    diary.woke(2, 1, walking=True).woke(3, 1)
    assert diary.inputs(3).last_run is LastRun.WORSE
    diary.woke(4, 1)
    assert diary.inputs(4).last_run is LastRun.NO_RUN


def test_worse_days_do_not_release_a_bad_run() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    for day in range(7):
        diary.woke(day, 0)
    diary.ran(6, WORSE, pain=6)
    for day in (7, 8, 9):
        diary.woke(day, 1)
    assert (diary.inputs(9).worse_days, diary.inputs(9).last_run) == (3, LastRun.WORSE)
    diary.woke(10, 0)
    assert diary.inputs(10).last_run is LastRun.NO_RUN


def test_a_run_whose_pattern_nobody_told_says_nothing_of_the_pattern() -> None:
    diary = Diary().told(ran_before=2, last_pattern=FADED).ran(1, None, pain=None)
    assert diary.inputs(2).last_run is LastRun.FADED


def test_of_two_runs_of_a_day_the_later_one_counts_also_once_the_other_is_corrected() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    diary.ran(0, FADED, at="19:00").ran(0, NONE, at="08:00")
    assert diary.inputs(0).last_run is LastRun.FADED


# The morning after (F).


@pytest.mark.parametrize(
    ("before", "after", "rose"),
    [(1, 3, True), (1, 2, False), (None, 9, False), (1, None, False), (3, 1, False)],
)
def test_the_morning_after_is_worse_by_two_points(
    before: int | None,
    after: int | None,
    rose: bool,  # noqa: FBT001
) -> None:
    diary = Diary().ran(0)
    for day, pain in ((0, before), (1, after)):
        if pain is not None:
            diary.woke(day, pain)
    diary.woke(2, 9)
    assert [diary.inputs(day).rose_after_run for day in (0, 1, 7, 8)] == [False, rose, rose, False]


def test_the_runner_may_say_that_it_is_worse() -> None:
    assert Diary().ran(0).woke(1, 0, worse=True).inputs(1).rose_after_run
    assert not Diary().ran(0).woke(1, 0).inputs(1).rose_after_run


@pytest.mark.parametrize("pattern", [NONE, None])
def test_the_rise_holds_until_the_next_run(pattern: Pattern | None) -> None:
    diary = Diary().woke(0, 1).ran(0).woke(1, 4).woke(2, 4).ran(2, pattern).woke(3, 4)
    assert [diary.inputs(day).rose_after_run for day in range(4)] == [False, True, False, False]


def test_a_rise_after_a_run_whose_pattern_nobody_told_counts() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    diary.woke(0, 1).ran(0, None, pain=None).woke(1, 3)
    assert (diary.level(1), diary.row(1)) == (Level.WALK_JOG, "R11")


# Worse days (D).


@pytest.mark.parametrize(
    ("pains", "worse"),
    [
        ("2222222", 0),
        ("2222222 2", 0),
        ("2222222 3", 1),
        ("2222222 33", 2),
        ("2222222 345", 3),
        ("2222222 3-3", 2),
        ("2222222 3332", 0),
        ("2222222 3332 3", 1),
        ("2222222 3333333", 7),
        ("2 3", 1),
        ("9", 0),
        ("22222-- ---- 3", 1),
        ("2------ -- 3", 0),
        ("3", 0),
        ("1313131 2", 1),
        ("1212 2", 2),
        ("1222 2", 4),
        ("2122 2", 0),
    ],
)
def test_worse_days_are_the_latest_mornings_above_the_week_before_them(
    pains: str, worse: int
) -> None:
    diary, mornings = Diary(), pains.replace(" ", "")
    for day, pain in enumerate(mornings):
        if pain != "-":
            diary.woke(day, int(pain))
    assert diary.inputs(len(mornings) - 1).worse_days == worse


# Weeks, improvement and stretches.


@pytest.mark.parametrize(
    ("first", "now", "improved"),
    [(5, 3, True), (5, 4, False), (2, 1, True), (1, 1, True), (3, 2, False), (9, 8, False)],
)
def test_improved_is_two_points_below_the_first_week_or_next_to_nothing(
    first: int,
    now: int,
    improved: bool,  # noqa: FBT001
) -> None:
    diary = Diary()
    for day in range(14):
        diary.woke(day, first if day < 7 else now)
    assert diary.inputs(13).improved is improved


@pytest.mark.parametrize(("day", "weeks"), [(0, 0), (6, 0), (7, 1), (83, 11), (84, 12)])
def test_the_weeks_are_those_that_have_passed(day: int, weeks: int) -> None:
    assert Diary().inputs(day).weeks == weeks


@pytest.mark.parametrize(("stretches", "enough"), [(1, False), (2, True), (3, True)])
def test_two_stretches_a_day_are_enough(stretches: int, enough: bool) -> None:  # noqa: FBT001
    assert Diary(stretches=stretches, days=7).inputs(7).stretches is enough


def test_one_stretch_less_in_a_week_is_not_enough_and_todays_do_not_count_yet() -> None:
    diary = Diary(stretches=2, days=6).stretched(6, 1).stretched(7, 3)
    assert not diary.inputs(7).stretches
    assert diary.inputs(8).stretches


def test_a_session_done_twice_counts_once() -> None:
    diary = Diary(stretches=1, days=7)
    diary.events += Diary(stretches=1, days=7).events
    assert not diary.inputs(7).stretches


# Clinicians, warning signs, and runners who know better.


def test_warning_signs_add_up_and_stay_until_they_are_cleared() -> None:
    diary = Diary().woke(0, 0)
    diary.add(FlagRaised, 1, flags=("swelling", "numb"))
    diary.add(FlagRaised, 2, flags=("numb", "night"))
    assert diary.judge(40).flags == ("swelling", "numb", "night")
    assert (diary.level(40), diary.row(40)) == (Level.REST, "R01")
    diary.add(FlagCleared, 41)
    assert (diary.judge(41).flags, diary.row(41)) == ((), "R12")
    diary.add(FlagRaised, 42, flags=("night",))
    assert diary.judge(42).flags == ("night",)


@pytest.mark.parametrize("allowed", list(Level))
def test_a_clinicians_word_holds_up_to_its_day(allowed: Level) -> None:
    diary = Diary().told(allowed=int(allowed), until=MONDAY + DAY * 5)
    found = [(diary.level(day), diary.judge(day).is_prescribed) for day in (0, 5, 6)]
    assert found == [(allowed, True), (allowed, True), (Level.WALK_JOG, False)]


def test_a_clinicians_word_without_a_day_holds_on_and_a_warning_sign_comes_before_it() -> None:
    diary = Diary().told(allowed=4)
    assert diary.level(100) is Level.AS_PLANNED
    diary.add(FlagRaised, 3, flags=("numb",))
    assert (diary.level(100), diary.judge(100).is_prescribed) == (Level.REST, False)


def test_level_walk_jog_has_a_stage_whoever_says_so() -> None:
    diary = Diary().told(allowed=2, ran_before=1, last_pattern=NONE)
    assert diary.judge(0).stage is not None


def test_the_latest_intake_replaces_the_one_before() -> None:
    diary = Diary().told(allowed=1).told(day=1, no_ice=True)
    assert (diary.level(0), diary.judge(0).no_ice) == (Level.CROSS_TRAIN, False)
    assert (diary.level(1), diary.judge(1).no_ice) == (Level.WALK_JOG, True)


def test_a_runner_may_overrule_advice_for_a_day_but_not_rest() -> None:
    diary = Diary()
    diary.add(Overruled, 0, row="R12")
    diary.add(Overruled, 2, row="R05")
    diary.add(Overruled, 3, row="R02")
    diary.woke(2, 1, walking=True).woke(3, 9, walking=True).woke(4, 0)
    allowed = [diary.level(day) for day in range(5)]
    assert allowed == [3, 2, 3, 0, 2]
    assert [diary.judge(day).is_overruled for day in range(5)] == [1, 0, 1, 0, 0]


def test_overruling_never_lowers_the_level() -> None:
    diary = Diary(days=7).told(ran_before=1, last_pattern=NONE).woke(7, 0)
    assert diary.level(7) is Level.AS_PLANNED
    diary.add(Overruled, 7, row="R19")
    assert diary.level(7) is Level.AS_PLANNED


def test_the_programme_is_told_whenever_it_was() -> None:
    mornings = [Diary().add(PainChecked, day, **_check(day)) for day in range(9)]
    told: list[Event] = [Diary().add(IntakeGiven, day, weekly=day) for day in (2, 5)]
    programme = programme_of(told, MONDAY, mornings)
    assert (programme.began, programme.first_week) == (MONDAY, 3)
    assert programme.intake is told[1]
    assert programme.told == MONDAY + DAY * 2
    assert programme_of([], MONDAY, []).first_week is None


def _check(pain: int) -> dict[str, Any]:
    return {"step": "pain-check", "pain": pain, "eases": True, "walking_pain": False}


# Heel raises.


@pytest.mark.parametrize(
    ("before", "after", "pain", "allowed"),
    [(1, 1, 5, True), (1, 1, 6, False), (1, 3, 3, False), (1, 2, 2, True), (4, 6, 4, False)],
)
def test_heel_raises_need_a_heel_that_bore_the_last_ones(
    before: int,
    after: int,
    pain: int,
    allowed: bool,  # noqa: FBT001
) -> None:
    diary = Diary().woke(0, before).strengthened(0).woke(1, after).woke(2, pain)
    assert diary.judge(2).allows_heel_raises is allowed


def test_heel_raises_come_back_after_the_next_strength_day_or_a_week() -> None:
    diary = Diary().woke(0, 1).strengthened(0).woke(1, 3)
    assert [diary.judge(day).allows_heel_raises for day in (0, 1, 7, 8)] == [1, 0, 0, 1]
    diary.strengthened(2)
    assert [diary.judge(day).allows_heel_raises for day in (2, 3)] == [0, 1]


def test_the_weeks_of_strength_begin_with_the_first_session() -> None:
    diary = Diary()
    assert diary.judge(30).strength_weeks == 0
    diary.strengthened(10).strengthened(20)
    assert [diary.judge(day).strength_weeks for day in (10, 23, 24, 38)] == [0, 1, 2, 4]


# A day between.


def test_a_day_after_any_run_is_a_rest_day_of_the_ladder() -> None:
    diary = Diary().ran(0, stage=1).ran(3, None, pain=None)
    assert [diary.judge(day).is_rest_day for day in range(5)] == [0, 1, 0, 0, 1]


def test_events_of_other_kinds_change_nothing() -> None:
    diary, plain = Diary().woke(0, 2).ran(1), Diary().woke(0, 2).ran(1)
    diary.add(StepDone, 1, step="ice")
    assert diary.judge(2) == plain.judge(2)
    assert all(isinstance(one, PainChecked | RunLogged) for one in plain.events)
