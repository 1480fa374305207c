"""The four-weekly measurement and scores of questionnaires: recorded, and looked back on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from coach.core.corrections import Corrections
from coach.core.days import Days
from coach.domain.events.types import Measured, RatedActivity, ScoreBrought
from coach.domain.history.measurements import (
    ACTIVITIES,
    MOST_CENTIMETRES,
    MOST_RAISES,
    MOST_SCORE,
    Trend,
    may_bend_ankles,
    may_raise_heels,
    trends_of,
)
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone
from coach.wording.measurements import NO_HEEL_RAISES, NO_TESTS, NOTHING, TWICE

_LONGEST = 40
"""Letters of an activity or a title."""
_MOST_POINTS = 10
_DAY = timedelta(days=1)
_RAISES = tuple((f"raises_{side}", MOST_RAISES, "Heel raises") for side in ("left", "right"))
_WALL = tuple((f"wall_{side}", MOST_CENTIMETRES, "Centimetres") for side in ("left", "right"))
_TESTS = tuple(name for name, *_ in (*_RAISES, *_WALL))


class Measuring:
    """What the runner measures, and what others have asked them."""

    def __init__(self, ledger: Ledger, days: Days, corrections: Corrections) -> None:
        self._ledger = ledger
        self._days = days
        self._corrections = corrections

    def of_today(self) -> Measured | None:
        """What was measured today so far."""
        found = [one for one in self._measured() if one.day == self._days.present_day()]
        return found[-1] if found else None

    def next_due(self) -> date:
        """The first day of the week in which to measure: the present one, or the next."""
        return self._days.judge_of(self._days.present_day()).next_measurement

    def may_raise_heels(self) -> bool:
        """Whether heel raises until the leg is tired are safe today."""
        return may_raise_heels(self._days.judgement())

    def may_bend_ankles(self) -> bool:
        """Whether knee to wall is safe today."""
        return may_bend_ankles(self._days.judgement())

    def trends(self, until: date | None = None) -> tuple[Trend, ...]:
        """All that was measured up to a day, by default today."""
        last = until or self._days.present_day()
        return trends_of(self._ledger.between(date.min, last + _DAY, Measured, ScoreBrought))

    @alone
    def measure(
        self,
        activities: Sequence[RatedActivity] = (),
        *,
        raises: tuple[int | None, int | None] = (None, None),
        wall: tuple[float | None, float | None] = (None, None),
        corrects: Measured | None = None,
    ) -> Measured:
        """Record what was measured today; what is left out stays as it was.

        Args:
            activities: those rated, each from 0 to 10.
            raises: heel raises on the left and the right leg.
            wall: centimetres from the toes to the wall, left and right.
            corrects: an entry to correct instead of adding to today's.

        Raises:
            RefusedError: if nothing was measured, a number cannot be true, or a test is a risk
                today.
        """
        given = dict(zip(_TESTS, (*raises, *wall), strict=True))
        facts = {"activities": tuple(activities), **given}
        known: dict[str, Any] = {
            name: value for name, value in facts.items() if value not in (None, ())
        }
        _measured_or_fail(known)
        if corrects:
            return self._corrections.correct(corrects, facts)
        if raises != (None, None) and not self.may_raise_heels():
            raise RefusedError(NO_HEEL_RAISES)
        if wall != (None, None) and not self.may_bend_ankles():
            raise RefusedError(NO_TESTS)
        if before := self.of_today():
            return self._corrections.correct(before, known)
        return self._ledger.record_new(Measured, self._days.present_day(), **known)

    @alone
    def put_off(self) -> Measured:
        """Measure nothing now, and ask again in four weeks.

        Raises:
            RefusedError: if it is not due.
        """
        due = self.next_due()
        if due > self._days.present_day():
            raise RefusedError(f"There is nothing to put off; the next is due on {due}.")
        return self._ledger.record_new(Measured, self._days.present_day())

    @alone
    def bring_score(
        self,
        title: str,
        score: float,
        on: date | None = None,
        *,
        corrects: ScoreBrought | None = None,
    ) -> ScoreBrought:
        """Record the score of a questionnaire, by default for today.

        Raises:
            RefusedError: if the title or the score cannot be true, or the day has not come yet.
        """
        title = " ".join(title.split())
        _short_or_fail(title)
        if not 0 <= score <= MOST_SCORE:
            raise RefusedError(f"A score is a number from 0 to {MOST_SCORE}.")
        day = self._days.day_to_tell_of(on)
        facts: dict[str, Any] = {
            "title": title,
            "score": score,
            "at": self._days.entry_at(day, None),
        }
        if corrects:
            return self._corrections.correct(corrects, {**facts, "day": day})
        return self._ledger.record_new(ScoreBrought, day, **facts)

    def _measured(self) -> list[Measured]:
        return self._days.judge_of(self._days.present_day()).measured


def _measured_or_fail(known: Mapping[str, Any]) -> None:
    """Refuse what cannot have been measured."""
    if not known:
        raise RefusedError(NOTHING)
    _activities_or_fail(known.get("activities", ()))
    for name, most, unit in (*_RAISES, *_WALL):
        if not 0 <= known.get(name, 0) <= most:
            raise RefusedError(f"{unit} go from 0 to {most}.")


def _activities_or_fail(activities: Sequence[RatedActivity]) -> None:
    if len({one.activity.casefold() for one in activities}) < len(activities):
        raise RefusedError(TWICE)
    if len(activities) > ACTIVITIES:
        raise RefusedError(f"Name {ACTIVITIES} activities at most.")
    for one in activities:
        _short_or_fail(one.activity)
        if not 0 <= one.score <= _MOST_POINTS:
            raise RefusedError(f"{one.activity}: rate it from 0 (cannot do it) to 10 (as before).")


def _short_or_fail(name: str) -> None:
    if not 0 < len(name) <= _LONGEST:
        raise RefusedError(f"A name has up to {_LONGEST} letters, and one at least.")
