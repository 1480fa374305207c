"""Figures: the shipped ones, the runner's merged with them, and which one fits an exercise.

The file is read only when a figure is shown, or when the runner's own file names figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import isfinite
from pathlib import Path as FilePath
from typing import Any

import msgspec
from msgspec.structs import fields, replace

from coach.config.key_path import Path
from coach.config.layers import Table, lay_over
from coach.config.problems import Problem, nearest, unknown
from coach.config.value_names import shown
from coach.domain.figures.figure import Figure, Prop, Shape, View, joints_of, parts_of
from coach.domain.figures.motion import Motion
from coach.domain.routine.kinds import ExerciseKind
from coach.domain.routine.model import Exercise, Routine

AT_THE_END = "done"
"""The figure shown when a session is over."""
_FARTHEST = 130
_LEAST_POINTS = {Shape.AREA: 3, Shape.DISC: 1, Shape.RING: 1}
_WANTED = {
    "view": "one of body, foot, feet",
    "poses": "a list of tables, each with joints such as hip = [0, 53]",
    "seconds": "a number from 0.1 to 10",
    "loop": "one of back, round",
    "accent": 'a list of parts such as ["shin"]',
    "props": 'a list of tables such as { shape = "line", points = [[30, 0], [30, 100]] }',
    "floor": "true or false",
}
_PLACE = f"two numbers from -{_FARTHEST} to {_FARTHEST} such as [12, 5]"

_GENERIC = (
    (("walk",), "cd_walk"),
    (("jog", "run"), "jog"),
    (("lie", "lying", "on your back", "on your side", "bridge", "plank"), "lying"),
    (("toe", "towel", "arch", "plantar", "sole", "foot muscles"), "one_foot"),
    (("sit", "seated", "chair"), "sitting"),
)
"""Words in an exercise without a figure, and a shipped figure that fits them."""
_BY_KIND = {
    ExerciseKind.DYNAMIC: "wu_march",
    ExerciseKind.ICE: "one_foot",
    ExerciseKind.MASSAGE: "one_foot",
}
_STANDING = "standing"
_ACCENTS = (
    (("calf", "calves", "soleus", "gastrocnemius", "achilles", "shin"), "shin"),
    (("quad", "hamstring", "thigh", "adductor"), "thigh"),
    (("hip", "glute", "seat"), "seat"),
    (("back", "core", "trunk", "belly", "abdominal"), "torso"),
    (("ankle", "foot", "feet", "arch", "heel", "sole", "plantar"), "foot"),
    (("toe",), "toes"),
)
"""Words in a target, and the part of the body that they mean."""


class Figures:
    """The figures of a routine, each in motion, as its exercises need them."""

    def __init__(self, own: Mapping[str, Figure]) -> None:
        self._own = own
        self._motions: dict[str, Motion] = {}

    def of(self, exercise: Exercise) -> Motion:
        """The figure that an exercise names, or the one with its id, or one that fits."""
        for name in (exercise.figure, exercise.id):
            if name in self._own or name in shipped():
                return self.named(name)
        return self._kept(f"for {exercise.id}", lambda: generic(exercise))

    def named(self, name: str) -> Motion:
        """The figure of that name, which must exist."""
        return self._kept(name, lambda: self._own.get(name) or shipped()[name])

    def _kept(self, key: str, make: Callable[[], Figure]) -> Motion:
        """The same motion each time, so that its pictures can be kept."""
        if key not in self._motions:
            self._motions[key] = Motion(make())
        return self._motions[key]


def generic(exercise: Exercise) -> Figure:
    """A figure for an exercise without one of its own: a body position, and the part that works."""
    words = f"{exercise.name} {exercise.target} {exercise.cue}".lower()
    by_kind = _BY_KIND.get(exercise.kind, _STANDING)
    name = next((name for known, name in _GENERIC if _has(words, known)), by_kind)
    figure = shipped()[name]
    parts = parts_of(figure.view)
    target = exercise.target.lower()
    accent = tuple(part for known, part in _ACCENTS if part in parts and _has(target, known))
    return replace(figure, accent=accent) if accent else figure


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(f" {word}" in f" {text}" for word in words)


@cache
def shipped() -> dict[str, Figure]:
    """The figures that come with Coach, by name."""
    return msgspec.convert(_tables(), dict[str, Figure])


@cache
def _tables() -> dict[str, Table]:
    text = FilePath(__file__).with_name("figures.toml").read_text("utf-8")
    tables: dict[str, Table] = tomllib.loads(text)["figures"]
    return tables


def read_figures(tables: Mapping[str, Any]) -> tuple[dict[str, Figure], list[Problem]]:
    """The runner's figures, each merged with the shipped one of its name, and what is wrong."""
    figures, problems = {}, []
    for name, table in tables.items():
        found = list(_about(name, table))
        problems += found
        if not found:
            figures[name] = msgspec.convert(_whole(name, table), Figure)
    return figures, problems


def unknown_figures(routine: Routine, own: Mapping[str, Any]) -> Iterator[Problem]:
    """Exercises that name a missing figure."""
    known = [*own, *(name for name in _tables() if name not in own)]
    for path, name in _named(routine):
        if name not in known:
            yield Problem(path, unknown(name, "figure", known))


def _named(routine: Routine) -> Iterator[tuple[Path, str]]:
    """The names of figures in the exercises, and in the sessions that change them."""
    library = routine.exercises
    for exercise in library.values():
        if exercise.figure:
            yield ("exercises", exercise.id, "figure"), exercise.figure
    for session in routine.sessions.values():
        for exercise in session.exercises:
            # A problem of the exercise itself is reported first, at its own place.
            is_changed = exercise.id in library and library[exercise.id].figure != exercise.figure
            if exercise.figure and is_changed:
                yield ("sessions", session.id, "exercises"), exercise.figure


def _whole(name: str, table: Table) -> Table:
    return lay_over(_tables().get(name, {}), table, ("figures", name))


def _about(name: str, table: object) -> Iterator[Problem]:
    path = ("figures", name)
    if not isinstance(table, dict):
        yield Problem(path, f"is {shown(table)}; write a table")
        return
    wrong = [*_about_keys(table, path)]
    yield from wrong
    if wrong:
        return
    whole = _whole(name, table)
    if not whole.get("poses"):
        yield Problem(path, "lacks `poses`; write at least one" + nearest(name, _tables()))
        return
    yield from _about_names(msgspec.convert(whole, Figure), path)


def _about_keys(table: Table, path: Path) -> Iterator[Problem]:
    """What is wrong with the types: unknown keys, and invalid values."""
    types = {field.name: field.type for field in fields(Figure)}
    for key, value in table.items():
        if key not in types:
            words = nearest(key, types) or f"; known here: {', '.join(types)}"
            yield Problem((*path, key), f"is not a key that Coach knows{words}")
        elif key == "poses" and isinstance(value, list):
            yield from _about_places(value, (*path, key))
        elif key == "props" and isinstance(value, list):
            for number, prop in enumerate(value, start=1):
                yield from _about_prop(prop, number, (*path, key))
        elif not _fits(value, types[key]):
            yield Problem((*path, key), f"is {shown(value)}; write {_WANTED[key]}")


def _about_places(poses: list[Any], path: Path) -> Iterator[Problem]:
    for number, pose in enumerate(poses, start=1):
        if not isinstance(pose, dict):
            yield Problem(path, f"has {shown(pose)} as pose {number}; write a table of joints")
            continue
        for joint, place in pose.items():
            if not _is_place(place):
                yield Problem(
                    path, f"puts `{joint}` of pose {number} at {shown(place)}; write {_PLACE}"
                )


def _about_prop(prop: object, number: int, path: Path) -> Iterator[Problem]:
    if not isinstance(prop, dict):
        yield Problem(path, f"has {shown(prop)} as prop {number}; write {_WANTED['props']}")
        return
    types = {field.name: field.type for field in fields(Prop)}
    for key, value in prop.items():
        if key not in types:
            words = nearest(key, types) or f"; known here: {', '.join(types)}"
            yield Problem(
                path, f"has the key `{key}` in prop {number}, which does not exist{words}"
            )
        elif not _fits(value, types[key]):
            yield Problem(
                path, f"has {shown(value)} as `{key}` of prop {number}; {_hint(key, value)}"
            )
    lacking = [key for key in ("shape", "points") if key not in prop]
    if lacking:
        yield Problem(path, f"lacks `{lacking[0]}` in prop {number}")
    elif isinstance(prop["points"], list) and prop["shape"] in list(Shape):
        least = _LEAST_POINTS.get(Shape(prop["shape"]), 2)
        if len(prop["points"]) < least:
            yield Problem(path, f"has too few points in prop {number}; write at least {least}")


def _hint(key: str, value: object) -> str:
    if key == "shape":
        return f"write one of {', '.join(Shape)}{nearest(str(value), list(Shape))}"
    if key == "points":
        return f"write a list of joints in quotes, and of {_PLACE}"
    return "write true or false" if key in {"front", "accent"} else "write a number from 0 to 60"


def _about_names(figure: Figure, path: Path) -> Iterator[Problem]:
    """Names of joints and parts that the view does not have, or that no pose places."""
    joints, parts = joints_of(figure.view), parts_of(figure.view)
    placed = figure.poses[0]
    for number, pose in enumerate(figure.poses, start=1):
        for joint in pose:
            if joint not in joints:
                text = _no(joint, "joint", joints, figure.view)
                yield Problem((*path, "poses"), f"names `{joint}` in pose {number}, {text}")
            elif joint not in placed:
                text = f"places `{joint}` only from pose {number} on; place it in the first too"
                yield Problem((*path, "poses"), text)
    for part in figure.accent:
        if part not in parts:
            text = _no(part, "part", parts, figure.view)
            yield Problem((*path, "accent"), f"names `{part}`, {text}")
    for number, prop in enumerate(figure.props, start=1):
        for point in prop.points:
            if isinstance(point, str) and point not in placed:
                text = f"ties prop {number} to `{point}`, which the first pose does not place"
                yield Problem((*path, "props"), text + nearest(point, placed))


def _no(found: str, word: str, known: tuple[str, ...], view: View) -> str:
    words = nearest(found, known) or f"; {word}s are: {', '.join(known)}"
    return f"which is not a {word} of the view `{view}`{words}"


def _is_place(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(("x", "y"))
        and all(
            isinstance(one, int | float)
            and not isinstance(one, bool)
            and isfinite(one)
            and abs(one) <= _FARTHEST
            for one in value
        )
    )


def _fits(value: object, kind: Any) -> bool:  # noqa: ANN401 - any field's type
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return not isinstance(value, float) or isfinite(value)
