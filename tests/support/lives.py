"""Any life: days of all kinds, the same day over and over, and holidays."""

from collections.abc import Sequence

from hypothesis import strategies as st

from coach.domain.events.types import Pattern
from support.diary import Diary
from support.plain_reading import Before, Check, Lived, Run

ANSWERS = st.sampled_from([True, False, None])
MILD = st.integers(0, 4).map(Check)
MORNINGS = st.one_of(
    MILD,
    st.tuples(st.integers(0, 10), ANSWERS, ANSWERS, ANSWERS).map(Check._make),
    st.none(),
)
STAGES = st.sampled_from([None, 1, 2, 3, 10, 18, 19])
METRES = st.sampled_from([2500.0, 3000.0, 5000.0, 6000.0, 20_000.0])
GOOD = st.sampled_from([Pattern.NONE, Pattern.FADED])
ONE_RUN = st.one_of(
    st.tuples(GOOD, STAGES, st.integers(0, 3), METRES, st.just(value=False)),
    st.tuples(
        st.sampled_from([None, *Pattern]),
        STAGES,
        st.none() | st.integers(0, 10),
        METRES,
        st.booleans(),
    ),
).map(Run._make)
RUNS = st.one_of(
    st.just(()), st.just(()), st.tuples(ONE_RUN), st.tuples(ONE_RUN), st.tuples(ONE_RUN, ONE_RUN)
)
SIGNS = st.sampled_from([*[""] * 20, "raised", "cleared", "cleared"])
LIVED = st.tuples(MORNINGS, RUNS, st.integers(1, 3), SIGNS).map(Lived._make)
RUNNING = st.tuples(MILD, st.tuples(ONE_RUN)).map(lambda day: Lived(*day))
PERIODS = st.one_of(
    st.lists(LIVED, min_size=1, max_size=14),
    st.builds(lambda day, times: [day] * times, LIVED, st.integers(1, 14)),
    st.builds(lambda day, times: [day, Lived(Check(0))] * times, RUNNING, st.integers(1, 10)),
    st.integers(1, 35).map(lambda days: [Lived(Check(1))] * days),
    st.integers(1, 20).map(lambda days: [Lived(stretches=0)] * days),
)
LIVES: st.SearchStrategy[list[Lived]] = st.lists(PERIODS, min_size=1, max_size=6).map(
    lambda periods: [day for period in periods for day in period]
)
INTAKES = st.none() | st.tuples(
    st.integers(1, 60),
    st.sampled_from([None, *Pattern]),
    st.sampled_from([0.0, 3000.0, 8000.0]),
    st.sampled_from([0.0, 12_000.0, 20_000.0]),
).map(Before._make)


def written(days: Sequence[Lived], before: Before | None = None) -> Diary:
    """The days as entries in the journal."""
    diary = Diary()
    if before:
        diary.told(
            ran_before=before.days_ago,
            last_pattern=before.pattern,
            longest=before.longest,
            weekly=before.weekly,
        )
    for number, day in enumerate(days):
        write(diary, number, day)
    return diary


def write(diary: Diary, number: int, day: Lived) -> None:
    if day.sign == "raised":
        diary.raised(number, "numb")
    if day.sign == "cleared":
        diary.cleared(number, "numb")
    if day.check:
        pain, eases, walking, worse = day.check
        diary.woke(number, pain, eases=eases, walking=walking, worse=worse)
    diary.stretched(number, day.stretches)
    for hour, run in enumerate(day.runs, start=9):
        diary.ran(
            number,
            run.pattern,
            stage=run.stage,
            pain=run.pain,
            metres=run.metres,
            walk_jog=run.walk_jog,
            at=f"{hour:02}:00",
        )
