"""A config text turned into a `Routine`, or into every problem that it has."""

import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path as FilePath
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import fields

from coach.config.checks import check_routine, warnings_about
from coach.config.layers import Table, lay_over, without_controls, without_switched_off
from coach.config.problems import Path, Problem, line_of, nearest
from coach.config.wording import allowed, choices, shown
from coach.domain.routine import (
    DaySettings,
    Exercise,
    PlayerSettings,
    Profile,
    Routine,
    Session,
    Step,
)
from coach.domain.units import Duration, WallTime
from coach.errors import ConfigError

S = TypeVar("S", bound=msgspec.Struct)

_SETTINGS: dict[str, type[msgspec.Struct]] = {
    "day": DaySettings,
    "profile": Profile,
    "player": PlayerSettings,
}
_COLLECTIONS = ("steps", "sessions", "exercises")


class Reading(NamedTuple):
    """What came of reading a config file: a routine, or the problems that stand in its way."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    source: str

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
        return read(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return read("", str(path))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem((), "is not UTF-8 text; save the file as UTF-8", line)
    except OSError as error:
        problem = Problem((), f"cannot be read ({error.strerror}); mend its access rights")
    return Reading(None, (problem,), (), str(path))


def read(text: str, source: str = "config.toml") -> Reading:
    """Read a config text laid over the shipped routine; `source` names it in problems."""
    try:
        users = without_controls(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax_problem(error),), (), source)
    document = without_switched_off(lay_over(_shipped(), users))
    reader = _Reader()
    routine = reader.routine(document)
    problems = reader.problems or (check_routine(routine) if routine else [])
    warnings = warnings_about(routine) if routine and not problems else []
    return Reading(
        None if problems else routine, _located(problems, text), _located(warnings, text), source
    )


def _shipped() -> Table:
    return tomllib.loads(resources.files(__package__).joinpath("defaults.toml").read_text("utf-8"))


def _syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    message, _, place = str(error).partition(" (at ")
    line = next((int(word) for word in place.replace(",", " ").split() if word.isdigit()), None)
    return Problem((), f"this is not TOML: {message[:1].lower()}{message[1:]}", line)


def _located(problems: list[Problem], text: str) -> tuple[Problem, ...]:
    located = [msgspec.structs.replace(one, line=line_of(text, one.path)) for one in problems]
    return tuple(sorted(located, key=lambda one: one.line or 0))


class _Reader:
    """Turns tables into values and gathers every problem on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def routine(self, document: Table) -> Routine | None:
        self._unknown_keys(document, ["theme", *_SETTINGS, *_COLLECTIONS], ())
        values: dict[str, Any] = {"theme": self._value(document.get("theme"), str, ("theme",))}
        for key, kind in _SETTINGS.items():
            values[key] = self._struct(kind, self._table(document.get(key, {}), (key,)), (key,))
        tables = {name: self._collection(document, name) for name in _COLLECTIONS}
        values["exercises"] = self._all(Exercise, tables["exercises"], "exercises")
        values["sessions"] = self._sessions(tables["sessions"], tables["exercises"])
        values["steps"] = self._all(Step, tables["steps"], "steps")
        return None if self.problems else Routine(**values)

    def _collection(self, document: Table, name: str) -> dict[str, Table]:
        """The tables of a collection, each with its id."""
        tables = {}
        for key, value in self._table(document.get(name, {}), (name,)).items():
            table = dict(self._table(value, (name, key)))
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
            entries = self._value(table.get("exercises", []), list, path) or []
            exercises = [self._entry(one, library, path) for one in entries]
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
            self._problem(path, f"names `{name}`, which is no exercise{nearest(name, library)}")
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
            for field in fields(kind):
                if field.required and field.name not in table:
                    self._problem(path, f"lacks `{field.name}`; give {allowed(field.type)}")
            return None

    def _tell_wrong(self, kind: type[msgspec.Struct], table: Mapping[str, Any], path: Path) -> None:
        known = {field.name: field.type for field in fields(kind)}
        self._unknown_keys(table, [name for name in known if name != "id"], path)
        for name, value in table.items():
            if name in known:
                self._value(value, known[name], (*path, name))

    def _unknown_keys(self, table: Mapping[str, Any], known: list[str], path: Path) -> None:
        for key in table:
            if key not in known and key != "id":
                words = nearest(key, known) or f"; known here: {', '.join(known)}"
                self._problem((*path, key), f"is not a key that coach knows{words}")

    def _value(self, value: Any, kind: Any, path: Path) -> Any:  # noqa: ANN401 - any field's type
        try:
            return msgspec.convert(value, kind, dec_hook=_decode)
        except msgspec.ValidationError:
            near = nearest(value, choices(kind)) if isinstance(value, str) else ""
            self._problem(path, f"is {shown(value)}; write {allowed(kind)}{near}")
            return None

    def _table(self, value: Any, path: Path) -> Table:  # noqa: ANN401 - TOML values are of any type
        if isinstance(value, dict):
            return value
        self._problem(path, f"is {shown(value)}; write a table")
        return {}

    def _problem(self, path: Path, text: str) -> None:
        self.problems.append(Problem(path, text))


_DECODERS: dict[type, Callable[[Any], object]] = {
    Duration: Duration.parse,
    WallTime: WallTime.parse,
}


def _decode(kind: type, value: object) -> object:
    return _DECODERS[kind](value)
