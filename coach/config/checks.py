"""Check what a routine must satisfy beyond the types of its keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import time
from itertools import pairwise
from pathlib import Path as FilePath

from coach.config.key_path import Path
from coach.config.problems import Problem, unknown
from coach.config.value_names import shown
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Exercise, Routine, Step, Tempo
from coach.domain.units import Duration

_A_DAY = 24 * 3600
_NO_DOSE = (None, 0, Tempo(Duration(0), Duration(0), Duration(0)))

Ids = Mapping[str, Collection[str]]


def check_routine(routine: Routine, ids: Ids) -> list[Problem]:
    """All invalid references, circles of steps, and keys that make no sense where they are.

    `ids` are those of all steps and sessions, including those left out of `routine` because they
    have problems of their own.
    """
    problems = [
        Problem(("exercises", exercise.id), text)
        for exercise in routine.exercises.values()
        if (text := wrong_dose(exercise))
    ]
    for step in routine.steps.values():
        problems += _about_step(step, ids)
    return [*problems, *_circles(routine), *_without_home(routine)]


def _without_home(routine: Routine) -> Iterator[Problem]:
    """Folders that begin with an unknown home, such as `~ada`."""
    for path, folder in (*activity_folders(routine), (("sync", "folder"), routine.sync.folder)):
        try:
            FilePath(folder).expanduser()
        except RuntimeError:
            text = (
                f"names {shown(folder)}, whose home folder is not known here; write the full path"
            )
            yield Problem(path, text)


def activity_folders(routine: Routine) -> Iterator[tuple[Path, str]]:
    """The folders in which files arrive, each with its place in the config file."""
    activities = routine.activities
    if activities.folder:
        yield ("activities", "folder"), activities.folder
    for place, folder in enumerate(activities.folders):
        yield ("activities", "folders", place), folder


def cut_windows(routine: Routine) -> Iterator[Problem]:
    """Windows that do not end on their day, so that the turn of the day cuts them short."""
    turn = routine.day.starts
    for step in routine.steps.values():
        latest = max((_seconds_between(turn, one) for one in step.at or ()), default=0)
        if step.at and latest + step.window > _A_DAY:
            text = f"ends at {turn:%H:%M}, when the day ends; shorten it, or begin the day later"
            places = (("day", "starts"), ("steps", step.id, "at"))
            yield Problem(("steps", step.id, "window"), text, elsewhere=places)


def _seconds_between(earlier: time, later: time) -> int:
    """Seconds from one time of day until the clock shows another."""
    minutes = (later.hour - earlier.hour) * 60 + later.minute - earlier.minute
    return minutes * 60 % _A_DAY


def wrong_dose(exercise: Exercise) -> str:
    """What is wrong if not exactly one key defines a repetition; empty if nothing is."""
    doses = [key for key in ("hold", "move", "tempo") if getattr(exercise, key) not in _NO_DOSE]
    if len(doses) == 1:
        return ""
    found = " and ".join(doses) or "none of them"
    return f"needs one of `hold`, `move` and `tempo`; it has {found}"


def _about_step(step: Step, ids: Ids) -> Iterator[Problem]:
    path = ("steps", step.id)
    places = [key for key in ("at", "after", "before") if getattr(step, key) is not None]
    if len(places) != 1:
        found = " and ".join(places) or "none of them"
        yield Problem(path, f"needs one of `at`, `after` and `before`; it has {found}")
    if step.anchor is not None and step.anchor not in ids["steps"]:
        key = "after" if step.after else "before"
        yield Problem((*path, key), unknown(step.anchor, "step", ids["steps"]))
    if step.kind is StepKind.SESSION and step.session is None:
        yield Problem(path, f"lacks `session`; name one of {', '.join(ids['sessions'])}")
    elif step.session is not None and step.kind is not StepKind.SESSION:
        yield Problem((*path, "session"), f"makes no sense for a step of kind {step.kind}")
    elif step.session is not None and step.session not in ids["sessions"]:
        yield Problem((*path, "session"), unknown(step.session, "session", ids["sessions"]))


def _circles(routine: Routine) -> Iterator[Problem]:
    """Each circle of steps, once."""
    reported: set[str] = set()
    for step in routine.steps.values():
        chain = [step.id]
        while (anchor := _anchor(routine, chain[-1])) and anchor not in chain:
            chain.append(anchor)
        if anchor == step.id and step.id not in reported:
            reported |= set(chain)
            links = ", ".join(
                f"`{one}` waits for `{other}`" for one, other in pairwise([*chain, anchor])
            )
            text = f"is in a circle: {links}; give one of them an `at`"
            yield Problem(("steps", step.id), text, elsewhere=tuple(_links(chain)))


def _links(chain: list[str]) -> Iterator[Path]:
    for step in chain:
        yield from (("steps", step, key) for key in ("after", "before"))


def _anchor(routine: Routine, step: str) -> str | None:
    return routine.steps[step].anchor if step in routine.steps else None
