"""A runner who does what each day allows, and no more, on simulated days.

Each day is judged by the same rules as the real ones. What the simulation adds, how fast one runs,
how runs go and how often they make the next morning sore, is taken from the runner's own journal;
where that says nothing, it is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import repeat
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.events.types import PainChecked, Pattern, RunLogged
from coach.domain.heel.caps import LEAST_RUN
from coach.domain.heel.episode import Span, episode_on
from coach.domain.heel.inputs import check_for, rose_after
from coach.domain.heel.judgement import Judgement, judge
from coach.domain.heel.lookback import History, Programme
from coach.domain.heel.maintenance import STRETCHES, brings_full_day_back
from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import MILD, REAL_CHANGE, STRETCHES_A_DAY
from coach.domain.heel.walk_jog import BLOCKS, SESSION, Stage
from coach.domain.outlook.mornings import WORST, Morning
from coach.domain.routine.settings import Running

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

T = TypeVar("T")

_DAY = timedelta(days=1)
JOG, WALK = 8 / 3.6, 5.5 / 3.6
"""Metres a second of easy jogging and of brisk walking (ours)."""
_AS_FAR = 21
"""Days in which the next run is looked for."""
_LATELY = timedelta(days=42)
"""The own runs that say how those to come will go."""
_FEW = 3
"""Runs of a kind below which they say nothing."""
_SORE, _OF = 1, 8
"""Runs that make the next morning sore, where no own ones say it (ours)."""

RunDays = Callable[[date, date | None], bool]
"""Whether the plan has a run on a day, given the day of the last one."""


class Outcome(NamedTuple):
    """How a run goes: its worst pain, and the pattern of the pain."""

    pain: int
    pattern: Pattern


_AS_EXPECTED = {False: Outcome(0, Pattern.NONE), True: Outcome(MILD, Pattern.FADED)}
"""How a run goes after a morning below 3, or of 3 and more, where no own ones say it (ours)."""


class Start(Struct, frozen=True, kw_only=True):
    """Where the simulation begins."""

    first: date
    """The first simulated day: today, while its run is still to come, or tomorrow."""
    history: History
    programme: Programme
    pains: Mapping[date, int]
    """The mornings since the episode began, or since the runner began where there is none."""
    running: Running
    run_days: RunDays
    wanted: float | None
    """The metres of a run that the runner would like; None: as many as are allowed."""


class SimulatedDay(NamedTuple):
    """A day with a run in the plan: what it allowed, and the metres that could be run."""

    day: date
    judgement: Judgement
    allowed: float | None
    """None: there is no limit; 0: no free run."""

    @property
    def is_free(self) -> bool:
        """Whether it allows a run that is not a walk-jog."""
        return self.allowed is None or self.allowed >= LEAST_RUN

    @property
    def has_run(self) -> bool:
        """Whether it allows a run of any kind."""
        return self.is_free or _is_walk_jog(self.judgement)


def next_run(start: Start, today: date) -> SimulatedDay | None:
    """The first run that the rules allow if all mornings are like today's; None if there is none.

    Also None if no morning is known. Each front end says the next run by this one.
    """
    return next((one for one in runs_ahead(start, today, _AS_FAR) if one.has_run), None)


def runs_ahead(start: Start, today: date, count: int) -> Iterator[SimulatedDay]:
    """The days with a run in the plan, among the next ones, if all mornings are like today's.

    Each run is as far as allowed, and goes as most do. None if no morning is known.
    """
    check = check_for(start.history.mornings, today)
    if check is None:
        return
    morning = Morning(check.pain, check.eases, check.walking_pain)
    yield from SimulatedRunner(start, repeat(morning), _Usually()).run_days(count)


class _Usually(Random):
    """No chance at all: what happens most often, and no sore morning after a run."""

    def random(self) -> float:
        return 1.0

    def choice(self, seq: SupportsLenAndGetItem[T]) -> T:
        found = [seq[number] for number in range(len(seq))]
        return max(found, key=found.count)


class SimulatedRunner:
    """One possible course of the days after today."""

    def __init__(self, start: Start, mornings: Iterator[Morning], chance: Random) -> None:
        self._start = start
        self._mornings = mornings
        self._chance = chance
        self._outcomes = _outcomes(start.history)
        self._sore = _share_of_sore(start.history)
        self._history = _own_copy(start.history)
        self._pains = dict(start.pains)
        self._spans: dict[Span, list[int]] = {}
        self._is_sore = False
        self._maintenance = start.programme.maintenance

    @property
    def history(self) -> History:
        """All that is known and was simulated, as far as it has come."""
        return self._history

    def run_days(self, count: int) -> Iterator[SimulatedDay]:
        """The days with a run in the plan, among the next ones."""
        for ahead in range(count):
            day = self._start.first + _DAY * ahead
            if day not in self._history.mornings:
                self._wake_up(day)
            if self._start.run_days(day, self._last_run()):
                yield self._run_day(day)
            self._history.stretches[day] = self._stretches_on(day)

    def _stretches_on(self, day: date) -> int:
        is_maintained = self._maintenance is not None and self._maintenance.has(day)
        return STRETCHES if is_maintained else STRETCHES_A_DAY

    def _wake_up(self, day: date) -> None:
        morning = next(self._mornings)
        pain = min(WORST, morning.pain + (REAL_CHANGE if self._is_sore else 0))
        self._is_sore = False
        self._history.mornings[day] = _check(day, morning._replace(pain=pain))
        self._history.pains[day] = self._pains[day] = pain
        time = self._maintenance
        if time and time.has(day) and brings_full_day_back(self._history.pains, day):
            self._maintenance = replace(time, until=day, is_relapse=True)

    def _run_day(self, day: date) -> SimulatedDay:
        judgement = self.judgement(day)
        allowed = _allowed(judgement)
        run = self._walk_jog(judgement) if _is_walk_jog(judgement) else self._run(day, allowed)
        if run:
            self._history = replace(self._history, runs=(*self._history.runs, run))
            self._is_sore = self._chance.random() < self._sore
        return SimulatedDay(day, judgement, allowed)

    def judgement(self, day: date) -> Judgement:
        """What a simulated day allows."""
        start = self._start
        present = start.programme.episode
        began = present.began if present else start.programme.began
        episode = episode_on(day, began, self._pains_of)
        programme = replace(start.programme, episode=episode, maintenance=self._maintenance)
        return judge(self._history.as_of(day), programme, day, start.running)

    def _pains_of(self, spans: Sequence[Span]) -> list[list[int]]:
        return [self._pains_between(span) for span in spans]

    def _pains_between(self, span: Span) -> list[int]:
        """The pains of a span of days; no simulated day is judged before its morning is known."""
        if span not in self._spans:
            first, until = span
            days = (first + _DAY * ahead for ahead in range((until - first).days))
            self._spans[span] = [self._pains[day] for day in days if day in self._pains]
        return self._spans[span]

    def _walk_jog(self, judgement: Judgement) -> RunLogged:
        stage = judgement.stage or Stage(1, 0, 0)
        metres = BLOCKS * (stage.jog * JOG + stage.walk * WALK)
        number = stage.number if judgement.is_on_ladder else None
        seconds = BLOCKS * (stage.jog + stage.walk)
        return self._logged(judgement.day, metres, seconds, stage=number, is_walk_jog=True)

    def _run(self, day: date, allowed: float | None) -> RunLogged | None:
        known = [one for one in (allowed, self._start.wanted) if one is not None]
        metres = min(known, default=SESSION.total_seconds() * JOG)
        return self._logged(day, metres, round(metres / JOG)) if metres >= LEAST_RUN else None

    def _logged(
        self,
        day: date,
        metres: float,
        seconds: int,
        *,
        stage: int | None = None,
        is_walk_jog: bool = False,
    ) -> RunLogged:
        is_sore = self._history.pains[day] >= MILD
        outcome = self._chance.choice(self._outcomes[is_sore])
        return RunLogged(
            id=_id(day),
            at=_at(day),
            day=day,
            step=None,
            distance=metres,
            duration=seconds,
            pain=outcome.pain,
            pattern=outcome.pattern,
            stage=stage,
            walk_jog=is_walk_jog or None,
        )

    def _last_run(self) -> date | None:
        return self._history.runs[-1].day if self._history.runs else None


def _is_walk_jog(judgement: Judgement) -> bool:
    return judgement.level is Level.WALK_JOG and not judgement.is_rest_day


def _allowed(judgement: Judgement) -> float | None:
    """The metres that may be run freely; None: as many as one likes."""
    if judgement.level < Level.NO_INCREASE:
        return 0.0
    seconds = judgement.caps.seconds
    known = [judgement.most_today, seconds * JOG if seconds else None]
    return min((one for one in known if one is not None), default=None)


def _outcomes(history: History) -> dict[bool, Sequence[Outcome]]:
    """How own runs went after mornings below 3, and of 3 and more."""
    found: dict[bool, list[Outcome]] = {False: [], True: []}
    last = max((one.day for one in history.runs), default=date.min)
    for run in history.runs:
        morning = history.pains.get(run.day)
        if run.pain is None or run.pattern is None or morning is None:
            continue
        if last - run.day < _LATELY:
            found[morning >= MILD].append(Outcome(run.pain, run.pattern))
    return {
        is_sore: known if len(known) >= _FEW else [_AS_EXPECTED[is_sore]]
        for is_sore, known in found.items()
    }


def _share_of_sore(history: History) -> float:
    """The share of runs that made the next morning worse; few of them change little."""
    known = [rose for run in history.runs if (rose := rose_after(history, run.day)) is not None]
    return (sum(known) + _SORE) / (len(known) + _OF)


def _own_copy(history: History) -> History:
    """The same, with mornings and stretch sessions of its own to add to."""
    return replace(
        history,
        mornings=dict(history.mornings),
        pains=dict(history.pains),
        stretches=dict(history.stretches),
    )


def _check(day: date, morning: Morning) -> PainChecked:
    return PainChecked(
        id=_id(day),
        at=_at(day),
        day=day,
        step="",
        pain=morning.pain,
        eases=morning.eases,
        walking_pain=morning.walking_pain,
    )


def _id(day: date) -> str:
    return f"simulated {day}"


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
