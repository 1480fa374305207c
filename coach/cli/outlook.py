"""`coach outlook`: when one can run again."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.columns import paragraph
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, say
from coach.core.outlook import outlooks
from coach.core.what_follows import what_follows
from coach.domain.outlook.outlook import Outlook, OutlookView
from coach.wording.outlook import sentences


@click.command(name="outlook")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def outlook_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Print when you can run again, and how sure that is.

    It names the next stage, the first free run, your usual run and your goal. Coach simulates the
    days ahead many times, by the rules that judge each day, with mornings like those of your last
    four weeks. It says what it depends on, and what a setback would cost. It is not a promise.
    """
    with coach_for(options) as coach:
        *_, view = outlooks(coach)
        said = list(sentences(view, coach.routine, what_follows(coach)))
    if as_json:
        emit_object(_facts(view) | {"sentences": dict(said)})
        return
    for topic, text in said:
        say(paragraph(topic, text))


def _facts(view: OutlookView) -> dict[str, object]:
    """The days ahead; distances are metres."""
    return {
        "mornings": view.mornings.count,
        "awaits_clinician": view.awaits_clinician,
        "is_at_rest": view.is_at_rest,
        "now": _outlook(view.now) if view.now else None,
        "a_week_ago": _outlook(view.before) if view.before else None,
        "usual_distance": view.wanted.usual,
        "usual_distance_m": view.wanted.usual,
        "goal_distance": view.wanted.goal,
        "goal_distance_m": view.wanted.goal,
        "goal_in_time": view.now.goal_in_time if view.now else None,
    }


def _outlook(outlook: Outlook) -> dict[str, object]:
    return {
        milestone: {
            "earliest": outlook.day(span.early),
            "likely": outlook.day(span.likely),
            "latest": outlook.day(span.late),
            "setback_days": span.setback,
        }
        for milestone, span in outlook.spans.items()
    }
