"""What it means to clear a warning sign: said before and after, exactly if the ladder restarts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import FakeClock, wake

from coach.core.coach import Coach
from coach.core.forms.cleared_sign import cleared_sign_form
from coach.domain.events.types import Pattern
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import FLAGS, Weight, weighs
from coach.wording.cleared_signs import before_clearing

STARTS_AGAIN = "running starts again with walk-jogs, at stage 1"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))


@pytest.mark.parametrize("allowed", [None, 1, 2, 3, 4])
@pytest.mark.parametrize("sign", ["fever", "at-rest", "bones", "diabetes"])
def test_it_is_said_where_the_ladder_begins_anew(
    coach: Coach, sign: str, allowed: int | None
) -> None:
    coach.record.take_intake(
        {"last_run": coach.present_day(), "last_pattern": Pattern.NONE, "weekly": 20_000.0}
    )
    wake(coach, 0)
    coach.record.take_intake({"allowed": allowed})
    coach.record.raise_flags((sign,))
    form = cleared_sign_form(coach)
    assert form
    said = form.record({"sign": sign, "seen_by": "Dr Lee", "seen_on": None}).text
    wake(coach, 0)
    after = coach.judgement()
    stops = FLAGS[sign].weight is Weight.STOP
    restarts = stops and after.level is Level.WALK_JOG
    assert (STARTS_AGAIN in said.lower()) is restarts
    assert not restarts or (after.stage and after.stage.number == 1)
    assert (STARTS_AGAIN in form.form.title) is stops


@given(signs=st.sets(st.sampled_from(sorted(FLAGS))))
def test_before_it_only_signs_that_stop_training_say_so(signs: set[str]) -> None:
    assert (STARTS_AGAIN in before_clearing(signs)) is bool(weighs(signs, Weight.STOP))
