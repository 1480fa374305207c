"""Plan a day: which steps it has, when each is due, and what its events say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import assert_never

from msgspec.structs import replace

from coach.domain.day.in_plan import ALWAYS, InPlan
from coach.domain.day.planned import Day, Facts, PlannedStep
from coach.domain.day.time_away import TimeAway, away_on, came_back_at, is_away_at
from coach.domain.day.wallclock import instant, step_instant
from coach.domain.events.types import (
    Event,
    ExerciseDone,
    PainChecked,
    RunLogged,
    StepDone,
    StepEvent,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
)
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Routine, Step

_DAY = timedelta(days=1)
RHYTHM = timedelta(days=14)
"""How far back to look for when a step with `every` was last done."""
DOING = (StepDone, PainChecked, RunLogged, Trained)
"""The events that mark a step as done."""


def plan_day(
    routine: Routine,
    day: date,
    history: Iterable[Event],
    zone: tzinfo,
    began: datetime | None = None,
    *,
    is_swallowed: bool = False,
    away: Sequence[TimeAway] = (),
) -> Day:
    """Work out one coach day.

    Args:
        routine: what the runner configured.
        day: the coach day.
        history: the events in force, in the order of recording: those of the day itself and, for
            steps with `every`, of the days before.
        zone: the zone of the runner's wall clock.
        began: the instant of the runner's first entry, if known.
        is_swallowed: whether the day did not exist for the runner.
        away: the times away.
    """
    events = list(history)
    starts = instant(day, routine.day.starts, zone)
    ends = instant(day + _DAY, routine.day.starts, zone)
    plan = _Plan(routine, day, zone, (starts, ends), _facts_by_step(events, day))
    on_day = steps_on(routine, day, events)
    steps = [
        replace(
            _asked_since(plan.place(step), began),
            is_between=_is_between(step, day, events),
            is_swallowed=is_swallowed,
        )
        for step in on_day.values()
    ]
    steps = [replace(one, is_away=is_away_at(away, day, one.closes)) for one in steps]
    order, late = {step_id: index for index, step_id in enumerate(on_day)}, _late_before(steps)
    steps.sort(key=lambda one: (_place(one, late), _depth(one), order[one.step.id]))
    is_away, came_back = away_on(away, day), came_back_at(away, day)
    return Day(day, starts, ends, tuple(steps), routine, is_away, came_back)


def with_new_steps(day: Day, in_plan: Mapping[str, InPlan]) -> Day:
    """The day, given from when the plan has had some of its steps; the others were always there."""
    if not in_plan:
        return day
    steps = (
        replace(one, new_since=in_plan.get(one.step.id, ALWAYS).came_after(one.hour, day.ends))
        for one in day.steps
    )
    return replace(day, steps=tuple(steps))


def _asked_since(planned: PlannedStep, began: datetime | None) -> PlannedStep:
    return replace(planned, is_before_all=True) if began and planned.hour <= began else planned


def _is_between(step: Step, day: date, events: list[Event]) -> bool:
    """Whether a step with `every` is only still open on this day, because its own day has passed.

    The days count from when it was last done or, if that is long ago, by the calendar.
    """
    if step.every == 1:
        return False
    done = (one.day for one in events if isinstance(one, DOING) and one.step == step.id)
    last = max((one for one in done if day - RHYTHM <= one < day), default=None)
    count = (day - last).days if last else day.toordinal()
    return count % step.every != 0


class _Plan:
    """Places the steps of one day, each once, after the one that it depends on."""

    def __init__(
        self,
        routine: Routine,
        day: date,
        zone: tzinfo,
        span: tuple[datetime, datetime],
        facts: dict[str, Facts],
    ) -> None:
        self._routine = routine
        self._day = day
        self._zone = zone
        self._starts, self._ends = span
        self._facts = facts
        self._placed: dict[str, PlannedStep] = {}

    def place(self, step: Step) -> PlannedStep:
        if step.id not in self._placed:
            self._placed[step.id] = self._planned(step)
        return self._placed[step.id]

    def _planned(self, step: Step) -> PlannedStep:
        facts = self._facts.get(step.id, Facts())
        anchor = self.place(self._routine.steps[step.anchor]) if step.anchor else None
        due = facts.snoozed_until or self._due(step, anchor)
        closes = self._closes(step, due, anchor)
        return PlannedStep(step, due, closes, self._ends, facts, anchor)

    def _due(self, step: Step, anchor: PlannedStep | None) -> datetime | None:
        delay = timedelta(seconds=step.delay)
        if anchor is None:
            return self._at(step.at.on(self._day) if step.at else time())
        if step.before:
            return max(anchor.due - delay, self._starts) if anchor.due else None
        over = _over(anchor)
        return min(over + delay, self._ends - timedelta(seconds=1)) if over else None

    def _at(self, at: time) -> datetime:
        return step_instant(self._day, at, self._routine.day.starts, self._zone)

    def _closes(self, step: Step, due: datetime | None, anchor: PlannedStep | None) -> datetime:
        closes = min(due + timedelta(seconds=step.window), self._ends) if due else self._ends
        begun = anchor and (anchor.facts.done or anchor.facts.started)
        return min(closes, begun) if step.before and begun else closes


def _over(anchor: PlannedStep) -> datetime | None:
    """The instant from which a step after `anchor` may come.

    If the anchor is itself part of a chain that has begun, the chain continues when the anchor is
    skipped, or when its window has closed.
    """
    if anchor.facts.done:
        return anchor.facts.done
    if anchor.step.after and anchor.due:
        return max(anchor.facts.skipped, anchor.due) if anchor.facts.skipped else anchor.closes
    return None


def steps_on(routine: Routine, day: date, events: list[Event]) -> dict[str, Step]:
    """The steps of the day, without those for other weekdays or too soon to repeat.

    Steps done off the plan are on the day too, with those that come after them: a run on a day off
    is followed by its cool-down and ice.
    """
    weekday = list(Weekday)[day.weekday()]
    done_on = {(event.step, event.day) for event in events if isinstance(event, DOING)}
    touched = {one.step for one in events if isinstance(one, StepEvent) and one.day == day}

    def is_planned(step: Step) -> bool:
        if weekday not in step.days:
            return False
        if any((step.id, day - _DAY * ago) in done_on for ago in range(1, step.every)):
            return False
        if step.after:
            return is_on(routine.steps[step.after])
        return step.before is None or is_planned(routine.steps[step.before])

    def is_on(step: Step) -> bool:
        return step.id in touched or is_planned(step)

    return {step.id: step for step in routine.steps.values() if is_on(step)}


def _facts_by_step(events: list[Event], day: date) -> dict[str, Facts]:
    facts: dict[str, Facts] = {}
    for event in events:
        if event.day == day and isinstance(event, StepEvent) and event.step is not None:
            facts[event.step] = _after(facts.get(event.step, Facts()), event)
    return facts


def _after(facts: Facts, event: StepEvent) -> Facts:
    """Update what is known of a step with one more event; a step once done stays done."""
    match event:
        case StepDone() | PainChecked() | RunLogged() | Trained():
            return replace(facts, done=event.at, started=None)
        case StepSkipped():
            return replace(facts, skipped=event.at, because=event.because, started=None)
        case StepStarted():
            return replace(facts, started=event.at, skipped=None)
        case StepStopped():
            spent = facts.elapsed(event.at)
            return replace(facts, started=None, spent=spent, stopped=event.at)
        case StepSnoozed():
            return replace(
                facts, snoozed_until=event.until, snoozes=facts.snoozes + 1, started=None
            )
        case ExerciseDone():
            finished = max(facts.finished, event.position + 1)
            exercised = facts.exercised | ({event.position} if event.seconds else set())
            worked = facts.worked + event.seconds
            return replace(facts, finished=finished, exercised=exercised, worked=worked)
        case _:
            assert_never(event)


def _late_before(steps: Iterable[PlannedStep]) -> dict[str, datetime]:
    """When what comes before an open step was done, with what follows it: at the latest."""
    late: dict[str, datetime] = {}
    for one in steps:
        root = one
        while root.anchor and root.step.after:
            root = root.anchor
        anchor = root.anchor
        if anchor and root.facts.done and not (anchor.facts.done or anchor.facts.skipped):
            before = anchor.step.id
            late[before] = max(late.get(before, one.shown_at), one.shown_at)
    return late


def _place(planned: PlannedStep, late: Mapping[str, datetime]) -> datetime:
    """Where a step stands on the time line: after what comes before it, however late that was."""
    if beside := planned.beside:
        return _place(beside, late)
    return max(planned.shown_at, late.get(planned.step.id, planned.shown_at))


def _depth(planned: PlannedStep) -> int:
    """A rank among steps that wait for the same one, so that a chain keeps its order."""
    beside = planned.beside
    return _depth(beside) + (10 if planned.step.after else -1) if beside else 0
