"""The routine of the day: what each level leaves of it, and that it always stays valid."""

from datetime import UTC, date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import History, routine, utc
from support.diary import MONDAY

from coach.config.checks import check_routine
from coach.config.reading import read
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Status
from coach.domain.heel.adapted_routine import WALK_JOG, adapted, walk_jog
from coach.domain.heel.caps import Caps
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Inputs, LastRun, Level, verdict
from coach.domain.heel.strength import PHASES, Strength
from coach.domain.heel.walk_jog import LAST_STAGE, Stage, stage
from coach.domain.heel.warning_signs import FLAGS
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Exercise, Routine
from coach.domain.session.timeline import PhaseKind, exercise_seconds, lay_out

DAY = timedelta(days=1)
TUESDAY = MONDAY + DAY
"""A day with everything: run, strength, and the steps that depend on them."""
SHIPPED = routine()
STRETCHES = ["morning", "midday", "evening"]
AROUND_THE_RUN = ["warm-up", "feet", "run", "cool-down", "ice"]
FREE = Caps(None, None, None, 0, 0, None)

NO_STRETCHING = frozenset(key for key, flag in FLAGS.items() if flag.hides_all)


def judged(level: Level = Level.AS_PLANNED, **facts: Any) -> Judgement:  # noqa: ANN401
    """A judgement with that level, and nothing against anything else."""
    facts.setdefault("stage", stage(1) if level is Level.WALK_JOG else None)
    known: dict[str, Any] = {
        "day": TUESDAY,
        "verdict": verdict(Inputs(pain=0)),
        "is_prescribed": False,
        "is_overruled": False,
        "caps": FREE,
        "is_rest_day": False,
        "has_walk_jogged": False,
        "ran_badly": False,
        "allows_heel_raises": True,
        "allows_one_leg_work": True,
        "strength": Strength(),
        "flags": (),
        "no_ice": False,
    }
    return Judgement(level=level, **(known | facts))


def up_to(metres: float) -> Caps:
    """Caps with no more than so many metres left."""
    return replace(FREE, run=metres)


def day_of(
    judgement: Judgement, of: Routine = SHIPPED, history: History | None = None
) -> dict[str, str]:
    """The names of Tuesday's steps, by their ids."""
    day = plan_day(adapted(of, judgement), TUESDAY, history.events if history else [], UTC)
    return {planned.step.id: planned.step.name for planned in day.steps}


# What each level leaves of the day.


def test_as_planned_without_a_cap_is_the_routine_itself() -> None:
    assert adapted(SHIPPED, judged()) == SHIPPED


@pytest.mark.parametrize("level", [Level.AS_PLANNED, Level.NO_INCREASE])
@pytest.mark.parametrize(
    ("metres", "note"),
    [
        (5500.000000000001, "up to 5.5 km"),
        (5499.9999999, "up to 5.5 km"),
        (5460, "up to 5.4 km"),
        (12_345, "up to 12.3 km"),
        (100, "up to 0.1 km"),
    ],
)
def test_the_cap_stands_beside_the_run_rounded_down(level: Level, metres: float, note: str) -> None:
    step = adapted(SHIPPED, judged(level, caps=up_to(metres))).steps["run"]
    assert (step.kind, step.name, step.note) == (StepKind.RUN, "Run", note)
    steps = day_of(judged(level, caps=up_to(metres)))
    assert set(AROUND_THE_RUN) <= set(steps)


@pytest.mark.parametrize("metres", [0, 0.3, 60])
def test_where_nothing_is_left_of_the_week_one_may_do_something_else(metres: float) -> None:
    step = adapted(SHIPPED, judged(caps=up_to(metres))).steps["run"]
    assert (step.kind, step.optional) == (StepKind.CROSS_TRAIN, True)


def test_walk_jog_has_the_stage_in_the_place_of_the_run() -> None:
    day = adapted(SHIPPED, judged(Level.WALK_JOG, stage=stage(7)))
    step = day.steps["run"]
    session = day.session_of(step)
    assert (step.kind, step.name) == (StepKind.SESSION, "Walk-jog, stage 7 of 19")
    assert session == walk_jog(stage(7))
    assert [one.id for one in session.exercises] == ["wj_walk", "wj_jog"] * 4
    jogs = [one.name for one in session.exercises if one.id == "wj_jog"]
    assert jogs == [f"Jog easily, {block} of 4" for block in (1, 2, 3, 4)]
    assert set(AROUND_THE_RUN) <= set(day_of(judged(Level.WALK_JOG)))


def test_what_is_done_is_not_taken_away_any_more() -> None:
    done = frozenset({"run", "warm-up", "ice"})
    for judgement in (judged(Level.REST, flags=("injury",)), judged(Level.CROSS_TRAIN)):
        day = adapted(SHIPPED, judgement, done)
        assert day.steps["run"] == SHIPPED.steps["run"]
        assert done <= set(day.steps)


def test_a_walk_jog_off_the_ladder_has_no_stage_in_its_name() -> None:
    inputs = Inputs(pain=2, last_run=LastRun.NONE, rose_after_run=True)
    judgement = replace(judged(Level.WALK_JOG, stage=stage(1)), verdict=verdict(inputs))
    assert adapted(SHIPPED, judgement).steps["run"].name == "Walk-jog"


def test_a_day_between_two_walk_jogs_is_for_something_else_if_one_likes() -> None:
    step = adapted(SHIPPED, judged(Level.WALK_JOG, is_rest_day=True)).steps["run"]
    assert (step.kind, step.optional, step.session) == (StepKind.CROSS_TRAIN, True, None)


def test_a_second_run_of_the_day_is_no_second_walk_jog() -> None:
    own = routine(OWN["second run"])
    judgement = judged(Level.WALK_JOG, has_walk_jogged=True)
    day = adapted(own, judgement, frozenset({"run"}))
    assert day.steps["run"].session == WALK_JOG
    second = day.steps["second"]
    assert (second.kind, second.optional, second.session) == (StepKind.CROSS_TRAIN, True, None)


@pytest.mark.parametrize("level", [Level.WALK_JOG, Level.NO_INCREASE, Level.AS_PLANNED])
def test_after_a_run_that_hurt_too_much_nobody_runs_again_today(level: Level) -> None:
    own = routine(OWN["second run"])
    day = adapted(own, judged(level, ran_badly=True), frozenset({"second"}))
    run = day.steps["run"]
    assert (run.kind, run.optional, run.note.split(":")[0]) == (
        StepKind.CROSS_TRAIN,
        True,
        "today's run hurt too much",
    )
    assert day.steps["second"].kind is not StepKind.CROSS_TRAIN


def test_the_first_free_runs_after_the_ladder_are_told_in_minutes() -> None:
    caps = replace(FREE, seconds=1200, runs=3, done_runs=2)
    assert adapted(SHIPPED, judged(caps=caps)).steps["run"].note == "up to 20 min"
    caps = replace(caps, done_runs=3)
    assert adapted(SHIPPED, judged(caps=caps)).steps["run"].kind is StepKind.CROSS_TRAIN


def test_a_run_that_was_done_is_not_told_how_far_it_might_have_been() -> None:
    for caps in (up_to(4000), replace(FREE, seconds=1200)):
        day = adapted(SHIPPED, judged(caps=caps), frozenset({"run"}))
        assert day.steps["run"] == SHIPPED.steps["run"]


def test_cross_training_stands_in_the_place_of_the_run() -> None:
    step = adapted(SHIPPED, judged(Level.CROSS_TRAIN, is_rest_day=True)).steps["run"]
    assert (step.kind, step.optional, step.session) == (StepKind.CROSS_TRAIN, False, None)
    assert set(AROUND_THE_RUN) <= set(day_of(judged(Level.CROSS_TRAIN)))


@pytest.mark.parametrize("caps", [FREE, up_to(0), up_to(5000)])
def test_rest_has_no_training_and_gentle_stretches(caps: Caps) -> None:
    steps = day_of(judged(Level.REST, caps=caps))
    assert list(steps) == ["pain-check", *STRETCHES, "night-splint"]


@pytest.mark.parametrize("flag", sorted(NO_STRETCHING))
def test_with_a_sign_that_hides_all_nothing_is_stretched_loaded_or_iced(
    flag: str,
) -> None:
    """The night splint is a stretch, too."""
    for level in Level:
        day = adapted(SHIPPED, judged(level, flags=("at-rest", flag)))
        assert not [step.id for step in day.steps.values() if step.session]
    assert list(day_of(judged(Level.REST, flags=(flag,)))) == ["pain-check"]


def test_with_another_warning_sign_the_stretches_stay() -> None:
    assert set(STRETCHES) <= set(day_of(judged(Level.REST, flags=("at-rest", "under-18"))))


def test_who_must_not_ice_has_no_ice_on_any_day() -> None:
    for level in Level:
        assert "ice" not in day_of(judged(level, no_ice=True))
    assert "cool-down" in day_of(judged(no_ice=True))


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.REST])
def test_the_stretches_stay_on_every_day_but_with_a_warning_sign(level: Level) -> None:
    assert set(STRETCHES) <= set(day_of(judged(level)))


# The run's place keeps its chain: what was to come after the run comes after what replaced it.


@pytest.mark.parametrize(
    "judgement",
    [
        judged(Level.CROSS_TRAIN),
        judged(Level.WALK_JOG),
        judged(Level.WALK_JOG, is_rest_day=True),
        judged(Level.NO_INCREASE, caps=up_to(4000)),
        judged(),
    ],
)
def test_warm_up_comes_before_and_cool_down_after_whatever_the_run_became(
    judgement: Judgement,
) -> None:
    history = History(TUESDAY)
    before = day_with(history, judgement)
    assert due(before, "warm-up") == "17:15"
    assert due(before, "cool-down") is None
    history.done("run", "18:00")
    history.done("cool-down", "18:10")
    after = day_with(history, judgement)
    assert (due(after, "cool-down"), due(after, "ice")) == ("18:00", "18:10")


def day_with(history: History, judgement: Judgement) -> Day:
    return plan_day(adapted(SHIPPED, judgement), TUESDAY, history.events, UTC)


def due(day: Day, step: str) -> str | None:
    planned = day.find(step)
    assert planned
    return f"{planned.due:%H:%M}" if planned.due else None


# The session of the ladder.


@pytest.mark.parametrize("number", range(1, LAST_STAGE + 1))
@pytest.mark.parametrize("get_ready", [0, 5])
def test_each_stage_is_twenty_minutes_to_the_second(number: int, get_ready: int) -> None:
    phases = lay_out(walk_jog(stage(number)), SHIPPED.profile.foot, get_ready)
    assert exercise_seconds(phases) == 20 * 60
    walked = [one.seconds for one in phases if one.kind is PhaseKind.MOVE]
    block = [seconds for seconds in (stage(number).walk, stage(number).jog) if seconds]
    assert walked == block * 4


# Heel raises.


def heel_raise(of: Routine) -> Exercise | None:
    session = of.sessions["strength"]
    return next((one for one in session.exercises if one.id == "heel_raise_towel"), None)


@pytest.mark.parametrize(("phase", "sets", "reps"), [(0, 3, 12), (1, 4, 10), (2, 5, 8)])
def test_the_heel_raises_grow_by_the_phases_of_the_trial(phase: int, sets: int, reps: int) -> None:
    found = heel_raise(adapted(SHIPPED, judged(strength=Strength(phase, 3))))
    assert found
    assert (found.sets, found.reps) == (sets, reps)


def test_a_dose_that_the_runner_chose_stays() -> None:
    for text in ("sets = 2", "reps = 15"):
        own = routine(f"[exercises.heel_raise_towel]\n{text}\n")
        assert adapted(own, judged(strength=Strength(2))) == own


def test_without_work_on_one_leg_the_rest_of_strength_stays() -> None:
    day = adapted(SHIPPED, judged(allows_one_leg_work=False))
    left = {one.id for one in day.sessions["strength"].exercises}
    whole = {one.id for one in SHIPPED.sessions["strength"].exercises}
    assert whole - left == {"heel_raise_towel", "single_leg_balance"}


def test_heel_raises_are_left_out_while_the_heel_does_not_bear_them() -> None:
    day = adapted(SHIPPED, judged(allows_heel_raises=False))
    assert heel_raise(day) is None
    assert len(day.sessions["strength"].exercises) == 6
    assert "strength" in day.steps


def test_a_session_of_nothing_but_heel_raises_falls_away_with_them() -> None:
    only_raises = routine('[sessions.strength]\nexercises = ["heel_raise_towel"]\n')
    assert "strength" not in day_of(judged(allows_heel_raises=False), only_raises)
    assert "strength" in day_of(judged(), only_raises)


# What runners make of the routine.

OWN = {
    "own ride": '[steps.ride]\nkind = "cross-train"\nname = "Ride"\nat = "10:00"\n',
    "own walk-jog": """
        [sessions.mine]
        name = "Mine"
        kind = "run"
        exercises = ["wu_march"]
        [steps.mine]
        kind = "session"
        name = "Mine"
        session = "mine"
        at = "09:00"
        """,
    "second run": """
        [steps.second]
        kind = "run"
        name = "Second run"
        at = "08:00"
        every = 2
        [steps.second-ice]
        kind = "session"
        session = "ice"
        name = "Ice again"
        after = "second"
        """,
}


@pytest.mark.parametrize("own", OWN)
def test_rest_leaves_out_training_of_every_kind(own: str) -> None:
    steps = day_of(judged(Level.REST), routine(OWN[own]))
    assert list(steps) == ["pain-check", *STRETCHES, "night-splint"]


@pytest.mark.parametrize("level", [Level.CROSS_TRAIN, Level.WALK_JOG])
def test_a_session_that_is_a_run_is_replaced_like_a_run(level: Level) -> None:
    step = adapted(routine(OWN["own walk-jog"]), judged(level)).steps["mine"]
    assert step.session == (WALK_JOG if level is Level.WALK_JOG else None)


# Any routine, any judgement: sound.

CHANGES = [
    *OWN.values(),
    '[profile]\nfoot = "left"\n',
    '[day]\nstarts = "00:00"\n',
    "[steps.run]\nenabled = false\n",
    "[steps.cool-down]\nenabled = false\n",
    "[steps.strength]\nenabled = false\n",
    "[steps.warm-up]\nenabled = false\n",
    '[steps.ice]\nafter = "run"\n',
    '[steps.ice]\nat = "20:00"\nsession = "ice-bottle"\n',
    '[steps.run]\nafter = "strength"\n',
    '[steps.run]\nbefore = "evening"\n',
    '[steps.run]\nevery = 3\ndays = ["mon", "tue", "wed"]\n',
    '[steps.strength]\nafter = "ice"\nevery = 1\n',
    '[steps.night-splint]\nafter = "strength"\n',
    '[steps.shower]\nkind = "reminder"\nname = "Shower"\nafter = "ice"\n',
    '[steps.tape]\nkind = "reminder"\nname = "Tape"\nbefore = "warm-up"\n',
    '[steps.morning]\nafter = "pain-check"\n',
    '[sessions.strength]\nexercises = ["heel_raise_towel"]\n',
    '[sessions.ice]\nexercises = ["heel_raise_towel", "ice_pack"]\n',
    '[sessions.evening]\nkind = "strength"\n',
    "[exercises.heel_raise_towel]\nsets = 5\n",
    '[sessions.walk-jog]\nname = "Mine"\nkind = "stretch"\nexercises = ["wu_march"]\n',
]
ROUTINES = st.lists(st.sampled_from(CHANGES), max_size=4, unique=True)
CAPS = st.one_of(
    st.just(FREE),
    st.builds(up_to, st.floats(0, 50_000)),
    st.builds(Caps, *[st.floats(0, 50_000)] * 2, *[st.integers(0, 7)] * 3, st.none()),
)
JUDGEMENTS = st.builds(
    judged,
    st.sampled_from(Level),
    caps=CAPS,
    is_rest_day=st.booleans(),
    has_walk_jogged=st.booleans(),
    ran_badly=st.booleans(),
    allows_heel_raises=st.booleans(),
    allows_one_leg_work=st.booleans(),
    strength=st.builds(Strength, st.integers(0, len(PHASES) - 1), st.integers(0, 20)),
    flags=st.sets(st.sampled_from(["at-rest", *sorted(NO_STRETCHING)]), max_size=2).map(tuple),
    no_ice=st.booleans(),
)
STAGES = st.integers(1, LAST_STAGE).map(stage)
MINUTES = st.integers(0, 24 * 60 - 1)


def laid_over(changes: list[str]) -> Routine | None:
    """The shipped routine with changes, if they are compatible."""
    return read("\n".join(changes)).routine


@settings(max_examples=80)
@given(ROUTINES, JUDGEMENTS, STAGES, st.integers(0, 6), MINUTES, st.data())
def test_the_routine_of_the_day_is_always_sound(
    changes: list[str],
    judgement: Judgement,
    on: Stage,
    ahead: int,
    minute: int,
    data: st.DataObject,
) -> None:
    own = laid_over(changes)
    assume(own)
    assert own
    if judgement.level is Level.WALK_JOG:
        judgement = replace(judgement, stage=on)
    found = adapted(own, judgement)
    ids = {"steps": list(found.steps), "sessions": list(found.sessions)}
    assert check_routine(found, ids) == []
    assert [step for step in own.steps if step in found.steps] == list(found.steps)
    for session in found.sessions.values():
        assert exercise_seconds(lay_out(session, found.profile.foot, 5)) > 0
    today = MONDAY + DAY * ahead
    history = data.draw(histories(own, today))
    day = plan_day(found, today, history.events, UTC)
    now = utc(today, "04:00") + timedelta(minutes=minute)
    assert {one.status(now) for one in day.steps} <= set(Status)
    assert day.next(now) is None or day.moments(now) is not None
    assert_keeps_its_word(found, judgement)


@st.composite
def histories(draw: st.DrawFn, of: Routine, day: date) -> History:
    """A day on which steps are done, including some that the level has left out."""
    history = History(day)
    for step in draw(st.lists(st.sampled_from(list(of.steps)), max_size=5)):
        getattr(history, draw(st.sampled_from(["done", "skipped", "started"])))(step, "12:00")
    return history


def assert_keeps_its_word(found: Routine, judgement: Judgement) -> None:
    """What must be true of every step of a day with that level."""
    sessions = [found.session_of(step) for step in found.steps.values()]
    kinds = {session.kind for session in sessions if session}
    running = {step.kind for step in found.steps.values()} & {StepKind.RUN}
    if judgement.level <= Level.WALK_JOG:
        assert not running
    if judgement.level is not Level.WALK_JOG or judgement.is_rest_day:
        assert SessionKind.RUN not in kinds or judgement.level >= Level.NO_INCREASE
    if judgement.level is Level.REST:
        assert kinds <= {SessionKind.STRETCH, SessionKind.ICE}
        assert StepKind.CROSS_TRAIN not in {step.kind for step in found.steps.values()}
    if NO_STRETCHING & set(judgement.flags):
        assert not kinds
    if judgement.no_ice:
        assert SessionKind.ICE not in kinds
    exercises = {one.id for session in found.sessions.values() for one in session.exercises}
    if not (judgement.allows_heel_raises and judgement.allows_one_leg_work):
        assert "heel_raise_towel" not in exercises
    if not judgement.allows_one_leg_work:
        assert "single_leg_balance" not in exercises
    if judgement.ran_badly:
        assert not running


def test_for_all_levels_and_answers_the_shipped_routine_keeps_its_word() -> None:
    for level, rest_day, heel, no_ice, left, flags in product(
        Level, [False, True], [False, True], [False, True], [0, 40, 5000], [(), ("numb",), ("x",)]
    ):
        judgement = judged(
            level,
            is_rest_day=rest_day,
            allows_heel_raises=heel,
            no_ice=no_ice,
            caps=up_to(left),
            flags=flags,
        )
        assert_keeps_its_word(adapted(SHIPPED, judgement), judgement)
