"""`--json` for commands that do something: what they did, and what they would have said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from coach.cli.output import emit_object, is_quiet, keeping_quiet

if TYPE_CHECKING:
    from coach.core.coach import Coach
    from coach.domain.events.types import Event

Command = Callable[..., None]


class _Answer:
    """What the command that runs now has to tell."""

    facts: dict[str, object]
    has_recorded = False


def tells(what: str, *, has_recorded: bool = False) -> Callable[[Command], Command]:
    """Give a command `--json`, with which it asks nothing and prints what it told.

    Args:
        what: what that is, for the help.
        has_recorded: whether what was recorded, and today's level, belong to it.
    """

    def with_json(command: Command) -> Command:
        @click.option("--json", "as_json", is_flag=True, help=f"Print {what} as JSON.")
        @wraps(command)
        def run(*args: Any, as_json: bool, **named: Any) -> None:  # noqa: ANN401 - click's values
            if not as_json:
                command(*args, **named)
                return
            _Answer.facts, _Answer.has_recorded = {}, has_recorded
            with keeping_quiet() as said:
                command(*args, **named)
            emit_object(_Answer.facts | {"said": said})

        return run

    return with_json


records = tells("what was recorded", has_recorded=True)


def also_tell(**facts: object) -> None:
    """Add to what is printed with `--json`."""
    if is_quiet():
        _Answer.facts |= facts


@contextmanager
def noting(coach: Coach) -> Iterator[None]:
    """Note what is recorded, and today's level after it, if that belongs to the answer."""
    if not _Answer.has_recorded:
        yield
        return
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
