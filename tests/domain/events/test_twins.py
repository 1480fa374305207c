"""Entries of one activity that two machines have made."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.domain.events.activity import same
from coach.domain.events.duplicates import is_logged_by_hand, recorded_as
from coach.domain.events.twins import twins
from coach.domain.events.types import Pattern, RunLogged, Trained

DAY = date(2026, 3, 2)
SIX = datetime(2026, 3, 2, 18, tzinfo=UTC)


def run(
    id_: str, *, pain: int | None = None, by_watch: bool = True, metres: float = 5000
) -> RunLogged:
    return RunLogged(
        id=id_,
        at=SIX,
        day=DAY,
        step="run",
        distance=metres,
        duration=1800,
        pain=pain,
        pattern=Pattern.NONE if pain is not None else None,
        began=SIX if by_watch else None,
        file="run.fit" if by_watch else "",
    )


def ride(id_: str, began: datetime = SIX) -> Trained:
    return Trained(
        id=id_,
        at=SIX,
        day=DAY,
        step=None,
        activity="ride",
        distance=20_000,
        duration=3600,
        began=began,
    )


def test_of_two_from_the_same_file_the_first_stays() -> None:
    assert twins([run("2"), run("1")]) == ("2",)
    assert twins([ride("2"), ride("1")]) == ("2",)


def test_the_one_that_says_how_it_felt_stays() -> None:
    assert twins([run("1"), run("2", pain=3)]) == ("1",)


def test_a_run_told_by_hand_is_the_one_of_the_watch() -> None:
    assert twins([run("1"), run("2", pain=1, by_watch=False, metres=5200)]) == ("1",)


def test_a_run_told_by_hand_beside_one_of_the_watch_that_was_rated_is_another_one() -> None:
    assert twins([run("1", pain=1), run("2", pain=0, by_watch=False)]) == ()
    assert twins([run("1", pain=1), run("2", by_watch=False)]) == ("2",)


def test_two_told_by_hand_are_two() -> None:
    assert twins([run("1", pain=0, by_watch=False), run("2", pain=0, by_watch=False)]) == ()


def test_others_on_the_same_day_stay() -> None:
    later = SIX + timedelta(hours=3)
    assert twins([run("1"), ride("2", later), run("3", metres=9000)]) == ()


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([None, 2])), min_size=1, max_size=5))
def test_one_always_stays_whatever_is_learnt_first(told: list[tuple[int, int | None]]) -> None:
    runs = [run(f"{number}{index}", pain=pain) for index, (number, pain) in enumerate(told)]
    whole = set(twins(runs))
    assert len(whole) == len(runs) - 1
    for order in list(permutations(runs))[:6]:
        known: list[RunLogged] = []
        gone: set[str] = set()
        for one in order:
            known.append(one)
            gone |= set(twins(each for each in known if each.id not in gone))
        assert gone == whole


# --- Quickly, and yet the same as by comparing each with each ------------------------------------


def plainly(entries: list[RunLogged | Trained]) -> tuple[str, ...]:
    def worth(one: RunLogged | Trained) -> tuple[bool, str]:
        return isinstance(one, RunLogged) and one.pain is None, one.id

    ordered = sorted(entries, key=worth)
    return tuple(
        one.id
        for index, one in enumerate(ordered)
        if any(one.day == better.day and are_one(one, better) for better in ordered[:index])
    )


def are_one(one: RunLogged | Trained, other: RunLogged | Trained) -> bool:
    recorded, before = recorded_as(one), recorded_as(other)
    if recorded and before:
        return same(recorded, before)
    if all(isinstance(each, RunLogged) and each.pain is not None for each in (one, other)):
        return False
    return any(
        activity is not None and isinstance(entry, RunLogged) and is_logged_by_hand(entry, activity)
        for entry, activity in ((one, before), (other, recorded))
    )


INSTANTS = st.one_of(
    st.none(), st.integers(0, 7200).map(lambda seconds: SIX + timedelta(seconds=seconds))
)
DISTANCES = st.one_of(st.sampled_from([0.0, 1000.0, 1250.0, 1334.0, 5000.0]), st.floats(0, 9000))
DURATIONS = st.one_of(st.sampled_from([0, 1, 600, 1200, 1800]), st.integers(0, 7200))
DAYS = st.sampled_from([DAY, DAY + timedelta(days=1)])
RUNS = st.builds(
    RunLogged,
    id=st.uuids().map(str),
    at=st.just(SIX),
    day=DAYS,
    step=st.none(),
    distance=DISTANCES,
    duration=DURATIONS,
    pain=st.sampled_from([None, 1]),
    pattern=st.none(),
    began=INSTANTS,
)
OTHERS = st.builds(
    Trained,
    id=st.uuids().map(str),
    at=st.just(SIX),
    day=DAYS,
    step=st.none(),
    activity=st.sampled_from(["run", "ride", "other"]),
    distance=DISTANCES,
    duration=DURATIONS,
    began=INSTANTS,
)


@given(st.lists(st.one_of(RUNS, OTHERS), max_size=12))
@settings(max_examples=150)
def test_it_is_the_same_as_comparing_each_with_each(entries: list[RunLogged | Trained]) -> None:
    assert twins(entries) == plainly(entries)


MANY = 20_000


def many(**facts: Callable[[int], object]) -> list[RunLogged | Trained]:
    common = replace(run("0"), duration=2)
    return [
        replace(common, id=f"{number:06}", **{key: make(number) for key, make in facts.items()})
        for number in range(MANY)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "facts",
    [
        {"began": lambda number: SIX + timedelta(seconds=3 * number)},
        {
            "began": lambda number: None if number % 2 else SIX,
            "distance": lambda number: 1.3 ** (number % 49),
        },
        {"began": lambda _: None},
        {"began": lambda number: SIX + timedelta(seconds=number), "duration": lambda n: n % 999},
        {
            "began": lambda number: SIX + timedelta(seconds=number // 2),
            "duration": lambda _: 3600,
            "distance": lambda number: 1000.0 if number % 2 else 1334.0,
        },
        {
            "duration": lambda _: 3600,
            "distance": lambda number: 1000.0 if number < MANY // 2 else 1334.0,
        },
    ],
    ids=["one after another", "by hand and watch", "by hand", "lengths", "crossing", "two heaps"],
)
def test_very_many_of_one_day_are_settled_in_seconds(
    facts: dict[str, Callable[[int], object]],
) -> None:
    entries = many(**facts)
    begun = time.process_time()
    twins(entries)
    assert time.process_time() - begun < 5
