"""One key of the user's file, named and given as on a command line: set, taken out, looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from coach.config.editing import TextChange, change
from coach.config.key_path import Path, dotted, parse_path
from coach.config.patching import taken_out, with_table, with_value
from coach.config.plan import Plan
from coach.config.problems import Problem, nearest
from coach.config.reading import ITEMS, Reading, load, read
from coach.config.showing import part_of, settings_of, showable
from coach.config.spans import find, sections_of
from coach.config.toml import parsed
from coach.config.typed_values import argument, as_written, field_of
from coach.domain.units import counted
from coach.errors import ConfigError

_ITEM = 2
"""The length of a path to one step, session or exercise."""
_ENTRY = 4
"""The length of a path to an exercise within a session."""


class KeySet(NamedTuple):
    """A key that was set, its value, and what the change newly warns of."""

    path: Path
    value: object
    warnings: list[Problem]


def set_key(file: FilePath, key: str, text: str) -> KeySet:
    """Set a key of the file to a value as people type it; create the file if there is none.

    Raises:
        ConfigError: if there is no such key or theme, or as `change` does.
    """
    path = _path(key)
    value = argument(text, path)
    if path == ("theme",):
        _refuse_unless_a_theme(file, str(value))
    made = change(file, f"`{key}`", lambda before: _with(Plan.of(before, str(file)), path, value))
    return KeySet(path, value, _new_warnings(made, str(file)))


def values_to_unset(file: FilePath, key: str) -> list[tuple[str, object]]:
    """The keys of the file that would go with a key or a table, with their values.

    Raises:
        ConfigError: if it is not a key.
    """
    path, reading = _path(key), load(file)
    value: Any = {} if reading.problems else parsed(reading.text).tables
    for one in path:
        try:
            value = value[one]
        except (LookupError, TypeError):
            return []
    return [(dotted(one), showable(one, inner)) for one, inner in _values_in(path, value)]


def _values_in(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    if not isinstance(value, dict) or field_of(path):
        yield path, value
        return
    for key, one in value.items():
        yield from _values_in((*path, key), one)


def _refuse_unless_a_theme(file: FilePath, name: str) -> None:
    """Refuse a theme that cannot be used; in a file it is only a warning, since it may come later.

    Raises:
        ConfigError: if it cannot be used.
    """
    from coach.config.themes import ThemeStore  # noqa: PLC0415 - only for a theme

    if trouble := ThemeStore(file).trouble_with(name):
        raise ConfigError(f"{file}: `theme` was not saved: it {trouble}")


def unset_key(file: FilePath, key: str) -> None:
    """Take a key or a table out of the file.

    Raises:
        ConfigError: if the file does not set it, or as `change` does.
    """
    path = _path(key)

    def edit(before: str) -> str:
        if (after := taken_out(before, path)) == before:
            raise ConfigError(_not_there(before, str(file), path))
        return after

    change(file, f"`{key}`", edit)


def value_of(reading: Reading, key: str) -> object:
    """The value of a key that applies, as it is written in TOML.

    Raises:
        ConfigError: if there is no such key, or it is a table or has no value.
    """
    path, settings = _path(key), settings_of(reading)
    for one in settings:
        if path[: len(one.path)] == one.path:
            return _within(one.value, path[len(one.path) :], key)
    field = field_of(path)
    is_there = len(path) == _ITEM or any(one.path[:_ITEM] == path[:_ITEM] for one in settings)
    if field and is_there and not field.required:
        return _default(field.default, key)
    part_of(settings, key)
    raise ConfigError(f"`{key}` is a table; `coach config list {key}` prints what is in it.")


def _default(value: object, key: str) -> object:
    if value is None:
        raise ConfigError(f"`{key}` has no value.")
    return as_written(value)


def _within(value: Any, rest: Path, key: str) -> object:  # noqa: ANN401 - TOML values are of any type
    """What is inside a list or a table in braces."""
    try:
        for one in rest:
            value = value[one]
    except (LookupError, TypeError) as error:
        raise ConfigError(f"Nothing is set under `{key}`.") from error
    return value


def _path(key: str) -> Path:
    try:
        return parse_path(key)
    except ValueError as error:
        words = "write it with its table, like steps.midday.at"
        raise ConfigError(f"{key!r} is not a key; {words}.") from error


def _with(plan: Plan, path: Path, value: object) -> str:
    """The text with a value, as the Plan screen would write it."""
    place, key = _place(plan, path), path[-1]
    if place and isinstance(key, str):
        return plan.setting(place, key, value)
    if find(sections_of(plan.text), path) is None:
        if any(isinstance(one, int) for one in path):
            raise ValueError("your file has no such item; set the whole list")
        if _is_table(plan.own, path):
            raise ValueError("it is a table in your file; set its keys, or unset it first")
        if isinstance(value, dict):
            return with_table(plan.text, path, value)
    return with_value(plan.text, path, value)


def _place(plan: Plan, path: Path) -> Path:
    """The step, session or exercise that a key belongs to, if there is one; or else nothing."""
    match path:
        case (str(name), item, str()) if name in ITEMS and item in plan.tables[name]:
            return path[:_ITEM]
        case ("sessions", item, "exercises", int(at), str()) if item in plan.tables["sessions"]:
            count = len(plan.entries(str(item)))
            if at >= count:
                raise ValueError(f"it has {counted(count, 'exercise')}; the first is [0]")
            return path[:_ENTRY]
        case _:
            return ()


def _is_table(tables: Any, path: Path) -> bool:  # noqa: ANN401 - as above
    for one in path:
        tables = tables.get(one) if isinstance(tables, dict) else None
    return isinstance(tables, dict)


def _new_warnings(made: TextChange, source: str) -> list[Problem]:
    before = {(one.path, one.text) for one in read(made.before, source).warnings}
    return [one for one in read(made.after, source).warnings if (one.path, one.text) not in before]


def _not_there(text: str, source: str, path: Path) -> str:
    """Why a key cannot be taken out."""
    key, settings = dotted(path), settings_of(read(text, source))
    for one in settings:
        if one.file and one.path[: len(path)] == path:
            words = f"it comes from {one.file}, line {one.line}; change it there"
            return f"{source}: `{key}` is not set in this file; {words}."
    if any(one.path[: len(path)] == path for one in settings):
        return f"{source}: `{key}` is not set in this file; it is as shipped."
    own = [dotted(one.path[:depth]) for one in settings if one.is_own for depth in (1, 2, 3)]
    return f"{source}: `{key}` is not set in this file{nearest(key, own) or '.'}"
