"""Judge what a day's heel allows: the table's verdict, a clinician's word, the ladder, the caps.

Everything is worked out from the events in force; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from coach.domain.day.wallclock import week_start
from coach.domain.events.types import RunLogged
from coach.domain.heel.caps import (
    A_LITTLE,
    BEST_OF,
    LONGEST_OF,
    Before,
    Caps,
    Ran,
    caps,
    seconds_after_ladder,
)
from coach.domain.heel.episode import Episode
from coach.domain.heel.inputs import (
    best_that_ends,
    inputs_of,
    is_bad,
    ladder_stage,
    last_rated_run,
    raised_days,
    rose_after,
    worse_days,
)
from coach.domain.heel.lookback import History, Programme
from coach.domain.heel.maintenance import Maintenance
from coach.domain.heel.rules import WORSE_DAYS, WORSE_WEEK, Inputs, LastRun, Level, Verdict, verdict
from coach.domain.heel.strength import MOST_PAIN, Bore, Strength, strength_after
from coach.domain.heel.thresholds import MODERATE
from coach.domain.heel.walk_jog import LONGEST_WALK_JOG, SESSION, Stage, jogs_of, stage
from coach.domain.routine.settings import Running

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_ABOVE_ANY_WORD = frozenset({"R01", "R02", "R03", "R04", "R05"})
"""Rows that no clinician's word overrides: it was given before this morning (ours)."""
_MAY_OVERRULE = frozenset(f"R{number:02}" for number in range(6, 19))
_OVERRULE_PAIN = 5
_A_MINUTE = 60


class Judgement(Struct, frozen=True, kw_only=True):
    """What a day's heel allows, and why."""

    day: date
    verdict: Verdict
    level: Level
    """The level in force: the verdict's, a clinician's, or the runner's own after overruling."""
    is_prescribed: bool
    is_overruled: bool
    caps: Caps
    stage: Stage | None
    """The walk-jog of the day, if it may be one."""
    is_rest_day: bool
    """Whether the ladder wants a day between (evidence 3.2)."""
    has_walk_jogged: bool
    """Whether today's walk-jog is done: there is one a day."""
    ran_badly: bool
    """Whether today's run hurt too much for another one today."""
    allows_heel_raises: bool
    allows_one_leg_work: bool
    strength: Strength
    flags: tuple[str, ...]
    no_ice: bool
    is_typical: bool = True
    prescribed_until: date | None = None
    last_run_on: date | None = None
    last_rated_run_on: date | None = None
    """The day of the run whose pain the verdict refers to."""
    cleared_on: date | None = None
    episode: Episode | None = None
    """The present one; None if there is none just now."""
    ends_streak: int = 0
    """The highest first-step pain tomorrow that would end the row of worse mornings."""
    has_walked: bool = False
    """Whether 30 minutes of brisk walking are free of pain ([W1])."""
    maintenance: Maintenance | None = None
    """The last time on the maintenance day, in force or over; it changes no level and no cap."""

    @property
    def first_week(self) -> float | None:
        """The median first-step pain of the episode's first week."""
        return self.episode.first_week if self.episode else None

    @property
    def maintained_since(self) -> date | None:
        """When the maintenance day in force began."""
        time = self.maintenance
        return time.since if time and time.has(self.day) else None

    @property
    def is_on_ladder(self) -> bool:
        """Whether running starts again, so that a walk-jog is a stage of the ladder."""
        inputs = self.verdict.inputs
        return inputs.last_run is LastRun.NO_RUN or inputs.sign_cleared

    @property
    def asked_jogs(self) -> tuple[int, ...]:
        """The seconds of each jog in the day's walk-jog; none if the day asks for none."""
        if self.level is not Level.WALK_JOG or self.is_rest_day or self.stage is None:
            return ()
        return jogs_of(self.stage)

    @property
    def may_be_overruled(self) -> bool:
        """Whether the runner may run against it; a clinician's word is not argued with."""
        is_below = self.level in {Level.CROSS_TRAIN, Level.WALK_JOG}
        return is_below and not self.is_prescribed and _may_be_overruled(self.verdict)

    @property
    def awaits_clinician(self) -> bool:
        """Whether a warning sign stops all running until a clinician has advised."""
        inputs = self.verdict.inputs
        return inputs.stop_sign or (inputs.bone_sign and not self.is_prescribed)

    @property
    def most_today(self) -> float | None:
        """The metres that today's next run may have; 0 if there is to be none."""
        if self.ran_badly or self.level <= Level.CROSS_TRAIN:
            return 0.0
        return None if self.level is Level.WALK_JOG else self.caps.today

    def is_beyond(self, runs: Sequence[RunLogged]) -> bool:
        """Whether runs of the day went beyond what this judgement, made before them, allowed."""
        if not runs or self.level <= Level.CROSS_TRAIN:
            return bool(runs)
        if self.level is Level.WALK_JOG:
            is_long = runs[0].running > LONGEST_WALK_JOG.total_seconds()
            return self.is_rest_day or len(runs) > 1 or is_long or not runs[0].is_walk_jog
        most, longest = self.caps.today, self.caps.seconds
        is_far = most is not None and sum(one.distance for one in runs) > most + A_LITTLE
        return is_far or any(longest and one.running > longest + _A_MINUTE for one in runs)


def judge(history: History, programme: Programme, today: date, running: Running) -> Judgement:
    """Judge what a day's heel allows, before and between its runs.

    Args:
        history: the last weeks.
        programme: what lies further back.
        today: the coach day.
        running: how the runner counts.
    """
    history = history.with_run_of(programme.intake)
    inputs = inputs_of(history, programme, today)
    decided = verdict(inputs)
    is_prescribed = _is_prescribed(programme, today, decided)
    is_overruled = today in history.overruled and _may_be_overruled(decided)
    level = _level(decided, programme, prescribed=is_prescribed, overruled=is_overruled)
    number = ladder_stage(history, programme, today)
    is_walk_jog = level is Level.WALK_JOG or inputs.last_run is LastRun.NO_RUN
    todays = [one for one in history.runs if one.day == today]
    before = history.before(today)
    strength, ran_badly = strength_after(_sessions(history, today)), any(map(is_bad, todays))
    return Judgement(
        day=today,
        verdict=decided,
        level=level,
        is_prescribed=is_prescribed,
        is_overruled=is_overruled,
        caps=_caps(history, programme, today, level, running),
        stage=stage(number) if is_walk_jog else None,
        is_rest_day=any(one.day == today - _DAY for one in before),
        has_walk_jogged=bool(todays) and level is Level.WALK_JOG,
        ran_badly=ran_badly,
        allows_heel_raises=_allows_heel_raises(inputs) and not (strength.is_eased or ran_badly),
        allows_one_leg_work=(inputs.pain or 0) < MODERATE,
        strength=strength,
        flags=programme.flags,
        no_ice=programme.no_ice,
        is_typical=programme.intake is None or programme.intake.is_typical,
        prescribed_until=programme.word.until if is_prescribed and programme.word else None,
        last_run_on=before[-1].day if before else None,
        last_rated_run_on=last.day if (last := last_rated_run(before, today)) else None,
        cleared_on=programme.cleared_on,
        episode=programme.episode,
        ends_streak=_ends_streak(history, decided, today),
        has_walked=programme.intake is not None and programme.intake.brisk_walk is True,
        maintenance=programme.maintenance,
    )


def _is_prescribed(programme: Programme, today: date, decided: Verdict) -> bool:
    """Whether a clinician's word applies; what such a morning calls for comes first."""
    word = programme.word
    return word is not None and today <= word.until and decided.row.id not in _ABOVE_ANY_WORD


def _may_be_overruled(decided: Verdict) -> bool:
    """Little pain this morning, none in walking, and no row about rest or bones."""
    on = decided.inputs
    is_mild = on.is_checked and on.pain is not None and on.pain <= _OVERRULE_PAIN
    return decided.row.id in _MAY_OVERRULE and is_mild and on.walking_pain is False


def _level(decided: Verdict, programme: Programme, *, prescribed: bool, overruled: bool) -> Level:
    if prescribed and programme.word:
        return Level(programme.word.allowed)
    return max(Level.NO_INCREASE, decided.level) if overruled else decided.level


def _ends_streak(history: History, decided: Verdict, today: date) -> int:
    """The most pain the next morning may have for the row of worse mornings to be short enough."""
    streak, fewer = {
        "R04": (worse_days, WORSE_WEEK),
        "R10": (worse_days, WORSE_DAYS),
        "R16": (raised_days, WORSE_DAYS),
    }.get(decided.row.id, (None, 0))
    if streak is None:
        return 0
    return best_that_ends(streak, history.pains, today + _DAY, fewer)


# The caps.


def _caps(
    history: History, programme: Programme, today: date, level: Level, running: Running
) -> Caps:
    ladder = _ladder_before(history, today)
    before = history.before(today)
    free = [one for one in before if ladder and one.day > ladder[-1].day and not one.is_walk_jog]
    seconds = seconds_after_ladder(len(free), SESSION) if ladder else None
    return caps(
        _loads(history, since=ladder[0].day if ladder else None),
        today,
        level,
        running,
        before=Before() if ladder else _before(programme, today, running),
        seconds=seconds,
    )


def _ladder_before(history: History, today: date) -> list[RunLogged]:
    """The walk-jogs of the last ladder; earlier runs no longer count."""
    stages: list[RunLogged] = []
    for run in reversed(history.before(today)):
        if run.stage:
            stages.append(run)
        elif stages:
            break
    return stages[::-1]


def _loads(history: History, since: date | None) -> Iterator[Ran]:
    for one in history.runs:
        if one.id and (since is None or one.day >= since):
            yield Ran(one.day, one.distance, one.effort)


def _before(programme: Programme, today: date, running: Running) -> Before:
    """What the intake says of running before the coach, while it still counts."""
    intake, week_starts = programme.intake, week_start(today, running.week_starts)
    if intake is None:
        return Before()
    intake_on = programme.intake_on or intake.day
    is_lately = today - intake_on <= LONGEST_OF
    return Before(
        week=intake.weekly if intake_on > week_starts - _WEEK * BEST_OF else 0,
        longest=intake.longest if is_lately else 0,
        # If entered on the first day of a week, all of that week is in the journal.
        is_last_week=intake_on > week_starts - _WEEK,
    )


# Strength.


def _sessions(history: History, today: date) -> Iterator[Bore]:
    for one in history.strength:
        if one.day < today:
            bore = _bore(one.pain, rose=rose_after(history, one.day))
            # A short session is no reason for more, but may have been too much (ours).
            if bore is Bore.BADLY or not one.is_short:
                yield bore


def _bore(pain: int | None, *, rose: bool | None) -> Bore:
    if rose or (pain is not None and pain > MOST_PAIN):
        return Bore.BADLY
    return Bore.UNKNOWN if pain is None or rose is None else Bore.WELL


def _allows_heel_raises(inputs: Inputs) -> bool:
    """Not at a pain of 6 ([A4]), nor after a sore run until it is released (ours)."""
    is_sore = inputs.last_run in {LastRun.THROUGHOUT, LastRun.WORSE}
    return (inputs.pain or 0) < MODERATE and not is_sore and (inputs.run_pain or 0) < MODERATE
