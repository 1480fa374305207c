"""Any life: days of all kinds, the same day over and over, and holidays."""

from collections.abc import Sequence

from domain.diary import Diary
from domain.plain_reading import Before, Check, Lived, Run
from hypothesis import strategies as st

from coach.domain.events import Pattern
from coach.domain.judgement import LOOK_BACK

MORNINGS = st.one_of(
    st.builds(Check, st.integers(0, 4)),
    st.builds(Check, st.integers(0, 10), st.booleans(), st.booleans(), st.booleans()),
    st.none(),
)
STAGES = st.sampled_from([None, 1, 2, 3, 10, 18, 19])
RUNS = st.one_of(
    st.none(),
    st.none(),
    st.builds(Run, st.sampled_from([Pattern.NONE, Pattern.FADED]), STAGES, st.integers(0, 3)),
    st.builds(Run, st.sampled_from([None, *Pattern]), STAGES, st.integers(0, 10)),
)
LIVED = st.builds(Lived, MORNINGS, RUNS, st.integers(1, 3))
PERIODS = st.one_of(
    st.lists(LIVED, min_size=1, max_size=14),
    st.builds(lambda day, times: [day] * times, LIVED, st.integers(1, 14)),
    st.integers(1, 16).map(lambda days: [Lived(stretches=0)] * days),
)
LIVES: st.SearchStrategy[list[Lived]] = st.lists(PERIODS, min_size=1, max_size=5).map(
    lambda periods: [day for period in periods for day in period]
)
FEW_WEEKS = LIVES.map(lambda days: days[: LOOK_BACK.days + 1])
INTAKES = st.one_of(
    st.none(), st.builds(Before, st.integers(1, 30), st.sampled_from(list(Pattern)))
)


def written(days: Sequence[Lived], before: Before | None = None) -> Diary:
    """The days as the journal has them."""
    diary = Diary()
    if before:
        diary.told(ran_before=before.days_ago, last_pattern=before.pattern, longest=5000)
    for number, day in enumerate(days):
        if day.check:
            pain, eases, walking, worse = day.check
            diary.woke(number, pain, eases=eases, walking=walking, worse=worse)
        diary.stretched(number, day.stretches)
        if day.run:
            diary.ran(number, day.run.pattern, stage=day.run.stage, pain=day.run.pain)
    return diary
