"""Take the inputs of the decision table from the last weeks (evidence, the inputs)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from coach.domain.day.time_away import away_on
from coach.domain.events.types import PainChecked, Pattern, RunLogged
from coach.domain.heel.episode import median_between
from coach.domain.heel.lookback import RUNS_BACK, History, Programme
from coach.domain.heel.rules import (
    WORSE_DAYS,
    WORSE_WEEK,
    Inputs,
    LastRun,
    Restart,
)
from coach.domain.heel.thresholds import MILD, MODERATE, REAL_CHANGE, SEVERE, STRETCHES_A_DAY
from coach.domain.heel.walk_jog import LAST_STAGE, WalkJogOutcome, next_stage, stage_after
from coach.domain.heel.warning_signs import Weight, weighs

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)
"""After this long without a run, running starts again ([W9] [W10]); also how long there are
walk-jogs after a stop sign (ours).
"""
_RETURNED = timedelta(days=28)
"""After this long of running again without the ladder, the way back is over (ours)."""
_CARRIED = timedelta(days=3)
"""How long the last check counts if there is no newer one (ours)."""
RELEASE = timedelta(days=3)
RELEASE_CHECKS = 2
RELEASE_PAIN = 5
"""A bad run is released after "a few days" (S43) and two checks of at most this pain (ours)."""
_STREAK_WITHIN = timedelta(days=21)
_GOOD = frozenset({Pattern.NONE, Pattern.FADED})
_PATTERNS = {
    None: LastRun.NONE,
    Pattern.NONE: LastRun.NONE,
    Pattern.FADED: LastRun.FADED,
    Pattern.THROUGHOUT: LastRun.THROUGHOUT,
    Pattern.WORSE: LastRun.WORSE,
}


def inputs_of(history: History, programme: Programme, today: date) -> Inputs:
    """The inputs of a day, before its own runs; `history` has the run of the intake."""
    check = check_for(history.mornings, today)
    pains = history.pains
    recent = median_between(pains, today - _WEEK + _DAY, today)
    last, run, restart = last_run(history, today)
    episode = programme.episode
    return Inputs(
        stop_sign=bool(weighs(programme.flags, Weight.STOP)),
        bone_sign=bool(weighs(programme.flags, Weight.BONE)),
        sign_cleared=_is_newly_cleared(programme, today),
        is_checked=today in history.mornings,
        pain=check.pain if check else None,
        eases=_eases(check),
        walking_pain=check.walking_pain if check else None,
        last_run=last,
        restart=restart,
        run_pain=run.pain if run and last is not LastRun.NO_RUN else 0,
        run_is_rated=_is_rated(history.before(today), today),
        rose_after_run=rose_after_run(history, today),
        worse_days=worse_days(pains, today),
        raised_days=raised_days(pains, today),
        weeks=(today - episode.began).days // _WEEK.days if episode else 0,
        improved=_has_improved(recent, episode.first_week if episode else None),
        stretches=stretches_enough(history, today),
        care_days=len(_care_days(history, today)),
        is_comparable=median_between(pains, today - _WEEK, today - _DAY) is not None,
        median_pain=recent or 0,
    )


def check_for(mornings: Mapping[date, PainChecked], today: date) -> PainChecked | None:
    """Today's check, or the last one for three days; silence must not allow more than the truth."""
    days = (today - _DAY * ago for ago in range(_CARRIED.days + 1))
    return next((mornings[day] for day in days if day in mornings), None)


def _eases(check: PainChecked | None) -> bool | None:
    """Without pain there is nothing to ease."""
    if check is None:
        return None
    return True if check.pain == 0 else check.eases


def _is_newly_cleared(programme: Programme, today: date) -> bool:
    """Whether a stop sign was cleared lately, and no clinician's word says how to go on."""
    cleared, word = programme.cleared_on, programme.word
    if cleared is None or today - cleared > _FORTNIGHT:
        return False
    return word is None or today > word.until


# The last run.


def last_run(history: History, today: date) -> tuple[LastRun, RunLogged | None, Restart | None]:
    """How the latest run with any answers went; `NO_RUN` if running starts again.

    Also returns that run, and why running starts again.
    """
    runs = history.before(today)
    if not runs:
        is_new = today - history.began <= RUNS_BACK
        return LastRun.NO_RUN, None, Restart.NEVER_RAN if is_new else Restart.AFTER_BREAK
    if today - runs[-1].day > _FORTNIGHT:
        return LastRun.NO_RUN, runs[-1], Restart.AFTER_BREAK
    last = last_rated_run(runs, today)
    if last and is_bad(last):
        if not _is_released(history.mornings, last.day, today):
            return _PATTERNS[last.pattern], last, None
        return LastRun.NO_RUN, last, Restart.AFTER_SORE_RUN
    if is_on_ladder(history, runs, today):
        return LastRun.NO_RUN, last, Restart.ON_LADDER
    return _PATTERNS[last.pattern if last else None], last, None


def last_rated_run(runs: Sequence[RunLogged], today: date) -> RunLogged | None:
    """The latest run within two weeks whose pain or pattern is known; the worse of two on a day."""
    rated = [one for one in runs if one.pattern or one.pain is not None]
    if not rated or today - rated[-1].day > _FORTNIGHT:
        return None
    return max((one for one in rated if one.day == rated[-1].day), key=_how_bad)


def _how_bad(run: RunLogged) -> tuple[bool, int, int]:
    return is_bad(run), list(_PATTERNS).index(run.pattern), run.pain or 0


def is_bad(run: RunLogged) -> bool:
    """Whether a run stops the running: pain throughout, growing, or of 6 and more."""
    is_sore = run.pain is not None and run.pain >= MODERATE
    return is_sore or run.pattern in {Pattern.THROUGHOUT, Pattern.WORSE}


def release_of(run: date) -> date:
    """The first day on which a bad run may be released."""
    return run + RELEASE


def _is_released(mornings: Mapping[date, PainChecked], run: date, today: date) -> bool:
    """Whether a bad run is released: three days, and two good checks, and nothing more."""
    days = sorted(day for day in mornings if run < day <= today)[-RELEASE_CHECKS:]
    good = [
        mornings[day].pain <= RELEASE_PAIN and mornings[day].walking_pain is False for day in days
    ]
    return today >= release_of(run) and len(good) == RELEASE_CHECKS and all(good)


def _is_rated(runs: Sequence[RunLogged], today: date) -> bool:
    """Whether pain and pattern of the last run are known, if it was within a week."""
    if not runs or today - runs[-1].day > _WEEK:
        return True
    return all(
        # The intake asks for the pattern alone.
        one.pattern is not None and (one.pain is not None or not one.id)
        for one in runs
        if one.day == runs[-1].day
    )


# The ladder.


def is_on_ladder(history: History, runs: Sequence[RunLogged], today: date) -> bool:
    """Whether the way back is not finished: begun on the ladder, or after a long break."""
    since = _way_back(runs)
    stages = [one for one in since if one.stage]
    if stages and today - stages[-1].day <= _FORTNIGHT:
        return next_stage(_outcome(history, stages[-1], today)) <= LAST_STAGE
    came_back = since[0].day if since else today
    is_after_break = bool(since) and since[0] is not runs[0]
    is_first = bool(since) and since[0] is runs[0] and all(one.id for one in since)
    return (is_after_break or is_first) and today - came_back < _RETURNED


def ladder_stage(history: History, programme: Programme, today: date) -> int:
    """The stage that comes next, or the one to begin with (ours, after [W10])."""
    runs = history.before(today)
    stages = [one for one in runs if one.stage]
    free = [one for one in _before_way_back(runs, today) if not one.is_walk_jog]
    if _is_unproven(programme.cleared_on, stages, today):
        return 1
    number = 0
    if stages:
        number = next_stage(_outcome(history, stages[-1], today))
        if today - stages[-1].day <= _FORTNIGHT and number <= LAST_STAGE:
            return number
    last = max((*free[-1:], *stages[-1:]), key=lambda one: one.day, default=None)
    if last is None or _has_rested(history, programme, last.day, today):
        return 1
    entry = stage_after((today - last.day).days)
    return min(number, entry) if last.stage else entry


def _before_way_back(runs: Sequence[RunLogged], today: date) -> Sequence[RunLogged]:
    """The runs that count as free runs: none on the way back, which should have been walk-jogs."""
    since = _way_back(runs)
    is_first = bool(since) and since[0] is runs[0] and not all(one.id for one in since)
    is_back = not since or is_first or today - since[0].day >= _RETURNED
    return runs if is_back else runs[: len(runs) - len(since)]


def _is_unproven(cleared: date | None, stages: Sequence[RunLogged], today: date) -> bool:
    """Whether a stop sign was cleared lately, and no walk-jog has followed yet."""
    if cleared is None or (stages and stages[-1].day >= cleared):
        return False
    return today - cleared <= _FORTNIGHT


def _has_rested(history: History, programme: Programme, since: date, today: date) -> bool:
    """Whether anything has called for rest since a day (rows R01 to R04)."""
    if programme.cleared_on and programme.cleared_on > since:
        return True
    days = sorted(day for day in history.mornings if day <= today)
    if any(_calls_for_rest(history.mornings[day]) for day in days if day > since):
        return True
    weeks = zip(*(days[ahead:] for ahead in range(WORSE_WEEK)), strict=False)
    return any(
        worse_days(history.pains, week[-1]) >= WORSE_WEEK
        for week in weeks
        if week[-1] > since and all(history.pains[day] >= MILD for day in week)
    )


def _calls_for_rest(check: PainChecked) -> bool:
    """Whether a morning by itself calls for rest (R02, R03); a missing answer counts as worse."""
    stays, walks = check.eases is not True, check.walking_pain is not False
    if check.pain >= SEVERE:
        return stays or walks
    return check.pain >= MODERATE and stays and walks


def _way_back(runs: Sequence[RunLogged]) -> list[RunLogged]:
    """The runs since the last break of two weeks."""
    since: list[RunLogged] = []
    for run in runs:
        if since and run.day - since[-1].day > _FORTNIGHT:
            since = []
        since.append(run)
    return since


def _outcome(history: History, run: RunLogged, today: date) -> WalkJogOutcome:
    rose = _rose(history, run.day)
    is_painless = run.pattern is Pattern.NONE and run.pain == 0
    return WalkJogOutcome(
        stage=run.stage or 1,
        pain=run.pain,
        was_good=run.pattern in _GOOD,
        got_worse=run.pattern is Pattern.WORSE or (run.pain or 0) >= MODERATE,
        rose_next_day=rose,
        was_rested=run.day - _DAY not in days_of_runs(history),
        in_worse_days=worse_days(history.pains, min(run.day, today)) >= WORSE_DAYS,
        has_stretched=stretches_enough(history, run.day + _DAY),
        was_free_of_pain=is_painless and run.day + _DAY in history.mornings and not rose,
    )


def days_of_runs(history: History) -> set[date]:
    """The days with a run, including runs without any answers."""
    return {one.day for one in history.runs}


# The mornings.


def worse_days(pains: Mapping[date, int], today: date) -> int:
    """How many latest mornings in a row are clearly worse: two points up, and 3 or more (D)."""
    return _streak(pains, today, lambda base: max(MILD, base + REAL_CHANGE))


def raised_days(pains: Mapping[date, int], today: date) -> int:
    """How many of the latest mornings in a row are worse by a point (D1)."""
    return _streak(pains, today, lambda base: base + 1)


def best_that_ends(
    streak: Callable[[Mapping[date, int], date], int],
    pains: Mapping[date, int],
    tomorrow: date,
    fewer_than: int,
) -> int:
    """The highest first-step pain tomorrow that would make the streak short enough."""
    highest = 10
    return next(
        pain
        for pain in range(highest, -1, -1)
        if not pain or streak({**pains, tomorrow: pain}, tomorrow) < fewer_than
    )


def _streak(pains: Mapping[date, int], today: date, from_base: Callable[[float], float]) -> int:
    """The longest row of latest mornings that all exceed the week before the row by a bound."""
    days = sorted(day for day in pains if today - _STREAK_WITHIN < day <= today)
    longest, lowest, least = 0, 10, from_base(0)
    for length, first in enumerate(reversed(days), start=1):
        lowest = min(lowest, pains[first])
        if lowest < least:
            break
        before = median_between(pains, first - _WEEK, first - _DAY)
        if before is not None and lowest >= from_base(before):
            longest = length
    return longest


def rose_after_run(history: History, today: date) -> bool:
    """Whether the morning after the last run was worse (F); until the next run, or for a week.

    Any run counts, including one without any answers.
    """
    runs = [one for one in history.before(today) if one.id]
    return bool(runs) and today - runs[-1].day <= _WEEK and _rose(history, runs[-1].day)


def _rose(history: History, day: date) -> bool:
    """Whether the next morning was two points above the week before it, or the runner says so."""
    after = history.mornings.get(day + _DAY)
    if after is None:
        return False
    usual = median_between(history.pains, day - _WEEK + _DAY, day)
    is_up = after.pain >= MILD and usual is not None and after.pain >= usual + REAL_CHANGE
    return is_up or after.worse_after_run is True


def rose_after(history: History, day: date) -> bool | None:
    """Whether the morning after a day was worse; None if it was not recorded."""
    return _rose(history, day) if day + _DAY in history.mornings else None


def stretches_enough(history: History, today: date) -> bool:
    """Two stretch sessions a day, averaged over the seven days before, or since the first (S19)."""
    days = _care_days(history, today)
    return sum(history.stretches.get(day, 0) for day in days) >= STRETCHES_A_DAY * len(days)


def _care_days(history: History, today: date) -> list[date]:
    """The days that say how much the runner stretches; of those away only the good ones (ours)."""
    days = (today - _DAY * ago for ago in range(1, _WEEK.days + 1))
    return [
        day
        for day in days
        if day >= history.began
        and (away_on(history.away, day) is None or history.stretches.get(day, 0) >= STRETCHES_A_DAY)
    ]


def _has_improved(recent: float | None, first: float | None) -> bool:
    if recent is None:
        return False
    return recent <= 1 or (first is not None and first - recent >= REAL_CHANGE)
