"""How much may be run: the caps of S28, by properties and by examples."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.diary import MONDAY, Diary

from coach.domain.events.types import Pattern
from coach.domain.heel.caps import Before, Caps, Ran, caps, is_outlier, seconds_after_ladder
from coach.domain.heel.rules import Level
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.settings import Running, WeekBase

DAY = timedelta(days=1)
TODAY = MONDAY + DAY * 38
"""A Thursday."""
WEEK_STARTS = TODAY - DAY * 3
THIS_WEEK = [WEEK_STARTS, WEEK_STARTS + DAY, WEEK_STARTS + DAY * 2, TODAY]
WEEKS = [[WEEK_STARTS - DAY * (7 * ago + day) for day in range(1, 8)] for ago in range(4)]
"""The days of the four weeks before this one, last week first."""
LAST_WEEK = WEEKS[0]
PLANNED, FROZEN = Level.AS_PLANNED, Level.NO_INCREASE
ONE_MORE = Running(one_more_run=True)
BELOW = st.sampled_from([level for level in Level if level is not PLANNED])
NEARLY = 1e-6

RAN = st.builds(
    Ran,
    st.integers(0, 40).map(lambda ago: TODAY - DAY * ago),
    st.integers(0, 30_000).map(float),
    st.none() | st.integers(1, 10),
)
RUNS = st.lists(RAN, max_size=25).map(lambda runs: sorted(runs, key=lambda run: run.day))
EVEN = RUNS.map(lambda runs: [run for run in runs for _ in range(2)])
"""Each run twice, so that none is an outlier."""
BEFORE = st.builds(
    Before, st.sampled_from([0.0, 20_000.0]), st.sampled_from([0.0, 8_000.0]), st.booleans()
)
RUNNING = st.builds(Running, one_more_run=st.booleans(), week_base=st.sampled_from(list(WeekBase)))
OFTEN = settings(max_examples=100)


def asked(
    runs: list[Ran],
    level: Level = PLANNED,
    running: Running = Running(),  # noqa: B008 - it never changes
    before: Before | None = None,
) -> Caps:
    return caps(runs, TODAY, level, running, before=before)


def metres(runs: list[Ran], days: list[date]) -> float:
    return sum(run.distance for run in runs if run.day in days)


def count(runs: list[Ran], days: list[date]) -> int:
    return sum(run.day in days for run in runs)


def lately(runs: list[Ran]) -> float:
    """The longest of the thirty days before today."""
    found = (run.distance for run in runs if 0 < (TODAY - run.day).days <= 30)
    return max(found, default=0)


# One run.


@OFTEN
@given(EVEN)
def test_as_planned_a_run_is_a_tenth_longer_than_the_longest_of_thirty_days(
    runs: list[Ran],
) -> None:
    longest = lately(runs)
    assert asked(runs).run == (pytest.approx(1.1 * longest) if longest else None)


@OFTEN
@given(EVEN, BELOW)
def test_below_that_a_run_is_as_long_as_the_longest_of_thirty_days(
    runs: list[Ran], level: Level
) -> None:
    assert asked(runs, level).run == (lately(runs) or None)


def test_a_short_run_leaves_the_measure_as_it_was() -> None:
    runs = [Ran(TODAY - DAY * 9, 9500), Ran(TODAY - DAY * 7, 5000), Ran(TODAY - DAY * 2, 5000)]
    assert asked(runs, FROZEN).run == 9500


@pytest.mark.parametrize(("ago", "expected"), [(30, 9500), (31, 5000)])
def test_the_longest_run_counts_for_thirty_days(ago: int, expected: float) -> None:
    runs = [Ran(TODAY - DAY * ago, 9500), Ran(TODAY - DAY * 7, 5000)]
    assert asked(runs, FROZEN).run == expected


def test_todays_run_is_no_measure_for_today() -> None:
    runs = [Ran(TODAY - DAY * 7, 5000), Ran(TODAY, 9000)]
    assert asked(runs, FROZEN).run == 5000


# A run more than twice as long as any other.


@OFTEN
@given(RUNS, st.floats(0, 100_000), RUNNING)
def test_one_outlier_by_itself_raises_no_cap_beyond_what_the_longest_other_run_would(
    runs: list[Ran], far: float, running: Running
) -> None:
    longest = max((run.distance for run in runs if run.day < TODAY), default=0)
    assume(longest)
    with_it = asked([*runs, Ran(TODAY - DAY * 5, far)], running=running)
    most = asked([*runs, Ran(TODAY - DAY * 5, 2 * longest)], running=running)
    assert (with_it.run or 0) <= (most.run or 0) + NEARLY
    assert (with_it.week or 0) <= (most.week or 0) + NEARLY


def test_an_outlier_counts_as_much_as_the_longest_other_run_and_two_of_them_are_a_measure() -> None:
    usual = [Ran(LAST_WEEK[place], 5000) for place in (1, 3)]
    far = Ran(LAST_WEEK[5], 11_000)
    assert (asked([*usual, far], FROZEN).run, asked([*usual, far], FROZEN).week) == (5000, 15_000)
    assert asked([*usual, far, far], FROZEN).run == 11_000
    assert asked([*usual, Ran(LAST_WEEK[5], 10_000)], FROZEN).run == 10_000


def test_an_outlier_among_what_the_intake_tells_is_measured_against_it() -> None:
    runs = [Ran(LAST_WEEK[1], 9000)]
    assert asked(runs, FROZEN, before=Before(longest=4000)).run == 4000
    assert asked(runs, FROZEN, before=Before(longest=5000)).run == 9000
    assert asked(runs, FROZEN).run == 9000


@pytest.mark.parametrize(
    ("distance", "others", "is_far"),
    [(10, [5], False), (10.1, [5, 2], True), (10, [], False), (10, [0], False)],
)
def test_an_outlier_is_more_than_twice_as_long_as_any_other(
    distance: float,
    others: list[float],
    is_far: bool,  # noqa: FBT001
) -> None:
    assert is_outlier(distance, others) is is_far


# The week.


@OFTEN
@given(EVEN)
def test_the_week_is_the_best_of_four_and_grows_where_the_last_one_nearly_reached_it(
    runs: list[Ran],
) -> None:
    totals = [metres(runs, week) for week in WEEKS]
    best = max(totals)
    growth = Fraction(11, 10) if totals[0] >= 0.8 * best else 1
    assert asked(runs, FROZEN).week == (best or None)
    assert asked(runs).week == (pytest.approx(float(growth) * best) if best else None)


@pytest.mark.parametrize(
    ("last", "expected"), [(7999, 10_000), (8000, 11_000), (10_000, 11_000), (0, 10_000)]
)
def test_after_a_thin_week_one_goes_back_to_what_was_and_not_beyond(
    last: float, expected: float
) -> None:
    runs = [Ran(day, 5000) for day in WEEKS[1][:2]] + [Ran(day, last / 2) for day in LAST_WEEK[:2]]
    assert asked(runs).week == pytest.approx(expected)


def test_the_best_week_counts_for_four_weeks() -> None:
    for ago, expected in ((2, 10_000), (3, 10_000)):
        runs = [Ran(day, 5000) for day in WEEKS[ago][:2]] + [Ran(LAST_WEEK[0], 3000)]
        assert asked(runs, FROZEN).week == expected
    before_that = [Ran(day - DAY * 7, 5000) for day in WEEKS[3][:2]]
    assert asked([*before_that, Ran(LAST_WEEK[0], 3000)], FROZEN).week == 3000


@OFTEN
@given(EVEN)
def test_the_article_to_the_letter_measures_the_week_against_the_last_one(runs: list[Ran]) -> None:
    last, letter = metres(runs, LAST_WEEK), Running(week_base=WeekBase.LAST)
    assert asked(runs, FROZEN, letter).week == (last or None)
    assert asked(runs, PLANNED, letter).week == (pytest.approx(1.1 * last) if last else None)


@OFTEN
@given(RUNS, BELOW)
def test_below_level_4_neither_the_number_of_runs_nor_the_effort_grows(
    runs: list[Ran], level: Level
) -> None:
    found = asked(runs, level, ONE_MORE)
    efforts = [run.effort for run in runs if run.day in LAST_WEEK and run.effort]
    assert found.runs == (max(count(runs, week) for week in WEEKS) or None)
    assert found.effort == max(efforts, default=None)


# All caps together.


@OFTEN
@given(RUNS, st.sampled_from(Level), BEFORE, RUNNING)
def test_whoever_keeps_to_today_keeps_to_all_caps(
    runs: list[Ran], level: Level, before: Before, running: Running
) -> None:
    found = asked(runs, level, running, before=before)
    if found.today is None:
        assert (found.run, found.week) == (None, None)
        return
    assert found.today >= 0
    assert found.run is None or found.today <= found.run
    if found.week is not None and found.today:
        assert metres(runs, THIS_WEEK) + found.today <= found.week + NEARLY
    if found.runs is not None and found.today:
        assert count(runs, THIS_WEEK) + 1 <= found.runs
    if found.day is not None and found.today:
        assert metres(runs, [TODAY]) + found.today <= found.day + NEARLY


@OFTEN
@given(RUNS, BEFORE, RUNNING)
def test_a_lower_level_never_allows_more(runs: list[Ran], before: Before, running: Running) -> None:
    low = asked(runs, FROZEN, running, before=before)
    high = asked(runs, PLANNED, running, before=before)
    for cap in ("run", "week", "runs", "day", "today"):
        less, more = getattr(low, cap), getattr(high, cap)
        assert (less is None) == (more is None)
        assert less is None or less <= more


@OFTEN
@given(EVEN, BEFORE)
def test_what_was_told_before_never_lowers_a_cap_of_the_distance(
    runs: list[Ran], before: Before
) -> None:
    without, found = asked(runs, FROZEN), asked(runs, FROZEN, before=before)
    assert found.run == (max(without.run or 0, before.longest) or None)
    assert found.week == (max(without.week or 0, before.week) or None)


@given(RUNS)
def test_the_week_so_far_and_the_day_so_far_are_counted(runs: list[Ran]) -> None:
    found = asked(runs)
    assert found.done == metres(runs, THIS_WEEK)
    assert found.done_runs == count(runs, THIS_WEEK)
    assert found.done_today == metres(runs, [TODAY])


def test_where_nothing_is_known_nothing_is_capped() -> None:
    for level in Level:
        assert asked([], level) == Caps(None, None, None, 0, 0, None)
        assert asked([], level).today is None


def test_the_effort_of_last_week_is_not_exceeded_while_nothing_may_grow() -> None:
    runs = [Ran(LAST_WEEK[5], 4000, 3), Ran(LAST_WEEK[3], 4000, 6), Ran(LAST_WEEK[0], 4000)]
    assert (asked(runs, FROZEN).effort, asked(runs, PLANNED).effort) == (6, None)


# Two runs of a day.


def test_two_runs_of_a_day_together_are_no_longer_than_the_longest_day() -> None:
    once = [Ran(day, 5000) for day in LAST_WEEK[:3]]
    assert asked([*once, Ran(TODAY, 3000)], FROZEN).today == 2000
    twice = [*once, Ran(LAST_WEEK[0], 4000)]
    found = asked([*twice, Ran(TODAY, 5000)], FROZEN)
    assert (found.run, found.day, found.today) == (5000, 9000, 4000)


def test_both_runs_of_a_day_count_for_the_week() -> None:
    runs = [Ran(LAST_WEEK[0], 3000), Ran(LAST_WEEK[0], 2000)]
    found = asked(runs, FROZEN)
    assert (found.week, found.runs) == (5000, 2)


# The first runs after the ladder.


def test_the_first_two_runs_after_the_ladder_are_as_short_as_its_last_stage() -> None:
    found = [seconds_after_ladder(runs, timedelta(minutes=20)) for runs in range(4)]
    assert found == [1200, 1200, None, None]


# The number of runs: the literal rule, and one more where the runner chose so.


def runs_of_last_week(number: int) -> list[Ran]:
    return [Ran(LAST_WEEK[place % 7], 1000) for place in range(number)]


@pytest.mark.parametrize("number", range(1, 41))
def test_the_number_of_runs_grows_by_whole_tenths_only(number: int) -> None:
    runs = runs_of_last_week(number)
    literal = int(Fraction(11, 10) * number)
    assert asked(runs).runs == literal
    assert asked(runs, running=ONE_MORE).runs == max(literal, number + 1)
    assert asked(runs, running=ONE_MORE).week == asked(runs).week
    assert asked(runs, FROZEN, ONE_MORE).runs == number


def test_fewer_than_ten_runs_a_week_never_become_more_by_the_literal_rule() -> None:
    assert [asked(runs_of_last_week(number)).runs for number in range(1, 12)] == [
        *range(1, 10),
        11,
        12,
    ]


def test_once_the_runs_of_the_week_are_done_nothing_is_left() -> None:
    runs = [*runs_of_last_week(2), Ran(WEEK_STARTS, 500), Ran(WEEK_STARTS + DAY, 500)]
    assert asked(runs).today == 0
    assert asked(runs, running=ONE_MORE).today == pytest.approx(1100)


def test_once_the_week_is_run_nothing_is_left() -> None:
    runs = [Ran(LAST_WEEK[0], 5000), Ran(LAST_WEEK[2], 5000), Ran(WEEK_STARTS, 12_000)]
    found = asked(runs)
    assert (found.left, found.today) == (0, 0)


# The intake, while it counts.

TOLD = {"ran_before": 1, "last_pattern": Pattern.NONE, "weekly": 20_000.0, "longest": 8000.0}


def on_day(diary: Diary, day: int) -> tuple[float | None, float | None, int | None]:
    """The caps of the run, the week and the number of runs, in kilometres."""
    found = diary.judge(day).caps
    return (
        round(found.run / 1000, 2) if found.run else None,
        round(found.week / 1000, 2) if found.week else None,
        found.runs,
    )


def improving() -> Diary:
    """Free of pain, entered on a Thursday, and running 5 km every second day from then on."""
    diary = Diary(days=50).told(3, **TOLD)
    for day in range(3, 50):
        diary.woke(day, 0)
    for day in range(3, 50, 2):
        diary.ran(day)
    return diary


def test_the_week_before_the_coach_counts_while_four_weeks_reach_back_to_it() -> None:
    diary = improving()
    assert diary.level(10) is PLANNED
    assert [on_day(diary, day) for day in (3, 10, 14, 31)] == [(8.8, 22, None)] * 4
    # By then last week had three runs of 5 km, which is less than four fifths of the best one.
    assert on_day(diary, 35) == (5.5, 20, 4)
    assert on_day(diary, 42) == (5.5, 22, 4)
    assert diary.judge(42, ONE_MORE).caps.runs == 5


@pytest.mark.parametrize(("told", "week"), [(0, 20), (1, 22), (6, 22)])
def test_a_week_that_is_wholly_in_the_journal_counts_as_it_was(told: int, week: float) -> None:
    """A tenth more only after a week whose running before the coach is unknown."""
    diary = Diary(days=8).told(told, **TOLD).ran(6, metres=3000).woke(7, 0)
    assert diary.level(7) is PLANNED
    assert on_day(diary, 7)[1] == week


@pytest.mark.parametrize(("told", "weeks"), [(0, [20, 3, None]), (1, [20, 20, None])])
def test_what_was_told_before_the_coach_counts_for_as_long_as_a_week_of_the_journal(
    told: int, weeks: list[float | None]
) -> None:
    diary = Diary().told(told, **TOLD).ran(6, metres=3000)
    assert [on_day(diary, day)[1] for day in (21, 28, 35)] == weeks


def test_the_longest_run_before_the_coach_counts_for_thirty_days() -> None:
    diary = improving()
    assert [on_day(diary, day)[0] for day in (33, 34)] == [8.8, 5.5]


def test_an_intake_told_again_brings_no_old_distances_back() -> None:
    diary = improving().told(40, **TOLD, no_ice=True)
    assert diary.judge(41).no_ice
    assert on_day(diary, 41) == (5.5, 20, 4)


def test_in_the_first_days_a_run_is_as_long_as_the_longest_that_the_intake_tells() -> None:
    diary = Diary().told(0, **TOLD)
    assert diary.level(0) is FROZEN
    assert on_day(diary, 0) == (8, 20, None)
    diary.ran(0, metres=3000)
    assert on_day(diary, 1)[0] == 8


@given(st.integers(0, 6))
def test_the_week_begins_where_the_runner_lets_it_begin(first: int) -> None:
    runs = [Ran(MONDAY + DAY * day, 1000) for day in range(21)]
    today = MONDAY + DAY * (14 + first)
    found = caps(runs, today, PLANNED, Running(week_starts=list(Weekday)[first]))
    assert (found.runs, found.done_runs, found.done_today) == (7, 1, 1000)
