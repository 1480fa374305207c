"""With and without an aid: what is counted, and when there is too little data."""

from datetime import UTC, date, datetime, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import PainChecked, Pattern, RunLogged, Support
from coach.domain.heel.rules import Level
from coach.domain.history.aids import ENOUGH, Aid, Comparison, comparisons
from coach.domain.history.day_record import DayRecord

FIRST = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUPPORTS = st.lists(st.sampled_from(Support), unique=True).map(tuple)
RUNS = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10)), SUPPORTS), max_size=3)
DAYS = st.lists(st.tuples(st.one_of(st.none(), st.tuples(st.integers(0, 10), st.booleans())), RUNS))

Told = list[tuple[tuple[int, bool] | None, list[tuple[int | None, tuple[Support, ...]]]]]


def run(pain: int | None, supports: tuple[Support, ...]) -> RunLogged:
    return RunLogged(
        id="0",
        at=NOON,
        day=FIRST,
        step="run",
        distance=5000,
        duration=1800,
        pain=pain,
        pattern=Pattern.NONE,
        supports=supports,
    )


def days(told: Told) -> list[DayRecord]:
    return [
        DayRecord(
            day=FIRST + timedelta(days=at),
            level=Level.AS_PLANNED,
            row="R19",
            check=check
            and PainChecked(
                id="0",
                at=NOON,
                day=FIRST,
                step="pain-check",
                pain=check[0],
                eases=True,
                walking_pain=False,
                splint=check[1],
            ),
            runs=tuple(run(pain, supports) for pain, supports in runs),
        )
        for at, (check, runs) in enumerate(told)
    ]


@given(DAYS)
def test_each_run_and_morning_is_counted_once(told: Told) -> None:
    found = {one.aid: one for one in comparisons(days(told))}
    felt = [(pain, supports) for _, runs in told for pain, supports in runs if pain is not None]
    for aid, support in ((Aid.TAPE, Support.TAPE), (Aid.ORTHOTIC, Support.ORTHOTIC)):
        with_ = [pain for pain, supports in felt if support in supports]
        assert (aid in found) is bool(with_)
        if with_:
            assert list(found[aid].with_) == with_
            assert len(found[aid].without) == len(felt) - len(with_)
    mornings = [check for check, _ in told if check]
    splint = [pain for pain, worn in mornings if worn]
    assert (Aid.SPLINT in found) is bool(splint)
    if splint:
        assert list(found[Aid.SPLINT].with_) == splint
        assert len(found[Aid.SPLINT].without) == len(mornings) - len(splint)


PAINS = st.lists(st.integers(0, 10), max_size=9).map(tuple)


@given(PAINS, PAINS)
def test_a_difference_is_that_of_the_medians_where_there_are_enough(
    with_: tuple[int, ...], without: tuple[int, ...]
) -> None:
    one = Comparison(Aid.TAPE, with_, without)
    if len(with_) < ENOUGH or len(without) < ENOUGH:
        assert one.difference is None
    else:
        assert one.difference == median(with_) - median(without)
