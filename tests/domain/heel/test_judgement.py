"""How the history is judged today, against a second implementation of the evidence (5.1 to 5.3)."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.diary import MONDAY, Diary
from support.lives import INTAKES, LIVED, LIVES, write, written
from support.plain_reading import Before, Lived, caps, inputs, stage

from coach.domain.events.types import FlagCleared, Overruled, Pattern, RunLogged, StepDone
from coach.domain.heel.judgement import judge
from coach.domain.heel.rules import LastRun, Level, Restart
from coach.domain.routine.settings import Running

DAY = timedelta(days=1)
NONE, FADED, THROUGHOUT, WORSE = Pattern

# Any history.

OFTEN = settings(max_examples=120)


@OFTEN
@given(LIVES, INTAKES)
def test_the_inputs_are_those_of_a_second_reading(days: list[Lived], before: Before | None) -> None:
    today = len(days) - 1
    assert written(days, before).inputs(today) == inputs(days, before)


@pytest.mark.slow
@OFTEN
@given(LIVES, INTAKES)
def test_the_stage_is_that_of_a_second_reading(days: list[Lived], before: Before | None) -> None:
    judgement = written(days, before).judge(len(days) - 1)
    if judgement.stage:
        assert judgement.stage.number == stage(days, before)
    else:
        assert judgement.level is not Level.WALK_JOG


@OFTEN
@given(LIVES, INTAKES)
def test_the_caps_are_those_of_a_second_reading(days: list[Lived], before: Before | None) -> None:
    judgement = written(days, before).judge(len(days) - 1)
    found = judgement.caps
    expected = caps(days, before, grows=judgement.level is Level.AS_PLANNED)
    assert (found.run, found.week) == (approx(expected.run), approx(expected.week))
    assert found.runs == expected.runs
    if judgement.level > Level.WALK_JOG:
        assert found.seconds == expected.seconds


def approx(metres: float | None) -> object:
    return None if metres is None else pytest.approx(metres)


@given(LIVES, LIVES, INTAKES)
def test_what_lies_further_back_than_the_look_back_changes_nothing(
    long_ago: list[Lived], days: list[Lived], before: Before | None
) -> None:
    whole = [*long_ago, *days]
    number = len(whole) - 1
    diary, today = written(whole, before), MONDAY + DAY * number
    programme, ever = diary.programme(number), diary.whole_history(number)
    found, expected = judge(ever, programme, today, Running()), diary.judge(number)
    assert (found.verdict, found.level, found.stage) == (
        expected.verdict,
        expected.level,
        expected.stage,
    )
    if found.level > Level.WALK_JOG:
        assert replace(found, last_run_on=None) == replace(expected, last_run_on=None)


@given(LIVES, INTAKES, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(
    days: list[Lived], before: Before | None, random: Random
) -> None:
    diary = written([day._replace(sign="") for day in days], before)
    at_first = diary.judge(len(days) - 1)
    random.shuffle(diary.events)
    assert diary.judge(len(days) - 1) == at_first


@given(LIVES, st.data())
def test_a_correction_counts_as_if_it_had_been_told_at_first(
    days: list[Lived], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(days) - 1))
    days = [day._replace(sign="") for day in days]
    corrected = data.draw(LIVED)._replace(sign="")
    at_first = written([*days[:number], corrected, *days[number + 1 :]])
    later = written(days)
    later.events = [one for one in later.events if one.day != MONDAY + DAY * number]
    write(later, number, corrected)
    assert later.judge(len(days) - 1) == at_first.judge(len(days) - 1)


@given(LIVES, INTAKES)
def test_what_comes_after_a_day_does_not_change_what_it_allowed(
    days: list[Lived], before: Before | None
) -> None:
    number = (len(days) - 1) // 2
    assert written(days, before).judge(number) == written(days[: number + 1], before).judge(number)


@given(LIVES, INTAKES)
def test_the_days_own_runs_change_neither_its_level_nor_its_row(
    days: list[Lived], before: Before | None
) -> None:
    number = len(days) - 1
    without = [*days[:-1], days[-1]._replace(runs=())]
    with_runs, found = written(days, before).judge(number), written(without, before).judge(number)
    assert (with_runs.verdict, with_runs.level) == (found.verdict, found.level)
    assert (with_runs.stage, with_runs.caps.run) == (found.stage, found.caps.run)


# The last run (R, RP), a day at a time.


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
    found = [diary.inputs(day).last_run for day in (0, 1, 14, 15)]
    assert found == [LastRun.NONE, expected, expected, LastRun.NO_RUN]


def test_who_never_ran_begins_with_the_ladder() -> None:
    for diary in (Diary(), Diary().told()):
        inputs = diary.inputs(0)
        assert (inputs.last_run, inputs.restart) == (LastRun.NO_RUN, Restart.NEVER_RAN)


def test_who_runs_already_is_taken_at_the_word_of_the_intake() -> None:
    diary = Diary().told(ran_before=2, last_pattern=FADED)
    assert diary.inputs(0).last_run is LastRun.FADED
    diary.ran(1, NONE)
    assert diary.inputs(2).last_run is LastRun.NONE


def test_who_last_ran_long_before_the_intake_begins_with_the_ladder() -> None:
    diary = Diary().told(ran_before=15, last_pattern=NONE).ran(0, NONE)
    found = [(diary.inputs(day).last_run, diary.inputs(day).restart) for day in (0, 1)]
    assert found == [(LastRun.NO_RUN, Restart.AFTER_BREAK), (LastRun.NO_RUN, Restart.ON_LADDER)]


@pytest.mark.parametrize(
    ("pattern", "pain", "row"), [(THROUGHOUT, 2, "R06"), (WORSE, 2, "R07"), (FADED, 6, "R20")]
)
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
    pattern: Pattern,
    pain: int,
    row: str,
    mornings: dict[int, int],
    day: int,
    released: bool,  # noqa: FBT001
) -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE).ran(0, pattern, pain=pain)
    for number, first_step in mornings.items():
        diary.woke(number, first_step)
    found = diary.inputs(day)
    is_behind = (found.last_run, found.restart) == (LastRun.NO_RUN, Restart.AFTER_SORE_RUN)
    assert is_behind is released
    assert (diary.row(day) == row) is not released


@pytest.mark.parametrize("walking", [True, None])
def test_pain_in_walking_does_not_release_a_bad_run_and_neither_does_silence_about_it(
    walking: bool | None,  # noqa: FBT001
) -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE).ran(0, WORSE, pain=6)
    diary.woke(2, 1, walking=walking).woke(3, 1)
    assert diary.inputs(3).last_run is LastRun.WORSE
    diary.woke(4, 1)
    assert diary.inputs(4).last_run is LastRun.NO_RUN


def test_nothing_else_holds_a_bad_run_back_not_even_worse_mornings() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    for day in range(7):
        diary.woke(day, 0)
    diary.ran(6, WORSE, pain=4)
    for day in (7, 8, 9):
        diary.woke(day, 4)
    assert (diary.inputs(9).worse_days, diary.inputs(9).last_run) == (3, LastRun.NO_RUN)
    assert diary.row(9) == "R10"


def test_a_run_of_which_nobody_told_how_it_went_does_not_speak_for_the_one_before() -> None:
    diary = Diary().told(ran_before=2, last_pattern=FADED).ran(1, None, pain=None)
    inputs = diary.inputs(2)
    assert (inputs.last_run, inputs.run_is_rated) == (LastRun.FADED, False)


@pytest.mark.parametrize("hours", [("08:00", "19:00"), ("19:00", "08:00")])
def test_of_two_runs_of_a_day_the_worse_one_counts(hours: tuple[str, str]) -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    diary.ran(0, FADED, pain=7, at=hours[0]).ran(0, NONE, at=hours[1])
    assert (diary.inputs(1).last_run, diary.inputs(1).run_pain) == (LastRun.FADED, 7)
    assert diary.row(1) == "R20"


@pytest.mark.parametrize(
    ("pain", "row"), [(0, "R19"), (2, "R19"), (3, "R13"), (5, "R13"), (6, "R20")]
)
def test_the_worst_pain_of_the_last_run_counts_beside_its_pattern(pain: int, row: str) -> None:
    diary = Diary(days=7).told(ran_before=1, last_pattern=NONE).ran(6, NONE, pain=pain).woke(7, 0)
    assert diary.row(7) == row


# What was not told.


def runs_freely(days: int = 7, **run: Any) -> Diary:  # noqa: ANN401
    """Days of stretching, and a run on the last day of the first week."""
    return Diary(days=days).told(ran_before=1, last_pattern=NONE).ran(6, **run)


@pytest.mark.parametrize(
    ("check", "run"),
    [
        ({"eases": None}, {}),
        ({"walking": None}, {}),
        ({}, {"pain": None}),
        ({}, {"pattern": None}),
        ({}, {"pattern": None, "pain": None}),
    ],
)
def test_an_answer_that_is_missing_leaves_running_where_it_is(
    check: dict[str, Any], run: dict[str, Any]
) -> None:
    assert runs_freely().woke(7, 2).row(7) == "R19"
    diary = runs_freely(**run).woke(7, 2, **check)
    assert (diary.row(7), diary.level(7)) == ("R00", Level.NO_INCREASE)


def test_without_pain_nobody_has_to_say_that_it_eases() -> None:
    assert runs_freely().woke(7, 0, eases=None).row(7) == "R19"
    assert runs_freely().woke(7, 0, walking=None).row(7) == "R00"


def test_pain_in_walking_alone_keeps_one_from_running() -> None:
    assert runs_freely().woke(7, 0, walking=True).row(7) == "R05"


def test_a_run_of_more_than_a_week_ago_need_not_be_told_any_more() -> None:
    diary = Diary(days=20).told(ran_before=1, last_pattern=NONE).ran(6, None, pain=None)
    assert [diary.woke(day, 0).row(day) for day in (7, 13, 14)] == ["R00", "R00", "R19"]


def test_the_last_check_counts_for_three_days_where_it_is_stricter() -> None:
    diary = runs_freely(days=11).woke(7, 9, walking=True)
    found = [(diary.row(day), diary.inputs(day).is_checked) for day in range(7, 12)]
    assert found == [("R02", True), *[("R02", False)] * 3, ("R00", False)]


def test_a_good_check_of_yesterday_allows_no_more_than_no_check() -> None:
    diary = runs_freely().woke(7, 0)
    assert [diary.row(day) for day in (7, 8)] == ["R19", "R00"]


# The morning after (F).


@pytest.mark.parametrize(
    ("before", "after", "rose"),
    [
        ("1", 3, True),
        ("0", 2, False),
        ("0", 3, True),
        ("2", 3, False),
        ("4", 6, True),
        ("4444441", 4, False),
        ("1111114", 3, True),
        ("", 9, False),
        ("1", None, False),
    ],
)
def test_the_morning_after_is_worse_by_two_points_over_the_week_and_3_or_more(
    before: str,
    after: int | None,
    rose: bool,  # noqa: FBT001
) -> None:
    diary = Diary().ran(6)
    for day, pain in enumerate(before, start=7 - len(before)):
        diary.woke(day, int(pain))
    if after is not None:
        diary.woke(7, after)
    diary.woke(8, 9)
    found = [diary.inputs(day).rose_after_run for day in (6, 7, 13, 14)]
    assert found == [False, rose, rose, False]


def test_the_runner_may_say_that_it_is_worse() -> None:
    assert Diary().ran(0).woke(1, 0, worse=True).inputs(1).rose_after_run
    assert not Diary().ran(0).woke(1, 0, worse=None).inputs(1).rose_after_run


@pytest.mark.parametrize("pattern", [NONE, None])
def test_the_rise_holds_until_the_day_after_the_next_run(pattern: Pattern | None) -> None:
    diary = Diary().woke(0, 1).ran(0).woke(1, 4).woke(2, 4).ran(2, pattern).woke(3, 4)
    assert [diary.inputs(day).rose_after_run for day in range(4)] == [False, True, True, False]


def test_a_rise_after_a_run_of_which_nobody_told_how_it_went_counts() -> None:
    diary = Diary().told(ran_before=2, last_pattern=NONE)
    diary.woke(0, 1).ran(0, None, pain=None).woke(1, 3)
    assert (diary.level(1), diary.row(1)) == (Level.WALK_JOG, "R11")


# Rows of mornings (D and D1).


@pytest.mark.parametrize(
    ("pains", "worse", "raised"),
    [
        ("2222222", 0, 0),
        ("2222222 3", 0, 1),
        ("2222222 4", 1, 1),
        ("2222222 344", 2, 3),
        ("2222222 4-4", 2, 2),
        ("2222222 4442", 0, 0),
        ("2222222 4443 4", 0, 5),
        ("2222222 4445 4", 5, 5),
        ("1111111 3333333", 7, 7),
        ("0000000 222", 0, 3),
        ("0000000 333", 3, 3),
        ("2 4", 1, 1),
        ("9", 0, 0),
        ("22222-- ---- 4", 1, 1),
        ("2------ -- 4", 0, 0),
        ("1313131 3", 1, 1),
        (f"1111111 3{'-' * 20}", 1, 1),
        (f"1111111 3{'-' * 21}", 0, 0),
    ],
)
def test_worse_days_are_the_latest_mornings_above_the_week_before_them(
    pains: str, worse: int, raised: int
) -> None:
    diary, mornings = Diary(), pains.replace(" ", "")
    for day, pain in enumerate(mornings):
        if pain != "-":
            diary.woke(day, int(pain))
    inputs = diary.inputs(len(mornings) - 1)
    assert (inputs.worse_days, inputs.raised_days) == (worse, raised)


def test_a_steady_pain_of_one_is_worse_than_nothing_on_no_day() -> None:
    diary = Diary(days=60)
    for day in range(7, 60):
        diary.woke(day, 1)
    assert not any(diary.inputs(day).worse_days for day in range(60))


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


def test_the_weeks_and_the_first_one_are_those_of_the_present_episode() -> None:
    diary = Diary()
    for day in range(60):
        diary.woke(day, 0 if day < 40 else 4)
    found = [diary.inputs(day).weeks for day in (26, 27, 39, 40, 42, 43, 50, 59)]
    assert found == [3, 0, 0, 0, 0, 0, 1, 2]
    assert diary.judge(59).first_week == 4


@pytest.mark.parametrize(("stretches", "enough"), [(1, False), (2, True), (3, True)])
def test_two_stretches_a_day_are_enough(stretches: int, enough: bool) -> None:  # noqa: FBT001
    assert Diary(stretches=stretches, days=7).inputs(7).stretches is enough


@pytest.mark.parametrize("days", [1, 3, 7, 20])
def test_days_away_are_no_days_without_stretching(days: int) -> None:
    diary = Diary(stretches=2, days=7).away(7, days)
    for day in range(7, 7 + days + 1):
        assert diary.inputs(day).stretches
    assert diary.inputs(7 + days).care_days == max(0, 7 - days)
    assert not diary.stretched(7 + days, 1).inputs(8 + days).stretches


def test_enough_sessions_on_days_away_count_and_fewer_do_no_harm() -> None:
    diary = Diary(stretches=1, days=2).away(2, 3)
    assert not diary.inputs(5).stretches
    assert not diary.stretched(2, 1).inputs(5).stretches
    assert not diary.stretched(3, 3).inputs(5).stretches
    assert diary.stretched(4, 3).inputs(5).stretches


@given(
    st.lists(st.integers(0, 3), min_size=14, max_size=14),
    st.integers(0, 13),
    st.integers(1, 14),
    st.integers(1, 14),
)
def test_to_be_away_never_makes_the_stretching_look_worse(
    sessions: list[int], since: int, days: int, today: int
) -> None:
    diary = Diary()
    for day, count in enumerate(sessions):
        diary.stretched(day, count)
    at_home = diary.inputs(today)
    away = diary.away(since, days).inputs(today)
    assert away.stretches or not at_home.stretches
    assert away.care_days <= at_home.care_days


def test_one_stretch_less_in_a_week_is_not_enough_and_todays_do_not_count_yet() -> None:
    diary = Diary(stretches=2, days=6).stretched(6, 1).stretched(7, 3)
    assert not diary.inputs(7).stretches
    assert diary.inputs(8).stretches


def test_in_the_first_week_only_its_own_days_are_counted() -> None:
    diary = Diary(stretches=2, days=3)
    assert [diary.inputs(day).stretches for day in range(5)] == [True, True, True, True, False]


def test_a_session_done_twice_counts_once() -> None:
    diary = Diary(stretches=1, days=7)
    diary.events += Diary(stretches=1, days=7).events
    assert not diary.inputs(7).stretches


# Warning signs.


def test_warning_signs_add_up_and_are_cleared_one_by_one() -> None:
    diary = Diary().woke(0, 0).raised(1, "swelling", "numb").raised(2, "numb", "at-rest")
    assert diary.judge(40).flags == ("swelling", "numb", "at-rest")
    assert (diary.level(40), diary.row(40)) == (Level.REST, "R01")
    diary.cleared(41, "numb")
    assert (diary.judge(41).flags, diary.row(41)) == (("swelling", "at-rest"), "R01")
    diary.cleared(42, "swelling", "at-rest")
    assert (diary.judge(42).flags, diary.row(42)) == ((), "R12")


def test_a_clearing_of_an_older_journal_which_names_no_sign_clears_all() -> None:
    diary = Diary().raised(0, "swelling", "numb")
    diary.add(FlagCleared, 1)
    assert diary.judge(1).flags == ()


def test_for_two_weeks_after_a_stop_sign_was_cleared_one_walks_and_jogs() -> None:
    diary = runs_freely().raised(7, "numb").cleared(8, "numb")
    for day in range(9, 30):
        diary.stretched(day).woke(day, 0)
    diary.ran(12).ran(20)
    assert [diary.row(day) for day in (7, 8, 22, 23)] == ["R01", "R12", "R12", "R19"]


def test_a_clinicians_word_says_how_to_go_on_once_a_sign_is_cleared() -> None:
    diary = runs_freely().raised(7, "numb").cleared(8, "numb")
    diary.told(8, ran_before=1, last_pattern=NONE, allowed=3, until=MONDAY + DAY * 10)
    assert [diary.inputs(day).sign_cleared for day in (8, 10, 11)] == [False, False, True]


def test_a_sign_of_the_bones_allows_no_running_and_leaves_cross_training() -> None:
    diary = runs_freely().woke(7, 0).raised(7, "bones")
    assert (diary.row(7), diary.level(7)) == ("R21", Level.CROSS_TRAIN)
    diary.cleared(7, "bones")
    assert diary.row(7) == "R19"


@pytest.mark.parametrize(
    "sign", ["two-weeks", "daily-life", "both-heels", "lump", "diabetes", "pregnancy"]
)
def test_a_sign_to_ask_about_leaves_the_level_as_it_is(sign: str) -> None:
    diary = runs_freely().woke(7, 0).raised(7, sign)
    assert (diary.row(7), diary.judge(7).flags) == ("R19", (sign,))
    diary.cleared(7, sign)
    assert diary.row(7) == "R19"


def test_with_diabetes_there_is_no_ice_also_once_a_clinician_has_advised() -> None:
    diary = Diary().raised(0, "diabetes").cleared(1, "diabetes")
    assert [diary.judge(day).no_ice for day in (0, 1)] == [True, True]
    assert not Diary().raised(0, "lump").judge(0).no_ice


# A clinician's word.


@pytest.mark.parametrize("allowed", list(Level))
def test_a_clinicians_word_holds_up_to_its_day(allowed: Level) -> None:
    diary = Diary().told(allowed=int(allowed), until=MONDAY + DAY * 5)
    found = [(diary.level(day), diary.judge(day).is_prescribed) for day in (0, 5, 6)]
    assert found == [(allowed, True), (allowed, True), (Level.WALK_JOG, False)]


def test_a_clinicians_word_without_an_end_holds_for_four_weeks() -> None:
    diary = Diary().told(allowed=4)
    found = [diary.judge(day).is_prescribed for day in (27, 28, 29)]
    assert found == [True, True, False]
    assert diary.judge(28).prescribed_until == MONDAY + DAY * 28


def test_the_same_word_told_again_ends_when_it_did_and_another_one_begins_anew() -> None:
    diary = Diary().told(allowed=4).told(20, allowed=4)
    assert not diary.judge(29).is_prescribed
    diary.told(21, allowed=3)
    assert diary.judge(49).is_prescribed


@pytest.mark.parametrize(
    ("morning", "row"),
    [
        ({"pain": 9, "eases": False}, "R02"),
        ({"pain": 6, "eases": False, "walking": True}, "R03"),
        ({"pain": 1, "walking": True}, "R05"),
        ({"pain": 6}, "R12"),
    ],
)
def test_a_clinicians_word_does_not_lift_rest_nor_pain_in_walking(
    morning: dict[str, Any], row: str
) -> None:
    diary = Diary().told(allowed=4).woke(0, **morning)
    is_lifted = morning["pain"] == 6 and "walking" not in morning
    assert diary.judge(0).is_prescribed is is_lifted
    assert diary.row(0) == ("R08" if is_lifted else row)


def test_a_warning_sign_and_a_week_of_worse_mornings_come_before_a_clinicians_word() -> None:
    diary = Diary().told(allowed=4)
    for day in range(14):
        diary.woke(day, 1 if day < 7 else 3)
    assert [(diary.row(day), diary.judge(day).is_prescribed) for day in (12, 13)] == [
        ("R10", True),
        ("R04", False),
    ]
    diary.raised(3, "numb")
    assert (diary.level(12), diary.judge(12).is_prescribed) == (Level.REST, False)


def test_level_walk_jog_has_a_stage_whoever_says_so() -> None:
    assert Diary().told(allowed=2, ran_before=1, last_pattern=NONE).stage(0) == 9


def test_the_latest_intake_replaces_the_one_before() -> None:
    diary = Diary().told(allowed=1).told(day=1, no_ice=True)
    assert (diary.level(0), diary.judge(0).no_ice) == (Level.CROSS_TRAIN, False)
    assert (diary.level(1), diary.judge(1).no_ice) == (Level.WALK_JOG, True)


# Runners who know better.


def test_a_runner_may_overrule_advice_for_a_day_but_neither_rest_nor_pain_in_walking() -> None:
    diary = Diary()
    for day in (0, 2, 3, 4, 5):
        diary.add(Overruled, day, row="R12")
    diary.woke(0, 1).woke(2, 1, walking=True).woke(3, 9, walking=True).woke(4, 5).woke(5, 6)
    assert [diary.level(day) for day in range(7)] == [3, 2, 1, 0, 3, 1, 1]
    assert [diary.judge(day).is_overruled for day in range(7)] == [1, 0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("check", "allowed"),
    [({}, True), ({"walking": None}, False), ({"walking": True}, False), (None, False)],
)
def test_whoever_overrules_has_told_that_walking_is_free_of_pain(
    check: dict[str, Any] | None,
    allowed: bool,  # noqa: FBT001
) -> None:
    diary = Diary() if check is None else Diary().woke(0, 2, **check)
    assert diary.judge(0).may_be_overruled is allowed


def test_neither_a_sign_of_the_bones_nor_a_clinicians_word_is_overruled() -> None:
    assert not runs_freely().woke(7, 0).raised(7, "bones").judge(7).may_be_overruled
    assert not Diary().told(allowed=1).woke(0, 0).judge(0).may_be_overruled


def test_overruling_never_lowers_the_level() -> None:
    diary = Diary(days=7).told(ran_before=1, last_pattern=NONE).woke(7, 0)
    assert diary.level(7) is Level.AS_PLANNED
    diary.add(Overruled, 7, row="R19")
    assert diary.level(7) is Level.AS_PLANNED


# What the day's own runs change.


def test_todays_run_changes_what_is_left_of_today_and_not_what_the_heel_allows() -> None:
    diary = runs_freely(metres=5000).woke(7, 0)
    before = diary.judge(7)
    diary.ran(7, WORSE, pain=7, metres=1000)
    after = diary.judge(7)
    assert (after.verdict, after.caps.run, after.caps.done_today) == (
        before.verdict,
        before.caps.run,
        1000,
    )
    assert (before.ran_badly, after.ran_badly, after.most_today) == (False, True, 0)


@pytest.mark.parametrize(
    ("pattern", "pain", "badly"),
    [(NONE, 5, 0), (FADED, 3, 0), (None, None, 0), (NONE, 6, 1), (THROUGHOUT, 1, 1), (WORSE, 1, 1)],
)
def test_after_a_bad_run_nobody_runs_again_today(
    pattern: Pattern | None, pain: int | None, badly: int
) -> None:
    assert Diary().ran(0, pattern, pain=pain).judge(0).ran_badly == badly


def test_a_walk_jog_is_due_once_a_day() -> None:
    diary = Diary().woke(0, 0)
    assert not diary.judge(0).has_walk_jogged
    assert diary.ran(0, stage=1).judge(0).has_walk_jogged
    assert not diary.judge(1).has_walk_jogged


# What went beyond the advice.


def is_beyond(diary: Diary, day: int) -> bool:
    today = MONDAY + DAY * day
    runs = [one for one in diary.events if isinstance(one, RunLogged) and one.day == today]
    history = diary.history(day).without_runs_of(today)
    return judge(history, diary.programme(day), today, Running()).is_beyond(runs)


@pytest.mark.parametrize(
    ("run", "beyond"),
    [
        ([], False),
        ([{"metres": 5500}], False),
        ([{"metres": 5700}], True),
        ([{"metres": 3000}, {"metres": 2500}], False),
        ([{"metres": 3000}, {"metres": 3000}], True),
    ],
)
def test_whoever_runs_farther_than_the_caps_goes_beyond_the_advice(
    run: list[dict[str, Any]],
    beyond: bool,  # noqa: FBT001
) -> None:
    diary = Diary(days=7).told(ran_before=1, last_pattern=NONE)
    diary.ran(0, metres=1000).ran(2).ran(4).woke(7, 0)
    for one in run:
        diary.ran(7, **one)
    assert is_beyond(diary, 7) is beyond


@pytest.mark.parametrize("pain", [6, 9])
def test_any_run_goes_beyond_advice_not_to_run(pain: int) -> None:
    diary = runs_freely().woke(7, pain, eases=False)
    assert not is_beyond(diary, 7)
    assert is_beyond(diary.ran(7, metres=100), 7)


@pytest.mark.parametrize(
    ("runs", "beyond"),
    [
        ([{"stage": 1}], False),
        ([{"walk_jog": True}], False),
        ([{}], True),
        ([{"stage": 1}, {"stage": 2}], True),
    ],
)
def test_on_a_walk_jog_day_one_walk_jog_is_what_was_asked_for_and_all_else_is_more(
    runs: list[dict[str, Any]],
    beyond: bool,  # noqa: FBT001
) -> None:
    diary = Diary().woke(1, 0)
    for one in runs:
        diary.ran(1, **one)
    assert is_beyond(diary, 1) is beyond


def test_a_walk_jog_on_the_day_between_goes_beyond_the_advice() -> None:
    assert is_beyond(Diary().ran(0, stage=1).ran(1, stage=1), 1)


# Heel raises and one-leg work.


@pytest.mark.parametrize(("pain", "allowed"), [(0, True), (5, True), (6, False), (10, False)])
def test_a_moderately_sore_heel_is_spared_heel_raises_and_work_on_one_leg(
    pain: int,
    allowed: bool,  # noqa: FBT001
) -> None:
    judgement = Diary().woke(0, pain).judge(0)
    assert judgement.allows_heel_raises is allowed
    assert judgement.allows_one_leg_work is allowed


@pytest.mark.parametrize(("pattern", "pain"), [(THROUGHOUT, 2), (WORSE, 2), (NONE, 6)])
def test_after_a_bad_run_there_are_no_heel_raises_until_it_is_let_go(
    pattern: Pattern, pain: int
) -> None:
    diary = Diary().ran(0, pattern, pain=pain)
    for day in range(1, 4):
        diary.woke(day, 2)
    assert [diary.judge(day).allows_heel_raises for day in range(4)] == [0, 0, 0, 1]


# A day between.


def test_a_day_after_any_run_is_a_rest_day_of_the_ladder() -> None:
    diary = Diary().ran(0, stage=1).ran(3, None, pain=None)
    assert [diary.judge(day).is_rest_day for day in range(5)] == [0, 1, 0, 0, 1]


def test_events_of_other_kinds_change_nothing() -> None:
    diary, plain = Diary().woke(0, 2).ran(1), Diary().woke(0, 2).ran(1)
    diary.add(StepDone, 1, step="ice")
    assert diary.judge(2) == plain.judge(2)
