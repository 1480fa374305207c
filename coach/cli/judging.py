"""What the coach has to know for its judgement, said on the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from coach import advice
from coach.cli.session import coach_for
from coach.cli.values import DISTANCE, OF_DAY, RUN_TIME, day_of
from coach.coach import Coach
from coach.domain.events import Pattern
from coach.domain.flags import FLAGS
from coach.domain.routine import CrossTraining, Foot
from coach.domain.units import minutes_text

_DAYS = click.IntRange(0, 3000)
_PATTERN = click.Choice([str(one) for one in Pattern])


@click.command(name="intake")
@click.option("--foot", type=click.Choice([str(one) for one in Foot]), help="The one that hurts.")
@click.option("--weeks", type=click.IntRange(0, 2000), help="For how long it has hurt.")
@click.option("--typical/--not-typical", default=None, help="Worst at the first steps, easing?")
@click.option(
    "--no-ice/--ice", default=None, help="No ice: poor feeling or circulation, or cold allergy."
)
@click.option("--weekly", type=DISTANCE, help="Distance a week, over the last four.")
@click.option("--longest", type=DISTANCE, help="The longest run in them.")
@click.option("--last-run", type=_DAYS, help="How many days ago it was.")
@click.option("--last-pattern", type=_PATTERN, help="How its pain went.")
@click.option(
    "--allowed",
    type=click.Choice(["0", "1", "2", "3"]),
    help="What a clinician allows: 0 no sport, 1 no running, 2 walk-jog, 3 running.",
)
@click.option("--for-weeks", type=click.IntRange(1, 100), help="For how long that holds.")
@click.pass_obj
def intake_command(options: dict[str, Any], /, **told: Any) -> None:  # noqa: ANN401 - click's values
    """Tell the coach about your heel and your running; without options it asks.

    What is told again replaces what was told before.
    """
    if (told["last_run"] is None) != (told["last_pattern"] is None):
        raise click.UsageError("A last run needs both: --last-run 2 --last-pattern none.")
    answers = _asked(told) if all(one is None for one in told.values()) else told
    with coach_for(options) as coach:
        today = coach.present_day()
        ago = answers["last_run"]
        facts = {
            "since": today - timedelta(weeks=answers["weeks"]) if answers["weeks"] else None,
            "is_typical": answers["typical"],
            "no_ice": answers["no_ice"],
            "weekly": _metres(coach, answers["weekly"]),
            "longest": _metres(coach, answers["longest"]),
            "last_run": today - timedelta(days=ago) if ago is not None else None,
            "last_pattern": Pattern(answers["last_pattern"]) if answers["last_pattern"] else None,
            "allowed": int(answers["allowed"]) if answers["allowed"] else None,
            "until": _until(today, answers["for_weeks"]),
        }
        facts = {name: value for name, value in facts.items() if value is not None}
        coach.take_intake(facts, foot=Foot(answers["foot"]) if answers["foot"] else None)
        click.echo(f"Thank you. Today: {advice.headline(coach.judgement()).lower()}.")
        click.echo("`coach flag` lists the signs that need a clinician.")


def _until(today: Any, weeks: int | None) -> Any:  # noqa: ANN401 - a date, or none
    return today + timedelta(weeks=weeks) if weeks else None


def _metres(coach: Coach, distance: str | None) -> float | None:
    return None if distance is None else coach.routine.display.metres(distance)


def _asked(told: dict[str, Any]) -> dict[str, Any]:
    """The answers of somebody who sits at the terminal; enter leaves a question open."""
    told["foot"] = click.prompt("Which foot hurts", type=click.Choice([str(one) for one in Foot]))
    told["weeks"] = click.prompt("For how many weeks", type=click.IntRange(0, 2000), default=0)
    told["typical"] = click.confirm("Worst at the first steps, then easing", default=True)
    told["no_ice"] = click.confirm("Poor feeling or circulation, or a cold allergy", default=False)
    if click.confirm("Have you run in the last two weeks", default=False):
        told["weekly"] = click.prompt("How far in a week", type=DISTANCE)
        told["longest"] = click.prompt("The longest run of four weeks", type=DISTANCE)
        told["last_run"] = click.prompt("How many days ago was the last one", type=_DAYS)
        told["last_pattern"] = click.prompt("How did its pain go", type=_PATTERN)
    return told


@click.command(name="flag")
@click.argument("signs", nargs=-1)
@click.option("--clear", is_flag=True, help="A clinician has advised: none stands any more.")
@click.pass_obj
def flag_command(options: dict[str, Any], signs: tuple[str, ...], *, clear: bool) -> None:
    """Tick warning SIGNS that need a clinician; without any, list them.

    A sign stands until it is cleared. Training rests as long.
    """
    if clear and signs:
        raise click.UsageError("Tick signs, or clear all of them: not both at once.")
    with coach_for(options) as coach:
        if clear:
            coach.clear_flags()
            click.echo("No warning sign stands any more.")
            return
        if signs:
            coach.raise_flags(signs)
        standing = coach.judgement().flags
        for key, flag in FLAGS.items():
            mark = "x" if key in standing else " "
            click.echo(f"[{mark}] {key:<11} {flag.text} ({flag.urgency})")
        for warning in advice.warnings(coach.judgement()):
            click.echo(f"\n{warning}")


@click.command(name="trained")
@click.argument("activity", type=click.Choice([str(one) for one in CrossTraining]))
@click.argument("time", type=RUN_TIME)
@click.option("--distance", type=DISTANCE, default="0", help="How far, if you know.")
@OF_DAY
@click.pass_obj
def trained_command(
    options: dict[str, Any], activity: str, time: int, distance: str, day: str | None
) -> None:
    """Record training in a run's place, such as `coach trained swim 30m`."""
    with coach_for(options) as coach:
        metres, on = coach.routine.display.metres(distance), day_of(day, coach.present_day())
        done = coach.trained(CrossTraining(activity), time, metres, day=on)
        click.echo(f"Training logged: {done.activity}, {minutes_text(done.duration)}.")


@click.command(name="overrule")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def overrule_command(options: dict[str, Any], *, yes: bool) -> None:
    """Run today against the coach's advice; it is written down.

    The run stays no longer than the last one. Rest is not overruled: ask a clinician.
    """
    with coach_for(options) as coach:
        judgement = coach.judgement()
        if judgement.may_be_overruled and not yes:
            click.echo(f"{advice.headline(judgement)}: {advice.reason(judgement)}")
            click.confirm("Run today all the same", abort=True)
        coach.overrule()
        click.echo("Written down. Today: run, no longer than last time.")
