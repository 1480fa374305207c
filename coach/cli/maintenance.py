"""`coach maintenance`: the shorter day of a recovered runner."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.columns import paragraph
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, say
from coach.core.coach import Coach
from coach.wording.maintenance import BEGUN, ENDED, HOW, OFFER, PUT_OFF, maintenance_text


@click.command(name="maintenance")
@click.argument("what", type=click.Choice(["on", "off", "later"]), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def maintenance_command(options: dict[str, Any], what: str | None, *, as_json: bool) -> None:
    """A shorter day once you have recovered.

    It has one stretch session, and strength twice a week. Coach offers it after four quiet weeks
    with free running; `on` begins it, and `later` puts the offer off for two weeks. `off` goes back
    to the full day; three mornings of 3 or more do so by themselves. Without an argument it shows
    where you stand.
    """
    with coach_for(options) as coach:
        match what:
            case "on":
                coach.maintenance.begin()
                told = BEGUN
            case "off":
                coach.maintenance.end()
                told = ENDED
            case "later":
                coach.maintenance.put_off()
                told = PUT_OFF
            case _:
                told = ""
        if told and not as_json:
            say(told)
        else:
            _show(coach, as_json=as_json)


def _show(coach: Coach, *, as_json: bool) -> None:
    if as_json:
        emit_object(_facts(coach))
        return
    judgement, is_offered = coach.judgement(), coach.maintenance.is_offered
    said = maintenance_text(judgement)
    if not judgement.maintained_since:
        open_to = f"{OFFER} `coach maintenance on` begins it."
        said = f"{said} {open_to if is_offered else coach.maintenance.why_not()}".lstrip()
    say(paragraph("Today", said))
    say(paragraph("How it works", HOW))


def _facts(coach: Coach) -> dict[str, object]:
    """The maintenance day as other programs read it; `until` is the first full day again."""
    judgement, is_offered = coach.judgement(), coach.maintenance.is_offered
    last = judgement.maintenance
    is_open = not is_offered and judgement.maintained_since is None
    return {
        "is_on": judgement.maintained_since is not None,
        "is_offered": is_offered,
        "since": last.since if last else None,
        "until": last.until if last else None,
        "ended_by_pain": last.is_relapse if last else None,
        "not_offered_because": coach.maintenance.hindrances() if is_open else {},
    }
