"""A config text turned into a `Routine`, or into every problem that it has."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import fields

from coach.config.checks import check_routine, warnings_about
from coach.config.layers import Table, lay_over, without_controls, without_switched_off
from coach.config.problems import Path, Problem, line_of, nearest, unknown
from coach.config.wording import allowed, choices, shown
from coach.domain.routine import (
    Activities,
    Alerts,
    DaySettings,
    Display,
    Exercise,
    PlayerSettings,
    Profile,
    Reminders,
    Routine,
    Running,
    Session,
    Sound,
    Step,
)
from coach.domain.units import Duration, WallTime
from coach.errors import ConfigError

S = TypeVar("S", bound=msgspec.Struct)

_SETTINGS: dict[str, type[msgspec.Struct]] = {
    "day": DaySettings,
    "profile": Profile,
    "player": PlayerSettings,
    "sound": Sound,
    "display": Display,
    "reminders": Reminders,
    "alerts": Alerts,
    "running": Running,
    "activities": Activities,
}
_COLLECTIONS = ("steps", "sessions", "exercises")
_ITEM = 2
"""How long a path is that names one step, session or exercise."""


class Reading(NamedTuple):
    """What came of reading a config file: a routine, or the problems that stand in its way."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    source: str
    text: str = ""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Where the routine leaves the range of the evidence."""
        return _located(warnings_about(self.routine), self.text) if self.routine else ()

    def or_fail(self) -> Routine:
        """The routine.

        Raises:
            ConfigError: if there are problems, with a sentence for each.
        """
        if self.routine is None:
            raise ConfigError("\n".join(one.sentence(self.source) for one in self.problems))
        return self.routine


def load(path: FilePath) -> Reading:
    """Read the config file, or the shipped routine alone where there is no such file."""
    try:
        return read(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError:
        return read("", str(path))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem((), "is not UTF-8 text; save the file as UTF-8", line)
    except OSError as error:
        problem = Problem((), f"cannot be read ({error.strerror}); mend its access rights")
    return Reading(None, (problem,), str(path))


def read(text: str, source: str = "config.toml") -> Reading:
    """Read a config text laid over the shipped routine; `source` names it in problems."""
    try:
        users = without_controls(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax_problem(error, text),), source)
    except (ValueError, RecursionError):
        problem = Problem((), "holds a number or a nesting that is too long; shorten it")
        return Reading(None, (problem,), source)
    routine, problems = _routine_of(users)
    if problems:
        return Reading(None, _located(problems, text), source)
    return Reading(routine, (), source, text)


def _routine_of(users: Table) -> tuple[Routine, list[Problem]]:
    """The routine without what has problems of its own, and all problems."""
    shipped = _shipped()
    reader = _Reader(shipped)
    routine = reader.routine(without_switched_off(lay_over(shipped, users)))
    return routine, [*reader.problems, *check_routine(routine, reader.ids)]


def _shipped() -> Table:
    return tomllib.loads(FilePath(__file__).with_name("defaults.toml").read_text("utf-8"))


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message, _, place = str(error).rpartition(" (at ")
    last = text.rstrip().count("\n") + 1
    line = next((int(word) for word in place.replace(",", " ").split() if word.isdigit()), last)
    return Problem((), f"this is not TOML: {message[:1].lower()}{message[1:]}", line)


def _located(problems: list[Problem], text: str) -> tuple[Problem, ...]:
    located = [msgspec.structs.replace(one, line=line_of(text, one.path)) for one in problems]
    return tuple(sorted(located, key=lambda one: one.line or 0))


class _Reader:
    """Turns tables into values and gathers every problem on the way."""

    def __init__(self, shipped: Table) -> None:
        self.problems: list[Problem] = []
        self.ids: dict[str, tuple[str, ...]] = {}
        self._shipped = shipped

    def routine(self, document: Table) -> Routine:
        self._unknown_keys(document, ["theme", *_SETTINGS, "keys", *_COLLECTIONS], ())
        values: dict[str, Any] = {"theme": self._value(document.get("theme"), str, ("theme",))}
        for key, kind in _SETTINGS.items():
            values[key] = self._struct(kind, self._table(document, key), (key,)) or kind()
        values["keys"] = self._keys(document)
        tables = {name: self._collection(document, name) for name in _COLLECTIONS}
        values["exercises"] = self._all(Exercise, tables["exercises"], "exercises")
        values["sessions"] = self._sessions(tables["sessions"], tables["exercises"])
        values["steps"] = self._all(Step, tables["steps"], "steps")
        return Routine(**values)

    def _keys(self, document: Table) -> dict[str, tuple[str, ...]]:
        if "keys" not in document:
            return {}
        from coach.config.keys import read_keys  # noqa: PLC0415 - for those who choose their own

        chosen, problems = read_keys(document["keys"])
        self.problems += problems
        return chosen

    def _collection(self, document: Table, name: str) -> dict[str, Table]:
        """The tables of a collection, each with its id."""
        tables = {}
        collection = self._table(document, name)
        self.ids[name] = tuple(collection)
        for key in collection:
            table = dict(self._table(collection, key, (name,)))
            if "enabled" in table:
                self._value(table.pop("enabled"), bool, (name, key, "enabled"))
            if "id" in table:
                self._problem((name, key, "id"), "is no key: the name of the table is the id")
            tables[key] = table | {"id": key}
        return tables

    def _all(self, kind: type[S], tables: dict[str, Table], name: str) -> dict[str, S]:
        built = {key: self._struct(kind, table, (name, key)) for key, table in tables.items()}
        return {key: value for key, value in built.items() if value is not None}

    def _sessions(self, tables: dict[str, Table], library: dict[str, Table]) -> dict[str, Session]:
        chosen = {}
        for key, table in tables.items():
            path = ("sessions", key, "exercises")
            entries = self._value(table.get("exercises", []), list, path)
            if entries == []:
                self._problem(path, "is empty; name at least one exercise")
            exercises = [self._entry(one, library, path) for one in entries or []]
            chosen[key] = table | {"exercises": tuple(one for one in exercises if one)}
        return self._all(Session, chosen, "sessions")

    def _entry(self, entry: object, library: dict[str, Table], path: Path) -> Exercise | None:
        """An exercise of a session: an id, or a table that changes the dosage for this session."""
        changes = entry if isinstance(entry, dict) else {"exercise": entry}
        name = changes.get("exercise")
        if not isinstance(name, str):
            self._problem(path, f'has the entry {shown(entry)}; write `exercise = "..."` in it')
            return None
        if name not in library:
            self._problem(path, unknown(name, "exercise", library))
            return None
        dosage = {key: value for key, value in changes.items() if key not in {"exercise", "id"}}
        table = lay_over(library[name], dosage, ("exercises", name))
        try:
            return msgspec.convert(table, Exercise, dec_hook=_decode)
        except msgspec.ValidationError:
            # What is wrong in the library is told there.
            self._tell_wrong(Exercise, dosage, (*path, name))
            return None

    def _struct(self, kind: type[S], table: Mapping[str, Any], path: Path) -> S | None:
        try:
            return msgspec.convert(table, kind, dec_hook=_decode)
        except msgspec.ValidationError:
            self._tell_wrong(kind, table, path)
            self._tell_lacking(kind, table, path)
            return None

    def _tell_lacking(
        self, kind: type[msgspec.Struct], table: Mapping[str, Any], path: Path
    ) -> None:
        lacking = [one for one in fields(kind) if one.required and one.name not in table]
        if lacking:
            words = ", ".join(f"`{one.name}` ({allowed(one.type)})" for one in lacking)
            near = nearest(path[-1], self._shipped[path[0]])
            self._problem(path, f"lacks {words}{near}")

    def _tell_wrong(self, kind: type[msgspec.Struct], table: Mapping[str, Any], path: Path) -> None:
        known = {field.name: field.type for field in fields(kind)}
        self._unknown_keys(table, [name for name in known if name != "id"], path)
        for name, value in table.items():
            if name in known:
                self._value(value, known[name], (*path, name))

    def _unknown_keys(self, table: Mapping[str, Any], known: list[str], path: Path) -> None:
        for key in table:
            if key not in known and (key != "id" or len(path) != _ITEM):
                words = nearest(key, known) or f"; known here: {', '.join(known)}"
                self._problem((*path, key), f"is not a key that coach knows{words}")

    def _value(self, value: Any, kind: Any, path: Path) -> Any:  # noqa: ANN401 - any field's type
        try:
            return msgspec.convert(value, kind, dec_hook=_decode)
        except msgspec.ValidationError:
            near = nearest(_wrong_word(value, choices(kind)), choices(kind))
            self._problem(path, f"is {shown(value)}; write {allowed(kind)}{near}")
            return None

    def _table(self, tables: Table, key: str, path: Path = ()) -> Table:
        """A table; where something else stands in its place, the shipped one."""
        value = tables.get(key, {})
        if isinstance(value, dict):
            return value
        self._problem((*path, key), f"is {shown(value)}; write a table")
        shipped = self._shipped[path[0]] if path else self._shipped
        return dict(shipped.get(key, {}))

    def _problem(self, path: Path, text: str) -> None:
        self.problems.append(Problem(path, text))


def _wrong_word(value: object, words: list[str]) -> str:
    """The word, alone or first in a list, that is none of those that may be chosen."""
    found = value if isinstance(value, list) else [value]
    return next((one for one in found if isinstance(one, str) and one not in words), "")


_DECODERS: dict[type, Callable[[Any], object]] = {
    Duration: Duration.parse,
    WallTime: WallTime.parse,
}


def _decode(kind: type, value: object) -> object:
    return _DECODERS[kind](value)
