"""The jogs in a track: as many as there were, about as long, whatever the watch left out."""

from itertools import accumulate, chain
from math import inf, nan, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.events.jogs import LONGEST_TRACK, Sample, jogs
from coach.domain.heel.walk_jog import LAST_STAGE, stage

Piece = tuple[int, float]
"""Seconds, and metres a second."""
NEAR = 5
"""Seconds that the end of a jog may be off by."""


def track(*pieces: Piece) -> list[Sample]:
    """A sample for each second of some pieces, from the first instant on."""
    speeds = chain.from_iterable([speed] * seconds for seconds, speed in pieces)
    return list(enumerate(accumulate(speeds, initial=0.0)))


def walk_jog(number: int, walk: float = 1.5, jog: float = 2.4) -> list[Piece]:
    """A stage of the ladder as it should be."""
    one = stage(number)
    pieces = [(one.walk, walk), (one.jog, jog)] if one.walk else [(one.jog, jog)]
    return pieces * 4


LENGTHS = st.integers(30, 270)
WALKS = st.tuples(LENGTHS, st.floats(1.2, 1.7))
JOGS = st.tuples(LENGTHS, st.floats(2.3, 3.2))
SESSIONS = st.lists(st.tuples(WALKS, JOGS), min_size=1, max_size=5).map(
    lambda pairs: list(chain.from_iterable(pairs))
)
JUNK = st.lists(st.tuples(st.floats(), st.floats()), max_size=60)


@settings(max_examples=50)
@given(SESSIONS, st.lists(st.integers(1, 6), min_size=1, max_size=9))
def test_each_jog_is_found_about_as_long_as_it_was(pieces: list[Piece], gaps: list[int]) -> None:
    every = track(*pieces)
    kept = [every[0]]
    for at, sample in enumerate(every):
        if sample[0] - kept[-1][0] >= gaps[at % len(gaps)]:
            kept.append(sample)
    asked = [seconds for seconds, speed in pieces if speed > 2]
    found = jogs(kept) or ()
    assert len(found) == len(asked)
    assert all(abs(one - other) <= 2 * NEAR for one, other in zip(found, asked, strict=True))


@pytest.mark.parametrize("number", range(1, LAST_STAGE + 1))
def test_each_stage_of_the_ladder_is_recognised(number: int) -> None:
    found = jogs(track((120, 1.4), *walk_jog(number), (90, 1.3)))
    if number == LAST_STAGE:
        assert found == pytest.approx([1200], abs=2 * NEAR)
    else:
        assert found == pytest.approx([stage(number).jog] * 4, abs=2)


@given(SESSIONS, st.integers(-(10**9), 10**9), st.integers(0, 10**6))
def test_it_does_not_matter_when_and_where_it_began(
    pieces: list[Piece], later: int, farther: int
) -> None:
    every = [(at, round(metres)) for at, metres in track(*pieces)]
    assert jogs((at + later, metres + farther) for at, metres in every) == jogs(every)


def test_a_receiver_that_errs_by_two_metres_changes_no_count() -> None:
    errs = [(at, max(0.0, metres + 2 * sin(at * at))) for at, metres in track(*walk_jog(5))]
    assert jogs(errs) == pytest.approx([90] * 4, abs=2 * NEAR)


@pytest.mark.parametrize("speed", [0.0, 1.0, 1.7])
def test_a_walk_has_none(speed: float) -> None:
    assert jogs(track((1200, speed))) == ()


def test_a_wait_in_a_walk_makes_no_jog_of_the_walk() -> None:
    assert jogs(track((300, 1.6), (40, 0.0), (300, 1.6))) == ()


@pytest.mark.parametrize("speed", [2.1, 3.0, 4.5])
def test_a_run_is_one_jog(speed: float) -> None:
    assert jogs(track((1200, speed))) == (1200,)


def test_a_few_slow_steps_do_not_end_a_jog_and_a_few_quick_ones_are_none() -> None:
    pieces = ((200, 1.5), (8, 3.0), (92, 1.5), (60, 2.5), (6, 1.0), (60, 2.5), (100, 1.5))
    assert jogs(track(*pieces)) == pytest.approx([126], abs=2)


@given(JUNK)
def test_nothing_that_a_file_holds_makes_it_fail(junk: list[Sample]) -> None:
    assert all(one >= 15 for one in jogs(junk) or ())


@given(SESSIONS, st.sampled_from([inf, -inf, nan, 1e9, -5.0]), st.integers(1, 60))
def test_a_distance_that_cannot_be_true_is_passed_over(
    pieces: list[Piece], wrong: float, at: int
) -> None:
    every = track(*pieces)
    assert jogs([*every[:at], (at + 0.5, wrong), *every[at:]]) == jogs(every)


def test_a_run_that_slows_down_has_no_walks() -> None:
    assert jogs(track((600, 3.4), (300, 2.4), (300, 3.4))) == (1200,)


@pytest.mark.parametrize("seconds", [9, int(LONGEST_TRACK) + 1])
def test_what_is_too_short_or_too_long_says_nothing(seconds: int) -> None:
    assert jogs(track((seconds, 3.0))) is None
    assert jogs([]) is None
