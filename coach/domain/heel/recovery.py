"""Recovered: when the maintenance day is offered (ours)."""

from __future__ import annotations

from datetime import date, timedelta

from coach.domain.heel.episode import QUIET_DAYS, is_quiet
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import History, Programme
from coach.domain.heel.maintenance import brings_full_day_back
from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import MILD

WAITS = timedelta(days=14)
"""How long the offer waits after the runner has said something about it (ours)."""
_DAY = timedelta(days=1)


def offers_maintenance(history: History, programme: Programme, judgement: Judgement) -> bool:
    """Whether the runner is to be asked, after the morning's check, for a maintenance day.

    That takes no present episode, 28 quiet days up to today without three painful mornings in a
    row, and free running.
    """
    today, chosen_on = judgement.day, programme.maintenance_chosen_on
    if programme.episode or judgement.maintained_since:
        return False
    if chosen_on and today - chosen_on < WAITS:
        return False
    return _runs_freely(judgement) and _has_been_well(history, today)


def _runs_freely(judgement: Judgement) -> bool:
    """Whether the rules, and a clinician if there is a word, let the runner run off the ladder."""
    lowest = min(judgement.level, judgement.verdict.level)
    return lowest >= Level.NO_INCREASE and not judgement.is_on_ladder


def _has_been_well(history: History, today: date) -> bool:
    pains = history.pains
    days = [today - _DAY * ago for ago in range(QUIET_DAYS)]
    is_well = today in pains and pains[today] < MILD
    return is_well and all(
        is_quiet(pains, day) and not brings_full_day_back(pains, day) for day in days
    )
