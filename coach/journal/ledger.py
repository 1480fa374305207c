"""The ledger: which entries are in force, including those that could not be saved yet.

The journal works out which saved entries are in force. The ledger adds the entries that wait to be
saved, gives new ones their ids, and makes one step of what a method reads and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from functools import wraps
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from coach.domain.events.types import EntryRetracted, Event, Fact, PainChecked, StepDone
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.units import counted
from coach.errors import NotSavedError, RefusedError
from coach.journal.entry_rows import Entry
from coach.journal.gate import FIRST_DAY, LAST_DAY
from coach.journal.in_force import InForce
from coach.journal.journal import Journal
from coach.journal.new_ids import new_id
from coach.journal.unsaved import Unsaved
from coach.system.clock import Clock


class _Writer(Protocol):
    """A class with methods that record."""

    _ledger: Ledger


_DAY = timedelta(days=1)
F = TypeVar("F", bound=Event)
W = TypeVar("W", bound=_Writer)
P = ParamSpec("P")
R = TypeVar("R")


def alone(verb: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
    """Let no other process write between what a method reads and what it records."""

    @wraps(verb)
    def alone(self: W, /, *args: P.args, **named: P.kwargs) -> R:
        with self._ledger.held():
            return verb(self, *args, **named)

    return alone


class Ledger:
    """The journal and the entries that could not be saved in it yet, as one."""

    def __init__(self, journal: Journal, clock: Clock, *, retry_unsaved: bool = False) -> None:
        """Bring in what ended processes could not save.

        Args:
            journal: the open journal.
            clock: gives new entries their ids.
            retry_unsaved: whether entries that cannot be saved just now are kept and tried again;
                otherwise recording them fails.
        """
        self.journal = journal
        self.unsaved: tuple[Event, ...] = ()
        self.why_unsaved = ""
        self.when_recorded: Callable[[Sequence[Event]], None] | None = None
        """What is called with the events that were recorded here, just after they were."""
        self._clock = clock
        self._retry_unsaved = retry_unsaved
        self._last_id = ""
        self._cannot_hold: NotSavedError | None = None
        self._read: tuple[tuple[int, int, int], date] | None = None
        self._events: list[Event] = []
        self._kept = Unsaved(journal.path)
        self._kept.bring_in(journal)
        self._seen = journal.version()

    # What is in force.

    def state(self) -> object:
        """A value that differs whenever an entry has changed."""
        return self.journal.stamp(), self.unsaved

    def since(self, first: date) -> list[Event]:
        """The events in force from a coach day on."""
        return [one for one in self._holding(self._saved(first)) if one.day >= first]

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        """The events in force of the coach days from `first` up to, but without, `until`.

        Only those of some kinds, if any are named.
        """
        known = self._holding(self.journal.between(first, until, *kinds))
        wanted = kinds or (Fact,)
        return [one for one in known if first <= one.day < until and isinstance(one, wanted)]

    def of_kinds(self, *kinds: type[Event]) -> list[Event]:
        """The events in force of some kinds, of all days."""
        known = self._holding(self.journal.of_kinds(*kinds))
        return [one for one in known if isinstance(one, kinds)]

    def done_between(self, first: date, until: date, steps: frozenset[str]) -> list[Event]:
        """When any of these steps were done, on the coach days from `first` up to `until`."""
        known = self._holding(self.journal.done_between(first, until, steps))
        return [
            one
            for one in known
            if first <= one.day < until and isinstance(one, StepDone) and one.step in steps
        ]

    def pains(self, spans: Sequence[tuple[date, date]]) -> Sequence[Sequence[int]]:
        """The first-step pains of spans of days, each without its last day."""
        if not self.unsaved:
            return self.journal.pains(spans)
        checks = (self.between(first, until, PainChecked) for first, until in spans)
        return [[one.pain for one in span if isinstance(one, PainChecked)] for span in checks]

    def pains_by_day(self, first: date, until: date) -> dict[date, int]:
        """The first-step pain of each morning; of several checks on a day, the last one's."""
        if self.unsaved:
            return self._last_pains(first, until)
        saved = self.journal.pains_by_day(first, until)
        several = (day for day, count in Counter(day for day, _ in saved).items() if count > 1)
        found = dict(saved)
        for day in several:  # two machines may have recorded one each
            found |= self._last_pains(day, day + _DAY)
        return found

    def _last_pains(self, first: date, until: date) -> dict[date, int]:
        checks = self.between(first, until, PainChecked)
        return {one.day: one.pain for one in checks if isinstance(one, PainChecked)}

    def stands(self, entry: Event) -> bool:
        """Whether an entry is in force; for a deletion, whether it was not taken back."""
        return not self.retractions_of(entry.id)

    # Recorded entries, in force or not.

    def entry(self, entry_id: str) -> Event | None:
        """The entry with an id; None if there is none, or this version does not know it."""
        unsaved = (one for one in self.unsaved if one.id == entry_id)
        return next(unsaved, None) or self.journal.entry(entry_id)

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        """Every entry for some coach days, retracted ones included; of some kinds, if named."""
        saved = self.journal.entries_between(first, until, *kinds)
        if not self.unsaved:
            return saved
        wanted = kinds or (Fact,)
        here = (
            StoredEvent(one, None)
            for one in self.unsaved
            if first <= one.day < until
            and isinstance(one, wanted)
            and not isinstance(one, EntryRetracted)
        )
        known = {one.event.id: one for one in (*here, *saved)}
        found = map(self._in_force().stored, known.values())
        return sorted(found, key=lambda one: one.event.id)

    def recorded_on(self, day: date, first: str, until: str) -> list[Event]:
        """The entries in force, including retractions, of a day or with an id in between."""
        known = self._in_force().entries(self.journal.recorded_on(day, first, until))
        return [one for one in known if one.day == day or first <= one.id < until]

    def retractions_of(self, entry_id: str) -> list[str]:
        """The ids of the retractions by which an entry is not in force, oldest first."""
        return self._in_force().retractions_of(entry_id)

    def first_ids(self, first: date, until: date) -> dict[date, str]:
        """The first id recorded on each of some coach days."""
        return self.journal.first_ids(first, until)

    # Writing.

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the journal if possible; if not, recording says why at once."""
        with ExitStack() as step:
            step.enter_context(self.hurried(is_hurried=self._retry_unsaved))
            if not self._cannot_hold:
                try:
                    step.enter_context(self.journal.held())
                except NotSavedError as error:
                    self._cannot_hold = error
                    step.callback(setattr, self, "_cannot_hold", None)
            yield

    @contextmanager
    def hurried(self, *, is_hurried: bool = True) -> Iterator[None]:
        """Wait for other writers only as long as a key press may take."""
        self.journal.hurry(is_hurried=is_hurried)
        try:
            yield
        finally:
            self.journal.hurry(is_hurried=bool(self.unsaved))

    def next_id(self) -> str:
        """An id after all others."""
        self._last_id = new_id(self._clock.now(), max(self._last_id, self.journal.last_id()))
        return self._last_id

    def new(
        self,
        kind: type[F],
        day: date,
        *,
        at: datetime | None = None,
        **facts: Any,  # noqa: ANN401 - the fields of any event
    ) -> F:
        """An event for a coach day, at an instant, or now; it is not recorded yet."""
        return kind(id=self.next_id(), at=at or self._clock.now(), day=day, **facts)

    def record_new(
        self,
        kind: type[F],
        day: date,
        *,
        at: datetime | None = None,
        **facts: Any,  # noqa: ANN401 - the fields of any event
    ) -> F:
        """Record an event for a coach day, at an instant, or now; errors are those of `record`."""
        event = self.new(kind, day, at=at, **facts)
        self.record(event)
        return event

    def record(self, *events: Event) -> None:
        """Save events, and those that could not be saved before.

        Raises:
            RefusedError: if the clock cannot be right.
            NotSavedError: if they cannot be saved, and are not to be tried again.
        """
        waiting = (*self.unsaved, *events)
        if not waiting:
            return
        now = self._clock.now()
        if not FIRST_DAY <= now.date() <= LAST_DAY:
            raise RefusedError(
                f"The clock shows {now:%Y-%m-%d}, which cannot be right; set it first."
            )
        self.journal.hurry(is_hurried=self._retry_unsaved)
        try:
            self._save(events)
        except NotSavedError as error:
            if not self._retry_unsaved:
                raise
            self._keep(waiting, error)
        self.tell(events)

    def tell(self, events: Sequence[Event]) -> None:
        """Say that events were recorded here; `record` does so itself."""
        if events and self.when_recorded:
            self.when_recorded(events)

    def save_again(self) -> bool:
        """Try again to save what could not be saved, and say whether all is saved now."""
        self.record()
        return not self.unsaved

    def follow(self) -> bool:
        """Read what others wrote, and say whether they did since the last call."""
        has_moved = self.journal.keep_up()
        self.journal.fold_log()
        before, self._seen = self._seen, self.journal.version()
        return has_moved or before != self._seen

    def _save(self, events: Sequence[Event]) -> None:
        if self._cannot_hold:
            raise self._cannot_hold
        with self.journal.transaction():
            if self.unsaved:  # Another process may have saved them already.
                self.journal.take_in(map(Entry.of, self.unsaved))
            self.journal.append(*events)
        if self.unsaved:
            self._kept.keep(())
        self.unsaved = ()
        self.journal.hurry(is_hurried=False)  # until then, nothing else waits long either

    def _keep(self, waiting: tuple[Event, ...], error: NotSavedError) -> None:
        self.unsaved = waiting
        self._kept.keep(waiting)
        count = counted(len(waiting), "entry is", "entries are")
        self.why_unsaved = f"{count} not saved yet. {error} Coach keeps trying."

    def _holding(self, saved: list[Event]) -> list[Event]:
        """The events in force, saved and unsaved, each in its place."""
        known = self._in_force().entries(saved)
        events = (one for one in known if not isinstance(one, EntryRetracted))
        return sorted(events, key=attrgetter("order"))

    def _in_force(self) -> InForce:
        return InForce(self.journal, self.unsaved)

    def _saved(self, first: date) -> list[Event]:
        """The saved events from a day on, read again only when anything was written."""
        now = (self.journal.stamp(), first)
        if now != self._read:
            self._read, self._events = now, self.journal.since(first)
        return self._events
