"""The commands that record what the runner did."""

from datetime import date, datetime
from typing import Any

import click

from coach.cli.arguments import STEP
from coach.cli.asking import ask_for_rest
from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import is_at_terminal, say
from coach.cli.param_types import DISTANCE, DURATION, OF_DAY, RUN_TIME, TEXT, Whole, day_of, for_day
from coach.core.coach import Coach
from coach.core.forms.form import Answers, Form, answered
from coach.core.forms.pain_check import pain_check_form
from coach.core.forms.run import felt_form, long_run_doubt
from coach.core.undone import undone_text
from coach.domain.day.dates import day_text
from coach.domain.events.types import Pattern, RunNotes, SkipReason, Support
from coach.errors import RefusedError
from coach.wording import judgement as advice
from coach.wording.answers import SKIPPED, check_notes, check_text, jogs_text, run_text
from coach.wording.day import again_text
from coach.wording.limits import too_hard, words_on
from coach.wording.maintenance import BROUGHT_BACK, ends_today

_CHECK_NEEDS = frozenset({"eases", "walking_pain", "worse_after_run"})
"""The answers that a judgement needs; in a terminal, the command asks for them."""


@click.command(name="check")
@click.argument("pain", type=Whole(0, 10), required=False)
@click.option("--same", is_flag=True, help="Yesterday's answers, except for those you give.")
@click.option("--ease/--no-ease", "eases", default=None, help="Does it ease after a few steps?")
@click.option(
    "--walking-pain/--no-walking-pain", default=None, help="Is walking still painful after that?"
)
@click.option(
    "--worse/--no-worse",
    "worse_after_run",
    default=None,
    help="Is it worse than yesterday morning, before your run?",
)
@click.option(
    "--stretched/--no-stretched",
    "stretched_first",
    default=None,
    help="Did you stretch before the first step?",
)
@click.option("--splint/--no-splint", default=None, help="Did you wear the night splint?")
@click.option(
    "--painkiller/--no-painkiller", default=None, help="Did you take a painkiller that may mask it?"
)
@click.option("--aid/--no-aid", default=None, help="Did you use what is on trial the day before?")
@OF_DAY
@records
@click.pass_obj
def check_command(
    options: dict[str, Any],
    /,
    pain: int | None,
    day: str | None,
    *,
    same: bool,
    **given: bool | None,
) -> None:
    """Record how much the first steps hurt, from 0 to 10.

    In a terminal it asks what you left out; elsewhere that counts as no answer. A second check on
    the same day corrects the first one.
    """
    if pain is None and not same:
        raise click.UsageError("Say how much it hurt, as in `coach check 3`, or --same.")
    with coach_for(options) as coach:
        on = day_of(day, coach.present_day())
        form = pain_check_form(coach, on).form
        answers = {name: one for name, one in {**given, "pain": pain}.items() if one is not None}
        known = {**_yesterdays(form), **answers} if same else answers
        checked = coach.record.check(**ask_for_rest(form, known, only=_CHECK_NEEDS), day=on)
        notes = "".join(f", {note}" for note in check_notes(checked))
        text = f"{check_text(checked)}{notes}"
        say(
            f"First-step pain {checked.pain}/10{for_day(checked.day, coach.present_day())}: {text}."
        )
        judgement = coach.judgement()
        today = "" if checked.day == judgement.day else "Today: "
        say(f"{today}{advice.headline(judgement)}. {advice.reason(judgement)}")
        for warning in advice.warnings(judgement):
            say(warning)
        if not today and ends_today(judgement):
            say(BROUGHT_BACK)
        _say_what_follows(coach, checked.day)


def _yesterdays(form: Form) -> Answers:
    """The answers of the morning before; open ones stay open."""
    if not form.same:
        raise RefusedError("There is no pain check of the day before; give the number.")
    return answered(form.same)


@click.command(name="done")
@STEP
@click.option("--pain", type=Whole(0, 10), help="After strength: the worst pain, 0 to 10.")
@click.option("--effort", type=Whole(1, 10), help="After strength: how hard it was, 1 to 10.")
@OF_DAY
@records
@click.pass_obj
def done_command(
    options: dict[str, Any], step: str, pain: int | None, effort: int | None, day: str | None
) -> None:
    """Mark a STEP as done, today or on a past day that you forgot.

    It need not be on that day's plan.

    How a strength session felt decides whether the heel raises get harder.
    """
    with coach_for(options) as coach:
        on = day_of(day, coach.present_day())
        planned = coach.record.done(step, on, pain=pain, effort=effort)
        if word := too_hard(pain):
            say(word)
        say(f"{planned.step.name}: done{for_day(on, coach.present_day())}.")


@click.command(name="skip")
@STEP
@click.option(
    "--because",
    type=click.Choice(list(SkipReason), case_sensitive=False),
    help="A reason that does not break a streak.",
)
@OF_DAY
@records
@click.pass_obj
def skip_command(
    options: dict[str, Any], step: str, because: SkipReason | None, day: str | None
) -> None:
    """Skip a STEP, today or on a past day."""
    with coach_for(options) as coach:
        why = f" ({SKIPPED[because]})" if because else ""
        on = day_of(day, coach.present_day())
        planned = coach.record.skip(step, because, on)
        say(f"{planned.step.name}: skipped{for_day(on, coach.present_day())}{why}.")


@click.command(name="snooze")
@STEP
@click.option("--for", "seconds", type=DURATION, help="How long, such as 30m.  [10m]")
@records
@click.pass_obj
def snooze_command(options: dict[str, Any], step: str, seconds: int | None) -> None:
    """Put a STEP off for a while."""
    with coach_for(options) as coach:
        planned = coach.record.snooze(step, seconds)
        say(f"{planned.step.name}: {again_text(planned, coach.clock.now())}.")


@click.command(name="undo")
@records
@click.pass_obj
def undo_command(options: dict[str, Any]) -> None:
    """Undo today's last action, even a deletion.

    The journal keeps both.
    """
    with coach_for(options) as coach:
        say(f"{undone_text(coach, coach.corrections.undo())}.")


@click.command(name="ran")
@click.argument("distance", type=DISTANCE, required=False)
@click.argument("time", type=RUN_TIME, required=False)
@click.option("--pain", type=Whole(0, 10), help="The worst, 0 to 10.")
@click.option(
    "--pattern",
    type=click.Choice([str(one) for one in Pattern]),
    help="How the pain developed: none, faded after the start, throughout, or getting worse.",
)
@click.option("--walk-jog/--no-walk-jog", default=None, help="Was it the day's walk-jog, or a run?")
@click.option("--effort", type=Whole(1, 10), help="How hard it was, 1 to 10 (RPE).")
@click.option("--tape/--no-tape", default=None, help="Was the foot taped?")
@click.option("--orthotic/--no-orthotic", default=None, help="Did you wear an orthotic?")
@click.option("--shoes", type=TEXT, metavar="TEXT", default="", help="Which shoes.")
@click.option("--yes", is_flag=True, help="Do not ask about an unusually long run.")
@OF_DAY
@records
@click.pass_obj
def ran_command(
    options: dict[str, Any],
    /,
    distance: str | None,
    time: int | None,
    pain: int | None,
    pattern: str | None,
    **noted: Any,  # noqa: ANN401 - click's values
) -> None:
    """Record a run, such as `coach ran 5.2km 31m --pain 0`.

    The cool-down is due at once, then the ice. Leave out distance and time to say how a run
    from your watch felt. In a terminal it asks what you left out; elsewhere that counts as no
    answer.
    """
    if (distance is None) != (time is None):
        raise click.UsageError("A run needs both its distance and its time, as in 5.2km 31m.")
    if pain and pattern == Pattern.NONE:
        raise click.UsageError(
            "With pain, say how it developed: --pattern faded, throughout or worse."
        )
    if pain == 0 and pattern not in {None, Pattern.NONE}:
        raise click.UsageError("With a pattern, say how much it hurt: --pain 2.")
    if distance is None and noted["day"]:
        raise click.UsageError("A run of a past day needs its distance and time, as in 5.2km 31m.")
    with coach_for(options) as coach:
        _record_run(coach, distance, time, {"pain": pain, "pattern": pattern, **noted})


def _record_run(
    coach: Coach, distance: str | None, time: int | None, given: dict[str, Any]
) -> None:
    day = day_of(given["day"], coach.present_day()) or coach.present_day()
    metres = None if distance is None else coach.routine.display.metres(distance)
    doubt = "" if given["yes"] else long_run_doubt(coach, metres, day)
    if doubt and is_at_terminal() and not click.confirm(doubt):
        raise RefusedError("Nothing was recorded; try again with the right distance.")
    answers = _how_it_felt(coach, time, day, given)
    notes = RunNotes(effort=given["effort"], supports=_worn(given), shoes=given["shoes"])
    pain, pattern, walk_jog = answers["pain"], answers["pattern"], answers["walk_jog"]
    if distance is None:
        run = coach.runs.felt(pain, pattern, notes, walk_jog=walk_jog)
    else:
        run = coach.runs.ran(
            metres, time or 0, pain, pattern, notes=notes, walk_jog=walk_jog, day=day
        )
    of_day = for_day(run.day, coach.present_day())
    say(f"Run logged{of_day}: {run_text(run, coach.routine.display)}.")
    if jogs := jogs_text(run.jogs, coach.runs.asked_jogs(run)):
        say(f"{jogs.capitalize()}.")
    if distance is not None and run.began:
        say(_joined(run.began, coach))
    if doubt and not is_at_terminal():
        say("That is more than twice your longest run in 30 days; `coach undo` removes a typo.")
    if words := words_on(run, coach.runs.beyond(run), coach.routine.display):
        say(words)
    if run.walk_jog is None and coach.runs.may_be_walk_jog(run.running, run.day):
        say("If it was the walk-jog, `coach ran --walk-jog` says so.")
    _say_what_follows(coach, run.day)


def _say_what_follows(coach: Coach, day: date) -> None:
    from coach.core.what_follows import what_follows  # noqa: PLC0415 - loads the simulation

    if follows := what_follows(coach, day):
        say(follows)


def _joined(began: datetime, coach: Coach) -> str:
    """Say that the run is the recorded one, and what to do if it is not."""
    at = coach.routine.display.clock(began.astimezone(coach.zone))
    return (
        f"This is the run of {at} from your watch. If it was another one: `coach undo`, "
        "say how the recorded one felt, as in `coach ran --pain 2 --pattern faded`, then enter "
        "this one again."
    )


def _how_it_felt(
    coach: Coach, time: int | None, day: date, given: dict[str, Any]
) -> dict[str, Any]:
    """Pain, pattern, and whether it was the walk-jog; without a terminal, only as given."""
    pattern = Pattern(given["pattern"]) if given["pattern"] else None
    pattern = Pattern.NONE if given["pain"] == 0 else pattern
    known = {"pain": given["pain"], "pattern": pattern, "walk_jog": given["walk_jog"]}
    run = coach.runs.unrated_run() if time is None else None
    form = felt_form(coach, run, run.day if run else day, time)
    if run and is_at_terminal() and None in (given["pain"], pattern):
        on = "" if run.day == coach.present_day() else f" on {day_text(run.day)}"
        say(f"Your run{on}: {run_text(run, coach.routine.display)}.")
    answers = dict.fromkeys(known) | ask_for_rest(form, known)
    if run and not says_anything(answers, given):
        raise RefusedError("Say how the run felt, as in `coach ran --pain 2 --pattern faded`.")
    return answers | ({"pattern": Pattern.NONE} if answers["pain"] == 0 else {})


def says_anything(answers: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether there is anything new to say about a run that is logged already.

    No pain, 0, and a plain no are answers too.
    """
    noted = [given[one] for one in ("effort", "shoes", *Support)]
    return any(value not in (None, "") for value in (*answers.values(), *noted))


def _worn(given: dict[str, Any]) -> tuple[Support, ...] | None:
    """What the foot wore; None if nothing was said about it."""
    if all(given[one] is None for one in Support):
        return None
    return tuple(one for one in Support if given[one])
