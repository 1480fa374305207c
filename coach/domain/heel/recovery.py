"""Recovered: when the maintenance day is offered (ours)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from coach.domain.heel.episode import QUIET_DAYS, is_quiet
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import History, Programme
from coach.domain.heel.maintenance import brings_full_day_back
from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import MILD

WAITS = timedelta(days=14)
"""How long the offer waits after the runner has said something about it (ours)."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Hindrance(StrEnum):
    """Why the maintenance day is not offered."""

    NOT_QUIET = "no four quiet weeks"
    NO_CHECK = "no pain check"
    SORE = "a sore morning"
    NO_FREE_RUNNING = "no free running"
    ANSWERED = "answered lately"
    NOT_SHORTER = "no shorter day"


def hindrances(history: History, programme: Programme, judgement: Judgement) -> Iterator[Hindrance]:
    """Why the runner is not to be asked for a maintenance day; nothing if they are.

    That takes no present episode, 28 quiet days up to today without three painful mornings in a
    row, and free running; and it is asked after the morning's check.
    """
    today, pains = judgement.day, history.pains
    if programme.episode or not _has_been_quiet(pains, today):
        yield Hindrance.NOT_QUIET
    if today not in pains:
        yield Hindrance.NO_CHECK
    elif pains[today] >= MILD:
        yield Hindrance.SORE
    if not _runs_freely(judgement):
        yield Hindrance.NO_FREE_RUNNING
    if _answered_until(programme) > today:
        yield Hindrance.ANSWERED


def earliest(
    hindrance: Hindrance, history: History, programme: Programme, today: date
) -> date | None:
    """The first day without a hindrance if all mornings to come are free of pain; None if open."""
    match hindrance:
        case Hindrance.NOT_QUIET:
            return _first_quiet_day(history.pains, today)
        case Hindrance.ANSWERED:
            return _answered_until(programme)
        case _:
            return None


def _answered_until(programme: Programme) -> date:
    """The first day on which what the runner said about it is old enough."""
    chosen_on = programme.maintenance_chosen_on
    return chosen_on + WAITS if chosen_on else date.min


def _first_quiet_day(pains: Mapping[date, int], today: date) -> date | None:
    days = [today + _DAY * ahead for ahead in range(QUIET_DAYS + _WEEK.days)]
    to_come = dict.fromkeys(days, 0) | dict(pains)
    return next((day for day in days[1:] if _has_been_quiet(to_come, day)), None)


def _runs_freely(judgement: Judgement) -> bool:
    """Whether the rules, and a clinician if there is a word, let the runner run off the ladder."""
    lowest = min(judgement.level, judgement.verdict.level)
    return lowest >= Level.NO_INCREASE and not judgement.is_on_ladder


def _has_been_quiet(pains: Mapping[date, int], today: date) -> bool:
    days = [today - _DAY * ago for ago in range(QUIET_DAYS)]
    return all(is_quiet(pains, day) and not brings_full_day_back(pains, day) for day in days)
