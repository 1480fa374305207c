"""`coach away` and `coach back`: days on which nothing is due."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.asking import ask_form
from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import is_at_terminal, say
from coach.cli.param_types import ANY_DAY
from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.forms.time_away import BACK_EXAMPLE, time_away_form
from coach.domain.day.dates import near_day_text, parse_day_around
from coach.domain.day.time_away import first_day_back
from coach.domain.events.types import AwayReason
from coach.wording.time_away import back_text, until_text

_WANTED = "Say which day you are back, as in `coach away until sun --because travel`."


@click.command(name="away")
@click.option(
    "--from",
    "since",
    type=ANY_DAY,
    help="If not from today on: yesterday, tue (the last one), 'next fri' or 2026-12-04.",
)
@click.option(
    "--because",
    type=click.Choice(list(AwayReason), case_sensitive=False),
    default=AwayReason.OTHER,
    help="Why you are away.",
)
@click.argument("until", nargs=-1, metavar="until sun | until 2026-12-06")
@records
@click.pass_obj
def away_command(
    options: dict[str, Any], until: tuple[str, ...], since: str | None, because: AwayReason
) -> None:
    """Away, ill or travelling: nothing is due or missed.

    No streak breaks either. The day that you name is the first one back. What you do while away
    still counts. If you are away already, the new day replaces the old one; `coach back` ends it at
    once. In a terminal, `coach away` alone asks.
    """
    text = " ".join(until)
    if not text and (since or not is_at_terminal()):
        raise click.UsageError(_WANTED)
    with coach_for(options) as coach:
        if not text:
            say(_settled(coach, ask_form(time_away_form(coach), needed="until").text))
            return
        today = coach.present_day()
        try:
            back = first_day_back(text, today)
        except ValueError:
            raise click.UsageError(f"{text!r} is not a day; write until {BACK_EXAMPLE}.") from None
        first = parse_day_around(since, today) if since else None
        away = coach.breaks.away(back, because, since=first)
        began = "" if away.first_day == today else f" from {near_day_text(away.first_day)}"
        on_them = "on those days" if away.since else "before then"
        say(f"Away{began} {until_text(away.until, away.because)}. Nothing is due {on_them}.")


@click.command(name="back")
@records
@click.pass_obj
def back_command(options: dict[str, Any]) -> None:
    """Back earlier than planned: steps are due again from now on.

    If the days away are still to come, it calls them off.
    """
    with coach_for(options) as coach:
        say(_settled(coach, back_text(coach.breaks.come_back())))


def _settled(coach: Coach, text: str) -> str:
    """A text, and where one stands after a time away."""
    return f"{text}. {view_day(coach).where_one_stands()}".rstrip()
