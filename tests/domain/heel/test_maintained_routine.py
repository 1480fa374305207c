"""The maintenance day as a routine: one stretch session, and strength twice a week."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import routine
from support.diary import DAY, MONDAY

from coach.config.checks import check_routine
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Status
from coach.domain.heel.adapted_routine import maintained
from coach.domain.routine.kinds import SessionKind, Weekday
from coach.domain.routine.model import Routine

SHIPPED = routine()
WEEKDAYS = st.sets(st.sampled_from(Weekday), min_size=1).map(
    lambda days: tuple(sorted(days, key=list(Weekday).index))
)
BEGINNINGS = st.integers(0, 6).map(lambda ahead: MONDAY + DAY * ahead)


def steps_on(day: date, since: date = MONDAY, of: Routine = SHIPPED) -> list[str]:
    """The steps that are planned on a day, if nothing was done before."""
    plan = plan_day(maintained(of, day, since), day, [], UTC)
    return [one.step.id for one in plan.steps]


def with_strength_on(days: tuple[Weekday, ...], every: int = 2) -> Routine:
    strength = replace(SHIPPED.steps["strength"], days=days, every=every)
    return replace(SHIPPED, steps=SHIPPED.steps | {"strength": strength})


def test_a_run_day_keeps_all_but_two_stretch_sessions() -> None:
    tuesday = MONDAY + DAY
    around = ["warm-up", "feet", "run", "cool-down", "ice"]
    assert steps_on(tuesday) == ["pain-check", "morning", *around, "night-splint"]


@given(BEGINNINGS)
def test_strength_comes_twice_in_any_seven_days_and_not_on_two_in_a_row(since: date) -> None:
    days = [since + DAY * ahead for ahead in range(28)]
    strong = ["strength" in steps_on(day, since) for day in days]
    assert all(sum(strong[first : first + 7]) == 2 for first in range(22))
    assert not any(strong[at] and strong[at + 1] for at in range(27))
    assert strong[:3] == [False, False, True]


@given(WEEKDAYS, BEGINNINGS)
def test_strength_keeps_to_the_runners_own_days(days: tuple[Weekday, ...], since: date) -> None:
    step = maintained(with_strength_on(days), since, since).steps["strength"]
    assert set(step.days) <= set(days)
    assert len(step.days) == min(2, len(days))


def test_rarer_strength_of_the_runners_own_stays() -> None:
    rare = with_strength_on(tuple(Weekday), every=4)
    assert maintained(rare, MONDAY, MONDAY).steps["strength"] == rare.steps["strength"]


@pytest.mark.parametrize("begun", ["midday", "evening"])
def test_a_stretch_session_that_was_begun_is_the_one_of_the_day(begun: str) -> None:
    found = maintained(SHIPPED, MONDAY, MONDAY, frozenset({begun}))
    assert found.steps_with(SessionKind.STRETCH) == {begun}


def test_what_was_begun_stays() -> None:
    """So that a yes in the middle of a day takes nothing away that was done on it."""
    begun = frozenset({"morning", "midday", "strength"})
    found = maintained(SHIPPED, MONDAY, MONDAY, begun)
    assert begun <= found.steps.keys()
    assert found.steps["strength"] == SHIPPED.steps["strength"]


def test_each_day_keeps_the_first_stretch_session_that_it_has() -> None:
    morning = replace(SHIPPED.steps["morning"], days=(Weekday.MON,))
    own = replace(SHIPPED, steps=SHIPPED.steps | {"morning": morning})
    assert "morning" in steps_on(MONDAY, of=own)
    assert [one for one in steps_on(MONDAY + DAY, of=own) if one in {"midday", "evening"}] == [
        "midday"
    ]


@given(
    st.sets(st.sampled_from(sorted(SHIPPED.steps))).map(frozenset),
    st.integers(0, 6),
    BEGINNINGS,
)
def test_it_is_a_valid_routine_with_one_stretch_session(
    begun: frozenset[str], ahead: int, since: date
) -> None:
    day = since + timedelta(days=ahead)
    found = maintained(SHIPPED, day, since, begun)
    ids = {"steps": set(found.steps), "sessions": set(found.sessions)}
    assert check_routine(found, ids) == []
    stretches = found.steps_with(SessionKind.STRETCH)
    assert stretches == (begun & SHIPPED.steps_with(SessionKind.STRETCH) or {"morning"})
    left_out = SHIPPED.steps.keys() - found.steps.keys()
    assert left_out <= SHIPPED.steps_with(SessionKind.STRETCH)


def test_without_any_stretch_session_there_is_none() -> None:
    steps = {
        key: one
        for key, one in SHIPPED.steps.items()
        if key not in SHIPPED.steps_with(SessionKind.STRETCH)
    }
    own = replace(SHIPPED, steps=steps)
    assert maintained(own, MONDAY, MONDAY).steps.keys() == own.steps.keys()


def test_strength_that_is_not_done_counts_on_its_own_day_only() -> None:
    wednesday = MONDAY + 2 * DAY
    plan = plan_day(maintained(SHIPPED, wednesday, MONDAY), wednesday, [], UTC)
    strength = plan.find("strength")
    assert strength
    assert strength.status(plan.ends) is Status.MISSED
    assert "strength" not in steps_on(wednesday + DAY)


def test_a_run_that_comes_after_a_stretch_session_stays_and_the_session_is_optional() -> None:
    warm_up = replace(SHIPPED.steps["warm-up"], before=None, after="midday")
    run = replace(SHIPPED.steps["run"], at=None, after="warm-up")
    own = replace(SHIPPED, steps=SHIPPED.steps | {"warm-up": warm_up, "run": run})
    found = maintained(own, MONDAY + DAY, MONDAY)
    assert "run" in found.steps
    assert found.steps["midday"].optional
    assert not found.steps["morning"].optional
    assert "evening" not in found.steps
