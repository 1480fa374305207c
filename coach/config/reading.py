"""Turn a config text into a `Routine`, or into all of its problems.

It is long because every step from the text to the routine may find problems, and all of them are
reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import fields

from coach.config.checks import activity_folders, check_routine, cut_windows, wrong_dose
from coach.config.key_path import Path
from coach.config.layers import (
    DOSES,
    SwitchedOff,
    Table,
    lay_over,
    names_of_steps,
    without_switched_off,
)
from coach.config.problems import Problem, located, nearest, unknown
from coach.config.toml import LARGEST, parsed, unreadable
from coach.config.value_names import allowed, choices, shown, shown_at
from coach.domain.routine.model import Exercise, Routine, Session, Step
from coach.domain.routine.settings import (
    Activities,
    Alerts,
    DaySettings,
    Display,
    Goal,
    Hooks,
    PlayerSettings,
    Profile,
    Reminders,
    Running,
    Sound,
    Sync,
)
from coach.domain.routine.week_times import WEEK_KEYS, WeekTimes, days_without
from coach.domain.units import Distance, Duration, WallTime
from coach.errors import ConfigError
from coach.system.atomic_write import no_folder, read_text
from coach.system.patience import answer_within

if TYPE_CHECKING:
    from coach.config.included import Included

S = TypeVar("S", bound=msgspec.Struct)

SETTINGS: dict[str, type[msgspec.Struct]] = {
    "day": DaySettings,
    "profile": Profile,
    "player": PlayerSettings,
    "sound": Sound,
    "display": Display,
    "reminders": Reminders,
    "alerts": Alerts,
    "running": Running,
    "goal": Goal,
    "activities": Activities,
    "sync": Sync,
    "hooks": Hooks,
}
_SHIPPED = FilePath(__file__).with_name("defaults.json")
ITEMS: dict[str, type[msgspec.Struct]] = {
    "steps": Step,
    "sessions": Session,
    "exercises": Exercise,
}
COLLECTIONS = tuple(ITEMS)
_AT_THE_TOP = ("theme", "include")
_PATIENCE = 2.0
"""Seconds that a folder has to answer."""
_MOST = 100
"""Problems shown at once; the rest appear when these are fixed."""
_GO_ON = "`coach config edit` opens the file to fix it; `coach config check` checks it again."
_ITEM = 2
"""The length of a path to one step, session or exercise."""


class Reading(NamedTuple):
    """The result of reading a config file: a routine, or the problems that prevent it."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    source: str
    text: str = ""
    is_there: bool = True
    """Whether the file exists."""
    included: tuple[Included, ...] = ()
    """The files that it includes, the lowest first, also those that cannot be read."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Where the routine leaves the range of the evidence, or will not do what it says."""
        if self.routine is None:
            return ()
        from coach.config.evidence_warnings import warnings_about  # noqa: PLC0415 - few ask for them

        warnings = [*warnings_about(self.routine), *cut_windows(self.routine)]
        return located(warnings, self.text, self.included)

    def or_fail(self) -> Routine:
        """The routine.

        Raises:
            ConfigError: if there are problems, with a sentence for each, and how to go on.
        """
        if self.routine is None:
            sentences = [one.sentence(self.source) for one in self.problems]
            is_readable = any(one.line for one in self.problems)
            raise ConfigError("\n".join((*sentences, _GO_ON) if is_readable else sentences))
        return self.routine


def load(path: FilePath, *, was_there: bool = False) -> Reading:
    """Read the config file, or only the shipped routine if there is no such file.

    A file that `was_there` and is gone is a problem: it may be back in a moment.
    """
    try:
        return read(read_text(path, most=LARGEST), str(path))
    except FileNotFoundError:
        if not was_there:
            return read("", str(path))._replace(is_there=False)
        words = "the file is gone; put it back, or restart Coach with the shipped routine"
        problem = Problem((), words)
    except (OSError, UnicodeDecodeError) as error:
        problem = unreadable(error, path)
    return Reading(None, (problem,), str(path))


def read(text: str, source: str = "config.toml") -> Reading:
    """Read a config text merged with the shipped routine, and with the files that it includes.

    `source` names it in problems; the names of included files are relative to its folder.
    """
    users, wrong = parsed(text)
    if wrong:
        return Reading(None, wrong, source)
    included: tuple[Included, ...] = ()
    if "include" in users:
        from coach.config.included import files_of, stacked  # noqa: PLC0415 - few files include any

        included, missing = files_of(users, text, source)
        if missing:
            return Reading(None, missing, source, included=included)
        users = stacked(included, users)
    routine, problems = _routine_of(users)
    if problems:
        return Reading(None, located(problems, text, included), source, included=included)
    return Reading(routine, (), source, text, included=included)


def _routine_of(users: Table) -> tuple[Routine | None, list[Problem]]:
    """The routine without items that have problems of their own, and all problems."""
    below = shipped()
    reader, document = _Reader(below), lay_over(below, users)
    try:
        routine = reader.routine(without_switched_off(document))
    except _EnoughError:
        return None, reader.problems
    routine = msgspec.structs.replace(routine, step_names=names_of_steps(document))
    return routine, [*reader.problems, *check_routine(routine, reader.ids)]


def shipped() -> Table:
    """The tables of the shipped routine; `make routine` writes them as JSON, read sooner."""
    return msgspec.json.decode(_SHIPPED.read_bytes(), type=dict[str, Any])


def about_the_folders(reading: Reading) -> tuple[Problem, ...]:
    """Why no activities come from the folders of a config file, looked at with patience."""
    if reading.routine is None:
        return ()
    wrong = [(path, one, _no_folder(one)) for path, one in activity_folders(reading.routine)]
    problems = [Problem(path, f"names {shown(one)}, {why}") for path, one, why in wrong if why]
    return located(problems, reading.text, reading.included)


def _no_folder(folder: str) -> str:
    """What is wrong with a folder; empty if nothing is."""
    path = FilePath(folder).expanduser()
    wrong = answer_within(_PATIENCE, lambda: no_folder(path))
    if wrong is None:
        return "which does not answer; connect its drive"
    return "which is not a folder" if wrong else ""


class _EnoughError(Exception):
    """There are more problems than anybody reads at once."""


class _Reader:
    """Turns tables into values and collects every problem on the way."""

    def __init__(self, shipped: Table) -> None:
        self.problems: list[Problem] = []
        self.ids: dict[str, tuple[str, ...]] = {}
        self._shipped = shipped

    def routine(self, document: Table) -> Routine:
        self._unknown_keys(document, [*_AT_THE_TOP, *SETTINGS, "keys", *COLLECTIONS, "figures"], ())
        values: dict[str, Any] = {"theme": self._value(document.get("theme"), str, ("theme",))}
        for key, kind in SETTINGS.items():
            values[key] = self._struct(kind, self._table(document, key), (key,)) or kind()
        values["keys"] = self._keys(document)
        tables = {name: self._collection(document, name) for name in COLLECTIONS}
        values["exercises"] = self._all(Exercise, tables["exercises"], "exercises")
        values["sessions"] = self._sessions(tables["sessions"], tables["exercises"])
        values["steps"] = self._all(Step, tables["steps"], "steps")
        return self._with_figures(Routine(**values), document)

    def _with_figures(self, routine: Routine, document: Table) -> Routine:
        """The runner's own figures; they are read only if the file names any."""
        sessions = routine.sessions.values()
        shown_by = [*routine.exercises.values(), *(one for s in sessions for one in s.exercises)]
        if "figures" not in document and not any(one.figure for one in shown_by):
            return routine
        from coach.config.figures import read_figures, unknown_figures  # noqa: PLC0415 - see above

        own = self._table(document, "figures")
        figures, problems = read_figures(own)
        self.problems += [*problems, *unknown_figures(routine, own)]
        return msgspec.structs.replace(routine, figures=figures)

    def _keys(self, document: Table) -> dict[str, tuple[str, ...]]:
        if document["keys"] == self._shipped["keys"]:
            return {}
        from coach.config.keymap.reading import read_keys  # noqa: PLC0415 - for those who choose their own

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
                words = "is not a key here: the name of the table is the id"
                self._problem((name, key, "id"), words, at_key=True)
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
            off = [one.exercise for one in entries if isinstance(one, SwitchedOff)]
            if len(off) == len(entries) and isinstance(table.get("exercises", []), list):
                self._tell_empty(path, off)
            exercises = [
                self._entry(one, library, (*path, number))
                for number, one in enumerate(entries)
                if not isinstance(one, SwitchedOff)
            ]
            chosen[key] = table | {"exercises": tuple(one for one in exercises if one)}
        return self._all(Session, chosen, "sessions")

    def _tell_empty(self, path: Path, off: list[str]) -> None:
        names = ", ".join(f"`{one}`" for one in off)
        text = f"is empty with {names} switched off" if off else "is empty"
        switches = tuple(("exercises", one, "enabled") for one in off)
        self._problem(path, f"{text}; name at least one exercise", elsewhere=switches)

    def _entry(self, entry: object, library: dict[str, Table], path: Path) -> Exercise | None:
        """An exercise of a session: an id, or a table that changes the dosage for this session."""
        changes = entry if isinstance(entry, dict) else {"exercise": entry}
        name = changes.get("exercise")
        if not isinstance(name, str):
            self._tell_nameless(entry, path)
            return None
        if name not in library:
            at = (*path, "exercise") if isinstance(entry, dict) else path
            self._problem(at, unknown(name, "exercise", library))
            return None
        if "id" in changes:
            self._problem((*path, "id"), "is not a key here: `exercise` names it", at_key=True)
        dosage = {key: value for key, value in changes.items() if key not in {"exercise", "id"}}
        table = lay_over(library[name], dosage, ("exercises", name))
        try:
            exercise = msgspec.convert(table, Exercise, dec_hook=_decode)
        except msgspec.ValidationError:
            # Problems in the library are reported there.
            self._tell_wrong(Exercise, dosage, path)
            return None
        if DOSES & dosage.keys() and (text := wrong_dose(exercise)):
            self._problem(path, text)
        return exercise

    def _tell_nameless(self, entry: object, path: Path) -> None:
        if not isinstance(entry, dict):
            self._problem(path, f"is {shown(entry)}; write the id of an exercise, or a table")
        elif "exercise" in entry:
            self._value(entry["exercise"], str, (*path, "exercise"))
        else:
            keys = [one.name for one in fields(Exercise) if one.name != "id"]
            self._unknown_keys(entry, ["exercise", *keys], path)
            self._problem(path, "lacks `exercise` (the id of one)", at_key=True)

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
        lacking = [one for one in fields(kind) if one.required and one.encode_name not in table]
        if lacking:
            words = ", ".join(f"`{one.encode_name}` ({allowed(one.type)})" for one in lacking)
            name = path[-1]
            near = nearest(name, self._shipped[str(path[0])]) if isinstance(name, str) else ""
            self._problem(path, f"lacks {words}{near}", at_key=True)

    def _tell_wrong(self, kind: type[msgspec.Struct], table: Mapping[str, Any], path: Path) -> None:
        known = {field.encode_name: field.type for field in fields(kind)}
        self._unknown_keys(table, [name for name in known if name != "id"], path)
        for name, value in table.items():
            if name in known:
                self._value(value, known[name], (*path, name))

    def _unknown_keys(self, table: Mapping[str, Any], known: list[str], path: Path) -> None:
        for key in table:
            if key not in known and (key != "id" or len(path) != _ITEM):
                words = nearest(key, known) or f"; known here: {', '.join(known)}"
                self._problem((*path, key), f"is not a key that Coach knows{words}", at_key=True)

    def _value(self, value: Any, kind: Any, path: Path) -> Any:  # noqa: ANN401 - any field's type
        try:
            return msgspec.convert(value, kind, dec_hook=_decode)
        except msgspec.ValidationError:
            self._tell_wrong_value(value, kind, path)
            return None

    def _tell_wrong_value(self, value: object, kind: Any, path: Path) -> None:  # noqa: ANN401 - any field's type
        """Report a wrong value at the entries concerned, if it is a list as it should be."""
        if isinstance(value, list) and get_origin(kind) is tuple:
            entry = get_args(kind)[0]
            for number, one in enumerate(value):
                self._tell_entry(one, entry, (*path, number))
            return
        if isinstance(value, dict) and WeekTimes in get_args(kind):
            self._tell_times(value, path)
            return
        near = nearest(value, choices(kind)) if isinstance(value, str) else ""
        self._problem(path, f"is {shown_at(path, value)}; write {allowed(kind)}{near}")

    def _tell_times(self, times: Table, path: Path) -> None:
        self._unknown_keys(times, [*WEEK_KEYS], path)
        for key in times.keys() & set(WEEK_KEYS):
            self._value(times[key], WallTime, (*path, key))
        days = ", ".join(days_without(times))
        if days and set(times) <= set(WEEK_KEYS):
            self._problem(path, f"has no time for {days}; add it, or `others`", at_key=True)

    def _tell_entry(self, value: object, kind: Any, path: Path) -> None:  # noqa: ANN401 - as above
        if isinstance(value, dict) and issubclass(kind, msgspec.Struct):
            self._struct(kind, value, path)
        else:
            self._value(value, kind, path)

    def _table(self, tables: Table, key: str, path: Path = ()) -> Table:
        """A table; if something else is in its place, the shipped one."""
        value = tables.get(key, {})
        if isinstance(value, dict):
            return value
        self._problem((*path, key), f"is {shown(value)}; write a table")
        shipped = self._shipped[str(path[0])] if path else self._shipped
        return dict(shipped.get(key, {}))

    def _problem(
        self, path: Path, text: str, *, at_key: bool = False, elsewhere: tuple[Path, ...] = ()
    ) -> None:
        self.problems.append(Problem(path, text, at_key=at_key, elsewhere=elsewhere))
        if len(self.problems) >= _MOST:
            raise _EnoughError


_DECODERS: dict[type, Callable[[Any], object]] = {
    Distance: Distance.parse,
    Duration: Duration.parse,
    WallTime: WallTime.parse,
    WeekTimes: WeekTimes.parse,
}


def _decode(kind: type, value: object) -> object:
    return _DECODERS[kind](value)
