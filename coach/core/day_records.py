"""Records of past days, worked out on demand and cached until the journal changes.

A month takes some hundredths of a second. So a screen, which must not wait, works them out day by
day (`working_out`) and shows what is ready (`known`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from coach.core.coach import Coach
from coach.domain.day.plan import DOING, RHYTHM
from coach.domain.day.wallclock import week_start
from coach.domain.events.grouping import events_by_day
from coach.domain.events.types import RunLogged
from coach.domain.heel.episode import EpisodeRecord, episodes
from coach.domain.heel.hindsight import StoredEvent
from coach.domain.heel.lookback import LOOK_BACK
from coach.domain.history.day_record import DayRecord, record_of, weeks_of
from coach.domain.history.measurements import Trend
from coach.domain.history.milestones import Milestone, milestones, turning_points
from coach.wording.week import Review

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_PIECE = 28
"""How many days of entries are read at once."""
_LOOK_BACK = timedelta(weeks=12)
"""How many weeks to compare with and without an aid."""


class DayRecords:
    """Looks up days in the journal, and caches them until the journal changes."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._seen: object = None
        self._known: dict[date, DayRecord] = {}
        self._years: set[int] = set()
        self._turning_points: list[RunLogged] = []
        self._reached: dict[date, tuple[Milestone, ...]] = {}
        self._episodes: dict[date, tuple[EpisodeRecord, ...]] = {}
        self._worked_out_at = ""
        self.pains: dict[date, int] = {}
        """First-step pain of the years that were needed so far."""
        self.runs: dict[date, list[float]] = {}
        """Metres of each run of the years that were needed so far."""

    def days(self, first: date, last: date) -> tuple[DayRecord, ...]:
        """The records of the coach days from `first` to `last`, oldest first."""
        return self._all_of(_days(first, min(last, self.today())))

    def first_recent(self) -> date:
        """The first day that Today needs to ask about obstacles and to look back on changes."""
        return max(self.began(), self.today() - self._coach.obstacles.look_back())

    def recorded_days(self, first: date, last: date) -> tuple[DayRecord, ...]:
        """The same, but from the time before Coach only days with an entry."""
        began = self.began()
        earlier = {one.day for one in self._coach.ledger.between(first, min(began, last + _DAY))}
        return self._all_of([*sorted(earlier), *_days(max(first, began), last)])

    def _all_of(self, wanted: Sequence[date]) -> tuple[DayRecord, ...]:
        """The records of all these days, even if others write while they are worked out."""
        for _ in self.working_out_each(wanted):
            pass
        if len(known := self._known_of(wanted)) == len(wanted):
            return known
        entries = _Entries(self._coach)
        return tuple(
            record
            for days in _by_quarter(wanted)[::-1]
            for record in self._records_of(days, entries)
            if record
        )

    def known(self, first: date, last: date) -> tuple[DayRecord, ...]:
        """The records from `first` to `last` that are ready, oldest first."""
        self._forget_what_changed()
        return self._known_of(_days(first, last))

    def _known_of(self, days: Iterable[date]) -> tuple[DayRecord, ...]:
        return tuple(self._known[day] for day in days if day in self._known)

    def working_out(self, first: date, last: date) -> Iterator[None]:
        """Work out the coach days from `first` to `last`, the newest quarter first.

        The present day is worked out again each minute. It yields after each day, and ends when the
        journal changes.
        """
        yield from self.working_out_each(_days(first, min(last, self.today())))

    def working_out_each(self, wanted: Iterable[date]) -> Iterator[None]:
        """The same for some days, oldest first."""
        self._forget_what_changed()
        today, seen = self._coach.present_day(), self._seen
        if self._worked_out_at != (minute := f"{self._coach.clock.now():%H:%M}"):
            self._known.pop(today, None)
        entries = _Entries(self._coach)
        for days in _by_quarter(day for day in wanted if day not in self._known):
            for record in self._records_of(days, entries):
                if record:
                    self._known[record.day] = record
                    self._worked_out_at = minute if record.day == today else self._worked_out_at
                yield
                self._forget_what_changed()
                if self._seen != seen:
                    return

    def read(self, year: int) -> None:
        """Read the mornings and runs of a calendar year; all that is kept are some numbers."""
        if self.is_read(year):
            return
        self._years.add(year)
        first, until = date(year, 1, 1), date(year + 1, 1, 1)
        self.pains |= self._coach.ledger.pains_by_day(first, until)
        events = self._coach.ledger.between(first, until, RunLogged)
        runs = sorted((one for one in events if isinstance(one, RunLogged)), key=attrgetter("day"))
        for one in runs:
            self.runs.setdefault(one.day, []).append(one.distance)
        began = self.began()
        self._turning_points += turning_points(one for one in runs if one.day >= began)

    def is_read(self, year: int) -> bool:
        """Whether the mornings and runs of a calendar year are read."""
        self._forget_what_changed()
        return year in self._years

    def today(self) -> date:
        """The present coach day."""
        return self._coach.present_day()

    def began(self) -> date:
        """The first coach day with Coach."""
        return self._coach.days.first_day()

    def milestones(self, today: date | None = None) -> tuple[Milestone, ...]:
        """The milestones reached by a day, by default today."""
        until = today or self._coach.present_day()
        in_episodes = self.episodes(until)
        if until not in self._reached:
            found = milestones(self.pains, self._turning_points, in_episodes, until)
            self._reached[until] = found
        return self._reached[until]

    def episodes(self, today: date | None = None) -> tuple[EpisodeRecord, ...]:
        """The episodes of heel pain up to a day, by default today, oldest first."""
        until = today or self._coach.present_day()
        for year in range(self.began().year, until.year + 1):
            self.read(year)
        if until not in self._episodes:
            self._episodes[until] = episodes(self.pains, self.began(), until)
        return self._episodes[until]

    def known_episodes(self) -> tuple[EpisodeRecord, ...]:
        """The episodes up to today; none until `episodes` has worked them out."""
        self._forget_what_changed()
        return self._episodes.get(self._coach.present_day(), ())

    def review(self, day: date) -> Review:
        """The week that contains a day, so far, and what it is compared with.

        Of the days before Coach it has those with an entry.
        """
        coach, span = self._coach, self.reviewed(day)
        known = self.recorded_days(*span)
        if not known or known[-1].day < span[0] + _LOOK_BACK:
            known += self.days(span[1], span[1])
        *before, week = weeks_of(known, coach.routine.running.week_starts)
        return Review(
            week=week,
            before=next((one for one in before if one.starts == week.starts - _WEEK), None),
            days=known,
            routine=coach.routine,
            judgement=coach.judgement(),
            day=coach.today(),
            began=self.began(),
            today=coach.present_day(),
            trials=tuple(coach.trials.between(*span)),
            changes=tuple(coach.obstacles.look_backs(known)),
        )

    def measured(self) -> tuple[Trend, ...]:
        """What was measured every four weeks so far, and the scores of questionnaires."""
        return self._coach.measuring.trends()

    def reviewed(self, day: date) -> tuple[date, date]:
        """The first and last day that the review of a day's week covers."""
        starts = week_start(day, self._coach.routine.running.week_starts)
        return starts - _LOOK_BACK, min(starts + _WEEK - _DAY, self._coach.present_day())

    def _forget_what_changed(self) -> None:
        now = self._coach.days.state()
        if now != self._seen:
            self._seen, self._known, self._reached, self._episodes = now, {}, {}, {}
            self._years, self._turning_points = set(), []
            self.pains, self.runs = {}, {}

    def _records_of(self, days: Sequence[date], entries: _Entries) -> Iterator[DayRecord | None]:
        """Work out days that are close together, oldest first; first their entries are read."""
        coach = self._coach
        for _ in entries.reading(days[0] - LOOK_BACK, days[-1]):
            yield None
        stored = entries.between(days[0] - LOOK_BACK, days[-1])
        standing = (one.event for one in stored if one.retracted_by is None)
        events = sorted(standing, key=attrgetter("order"))
        judged = coach.days.judged(events, (days[0], days[-1]), stored)
        by_day, began = events_by_day(events), coach.days.began_on()
        doing = events_by_day(one for one in events if isinstance(one, DOING))
        since, gone = coach.days.began(), coach.days.swallowed(days[0], days[-1])
        pauses = coach.days.pauses(days[0])
        longest = max(coach.routine.longest_rhythm, RHYTHM.days)
        for day in days:
            lately = [doing.get(day - _DAY * ago, ()) for ago in reversed(range(1, longest))]
            known = [event for one in (*lately, by_day.get(day, ())) for event in one]
            judgement = judged.allowed(day)
            planned = coach.days.planned(judged, day, known, since, gone)
            now = coach.clock.now()
            record = record_of(planned, judgement, by_day.get(day, ()), now, pauses)
            yield record if day >= began else _before_coach(record)


class _Entries:
    """Reads the entries of each few weeks once, as the days of each month look back on others."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._read: dict[int, list[StoredEvent]] = {}

    def reading(self, first: date, last: date) -> Iterator[None]:
        """Read the entries from one day to another, and forget others; yields between pieces."""
        pieces = range(first.toordinal() // _PIECE, last.toordinal() // _PIECE + 1)
        self._read = {piece: read for piece, read in self._read.items() if piece in pieces}
        for piece in pieces:
            if piece not in self._read:
                begins = date.fromordinal(piece * _PIECE)
                until = begins + _DAY * _PIECE
                self._read[piece] = self._coach.ledger.entries_between(begins, until)
                yield

    def between(self, first: date, last: date) -> list[StoredEvent]:
        """Every entry that was read from one day to another, in the order of recording."""
        known = (one for piece in self._read.values() for one in piece)
        return sorted(
            (one for one in known if first <= one.event.day <= last), key=attrgetter("event.id")
        )


def _before_coach(record: DayRecord) -> DayRecord:
    """The record of a day before Coach, which advised nothing and asked for nothing."""
    return replace(record, is_beyond=False, planned_stretches=record.stretches)


def recent_days(coach: Coach) -> tuple[DayRecord, ...]:
    """The records of the last weeks, as far as obstacles need them."""
    records = DayRecords(coach)
    return records.days(records.first_recent(), records.today())


def _days(first: date, last: date) -> list[date]:
    return [first + _DAY * ahead for ahead in range((last - first).days + 1)]


def _by_quarter(days: Iterable[date]) -> list[list[date]]:
    """The days grouped by quarter of a year, the newest first."""
    quarters = groupby(days, lambda day: (day.year, (day.month - 1) // 3))
    return [list(quarter) for _, quarter in quarters][::-1]
