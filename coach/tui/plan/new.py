"""Make a new step, session or exercise: ask its name, and use defaults for the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from coach.config.plan import Plan, id_from
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.routine.kinds import StepKind
from coach.tui.dialogs.pick import Choice, PickScreen
from coach.wording.exercises import dose_text

Make = Callable[[str, str, dict[str, object]], None]
"""Writes a table of a collection under an id."""

_EXERCISE = {
    "target": "",
    "kind": "static",
    "sets": 3,
    "hold": "30s",
    "side": "each",
    "cue": "",
    "source": "my own choice",
}
_ONE = {"steps": "step", "sessions": "session", "exercises": "exercise"}
_QUESTIONS = {"steps": "What is it?", "sessions": "Its first exercise?"}
_NOON = "12:00"


def make_new(app: App[Any], plan: Plan, collection: str, make: Make) -> None:
    """Ask for the name and the kind, then have it made."""

    def named(name: str | None) -> None:
        if name is None:
            return
        key = id_from(name, {*plan.ids(collection), WALK_JOG})
        if collection == "exercises":
            make(collection, key, {"name": name, **_EXERCISE})
        else:
            app.push_screen(
                PickScreen(_QUESTIONS[collection], _choices(plan, collection)),
                lambda what: _made(make, collection, key, name, what),
            )

    app.push_screen(PickScreen(f"The name of the new {_ONE[collection]}"), named)


def _made(make: Make, collection: str, key: str, name: str, what: str | None) -> None:
    if what is None:
        return
    if collection == "sessions":
        make(collection, key, {"name": name, "kind": "stretch", "exercises": [what]})
        return
    kind, _, session = what.partition(":")
    plays = {"session": session} if session else {}
    make(collection, key, {"kind": kind, **plays, "name": name, "at": _NOON})


def _choices(plan: Plan, collection: str) -> tuple[Choice, ...]:
    return exercises_to_pick(plan) if collection == "sessions" else _things_to_do(plan)


def exercises_to_pick(plan: Plan) -> tuple[Choice, ...]:
    """All exercises that are switched on, each with its dose."""
    routine = plan.reading.routine
    exercises = routine.exercises.values() if routine else ()
    return tuple(Choice(one.id, one.name, dose_text(one)) for one in exercises)


def _things_to_do(plan: Plan) -> tuple[Choice, ...]:
    """The kinds of steps that need no session, and a step for each session."""
    kinds = (StepKind.REMINDER, StepKind.RUN, StepKind.CROSS_TRAIN, StepKind.PAIN_CHECK)
    plain = [Choice(str(one), str(one).capitalize().replace("-", " ")) for one in kinds]
    routine = plan.reading.routine
    sessions = routine.sessions.values() if routine else ()
    return (*plain, *(Choice(f"session:{one.id}", one.name, "session") for one in sessions))
