"""Heel raises until tired: paced on the clock, and counted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.routine.kinds import Foot
from coach.domain.session.cues import Signal, cue
from coach.domain.session.heel_raises import HEEL_RAISES, heel_raise_phases, raises_done
from coach.domain.session.player import Player, advance, begin, next_set

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
GET_READY = 5


def after(seconds: float) -> Player:
    player = begin(HEEL_RAISES, heel_raise_phases(GET_READY), NOON)
    for second in range(int(seconds)):
        player = advance(player, NOON + timedelta(seconds=second))
    return advance(player, NOON + timedelta(seconds=seconds))


@given(seconds=st.floats(0, GET_READY + 60 * 4 - 1))
def test_a_raise_counts_once_its_top_is_reached(seconds: float) -> None:
    worked = max(0.0, round(seconds - GET_READY, 6))
    whole, rest = divmod(worked, 4)
    player = after(GET_READY + worked if worked else seconds)
    assert raises_done(player) == int(whole) + (rest >= 2)


def test_the_left_leg_begins_and_the_right_one_follows_when_it_is_tired() -> None:
    player = after(GET_READY + 21)
    assert (player.phase.foot, raises_done(player)) == (Foot.LEFT, 5)
    player = next_set(player, player.seen)
    assert (player.phase.foot, raises_done(player)) == (Foot.RIGHT, 0)
    assert next_set(player, player.seen).ended


def test_each_way_up_and_down_can_be_heard() -> None:
    up, down, again = (after(GET_READY + seconds) for seconds in (1, 3, 5))
    heard = [cue(up, down), cue(down, again)]
    assert [one.signal for one in heard if one] == [Signal.LET_GO, Signal.REPETITION]
