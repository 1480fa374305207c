"""A day that is planned; no status is ever stored.

A `Day` is asked for the status of its steps at an instant. `coach.domain.day.plan` makes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from coach.domain.events.types import SkipReason
from coach.domain.routine.model import Routine, Step


class Status(StrEnum):
    """Where a step stands at an instant."""

    UPCOMING = "upcoming"
    DUE = "due"
    UNDER_WAY = "under way"
    DONE = "done"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    MISSED = "missed"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in _OPEN


_OPEN = frozenset({Status.UPCOMING, Status.DUE, Status.UNDER_WAY, Status.SNOOZED})


class Facts(Struct, frozen=True):
    """What the events of the day say of one step."""

    done: datetime | None = None
    skipped: datetime | None = None
    because: SkipReason | None = None
    started: datetime | None = None
    snoozed_until: datetime | None = None
    snoozes: int = 0
    finished: int = 0
    """How many exercises of the session are behind us."""
    worked: float = 0
    """Seconds of work done in them."""
    spent: timedelta = timedelta()
    """How long the attempts lasted that were stopped."""
    stopped: datetime | None = None
    """When the last of them was."""

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
    """Whether its window had closed before the runner began with the coach."""
    is_between: bool = False
    """Whether it comes every so many days, and stands open on a day between them."""
    is_swallowed: bool = False
    """Whether its day never was for the runner, as on a journey over the date line."""

    def status(self, now: datetime) -> Status:
        """Where the step stands at `now`."""
        settled = self._settled(now)
        if settled:
            return settled
        if self._falls_away(now):
            return Status.SKIPPED
        if self.due is None:
            return Status.UPCOMING if now < self.ends else self._passed
        if now >= self.closes:
            return self._passed
        if now >= self.due:
            return Status.DUE
        return Status.SNOOZED if self.facts.snoozed_until == self.due else Status.UPCOMING

    @property
    def _passed(self) -> Status:
        """What becomes of a step that was not done.

        What is optional, what was over before it was due, what came before the first day with the
        coach had begun, and what a journey left no time for is not held against anyone.
        """
        never_came = self.is_swallowed or (self.due is not None and self.closes < self.due)
        is_let_go = self.step.optional or never_came or self.is_before_all or self.is_between
        return Status.SKIPPED if is_let_go else Status.MISSED

    def _settled(self, now: datetime) -> Status | None:
        """The status that the runner's own word decides, whatever the time."""
        if self.facts.done:
            return Status.DONE
        if self.facts.skipped:
            return Status.SKIPPED
        return Status.UNDER_WAY if self.facts.started and now < self.ends else None

    def _falls_away(self, now: datetime) -> bool:
        """A step that hangs on one that was skipped or missed is not asked for.

        A link of a chain may be left out (ice still follows a run without its cool-down): then
        `due` is known, and the step stands.
        """
        if self.anchor is None or (self.step.after and self.due):
            return False
        return self.anchor.status(now) in {Status.SKIPPED, Status.MISSED}

    @property
    def shown_at(self) -> datetime:
        """Where the step stands on the day's time line: when done, else when due."""
        if self.facts.done:
            return self.facts.done
        if self.due:
            return self.due
        return self.anchor.shown_at if self.anchor else self.closes


class MomentKind(StrEnum):
    """What happens to a step at a moment."""

    HEADS_UP = "heads-up"
    DUE = "due"
    REPEAT = "repeat"
    MISSED = "missed"
    PAUSE_OVER = "pause over"


class Moment(Struct, frozen=True):
    """An instant at which something is due; `key` names it across processes.

    `step` is empty where the moment is about no step.
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
    """The routine as this day has it."""

    def find(self, step: str) -> PlannedStep | None:
        """The planned step with that id, if it is on this day."""
        return next((planned for planned in self.steps if planned.step.id == step), None)

    def next(self, now: datetime) -> PlannedStep | None:
        """What to turn to: what is under way, else what is due, else the next to come."""
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
    """Among steps that are due, those of a chain that has begun come first, then the oldest."""
    return planned.step.after is None, _when_due(planned)


def _when_due(planned: PlannedStep) -> datetime:
    return planned.due or planned.closes
