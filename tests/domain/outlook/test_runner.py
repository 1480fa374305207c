"""The simulated runner: each day is judged exactly as the real one would be."""

from collections.abc import Iterator
from itertools import chain, repeat
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.diary import AS_SHIPPED, DAY, MONDAY, Diary
from support.lives import INTAKES, written
from support.lives import LIVES as ANY_LIFE
from support.plain_reading import Before, Lived

from coach.domain.events.types import MaintenanceChoice, Pattern, RunLogged
from coach.domain.heel.inputs import check_for
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.outlook.mornings import Morning
from coach.domain.outlook.runner import SimulatedRunner, Start, next_run, runs_ahead

RUN_DAYS = frozenset({1, 3, 5})
AHEAD = 60
QUIET = Morning(1, eases=True, walking_pain=False)
MORNINGS = st.builds(
    Morning,
    st.integers(0, 7),
    st.none() | st.booleans() | st.just(value=True),
    st.none() | st.booleans() | st.just(value=False),
)


def start_of(diary: Diary, day: int, wanted: float | None = 5000) -> Start:
    """The days after one, as far as the diary tells of them."""
    history = diary.whole_history(day)
    return Start(
        first=MONDAY + DAY * (day + 1),
        history=history,
        programme=diary.programme(day),
        pains=history.pains,
        running=AS_SHIPPED,
        run_days=lambda on, _: on.weekday() in RUN_DAYS,
        wanted=wanted,
    )


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a possible course, and no secret


def runner_of(diary: Diary, day: int, mornings: list[Morning], seed: int = 0) -> SimulatedRunner:
    return SimulatedRunner(start_of(diary, day), chain(mornings, repeat(QUIET)), chance(seed))


def lived(diary: Diary, day: int, runner: SimulatedRunner) -> Iterator[tuple[Judgement, Judgement]]:
    """What simulated days allowed, beside what they allow once they are in the diary."""
    simulated = {one.day: one.judgement for one in runner.run_days(AHEAD)}
    mornings = runner.history.mornings
    runs = {one.day: one for one in runner.history.runs}
    for number in range(day + 1, day + AHEAD + 1):
        on = MONDAY + DAY * number
        check = mornings[on]
        diary.woke(number, check.pain, eases=check.eases, walking=check.walking_pain)
        if on in simulated:
            yield simulated[on], diary.judge(number)
        if on in runs:
            _ran(diary, number, runs[on])
        diary.stretched(number, runner.history.stretches[on])


def _ran(diary: Diary, number: int, run: RunLogged) -> None:
    diary.ran(
        number,
        run.pattern,
        metres=run.distance,
        duration=run.duration,
        pain=run.pain,
        stage=run.stage,
        walk_jog=run.walk_jog,
    )


def on_the_ladder() -> Diary:
    """Two weeks of care after four months without a run."""
    diary = Diary(days=14).told(ran_before=120)
    for day in range(14):
        diary.woke(day, 3 + day % 2)
    return diary


def running() -> Diary:
    """Three weeks of running every other day, and little pain."""
    diary = Diary(days=21).told(ran_before=2, last_pattern=Pattern.NONE, weekly=15000, longest=5000)
    for day in range(21):
        diary.woke(day, 1 + day % 2)
        if (MONDAY + DAY * day).weekday() in RUN_DAYS:
            diary.ran(day, metres=4000)
    return diary


def a_year_ago() -> Diary:
    """A first episode that ended, and a second one that has lasted for three weeks."""
    diary = Diary(days=120).told(
        ran_before=2, last_pattern=Pattern.NONE, weekly=15000, longest=5000
    )
    for day in range(120):
        diary.woke(day, 3 if day < 20 else 0 if day < 100 else 4)
        if (MONDAY + DAY * day).weekday() in RUN_DAYS:
            diary.ran(day, metres=4000)
    return diary


def on_maintenance() -> Diary:
    """Seven quiet weeks of running, and a yes to the maintenance day in the sixth."""
    diary = Diary(days=49).told(ran_before=2, last_pattern=Pattern.NONE, weekly=15000, longest=5000)
    for day in range(49):
        diary.woke(day, day % 2)
        if (MONDAY + DAY * day).weekday() in RUN_DAYS:
            diary.ran(day, metres=4000)
    return diary.chose(40, MaintenanceChoice.BEGIN)


LIVES = [(on_the_ladder, 13), (running, 20), (a_year_ago, 119), (on_maintenance, 48)]


@settings(max_examples=60)
@given(
    life=st.sampled_from(LIVES),
    mornings=st.lists(MORNINGS, max_size=AHEAD),
    seed=st.integers(0, 99),
)
def test_each_simulated_day_is_judged_as_the_real_one_would_be(
    life: tuple[object, int], mornings: list[Morning], seed: int
) -> None:
    begin, day = life
    diary = begin()  # type: ignore[operator]
    for simulated, real in lived(diary, day, runner_of(diary, day, mornings, seed)):
        assert simulated == real


def test_on_the_maintenance_day_runs_stay_as_long_as_they_are() -> None:
    runner = runner_of(on_maintenance(), 48, [QUIET] * AHEAD)
    days = list(runner.run_days(AHEAD))
    assert {one.judgement.level for one in days[-12:]} == {Level.NO_INCREASE}
    assert {runner.history.stretches[one.day] for one in days} == {1}


def test_three_sore_mornings_bring_the_simulated_runner_back_to_full_days() -> None:
    runner = runner_of(on_maintenance(), 48, [Morning(3, eases=True, walking_pain=False)] * 3)
    list(runner.run_days(5))
    stretches = [runner.history.stretches[MONDAY + DAY * day] for day in range(49, 54)]
    assert stretches == [1, 1, 2, 2, 2]


def test_a_runner_on_the_ladder_goes_up_stage_by_stage_and_then_runs() -> None:
    runner = runner_of(on_the_ladder(), 13, [QUIET] * AHEAD)
    days = list(runner.run_days(AHEAD))
    stages = [
        one.judgement.stage.number
        for one in days
        if one.judgement.level is Level.WALK_JOG and one.judgement.stage
    ]
    assert (stages[0], max(stages)) == (1, 19)
    assert days[-1].judgement.level >= Level.NO_INCREASE
    assert days[-1].allowed


def test_no_run_where_the_day_allows_none() -> None:
    bad = Morning(9, eases=False, walking_pain=True)
    runner = SimulatedRunner(start_of(running(), 20), repeat(bad), chance(1))
    assert [one.allowed for one in runner.run_days(14)] == [0.0] * 6
    assert max(one.day for one in runner.history.runs) < MONDAY + DAY * 21


def test_today_is_simulated_with_the_morning_that_it_had() -> None:
    diary = running().woke(21, 5)
    history = diary.whole_history(21)
    start = replace(start_of(diary, 20), history=history, pains=history.pains)
    runner = SimulatedRunner(start, repeat(QUIET), chance(1))
    list(runner.run_days(1))
    assert runner.history.pains[MONDAY + DAY * 21] == 5


# The next run, which every front end names.


def allows_a_run(judgement: Judgement) -> bool:
    is_walk_jog = judgement.level is Level.WALK_JOG and not judgement.is_rest_day
    return is_walk_jog or (judgement.level >= Level.NO_INCREASE and judgement.most_today != 0)


def live_on(diary: Diary, today: int) -> Judgement | None:
    """The first run day that allows a run, if one wakes up as today and stretches twice a day."""
    check = check_for(diary.whole_history(today).mornings, MONDAY + DAY * today)
    assert check
    for day in range(today + 1, today + 22):
        diary.woke(day, check.pain, eases=check.eases, walking=check.walking_pain)
        judgement = diary.judge(day)
        if (MONDAY + DAY * day).weekday() in RUN_DAYS and allows_a_run(judgement):
            return judgement
        diary.stretched(day, 2)
    return None


@settings(max_examples=60, deadline=None)
@given(days=ANY_LIFE, before=INTAKES)
def test_it_is_what_the_rules_allow_once_the_days_are_lived(
    days: list[Lived], before: Before | None
) -> None:
    diary, today = written(days, before), len(days) - 1
    start = replace(start_of(diary, today), wanted=None)
    found = next_run(start, MONDAY + DAY * today)
    if check_for(start.history.mornings, MONDAY + DAY * today) is None:
        assert found is None
        return
    lived = live_on(diary, today)
    assert (found.judgement if found else None) == lived


@settings(max_examples=20, deadline=None)
@given(days=ANY_LIFE, before=INTAKES)
def test_the_runs_ahead_hang_on_no_chance_and_begin_with_the_next_one(
    days: list[Lived], before: Before | None
) -> None:
    diary, today = written(days, before), len(days) - 1
    start = replace(start_of(diary, today), wanted=None)
    found = list(runs_ahead(start, MONDAY + DAY * today, 21))
    assert found == list(runs_ahead(start, MONDAY + DAY * today, 21))
    first = next((one for one in found if one.has_run), None)
    assert first == next_run(start, MONDAY + DAY * today)
    assert all(one.judgement.level >= Level.WALK_JOG for one in found if one.has_run)
