"""Corrections: entries can be changed at any later time; the journal keeps both versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from operator import attrgetter
from typing import Any, TypeVar

from msgspec.structs import replace

from coach.core.days import Days
from coach.core.routine_file import RoutineFile
from coach.domain.day.wallclock import instant, step_instant
from coach.domain.events.grouping import actions
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    ObstacleNamed,
    StepDone,
    StepSkipped,
)
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone
from coach.journal.new_ids import start_of_ids

_A_MOMENT = timedelta(seconds=5)
"""How far ids run ahead of the clock when many entries are made at once."""
_COUNTS = "That counts already, or a corrected entry does in its place; nothing was done."
_CHANGED_ELSEWHERE = "That was changed elsewhere in the meantime; nothing was done."

F = TypeVar("F", bound=Event)


class Corrections:
    """Corrects, deletes and takes back; each is one step, during which no other process writes."""

    def __init__(self, ledger: Ledger, days: Days, file: RoutineFile) -> None:
        self._ledger = ledger
        self._days = days
        self._file = file

    @alone
    def correct(self, old: F, facts: Mapping[str, Any]) -> F:
        """Replace an entry in force with one that has other facts.

        Raises:
            RefusedError: if it was retracted.
        """
        self._stand_or_fail(old)
        retraction = self.retraction(old)
        new = self.in_place_of(old, facts)
        self._ledger.record(*retraction, new)
        return new

    @alone
    def retime(self, entry: StepDone | StepSkipped, at: time) -> Event:
        """Change the time of day at which a step was done or skipped.

        Raises:
            RefusedError: if that time has not come yet, or the entry was retracted.
        """
        days = self._days
        then = step_instant(entry.day, at, days.routine.day.starts, days.zone)
        if then > days.clock.now():
            raise RefusedError(f"It is not {at:%H:%M} yet.")
        return self.correct(entry, {"at": then})

    @alone
    def delete(self, entries: Sequence[Event]) -> EntryRetracted:
        """Retract entries; undo brings them back as they were.

        Raises:
            RefusedError: if one of them was retracted already.
        """
        self._stand_or_fail(*entries)
        ids = tuple(one.id for one in entries)
        deleted = self._retracting(ids, deletes=True)
        self._take_back_in_plan(entries)
        self._ledger.record(deleted)
        return deleted

    @alone
    def bring_back(self, entries: Sequence[Event]) -> None:
        """Let entries count again that were deleted or undone, whenever that was.

        Raises:
            RefusedError: if they count, or another entry counts in their place.
        """
        if not self.may_come_back(entries):
            raise RefusedError(_COUNTS)
        ended = sorted({by for one in entries for by in self._ledger.retractions_of(one.id)})
        for retraction in map(self._ledger.entry, ended):
            if isinstance(retraction, EntryRetracted):
                self._bring_back_in_plan(retraction)
        self._ledger.record(self._retracting(tuple(ended)))

    def may_come_back(self, entries: Sequence[Event]) -> bool:
        """Whether none of these entries counts, nor another one in its place."""
        return all(
            not self._ledger.stands(one)
            and not getattr(one, "corrects", None)
            and not self._is_corrected(one)
            for one in entries
        )

    @alone
    def undo(self) -> Event:
        """Take back today's last action, and return it.

        A played session is taken back as a whole; a correction gives way to what it corrected, and
        deleted entries return.

        Raises:
            RefusedError: if there is nothing to take back today.
        """
        last = self._last_of_today()
        if last is None:
            raise RefusedError("Nothing to undo today.")
        self.take_back(last)
        return last

    @alone
    def take_back(self, action: Event) -> None:
        """Take back what was recorded, corrected or deleted, so that all is as it was before.

        Raises:
            RefusedError: if it no longer counts: another window or machine has changed it.
        """
        self._stand_or_fail(action)
        ended = [action.id]
        if isinstance(action, EntryRetracted):
            self._bring_back_in_plan(action)
        self._take_back_in_plan((action,))
        if corrected := getattr(action, "corrects", None):
            ended += self._retraction_before(corrected, action.id)
        elif not isinstance(action, EntryRetracted):
            ended = [one.id for one in self._attempt(action)]
        self._ledger.record(self._retracting(tuple(ended)))

    # The plan follows an entry that changed it.

    def _take_back_in_plan(self, entries: Iterable[Event]) -> None:
        for one in entries:
            if isinstance(one, ObstacleNamed) and one.changed:
                self._file.take_back(one.step, one.changed)

    def _bring_back_in_plan(self, retraction: EntryRetracted) -> None:
        for one in map(self._ledger.entry, retraction.entries):
            if isinstance(one, ObstacleNamed) and one.changed:
                self._file.change_step(one.step, one.changed)

    def in_place_of(self, old: F, facts: Mapping[str, Any]) -> F:
        """An entry that replaces another, with other facts; it is not recorded yet."""
        own = {"id": self._ledger.next_id(), "corrects": old.id, "place": old.order}
        return replace(old, **own, **facts)

    def retraction(self, event: Event | None) -> tuple[EntryRetracted, ...]:
        """The retraction of an event, if there is one; it is not recorded yet."""
        return (self._retracting((event.id,)),) if event else ()

    def _retracting(self, entries: tuple[str, ...], *, deletes: bool = False) -> EntryRetracted:
        today = self._days.present_day()
        return self._ledger.new(EntryRetracted, today, entries=entries, deletes=deletes)

    def _stand_or_fail(self, *entries: Event) -> None:
        if not all(map(self._ledger.stands, entries)):
            raise RefusedError(_CHANGED_ELSEWHERE)

    def _last_of_today(self) -> Event | None:
        """Today's last action: what was recorded or deleted today, or belongs to today."""
        days = self._days
        today, now = days.present_day(), days.clock.now()
        first = start_of_ids(instant(today, days.routine.day.starts, days.zone))
        recorded = self._ledger.recorded_on(today, first, start_of_ids(now + _A_MOMENT))
        actions = (one for one in recorded if not isinstance(one, EntryRetracted) or one.deletes)
        return max(actions, key=attrgetter("id"), default=None)

    def _attempt(self, event: Event) -> Sequence[Event]:
        """The session that an event belongs to, or the event alone."""
        found = actions(self._days.events_of(event.day))
        return next(one for one in found if any(part.id == event.id for part in one))

    def _is_corrected(self, event: Event) -> bool:
        """Whether there is an entry that corrects this one, itself in force or not."""
        day = event.day
        near = self._ledger.entries_between(day, day + timedelta(days=1), type(event))
        return any(getattr(one.event, "corrects", None) == event.id for one in near)

    def _retraction_before(self, corrected: str, correction: str) -> list[str]:
        """The retraction that was recorded with a correction."""
        found = self._ledger.retractions_of(corrected)
        return [one for one in found if one < correction][-1:] or found[:1]
