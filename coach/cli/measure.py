"""`coach measure` and `coach score`: what is measured every four weeks, and what others ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from coach.cli.asking import ask_form
from coach.cli.columns import paragraph
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, is_at_terminal, say
from coach.cli.param_types import DAY, TEXT, Parsed, Whole, day_of
from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.forms.form import EntryForm
from coach.core.forms.measurement import measurement_form, score_form
from coach.core.forms.parsers import number
from coach.domain.day.dates import near_day_text
from coach.domain.events.types import RatedActivity
from coach.domain.history.measurements import MOST_CENTIMETRES, MOST_RAISES, MOST_SCORE, Trend
from coach.wording.measurements import PUT_OFF, measured_text, score_text, sentences


def _rated(text: str) -> RatedActivity:
    name, _, score = text.rpartition("=")
    return RatedActivity(name.strip(), int(score))


_ACTIVITY = Parsed("rated activity", _rated, "'climbing stairs=4'")
_CENTIMETRES = Parsed("number of centimetres", number(MOST_CENTIMETRES), "9.5")
_RAISES = Whole(0, MOST_RAISES)
_SCORE = Parsed("score", number(MOST_SCORE), "54")
_RATED = "Each activity from 0 (not at all) to 10 (as before)"
_COMMAND = "`coach measure --activity 'climbing stairs=4' --raises-left 18 --wall-left 9.5`"
_MEASURE = (
    ("What", "Every four weeks: three activities of your own, heel raises, and knee to wall."),
    ("Answers", f"{_RATED}; heel raises on one leg until tired; knee to wall in cm."),
    ("Record", f"{_COMMAND}, as many as you like, for either foot."),
    ("Put off", "`coach measure --not-now`"),
)
_SCORE_OF = (
    ("What", "The score of any questionnaire that you have filled in, such as the FFI."),
    ("Answers", f"Its title and its score, from 0 to {MOST_SCORE:g}."),
    ("Record", "`coach score FFI 54`; with --on yesterday for another day."),
)
"""What to do, for those who give no answer where nothing is asked."""
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


@click.command(name="measure")
@click.option(
    "--activity",
    "activities",
    type=_ACTIVITY,
    multiple=True,
    help="One of three that the heel makes hard, from 0 (not at all) to 10 (as before): "
    "'climbing stairs=4'.",
)
@click.option("--raises-left", type=_RAISES, help="Heel raises on the left leg until tired.")
@click.option("--raises-right", type=_RAISES, help="The same on the right leg.")
@click.option("--wall-left", type=_CENTIMETRES, help="Knee to wall with the left foot, in cm.")
@click.option("--wall-right", type=_CENTIMETRES, help="The same with the right foot.")
@click.option("--not-now", is_flag=True, help="Put it off for four weeks.")
@_JSON
@click.pass_obj
def measure_command(
    options: dict[str, Any],
    /,
    activities: tuple[RatedActivity, ...],
    *,
    not_now: bool,
    as_json: bool,
    **tests: float | None,
) -> None:
    """Measure every four weeks, and show the trends.

    You measure activities of your own, heel raises, and knee to wall. Without options it asks, if
    it is in a terminal. What you measure later on the same day is added; activities replace those
    before. Stop the heel raises at once when it hurts more than 5 of 10; the full screen paces and
    counts them.
    """
    is_told = bool(activities) or any(one is not None for one in tests.values())
    if not_now and is_told:
        raise click.UsageError("Measure, or put it off with --not-now; not both at once.")
    with coach_for(options) as coach:
        if not_now:
            coach.measuring.put_off()
            told = PUT_OFF
        elif is_told:
            told = _measure(coach, activities, tests)
        else:
            told = _asked(measurement_form(coach, can_play=False), is_quiet=as_json)
        _show(coach, told, _MEASURE, as_json=as_json)


@click.command(name="score")
@click.argument("title", type=TEXT, required=False)
@click.argument("score", type=_SCORE, metavar="NUMBER", required=False)
@click.option("--on", type=DAY, help="The day it was filled in: 2026-11-20, yesterday or tue.")
@_JSON
@click.pass_obj
def score_command(
    options: dict[str, Any],
    title: str | None,
    score: float | None,
    on: str | None,
    *,
    as_json: bool,
) -> None:
    """Bring the score of a questionnaire: `coach score FFI 54`.

    Then it shows the trends. Its wording belongs to its authors, so Coach keeps only the title, the
    score and the day.
    """
    if title is not None and not title.strip():
        raise click.UsageError("Name the questionnaire, as in `coach score FFI 54`.")
    if title and score is None:
        raise click.UsageError("Say the score too, as in `coach score FFI 54`.")
    with coach_for(options) as coach:
        if title and score is not None:
            day = day_of(on, coach.present_day())
            told = f"{score_text(coach.measuring.bring_score(title, score, day))}: recorded."
        else:
            told = _asked(score_form(coach), is_quiet=as_json)
        _show(coach, told, _SCORE_OF, as_json=as_json)


def trend_facts(trend: Trend) -> dict[str, object]:
    """A trend as other programs read it; what is not known is null."""
    return {
        "what": trend.topic,
        "name": trend.name,
        "values": [{"day": day, "value": value} for day, value in trend.values],
        "since_first": trend.since_first,
        "since_last": trend.since_last,
        "better": trend.better,
        "real_from": trend.real,
        "is_real_since_first": trend.is_real(trend.since_first),
        "is_real_since_last": trend.is_real(trend.since_last),
    }


def _measure(coach: Coach, activities: tuple[RatedActivity, ...], tests: dict[str, Any]) -> str:
    raises = tests["raises_left"], tests["raises_right"]
    wall = tests["wall_left"], tests["wall_right"]
    return (
        f"Measured: {measured_text(coach.measuring.measure(activities, raises=raises, wall=wall))}."
    )


def _asked(form: EntryForm, *, is_quiet: bool) -> str:
    """Ask a person at the terminal, and record the answers; empty if nothing was asked."""
    if is_quiet or not is_at_terminal():
        return ""
    return f"{ask_form(form).text.rstrip('.')}."


def _show(coach: Coach, told: str, how: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    """What was recorded just now, or how to do that, and everything measured so far."""
    trends, due = coach.measuring.trends(), coach.measuring.next_due()
    is_due = view_day(coach).is_to_measure
    if as_json:
        emit_object({"due": due, "is_due": is_due, "trends": list(map(trend_facts, trends))})
        return
    if told:
        say(told)
    so_far = sentences(trends) if trends else [("So far", "Nothing has been measured.")]
    for name, text in (*(() if told else how), *so_far):
        say(paragraph(name, text))
    on = f"on {near_day_text(due)}, or within a week of it"
    say(paragraph("Next", f"Measure {'now' if is_due else on}."))
