"""`coach intake`: what the coach has to know about heel and running."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import click

from coach.cli.asking import ask_all, explain
from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import is_at_terminal, say
from coach.cli.param_types import DATE, DISTANCE, LENGTH, Whole
from coach.core.coach import Coach
from coach.core.forms.form import Answers
from coach.core.forms.intake import facts_of, intake_form, longest_run_doubt, suggested_by_runs
from coach.domain.day.dates import parse_day_ahead
from coach.domain.events.types import Pattern
from coach.domain.routine.kinds import Foot
from coach.errors import RefusedError
from coach.wording import judgement as advice

_MOST_DAYS = 3000
_ALLOWED = {"0": "no training", "1": "no running", "2": "walk-jogs", "3": "running"}
_WITHDRAWN = "none"


@click.command(name="intake")
@click.option("--foot", type=click.Choice([str(one) for one in Foot]), help="The foot that hurts.")
@click.option(
    "--weeks", type=LENGTH, help="For how long it has hurt: 6, '10 days', '3 months' or '1 year'."
)
@click.option("--typical/--not-typical", default=None, help="Worst at first, then easing?")
@click.option(
    "--weak-bones/--no-weak-bones",
    default=None,
    help="Weak bones, long steroid use, missed periods or fast weight loss?",
)
@click.option("--pregnant/--not-pregnant", default=None, help="Are you pregnant?")
@click.option(
    "--no-ice/--ice", default=None, help="No ice: poor feeling or circulation, or cold allergy."
)
@click.option("--weekly", type=DISTANCE, help="Distance a week, over the last four weeks.")
@click.option("--longest", type=DISTANCE, help="The longest run in those weeks.")
@click.option("--last-run", type=Whole(0, _MOST_DAYS), help="How many days ago your last run was.")
@click.option(
    "--last-pattern",
    type=click.Choice([str(one) for one in Pattern]),
    help="How the pain was on that run.",
)
@click.option(
    "--brisk-walk/--no-brisk-walk",
    default=None,
    help="Can you walk briskly for half an hour without pain?",
)
@click.option(
    "--allowed",
    type=click.Choice([*_ALLOWED, _WITHDRAWN]),
    help="What a clinician allows: 0 no training, 1 no running, 2 walk-jogs, 3 running; none "
    "ends that.",
)
@click.option(
    "--until", type=DATE, help="The last day it applies: 2026-12-24, fri or '6 weeks'.  [4 weeks]"
)
@records
@click.pass_obj
def intake_command(options: dict[str, Any], /, **given: Any) -> None:  # noqa: ANN401 - click's values
    """Tell Coach about your heel and your running.

    Without options it asks. What you leave out stays as it was.
    """
    if (given["last_run"] is None) != (given["last_pattern"] is None):
        raise click.UsageError("A last run needs both options: --last-run 2 --last-pattern none.")
    if given["until"] and given["allowed"] in {None, _WITHDRAWN}:
        raise click.UsageError("With --until, also say what is allowed until then: --allowed 2.")
    with coach_for(options) as coach:
        if any(one is not None for one in given.values()):
            _take(coach, _facts(coach, given), _foot(given["foot"]))
        else:
            _ask(coach)
        _print_what_it_means(coach)


def _take(coach: Coach, facts: dict[str, Any], foot: Foot | None) -> None:
    """Record the facts, once a person at the terminal is sure of them."""
    doubt = longest_run_doubt(coach, facts, coach.days.intake())
    if doubt and is_at_terminal() and not click.confirm(doubt):
        raise RefusedError("Nothing was recorded; try again with the right distances.")
    coach.record.take_intake(facts, foot=foot)
    if doubt and not is_at_terminal():
        say("The longest run is farther than a week; `coach undo` removes a typo.")


def _ask(coach: Coach) -> None:
    """Ask a runner who gives no options; warning signs have a command of their own."""
    explain()
    questions = (one for one in intake_form(coach).form.questions if one.id != "has_flags")
    answers = ask_all(questions, suggested=suggested_by_runs(coach))
    _take(coach, facts_of(answers), answers.get("foot"))


def _print_what_it_means(coach: Coach) -> None:
    judgement = coach.judgement()
    say(f"Thank you. {advice.today_text(judgement, coach.today())}")
    say(advice.reason(judgement))
    for warning in advice.warnings(judgement):
        say(warning)
    say("`coach flag` lists the signs that need a clinician.")


def _foot(name: str | None) -> Foot | None:
    return Foot(name) if name else None


def _facts(coach: Coach, answers: Answers) -> dict[str, Any]:
    """The answers, by the fields of the intake."""
    today, ago, length = coach.present_day(), answers["last_run"], answers["weeks"]
    facts = {
        "since": None if length is None else today - length,
        "is_typical": answers["typical"],
        "weak_bones": answers["weak_bones"],
        "pregnant": answers["pregnant"],
        "no_ice": answers["no_ice"],
        "weekly": _metres(coach, answers["weekly"]),
        "longest": _metres(coach, answers["longest"]),
        "last_run": None if ago is None else today - timedelta(days=ago),
        "last_pattern": Pattern(answers["last_pattern"]) if answers["last_pattern"] else None,
        "brisk_walk": answers["brisk_walk"],
        "until": _end_of_word(today, answers["until"]),
    }
    known = {name: value for name, value in facts.items() if value is not None}
    allowed = answers["allowed"]
    if allowed is None:
        return known
    return known | {"allowed": None if allowed == _WITHDRAWN else int(allowed)}


def _end_of_word(today: date, until: str | None) -> date | None:
    """The last day of a clinician's word.

    Raises:
        RefusedError: if it is over already.
    """
    if until is None:
        return None
    last = parse_day_ahead(until, today)
    if last < today:
        raise RefusedError(
            f"{last} is already over; give the last day on which the clinician's advice counts."
        )
    return last


def _metres(coach: Coach, distance: str | None) -> float | None:
    return None if distance is None else coach.routine.display.metres(distance)
