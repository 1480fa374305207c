"""What the coach has to know for its judgement, said on the command line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import click

from coach import advice
from coach.cli.asking import is_at_terminal
from coach.cli.session import coach_for
from coach.cli.values import DATE, DAY, DISTANCE, OF_DAY, RUN_TIME, day_of
from coach.coach import Coach
from coach.domain.days import parse_day_ahead
from coach.domain.events import Pattern
from coach.domain.flags import FLAGS
from coach.domain.judgement import Judgement
from coach.domain.routine import CrossTraining, Foot
from coach.domain.units import minutes_text
from coach.errors import RefusedError
from coach.words import SIGN_TITLES

_DAYS = click.IntRange(0, 3000)
_PATTERN = click.Choice([str(one) for one in Pattern])
_ALLOWED = click.Choice(["0", "1", "2", "3", "none"])


@click.command(name="intake")
@click.option("--foot", type=click.Choice([str(one) for one in Foot]), help="The one that hurts.")
@click.option("--weeks", type=click.IntRange(0, 2000), help="For how long it has hurt.")
@click.option("--typical/--not-typical", default=None, help="Worst at the first steps, easing?")
@click.option(
    "--weak-bones/--no-weak-bones",
    default=None,
    help="Weak bones, long on steroids, missed periods or fast weight loss?",
)
@click.option("--pregnant/--not-pregnant", default=None, help="Are you pregnant?")
@click.option(
    "--no-ice/--ice", default=None, help="No ice: poor feeling or circulation, or cold allergy."
)
@click.option("--weekly", type=DISTANCE, help="Distance a week, over the last four.")
@click.option("--longest", type=DISTANCE, help="The longest run in them.")
@click.option("--last-run", type=_DAYS, help="How many days ago it was.")
@click.option("--last-pattern", type=_PATTERN, help="How its pain went.")
@click.option(
    "--brisk-walk/--no-brisk-walk", default=None, help="Are 30 minutes of it free of pain?"
)
@click.option(
    "--allowed",
    type=_ALLOWED,
    help="What a clinician allows: 0 no sport, 1 no running, 2 walk-jog, 3 running, none: no more.",
)
@click.option("--until", type=DATE, help="The last day of that; four weeks, if not given.")
@click.pass_obj
def intake_command(options: dict[str, Any], /, **told: Any) -> None:  # noqa: ANN401 - click's values
    """Tell Coach about your heel and your running; without options it asks.

    What you do not tell again stays as you told it before.
    """
    if (told["last_run"] is None) != (told["last_pattern"] is None):
        raise click.UsageError("A last run needs both: --last-run 2 --last-pattern none.")
    if told["until"] and told["allowed"] in {None, "none"}:
        raise click.UsageError("An end needs what is allowed until then: --allowed 2.")
    answers = _asked(told) if all(one is None for one in told.values()) else told
    with coach_for(options) as coach:
        coach.take_intake(_facts(coach, answers), foot=_foot(answers["foot"]))
        click.echo(f"Thank you. Today: {advice.headline(coach.judgement()).lower()}.")
        click.echo("`coach flag` lists the signs that need a clinician.")


def _foot(name: str | None) -> Foot | None:
    return Foot(name) if name else None


def _facts(coach: Coach, answers: dict[str, Any]) -> dict[str, Any]:
    """What was told, by the fields of the intake."""
    today, ago = coach.present_day(), answers["last_run"]
    facts = {
        "since": today - timedelta(weeks=answers["weeks"]) if answers["weeks"] else None,
        "is_typical": answers["typical"],
        "weak_bones": answers["weak_bones"],
        "pregnant": answers["pregnant"],
        "no_ice": answers["no_ice"],
        "weekly": _metres(coach, answers["weekly"]),
        "longest": _metres(coach, answers["longest"]),
        "last_run": today - timedelta(days=ago) if ago is not None else None,
        "last_pattern": Pattern(answers["last_pattern"]) if answers["last_pattern"] else None,
        "brisk_walk": answers["brisk_walk"],
        "until": _end_of_word(today, answers["until"]),
    }
    known = {name: value for name, value in facts.items() if value is not None}
    allowed = answers["allowed"]
    if allowed is None:
        return known
    return known | {"allowed": None if allowed == "none" else int(allowed)}


def _end_of_word(today: date, until: str | None) -> date | None:
    """The last day of a clinician's word.

    Raises:
        RefusedError: if it is over already.
    """
    if until is None:
        return None
    last = parse_day_ahead(until, today)
    if last < today:
        raise RefusedError(f"{last} is over already; say until when the clinician's word counts.")
    return last


def _metres(coach: Coach, distance: str | None) -> float | None:
    return None if distance is None else coach.routine.display.metres(distance)


def _asked(told: dict[str, Any]) -> dict[str, Any]:
    """The answers of somebody who sits at the terminal; enter leaves a question open."""
    told["foot"] = click.prompt("Which foot hurts", type=click.Choice([str(one) for one in Foot]))
    told["weeks"] = click.prompt("For how many weeks", type=click.IntRange(0, 2000), default=0)
    told["typical"] = click.confirm("Worst at the first steps, then easing", default=True)
    told["weak_bones"] = click.confirm(
        "Weak bones, long on steroids, missed periods or fast weight loss", default=False
    )
    told["pregnant"] = click.confirm("Are you pregnant", default=False)
    told["no_ice"] = click.confirm("Poor feeling or circulation, or a cold allergy", default=False)
    if click.confirm("Have you run in the last two weeks", default=False):
        told["weekly"] = click.prompt("How far in a week", type=DISTANCE)
        told["longest"] = click.prompt("The longest run of four weeks", type=DISTANCE)
        told["last_run"] = click.prompt("How many days ago was the last one", type=_DAYS)
        told["last_pattern"] = click.prompt("How did its pain go", type=_PATTERN)
    else:
        told["brisk_walk"] = click.confirm("Are 30 minutes of brisk walking free of pain")
    allowed = click.prompt("What has a clinician allowed", type=_ALLOWED, default="none")
    if allowed != "none":
        told["allowed"] = allowed
        told["until"] = click.prompt("Until", type=DATE, default="4 weeks")
    return told


@click.command(name="flag")
@click.argument("signs", nargs=-1)
@click.option("--clear", "cleared", multiple=True, metavar="SIGN", help="A clinician has seen it.")
@click.option("--seen-by", metavar="TEXT", help="Who, as in 'Dr Lee, physio'.")
@click.option("--seen-on", type=DAY, help="When: 2026-11-20, yesterday or tue; else today.")
@click.pass_obj
def flag_command(
    options: dict[str, Any],
    /,
    signs: tuple[str, ...],
    cleared: tuple[str, ...],
    seen_by: str | None,
    seen_on: str | None,
) -> None:
    """Tick warning SIGNS that need a clinician; without any, list them.

    A sign stays until you say who has seen you about it: `coach flag --clear numb --seen-by
    "Dr Lee"`. Some stop all training, some only running, and some ask you to see a clinician
    while you go on.
    """
    if cleared and signs:
        raise click.UsageError("Tick signs, or clear some: not both at once.")
    if not cleared and (seen_by or seen_on):
        raise click.UsageError("Say which sign was seen: --clear SIGN.")
    with coach_for(options) as coach:
        if cleared:
            _clear(coach, cleared, seen_by, day_of(seen_on, coach.present_day()))
            return
        if signs:
            coach.raise_flags(signs)
        _list_signs(coach.judgement())


def _clear(coach: Coach, signs: tuple[str, ...], seen_by: str | None, on: date | None) -> None:
    if seen_by is None and is_at_terminal():
        seen_by = click.prompt("Seen by whom")
    coach.clear_flags(signs, seen_by or "", on)
    left = coach.judgement().flags
    signs_left = f"Still there: {', '.join(left)}." if left else "No sign is left."
    click.echo(f"Cleared. {signs_left}")
    click.echo(f"Today: {advice.headline(coach.judgement()).lower()}.")


def _list_signs(judgement: Judgement) -> None:
    width = max(map(len, FLAGS))
    for weight, title in SIGN_TITLES.items():
        click.echo(f"{title}:")
        for key, flag in FLAGS.items():
            if flag.weight is weight:
                mark = "x" if key in judgement.flags else " "
                click.echo(f"[{mark}] {key:<{width}}  {flag.text} ({flag.urgency})")
    for warning in advice.warnings(judgement):
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
    """Run today against the coach's advice; that is recorded.

    The run may be no longer than lately. Rest cannot be overruled: ask a clinician.
    """
    with coach_for(options) as coach:
        judgement = coach.judgement()
        if judgement.may_be_overruled and not yes:
            click.echo(f"{advice.headline(judgement)}: {advice.reason(judgement)}")
            click.confirm("Run anyway", abort=True)
        coach.overrule()
        click.echo("Recorded. Today: run, no longer than lately.")
