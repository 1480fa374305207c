"""Write the routine in force as TOML again, with the origin of each value.

Reading the result gives the same routine, except for what may contain a password in `[alerts]`: of
its URLs only the services are written, and of `command` only the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from coach.config.included import stacked
from coach.config.key_path import Path, dotted, parse_path
from coach.config.layers import (
    SwitchedOff,
    Table,
    lay_over,
    names_of_steps,
    without_switched_off,
)
from coach.config.positions import line_and_column, marks_in
from coach.config.problems import nearest
from coach.config.reading import COLLECTIONS, Reading, shipped
from coach.config.toml import parsed
from coach.config.value_names import service_of, toml, without_secrets
from coach.domain.routine.settings import program_of
from coach.domain.units import counted
from coach.errors import ConfigError

_LONGEST = 66
"""The longest line that leaves room for an origin beside it."""
_ORIGIN_AT = 48
"""The column of a value's origin, unless the value is longer."""
_INDENT = "    "


class Setting(NamedTuple):
    """A value of the routine, its origin in words, and its line (from 1) if it has one.

    `file` is the included file with that line; it is empty for the user's own file.
    """

    path: Path
    value: Any
    origin: str
    line: int | None = None
    file: str = ""

    @property
    def key(self) -> str:
        """The key with its tables, such as `steps.ice.at`."""
        return dotted(self.path)

    @property
    def is_own(self) -> bool:
        """Whether it is in the user's own file."""
        return self.line is not None and not self.file


class TomlLine(NamedTuple):
    """A line of TOML; the last one of a setting names its origin in a comment."""

    text: str
    setting: Setting | None = None


def settings_of(reading: Reading) -> list[Setting]:
    """All values in the user's file, those it includes and the shipped one, in the latter's order.

    The list of included files comes first, as it must in a file.
    """
    own = parsed(reading.text).tables
    names: list[tuple[Path, object]] = []
    if "include" in own:
        names = [(("include",), own.pop("include"))]
    users = stacked(reading.included, own)
    files = [("", reading.text), *((one.source, one.text) for one in reversed(reading.included))]
    marked = [(file, text, marks_in(text)) for file, text in files]

    def setting(path: Path, value: object) -> Setting:
        value = showable(path, value)
        for file, text, marks in marked:
            if path in marks:
                line, _ = line_and_column(text, marks[path].key.start)
                origin = f"{FilePath(file).name}, line {line}" if file else f"line {line}"
                return Setting(path, value, origin, line, file)
        is_off = path[2:] == ("enabled",)
        return Setting(path, value, "depends on a step that is off" if is_off else "shipped")

    values = chain(names, _values(shipped(), users))
    return [setting(path, value) for path, value in values]


def showable(path: Path, value: Any) -> object:  # noqa: ANN401 - TOML values are of any type
    """A value without what may be a password: of URLs the services, of `command` the program."""
    if path == ("alerts", "push"):
        return [service_of(one) for one in value]
    if value and (path == ("alerts", "command") or path[0] == "hooks"):
        given = counted(len(value) - 1, "argument")
        return [program_of(value), *([f"and {given}"] if len(value) > 1 else [])]
    return without_secrets(value) if path[0] == "alerts" else value


def part_of(settings: list[Setting], key: str) -> list[Setting]:
    """The settings below a dotted key, such as `steps.run`.

    Raises:
        ConfigError: if there are none.
    """
    path = _path(key)
    part = [one for one in settings if one.path[: len(path)] == path]
    if not part:
        known = {dotted(one.path[:depth]) for one in settings for depth in (1, 2, 3)}
        raise ConfigError(f"Nothing is set under `{key}`{nearest(key, known) or '.'}")
    return part


def _path(key: str) -> Path:
    try:
        return parse_path(key)
    except ValueError:
        return (key,)


def as_toml(settings: Iterable[Setting]) -> Iterator[TomlLine]:
    """A TOML text in lines that fit 80 columns."""
    is_first = True
    for table, group in groupby(settings, lambda one: one.path[:-1]):
        if table:
            yield from () if is_first else (TomlLine(""),)
            yield TomlLine(f"[{dotted(table)}]")
        is_first = False
        for setting in group:
            *above, last = _in_lines(dotted(setting.path[-1:]), setting.value)
            yield from (TomlLine(text) for text in above)
            yield TomlLine(f"{last:<{_ORIGIN_AT}}", setting)


def _values(below: Table, users: Table) -> Iterator[tuple[Path, object]]:
    merged = lay_over(below, users)
    kept = without_switched_off(merged)
    for name, value in merged.items():
        if name in COLLECTIONS:
            yield from _of_collection(name, below[name], value, kept[name])
        elif isinstance(value, dict):
            yield from _of_table((name,), value)
        else:
            yield (name,), value


def _of_table(path: Path, table: Table) -> Iterator[tuple[Path, object]]:
    """The values of a table, and of tables in it, such as `[keys]` has."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _of_table((*path, key), value)
        else:
            yield (*path, key), value


def _of_collection(
    name: str, below: Table, merged: Table, kept: Table
) -> Iterator[tuple[Path, object]]:
    """What is left of a collection, and which of the shipped items are off.

    A step may be off because it depends on one that is; a name of one's own is kept, since past
    days are shown with it.
    """
    names_below, names = (names_of_steps({name: tables}) for tables in (below, merged))
    for key in merged:
        if key in kept:
            for field, value in kept[key].items():
                yield (name, key, field), _without_switched_off(value)
            continue
        is_renamed = names.get(key) != names_below.get(key)
        if key in below or is_renamed:
            yield (name, key, "enabled"), False
        if is_renamed:
            yield (name, key, "name"), names[key]


def _without_switched_off(value: object) -> object:
    if not isinstance(value, list):
        return value
    return [one for one in value if not isinstance(one, SwitchedOff)]


def _in_lines(key: str, value: object) -> Iterator[str]:
    whole = f"{key} = {toml(value)}"
    if len(whole) <= _LONGEST or not isinstance(value, str | list):
        yield whole
    elif isinstance(value, list):
        yield f"{key} = ["
        yield from (line.rstrip() for line in _packed(f"{toml(one)}, " for one in value))
        yield "]"
    else:
        yield f'{key} = """\\'
        words = re.findall(r"\S+\s*", toml(value)[1:-1])
        *above, last = _packed(words, len("\\"))
        yield from (f"{line}\\" for line in above)
        yield f'{last}"""'


def _packed(pieces: Iterable[str], room: int = 0) -> Iterator[str]:
    """Pieces one after another, indented, on as few lines as possible."""
    line = _INDENT
    for piece in pieces:
        if len(line) + len(piece.rstrip()) + room > _LONGEST and line.strip():
            yield line
            line = _INDENT
        line += piece
    yield line
