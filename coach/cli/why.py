"""`coach why`: why today's level is what it is, and why a step rang or did not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import click
import msgspec

from coach.cli.arguments import STEP_IF_ANY
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, say
from coach.core.coach import Coach
from coach.reminders.why import reason_of_day, reason_of_step, snapshot_of
from coach.wording.level_reason import LevelReason, reason_of_level
from coach.wording.sections import Section


@click.command(name="why")
@STEP_IF_ANY
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def why_command(options: dict[str, Any], step: str | None, *, as_json: bool) -> None:
    """Print why you may run today or not, or why a STEP rang.

    Without a STEP it starts with today's level, goes through the whole day, and says what comes
    next and which program will remind you.
    """
    with coach_for(options) as coach:
        known = snapshot_of(coach, asyncio.run(_who_says_do_not_disturb(coach)))
        reason = reason_of_step(known, step) if step else reason_of_day(known)
        level = None if step else _reason_of_level(coach)
    if as_json:
        told = {"level": level} | msgspec.to_builtins(reason) if level else reason
        emit_object(told)
    else:
        sections = reason.sections(coach.routine.display)
        say(_text([*(level.sections() if level else ()), *sections]))


def _reason_of_level(coach: Coach) -> LevelReason:
    from coach.core.what_follows import what_follows  # noqa: PLC0415 - loads the simulation

    return reason_of_level(coach.judgement(), coach.routine.display, what_follows(coach))


async def _who_says_do_not_disturb(coach: Coach) -> str:
    """What has turned on do-not-disturb, found in the same way as the reminders do."""
    if not coach.routine.alerts.do_not_disturb:
        return ""
    from coach.reminders.alerting import Alerting  # noqa: PLC0415 - costs time, and only needed here

    alerting = Alerting(coach)
    try:
        return await alerting.do_not_disturb()
    finally:
        await alerting.close()


def _text(sections: Iterable[Section]) -> str:
    return "\n\n".join(_section(one) for one in sections if one.lines)


def _section(section: Section) -> str:
    if not section.heading:
        return "\n".join(section.lines)
    return "\n".join((f"{section.heading}:", *(f"  {line}" for line in section.lines)))
