"""Evidence 5.1 to 5.3 and 3.2 read plainly, by the number of the day: a second implementation.

It knows nothing of events. The runner's time is a list of days, and today is the last of them.
"""

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from coach.domain.events import Pattern
from coach.domain.readiness import Inputs, LastRun

BAD = {Pattern.THROUGHOUT: LastRun.THROUGHOUT, Pattern.WORSE: LastRun.WORSE}
GOOD = {Pattern.NONE: LastRun.NONE, Pattern.FADED: LastRun.FADED}


class Check(NamedTuple):
    """One morning."""

    pain: int
    eases: bool = True
    walking: bool = False
    worse: bool = False
    """The runner's own word that the last run made it worse."""


class Run(NamedTuple):
    """One run; a walk-jog has its stage, and of some nobody told how they went."""

    pattern: Pattern | None
    stage: int | None = None
    pain: int = 0


class Lived(NamedTuple):
    """One day."""

    check: Check | None = None
    run: Run | None = None
    stretches: int = 3


class Before(NamedTuple):
    """The last run before the first day, as the intake tells it."""

    days_ago: int
    pattern: Pattern


class Came(NamedTuple):
    """A run on its day, and whether it was before the coach."""

    day: int
    run: Run
    was_before: bool = False


def inputs(days: Sequence[Lived], before: Before | None = None) -> Inputs:
    """The inputs of the last day."""
    today = len(days) - 1
    check = days[today].check
    pain = median_pain(days, today - 6, today)
    first = median_pain(days, 0, min(6, today))
    is_lower = pain is not None and first is not None and pain <= first - 2
    is_low = pain is not None and pain <= 1
    return Inputs(
        red_flag=False,
        pain=check.pain if check else None,
        eases=check.eases if check else True,
        walking_pain=check.walking if check else False,
        last_run=last_run(days, today, before),
        rose_after_run=rose_after_run(days, today),
        worse_days=worse_days(days, today),
        weeks=today // 7,
        improved=is_lower or is_low,
        stretches=sum(day.stretches for day in days[max(0, today - 7) : today]) / 7 >= 2,
        median_pain=pain or 0,
    )


def median_pain(days: Sequence[Lived], first: int, last: int) -> float | None:
    """The median of the mornings that were told."""
    told = [day.check.pain for day in days[max(0, first) : last + 1] if day.check]
    return median(told) if told else None


def worse_days(days: Sequence[Lived], today: int) -> int:
    """D: the latest checks at least 1 above the median of the 7 days before the streak.

    Where nobody has checked for a week, there is no latest streak (ours).
    """
    checked = [day for day in range(today + 1) if days[day].check]
    if not checked or checked[-1] <= today - 7:
        return 0
    for start in checked:
        usual = median_pain(days, start - 7, start - 1) if start else None
        streak = [check.pain for day in days[start : today + 1] if (check := day.check)]
        if usual is not None and min(streak) >= usual + 1:
            return len(streak)
    return 0


def rose_after_run(days: Sequence[Lived], today: int) -> bool:
    """F: until the next run, at most 7 days."""
    ran = [day for day in range(today + 1) if days[day].run]
    return bool(ran) and today - ran[-1] <= 7 and rose(days, ran[-1], today)


def rose(days: Sequence[Lived], day: int, today: int) -> bool:
    """Whether the morning after was 2 above that of the day, or the runner says so."""
    after = days[day + 1].check if day < today else None
    morning = days[day].check
    if after is None:
        return False
    return after.worse or (morning is not None and after.pain - morning.pain >= 2)


def last_run(days: Sequence[Lived], today: int, before: Before | None) -> LastRun:
    """R."""
    runs = known_runs(days, today, before)
    if not any(today - came.day <= 14 for came in runs):
        return LastRun.NO_RUN
    last = runs[-1]
    assert last.run.pattern
    if last.run.pattern in BAD:
        freed = is_released(days, today, last.day)
        return LastRun.NO_RUN if freed else BAD[last.run.pattern]
    return LastRun.NO_RUN if is_on_ladder(days, today, runs) else GOOD[last.run.pattern]


def known_runs(days: Sequence[Lived], today: int, before: Before | None) -> list[Came]:
    """Those of which somebody told how they went."""
    told = [Came(-before.days_ago, Run(before.pattern), was_before=True)] if before else []
    ran = [Came(number, day.run) for number, day in enumerate(days[: today + 1]) if day.run]
    return told + [came for came in ran if came.run.pattern]


def is_released(days: Sequence[Lived], today: int, run: int) -> bool:
    """Evidence 5.3; the two checks are those since the run."""
    since = [check for day in days[max(0, run + 1) : today + 1] if (check := day.check)]
    are_good = [check.pain <= 5 and not check.walking for check in since[-2:]]
    return today - run >= 3 and are_good == [True, True] and worse_days(days, today) < 3


def is_on_ladder(days: Sequence[Lived], today: int, runs: Sequence[Came]) -> bool:
    """Whether the way back is not finished.

    It begins with the first run after two weeks without one, or the first of all that anybody
    knows of. It ends with the ladder; without it, four weeks later (ours).
    """
    began: Came | None = None
    walk_jog: Came | None = None
    previous: Came | None = None
    for came in runs:
        if previous is None or came.day - previous.day > 14:
            began = None if came.was_before else came
            walk_jog = None
        walk_jog = came if came.run.stage else walk_jog
        previous = came
    if walk_jog and today - walk_jog.day <= 14:
        return stage_after(days, today, walk_jog.day) <= 19
    return began is not None and today - began.day < 28


def stage_after(days: Sequence[Lived], today: int, day: int) -> int:
    """The stage that comes after a walk-jog (evidence 3.2)."""
    run = days[day].run
    assert run
    assert run.stage
    if run.pattern is Pattern.WORSE or rose(days, day, today):
        return max(1, run.stage - 2)
    may_go_on: tuple[Callable[[], bool], ...] = (
        lambda: run.pain <= 2,
        lambda: run.pattern in GOOD,
        lambda: worse_days(days, day) < 3,
        lambda: day == 0 or days[day - 1].run is None,
    )
    return run.stage + all(allows() for allows in may_go_on)


def stage(days: Sequence[Lived]) -> int:
    """The stage of today: after the last walk-jog of the two weeks before, or the first one."""
    today = len(days) - 1
    walks = [n for n in range(today) if (run := days[n].run) and run.pattern and run.stage]
    if not walks or today - walks[-1] > 14:
        return 1
    following = stage_after(days, today, walks[-1])
    return 1 if following > 19 else following
