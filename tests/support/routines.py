"""Config documents as runners might write them, for Hypothesis."""

import tomllib
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from importlib import resources
from typing import Annotated, Any, get_args, get_origin

import msgspec
from hypothesis import strategies as st
from msgspec.structs import fields

from coach.config.keymap.actions import GROUPS
from coach.config.reading import SETTINGS
from coach.config.toml import readable
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Exercise, Session, Step, Tempo
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import Distance, Duration, WallTime

SHIPPED = resources.files("coach.config").joinpath("defaults.toml").read_text("utf-8")
BELOW: dict[str, Any] = tomllib.loads(SHIPPED)
_ITEMS: dict[str, type[msgspec.Struct]] = {
    "steps": Step,
    "sessions": Session,
    "exercises": Exercise,
}
_DOSES = ("hold", "move", "tempo")
_PLACES = ("at", "after", "before")
_TEXTS = st.text(max_size=60).map(readable)
_IDS = st.text("ab-_ .é\"'\\", min_size=1, max_size=6).map(readable).filter(len)
_DURATIONS = st.integers(1, 24 * 3600) | st.builds("{}h {}m{}s".format, *[st.integers(0, 7)] * 3)
_TIMES = st.builds("{}:{:02}".format, st.integers(0, 23), st.integers(0, 59)) | st.times()
_WEEKS = _TIMES | st.fixed_dictionaries(
    {"others": _TIMES}, optional=dict.fromkeys((*map(str, Weekday), "weekend"), _TIMES)
)
_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    Distance: st.builds("{}{}".format, st.integers(0, 300), st.sampled_from(["km", " mi", "m"])),
    date: st.dates(),
    Duration: _DURATIONS,
    WallTime: _TIMES,
    WeekTimes: _WEEKS,
    Tempo: st.lists(_DURATIONS, min_size=3, max_size=3),
    bool: st.booleans(),
    str: _TEXTS,
}


def _ids(collection: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(BELOW[collection]))


def value_of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any type that a key can have
    """Any value that a key of this type may have."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) is Annotated:
        limits = get_args(kind)[1]
        return st.integers(limits.ge, limits.le)
    if get_origin(kind) is tuple:
        return st.lists(value_of(get_args(kind)[0]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _table(kind, required=True)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from([str(word) for word in kind])
    return value_of(next(one for one in get_args(kind) if one is not type(None)))


def _table(kind: type[msgspec.Struct], *, required: bool) -> st.SearchStrategy[dict[str, Any]]:
    keys = {one.name: value_of(one.type) for one in fields(kind) if one.name != "id"}
    whole = {one.name for one in fields(kind) if one.required and required} - {"id"}
    return st.fixed_dictionaries(
        {name: keys[name] for name in whole},
        optional={name: value for name, value in keys.items() if name not in whole},
    )


def _one_of(rivals: tuple[str, ...], table: dict[str, Any]) -> dict[str, Any]:
    """The table with only the first of keys that exclude each other."""
    extra = [name for name in rivals if name in table][1:]
    return {key: value for key, value in table.items() if key not in extra}


@st.composite
def _steps(draw: st.DrawFn, *, required: bool) -> dict[str, Any]:
    step = draw(_table(Step, required=required))
    step |= {key: draw(_ids("steps")) for key in ("after", "before") if key in step}
    step.pop("session", None)
    if step.get("kind") == "session":
        step["session"] = draw(_ids("sessions"))
    if required and not any(key in step for key in _PLACES):
        step["at"] = draw(_WEEKS)
    return _one_of(_PLACES, step)


@st.composite
def _sessions(draw: st.DrawFn, *, required: bool) -> dict[str, Any]:
    dose = _table(Exercise, required=False).map(lambda one: _one_of(_DOSES, one))
    entry = st.builds(lambda one, key: one | {"exercise": key}, dose, _ids("exercises"))
    entries = st.lists(_ids("exercises") | entry, min_size=1, max_size=4)
    keys = {
        "name": _TEXTS,
        "kind": st.sampled_from(["stretch", "warm-up", "ice", "run"]),
        "exercises": entries,
    }
    more = {"caution": _TEXTS, "most": _DURATIONS}
    whole = st.fixed_dictionaries(keys, optional=more)
    return draw(whole if required else st.fixed_dictionaries({}, optional=keys | more))


@st.composite
def _exercises(draw: st.DrawFn, *, required: bool) -> dict[str, Any]:
    exercise = draw(_table(Exercise, required=required))
    if required and not any(key in exercise for key in _DOSES):
        exercise["hold"] = draw(st.integers(1, 60))
    return _one_of(_DOSES, exercise)


def _collection(
    name: str, one: Callable[..., st.SearchStrategy[dict[str, Any]]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Some shipped items changed or switched off, and items of the runner's own."""
    off = st.just({"enabled": False})
    shipped = st.dictionaries(_ids(name), one(required=False) | off, max_size=3)
    own = st.dictionaries(_IDS, one(required=True), max_size=2)
    return st.builds(lambda above, below: above | below, own, shipped)


_KEY = st.sampled_from(["f5", "F6", "ctrl+s", "alt+x", "!"])
_KEYS = st.fixed_dictionaries(
    {},
    optional={
        name: st.dictionaries(
            st.sampled_from([one.name for one in group.commands]),
            _KEY | st.lists(_KEY, min_size=1, max_size=2),
            max_size=2,
        )
        for name, group in GROUPS.items()
    },
)
DOCUMENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "theme": _TEXTS,
        **{name: _table(kind, required=False) for name, kind in SETTINGS.items()},
        "keys": _KEYS,
        "steps": _collection("steps", _steps),
        "sessions": _collection("sessions", _sessions),
        "exercises": _collection("exercises", _exercises),
    },
)
"""Nearly all of them are valid; others have steps that wait for each other, for example."""
