"""The present day at one instant, worked out once, so that everything shown of it agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from coach.core.coach import Coach
from coach.core.days import HISTORY
from coach.domain.day.planned import Day
from coach.domain.day.time_away import TimeAway, away_after, away_on, last_away
from coach.domain.events.types import Event, PainChecked
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.warning_signs import Weight, weighs
from coach.domain.history.recent_days import Progress, progress
from coach.domain.history.trial import Trial
from coach.wording.day import DayWords
from coach.wording.maintenance import recovery_text
from coach.wording.measurements import DUE_NOW
from coach.wording.time_away import away_ahead, nothing_due, where_one_stands
from coach.wording.trial import drawn_text

_TODAY_ONLY = timedelta()
_SOON = timedelta(weeks=1)
"""How long ahead the day announces a time away (ours)."""


class DayView(NamedTuple):
    """The day, what the heel allows on it, and the events up to now."""

    day: Day
    judgement: Judgement
    events: tuple[Event, ...]
    now: datetime
    zone: tzinfo
    back_from: tuple[TimeAway, ...] = ()
    """The time away that is just over: nothing was recorded between its end and today."""
    trial: Trial | None = None
    ahead: TimeAway | None = None
    """The next time away, if it begins within a week."""
    is_to_measure: bool = False
    """Whether it is time for the four-weekly measurement, and nothing speaks against it."""
    offers_maintenance: bool = False

    @property
    def check(self) -> PainChecked | None:
        """The pain check of the day."""
        today = (one for one in reversed(self.events) if one.day == self.day.date)
        return next((one for one in today if isinstance(one, PainChecked)), None)

    def drawn(self) -> str:
        """What a trial by lot says for the day; empty if none is under way."""
        return drawn_text(self.trial, self.day.date) if self.trial else ""

    def on_recovery(self) -> str:
        """What to say of the maintenance day, or of the way back from it; mostly empty."""
        return recovery_text(self.judgement, is_offered=self.offers_maintenance)

    @property
    def facts(self) -> tuple[object, ...]:
        """All that the day depends on but the time: they differ once something has changed."""
        return self.day.date, self.day.routine, self.judgement, self.events

    def words(self, start_key: str = "") -> DayWords:
        """The day in words, with the key that starts a step."""
        return DayWords(
            self.day.routine,
            self.day,
            self.events,
            self.now,
            self.zone,
            start_key,
            self.judgement.asked_jogs,
        )

    @property
    def is_just_back(self) -> bool:
        """Whether nothing was recorded since a time away was over."""
        since = self.day.came_back or self.day.starts
        todays = (one for one in self.events if one.day == self.day.date)
        return bool(self.back_from) and all(one.at <= since for one in todays)

    def notes(self) -> Iterator[str]:
        """What to say before anything else: a time away, or that it is time to measure."""
        yield from self.away_notes()
        if self.back_from:
            yield self.where_one_stands()
        if self.is_to_measure:
            yield f"The {DUE_NOW.lower()} is due. The command measure begins it, or puts it off."

    def away_notes(self) -> Iterator[str]:
        """What to say of the time away that the day belongs to, and of one soon to come."""
        if self.day.away:
            yield nothing_due(self.day.away)
        if self.ahead:
            yield away_ahead(self.ahead)

    def where_one_stands(self) -> str:
        """What to say on coming back from a time away; otherwise empty."""
        if not self.back_from:
            return ""
        return where_one_stands(self.back_from, self.judgement, self.day.routine.display)


def figures_beside(coach: Coach, view: DayView) -> Progress:
    """The figures beside a day that was viewed with its history."""
    lasting, today = coach.days.lasting(), view.day.date
    return progress(
        coach.routine,
        view.events,
        lasting,
        today,
        HISTORY.days,
        view.now,
        maintenance=coach.days.judge_of(today).maintenance,
    )


def view_day(coach: Coach, span: timedelta = _TODAY_ONLY) -> DayView:
    """View the present day, and the events of the days of `span` before it."""
    events = tuple(coach.days.history(span))
    day, judgement = coach.today(), coach.judgement()
    return DayView(
        day=day,
        judgement=judgement,
        events=events,
        now=coach.clock.now(),
        zone=coach.zone,
        back_from=_just_over(coach),
        trial=coach.days.trial_on(day.date),
        ahead=_soon_away(coach),
        is_to_measure=_is_to_measure(coach, day, judgement),
        offers_maintenance=coach.days.judge_of(day.date).offers_maintenance(day.date),
    )


def _soon_away(coach: Coach) -> TimeAway | None:
    """The next time away, from a week ahead on."""
    today = coach.present_day()
    ahead = away_after(coach.days.times_away(), today)
    return ahead if ahead and ahead.since - today <= _SOON else None


def _is_to_measure(coach: Coach, day: Day, judgement: Judgement) -> bool:
    """Whether to say that it is time to measure: not while away, nor with a stop sign."""
    if day.away or weighs(judgement.flags, Weight.STOP):
        return False
    return coach.days.judge_of(day.date).next_measurement <= day.date


def _just_over(coach: Coach) -> tuple[TimeAway, ...]:
    """The last time away, on the first day with Coach after it."""
    today, times = coach.present_day(), coach.days.times_away()
    last = () if away_on(times, today) else last_away(times, today)
    return () if not last or coach.ledger.between(last[-1].until, today) else last
