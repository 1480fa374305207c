"""The argument that names a step, completed from today's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coach.cli.open_coach import coach_for

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete_step(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

    with coach_for(ctx.find_root().params) as coach:
        steps = [planned.step for planned in coach.today().steps]
    return [CompletionItem(one.id, help=one.name) for one in steps if one.id.startswith(begun)]


STEP = click.argument("step", shell_complete=_complete_step)
STEP_IF_ANY = click.argument("step", required=False, shell_complete=_complete_step)
