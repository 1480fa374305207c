"""Today's run in pieces: what each level makes of it, for every stage and every cap."""

from itertools import chain

import pytest
from domain.heel.test_adapted_routine import FREE, judged, up_to
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.domain.heel.caps import Caps
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE, stage
from coach.domain.heel.workout import Piece, PieceKind, Workout, may_run, workout_of
from coach.domain.routine.settings import Display, DistanceUnit

KILOMETRES, MILES = Display(), Display(distances=DistanceUnit.MILES)
RUNNING = (Level.NO_INCREASE, Level.AS_PLANNED)


def pieces(workout: Workout | None) -> list[Piece]:
    """All pieces in the order of doing them."""
    assert workout is not None
    return list(chain.from_iterable(one.pieces * one.times for one in workout.blocks))


@pytest.mark.parametrize("number", range(1, LAST_STAGE + 1))
def test_a_stage_is_twenty_minutes_and_has_the_jogging_of_its_ratio(number: int) -> None:
    found = workout_of(judged(Level.WALK_JOG, stage=stage(number)), KILOMETRES)
    assert sum(one.seconds for one in pieces(found)) == 1200
    jogs = [one.seconds for one in pieces(found) if one.kind is PieceKind.JOG]
    assert sum(jogs) == 4 * stage(number).jog
    assert len(jogs) == (1 if number == LAST_STAGE else 4)
    assert found is not None
    assert found.seconds == 1200
    assert found.name.startswith("Walk-jog")
    assert "Stop if it hurts" in found.caution


@given(st.sampled_from(RUNNING), st.floats(100, 80_000), st.sampled_from((KILOMETRES, MILES)))
def test_a_run_is_never_longer_than_its_cap_and_hardly_shorter(
    level: Level, metres: float, display: Display
) -> None:
    found = workout_of(judged(level, caps=up_to(metres)), display)
    (run,) = pieces(found)
    assert run.kind is PieceKind.RUN
    assert metres - 161 < run.metres <= metres + 1
    assert run.name == f"Run, up to {display.most(metres)}"


def test_the_first_runs_after_the_ladder_go_by_time() -> None:
    found = workout_of(judged(caps=replace(FREE, seconds=1200)), KILOMETRES)
    assert [(one.kind, one.seconds, one.metres) for one in pieces(found)] == [
        (PieceKind.RUN, 1200, 0.0)
    ]


def test_without_a_cap_the_runner_ends_the_run() -> None:
    (run,) = pieces(workout_of(judged(), KILOMETRES))
    assert (run.name, run.is_ended_by_hand) == ("Run", True)


def test_the_effort_of_last_week_is_a_caution() -> None:
    found = workout_of(judged(caps=replace(FREE, effort=4)), KILOMETRES)
    assert found is not None
    assert found.caution == "Effort: 4 of 10 at most."


@given(st.integers(0, 900), st.integers(0, 900))
def test_warm_up_and_cool_down_are_around_it_and_take_nothing_of_its_time(
    warm_up: int, cool_down: int
) -> None:
    judgement = judged(Level.WALK_JOG, stage=stage(3))
    found = workout_of(judgement, KILOMETRES, warm_up=warm_up, cool_down=cool_down)
    kinds = [one.kind for one in pieces(found)]
    assert kinds[0] is (PieceKind.WARM_UP if warm_up else PieceKind.WALK)
    assert kinds[-1] is (PieceKind.COOL_DOWN if cool_down else PieceKind.JOG)
    assert found is not None
    assert found.seconds == 1200


@pytest.mark.parametrize(
    "judgement",
    [
        judged(Level.REST),
        judged(Level.CROSS_TRAIN),
        judged(Level.WALK_JOG, is_rest_day=True),
        judged(Level.WALK_JOG, has_walk_jogged=True),
        judged(ran_badly=True),
        judged(caps=up_to(50)),
        judged(caps=Caps(None, None, 3, 0, 3, None)),
    ],
)
def test_a_day_without_a_run_has_none(judgement: Judgement) -> None:
    assert not may_run(judgement)
    assert workout_of(judgement, KILOMETRES) is None
