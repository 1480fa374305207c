"""How much may be run: the caps of S28, by properties and by example."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from domain.diary import MONDAY, Diary
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.events import Pattern
from coach.domain.load import Before, Caps, Ran, caps
from coach.domain.readiness import Level

DAY = timedelta(days=1)
TODAY = MONDAY + DAY * 38
"""A Thursday."""
WEEK_STARTS = TODAY - DAY * 3
LAST_WEEK = [WEEK_STARTS - DAY * ago for ago in range(1, 8)]
THIS_WEEK = [WEEK_STARTS, WEEK_STARTS + DAY, WEEK_STARTS + DAY * 2, TODAY]
PLANNED, FROZEN = Level.AS_PLANNED, Level.NO_INCREASE
BELOW = st.sampled_from([level for level in Level if level is not PLANNED])
NEARLY = 1e-6

RAN = st.builds(
    Ran,
    st.integers(0, 40).map(lambda ago: TODAY - DAY * ago),
    st.integers(0, 30_000).map(float),
    st.none() | st.integers(1, 10),
)
RUNS = st.lists(RAN, max_size=25).map(lambda runs: sorted(runs, key=lambda run: run.day))
BEFORE = st.builds(Before, st.sampled_from([0.0, 20_000.0]), st.sampled_from([0.0, 8_000.0]))
OFTEN = settings(max_examples=200)


def asked(runs: list[Ran], level: Level = PLANNED, **more: object) -> Caps:
    return caps(runs, TODAY, WEEK_STARTS, level, **more)  # type: ignore[arg-type]


def metres(runs: list[Ran], days: list[date]) -> float:
    return sum(run.distance for run in runs if run.day in days)


def count(runs: list[Ran], days: list[date]) -> int:
    return sum(run.day in days for run in runs)


def lately(runs: list[Ran]) -> list[float]:
    """The known distances of the thirty days before today."""
    return [run.distance for run in runs if 0 < (TODAY - run.day).days <= 30 and run.distance]


@OFTEN
@given(RUNS)
def test_as_planned_a_run_is_a_tenth_longer_than_the_longest_of_thirty_days(
    runs: list[Ran],
) -> None:
    cap = asked(runs).run
    assert cap == (pytest.approx(1.1 * max(lately(runs))) if lately(runs) else None)


@OFTEN
@given(RUNS)
def test_as_planned_the_week_is_a_tenth_more_than_the_last_one(runs: list[Ran]) -> None:
    last = metres(runs, LAST_WEEK)
    assert asked(runs).week == (pytest.approx(1.1 * last) if last else None)


@OFTEN
@given(RUNS, BELOW)
def test_below_that_nothing_grows(runs: list[Ran], level: Level) -> None:
    found = asked(runs, level, one_more_run=True)
    efforts = [run.effort for run in runs if run.day in LAST_WEEK and run.effort]
    assert found.run == (lately(runs)[-1] if lately(runs) else None)
    assert found.week == (metres(runs, LAST_WEEK) or None)
    assert found.runs == (count(runs, LAST_WEEK) or None)
    assert found.effort == max(efforts, default=None)


@OFTEN
@given(RUNS, st.sampled_from(Level), BEFORE, st.booleans())
def test_whoever_keeps_to_today_keeps_to_all_caps(
    runs: list[Ran],
    level: Level,
    before: Before,
    one_more_run: bool,  # noqa: FBT001
) -> None:
    found = asked(runs, level, before=before, one_more_run=one_more_run)
    if found.today is None:
        assert (found.run, found.week) == (None, None)
        return
    assert found.today >= 0
    assert found.run is None or found.today <= found.run
    if found.week is not None and found.today:
        assert metres(runs, THIS_WEEK) + found.today <= found.week + NEARLY
    if found.runs is not None and found.today:
        assert count(runs, THIS_WEEK) + 1 <= found.runs


@OFTEN
@given(RUNS, BEFORE, st.booleans())
def test_a_lower_level_never_allows_more(
    runs: list[Ran],
    before: Before,
    one_more_run: bool,  # noqa: FBT001
) -> None:
    low = asked(runs, FROZEN, before=before, one_more_run=one_more_run)
    high = asked(runs, PLANNED, before=before, one_more_run=one_more_run)
    for cap in ("run", "week", "runs", "today"):
        less, more = getattr(low, cap), getattr(high, cap)
        assert (less is None) == (more is None)
        assert less is None or less <= more


@OFTEN
@given(RUNS, BEFORE)
def test_what_was_told_before_never_lowers_a_cap_of_the_distance(
    runs: list[Ran], before: Before
) -> None:
    without, found = asked(runs), asked(runs, before=before)
    assert found.run == (max(without.run or 0, 1.1 * before.longest) or None)
    assert found.week == (max(without.week or 0, 1.1 * before.week) or None)


@given(RUNS)
def test_the_week_so_far_is_counted(runs: list[Ran]) -> None:
    found = asked(runs)
    assert found.done == metres(runs, THIS_WEEK)
    assert found.done_runs == count(runs, THIS_WEEK)


def test_where_nothing_is_known_nothing_is_capped() -> None:
    for level in Level:
        assert asked([], level) == Caps(None, None, None, 0, 0, None)
        assert asked([], level).today is None


def test_the_last_run_is_the_last_one_whose_distance_is_known() -> None:
    runs = [Ran(TODAY - DAY * 9, 4000), Ran(TODAY - DAY * 8, 0)]
    assert asked(runs, FROZEN).run == 4000


def test_the_effort_of_last_week_is_not_exceeded_while_nothing_may_grow() -> None:
    runs = [Ran(LAST_WEEK[5], 4000, 3), Ran(LAST_WEEK[3], 4000, 6), Ran(LAST_WEEK[0], 4000)]
    assert (asked(runs, FROZEN).effort, asked(runs, PLANNED).effort) == (6, None)


# The number of runs: the literal rule, and one more where the runner chose so.


def runs_of_last_week(number: int) -> list[Ran]:
    return [Ran(LAST_WEEK[place % 7], 1000) for place in range(number)]


@pytest.mark.parametrize("number", range(1, 41))
def test_the_number_of_runs_grows_by_whole_tenths_only(number: int) -> None:
    runs = runs_of_last_week(number)
    literal = int(Fraction(11, 10) * number)
    assert asked(runs).runs == literal
    assert asked(runs, one_more_run=True).runs == max(literal, number + 1)
    assert asked(runs, one_more_run=True).week == asked(runs).week
    assert asked(runs, FROZEN, one_more_run=True).runs == number


def test_fewer_than_ten_runs_a_week_never_become_more_by_the_literal_rule() -> None:
    assert [asked(runs_of_last_week(number)).runs for number in range(1, 12)] == [
        *range(1, 10),
        11,
        12,
    ]


def test_once_the_runs_of_the_week_are_done_nothing_is_left() -> None:
    runs = [*runs_of_last_week(2), Ran(WEEK_STARTS, 500), Ran(WEEK_STARTS + DAY, 500)]
    assert asked(runs).today == 0
    assert asked(runs, one_more_run=True).today == pytest.approx(1100)


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
    """Free of pain, told on a Thursday, and running 5 km every second day from then on."""
    diary = Diary(days=50).told(3, **TOLD)
    for day in range(3, 50):
        diary.woke(day, 0)
    for day in range(3, 50, 2):
        diary.ran(day)
    return diary


def test_the_week_before_the_coach_counts_for_this_week_and_the_next() -> None:
    diary = improving()
    assert diary.level(10) is PLANNED
    assert on_day(diary, 3)[1:] == (20, None)
    assert on_day(diary, 10) == (8.8, 22, None)
    assert on_day(diary, 14) == (8.8, 22, 4)
    assert diary.judge(14, one_more_run=True).caps.runs == 5


@pytest.mark.parametrize(("day", "week"), [(0, 3), (1, 20), (6, 20)])
def test_a_week_that_is_wholly_in_the_journal_counts_as_it_was(day: int, week: float) -> None:
    diary = Diary().told(day, **TOLD).ran(6, metres=3000)
    assert on_day(diary, 7)[1] == week
    assert on_day(diary, 14)[1] is None


def test_the_longest_run_before_the_coach_counts_for_thirty_days() -> None:
    diary = improving()
    assert [on_day(diary, day)[0] for day in (33, 34)] == [8.8, 5.5]


def test_an_intake_told_again_brings_no_old_distances_back() -> None:
    diary = improving().told(40, **TOLD, no_ice=True)
    assert diary.judge(41).no_ice
    assert on_day(diary, 41) == (5.5, 16.5, 3)


def test_in_the_first_days_a_run_is_no_longer_than_the_intakes_longest() -> None:
    diary = Diary().told(0, **TOLD)
    assert diary.level(0) is FROZEN
    assert on_day(diary, 0) == (8, 20, None)
    diary.ran(0, metres=3000)
    assert on_day(diary, 1)[0] == 3


@given(st.integers(0, 6))
def test_the_week_begins_where_the_runner_lets_it_begin(first: int) -> None:
    runs = [Ran(MONDAY + DAY * day, 1000) for day in range(21)]
    week_starts = MONDAY + DAY * (14 + first)
    found = caps(runs, week_starts, week_starts, PLANNED)
    assert (found.runs, found.done_runs) == (7, 1)
