"""The plan: the user's text and the shipped routine, with what is switched off, and its changes.

A `Routine` has what applies today. To change it, one must see more: steps that are switched off,
the shipped values, which tables are the user's own. A change is a new text; what it would mean is
read from that text before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from unicodedata import normalize

from msgspec import Struct

from coach.config.editing import TextChange, change
from coach.config.included import stacked
from coach.config.key_path import Path
from coach.config.layers import RIVALS, Table, lay_over
from coach.config.patching import taken_out, with_items, with_table, with_value, without
from coach.config.reading import Reading, read, shipped
from coach.config.spans import find, sections_of
from coach.config.toml import parsed
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import Duration, WallTime
from coach.errors import ConfigError

_DAY = 24 * 60
_UNKNOWN = 7 * _DAY
"""Minutes far after all others, for a step with no known time."""
_ENTRY_DEPTH = 4
"""The length of the path of an exercise within a session: sessions, id, exercises, place."""
_NO_ID = re.compile(r"[^a-z0-9]+")


class Plan(Struct, frozen=True, dict=True):
    """A valid config text, and what it means.

    `own` are the user's tables; `below` are the shipped ones with those of included files, and
    `tables` all of them merged. A place in them is a path such as `("steps", "run")`, or
    `("sessions", "midday", "exercises", 2)`.
    """

    text: str
    reading: Reading
    own: Table
    below: Table
    tables: Table

    @classmethod
    def of(cls, text: str, source: str = "config.toml") -> Plan:
        """The plan of a text that has no problems; what it includes lies in the source's folder."""
        own, reading = parsed(text).tables, read(text, source)
        below = lay_over(shipped(), stacked(reading.included, {}))
        return cls(text, reading, own, below, lay_over(below, own))

    def ids(self, collection: str) -> list[str]:
        """The ids of all steps, sessions or exercises, including those switched off."""
        return list(self.tables[collection])

    def table(self, place: Path) -> Table:
        """The table at a place; for an exercise within a session, with its own dose."""
        if len(place) < _ENTRY_DEPTH:
            return dict(self.tables[str(place[0])][place[1]])
        entry = self.entries(str(place[1]))[int(place[3])]
        library = self.tables["exercises"].get(entry["exercise"], {})
        return lay_over(library, entry, ("exercises", entry["exercise"]))

    def entries(self, session: str) -> list[Table]:
        """The exercises of a session, each as a table with what it changes."""
        entries = self.tables["sessions"][session].get("exercises", [])
        return [one if isinstance(one, dict) else {"exercise": one} for one in entries]

    def is_on(self, place: Path) -> bool:
        """Whether a place is switched on, whatever it depends on."""
        return len(place) == _ENTRY_DEPTH or self.table(place).get("enabled") is not False

    def is_own(self, place: Path) -> bool:
        """Whether it is the user's own, and neither shipped nor included."""
        return place[1] not in self.below[str(place[0])]

    def is_changed(self, place: Path, key: str) -> bool:
        """Whether a key is set in the user's text."""
        if len(place) == _ENTRY_DEPTH:
            return key in self.entries(str(place[1]))[int(place[3])]
        return key in self.own.get(str(place[0]), {}).get(place[1], {})

    @cached_property
    def in_order(self) -> list[str]:
        """All steps by the time at which they come, or would come."""
        ids = self.ids("steps")
        return sorted(ids, key=lambda one: (self._minute(one), ids.index(one)))

    def time_of(self, step: str) -> str:
        """When a step comes: its time, or `then` if it waits for another one to be done."""
        minute = self._minute(step)
        if "after" in self.tables["steps"][step] or minute >= _UNKNOWN:
            return "then"
        hour, minute = divmod((minute + self._turn()) % _DAY, 60)
        return f"{hour:02}:{minute:02}"

    # Changes: each returns the changed text.

    def setting(self, place: Path, key: str, value: object) -> str:
        """The text with a value; of keys that exclude each other, the old one goes."""
        collection = "exercises" if len(place) == _ENTRY_DEPTH else str(place[0])
        rivals = RIVALS.get(collection, frozenset())
        others = sorted(rivals - {key}) if key in rivals else []
        text = self._with_entry_table(place)
        for one in self._tables_among(place, (key, *others)):
            text = _without_spread(text, (*place, one))
        return with_value(text, (*place, key), value, rivals=others)

    def giving_back(self, place: Path, key: str) -> str:
        """The text without a key, so that the shipped value applies again."""
        return taken_out(self.text, (*place, key))

    def creating(self, collection: str, key: str, values: Mapping[str, object]) -> str:
        """The text with a new step, session or exercise."""
        return with_table(self.text, (collection, key), values)

    def deleting(self, place: Path) -> str:
        """The text without one of the user's own tables."""
        return without(self.text, place)

    def adding(self, session: str, exercise: str, at: int) -> str:
        """The text with one more exercise in a session."""
        places: list[int | str] = [*range(len(self.entries(session)))]
        return self._with_entries(session, [*places[:at], exercise, *places[at:]])

    def moving(self, session: str, at: int, to: int) -> str:
        """The text with an exercise of a session at another place."""
        places = [*range(len(self.entries(session)))]
        places.insert(to, places.pop(at))
        return self._with_entries(session, places)

    def dropping(self, session: str, at: int) -> str:
        """The text with one exercise fewer in a session."""
        places = [*range(len(self.entries(session)))]
        return self._with_entries(session, [one for one in places if one != at])

    def _with_entries(self, session: str, wanted: list[int | str] | list[int]) -> str:
        return with_items(self._with_own_list(session), _list_of(session), wanted)

    def _with_own_list(self, session: str) -> str:
        """The text with the session's list of exercises in it, at first the shipped one."""
        path = _list_of(session)
        if self.is_changed(path[:2], "exercises"):
            return self.text
        return with_value(self.text, path, self.tables["sessions"][session]["exercises"])

    def _with_entry_table(self, place: Path) -> str:
        """The text with a table instead of the bare id of an exercise within a session."""
        if len(place) < _ENTRY_DEPTH:
            return self.text
        text = self._with_own_list(str(place[1]))
        entries = self.tables["sessions"][place[1]]["exercises"]
        entry = entries[int(place[3])]
        return text if isinstance(entry, dict) else with_value(text, place, {"exercise": entry})

    def _tables_among(self, place: Path, keys: Collection[str]) -> list[str]:
        """Which of these keys have a table as their value in the user's text."""
        own = self.own.get(str(place[0]), {}).get(place[1], {})
        return [one for one in keys if isinstance(own.get(one), dict)]

    def _minute(self, step: str, behind: Collection[str] = ()) -> int:
        """Minutes from the turn of the day to a step; far later if no time is known."""
        table = self.tables["steps"].get(step, {})
        if "at" in table:
            return (_minutes(WeekTimes.parse(table["at"]).usual) - self._turn()) % _DAY
        anchor = table.get("after") or table.get("before")
        if anchor is None or anchor in behind:
            return _UNKNOWN
        delay = Duration.parse(table.get("delay", 0)) // 60
        return self._minute(anchor, (*behind, step)) + (delay if "after" in table else -delay)

    def _turn(self) -> int:
        return _minutes(self.tables["day"]["starts"])


def _without_spread(text: str, path: Path) -> str:
    """The text without a table that has a header or dotted keys: no value can replace it."""
    return text if find(sections_of(text), path) else without(text, path)


def _minutes(clock: object) -> int:
    time = WallTime.parse(clock)
    return time.hour * 60 + time.minute


def _list_of(session: str) -> tuple[str, str, str]:
    return ("sessions", session, "exercises")


def id_from(name: str, taken: Collection[str]) -> str:
    """An unused id made from a name."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NO_ID.sub("-", plain).strip("-") or "own"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (stem, *numbered) if one not in taken)


class PlanFile:
    """The user's file as changed by one screen, which can undo its changes."""

    def __init__(self, path: FilePath) -> None:
        self._path = path
        self._changes: list[TextChange] = []

    def change(self, edit: Callable[[Plan], str]) -> None:
        """Change the file as it is now.

        Raises:
            ConfigError: if the file has problems, would get any, or cannot be written.
        """
        made = change(self._path, "the plan", lambda text: edit(Plan.of(text, str(self._path))))
        if made.after != made.before:
            self._changes.append(made)

    def undo(self) -> None:
        """Undo the last change, if there is one, and if nothing else has changed the file since.

        Raises:
            ConfigError: if it cannot be undone.
        """
        if not self._changes:
            raise ConfigError("Nothing to undo: you have not changed the plan here.")
        last = self._changes[-1]

        def back(present: str) -> str:
            if present != last.after:
                raise ValueError("the file was changed elsewhere since then")
            return last.before

        change(self._path, "the undo", back)
        self._changes.pop()
