"""A session under way: against a naive clock that counts, and at the edges."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace
from support.builders import routine

from coach.domain.routine.kinds import ExerciseKind, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Session, Tempo
from coach.domain.session.player import (
    LONGEST_TICK,
    Player,
    add,
    advance,
    back,
    begin,
    next_set,
    pause,
    restart_set,
    resume,
)
from coach.domain.session.timeline import GAPS, PAUSES, Phase, PhaseKind, exercise_seconds, lay_out
from coach.domain.units import Duration

SHIPPED = routine()
START = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOTHING = timedelta()


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def started(session: str, foot: Foot = Foot.BOTH, position: int = 0) -> Player:
    """A shipped session, just begun."""
    chosen = SHIPPED.sessions[session]
    return begin(chosen, lay_out(chosen, foot, 5), START, position)


def watched(player: Player, span: float, every: float = 1) -> Player:
    """The player after a time with regular looks."""
    end = player.seen + seconds(span)
    while player.seen < end:
        player = advance(player, min(end, player.seen + seconds(every)))
    return player


# A second opinion: a clock that counts half seconds.

TICK = timedelta(seconds=0.5)
A_TICK = 0.5


class Counting:
    """The session counted tick by tick, without working anything out ahead."""

    def __init__(self, session: Session, phases: tuple[Phase, ...]) -> None:
        self.session = session
        self.phases = phases
        self.index = 0
        self.gone = 0
        self.extra = 0
        self.more_work = 0
        self.runs = True
        self.ended: datetime | None = None
        self.away = NOTHING
        self.worked = [0.0] * len(session.exercises)

    @property
    def phase(self) -> Phase:
        return self.phases[self.index]

    @property
    def is_ice(self) -> bool:
        return self.session.exercises[self.phase.position].kind is ExerciseKind.ICE

    @property
    def ticks(self) -> int:
        return round(self.phase.seconds / A_TICK) + self.extra

    def tick(self, now: datetime) -> None:
        if not self.runs:
            return
        self.gone += 1
        if self.gone == self.ticks:
            self.count()
            self.enter(self.index + 1, now)

    def count(self) -> None:
        if self.phase.kind not in GAPS:
            self.worked[self.phase.position] += self.gone * A_TICK

    def enter(self, index: int, now: datetime) -> None:
        if index == len(self.phases):
            self.ended, self.runs = now, False
            return
        self.index, self.gone, self.extra = index, 0, 0
        self.runs, self.away = True, NOTHING

    def first_of(self, part: int) -> int:
        return [one.part for one in self.phases].index(part)

    def next_set(self, now: datetime) -> None:
        if self.phase.kind is not PhaseKind.REST:
            self.count()
        later = [i for i, one in enumerate(self.phases) if one.part > self.phase.part]
        self.enter(later[0] if later else len(self.phases), now)

    def back(self, now: datetime) -> None:
        part = self.phase.part
        before = [one for one in self.phases[: self.index] if one.part == part]
        done = sum(one.seconds for one in before if one.kind not in GAPS)
        done += self.gone * A_TICK if self.phase.kind not in GAPS else 0
        if done < 3 and part > 0:
            part -= 1
        self.enter(self.first_of(part), now)

    def add(self, ticks: int) -> None:
        most = self.session.exercises[self.phase.position].most
        planned = sum(one.seconds for one in self.phases if one.kind not in GAPS)
        for _ in range(ticks):
            if self.phase.kind not in PAUSES:
                if most is not None and self.ticks * A_TICK >= most:
                    return
                whole = planned + self.more_work * A_TICK
                if self.session.most is not None and whole >= self.session.most:
                    return
                self.more_work += 1
            self.extra += 1


def exercise(name: str, kind: ExerciseKind = ExerciseKind.STATIC) -> Exercise:
    return Exercise(id=name, name=name, target="foot", kind=kind, cue="Slowly.", source="")


STRETCH = replace(
    exercise("stretch"), side=Side.EACH, sets=2, reps=2, hold=Duration(4), release=Duration(1)
)
RAISE = replace(
    exercise("raise", ExerciseKind.STRENGTH),
    side=Side.ALTERNATE,
    sets=2,
    reps=2,
    tempo=Tempo(Duration(1), Duration(2), Duration(1)),
    rest=Duration(12),
)
ICE = replace(exercise("ice", ExerciseKind.ICE), hold=Duration(30), most=Duration(45))
ROLL = replace(
    exercise("roll", ExerciseKind.MASSAGE), side=Side.SHARED, move=Duration(15), most=Duration(10)
)
EXERCISES = st.lists(st.sampled_from([STRETCH, RAISE, ICE, ROLL]), min_size=1, max_size=3)


class PlayerAgainstCounting(RuleBasedStateMachine):
    """Whatever the runner, the clock and the lid do, both agree."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START

    @initialize(
        exercises=EXERCISES,
        most=st.none() | st.integers(20, 100).map(Duration),
        foot=st.sampled_from(Foot),
        get_ready=st.sampled_from([0, 2, 5]),
    )
    def begins(
        self, exercises: list[Exercise], most: Duration | None, foot: Foot, get_ready: int
    ) -> None:
        session = Session(
            id="some",
            name="Some",
            kind=SessionKind.STRETCH,
            exercises=tuple(exercises),
            most=most,
        )
        phases = lay_out(session, foot, get_ready)
        self.player = begin(session, phases, self.now)
        self.counting = Counting(session, phases)

    @rule(ticks=st.integers(0, 10))
    def time_goes_by(self, ticks: int) -> None:
        for _ in range(ticks):
            self.now += TICK
            self.counting.tick(self.now)
        self.player = advance(self.player, self.now)

    @rule(looks=st.integers(1, 30), ticks=st.integers(1, 10))
    def somebody_watches(self, looks: int, ticks: int) -> None:
        for _ in range(looks):
            self.time_goes_by(ticks)

    @rule(ticks=st.integers(11, 200) | st.integers(11, 20_000))
    def the_lid_is_closed(self, ticks: int) -> None:
        """Ice continues; a stretch stops, even one that would have followed the ice."""
        entered = 0
        for tick in range(1, ticks + 1):
            if self.counting.runs and not self.counting.is_ice and ticks - entered > 10:
                self.counting.runs = False
                self.counting.away = TICK * (ticks - entered)
            index = self.counting.index
            self.counting.tick(self.now + TICK * tick)
            entered = tick if self.counting.index != index else entered
        self.now += TICK * ticks
        self.player = advance(self.player, self.now)

    @rule(ticks=st.integers(1, 20_000))
    def the_clock_is_put_back(self, ticks: int) -> None:
        self.now -= TICK * ticks
        self.player = advance(self.player, self.now)

    @rule()
    def the_runner_pauses(self) -> None:
        self.player = pause(self.player, self.now)
        self.counting.runs = False

    @rule()
    def the_runner_goes_on(self) -> None:
        self.player = resume(self.player, self.now)
        if not self.counting.ended:
            self.counting.runs, self.counting.away = True, NOTHING

    @rule()
    def the_runner_takes_the_next_set(self) -> None:
        self.player = next_set(self.player, self.now)
        if not self.counting.ended:
            self.counting.next_set(self.now)

    @rule()
    def the_runner_goes_back(self) -> None:
        self.player = back(self.player, self.now)
        if not self.counting.ended:
            self.counting.back(self.now)

    @rule()
    def the_runner_starts_the_set_anew(self) -> None:
        self.player = restart_set(self.player, self.now)
        if not self.counting.ended:
            self.counting.enter(self.counting.first_of(self.counting.phase.part), self.now)

    @rule(ticks=st.integers(1, 20).map(lambda one: one * 2))
    def the_runner_wants_more(self, ticks: int) -> None:
        self.player = add(self.player, ticks // 2, self.now)
        if not self.counting.ended:
            self.counting.add(ticks)

    @precondition(lambda self: hasattr(self, "player"))
    @invariant()
    def both_tell_the_same(self) -> None:
        player, counting = self.player, self.counting
        assert player.index == counting.index
        assert player.ended == counting.ended
        assert player.worked == tuple(counting.worked)
        assert player.seen == self.now
        assert player.is_paused == (not counting.runs and counting.ended is None)
        if counting.ended is None:
            left = TICK * (counting.ticks - counting.gone)
            assert player.away == counting.away
            assert player.length == TICK * counting.ticks
            assert player.time_left(self.now) == left
            later = sum(one.seconds for one in counting.phases[counting.index + 1 :])
            assert player.session_left(self.now) == left + seconds(later)
            assert player.ends(self.now) == self.now + left + seconds(later)
            assert player.overtime(self.now) == NOTHING
        else:
            assert player.session_left(self.now) == NOTHING
            assert player.ends(self.now) == counting.ended
            assert player.overtime(self.now) == max(self.now - counting.ended, NOTHING)


TestPlayerAgainstCounting = PlayerAgainstCounting.TestCase
TestPlayerAgainstCounting.settings = settings(max_examples=80, stateful_step_count=40)


# The planned end.

LOOKS = st.lists(st.floats(0.01, LONGEST_TICK.total_seconds()), min_size=1, max_size=20)
ANY_LOOKS = st.lists(st.floats(0.01, 4000), min_size=1, max_size=20)


def looked_at(player: Player, gaps: list[float]) -> Player:
    """The player at its end, after looks at these intervals, repeated."""
    for index in range(1_000_000):
        if player.ended:
            return player
        player = advance(player, player.seen + seconds(gaps[index % len(gaps)]))
    raise AssertionError("It never ends")


@settings(max_examples=30)
@given(st.sampled_from(sorted(SHIPPED.sessions)), st.sampled_from(Foot), LOOKS)
def test_a_session_ends_at_its_planned_instant_however_often_it_is_looked_at(
    session: str, foot: Foot, gaps: list[float]
) -> None:
    player = started(session, foot)
    gaps = [max(one, 0.2) for one in gaps]
    planned = START + seconds(sum(phase.seconds for phase in player.phases))
    assert player.ends(START) == planned
    player = looked_at(player, gaps)
    assert player.ended == planned
    assert sum(player.worked) == pytest.approx(exercise_seconds(player.phases))


@given(ANY_LOOKS)
def test_ice_comes_off_at_the_instant_known_from_its_start_whatever_sleeps(
    gaps: list[float],
) -> None:
    player = started("ice")
    assert player.ends(START) == START + seconds(5 + 12 * 60)
    player = looked_at(player, [max(one, 0.2) for one in gaps])
    assert player.ended == START + seconds(5 + 12 * 60)
    assert player.worked == (720.0,)
    assert player.overtime(player.ended + seconds(90)) == seconds(90)


def test_ice_slept_through_is_over_by_the_time_that_passed_since() -> None:
    player = advance(started("ice"), START + timedelta(hours=1))
    assert player.ended == START + seconds(725)
    assert player.overtime(player.seen) == seconds(3600 - 725)
    assert player.away == NOTHING


def test_ice_is_never_over_by_less_than_nothing() -> None:
    player = advance(started("ice"), START + timedelta(hours=1))
    assert player.overtime(START) == NOTHING


@given(st.integers(1, 40), st.floats(0, 700))
def test_ice_is_never_made_longer_than_a_quarter_of_an_hour(times: int, after: float) -> None:
    player = advance(started("ice"), START + seconds(6 + after))
    for _ in range(times):
        player = add(player, 10, player.seen)
    assert player.length == seconds(min(720 + 10 * times, 900))
    assert advance(player, START + timedelta(hours=1)).worked == (min(720.0 + 10 * times, 900),)


@pytest.mark.parametrize(
    ("foot", "rolled"),
    [(Foot.LEFT, [600.0]), (Foot.RIGHT, [600.0]), (Foot.BOTH, [540.0, 360.0])],
)
def test_the_bottle_rolls_ten_minutes_a_foot_and_fifteen_in_all_at_the_most(
    foot: Foot, rolled: list[float]
) -> None:
    player = started("ice-bottle", foot)
    lengths: dict[int, float] = {}
    while not player.ended:
        if player.phase.kind is PhaseKind.MOVE:
            player = add(player, 10, player.seen)
            lengths[player.phase.part] = player.length.total_seconds()
        player = advance(player, player.seen + 4 * SECOND)
    assert list(lengths.values()) == rolled
    assert player.worked == (sum(rolled),)


def test_a_stretch_may_be_made_longer_and_the_session_with_it() -> None:
    player = watched(started("morning"), 7)
    before = player.ends(player.seen)
    player = add(player, 10, player.seen)
    assert player.ends(player.seen) == before + 10 * SECOND
    player = pause(player, player.seen)
    assert add(player, 10, player.seen).time_left(player.seen) == 28 * SECOND


def test_time_to_get_ready_takes_nothing_from_the_most_of_a_session() -> None:
    chosen = replace(SHIPPED.sessions["ice"], most=Duration(750))
    player = add(begin(chosen, lay_out(chosen, Foot.BOTH, 5), START), 60, START)
    assert player.time_left(START) == 65 * SECOND
    player = advance(player, START + 66 * SECOND)
    assert add(player, 60, player.seen).length == 750 * SECOND


def test_to_ask_for_more_than_the_most_takes_nothing_away() -> None:
    long = replace(ICE, hold=Duration(60), most=Duration(45))
    session = Session(id="long", name="Long", kind=SessionKind.ICE, exercises=(long,))
    player = add(begin(session, lay_out(session, Foot.BOTH, 0), START), 10, START)
    assert player.time_left(START) == 60 * SECOND


# Gaps in the clock.


def test_a_stretch_waits_where_it_was_last_seen_when_the_machine_slept() -> None:
    player = watched(started("morning"), 8)
    left = player.time_left(player.seen)
    player = advance(player, player.seen + timedelta(minutes=40))
    assert player.is_paused
    assert player.away == timedelta(minutes=40)
    assert player.time_left(player.seen) == left == 7 * SECOND
    player = advance(player, player.seen + timedelta(minutes=1))
    assert player.away == timedelta(minutes=40)
    player = resume(player, player.seen)
    assert player.away == NOTHING
    assert player.time_left(player.seen) == left


def test_five_seconds_are_no_gap_and_a_little_more_is_one() -> None:
    player = watched(started("morning"), 1)
    assert not advance(player, player.seen + LONGEST_TICK).is_paused
    assert advance(player, player.seen + LONGEST_TICK + timedelta(milliseconds=1)).is_paused


def test_a_clock_put_back_takes_nothing_away() -> None:
    player = watched(started("morning"), 8)
    left = player.time_left(player.seen)
    player = advance(player, player.seen - timedelta(hours=1))
    assert not player.is_paused
    assert player.time_left(player.seen) == left


def test_a_stretch_that_follows_ice_does_not_run_while_nobody_is_there() -> None:
    session = Session(id="mixed", name="Mixed", kind=SessionKind.ICE, exercises=(ICE, STRETCH))
    player = begin(session, lay_out(session, Foot.LEFT, 5), START)
    player = advance(player, START + timedelta(hours=1))
    assert player.is_paused
    assert player.exercise == STRETCH
    assert player.worked == (30.0, 0.0)
    assert player.away == timedelta(hours=1) - seconds(35)


# Where the runner goes.


def test_a_session_begins_at_any_of_its_exercises() -> None:
    for position in range(len(SHIPPED.sessions["evening"].exercises)):
        player = started("evening", position=position)
        assert player.phase.position == position
        assert player.index == 0 or player.phases[player.index - 1].position == position - 1


def test_next_and_back_go_set_by_set() -> None:
    player = started("evening")
    parts = [part for part, _ in groupby(player.phases, lambda one: one.part)]
    for part in parts:
        assert player.phase.part == part
        player = next_set(player, player.seen)
    assert player.ended == START
    assert player.worked == (0.0,) * 6


def test_back_starts_the_set_anew_unless_it_has_hardly_begun() -> None:
    second_set = next_set(started("morning"), START)
    hardly = watched(second_set, 5 + 2.5)
    well = watched(second_set, 5 + 3)
    assert back(hardly, hardly.seen).phase.part == 0
    assert back(well, well.seen).phase.part == 1
    assert back(well, well.seen).phase.kind is PhaseKind.SWITCH


def test_before_the_first_set_there_is_none_to_go_back_to() -> None:
    player = watched(started("morning"), 3)
    assert back(player, player.seen).index == 0
    assert back(player, player.seen).time_left(player.seen) == 5 * SECOND


def test_the_next_set_is_announced_until_the_last() -> None:
    player = started("ice-bottle")
    assert player.next_part is not None
    assert (player.next_part.part, player.next_part.foot) == (1, Foot.RIGHT)
    assert next_set(player, START).next_part is None


def test_a_set_that_is_left_counts_as_far_as_it_came() -> None:
    player = watched(started("morning"), 5 + 6)
    assert next_set(player, player.seen).worked == (6.0, 0.0, 0.0)


def test_a_rest_that_is_cut_short_is_no_work() -> None:
    player = started("strength", Foot.LEFT)
    while player.phase.kind is not PhaseKind.REST:
        player = watched(player, 1)
    done = player.worked[0]
    player = watched(player, 2)
    assert next_set(player, player.seen).worked[0] == done > 0


def test_once_a_session_has_ended_nothing_moves_it() -> None:
    ended = advance(started("ice"), START + timedelta(hours=1))
    later = ended.seen + SECOND
    for action in (pause, resume, next_set, back, restart_set):
        assert replace(action(ended, later), seen=ended.seen) == ended
    assert add(ended, 10, later) == ended


def test_to_pause_twice_or_to_go_on_twice_is_once() -> None:
    player = watched(started("morning"), 8)
    paused = pause(player, player.seen)
    assert pause(paused, player.seen + SECOND) == paused
    assert resume(player, player.seen + SECOND) == player


@given(st.integers(0, 40), st.integers(0, 600))
def test_a_set_is_finished_only_if_it_ended_by_itself(skipped: int, played: int) -> None:
    player = started("midday", Foot.LEFT)
    for _ in range(skipped):
        player = next_set(player, player.seen)
    assert not player.finished
    player = watched(player, played)
    over = {one.part for one in player.phases if one.part < player.phase.part}
    assert player.finished <= {one.part for one in player.phases}
    assert {part for part in over if part >= skipped} <= player.finished
    assert min(player.finished, default=skipped) >= min(skipped, player.phases[-1].part)
