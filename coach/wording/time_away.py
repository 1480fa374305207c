"""Times away in words: while one is away, and where one stands on coming back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from coach.domain.day.dates import near_day_text
from coach.domain.day.time_away import TimeAway
from coach.domain.events.types import AwayReason, CameBack, EntryRetracted
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.wording.judgement import headline

AWAY = {
    AwayReason.ILL: "ill",
    AwayReason.TRAVEL: "travelling",
    AwayReason.OTHER: "away",
}


def until_text(until: date, because: AwayReason) -> str:
    """Until when, and why: `until Sun 29 Nov, travelling`."""
    why = "" if because is AwayReason.OTHER else f", {AWAY[because]}"
    return f"until {near_day_text(until)}{why}"


def from_until_text(since: date, until: date, because: AwayReason) -> str:
    """From when until when, and why: `from Fri 4 Dec until Mon 7 Dec, travelling`."""
    return f"from {near_day_text(since)} {until_text(until, because)}"


def away_ahead(away: TimeAway) -> str:
    """What applies on days away that are still to come."""
    span = from_until_text(away.since, away.until, away.because)
    return f"You will be away {span}: nothing is due on those days."


def back_text(ended: CameBack | EntryRetracted) -> str:
    """What to say to somebody who is back, or does not leave."""
    return "Welcome back" if isinstance(ended, CameBack) else "The days away are called off"


def nothing_due(away: TimeAway) -> str:
    """What applies on a day away."""
    return f"You are away {until_text(away.until, away.because)}: nothing is due before then."


def where_one_stands(away: Sequence[TimeAway], judgement: Judgement, display: Display) -> str:
    """How long one was away and why, what the heel may do today, and where on the ladder."""
    parts = groupby(away, key=lambda one: one.because)
    lengths = ((AWAY[because], sum(one.days for one in some)) for because, some in parts)
    was = ", then ".join(f"{why} for {counted(days, 'day')}" for why, days in lengths)
    is_settled = judgement.verdict.inputs.is_checked or judgement.flags
    decides = "" if is_settled else "; the pain check may still change that"
    allowed = f"{headline(judgement).lower()}{_how_far(judgement, display)}"
    return f"You were {was}. Today: {allowed}{decides}."


def _how_far(judgement: Judgement, display: Display) -> str:
    """The stage of the ladder, or the longest run."""
    if judgement.level is Level.WALK_JOG and judgement.stage and judgement.is_on_ladder:
        return f", stage {judgement.stage.number} of {LAST_STAGE}"
    if judgement.level < Level.NO_INCREASE or not judgement.most_today:
        return ""
    return f", {display.most(judgement.most_today)} at most"
