"""The JSON Schema of a config file, which lets editors complete and check while the user types.

It is generated from the types of the routine, the shipped ids and values, and the words of
docs/configuration.md. It is in a file beside the config file, so it works offline and always
belongs to the Coach that reads the file.
"""

from __future__ import annotations

import json
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from coach.config.keymap.actions import GROUPS, Group, ScreenCommand
from coach.config.keymap.presets import PRESETS
from coach.config.keymap.reading import NEEDED
from coach.config.layers import RIVALS, Table
from coach.config.reading import COLLECTIONS, ITEMS, SETTINGS, shipped
from coach.domain.figures.figure import Loop, View
from coach.domain.routine.kinds import StepKind, Weekday
from coach.domain.routine.model import Tempo
from coach.domain.routine.week_times import WEEK_KEYS, WeekTimes, keys_of
from coach.domain.units import Distance, Duration, WallTime
from coach.errors import ConfigError
from coach.system.atomic_write import read, write
from coach.wording.documents import document

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest one that Taplo, and with it Even Better TOML, supports completely."""
_NAMES_OF = {
    ("steps", "after"): "steps",
    ("steps", "before"): "steps",
    ("steps", "session"): "sessions",
}
"""The keys that name something, and the collection that it is in."""
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
_BELOW = re.compile(r"(?: \(below\)|, as below)")

Schema = dict[str, Any]

_DURATION: Schema = {
    "type": ["string", "integer"],
    "pattern": r"^(?=.*\d)( *\d+ *h)?( *\d+ *m(in)?)?( *\d+ *s)? *$",
    "minimum": 0,
    "maximum": 24 * 3600,
}
_CLOCK: Schema = {
    "type": "string",
    "pattern": r"^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$",
}
_WEEK: Schema = {
    "type": "object",
    "properties": dict.fromkeys(WEEK_KEYS, _CLOCK),
    "additionalProperties": False,
    "allOf": [{"anyOf": [{"required": [key]} for key in keys_of(day)]} for day in Weekday],
}
_SIMPLE: dict[Any, Schema] = {
    Duration: _DURATION,
    WallTime: _CLOCK,
    WeekTimes: {"anyOf": [_CLOCK, _WEEK]},
    Distance: {"type": "string", "pattern": r"^ *\d+([.,]\d+)? ?(km|k|mi|m) *$"},
    date: {"type": "string", "format": "date"},
    Tempo: {"type": "array", "items": _DURATION, "minItems": 3, "maxItems": 3},
    bool: {"type": "boolean"},
    str: {"type": "string"},
}


def path_beside(config: Path) -> Path:
    """The path of a config file's schema."""
    return config.with_suffix(".schema.json")


def first_line(config: Path) -> str:
    """The first line of a config file, which tells editors where its schema is."""
    return f"#:schema ./{path_beside(config).name}"


def write_beside(config: Path) -> Path:
    """Write the schema beside a config file, unless it is up to date.

    Raises:
        ConfigError: if it cannot be written.
    """
    path, content = path_beside(config), as_text().encode()
    try:
        if not path.is_file() or read(path) != content:
            write(path, content)
    except OSError as error:
        raise ConfigError(f"{path}: the schema was not written: {error.strerror}") from error
    return path


def name_in(config: Path) -> bool:
    """Put the schema's name into the first line of a config file that names none.

    Raises:
        ConfigError: if the file cannot be read or written.
    """
    try:
        text = read(config).decode("utf-8-sig")
        if text.startswith("#:schema"):
            return False
        write(config, f"{first_line(config)}\n\n{text}".encode())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(f"{config}: the schema was not named in it: {reason}") from error
    return True


def as_text() -> str:
    """The schema as JSON."""
    return json.dumps(config_schema(), indent=2, ensure_ascii=False) + "\n"


def config_schema() -> Schema:
    """The schema of a config file."""
    below, words = shipped(), _words()
    tables = {name: _table(kind, below.get(name, {})) for name, kind in SETTINGS.items()}
    items = {name: _item(name, kind, below) for name, kind in ITEMS.items()}
    for name, schema in (tables | items).items():
        _describe(schema, name, words)
    theme = {"type": "string", "default": below["theme"], "description": words["theme"]}
    include = _value(tuple[str, ...]) | {"description": words["include"]}
    preset = {"type": "string", "enum": list(PRESETS), "default": below["keys"]["preset"]}
    groups = {name: _keys_of(name, group) for name, group in GROUPS.items()}
    keys = _closed({"preset": preset | {"description": words["keys.preset"]}} | groups)
    keys["description"] = "The keys of the full screen: one, or a list of them, for each action."
    collections = {name: _collection(name, list(below[name])) for name in COLLECTIONS}
    collections["figures"] = {
        "type": "object",
        "properties": {},
        "additionalProperties": _figure(),
        "description": "Drawings of your own, which docs/figures.md explains.",
    }
    return {
        "$schema": _DIALECT,
        "title": "The config file of Coach",
        **_closed({"theme": theme, "include": include} | tables | {"keys": keys} | collections),
        "definitions": items | {"entry": _entry(items["exercises"], below)},
    }


def _figure() -> Schema:
    """A drawing; its poses and props are left to `coach config check`."""
    tables = {"type": "array", "items": {"type": "object"}}
    keys = {
        "view": {"enum": [str(one) for one in View]},
        "poses": tables | {"minItems": 1},
        "seconds": {"type": "number", "minimum": 0.1, "maximum": 10},
        "loop": {"enum": [str(one) for one in Loop]},
        "accent": {"type": "array", "items": {"type": "string"}},
        "props": tables,
        "floor": {"type": "boolean"},
    }
    return _closed(keys)


def _closed(properties: Schema, **more: object) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **more,
    }


def _table(kind: type[msgspec.Struct], values: Table) -> Schema:
    """A table of settings, with the shipped values as defaults."""
    keys = {one.encode_name: _value(one.type) for one in fields(kind)}
    for name in keys.keys() & values.keys():
        keys[name]["default"] = values[name]
    return _closed(keys)


def _keys_of(name: str, group: Group) -> Schema:
    """A table with the keys of each action."""
    table = _closed({one.name: _keys(one) for one in group.commands})
    return table | {"description": f"Actions of `{name}`, each with its key, or a list of keys."}


def _keys(command: ScreenCommand) -> Schema:
    return {
        "type": ["string", "array"],
        "items": {"type": "string"},
        "minItems": 1 if command.name in NEEDED else 0,
        "default": list(command.keys),
        "description": command.help,
    }


def _collection(name: str, ids: list[str]) -> Schema:
    """The shipped items, in which anything may be changed, and others, which must be complete."""
    item = {"$ref": f"#/definitions/{name}"}
    return {
        "type": "object",
        "properties": dict.fromkeys(ids, item),
        "additionalProperties": {"allOf": [item, {"anyOf": [_OFF, _whole(name)]}]},
    }


_OFF: Schema = {
    "properties": {"enabled": {"const": False}},
    "required": ["enabled"],
    "minProperties": 2,
}
"""An item of the user's own that is switched off: not just a misspelt id."""


def _whole(name: str) -> Schema:
    required = [one.name for one in fields(ITEMS[name]) if one.required and one.name != "id"]
    whole: Schema = {"required": required}
    if name in RIVALS:
        whole["anyOf"] = [{"required": [one]} for one in sorted(RIVALS[name])]
    if name == "steps":
        whole["if"] = {"properties": {"kind": {"const": StepKind.SESSION}}}
        whole["then"] = {"required": ["session"]}
    return whole


def _item(name: str, kind: type[msgspec.Struct], below: Table) -> Schema:
    keys = {one.name: _key(name, one, below) for one in fields(kind) if one.name != "id"}
    rivals = sorted(RIVALS.get(name, ()))
    pairs = [[one, other] for one in rivals for other in rivals if one < other]
    alone = {"not": {"anyOf": [{"required": pair} for pair in pairs]}} if pairs else {}
    return _closed(keys | {"enabled": {"type": "boolean", "default": True}}, **alone)


def _key(name: str, field: FieldInfo, below: Table) -> Schema:
    if collection := _NAMES_OF.get((name, field.name)):
        return _one_of(list(below[collection]))
    if (name, field.name) == ("sessions", "exercises"):
        return {"type": "array", "items": {"$ref": "#/definitions/entry"}, "minItems": 1}
    default = field.default
    is_plain = isinstance(default, bool | str) or type(default) is int
    return _value(field.type) | ({"default": default} if is_plain else {})


def _entry(exercise: Schema, below: Table) -> Schema:
    """An exercise of a session: an id, or a table that changes the dose for this session."""
    ids = _one_of(list(below["exercises"]))
    keys = {"exercise": ids} | exercise["properties"]
    del keys["enabled"]
    table = _closed(keys, required=["exercise"], **{"not": exercise["not"]})
    return {"anyOf": [*ids["anyOf"], table]}


def _one_of(ids: list[str]) -> Schema:
    """An id: editors suggest the shipped ones, and accept any other."""
    return {"anyOf": [{"enum": ids}, {"type": "string"}]}


def _value(kind: Any) -> Schema:  # noqa: ANN401 - any type that a key can have
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if get_origin(kind) is Annotated:
        limits = get_args(kind)[1]
        return {"type": "integer", "minimum": limits.ge, "maximum": limits.le}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0])}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": list(kind)}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        required = [one.name for one in fields(kind) if one.required]
        return _closed({one.name: _value(one.type) for one in fields(kind)}, required=required)
    return _value(next(one for one in get_args(kind) if one is not type(None)))


def _describe(schema: Schema, name: str, words: dict[str, str]) -> None:
    for key, value in schema["properties"].items():
        if text := words.get(f"{name}.{key}"):
            value["description"] = text


def _words() -> dict[str, str]:
    """What docs/configuration.md says about each key, such as `steps.at`."""
    words: dict[str, str] = {}
    table = ""
    for line in document("configuration").splitlines():
        if line.startswith("#"):
            table = line.strip("# []").removesuffix("ID")
        elif line.startswith("|"):
            key, *_, meaning = (cell.strip() for cell in line.strip("|").split("|"))
            name = key if table == "At the top" else f"{table.removesuffix('.')}.{key}"
            words[name] = _BELOW.sub("", _LINK.sub(r"\1", meaning))
    return words
