"""Sessions laid out on the clock: exact lengths, and every repetition exactly once."""

from collections import Counter
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import routine

from coach.domain.routine.kinds import ExerciseKind, Feet, Foot, SessionKind, Side
from coach.domain.routine.model import Exercise, Session, Tempo
from coach.domain.session import timeline
from coach.domain.session.timeline import (
    GAPS,
    PAUSES,
    Phase,
    PhaseKind,
    exercise_seconds,
    lay_out,
    session_seconds,
)
from coach.domain.units import Duration, stopwatch_text

SHIPPED = routine()
FEET = (Foot.LEFT, Foot.RIGHT, Foot.BOTH)
ONE_FOOT = (Foot.LEFT, Foot.RIGHT)


def length(session: Session, foot: Foot) -> str:
    return stopwatch_text(exercise_seconds(lay_out(session, foot, 5)))


def of(*exercises: Exercise) -> Session:
    """A session of some exercises."""
    return Session(id="some", name="Some", kind=SessionKind.STRETCH, exercises=exercises)


@pytest.mark.parametrize(
    ("session", "one_foot", "both"),
    [
        ("morning", "4:38", "9:16"),
        ("midday", "4:58", "9:56"),
        ("evening", "10:03", "20:06"),
        ("warm-up", "5:00", "5:00"),
        ("feet", "3:00", "3:00"),
        ("cool-down", "8:00", "8:00"),
        ("ice", "12:00", "12:00"),
        ("ice-bottle", "10:00", "12:00"),
        ("strength", "24:48", "26:24"),
    ],
)
def test_a_shipped_session_lasts_as_long_as_it_says(session: str, one_foot: str, both: str) -> None:
    lengths = [length(SHIPPED.sessions[session], foot) for foot in FEET]
    assert lengths == [one_foot, one_foot, both]


@pytest.mark.parametrize(
    ("sets", "reps", "one_leg", "both"),
    [(3, 12, "8:48", "10:24"), (4, 10, "11:20", "12:40"), (5, 8, "13:20", "14:24")],
)
def test_heel_raises_grow_in_three_steps(sets: int, reps: int, one_leg: str, both: str) -> None:
    text = f"[exercises.heel_raise_towel]\nsets = {sets}\nreps = {reps}"
    session = of(routine(text).exercises["heel_raise_towel"])
    assert [length(session, foot) for foot in FEET] == [one_leg, one_leg, both]


@pytest.mark.parametrize("foot", FEET)
def test_what_follows_the_heel_raises_lasts_sixteen_minutes(foot: Foot) -> None:
    _, *others = SHIPPED.sessions["strength"].exercises
    assert len(others) == 6
    assert length(of(*others), foot) == "16:00"


@pytest.mark.parametrize("foot", FEET)
def test_no_foot_rolls_on_ice_for_more_than_ten_minutes(foot: Foot) -> None:
    for minutes in range(1, 61):
        text = f'[exercises.ice_bottle]\nmove = "{minutes}m"'
        phases = lay_out(routine(text).sessions["ice-bottle"], foot, 5)
        feet = Counter[Foot | None]()
        for phase in phases:
            feet[phase.foot] += int(phase.seconds) if phase.kind is PhaseKind.MOVE else 0
        assert max(feet.values()) == min(600, minutes * 60 / len(feet))


def test_getting_ready_comes_on_top_of_the_exercise_time() -> None:
    session = SHIPPED.sessions["warm-up"]
    phases = lay_out(session, Foot.BOTH, 5)
    gaps = [phase for phase in phases if phase.kind in GAPS]
    assert len(gaps) == 11
    assert sum(phase.seconds for phase in phases) == 5 * 60 + 11 * 5
    assert exercise_seconds(lay_out(session, Foot.BOTH, 0)) == 5 * 60


def test_all_thirty_exercises_say_what_they_are_and_where_they_come_from() -> None:
    assert len(SHIPPED.exercises) == 30
    for exercise in SHIPPED.exercises.values():
        assert all((exercise.name, exercise.cue, exercise.target, exercise.source)), exercise.id


def test_every_shipped_exercise_is_in_a_session() -> None:
    used = {one.id for session in SHIPPED.sessions.values() for one in session.exercises}
    assert used == set(SHIPPED.exercises)


def test_a_stretch_is_held_and_released_one_foot_after_the_other() -> None:
    session = of(replace(SHIPPED.exercises["pf_stretch"], reps=2))
    assert [
        (phase.kind, phase.seconds, phase.foot) for phase in lay_out(session, Foot.BOTH, 5)
    ] == [
        (PhaseKind.GET_READY, 5, Foot.LEFT),
        (PhaseKind.HOLD, 10, Foot.LEFT),
        (PhaseKind.RELEASE, 2, Foot.LEFT),
        (PhaseKind.HOLD, 10, Foot.LEFT),
        (PhaseKind.SWITCH, 5, Foot.RIGHT),
        (PhaseKind.HOLD, 10, Foot.RIGHT),
        (PhaseKind.RELEASE, 2, Foot.RIGHT),
        (PhaseKind.HOLD, 10, Foot.RIGHT),
    ]


def test_feet_take_turns_and_rest_only_as_long_as_the_other_foot_left_over() -> None:
    raise_ = replace(SHIPPED.exercises["heel_raise_towel"], sets=2, reps=1)
    assert [
        (phase.kind, phase.seconds, phase.foot, phase.set)
        for phase in lay_out(of(raise_), Foot.BOTH, 5)
        if phase.kind in PAUSES
    ] == [
        (PhaseKind.GET_READY, 5, Foot.LEFT, 1),
        (PhaseKind.SWITCH, 5, Foot.RIGHT, 1),
        (PhaseKind.REST, 112, Foot.LEFT, 2),
        (PhaseKind.SWITCH, 5, Foot.RIGHT, 2),
    ]


def test_only_a_change_of_feet_is_a_switch() -> None:
    session = of(replace(SHIPPED.exercises["ball_roll"], sets=2))
    gaps = [(one.kind, one.foot) for one in lay_out(session, Foot.BOTH, 5) if one.kind in GAPS]
    assert gaps == [
        (PhaseKind.GET_READY, Foot.LEFT),
        (PhaseKind.GET_READY, Foot.LEFT),
        (PhaseKind.SWITCH, Foot.RIGHT),
        (PhaseKind.GET_READY, Foot.RIGHT),
    ]


def test_a_slow_repetition_goes_up_holds_and_comes_down() -> None:
    raise_ = replace(SHIPPED.exercises["heel_raise_towel"], sets=1, reps=1)
    assert [(one.kind, one.seconds) for one in lay_out(of(raise_), Foot.LEFT, 0)] == [
        (PhaseKind.UP, 3),
        (PhaseKind.HOLD, 2),
        (PhaseKind.DOWN, 3),
    ]


# Any session.

SECONDS = st.integers(1, 90).map(Duration)
PAUSE = (st.just(0) | st.integers(0, 90)).map(Duration)


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    dose = draw(st.sampled_from(["hold", "move", "tempo"]))
    return Exercise(
        id="one",
        name="One",
        target="foot",
        kind=draw(st.sampled_from(ExerciseKind)),
        cue="Slowly.",
        source="",
        sets=draw(st.integers(1, 5)),
        reps=draw(st.integers(1, 5)),
        hold=draw(SECONDS) if dose == "hold" else None,
        move=draw(SECONDS) if dose == "move" else None,
        tempo=Tempo(draw(SECONDS), draw(PAUSE), draw(SECONDS)) if dose == "tempo" else None,
        release=draw(PAUSE),
        rest=draw(PAUSE),
        side=draw(st.sampled_from(Side)),
        feet=draw(st.sampled_from(Feet)),
        most=draw(st.none() | SECONDS),
    )


SESSIONS = st.lists(exercises(), min_size=1, max_size=4).map(lambda some: of(*some))
LAYOUTS = st.tuples(SESSIONS, st.sampled_from(Foot), st.integers(0, 15))
Layout = tuple[Session, Foot, int]


def feet_of(exercise: Exercise, foot: Foot) -> set[Foot | None]:
    """The feet that an exercise works, spelled out."""
    if exercise.side is Side.BOTH:
        return {None}
    if exercise.feet is Feet.BOTH or foot is Foot.BOTH:
        return {Foot.LEFT, Foot.RIGHT}
    return {foot}


def work_of(exercise: Exercise, foot: Foot) -> list[tuple[PhaseKind, float]]:
    """One repetition, spelled out."""
    if exercise.tempo:
        up, hold, down = exercise.tempo.up, exercise.tempo.hold, exercise.tempo.down
        pieces = [(PhaseKind.UP, up), (PhaseKind.HOLD, hold), (PhaseKind.DOWN, down)]
        return [(kind, float(seconds)) for kind, seconds in pieces if seconds]
    kind = PhaseKind.MOVE if exercise.move else PhaseKind.HOLD
    seconds = float(exercise.move or exercise.hold or 0)
    if exercise.side is Side.SHARED:
        seconds = min(seconds / len(feet_of(exercise, foot)), exercise.most or seconds)
    return [(kind, seconds)]


@given(LAYOUTS)
def test_every_repetition_of_every_set_on_every_foot_is_there_once(layout: Layout) -> None:
    session, foot, get_ready = layout
    phases = lay_out(session, foot, get_ready)
    found = Counter(
        (one.position, one.foot, one.set, one.rep, one.kind, one.seconds)
        for one in phases
        if one.kind not in PAUSES
    )
    assert found == Counter(
        (position, side, number, rep, kind, seconds)
        for position, exercise in enumerate(session.exercises)
        for side in feet_of(exercise, foot)
        for number in range(1, exercise.sets + 1)
        for rep in range(1, exercise.reps + 1)
        for kind, seconds in work_of(exercise, foot)
    )


@given(LAYOUTS)
def test_phases_are_in_order_and_last(layout: Layout) -> None:
    session, foot, get_ready = layout
    phases = lay_out(session, foot, get_ready)
    assert all(one.seconds > 0 for one in phases)
    positions = [position for position, _ in groupby(phases, lambda one: one.position)]
    assert positions == list(range(len(session.exercises)))
    assert [part for part, _ in groupby(phases, lambda one: one.part)] == list(
        range(phases[-1].part + 1)
    )
    for part in sets_of(phases):
        assert len({(one.position, one.foot, one.set) for one in part}) == 1
        repetitions = [one.rep for one in part]
        assert repetitions == sorted(repetitions)


def sets_of(phases: tuple[Phase, ...]) -> list[list[Phase]]:
    return [list(part) for _, part in groupby(phases, lambda one: one.part)]


@given(LAYOUTS)
def test_each_set_opens_with_one_pause_and_never_has_another_gap(layout: Layout) -> None:
    session, foot, get_ready = layout
    openings = GAPS | {PhaseKind.REST}
    for first, *others in sets_of(lay_out(session, foot, get_ready)):
        assert not [one for one in others if one.kind in openings]
        if first.kind in GAPS:
            assert first.seconds == get_ready
        elif get_ready:
            assert first.kind is PhaseKind.REST


@given(LAYOUTS)
def test_a_release_stands_between_repetitions_and_nowhere_else(layout: Layout) -> None:
    session, foot, get_ready = layout
    for part in sets_of(lay_out(session, foot, get_ready)):
        exercise = session.exercises[part[0].position]
        kinds = [one.kind for one in part]
        expected = exercise.reps - 1 if exercise.release else 0
        assert kinds.count(PhaseKind.RELEASE) == expected
        assert kinds[-1] is not PhaseKind.RELEASE
        for one, following in pairwise(part):
            released = PhaseKind.RELEASE in {one.kind, following.kind}
            assert released or one.rep == following.rep or not exercise.release


@given(LAYOUTS)
def test_each_foot_rests_between_its_own_sets(layout: Layout) -> None:
    session, foot, get_ready = layout
    clock = 0.0
    over: dict[tuple[int, Foot | None], float] = {}
    for part in sets_of(lay_out(session, foot, get_ready)):
        exercise = session.exercises[part[0].position]
        whose = part[0].position, part[0].foot
        work = [one for one in part if one.kind not in GAPS | {PhaseKind.REST}]
        begins = clock + sum(one.seconds for one in part) - sum(one.seconds for one in work)
        if whose in over:
            rested = begins - over[whose]
            assert rested >= exercise.rest
            if exercise.side is not Side.ALTERNATE and exercise.rest:
                assert rested == exercise.rest
        clock += sum(one.seconds for one in part)
        over[whose] = clock


@given(LAYOUTS)
def test_nobody_waits_longer_than_the_rest_asks_for(layout: Layout) -> None:
    session, foot, get_ready = layout
    for phase in lay_out(session, foot, get_ready):
        exercise = session.exercises[phase.position]
        if phase.kind is PhaseKind.REST:
            assert phase.set > 1
            assert phase.seconds <= exercise.rest
            set_seconds = exercise.reps * sum(s for _, s in work_of(exercise, foot))
            set_seconds += (exercise.reps - 1) * exercise.release
            others = set_seconds * (len(feet_of(exercise, foot)) - 1)
            alternating = exercise.side is Side.ALTERNATE
            assert phase.seconds == exercise.rest - (others if alternating else 0)


@given(LAYOUTS)
def test_sets_alternate_or_stay_with_a_foot(layout: Layout) -> None:
    session, foot, get_ready = layout
    for position, exercise in enumerate(session.exercises):
        parts = [
            part[0]
            for part in sets_of(lay_out(session, foot, get_ready))
            if part[0].position == position
        ]
        order = [(one.set, one.foot) for one in parts]
        by_set = sorted(order, key=lambda one: (one[0], one[1] is Foot.RIGHT))
        by_foot = sorted(order, key=lambda one: (one[1] is Foot.RIGHT, one[0]))
        assert order == (by_set if exercise.side is Side.ALTERNATE else by_foot)
        switched = [one.kind is PhaseKind.SWITCH for one in parts]
        for (one, following), switches in zip(pairwise(parts), switched[1:], strict=True):
            if following.kind in GAPS:
                assert switches == (one.foot is not following.foot)


@given(SESSIONS, st.sampled_from(Foot))
def test_the_exercise_time_does_not_depend_on_getting_ready(session: Session, foot: Foot) -> None:
    assert exercise_seconds(lay_out(session, foot, 15)) == exercise_seconds(
        lay_out(session, foot, 0)
    )


@given(SESSIONS, st.sampled_from(Foot))
def test_the_length_and_the_feet_are_known_without_laying_it_out(
    session: Session, foot: Foot
) -> None:
    phases = lay_out(session, foot, 15)
    assert session_seconds(session, foot) == pytest.approx(exercise_seconds(phases))
    assert timeline.feet_of(session, foot) == {phase.foot for phase in phases} - {None}


@given(SESSIONS)
def test_left_and_right_mirror_each_other(session: Session) -> None:
    left, right = (lay_out(session, foot, 5) for foot in ONE_FOOT)
    mirrored = [
        replace(one, foot=Foot.RIGHT)
        if one.foot is Foot.LEFT and session.exercises[one.position].feet is Feet.AFFECTED
        else one
        for one in left
    ]
    assert mirrored == list(right)
