"""A second implementation of the rules, as plain as possible, by day numbers.

It knows nothing of events. The runner's time is a list of days, and today is the last of them.
"""

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from coach.domain.events.types import Pattern
from coach.domain.heel.rules import Inputs, LastRun, Restart

BAD = {Pattern.THROUGHOUT: LastRun.THROUGHOUT, Pattern.WORSE: LastRun.WORSE}
GOOD = {Pattern.NONE: LastRun.NONE, Pattern.FADED: LastRun.FADED}
RUNS = BAD | GOOD
LAST_STAGE = 19


class Check(NamedTuple):
    """One morning; None for an answer that was not given."""

    pain: int
    eases: bool | None = True
    walking: bool | None = False
    worse: bool | None = None
    """The runner's own answer whether the last run made it worse."""


class Run(NamedTuple):
    """One run; a walk-jog of the ladder has its stage, and some runs have no answers."""

    pattern: Pattern | None
    stage: int | None = None
    pain: int | None = 0
    metres: float = 5000
    walk_jog: bool = False
    """Walked and jogged, though it was no stage."""


class Lived(NamedTuple):
    """One day."""

    check: Check | None = None
    runs: tuple[Run, ...] = ()
    stretches: int = 3
    sign: str = ""
    """Whether a stop sign was "raised" or "cleared"."""


class Before(NamedTuple):
    """The last run before the first day, and the runner's distances, from the intake."""

    days_ago: int
    pattern: Pattern | None
    longest: float = 5000
    weekly: float = 0


class Came(NamedTuple):
    """A run on its day, and whether it was before the coach."""

    day: int
    run: Run
    was_before: bool = False


# Section 1: the inputs.


def inputs(days: Sequence[Lived], before: Before | None = None) -> Inputs:
    """The inputs of the last day, before its own runs."""
    today = len(days) - 1
    check = check_that_counts(days)
    pain = median_pain(days, today - 6, today)
    began, first = episode(days)
    is_lower = pain is not None and first is not None and pain <= first - 2
    last, run_pain, restart = last_run(days, before)
    return Inputs(
        stop_sign=sign_stands(days),
        bone_sign=False,
        sign_cleared=any(today - day <= 14 for day in clearings(days)),
        is_checked=days[today].check is not None,
        pain=check.pain if check else None,
        eases=(check.pain == 0 or check.eases) if check else None,
        walking_pain=check.walking if check else None,
        last_run=last,
        restart=restart,
        run_pain=run_pain,
        run_is_rated=run_is_rated(days, before),
        rose_after_run=rose_after_run(days),
        worse_days=worse_days(days, today),
        raised_days=streak(days, today, lambda usual: usual + 1),
        weeks=0 if began is None else (today - began) // 7,
        improved=is_lower or (pain is not None and pain <= 1),
        stretches=stretches_enough(days),
        care_days=min(7, today),
        is_comparable=any(day.check for day in days[max(0, today - 7) : today]),
        median_pain=pain or 0,
    )


def check_that_counts(days: Sequence[Lived]) -> Check | None:
    """Today's, or else the last one of three days."""
    return next((day.check for day in reversed(days[-4:]) if day.check), None)


def median_pain(days: Sequence[Lived], first: int, last: int) -> float | None:
    """The median of the recorded mornings."""
    told = [day.check.pain for day in days[max(0, first) : last + 1] if day.check]
    return median(told) if told else None


def sign_stands(days: Sequence[Lived]) -> bool:
    said = [day.sign for day in days if day.sign]
    return said[-1:] == ["raised"]


def clearings(days: Sequence[Lived]) -> list[int]:
    """The days on which a raised sign was cleared."""
    cleared = [day for day, lived in enumerate(days) if lived.sign == "cleared"]
    return [day for day in cleared if sign_stands(days[:day])]


def worse_days(days: Sequence[Lived], today: int) -> int:
    """D."""
    return streak(days, today, lambda usual: max(3, usual + 2))


def streak(days: Sequence[Lived], today: int, bound: Callable[[float], float]) -> int:
    """The latest mornings in a row, within 21 days, above the 7 days before the row."""
    told = [day for day in range(max(0, today - 20), today + 1) if days[day].check]
    lengths = [0]
    for start in told:
        row = [check.pain for day in days[start : today + 1] if (check := day.check)]
        usual = median_pain(days, start - 7, start - 1) if start else None
        if usual is not None and min(row) >= bound(usual):
            lengths.append(len(row))
    return max(lengths)


def rose_after_run(days: Sequence[Lived]) -> bool:
    """F: until the next run, at most 7 days."""
    today = len(days) - 1
    ran = [day for day in range(today) if days[day].runs]
    return bool(ran) and today - ran[-1] <= 7 and rose(days, ran[-1])


def rose(days: Sequence[Lived], day: int) -> bool:
    """Whether the morning after was 2 above the week, and 3 or more, or the runner says so."""
    after = days[day + 1].check if day + 1 < len(days) else None
    if after is None:
        return False
    usual = median_pain(days, day - 6, day) if day >= 0 else None
    is_up = usual is not None and after.pain >= 3 and after.pain >= usual + 2
    return is_up or after.worse is True


def episode(days: Sequence[Lived]) -> tuple[int | None, float | None]:
    """The first day of the present episode, and the median of its first week."""
    began: int | None = 0
    quiet = 0
    for day, lived in enumerate(days):
        usual = median_pain(days, day - 6, day)
        quiet = quiet + 1 if usual is not None and usual <= 1 else 0
        if quiet >= 28:
            began = None
        elif began is None and lived.check and lived.check.pain >= 3:
            began = day
    return began, None if began is None else median_pain(days, began, began + 6)


def stretches_enough(days: Sequence[Lived]) -> bool:
    """Two a day, of the seven days before today, or of those since the first."""
    past = days[:-1][-7:]
    return sum(day.stretches for day in past) >= 2 * len(past)


# The last run (R and RP).


def came(days: Sequence[Lived], before: Before | None) -> list[Came]:
    """The runs before today, with the last one before the coach."""
    told: list[Came] = []
    if before:
        pain = 0 if before.pattern is Pattern.NONE else None
        told.append(Came(-before.days_ago, Run(before.pattern, None, pain), was_before=True))
    return told + [Came(day, run) for day, lived in enumerate(days[:-1]) for run in lived.runs]


def last_run(
    days: Sequence[Lived], before: Before | None
) -> tuple[LastRun, int | None, Restart | None]:
    """R, RP, and why running begins anew."""
    today, runs = len(days) - 1, came(days, before)
    if not runs:
        return LastRun.NO_RUN, 0, Restart.NEVER_RAN if today <= 72 else Restart.AFTER_BREAK
    if today - runs[-1].day > 14:
        return LastRun.NO_RUN, 0, Restart.AFTER_BREAK
    told = [one for one in runs if one.run.pattern or one.run.pain is not None]
    lately = [one for one in told if one.day == told[-1].day and today - one.day <= 14]
    last = max(lately, key=how_bad) if lately else None
    is_sore = last is not None and (last.run.pattern in BAD or (last.run.pain or 0) >= 6)
    if last and is_sore and is_released(days, last.day):
        return LastRun.NO_RUN, 0, Restart.AFTER_SORE_RUN
    if not is_sore and is_on_ladder(days, runs):
        return LastRun.NO_RUN, 0, Restart.ON_LADDER
    if last is None:
        return LastRun.NONE, 0, None
    return RUNS[last.run.pattern] if last.run.pattern else LastRun.NONE, last.run.pain, None


def how_bad(one: Came) -> tuple[bool, int, int]:
    """Of two runs on a day the worse one counts."""
    run = one.run
    is_sore = run.pattern in BAD or (run.pain or 0) >= 6
    return is_sore, [None, *Pattern].index(run.pattern), run.pain or 0


def run_is_rated(days: Sequence[Lived], before: Before | None) -> bool:
    """Whether pain and pattern of the last run are known, if it was within a week.

    A run before the coach needs no pain.
    """
    runs = came(days, before)
    lately = [one for one in runs if one.day == runs[-1].day and len(days) - 1 - one.day <= 7]
    return all(one.run.pattern and (one.was_before or one.run.pain is not None) for one in lately)


def is_released(days: Sequence[Lived], run: int) -> bool:
    """Three days, and the last two checks at 5 or less without pain in walking."""
    since = [check for day in days[max(0, run + 1) :] if (check := day.check)]
    are_good = [check.pain <= 5 and check.walking is False for check in since[-2:]]
    return len(days) - 1 - run >= 3 and are_good == [True, True]


# Section 3: the ladder.


def is_on_ladder(days: Sequence[Lived], runs: Sequence[Came]) -> bool:
    """Whether the way back is not finished.

    It begins with the first run after two weeks without one, or with the first known run. It ends
    with the ladder; without the ladder, four weeks later.
    """
    today = len(days) - 1
    began: Came | None = None
    walk_jog: Came | None = None
    previous: Came | None = None
    for one in runs:
        if previous is None or one.day - previous.day > 14:
            began, walk_jog = (None if one.was_before else one), None
        walk_jog = one if one.run.stage else walk_jog
        previous = one
    if walk_jog and today - walk_jog.day <= 14:
        return next_stage(days, walk_jog, runs) <= LAST_STAGE
    return began is not None and today - began.day < 28


def stage(days: Sequence[Lived], before: Before | None = None) -> int:
    """The stage of today, or the one to begin with.

    After a break of more than two weeks, a ladder continues no higher than where it was. A morning
    that called for rest does not end it, but a warning sign does.
    """
    today, runs = len(days) - 1, came(days, before)
    walks = [one for one in runs if one.run.stage]
    free = [one for one in runs_before_way_back(runs, today) if not one.run.stage]
    free = [one for one in free if not one.run.walk_jog]
    cleared = max(clearings(days), default=-99)
    if today - cleared <= 14 and not any(one.day >= cleared for one in walks):
        return 1
    if walks and walks[-1].run.stage:
        following, ago = next_stage(days, walks[-1], runs), today - walks[-1].day
        if ago <= 14 and following <= LAST_STAGE:
            return following
        if not free or free[-1].day < walks[-1].day:
            return 1 if has_rested(days, walks[-1].day) else min(following, entry(ago))
    if not free or has_rested(days, free[-1].day):
        return 1
    return entry(today - free[-1].day)


def runs_before_way_back(runs: Sequence[Came], today: int) -> list[Came]:
    """The runs that count; running freely on the way back, against the advice, does not."""
    breaks = [place for place in range(1, len(runs)) if runs[place].day - runs[place - 1].day > 14]
    first = breaks[-1] if breaks else 0
    since = list(runs[first:])
    is_way_back = bool(breaks) or not any(one.was_before for one in since)
    is_back = bool(since) and is_way_back and today - since[0].day < 28
    return list(runs[:first]) if is_back else list(runs)


def entry(ago: int) -> int:
    """Where to begin so many days after a free run."""
    return 9 if ago <= 14 else 7 if ago <= 28 else 3 if ago <= 56 else 1


def has_rested(days: Sequence[Lived], since: int) -> bool:
    """Whether a morning after that day called for rest (R01 to R04), or a sign was cleared."""
    mornings = (day for day in range(max(0, since + 1), len(days)) if days[day].check)
    return any(day > since for day in clearings(days)) or any(
        calls_for_rest(days[day].check) or worse_days(days, day) >= 7 for day in mornings
    )


def calls_for_rest(check: Check | None) -> bool:
    """R02 and R03; a missing answer counts as the worse one."""
    if check is None:
        return False
    stays, walks = check.eases is not True, check.walking is not False
    return (check.pain >= 8 and (stays or walks)) or (check.pain >= 6 and stays and walks)


def next_stage(days: Sequence[Lived], walk: Came, runs: Sequence[Came]) -> int:
    """The stage that comes after a walk-jog."""
    run = walk.run
    assert run.stage
    pain = 10 if run.pain is None else run.pain
    if run.pattern is Pattern.WORSE or (run.pain or 0) >= 6 or rose(days, walk.day):
        return max(1, run.stage - 2)
    may_go_on: tuple[Callable[[], bool], ...] = (
        lambda: pain <= 2,
        lambda: run.pattern in GOOD,
        lambda: worse_days(days, walk.day) < 3,
        lambda: all(one.day != walk.day - 1 for one in runs),
        lambda: stretches_enough(days[: walk.day + 2]),
    )
    if not all(allows() for allows in may_go_on):
        return run.stage
    is_free_of_pain = run.pattern is Pattern.NONE and pain == 0
    skips_repeat = is_free_of_pain and days[walk.day + 1].check is not None
    return min(run.stage + 2, max(LAST_STAGE, run.stage + 1)) if skips_repeat else run.stage + 1


# Section 4: the caps.


class Caps(NamedTuple):
    """The metres of a run and of the week, the number of runs, and the seconds of a run."""

    run: float | None
    week: float | None
    runs: int | None
    seconds: int | None


def caps(days: Sequence[Lived], before: Before | None, *, grows: bool) -> Caps:
    """The caps of today, if weeks begin with the first day; `grows` at level 4."""
    today = len(days) - 1
    runs = [one for one in came(days, before) if not one.was_before]
    ladder = last_ladder(runs)
    free = [one for one in runs if ladder and one.day > ladder[-1].day and not one.run.walk_jog]
    seconds = 20 * 60 if ladder and len(free) < 2 else None
    if ladder:
        before = None
        runs = [one for one in runs if one.day >= ladder[0].day]
    metres = without_outlier([one.run.metres for one in runs], before.longest if before else 0)
    ran = list(zip([one.day for one in runs], metres, strict=True))
    lately = [far for day, far in ran if today - day <= 30]
    if before and today <= 30:
        lately.append(before.longest)
    week_starts = today - today % 7
    weeks = [
        [far for day, far in ran if week_starts - 7 * ago <= day < week_starts - 7 * (ago - 1)]
        for ago in (1, 2, 3, 4)
    ]
    told = before.weekly if before and today < 28 else 0
    last = max(sum(weeks[0]), told if today < 7 else 0)
    best = max(told, *(sum(week) for week in weeks))
    most = max(len(week) for week in weeks)
    if grows:
        most = most * 11 // 10
    return Caps(
        run=None if seconds else max(lately, default=0) * (1.1 if grows else 1) or None,
        week=None if seconds else best * (1.1 if grows and last >= 0.8 * best else 1) or None,
        runs=None if told else most or None,
        seconds=seconds,
    )


def last_ladder(runs: Sequence[Came]) -> list[Came]:
    """The last walk-jogs on end."""
    until = max((place for place, one in enumerate(runs) if one.run.stage), default=-1) + 1
    first = until
    while first and runs[first - 1].run.stage:
        first -= 1
    return list(runs[first:until])


def without_outlier(metres: list[float], told: float) -> list[float]:
    """Cut a run that is more than twice as long as any other down to the longest of those."""
    *others, longest = sorted([told, *metres])
    most = max(others, default=0)
    return [min(far, most) if most and longest > 2 * most else far for far in metres]
