"""The maintenance day in words: the offer, what it is, and the way back to the full day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from coach.domain.day.dates import near_day_text
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.recovery import Hindrance

WHAT = "one stretch session a day, strength twice a week"
HOW = (
    f"The maintenance day: {WHAT}. The pain check, the run with its warm-up, and ice stay. Runs do "
    "not grow meanwhile. Three mornings of 3 or more bring the full day back."
)
OFFER = "Four quiet weeks: you may take the maintenance day."
BEGUN = f"Maintenance day from today on: {WHAT}."
BROUGHT_BACK = "Three mornings of 3 or more: the full day is back from today."
ENDED = "The full day is back."
PUT_OFF = "The full day stays. Coach will not ask again for two weeks."
_HINDRANCES = {
    Hindrance.NO_CHECK: "today has no pain check yet",
    Hindrance.SORE: "the first steps hurt 3 or more this morning",
    Hindrance.NOT_SHORTER: "your plan has no more than that anyway",
}
_NEWS = timedelta(days=7)
"""How long it is said that the full day is back (ours)."""


def not_yet_text(hindrances: Mapping[Hindrance, date | None], judgement: Judgement) -> str:
    """Why the maintenance day is not offered today, and until when, as far as that is known."""
    why = "; ".join(_why_not(one, day, judgement) for one, day in hindrances.items())
    return f"The maintenance day is not offered today: {why}."


def _why_not(hindrance: Hindrance, until: date | None, judgement: Judgement) -> str:
    match hindrance:
        case Hindrance.NOT_QUIET:
            quiet = "it takes four weeks with hardly any pain"
            return f"{quiet}, so not before {near_day_text(until)}" if until else quiet
        case Hindrance.NO_FREE_RUNNING:
            is_back = "you are still on the way back" if judgement.is_on_ladder else ""
            return f"you have to be running freely, and {is_back or 'today does not allow that'}"
        case Hindrance.ANSWERED:
            waits = "two weeks have to pass after your last answer"
            return f"{waits}, so not before {near_day_text(until)}" if until else waits
        case _:
            return _HINDRANCES[hindrance]


def recovery_text(judgement: Judgement, *, is_offered: bool) -> str:
    """One sentence for the day: the offer, the maintenance day in force, or that it is over."""
    return OFFER if is_offered else maintenance_text(judgement)


def recovery_line(judgement: Judgement, *, is_offered: bool) -> str:
    """The same where there is little room."""
    if is_offered:
        return "Ready for a shorter day?"
    if since := judgement.maintained_since:
        return f"Maintenance since {since.day} {since:%b}"
    return maintenance_text(judgement)


def maintenance_text(judgement: Judgement) -> str:
    """That the maintenance day is in force, or that painful mornings have just ended it."""
    if since := judgement.maintained_since:
        return f"Maintenance day since {near_day_text(since)}: {WHAT}."
    if ends_today(judgement):
        return BROUGHT_BACK
    time = judgement.maintenance
    is_news = time and time.is_relapse and time.until and judgement.day - time.until < _NEWS
    if not (is_news and time and time.until):
        return ""
    return f"Three mornings of 3 or more: full days again since {near_day_text(time.until)}."


def ends_today(judgement: Judgement) -> bool:
    """Whether this morning was the one that brought the full day back."""
    time = judgement.maintenance
    return time is not None and time.is_relapse and time.until == judgement.day
