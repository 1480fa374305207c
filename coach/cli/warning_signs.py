"""The commands for warning signs, for training instead of a run, and for overruling the advice."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.arguments import offering
from coach.cli.asking import confirm_or_fail
from coach.cli.json_option import also_tell, records
from coach.cli.open_coach import coach_for
from coach.cli.output import is_at_terminal, is_quiet, say
from coach.cli.param_types import DAY, DISTANCE, OF_DAY, RUN_TIME, TEXT, day_of, for_day
from coach.core.coach import Coach
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import FLAGS
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import length_text
from coach.wording import judgement as advice
from coach.wording.cleared_signs import before_clearing, cleared_text
from coach.wording.phrases import SIGN_TITLES

_UNNAMED = ""
_COMPLETE_SIGN = offering(lambda *_: [(key, flag.text) for key, flag in FLAGS.items()])


@click.command(name="flag")
@click.argument("signs", nargs=-1, shell_complete=_COMPLETE_SIGN)
@click.option(
    "--clear",
    "cleared",
    multiple=True,
    is_flag=False,
    flag_value=_UNNAMED,
    metavar="SIGN",
    shell_complete=_COMPLETE_SIGN,
    help="A clinician has seen this one.",
)
@click.option(
    "--seen-by", type=TEXT, metavar="TEXT", help="Who has seen it, such as 'Dr Lee, physio'."
)
@click.option("--seen-on", type=DAY, help="When: 2026-11-20, yesterday or tue.  [today]")
@records
@click.pass_obj
def flag_command(
    options: dict[str, Any],
    /,
    signs: tuple[str, ...],
    cleared: tuple[str, ...],
    seen_by: str | None,
    seen_on: str | None,
) -> None:
    """Tick warning SIGNS that need a clinician, or list them.

    Some signs stop all training, some only running; with others you keep training, but ask a
    clinician. A sign stays until you say who has seen you about it: `coach flag --clear numb
    --seen-by "Dr Lee"`.
    """
    if _UNNAMED in cleared or (cleared and not seen_by and not is_at_terminal()):
        raise click.UsageError(
            'Say which sign a clinician has seen, and who: --clear numb --seen-by "Dr Lee".'
        )
    if cleared and signs:
        raise click.UsageError("Tick signs or clear one, not both at once.")
    if not cleared and (seen_by or seen_on):
        raise click.UsageError("Say which sign was seen: --clear SIGN.")
    with coach_for(options) as coach:
        if cleared:
            _clear(coach, cleared, seen_by, seen_on)
        elif signs:
            coach.record.raise_flags(signs)
        if is_quiet():
            _tell_signs(coach.judgement())
        elif not cleared:
            _list_signs(coach.judgement())


def _clear(coach: Coach, signs: tuple[str, ...], seen_by: str | None, seen_on: str | None) -> None:
    if seen_by is None:
        if means := before_clearing(signs):
            say(means)
        seen_by = click.prompt("Who has seen it")
        seen_on = seen_on or click.prompt("When", type=DAY, default="today")
    coach.record.clear_flags(signs, seen_by, day_of(seen_on, coach.present_day()))
    judgement = coach.judgement()
    say(f"{cleared_text(signs, judgement)}.")
    say(advice.today_text(judgement, coach.today()))


def _tell_signs(judgement: Judgement) -> None:
    """All signs as other programs read them."""
    signs = [
        {
            "sign": key,
            "text": flag.text,
            "weight": flag.weight,
            "urgency": flag.urgency,
            "is_ticked": key in judgement.flags,
        }
        for key, flag in FLAGS.items()
    ]
    also_tell(signs=signs, warnings=list(advice.warnings(judgement)))


def _list_signs(judgement: Judgement) -> None:
    width = max(map(len, FLAGS))
    for weight, title in SIGN_TITLES.items():
        say(f"{title}:")
        for key, flag in FLAGS.items():
            if flag.weight is weight:
                mark = "x" if key in judgement.flags else " "
                say(f"[{mark}] {key:<{width}}  {flag.text} ({flag.urgency})")
    for warning in advice.warnings(judgement):
        say(f"\n{warning}")


@click.command(name="trained")
@click.argument("activity", type=click.Choice([str(one) for one in CrossTraining]))
@click.argument("time", type=RUN_TIME)
@click.option("--distance", type=DISTANCE, default="0", help="How far, if you know.")
@OF_DAY
@records
@click.pass_obj
def trained_command(
    options: dict[str, Any], activity: str, time: int, distance: str, day: str | None
) -> None:
    """Record other training, such as `coach trained swim 30m`."""
    with coach_for(options) as coach:
        metres, on = coach.routine.display.metres(distance), day_of(day, coach.present_day())
        done = coach.record.trained(CrossTraining(activity), time, metres, day=on)
        of_day = for_day(done.day, coach.present_day())
        say(f"Training logged{of_day}: {done.activity}, {length_text(done.duration)}.")
        judgement = coach.judgement()
        if judgement.level is Level.REST and done.day == judgement.day:
            say("The advice was not to train today.")


@click.command(name="overrule")
@click.option("--yes", is_flag=True, help="Do not ask.")
@records
@click.pass_obj
def overrule_command(options: dict[str, Any], *, yes: bool) -> None:
    """Run today against Coach's advice, and record that.

    The run may be no longer than your recent ones. Rest cannot be overruled: ask a clinician.
    """
    with coach_for(options) as coach:
        judgement = coach.judgement()
        if judgement.may_be_overruled and not yes:
            say(f"{advice.headline(judgement)}. {advice.reason(judgement)}")
            confirm_or_fail("Run anyway")
        coach.record.overrule()
        say("Recorded. Today: run, no longer than lately.")
