"""What the history says of today: the inputs of the decision table, the ladder, and the caps.

All of it is worked out from the events that hold; nothing is stored (evidence 5.1 to 5.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.domain.events import (
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Overruled,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
)
from coach.domain.flags import NO_ICE_WITH
from coach.domain.ladder import LAST_STAGE, Outcome, Stage, next_stage, stage
from coach.domain.load import LONGEST_OF, Before, Caps, Ran, caps
from coach.domain.readiness import Inputs, LastRun, Level, Verdict, verdict

LOOK_BACK = timedelta(days=42)
"""How many days of events a judgement needs; the intake, flags and first week come besides."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)
_RETURNED = timedelta(days=28)
"""After so long of running again, without the ladder, one has returned without it (ours)."""
_RELEASE = timedelta(days=3)
_RELEASE_CHECKS = 2
_RELEASE_PAIN = 5
_BREAK_DAYS = 3
_RISE = 2
_REAL_CHANGE = 2
_STRETCHES_A_DAY = 2
_HEEL_RAISE_PAIN = 5
_GOOD = frozenset({Pattern.NONE, Pattern.FADED})
_PATTERNS = {
    Pattern.NONE: LastRun.NONE,
    Pattern.FADED: LastRun.FADED,
    Pattern.THROUGHOUT: LastRun.THROUGHOUT,
    Pattern.WORSE: LastRun.WORSE,
}


class Programme(Struct, frozen=True, kw_only=True):
    """What lies further back than the last weeks.

    `began` is the first coach day of which the runner told, `first_week` the median of its first
    seven mornings, `strength_began` the first day with a strength session.
    """

    began: date
    first_week: float | None = None
    strength_began: date | None = None
    intake: IntakeGiven | None = None
    told: date | None = None
    """When the intake was first told: told again, it says nothing new of the time before us."""
    flags: tuple[str, ...] = ()
    no_ice: bool = False
    """For good: a sign such as diabetes is cleared, and does not go away."""


class Judgement(Struct, frozen=True, kw_only=True):
    """What today's heel allows, and why."""

    verdict: Verdict
    level: Level
    """The level that holds; the verdict's own, a clinician's, or one that the runner overruled."""
    is_prescribed: bool
    is_overruled: bool
    caps: Caps
    stage: Stage | None
    """The stage of the walk-jog ladder, while one stands on it."""
    is_rest_day: bool
    """Whether the ladder wants a day between (evidence 3.2)."""
    allows_heel_raises: bool
    strength_weeks: int
    flags: tuple[str, ...]
    no_ice: bool
    is_typical: bool = True

    @property
    def is_on_ladder(self) -> bool:
        """Whether running begins anew, so that a walk-jog is a stage of the ladder."""
        return self.verdict.inputs.last_run is LastRun.NO_RUN

    @property
    def may_be_overruled(self) -> bool:
        """Whether the runner may run against it; a clinician's word is not argued with."""
        return self.level in MAY_OVERRULE and not self.is_prescribed


class History(Struct, frozen=True, kw_only=True):
    """The last weeks, sorted out."""

    mornings: dict[date, PainChecked]
    runs: tuple[RunLogged, ...]
    """Those whose pattern is known, by their days; with the last one that the intake tells."""
    loads: tuple[Ran, ...]
    """All runs, for the caps."""
    stretches: dict[date, int]
    strength: tuple[date, ...]
    overruled: frozenset[date]

    def as_of(self, day: date) -> History:
        """What was known on that coach day, of the weeks that a judgement looks back on."""
        first = day - LOOK_BACK
        return History(
            mornings={on: one for on, one in self.mornings.items() if first <= on <= day},
            runs=tuple(
                one for one in self.runs if one.day <= day and (first <= one.day or not one.id)
            ),
            loads=tuple(one for one in self.loads if first <= one.day <= day),
            stretches={on: count for on, count in self.stretches.items() if first <= on <= day},
            strength=tuple(on for on in self.strength if first <= on <= day),
            overruled=self.overruled,
        )


def history_of(
    events: Iterable[Event],
    programme: Programme,
    stretch_steps: frozenset[str],
    strength_steps: frozenset[str],
) -> History:
    """Sort out the events that hold of the last weeks, in the order of recording."""
    known = list(events)
    runs = sorted((one for one in known if isinstance(one, RunLogged)), key=_when)
    done = [one for one in known if isinstance(one, StepDone)]
    stretches: dict[date, int] = {}
    for day, step in {(one.day, one.step) for one in done}:
        if step in stretch_steps:
            stretches[day] = stretches.get(day, 0) + 1
    told = [one for one in (*_before_us(programme.intake), *runs) if one.pattern is not None]
    return History(
        mornings={one.day: one for one in known if isinstance(one, PainChecked)},
        runs=tuple(sorted(told, key=_when)),
        loads=tuple(Ran(one.day, one.distance, one.effort, one.stage is not None) for one in runs),
        stretches=stretches,
        strength=tuple(one.day for one in done if one.step in strength_steps),
        overruled=frozenset(one.day for one in known if isinstance(one, Overruled)),
    )


def programme_of(
    told: Iterable[Event], began: date, first_mornings: Iterable[PainChecked]
) -> Programme:
    """What the intake, the flags and the first week say, whenever they were told."""
    intake: IntakeGiven | None = None
    first_told: date | None = None
    flags: tuple[str, ...] = ()
    no_ice = False
    for event in told:
        match event:
            case IntakeGiven():
                intake = event
                first_told = first_told or event.day
            case FlagRaised():
                flags = tuple(dict.fromkeys((*flags, *event.flags)))
                no_ice = no_ice or bool(NO_ICE_WITH & set(event.flags))
            case FlagCleared():
                flags = ()
    pains = [one.pain for one in first_mornings if one.day < began + _WEEK]
    first_week = median(pains) if pains else None
    return Programme(
        began=began,
        first_week=first_week,
        intake=intake,
        told=first_told,
        flags=flags,
        no_ice=no_ice or (intake is not None and intake.no_ice),
    )


def judge(
    history: History,
    programme: Programme,
    today: date,
    week_starts: date,
    *,
    one_more_run: bool = False,
) -> Judgement:
    """What today's heel allows.

    Args:
        history: the last weeks.
        programme: what lies further back.
        today: the coach day.
        week_starts: the first day of its week.
        one_more_run: whether the runner chose to add one run a week (evidence 1, tension 2).
    """
    inputs = inputs_of(history, programme, today)
    decided = verdict(inputs)
    is_prescribed = _is_prescribed(programme.intake, today, decided)
    is_overruled = today in history.overruled and decided.level in MAY_OVERRULE
    level = _level(decided, programme.intake, prescribed=is_prescribed, overruled=is_overruled)
    number = ladder_stage(history, today)
    is_on_ladder = inputs.last_run is LastRun.NO_RUN or level is Level.WALK_JOG
    return Judgement(
        verdict=decided,
        level=level,
        is_prescribed=is_prescribed,
        is_overruled=is_overruled,
        caps=caps(
            history.loads,
            today,
            week_starts,
            level,
            before=_before(programme, today, week_starts),
            one_more_run=one_more_run,
        ),
        stage=stage(number) if is_on_ladder else None,
        is_rest_day=today - _DAY in _days_of_runs(history),
        allows_heel_raises=_allows_heel_raises(history, inputs, today),
        strength_weeks=_weeks(programme.strength_began, today),
        flags=programme.flags,
        no_ice=programme.no_ice,
        is_typical=programme.intake is None or programme.intake.is_typical,
    )


MAY_OVERRULE = frozenset({Level.CROSS_TRAIN, Level.WALK_JOG})
"""Rest is not argued with: there a clinician is asked."""


def _is_prescribed(intake: IntakeGiven | None, today: date, decided: Verdict) -> bool:
    """Whether a clinician's word holds; a warning sign comes before it."""
    if intake is None or intake.allowed is None or decided.row.id == "R01":
        return False
    return intake.until is None or today <= intake.until


def _level(
    decided: Verdict, intake: IntakeGiven | None, *, prescribed: bool, overruled: bool
) -> Level:
    if prescribed and intake and intake.allowed is not None:
        return Level(intake.allowed)
    return Level.NO_INCREASE if overruled else decided.level


def inputs_of(history: History, programme: Programme, today: date) -> Inputs:
    """The inputs of the decision table, as evidence 5.1 defines them."""
    check = history.mornings.get(today)
    weeks = _weeks(programme.began, today)
    recent = _median(history.mornings, today - _WEEK + _DAY, today)
    return Inputs(
        red_flag=bool(programme.flags),
        pain=check.pain if check else None,
        eases=check.eases if check else True,
        walking_pain=check.walking_pain if check else False,
        last_run=last_run(history, today),
        rose_after_run=rose_after_run(history, today),
        worse_days=worse_days(history.mornings, today),
        weeks=weeks,
        improved=_has_improved(recent, programme.first_week),
        stretches=_stretches_enough(history.stretches, today),
        median_pain=recent or 0,
    )


def last_run(history: History, today: date) -> LastRun:
    """How the last run went, `NO_RUN` where running begins anew (5.1, 5.3)."""
    runs = [one for one in history.runs if one.day <= today]
    if not runs or today - runs[-1].day > _FORTNIGHT:
        return LastRun.NO_RUN
    last = runs[-1]
    if last.pattern not in _GOOD:
        is_free = _is_released(history.mornings, last.day, today)
        return LastRun.NO_RUN if is_free else _PATTERNS[last.pattern or Pattern.NONE]
    if _is_on_ladder(history, runs, today):
        return LastRun.NO_RUN
    return _PATTERNS[last.pattern or Pattern.NONE]


def ladder_stage(history: History, today: date) -> int:
    """The stage that comes next; the first where no ladder was begun lately."""
    on_ladder = [one for one in history.runs if one.stage and one.day < today]
    if not on_ladder or today - on_ladder[-1].day > _FORTNIGHT:
        return 1
    last = on_ladder[-1]
    number = next_stage(_outcome(history, last, today))
    return 1 if number > LAST_STAGE else number


def worse_days(mornings: dict[date, PainChecked], today: date) -> int:
    """How many of the latest mornings in a row are worse than the week before them."""
    days = sorted(day for day in mornings if day <= today)
    if not days or today - days[-1] >= _WEEK:
        return 0
    longest = 0
    for length in range(1, len(days) + 1):
        streak = days[-length:]
        before = _median(mornings, streak[0] - _WEEK, streak[0] - _DAY)
        if before is not None and all(mornings[day].pain >= before + 1 for day in streak):
            longest = length
    return longest


def rose_after_run(history: History, today: date) -> bool:
    """Whether the morning after the last run was worse than the one before it (24 hours).

    Any run counts, also one whose pattern nobody told; today's has no morning after it yet.
    """
    last = max((one.day for one in history.loads if one.day <= today), default=None)
    return last is not None and today - last <= _WEEK and _rose(history.mornings, last)


def _rose(mornings: dict[date, PainChecked], day: date) -> bool:
    before, after = mornings.get(day), mornings.get(day + _DAY)
    if after is None:
        return False
    return after.worse_after_run or (before is not None and after.pain >= before.pain + _RISE)


def _is_released(mornings: dict[date, PainChecked], run: date, today: date) -> bool:
    """Whether enough good mornings have passed since a bad run (evidence 5.3)."""
    days = sorted(day for day in mornings if run < day <= today)[-_RELEASE_CHECKS:]
    are_good = all(
        mornings[day].pain <= _RELEASE_PAIN and not mornings[day].walking_pain for day in days
    )
    is_over = today - run >= _RELEASE and len(days) == _RELEASE_CHECKS
    return is_over and are_good and worse_days(mornings, today) < _BREAK_DAYS


def _is_on_ladder(history: History, runs: Sequence[RunLogged], today: date) -> bool:
    """Whether the way back is not finished: begun on the ladder, or after a long break."""
    since = _way_back(runs)
    stages = [one for one in since if one.stage]
    if stages and today - stages[-1].day <= _FORTNIGHT:
        return next_stage(_outcome(history, stages[-1], today)) <= LAST_STAGE
    came_back = since[0].day if since else today
    is_after_break = bool(since) and since[0] is not runs[0]
    is_first = bool(since) and since[0] is runs[0] and bool(since[0].id)
    return (is_after_break or is_first) and today - came_back < _RETURNED


def _way_back(runs: Sequence[RunLogged]) -> list[RunLogged]:
    """The runs since the last break of two weeks."""
    since: list[RunLogged] = []
    for run in runs:
        if since and run.day - since[-1].day > _FORTNIGHT:
            since = []
        since.append(run)
    return since


def _outcome(history: History, run: RunLogged, today: date) -> Outcome:
    return Outcome(
        stage=run.stage or 1,
        pain=run.pain or 0,
        was_good=run.pattern in _GOOD,
        got_worse=run.pattern is Pattern.WORSE,
        rose_next_day=_rose(history.mornings, run.day),
        was_rested=run.day - _DAY not in _days_of_runs(history),
        in_worse_days=worse_days(history.mornings, min(run.day, today)) >= _BREAK_DAYS,
    )


def _days_of_runs(history: History) -> set[date]:
    """The days with a run, also those whose pattern nobody told."""
    return {one.day for one in history.runs} | {one.day for one in history.loads}


def _allows_heel_raises(history: History, inputs: Inputs, today: date) -> bool:
    """Only up to pain 5, and if the last strength day did no harm ([X13] [M3] [A4])."""
    last = max((day for day in history.strength if day < today), default=None)
    harmed = last is not None and today - last <= _WEEK and _rose(history.mornings, last)
    return (inputs.pain or 0) <= _HEEL_RAISE_PAIN and not harmed


def _stretches_enough(stretches: dict[date, int], today: date) -> bool:
    """Two stretch sessions a day, on average of the seven days before (S19)."""
    days = [today - _DAY * ago for ago in range(1, _WEEK.days + 1)]
    return sum(stretches.get(day, 0) for day in days) >= _STRETCHES_A_DAY * len(days)


def _has_improved(recent: float | None, first: float | None) -> bool:
    if recent is None:
        return False
    return recent <= 1 or (first is not None and first - recent >= _REAL_CHANGE)


def median(numbers: Sequence[float]) -> float:
    """The middle one, or between the two in the middle; statistics costs a megabyte to load."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def _median(mornings: dict[date, PainChecked], first: date, last: date) -> float | None:
    days = (first + _DAY * ahead for ahead in range((last - first).days + 1))
    pains = [mornings[day].pain for day in days if day in mornings]
    return median(pains) if pains else None


def _when(run: RunLogged) -> tuple[date, datetime]:
    """A correction keeps the instant of what it corrects, and so its place in the day."""
    return run.day, run.at


def _weeks(began: date | None, today: date) -> int:
    return max(0, (today - began).days // _WEEK.days) if began else 0


def _before_us(intake: IntakeGiven | None) -> list[RunLogged]:
    """The last run before the coach, as the intake tells it; it has no id."""
    if intake is None or intake.last_run is None or intake.last_pattern is None:
        return []
    return [
        RunLogged(
            id="",
            at=intake.at,
            day=intake.last_run,
            step=None,
            distance=intake.longest,
            duration=0,
            pain=None,
            pattern=intake.last_pattern,
        )
    ]


def _before(programme: Programme, today: date, week_starts: date) -> Before:
    """What the intake tells of running before the coach, while it still counts."""
    intake = programme.intake
    if intake is None:
        return Before()
    told = programme.told or intake.day
    is_last_week = told > week_starts - _WEEK  # told on its first day, all of it is in the journal
    is_lately = today - told <= LONGEST_OF
    return Before(
        week=intake.weekly if is_last_week else 0, longest=intake.longest if is_lately else 0
    )
