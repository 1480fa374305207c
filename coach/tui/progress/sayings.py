"""What Progress says in words: the week around the chosen day, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coach.core.day_records import DayRecords
from coach.core.streak import Streak
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.history.day_record import DayRecord
from coach.domain.history.milestones import Milestone, next_week_mark
from coach.domain.units import plural
from coach.tui.progress.days import Wanted
from coach.tui.progress.texts import month_day
from coach.wording.measurements import sentences as measured_sentences
from coach.wording.week import AIDS, Topic, enough_text, episode_text, milestone_text, sentences

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Saying(NamedTuple):
    """A sentence, and the days behind it."""

    name: str
    text: str
    span: tuple[date, date] | None = None
    wanted: Wanted = lambda _: True


def sayings(
    records: DayRecords,
    day: date,
    milestones: Sequence[Milestone],
    in_a_row: Streak | None,
) -> Iterator[Saying]:
    """Everything said about a day, with a heading above each part."""
    yield from _of_the_week(records, day)
    if trends := records.measured():
        yield Saying("Measured", "")
        yield from (Saying(name, text) for name, text in measured_sentences(trends))
    yield Saying("Milestones", "")
    if in_a_row:
        yield _in_a_row(in_a_row)
    for one in milestones:
        yield Saying(month_day(one.day), _sentence(milestone_text(one)), (one.day, one.day))
    episodes = records.known_episodes()
    is_open = bool(episodes) and episodes[-1].ended is None
    if is_open and (ahead := next_week_mark(episodes[-1].began, records.today())):
        yield Saying(month_day(ahead.day), _sentence(milestone_text(ahead)))
    yield from _episodes(episodes, records.today())


def _of_the_week(records: DayRecords, day: date) -> Iterator[Saying]:
    review = records.review(day)
    first, last = review.week.starts, review.week.starts + _WEEK - _DAY
    so_far = ", so far" if last >= review.today else ""
    yield Saying(f"The week of {first.day} {first:%B}{so_far}", "")
    week = (review.week.days[0].day, min(last, review.today))
    compared = (review.days[0].day, review.days[-1].day)
    recorded = {one.day for one in review.days}
    for topic, text in sentences(review):
        span = compared if topic in AIDS.values() else week
        wanted = _of(recorded, _WANTED.get(topic, lambda _: True))
        yield Saying(topic, text, None if topic is Topic.NEXT else span, wanted)


def _of(recorded: set[date], wanted: Wanted) -> Wanted:
    """The wanted days that have a record; a day before Coach may have none."""
    return lambda one: one.day in recorded and wanted(one)


def _episodes(episodes: Sequence[EpisodeRecord], today: date) -> Iterator[Saying]:
    """Each period of heel pain, once all years are read."""
    if episodes:
        yield Saying("Episodes", "")
    for one in episodes:
        text = _sentence(episode_text(one, today))
        yield Saying(month_day(one.began), text, (one.began, one.ended or today), _woke)


def _woke(one: DayRecord) -> bool:
    return one.pain is not None


def _in_a_row(streak: Streak) -> Saying:
    """The streak of days with enough stretch sessions, as far back as it is counted."""
    more = " or more" if streak.is_longer else ""
    days = f"{streak.days}{more} {plural(streak.days, 'day')}"
    text = f"{days} with {enough_text(streak.kept)} stretch sessions."
    return Saying("In a row", text, (streak.first, streak.last), lambda one: one.has_stretched)


def _felt(one: DayRecord) -> bool:
    return any(run.pain is not None for run in one.runs)


_WANTED: dict[Topic, Wanted] = {
    Topic.FIRST_STEPS: _woke,
    Topic.RUNNING: lambda one: bool(one.runs or one.trained),
    Topic.SHORT: lambda one: bool(one.short),
    Topic.SKIPPED: lambda one: bool(one.skipped),
    Topic.MISSED: lambda one: bool(one.missed),
    Topic.AWAY: lambda one: one.away is not None,
    Topic.TAPE: _felt,
    Topic.ORTHOTIC: _felt,
    Topic.SPLINT: lambda one: one.check is not None,
}


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
