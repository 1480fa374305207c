"""The sounds of a session, and when: once, in time, and never as a rattle."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from domain.session.test_timeline import LAYOUTS
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import routine

from coach.domain.routine.kinds import ExerciseKind, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Session, Tempo
from coach.domain.session import player as play
from coach.domain.session.cues import Cue, Signal, cue, cues_of, next_cue
from coach.domain.session.player import Player
from coach.domain.session.timeline import lay_out
from coach.domain.units import Duration

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Heard = list[tuple[float, str, str]]
"""Seconds since the start, the signal, the words."""

READY, START, HALF, LAST = "get ready", "start", "halfway", "last three seconds"
SWITCH, END, LET_GO, REPETITION = "switch side", "end of session", "let go", "repetition"


def exercise(name: str = "Heel raise", **dose: object) -> Exercise:
    shipped = routine().exercises["wall_gastroc"]
    plain = replace(shipped, name=name, hold=None, sets=1, side=Side.BOTH)
    return replace(plain, **dose)


def session(*exercises: Exercise, kind: SessionKind = SessionKind.STRETCH) -> Session:
    return Session(id="one", name="One", kind=kind, exercises=exercises)


def started(one: Session, get_ready: int = 5, foot: Foot = Foot.BOTH) -> Player:
    return play.begin(one, lay_out(one, foot, get_ready), NOW)


def looks(player: Player) -> Iterator[datetime]:
    """When the screen looks: at each full second, and when a cue is due."""
    now, end = NOW, player.ends(NOW)
    while now < end:
        upcoming = next_cue(player)
        now = min(now + SECOND, upcoming) if upcoming and upcoming > now else now + SECOND
        yield now
        player = play.advance(player, now)


def heard(player: Player, instants: Sequence[datetime] | None = None) -> Heard:
    """Everything heard in a session with so many looks at it."""
    told: Heard = []
    before: Player | None = None
    now = NOW
    for at in (NOW, *(instants or looks(player))):
        now = at
        player = play.advance(player, now)
        if given := cue(before, player):
            told.append(((now - NOW) / SECOND, str(given.signal), given.words))
        before = player
    return told


def signals(told: Heard) -> list[tuple[float, str]]:
    return [(at, signal) for at, signal, _ in told]


@given(LAYOUTS)
def test_the_cues_of_any_session_come_in_order_from_its_beginning_to_its_end(
    layout: tuple[Session, Foot, int],
) -> None:
    one, foot, get_ready = layout
    phases = lay_out(one, foot, get_ready)
    cues = list(cues_of(one, phases))
    assert [at for at, _ in cues] == sorted({at for at, _ in cues})
    assert cues[0][0] == timedelta()
    length = timedelta(seconds=sum(phase.seconds for phase in phases))
    assert cues[-1] == (length, Cue(Signal.END))


@pytest.mark.parametrize("name", ["evening", "warm-up", "strength", "ice"])
def test_a_session_that_nobody_steers_has_the_cues_of_one_that_is_watched(name: str) -> None:
    player = started(routine().sessions[name])
    unwatched = cues_of(player.session, player.phases)
    assert [(at / SECOND, str(cue.signal), cue.words) for at, cue in unwatched] == heard(player)


def test_a_long_hold_is_counted_in_halved_and_counted_out() -> None:
    one = session(exercise(hold=Duration(30)))
    assert signals(heard(started(one))) == [
        (0, READY),
        *((at, LAST) for at in (2, 3, 4)),
        (5, START),
        (20, HALF),
        *((at, LAST) for at in (32, 33, 34)),
        (35, END),
    ]


def test_the_half_of_an_odd_time_is_told_at_its_instant() -> None:
    one = session(exercise(hold=Duration(45)))
    assert (27.5, HALF) in signals(heard(started(one)))


def test_the_half_is_told_where_there_is_enough_of_it() -> None:
    for seconds, told in ((19, False), (20, True)):
        given = signals(heard(started(session(exercise(move=Duration(seconds))))))
        assert (HALF in [one for _, one in given]) is told


def test_short_repetitions_tick_softly_and_are_not_counted_out() -> None:
    one = session(exercise(hold=Duration(5), release=Duration(2), reps=3))
    assert signals(heard(started(one, get_ready=0))) == [
        (0, START),
        (5, LET_GO),
        (7, REPETITION),
        (12, LET_GO),
        (14, REPETITION),
        (19, END),
    ]


def test_a_slow_raise_tells_when_to_go_up_and_down() -> None:
    tempo = Tempo(Duration(3), Duration(2), Duration(3))
    one = session(exercise(tempo=tempo, reps=2))
    assert signals(heard(started(one, get_ready=0))) == [
        (0, START),
        (5, LET_GO),
        (8, REPETITION),
        (13, LET_GO),
        (16, END),
    ]


def test_what_moves_faster_than_two_seconds_is_left_alone() -> None:
    one = session(exercise(move=Duration(1), reps=30))
    assert signals(heard(started(one, get_ready=0))) == [(0, START), (30, END)]


def test_long_holds_in_a_row_each_begin_with_a_start() -> None:
    one = session(exercise(hold=Duration(15), reps=2))
    assert (15, START) in signals(heard(started(one, get_ready=0)))


def test_a_rest_lets_go_and_is_counted_out() -> None:
    one = session(exercise(hold=Duration(10), rest=Duration(15), sets=2))
    assert signals(heard(started(one, get_ready=0))) == [
        (0, START),
        (10, LET_GO),
        *((at, LAST) for at in (22, 23, 24)),
        (25, START),
        (35, END),
    ]


@pytest.mark.parametrize("get_ready", [0, 5])
def test_the_other_foot_is_told_with_or_without_time_for_it(get_ready: int) -> None:
    one = session(exercise(hold=Duration(10), side=Side.EACH))
    told = heard(started(one, get_ready))
    switched = [(at, words) for at, signal, words in told if signal == SWITCH]
    assert switched == [(10 + get_ready, "Switch side: right foot.")]


def test_a_rest_before_the_other_foot_tells_it_too() -> None:
    one = session(
        exercise(hold=Duration(10), rest=Duration(40), sets=2, side=Side.ALTERNATE),
    )
    told = [(signal, words) for _, signal, words in heard(started(one)) if words]
    assert told == [
        (READY, "Heel raise. Left foot."),
        (SWITCH, "Switch side: right foot."),
        (SWITCH, "Switch side: left foot."),
        (SWITCH, "Switch side: right foot."),
    ]


def test_a_name_is_said_once_and_a_foot_where_there_is_one() -> None:
    one = session(exercise("March", move=Duration(5), sets=2), exercise("Lunge", move=Duration(5)))
    assert [words for _, _, words in heard(started(one)) if words] == ["March.", "Lunge."]


def test_one_foot_alone_is_named_and_never_switched() -> None:
    one = session(exercise(hold=Duration(10), side=Side.EACH, sets=2))
    told = heard(started(one, foot=Foot.RIGHT))
    assert told[0] == (0, READY, "Heel raise. Right foot.")
    assert SWITCH not in [signal for _, signal, _ in told]


def test_the_end_of_ice_is_a_signal_of_its_own() -> None:
    ice = session(exercise(hold=Duration(600), kind=ExerciseKind.ICE), kind=SessionKind.ICE)
    told = signals(heard(started(ice)))
    assert told[-1] == (605, "ice off")
    assert (305, HALF) in told


def test_the_end_comes_however_late_and_nothing_else_with_it() -> None:
    ice = session(exercise(hold=Duration(600), kind=ExerciseKind.ICE), kind=SessionKind.ICE)
    late = [NOW + SECOND, NOW + timedelta(hours=2), NOW + timedelta(hours=2, seconds=1)]
    assert signals(heard(started(ice), late)) == [(0, READY), (7200, "ice off")]


def test_ice_taken_up_after_its_end_is_told_to_come_off() -> None:
    ice = session(exercise(hold=Duration(600), kind=ExerciseKind.ICE), kind=SessionKind.ICE)
    begun = started(ice)
    late = play.advance(begun, NOW + timedelta(hours=1))
    assert cue(None, late) == Cue(Signal.ICE_OFF)


def test_a_gap_that_pauses_is_silent() -> None:
    one = session(exercise(hold=Duration(60)))
    gap = [NOW + SECOND, NOW + timedelta(minutes=12), NOW + timedelta(minutes=12, seconds=1)]
    assert signals(heard(started(one), gap)) == [(0, READY)]


def test_a_pause_is_silent_and_what_is_left_is_told_after_it() -> None:
    one = session(exercise(hold=Duration(30)))
    running = play.advance(started(one, get_ready=0), NOW)
    paused = play.pause(running, NOW + 14 * SECOND)
    assert cue(running, paused) is None
    assert next_cue(paused) is None
    assert cue(paused, play.advance(paused, NOW + 100 * SECOND)) is None
    resumed = play.resume(paused, NOW + 100 * SECOND)
    assert cue(paused, resumed) is None
    assert next_cue(resumed) == NOW + 101 * SECOND


def test_a_stutter_of_seconds_tells_the_last_cue_only_if_it_is_fresh() -> None:
    one = session(exercise(hold=Duration(30)))
    begun = started(one, get_ready=0)
    early = play.advance(play.advance(begun, NOW + 4.5 * SECOND), NOW + 9 * SECOND)
    early = play.advance(early, NOW + 13.5 * SECOND)
    at_half = play.advance(early, NOW + 15.4 * SECOND)
    assert cue(early, at_half) == Cue(Signal.HALFWAY, "Halfway.")
    assert cue(early, play.advance(early, NOW + 15.6 * SECOND)) is None


def test_ten_more_seconds_move_the_half_and_the_last_three() -> None:
    one = session(exercise(hold=Duration(30)))
    running = play.advance(started(one, get_ready=0), NOW)
    longer = play.add(running, 10, NOW)
    assert cue(running, longer) is None
    assert next_cue(longer) == NOW + 20 * SECOND


def test_going_on_by_key_tells_where_one_is() -> None:
    one = session(exercise("March", move=Duration(50)), exercise("Lunge", move=Duration(50)))
    running = play.advance(started(one), NOW + 20 * SECOND)
    assert cue(running, play.next_set(running, NOW + 20 * SECOND)) == Cue(
        Signal.GET_READY, "Lunge."
    )


@given(
    st.integers(1, 40),
    st.integers(1, 4),
    st.integers(0, 12),
    st.integers(0, 8),
    st.lists(st.floats(0.05, 4.9), min_size=1),
)
def test_however_it_is_looked_at_no_cue_is_stale_or_comes_twice(
    hold: int, reps: int, release: int, get_ready: int, steps: list[float]
) -> None:
    one = exercise(hold=Duration(hold), reps=reps, release=Duration(release))
    begun = started(session(one), get_ready)
    instants: list[datetime] = []
    now = NOW
    while now < begun.ends(NOW):
        now += timedelta(seconds=steps[len(instants) % len(steps)])
        instants.append(now)
    exact = signals(heard(begun))
    told = signals(heard(begun, instants))
    assert [signal for _, signal in told][-1:] == [END]
    assert [signal for _, signal in told].count(END) == 1
    for at, signal in told:
        fresh = [one for one in exact if one[1] == signal and at - 5 < one[0] <= at]
        assert fresh, (at, signal, exact)
        if signal in {HALF, LAST}:
            assert at - fresh[-1][0] <= 0.5


@pytest.mark.parametrize("name", sorted(routine().sessions))
def test_no_shipped_session_rattles(name: str) -> None:
    shipped = routine().sessions[name]
    told = signals(heard(started(shipped)))
    gaps = [after[0] - before[0] for before, after in pairwise(told)]
    assert min(gaps) >= 1
    assert len(told) / told[-1][0] < 0.5
    assert len({signal for _, signal in told}) >= 3
