"""A planned day, whose steps can be asked for their status at an instant.

No status is ever stored. `coach.domain.day.plan` makes a `Day`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from coach.domain.day.time_away import TimeAway
from coach.domain.events.types import SkipReason
from coach.domain.routine.model import Routine, Step


class Status(StrEnum):
    """The status of a step at an instant."""

    UPCOMING = "upcoming"
    DUE = "due"
    UNDER_WAY = "under way"
    DONE = "done"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    MISSED = "missed"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self in _OPEN


_OPEN = frozenset({Status.UPCOMING, Status.DUE, Status.UNDER_WAY, Status.SNOOZED})


class Facts(Struct, frozen=True):
    """What the day's events say about one step."""

    done: datetime | None = None
    skipped: datetime | None = None
    because: SkipReason | None = None
    started: datetime | None = None
    snoozed_until: datetime | None = None
    snoozes: int = 0
    finished: int = 0
    """How many exercises of the session are finished or skipped."""
    exercised: frozenset[int] = frozenset()
    """The positions of those in which work was done."""
    worked: float = 0
    """Seconds of work done in them."""
    spent: timedelta = timedelta()
    """How long the stopped attempts lasted."""
    stopped: datetime | None = None
    """When the last attempt was stopped."""

    def elapsed(self, now: datetime) -> timedelta:
        """How long the session has lasted so far, over all attempts, pauses included."""
        return self.spent + (now - self.started if self.started else timedelta())


class PlannedStep(Struct, frozen=True):
    """A step on its day; `due` is unknown while it waits for the step it comes after."""

    step: Step
    due: datetime | None
    closes: datetime
    ends: datetime
    facts: Facts
    anchor: PlannedStep | None = None
    is_before_all: bool = False
    """Whether its hour had come before the runner started using the coach."""
    new_since: datetime | None = None
    """From when it has been in the plan, or there at this hour, if that was after its hour."""
    is_between: bool = False
    """Whether it has `every`, and is still open on a day in between."""
    is_swallowed: bool = False
    """Whether its day did not exist for the runner, as on a flight over the date line."""
    is_away: bool = False
    """Whether the runner is away on its day, or came back early after its window had closed."""

    def status(self, now: datetime) -> Status:
        """The status of the step at `now`."""
        settled = self._settled(now)
        if settled:
            return settled
        if self.is_away or self._falls_away(now):
            return Status.SKIPPED
        if self.due is None:
            return Status.UPCOMING if now < self.ends else self._passed
        if now >= self.closes:
            return self._passed
        if now >= self.due:
            return Status.DUE
        return Status.SNOOZED if self.facts.snoozed_until == self.due else Status.UPCOMING

    @property
    def hour(self) -> datetime:
        """When it is due or, while it waits for another step, the end of its day."""
        return self.due or self.closes

    @property
    def came_too_early(self) -> bool:
        """Whether its hour had come before the runner began, or before it was in the plan."""
        return self.is_before_all or self.new_since is not None

    @property
    def _passed(self) -> Status:
        """The status of a step that was not done in time.

        A step does not count as missed if it is optional, if it was over before it was due, if its
        hour came before the runner's first entry or before it was in the plan, or if a flight left
        no time for it.
        """
        never_came = self.is_swallowed or (self.due is not None and self.closes < self.due)
        is_let_go = self.step.optional or never_came or self.came_too_early or self.is_between
        return Status.SKIPPED if is_let_go else Status.MISSED

    def _settled(self, now: datetime) -> Status | None:
        """The status that follows from the runner's own answer, whatever the time."""
        if self.facts.done:
            return Status.DONE
        if self.facts.skipped:
            return Status.SKIPPED
        return Status.UNDER_WAY if self.facts.started and now < self.ends else None

    def _falls_away(self, now: datetime) -> bool:
        """Whether the step is dropped, because one that it depends on was skipped or missed.

        A chain may lack a link (ice still follows a run without its cool-down): then `due` is
        known, and the step stays.
        """
        if self.anchor is None or (self.step.after and self.due):
            return False
        return self.anchor.status(now) in {Status.SKIPPED, Status.MISSED}

    @property
    def shown_at(self) -> datetime:
        """The step's place on the day's time line: when it was done, or else when it is due.

        A step whose time depends on another one, which is still open, has the place of that one.
        """
        beside = self.beside
        return beside.shown_at if beside else self.facts.done or self.hour

    @property
    def beside(self) -> PlannedStep | None:
        """The step beside which this one stands, because its own time depends on it."""
        anchor = self.anchor
        if anchor is None or self.facts.done or self.facts.snoozed_until:
            return None
        if self.due is None:
            return anchor
        is_open = not (anchor.facts.done or anchor.facts.skipped)
        return anchor if (is_open if self.step.after else anchor.beside) else None


class MomentKind(StrEnum):
    """What happens to a step at a moment."""

    HEADS_UP = "heads-up"
    DUE = "due"
    REPEAT = "repeat"
    MISSED = "missed"
    PAUSE_OVER = "pause over"


class Moment(Struct, frozen=True):
    """An instant that calls for an alert; `key` names it across processes.

    `step` is empty if the moment is about no step.
    """

    day: date
    step: str
    kind: MomentKind
    at: datetime

    @property
    def key(self) -> str:
        """One name for one moment, the same in every process."""
        return f"{self.day}/{self.step}/{self.kind}/{self.at:%Y%m%dT%H%M%S}"


class Day(Struct, frozen=True):
    """One coach day, in the order of its time line."""

    date: date
    starts: datetime
    ends: datetime
    steps: tuple[PlannedStep, ...]
    routine: Routine
    """The routine as it applies on this day."""
    away: TimeAway | None = None
    """The time away that the day belongs to."""
    came_back: datetime | None = None
    """When the runner came back early, if that was on this day."""

    def find(self, step: str) -> PlannedStep | None:
        """The planned step with that id, if it is on this day."""
        return next((planned for planned in self.steps if planned.step.id == step), None)

    def next(self, now: datetime) -> PlannedStep | None:
        """The step to turn to: one under way, or one that is due, or the next to come."""
        by_status: dict[Status, list[PlannedStep]] = {}
        for planned in self.steps:
            by_status.setdefault(planned.status(now), []).append(planned)
        if by_status.get(Status.UNDER_WAY):
            return by_status[Status.UNDER_WAY][0]
        if by_status.get(Status.DUE):
            return min(by_status[Status.DUE], key=_most_pressing)
        coming = [*by_status.get(Status.SNOOZED, []), *by_status.get(Status.UPCOMING, [])]
        return min((one for one in coming if one.due), key=_when_due, default=None)

    def moments(self, now: datetime) -> tuple[Moment, ...]:
        """The moments still to come after `now`, soonest first."""
        return tuple(sorted(self._moments(now), key=lambda moment: moment.at))

    def _moments(self, now: datetime) -> Iterator[Moment]:
        for planned in self.steps:
            if planned.due is None or planned.facts.started or not planned.status(now).is_open:
                continue
            if planned.due > now:
                yield Moment(self.date, planned.step.id, MomentKind.DUE, planned.due)
            if planned.closes > now:
                yield Moment(self.date, planned.step.id, MomentKind.MISSED, planned.closes)


def _most_pressing(planned: PlannedStep) -> tuple[bool, datetime]:
    """The order of steps that are due: a chain that has begun first, then the oldest."""
    return planned.step.after is None, _when_due(planned)


def _when_due(planned: PlannedStep) -> datetime:
    return planned.hour
