"""Values as people type them, by the type of the key that they are for.

What cannot be read stays a text, and reading the file says what is wrong with it.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from typing import Any, get_args, get_origin

import msgspec
from msgspec.structs import fields

from coach.config.key_path import Path
from coach.config.reading import ITEMS, SETTINGS
from coach.config.toml import loads
from coach.domain.routine.model import Tempo
from coach.domain.routine.week_times import WeekTimes, typed_week
from coach.domain.units import Duration, WallTime, clock_text, duration_text

_BOOLS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def typed(text: str, kind: Any) -> object:  # noqa: ANN401 - any type that a key can have
    """The value for a text that was typed into a field."""
    numbers = text.replace(",", " ").split()
    if Tempo in get_args(kind) and all(one.isdigit() for one in numbers):
        return [int(one) for one in numbers]
    kinds = (kind, *get_args(kind))
    if WeekTimes in kinds:
        return typed_week(text)
    is_text = any(one in kinds for one in (str, Duration, Tempo))
    return int(text) if text.isdecimal() and not is_text else text.strip()


def argument(text: str, path: Path) -> object:
    """The value for a text that a command line gives: also lists and tables, as in the file."""
    kind = kind_of(path)
    if (literal := _literal(text)) is not None and WeekTimes not in get_args(kind):
        return literal
    if kind is bool:
        return _BOOLS.get(text.strip().lower(), text)
    if get_origin(kind) is tuple and kind != Tempo:
        is_text = get_args(kind)[0] is str
        return [text] if is_text else text.replace(",", " ").split()
    return typed(text, kind)


def as_written(value: object) -> object:
    """A value of the routine as it is written in TOML."""
    match value:
        case Duration():
            return duration_text(value)
        case WallTime():
            return clock_text(value)
        case tuple():
            return [as_written(one) for one in value]
        case StrEnum():
            return str(value)
        case _:
            return value


def kind_of(path: Path) -> Any:  # noqa: ANN401 - any type that a key can have
    """The type of a key's value; `str` for a key that is not known, and for the keys of a table."""
    field = field_of(path)
    return field.type if field else _AT_THE_TOP.get(path, str)


def field_of(path: Path) -> msgspec.structs.FieldInfo | None:
    """The field of the routine that a key sets, if it is one."""
    match path:
        case (str(table), str(key)) if table in SETTINGS:
            kind: type[msgspec.Struct] = SETTINGS[table]
        case (str(table), _, str(key)) if table in ITEMS:
            kind = ITEMS[table]
        case ("sessions", _, "exercises", int(), str(key)):
            kind = ITEMS["exercises"]
        case _:
            return None
    known = {one.name: one for one in (*fields(kind), *fields(_Item))}
    return known.get(key)


class _Item(msgspec.Struct):
    """What each step, session and exercise has beside its own fields."""

    enabled: bool = True


_AT_THE_TOP: dict[Path, Any] = {("include",): tuple[str, ...]}


def _literal(text: str) -> object:
    """The list or table that a text is in TOML, if it is one."""
    if text.strip()[:1] not in {"[", "{"}:
        return None
    try:
        return loads(f"value = {text}")["value"]
    except (ValueError, RecursionError, tomllib.TOMLDecodeError):
        return None
