"""A short day: sessions of ten minutes, and only those that had not begun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import History, routine

from coach.domain.day.short_day import (
    CORE,
    ShortDay,
    core_of,
    short_days,
    short_steps,
    shortened,
)
from coach.domain.events.types import DayShortened, ExerciseDone, StepDone, StepStarted
from coach.domain.routine.kinds import Foot, SessionKind
from coach.domain.routine.model import Session
from coach.domain.session.timeline import exercise_seconds, lay_out

TUESDAY = date(2026, 3, 10)
SHIPPED = routine()
SHORT = ShortDay(is_short=True)
SHRINKING = {SessionKind.STRETCH, SessionKind.STRENGTH}


def seconds(session: Session, foot: Foot) -> float:
    return exercise_seconds(lay_out(session, foot, 0))


@pytest.mark.parametrize("foot", Foot)
@pytest.mark.parametrize("session", SHIPPED.sessions)
def test_a_core_is_the_first_exercises_in_ten_minutes(session: str, foot: Foot) -> None:
    whole = SHIPPED.sessions[session]
    core = core_of(whole, foot)
    if whole.kind not in SHRINKING:
        assert core == whole
        return
    assert seconds(core, foot) <= CORE
    assert [one.id for one in core.exercises] == [
        one.id for one in whole.exercises[: len(core.exercises)]
    ]
    assert core_of(core, foot) == core


@given(
    st.lists(st.sampled_from(sorted(SHIPPED.exercises)), min_size=1, max_size=12),
    st.integers(1, 20),
    st.sampled_from(list(Foot)),
)
def test_a_core_lacks_no_exercise_and_no_set_that_would_fit(
    ids: list[str], sets: int, foot: Foot
) -> None:
    first, *others = (SHIPPED.exercises[one] for one in ids)
    whole = replace(SHIPPED.sessions["midday"], exercises=(replace(first, sets=sets), *others))
    core = core_of(whole, foot)
    kept = core.exercises
    if core == whole:
        return
    if kept == whole.exercises[: len(kept)]:
        more = whole.exercises[: len(kept) + 1]
    else:
        more = (replace(kept[0], sets=kept[0].sets + 1),)
    assert seconds(replace(core, exercises=more), foot) > CORE
    assert seconds(core, foot) <= CORE or (len(kept), kept[0].sets) == (1, 1)


def test_the_evening_keeps_its_most_important_stretches_and_says_so() -> None:
    day = shortened(SHIPPED, SHORT)
    assert day.steps["evening"].name == "Evening stretches, short"
    assert [one.id for one in day.sessions["evening"].exercises] == [
        "pf_stretch",
        "wall_gastroc",
        "wall_soleus",
    ]


def test_heel_raises_that_alone_take_longer_have_a_set_less() -> None:
    (raises,) = shortened(SHIPPED, SHORT).sessions["strength"].exercises
    assert (raises.id, raises.sets) == ("heel_raise_towel", 2)


def test_what_takes_ten_minutes_anyway_stays_and_is_not_called_short() -> None:
    assert short_steps(SHIPPED, SHORT) == {"evening", "strength"}
    day = shortened(SHIPPED, SHORT)
    assert day.sessions["midday"] == SHIPPED.sessions["midday"]
    assert day.steps["midday"] == SHIPPED.steps["midday"]


def test_a_day_is_short_from_then_on_and_whole_again_after_that() -> None:
    history = History(TUESDAY)
    history.add(StepDone, "06:50", step="morning")
    history.add(StepStarted, "12:00", step="midday")
    history.add(DayShortened, "12:05")
    history.add(ExerciseDone, "12:10", step="midday", position=0, exercise="x", seconds=30)
    history.add(StepDone, "12:30", step="strength", is_short=True)
    (day,) = short_days(history.events, SHIPPED).values()
    assert {
        one: day.shortens(SHIPPED.steps[one])
        for one in ("morning", "midday", "strength", "evening")
    } == {
        "morning": False,
        "midday": False,
        "strength": True,
        "evening": True,
    }
    history.add(DayShortened, "13:00", is_short=False)
    (day,) = short_days(history.events, SHIPPED).values()
    assert day.shortens(SHIPPED.steps["strength"])
    assert not day.shortens(SHIPPED.steps["evening"])


def test_days_without_a_word_of_it_are_left_out() -> None:
    history = History(TUESDAY)
    history.add(StepDone, "06:50", step="morning")
    assert short_days(history.events, SHIPPED) == {}


def test_a_step_that_is_always_short_needs_no_word_of_it() -> None:
    always = routine("[steps.evening]\nshort = true\n")
    assert short_steps(always, ShortDay()) == {"evening"}
    assert shortened(SHIPPED, ShortDay()) == SHIPPED


def test_a_step_begun_whole_stays_whole_on_the_day_it_becomes_short() -> None:
    always = routine("[steps.evening]\nshort = true\n")
    history = History(TUESDAY)
    history.add(ExerciseDone, "21:00", step="evening", position=0, exercise="x", seconds=30)
    (day,) = short_days(history.events, always).values()
    assert short_steps(always, day) == frozenset()
