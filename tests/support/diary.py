"""A runner's diary: the mornings, runs and sessions of many days, by the number of the day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self, TypeVar

from coach.domain.events.types import (
    Away,
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChoice,
    MaintenanceChosen,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
)
from coach.domain.heel.episode import Span, episode_on
from coach.domain.heel.inputs import inputs_of
from coach.domain.heel.judgement import Judgement, judge
from coach.domain.heel.lookback import History, Programme, history_of, programme_of
from coach.domain.heel.maintenance import Maintenance, maintenance_times
from coach.domain.heel.rules import Inputs, Level
from coach.domain.routine.settings import Running

E = TypeVar("E", bound=Event)

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
STRETCHES = ("morning", "midday", "evening")
STRENGTH = "strength"
AS_SHIPPED = Running()


class Diary:
    """The events of day 0, 1, 2 ... since the programme began, a Monday."""

    def __init__(self, *, stretches: int = 3, days: int = 0) -> None:
        """Begin, with so many stretch sessions on each of so many days."""
        self.events: list[Event] = []
        for day in range(days):
            self.stretched(day, stretches)

    def add(self, kind: type[E], day: int, at: str = "07:00", **facts: Any) -> E:  # noqa: ANN401
        coach_day = MONDAY + DAY * day
        instant = datetime.combine(coach_day, time.fromisoformat(at), UTC)
        event = kind(id=f"{len(self.events):06}", at=instant, day=coach_day, **facts)
        self.events.append(event)
        return event

    def woke(
        self,
        day: int,
        pain: int,
        *,
        eases: bool | None = True,
        walking: bool | None = False,
        worse: bool | None = None,
    ) -> Self:
        """A morning check; `worse` is the runner's own answer about the last run."""
        self.add(
            PainChecked,
            day,
            step="pain-check",
            pain=pain,
            eases=eases,
            walking_pain=walking,
            worse_after_run=worse,
        )
        return self

    def ran(  # noqa: PLR0913 - one for each answer
        self,
        day: int,
        pattern: Pattern | None = Pattern.NONE,
        *,
        metres: float = 5000,
        duration: int = 1800,
        pain: int | None = 0,
        stage: int | None = None,
        walk_jog: bool | None = None,
        effort: int | None = None,
        at: str = "17:30",
    ) -> Self:
        self.add(
            RunLogged,
            day,
            at,
            step="run",
            distance=metres,
            duration=duration,
            pain=pain,
            pattern=pattern,
            stage=stage,
            walk_jog=walk_jog,
            effort=effort,
        )
        return self

    def stretched(self, day: int, times: int = 3) -> Self:
        for step in STRETCHES[:times]:
            self.add(StepDone, day, step=step)
        return self

    def strengthened(self, day: int, *, pain: int | None = None, effort: int | None = None) -> Self:
        self.add(StepDone, day, "19:00", step=STRENGTH, pain=pain, effort=effort)
        return self

    def away(self, day: int, days: int) -> Self:
        """Away for so many days, from that day on."""
        self.add(Away, day, until=MONDAY + DAY * (day + days))
        return self

    def told(self, day: int = 0, **facts: Any) -> Self:  # noqa: ANN401
        """The intake; `ran_before` is how many days before the first day the last run was."""
        before = facts.pop("ran_before", None)
        last = MONDAY - DAY * before if before is not None else None
        self.add(IntakeGiven, day, "06:00", last_run=last, **facts)
        return self

    def raised(self, day: int, *flags: str) -> Self:
        self.add(FlagRaised, day, flags=flags)
        return self

    def cleared(self, day: int, *flags: str, seen_by: str = "Dr Lee") -> Self:
        """A clinician has advised, on that day; on all signs if none are named."""
        self.add(FlagCleared, day, flags=flags, seen_by=seen_by, seen_on=MONDAY + DAY * day)
        return self

    def chose(self, day: int, choice: MaintenanceChoice) -> Self:
        """A word on the maintenance day."""
        self.add(MaintenanceChosen, day, choice=choice)
        return self

    def maintenance(self, day: int) -> tuple[Maintenance, ...]:
        """The times on the maintenance day up to a day."""
        until = self._until(day)
        choices = [one for one in until if isinstance(one, MaintenanceChosen)]
        pains = {one.day: one.pain for one in until if isinstance(one, PainChecked)}
        return maintenance_times(choices, pains)

    def judge(self, day: int, running: Running = AS_SHIPPED) -> Judgement:
        """What a day's heel allows, by the diary up to that day."""
        return judge(self.history(day), self.programme(day), MONDAY + DAY * day, running)

    def level(self, day: int) -> Level:
        return self.judge(day).level

    def row(self, day: int) -> str:
        return self.judge(day).verdict.row.id

    def stage(self, day: int) -> int:
        """The stage of that day's walk-jog; 0 if it has none."""
        found = self.judge(day).stage
        return found.number if found else 0

    def inputs(self, day: int) -> Inputs:
        programme = self.programme(day)
        return inputs_of(
            self.history(day).with_run_of(programme.intake), programme, MONDAY + DAY * day
        )

    def history(self, day: int) -> History:
        """Everything recorded up to a day, as far as a judgement looks back."""
        today = MONDAY + DAY * day
        return self.whole_history(day).as_of(today)

    def whole_history(self, day: int) -> History:
        """Everything recorded up to a day, however long ago."""
        return history_of(self._until(day), MONDAY, frozenset(STRETCHES), frozenset({STRENGTH}))

    def programme(self, day: int) -> Programme:
        episode = episode_on(MONDAY + DAY * day, MONDAY, self._pains)
        last = next(reversed(self.maintenance(day)), None)
        return programme_of(self._until(day), MONDAY, episode, last)

    def _until(self, day: int) -> list[Event]:
        return [one for one in self.events if one.day <= MONDAY + DAY * day]

    def _pains(self, spans: Sequence[Span]) -> list[list[int]]:
        """The last entry for each morning, as in the journal."""
        pains = {one.day: one.pain for one in self.events if isinstance(one, PainChecked)}
        return [
            [pain for day, pain in pains.items() if first <= day < until] for first, until in spans
        ]
