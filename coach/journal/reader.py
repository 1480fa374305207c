"""All queries of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from coach.domain.events.types import Event
from coach.domain.heel.hindsight import StoredEvent
from coach.journal import gate
from coach.journal.connection import JournalConnection
from coach.journal.entry_rows import KNOWN_IDS, Entry, last_id, readable, unread
from coach.journal.in_force import IS_GONE, STANDING, STANDS
from coach.journal.new_ids import EARLIEST
from coach.journal.sqlite_errors import explaining

_SANE = (str(gate.FIRST_DAY), str(gate.LAST_DAY))
"""Days beyond these occur only in rows that are passed over."""


class JournalReader(JournalConnection):
    """Reads a journal by days, kinds and ids."""

    def is_sound(self) -> bool:
        """Whether the file is intact."""
        return bool(self.rows("pragma quick_check(1)") == [("ok",)])

    def count(self) -> int:
        """How many entries there are, retracted ones included."""
        return int(self.rows("select count(*) from entries")[0][0])

    def entries(self) -> Iterator[Entry]:
        """Every entry ever recorded, including retracted ones, in the order of recording.

        Entries that cannot be read are passed over here as everywhere; `unread` lists them.
        """
        with explaining(self.path):
            for id_, body in self._db.execute("select id, body from entries order by id"):
                for event in readable([(id_, body)]):
                    yield Entry(event, body)

    def unread(self) -> dict[str, str]:
        """Why entries cannot be read, by id."""
        with explaining(self.path):
            return unread(self._db)

    def entry(self, entry_id: str) -> Event | None:
        """The entry with that id, whether or not it is still in force."""
        with explaining(self.path):
            query = "select id, body from entries where id = ?"
            return next(readable(self._db.execute(query, (entry_id,))), None)

    def last_id(self) -> str:
        """The greatest id in the journal; empty if there is no entry yet."""
        with explaining(self.path):
            return last_id(self._db)

    def first_id(self) -> str:
        """The least id by a clock that was set; empty where there is no such entry yet."""
        query = f"{KNOWN_IDS} and id >= ? order by id limit 1"
        return next((id_ for (id_,) in self.rows(query, EARLIEST)), "")

    def ids_like(self, part: str) -> list[str]:
        """The ids of entries that begin or end like that, except those of retractions."""
        query = """select id from entries where ? in (substr(id, 1, ?), substr(id, -?))
            and kind <> 'entry-retracted'"""
        return [id_ for (id_,) in self.rows(query, part, len(part), len(part))]

    def retractions_of(self, entry_id: str) -> list[str]:
        """The ids of the retractions in force of an entry, oldest first."""
        query = f"select by from (select ? as id) as entries, retractions as one {STANDS}"  # noqa: S608 - ours
        return [by for (by,) in self.rows(f"{query} order by by", entry_id)]

    def since(self, day: date) -> list[Event]:
        """The events in force of that coach day and later, in the order of recording."""
        # `+id`: sorting a few days is quick; going through all years in the order of ids is not.
        return self._events("select id, body from holding where day >= ? order by +id", str(day))

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        """The events in force of the coach days from `first` up to, but without, `until`.

        Only those of some kinds, if any are named.
        """
        among, tags = _among(kinds) if kinds else ("true", [])
        query = f"select id, body from holding where day >= ? and day < ? and {among} order by +id"  # noqa: S608 - marks
        return self._events(query, str(first), str(until), *tags)

    def of_kinds(self, *kinds: type[Event]) -> list[Event]:
        """All events in force of these kinds, in the order of recording."""
        among, tags = _among(kinds)
        query = f"select id, body from holding where {among} order by +id"  # noqa: S608 - marks
        return self._events(query, *tags)

    def done_between(self, first: date, until: date, steps: Iterable[str]) -> list[Event]:
        """When any of these steps were done, on the coach days from `first` up to `until`."""
        query = """select id, body from holding
            where kind = 'step-done' and step = ? and day >= ? and day < ? order by +id"""
        found = (self._events(query, step, str(first), str(until)) for step in sorted(steps))
        return [event for events in found for event in events]

    def recorded_on(self, day: date, first: str, until: str) -> list[Event]:
        """The entries in force, including retractions, of a day or with an id in between.

        An id from a clock that was ahead is not in between, and neither are those after it.
        """
        query = f"""select id, body from entries
            where (day = ? or id >= ? and id < ?) and not {IS_GONE}"""  # noqa: S608 - ours
        return self._events(query, str(day), first, until)

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        """Every entry for some coach days, retracted ones included; of some kinds, if named."""
        among, tags = _among(kinds) if kinds else ("kind <> 'entry-retracted'", [])
        query = f"""select id, body, (select min(by) from ({STANDING})) from entries
            where day >= ? and day < ? and {among} order by +id"""  # noqa: S608 - ours
        with explaining(self.path):
            rows = self._db.execute(query, (str(first), str(until), *tags))
            return [StoredEvent(event, by) for *row, by in rows for event in readable([row])]

    def pains(self, spans: Sequence[tuple[date, date]]) -> list[list[int]]:
        """The first-step pains of spans of coach days, each without its last day.

        An index has all that is needed, so that SQLite from 3.41 on reads no entries.
        """
        asked = ",".join(f'["{first}","{until}"]' for first, until in spans)
        query = f"""select span.key, group_concat(pain) from json_each(?) as span join entries
            on kind = 'pain-checked' and day >= span.value ->> 0 and day < span.value ->> 1
            and pain between 0 and 10 and typeof(pain) = 'integer' and not {IS_GONE}
            group by span.key"""  # noqa: S608 - ours
        found = dict(self.rows(query, f"[{asked}]"))
        return [
            [int(one) for one in found.get(key, "").split(",") if one] for key in range(len(spans))
        ]

    def pains_by_day(self, first: date, until: date) -> list[tuple[date, int]]:
        """The day and the first-step pain of each check of some coach days, from an index alone."""
        query = f"""select day, pain from entries where kind = 'pain-checked'
            and day >= ? and day < ? and pain between 0 and 10 and typeof(pain) = 'integer'
            and not {IS_GONE}"""  # noqa: S608 - ours
        rows = self.rows(query, str(first), str(until))
        return [(day, pain) for text, pain in rows for day in _days([(text,)])]

    def first_day(self) -> date | None:
        """The first coach day with an entry not from a file; a watch has files of earlier years."""
        query = (
            "select day from holding where day between ? and ? "
            "and iif(json_valid(body), ifnull(body ->> 'file', '') = '', 0) order by day limit 1"
        )
        return next(_days(self.rows(query, *_SANE)), None)

    def first_ids(self, first: date, until: date) -> dict[date, str]:
        """The first id recorded on each of some coach days."""
        query = "select day, min(id) from entries where day >= ? and day < ? group by day"
        rows = self.rows(query, str(first), str(until))
        return {day: first_id for text, first_id in rows for day in _days([(text,)])}

    def months(self) -> list[date]:
        """The first days of the months that have entries, newest first."""
        # Jumping between 120 months is quicker than reading the days of 70,000 entries.
        query = """with recursive months (day) as (
                select max(day) from entries where day between ? and ? union all
                select (select max(day) from entries
                        where day between ? and ? and day < substr(months.day, 1, 7))
                    from months where day is not null)
            select substr(day, 1, 7) from months where day is not null"""
        return list(_days((f"{month}-01",) for (month,) in self.rows(query, *_SANE, *_SANE)))

    def _events(self, query: str, *values: str) -> list[Event]:
        """The events whose texts a query finds."""
        with explaining(self.path):
            return list(readable(self._db.execute(query, values)))


def _days(rows: Iterable[tuple[str]]) -> Iterator[date]:
    """The days in some texts, without those that are not days."""
    for (text,) in rows:
        with suppress(ValueError, TypeError):  # A damaged page may contain bytes that are not text.
            yield date.fromisoformat(text)


def _among(kinds: Sequence[type[Event]]) -> tuple[str, list[str]]:
    """A condition for the events of some kinds, and its values."""
    tags = [str(kind.__struct_config__.tag) for kind in kinds]
    return f"kind in ({', '.join('?' for _ in tags)})", tags
