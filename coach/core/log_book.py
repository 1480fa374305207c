"""The log book: one line for each recorded thing.

It is read month by month, newest first, so that ten years open as quickly as a week.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.core.coach import Coach
from coach.domain.day.dates import day_text
from coach.domain.events.grouping import Action, actions
from coach.domain.events.ids import time_of_id
from coach.domain.events.types import Away, EntryRetracted, Event, PainChecked
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.history.search import finder, searchable
from coach.errors import RefusedError
from coach.system.printable import printable
from coach.wording.events import action_words, event_text

SHORT = 8
"""So many digits at the end of an id almost always identify one entry."""
_FEWEST = 4
_DAY = timedelta(days=1)


class LogEntry(Struct, frozen=True, kw_only=True):
    """An entry: one event, or a played session.

    `time` and `at` are on the wall clock; `fate` says how and when it was retracted, if it was.
    """

    day: date
    time: str
    at: datetime
    name: str
    text: str
    events: Action
    fate: str = ""
    found_by: str

    @property
    def id(self) -> str:
        """The id of its last event, used to correct or delete it."""
        return self.events[-1].id

    @property
    def short_id(self) -> str:
        """The end of the id, enough to type."""
        return self.id[-SHORT:]


class LogBook:
    """Looks up entries in the journal, and caches them until the journal changes."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._seen: object = None
        self._known: dict[date, tuple[LogEntry, ...]] = {}

    def find(
        self, query: str = "", *, since: date | None = None, gone: bool = False
    ) -> Iterator[tuple[LogEntry, ...]]:
        """The lines that contain all words of a query, newest first, month by month.

        Args:
            query: words for `finder`; an empty query finds all lines.
            since: the first coach day.
            gone: whether to include retracted ones.
        """
        self._forget_what_changed()
        is_wanted = finder(query)
        for month in self._months(since or date.min):
            yield tuple(
                line
                for line in self._of_month(month)
                if (gone or not line.fate)
                and (since is None or line.day >= since)
                and is_wanted(line.found_by)
            )

    def of_day(self, day: date, *, gone: bool = False) -> list[LogEntry]:
        """The lines of a coach day, newest first."""
        lines = self._lines(self._coach.ledger.entries_between(day, day + _DAY))
        return [one for one in lines if gone or not one.fate]

    def named(self, part: str) -> LogEntry:
        """The line whose id begins or ends with `part`.

        Raises:
            RefusedError: if there is none, or several.
        """
        part = part.strip().lower()
        ids = self._coach.journal.ids_like(part) if len(part) >= _FEWEST else []
        events = filter(None, map(self._coach.journal.entry, ids))
        of_days = {event.day: self.of_day(event.day, gone=True) for event in events}
        lines = [line for day in of_days.values() for line in day if _is_named(line, ids)]
        if not lines:
            raise RefusedError(
                f"There is no entry `{part}`; `coach entries` shows the ids. The last {_FEWEST} "
                "digits are enough, unless another id ends the same way."
            )
        if len(lines) > 1:
            known = ", ".join(line.short_id for line in lines[:5])
            raise RefusedError(f"Several ids match `{part}`: {known}; write more of it.")
        return lines[0]

    def _forget_what_changed(self) -> None:
        now = self._coach.days.state()
        if now != self._seen:
            self._seen, self._known = now, {}

    def _months(self, since: date) -> list[date]:
        """The first day of each month with an entry, newest first."""
        unsaved = (one.day.replace(day=1) for one in self._coach.ledger.unsaved)
        months = sorted({*self._coach.journal.months(), *unsaved}, reverse=True)
        return [month for month in months if month >= since.replace(day=1)]

    def _of_month(self, first: date) -> tuple[LogEntry, ...]:
        if first not in self._known:
            until = (first + _DAY * 31).replace(day=1)
            lines = self._lines(self._coach.ledger.entries_between(first, until))
            self._known[first] = tuple(lines)
        return self._known[first]

    def _lines(self, stored: Iterable[StoredEvent]) -> list[LogEntry]:
        """The lines of some days, newest first."""
        by_day: dict[tuple[date, str | None], list[Event]] = {}
        corrected = set()
        for event, by in stored:
            by_day.setdefault((event.day, by), []).append(event)
            corrected.add(getattr(event, "corrects", None))
        # Days away may be moved to another day, which is not among these.
        away = self._coach.ledger.entries_between(date.min, date.max, Away)
        corrected |= {getattr(one.event, "corrects", None) for one in away}
        found = [
            (action, self._fate(action, by, corrected) if by else "")
            for (_, by), events in by_day.items()
            for action in actions(sorted(events, key=lambda one: one.order))
        ]
        found.sort(key=lambda one: _when(one[0]), reverse=True)
        return [self._line(action, fate) for action, fate in found]

    def _line(self, action: Action, fate: str) -> LogEntry:
        last, routine = action[-1], self._coach.routine
        name, text = map(printable, action_words(action, routine, self._coach.zone))
        at = last.at.astimezone(self._coach.zone)
        time = self._coach.routine.display.clock(at)
        day = last.day
        number = f"pain {last.pain}" if isinstance(last, PainChecked) else ""
        kinds = (str(last.__struct_config__.tag), _step(last), event_text(last, routine))
        when = (str(day), day_text(day), f"{day:%B} {day.day}", time)
        found_by = searchable(*when, name, text, number, *kinds, fate)
        return LogEntry(
            day=day,
            time=time,
            at=at,
            name=name,
            text=text,
            events=action,
            fate=fate,
            found_by=found_by,
        )

    def _fate(self, action: Action, by: str, corrected: set[str | None]) -> str:
        retraction = self._coach.ledger.entry(by)
        is_deleted = isinstance(retraction, EntryRetracted) and retraction.deletes
        is_corrected = action[-1].id in corrected
        what = "deleted" if is_deleted else "corrected" if is_corrected else "undone"
        when = time_of_id(by).astimezone(self._coach.zone)
        return f"{what} {when.day} {when:%b}"


def _step(event: Event) -> str:
    return getattr(event, "step", None) or ""


def _when(action: Action) -> tuple[date, object, str]:
    last = action[-1]
    return last.day, last.at, last.order


def _is_named(line: LogEntry, ids: list[str]) -> bool:
    return any(event.id in ids for event in line.events)
