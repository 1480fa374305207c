"""The milestones reached, compared with a count day by day."""

from datetime import UTC, date, datetime, time, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import PainChecked, Pattern, RunLogged
from coach.domain.heel.episode import episodes
from coach.domain.history.milestones import (
    Milestone,
    MilestoneKind,
    first_week,
    milestones,
    next_week_mark,
    turning_points,
)

BEGAN = date(2026, 3, 2)
A_DAY = timedelta(days=1)


def check(at: int, pain: int) -> PainChecked:
    day = BEGAN + A_DAY * at
    return PainChecked(
        id="0",
        at=datetime.combine(day, time(7), UTC),
        day=day,
        step="pain-check",
        pain=pain,
        eases=True,
        walking_pain=False,
    )


def run(at: int, stage: int | None = None) -> RunLogged:
    day = BEGAN + A_DAY * at
    return RunLogged(
        id="0",
        at=datetime.combine(day, time(18), UTC),
        day=day,
        step="run",
        distance=5000,
        duration=1800,
        pain=0,
        pattern=Pattern.NONE,
        stage=stage,
    )


def up_to(today: date, *events: PainChecked | RunLogged) -> tuple[Milestone, ...]:
    pains = {one.day: one.pain for one in events if isinstance(one, PainChecked)}
    runs = sorted((one for one in events if isinstance(one, RunLogged)), key=lambda one: one.day)
    found = milestones(pains, runs, episodes(pains, BEGAN, today), today)
    assert found == milestones(pains, turning_points(runs), episodes(pains, BEGAN, today), today)
    return found


def reached(*events: PainChecked | RunLogged, today: int = 60) -> dict[MilestoneKind, int]:
    found = up_to(BEGAN + A_DAY * today, *events)
    return {one.kind: (one.day - BEGAN).days for one in found if not one.weeks}


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=60))
def test_the_first_day_on_which_the_median_was_so_low(pains: list[int | None]) -> None:
    events = [check(at, pain) for at, pain in enumerate(pains) if pain is not None]
    found = reached(*events)
    start = [pain for pain in pains[:7] if pain is not None]
    lows: dict[MilestoneKind, int] = {}
    for at in range(7, len(pains)):
        week = [pain for pain in pains[at - 6 : at + 1] if pain is not None]
        if pains[at] is None or not start:
            continue
        if median(start) - median(week) >= 2:
            lows.setdefault(MilestoneKind.REAL_CHANGE, at)
        if median(week) <= 1 < median(start):
            lows.setdefault(MilestoneKind.ALMOST_NONE, at)
    for kind in (MilestoneKind.REAL_CHANGE, MilestoneKind.ALMOST_NONE):
        assert found.get(kind) == lows.get(kind)


def test_the_first_run_and_the_end_of_the_ladder() -> None:
    events = [run(3, 1), run(20, 19), run(22), run(30), run(31, 19)]
    found = reached(*events)
    assert found[MilestoneKind.FIRST_RUN] == 22
    assert found[MilestoneKind.LADDER_DONE] == 20


def test_what_came_before_the_first_day_or_after_today_is_none() -> None:
    assert MilestoneKind.FIRST_RUN not in reached(run(-5), run(70))


@pytest.mark.parametrize(
    ("today", "weeks"), [(55, []), (56, [8]), (84, [8, 12]), (400, [8, 12, 26])]
)
def test_the_weeks_at_which_to_look(today: int, weeks: list[int]) -> None:
    found = up_to(BEGAN + A_DAY * today)
    assert [one.weeks for one in found if one.weeks] == weeks
    ahead = next_week_mark(BEGAN, BEGAN + A_DAY * today)
    coming = [one for one in (8, 12, 26) if one not in weeks]
    assert (ahead.weeks if ahead else None) == (coming[0] if coming else None)


@given(st.lists(st.integers(0, 80), max_size=20))
def test_they_stand_in_the_order_of_their_days(runs: list[int]) -> None:
    found = up_to(BEGAN + A_DAY * 90, *[run(at) for at in runs])
    days = [one.day for one in found]
    assert days == sorted(days)
    assert found[0] == Milestone(MilestoneKind.BEGAN, BEGAN)


def test_the_first_week_is_that_of_seven_days() -> None:
    pains = {BEGAN + A_DAY * at: pain for at, pain in enumerate((7, 6, 8, 6, 7, 6, 5, 0, 0))}
    assert first_week(pains, BEGAN) == 6
    assert first_week({}, BEGAN) is None


def test_each_episode_counts_its_own_weeks() -> None:
    """Ten weeks of pain, eight quiet ones, and ten weeks again."""
    pains = [*[4] * 70, *[0] * 56, *[5] * 70]
    events = [check(at, pain) for at, pain in enumerate(pains)]
    found = up_to(BEGAN + A_DAY * 195, *events)
    again = 70 + 56 + 3  # the third sore morning ends the quiet weeks
    weeks = [((one.day - BEGAN).days, one.weeks) for one in found if one.weeks]
    assert weeks == [(56, 8), (84, 12), (again + 56, 8)]
