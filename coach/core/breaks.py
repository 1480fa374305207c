"""Breaks: short days, pauses of the reminders, and days away.

Each method is one step, during which no other process writes.
"""

from __future__ import annotations

from datetime import date, datetime

from coach.core.corrections import Corrections
from coach.core.days import Days
from coach.domain.day.dates import near_day_text
from coach.domain.day.pauses import LONGEST_PAUSE
from coach.domain.day.time_away import LONGEST_AWAY, away_on
from coach.domain.day.wallclock import instant
from coach.domain.events.types import (
    Away,
    AwayReason,
    CameBack,
    DayShortened,
    EntryRetracted,
    Paused,
    Resumed,
)
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone


class Breaks:
    """Days on which the runner does less, or nothing."""

    def __init__(self, ledger: Ledger, days: Days, corrections: Corrections) -> None:
        self._ledger = ledger
        self._days = days
        self._corrections = corrections

    @alone
    def shorten(self) -> None:
        """Let the sessions of today that have not begun be short.

        Raises:
            RefusedError: if the day is short already, or that would change nothing.
        """
        days = self._days
        if days.is_short_day():
            raise RefusedError("Today is short already; `coach short --off` makes it whole again.")
        if not days.can_be_shorter():
            raise RefusedError("All sessions still to come today take ten minutes or less.")
        self._ledger.record_new(DayShortened, self._days.present_day())

    @alone
    def lengthen(self) -> None:
        """Let the sessions of today that have not begun be whole again.

        Raises:
            RefusedError: if the day is not short.
        """
        if not self._days.is_short_day():
            raise RefusedError("Today is not a short day.")
        self._ledger.record_new(DayShortened, self._days.present_day(), is_short=False)

    @alone
    def pause(self, until: datetime) -> None:
        """No reminders until an instant (UTC)."""
        now = self._days.clock.now()
        if until <= now:
            raise RefusedError("A pause has to end in the future, as in `coach pause 2h`.")
        if until > now + LONGEST_PAUSE:
            latest = (now + LONGEST_PAUSE).astimezone(self._days.zone)
            raise RefusedError(
                f"A pause lasts two weeks at most, so now until {near_day_text(latest.date())} "
                f"{self._days.routine.display.clock(latest)}."
            )
        self._ledger.record_new(Paused, self._days.present_day(), until=until)

    @alone
    def resume(self) -> None:
        """Reminders again."""
        if self._days.pause_end() is None:
            raise RefusedError("There is no pause to end.")
        self._ledger.record_new(Resumed, self._days.present_day())

    @alone
    def away(
        self,
        until: date,
        because: AwayReason = AwayReason.OTHER,
        *,
        since: date | None = None,
        corrects: Away | None = None,
    ) -> Away:
        """Nothing is due from a day on, by default the present one, before the day `until`."""
        since, today = self._first_day_away(since), self._days.present_day()
        if until <= since:
            raise RefusedError(
                f"The first day back has to come after {near_day_text(since)}, the first day away."
            )
        if until - since > LONGEST_AWAY:
            raise RefusedError(
                f"You can be away {LONGEST_AWAY.days} days at most; write an earlier day."
            )
        day, is_ahead = min(since, today), since > today
        facts = {"until": until, "because": because, "since": since if is_ahead else None}
        at = self._entered_at(day, corrects)
        if corrects:
            return self._corrections.correct(corrects, {**facts, "day": day, "at": at})
        return self._ledger.record_new(Away, day, at=at, **facts)

    @alone
    def come_back(self) -> CameBack | EntryRetracted:
        """Home again, before the day that was named; or call off the next time away."""
        if away_on(self._days.times_away(), self._days.present_day()):
            return self._ledger.record_new(CameBack, self._days.present_day())
        if ahead := self._days.away_ahead():
            return self._corrections.delete([ahead])
        raise RefusedError("You are not away.")

    def _entered_at(self, day: date, corrects: Away | None) -> datetime:
        """When days away were entered; a day that is over counts from its beginning."""
        if corrects and corrects.day == day:
            return corrects.at
        days = self._days
        is_over = day < days.present_day()
        return instant(day, days.routine.day.starts, days.zone) if is_over else days.clock.now()

    def _first_day_away(self, since: date | None) -> date:
        """The day itself, which may be to come.

        Raises:
            RefusedError: if it is too far ahead, or too long ago.
        """
        today = self._days.present_day()
        if since is None or since <= today:
            return self._days.day_to_tell_of(since)
        if since - today > LONGEST_AWAY:
            raise RefusedError(f"Days away can be entered {LONGEST_AWAY.days} days ahead at most.")
        return since
