"""A trial by lot: what is drawn, and how often its answer is right."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import PainChecked, TrialAid, TrialEnded, TrialStarted
from coach.domain.history.trial import BLOCK, DAYS, PAIRS, SEEDS, Trial, trials_of
from coach.domain.history.trial_result import TrialResult, Verdict, chance_of, result_of

DAY = timedelta(days=1)
FIRST = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TAPE = TrialAid.TAPE
SEED = st.integers(0, SEEDS - 1)
RUNNERS = 300


def check(day: date, pain: int, *, aid: bool | None = None) -> PainChecked:
    return PainChecked(id="0", at=NOON, day=day, step="pain-check", pain=pain, aid=aid)


def days_of(trial: Trial) -> list[date]:
    return [trial.first + DAY * ahead for ahead in range(DAYS)]


def mornings(
    trial: Trial,
    lot: Random,
    *,
    effect: float,
    swing: float = 1.2,
    trend: float = -2,
    likeness: float = 0.4,
) -> dict[date, PainChecked]:
    """The checks after the days of a trial, by a heel that swings from day to day and recovers."""
    checks, swung, base = {}, lot.gauss(0, swing), lot.choice([4, 5, 6])
    for number, day in enumerate(days_of(trial)):
        swung = likeness * swung + lot.gauss(0, swing * (1 - likeness**2) ** 0.5)
        exact = base + trend * number / DAYS + swung + (effect if trial.is_with(day) else 0)
        if lot.random() < 0.95:
            checks[day + DAY] = check(day + DAY, max(0, min(10, round(exact))))
    return checks


def simulated(effect: float) -> list[TrialResult]:
    lot = Random(20_260_302)  # noqa: S311 - a simulation
    trials = [Trial(TAPE, FIRST, lot.randrange(SEEDS)) for _ in range(RUNNERS)]
    return [result_of(one, mornings(one, lot, effect=effect)) for one in trials]


@given(SEED)
def test_each_pair_has_a_block_with_and_one_without(seed: int) -> None:
    trial = Trial(TAPE, FIRST, seed)
    drawn = [trial.is_with(day) for day in days_of(trial)]
    blocks = [drawn[at : at + BLOCK] for at in range(0, DAYS, BLOCK)]
    assert all(len(set(block)) == 1 for block in blocks)
    for first, second in zip(blocks[::2], blocks[1::2], strict=True):
        assert first[0] is not second[0]


def test_the_lot_falls_in_each_way_once() -> None:
    ways = {
        tuple(Trial(TAPE, FIRST, seed).is_with(day) for day in days_of(Trial(TAPE, FIRST, seed)))
        for seed in range(SEEDS)
    }
    assert len(ways) == SEEDS == 2**PAIRS


def test_without_an_effect_a_false_alarm_is_rare() -> None:
    found = [one for one in simulated(0) if one.verdict in {Verdict.LESS, Verdict.MORE}]
    assert len(found) <= 0.05 * RUNNERS


def test_an_effect_of_two_points_is_mostly_found_and_measured() -> None:
    results = simulated(-2)
    assert sum(one.verdict is Verdict.LESS for one in results) >= 0.85 * RUNNERS
    covered = [one for one in results if (one.low or 0) - 0.1 <= -2 <= (one.high or 0) + 0.1]
    assert len(covered) >= 0.85 * RUNNERS


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=PAIRS))
def test_the_chance_is_a_share_of_all_ways_whichever_way_is_called_with(
    differences: list[float],
) -> None:
    chance = chance_of(differences)
    assert 2 / 2 ** len(differences) <= chance <= 1
    assert chance == chance_of([-one for one in differences])


def test_seven_pairs_that_all_say_the_same_are_as_sure_as_it_gets() -> None:
    assert chance_of([-2.0] * 7) == 2 / SEEDS
    assert chance_of([-2.0] * 7, effect=-2.0) == 1


@given(SEED, st.integers(0, 10), st.integers(0, 10))
def test_a_steady_heel_gives_the_difference_exactly(seed: int, with_: int, without: int) -> None:
    trial = Trial(TAPE, FIRST, seed)
    days = days_of(trial)
    result = result_of(
        trial,
        {one + DAY: check(one + DAY, with_ if trial.is_with(one) else without) for one in days},
    )
    assert result.difference == with_ - without
    wanted = Verdict.LESS if with_ < without else Verdict.MORE
    assert result.verdict is (Verdict.NO_REAL_DIFFERENCE if with_ == without else wanted)


@given(SEED, st.integers(0, 5 * 2 * BLOCK))
def test_with_less_than_six_pairs_nothing_is_said(seed: int, days: int) -> None:
    trial = Trial(TAPE, FIRST, seed)
    known = {one + DAY: check(one + DAY, 3) for one in days_of(trial)[:days]}
    result = result_of(trial, known)
    assert (result.verdict, result.difference, result.mornings) == (Verdict.TOO_FEW, None, days)


@pytest.mark.parametrize(("every", "verdict"), [(1, Verdict.LESS), (2, Verdict.NOT_AS_DRAWN)])
def test_what_was_not_used_as_drawn_says_nothing(every: int, verdict: Verdict) -> None:
    trial = Trial(TAPE, FIRST, 5)
    checks = {}
    for number, day in enumerate(days_of(trial)):
        drawn = trial.is_with(day)
        used = drawn if number % every == 0 else not drawn
        checks[day + DAY] = check(day + DAY, 2 if drawn else 5, aid=used)
    result = result_of(trial, checks)
    assert result.verdict is verdict
    assert (result.as_drawn, result.answered) == (DAYS // every, DAYS)


def test_a_trial_ends_by_hand_or_by_time_or_with_the_next_one() -> None:
    def started(day: int, seed: int = 0) -> TrialStarted:
        return TrialStarted(id=f"{day:03}", at=NOON, day=FIRST + DAY * day, aid=TAPE, seed=seed)

    def ended(day: int) -> TrialEnded:
        return TrialEnded(id=f"{day:03}", at=NOON, day=FIRST + DAY * day)

    spans = [
        ((one.first - FIRST).days, (one.last - FIRST).days)
        for one in trials_of(
            [started(0), started(10), ended(20), ended(21), started(30), started(90), ended(90)]
        )
    ]
    assert spans == [(0, 9), (10, 19), (30, 71)]
