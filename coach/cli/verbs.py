"""What the runner did, said on the command line."""

from typing import Any

import click

from coach import advice
from coach.cli.session import coach_for
from coach.cli.steps import STEP
from coach.cli.values import DISTANCE, DURATION, OF_DAY, RUN_TIME, day_of
from coach.coach import Coach
from coach.domain.days import day_text
from coach.domain.events import Event, Pattern, RunNotes, SkipReason, Support
from coach.domain.units import span_text
from coach.words import SKIPPED, check_text, event_text, run_text


@click.command(name="check")
@click.argument("pain", type=click.IntRange(0, 10))
@click.option("--ease/--no-ease", default=True, help="Does it ease after a few steps?  [ease]")
@click.option("--walking-pain", is_flag=True, help="Walking is still painful after that.")
@click.option("--stretched", is_flag=True, help="You stretched before the first step.")
@click.option("--splint", is_flag=True, help="You wore the night splint.")
@click.option("--worse", is_flag=True, help="It is worse than before yesterday's run.")
@OF_DAY
@click.pass_obj
def check_command(options: dict[str, Any], /, pain: int, day: str | None, **answers: bool) -> None:
    """Record how much the first steps of the morning hurt, from 0 to 10.

    A second check on the same day corrects the first one.
    """
    with coach_for(options) as coach:
        checked = coach.check(
            pain,
            eases=answers["ease"],
            walking_pain=answers["walking_pain"],
            stretched_first=answers["stretched"],
            splint=answers["splint"],
            worse_after_run=answers["worse"],
            day=day_of(day, coach.present_day()),
        )
        click.echo(f"First-step pain {pain}/10{_on(checked, coach)}: {check_text(checked)}.")
        judgement = coach.judgement()
        click.echo(f"{advice.headline(judgement)}: {advice.reason(judgement)}")
        for warning in advice.warnings(judgement):
            click.echo(warning)


@click.command(name="done")
@STEP
@OF_DAY
@click.pass_obj
def done_command(options: dict[str, Any], step: str, day: str | None) -> None:
    """Mark a STEP of today as done, or one of a past day that you forgot."""
    with coach_for(options) as coach:
        planned = coach.done(step, day_of(day, coach.present_day()))
        click.echo(f"{planned.step.name}: done.")


@click.command(name="skip")
@STEP
@click.option(
    "--because",
    type=click.Choice(list(SkipReason), case_sensitive=False),
    help="A reason that breaks no streak.",
)
@click.pass_obj
def skip_command(options: dict[str, Any], step: str, because: SkipReason | None) -> None:
    """Pass over a STEP today."""
    with coach_for(options) as coach:
        told = f" ({SKIPPED[because]})" if because else ""
        click.echo(f"{coach.skip(step, because).step.name}: skipped{told}.")


@click.command(name="snooze")
@STEP
@click.option("--for", "seconds", type=DURATION, help="How long, such as 30m.  [10m]")
@click.pass_obj
def snooze_command(options: dict[str, Any], step: str, seconds: int | None) -> None:
    """Put a STEP off for a while."""
    with coach_for(options) as coach:
        planned = coach.snooze(step, seconds)
        wait = coach.routine.reminders.snooze if seconds is None else seconds
        click.echo(f"{planned.step.name}: again in {span_text(wait)}.")


@click.command(name="undo")
@click.pass_obj
def undo_command(options: dict[str, Any]) -> None:
    """Take back today's last action, also a deletion; the journal keeps both."""
    with coach_for(options) as coach:
        click.echo(f"Taken back: {event_text(coach.undo(), coach.routine)}.")


@click.command(name="ran")
@click.argument("distance", type=DISTANCE, required=False)
@click.argument("time", type=RUN_TIME, required=False)
@click.option(
    "--pain", type=click.IntRange(0, 10), default=0, show_default=True, help="The worst, 0 to 10."
)
@click.option(
    "--pattern",
    type=click.Choice([str(one) for one in Pattern]),
    default=None,
    help="How the pain went: none, faded after the start, throughout, or worse and worse.",
)
@click.option("--effort", type=click.IntRange(1, 10), help="How hard it was, 1 to 10 (RPE).")
@click.option("--tape", is_flag=True, help="The foot was taped.")
@click.option("--orthotic", is_flag=True, help="With an orthotic.")
@click.option("--shoes", default="", help="Which shoes.")
@OF_DAY
@click.pass_obj
def ran_command(
    options: dict[str, Any],
    /,
    distance: str | None,
    time: int | None,
    pain: int,
    pattern: str | None,
    **noted: Any,  # noqa: ANN401 - click's values
) -> None:
    """Record a run, such as `coach ran 5.2km 31m --pain 2 --pattern faded`.

    The cool-down is due at once, and the ice after it. Without distance and time it tells how
    the run felt that came from your watch.
    """
    if (distance is None) != (time is None):
        raise click.UsageError("A run needs both its distance and its time, as in 5.2km 31m.")
    if pain and pattern in {None, Pattern.NONE}:
        raise click.UsageError("With pain, say how it went: --pattern faded, throughout or worse.")
    if pattern not in {None, Pattern.NONE} and not pain:
        raise click.UsageError("With a pattern, say how much it hurt: --pain 2.")
    if distance is None and noted["day"]:
        raise click.UsageError("A run of a past day needs its distance and time, as in 5.2km 31m.")
    with coach_for(options) as coach:
        day = day_of(noted["day"], coach.present_day())
        worn = tuple(one for one in Support if noted[one])
        notes = RunNotes(effort=noted["effort"], supports=worn, shoes=noted["shoes"])
        went = Pattern(pattern or Pattern.NONE)
        before = coach.judgement()
        metres = None
        if distance is None:
            run = coach.felt(pain, went, notes)
        else:
            metres = coach.routine.display.metres(distance or "")
            run = coach.ran(metres, time or 0, pain, went, notes=notes, day=day)
        click.echo(f"Run logged{_on(run, coach)}: {run_text(run, coach.routine.display)}.")
        if not day and (warning := advice.too_far(before, metres, coach.routine.display)):
            click.echo(warning)


def _on(event: Event, coach: Coach) -> str:
    """The day of what was recorded, where it is not the present one."""
    return "" if event.day == coach.present_day() else f" for {day_text(event.day)}"
