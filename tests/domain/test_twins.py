"""Entries of one activity that two machines have made."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events import Pattern, RunLogged, Trained
from coach.domain.imported import twins

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
