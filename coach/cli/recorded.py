"""`--json` for commands that record: what was recorded, and what they would have said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from coach.cli.output import emit_object, keeping_quiet
from coach.core.coach import Coach
from coach.domain.events.types import Event


class _Answer:
    """What the command that runs now has to tell."""

    facts: dict[str, object]


def records(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--json`, with which it asks nothing and prints what it recorded."""

    @click.option("--json", "as_json", is_flag=True, help="Print what was recorded as JSON.")
    @wraps(command)
    def run(*args: Any, as_json: bool, **named: Any) -> None:  # noqa: ANN401 - click's values
        if not as_json:
            command(*args, **named)
            return
        _Answer.facts = {}
        with keeping_quiet() as said:
            command(*args, **named)
        emit_object(_Answer.facts | {"said": said})

    return run


def also_tell(**facts: object) -> None:
    """Add to what is printed."""
    _Answer.facts |= facts


@contextmanager
def noting(coach: Coach) -> Iterator[None]:
    """Note what is recorded, and today's level after it."""
    recorded: list[Event] = []
    follow = coach.ledger.when_recorded

    def note(events: Sequence[Event]) -> None:
        recorded.extend(events)
        if follow:
            follow(events)

    coach.ledger.when_recorded = note
    yield
    judgement = coach.judgement()
    also_tell(
        recorded=recorded,
        day=judgement.day,
        level=int(judgement.level),
        row=judgement.verdict.row.id,
    )
