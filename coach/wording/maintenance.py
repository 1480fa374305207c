"""The maintenance day in words: the offer, what it is, and the way back to the full day."""

from __future__ import annotations

from datetime import timedelta

from coach.domain.day.dates import near_day_text
from coach.domain.heel.judgement import Judgement

WHAT = "one stretch session a day, strength twice a week"
HOW = (
    f"The maintenance day: {WHAT}. The pain check, the run with its warm-up, and ice stay. Runs "
    "get no longer meanwhile. Three mornings of 3 or more bring the full day back."
)
OFFER = "Four quiet weeks: you may take the maintenance day."
BEGUN = f"Maintenance day from today on: {WHAT}."
BROUGHT_BACK = "Three mornings of 3 or more: the full day is back from today."
ENDED = "The full day is back."
PUT_OFF = "The full day stays. Coach will not ask again for two weeks."
NOT_YET = (
    "The maintenance day is not offered today: that takes a pain check below 3, four weeks with "
    "hardly any pain, and free running. After a no it waits two weeks."
)
_NEWS = timedelta(days=7)
"""How long it is said that the full day is back (ours)."""


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
