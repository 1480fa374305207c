"""Charts as SVG within a page, without scripts or fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.history.day_record import DayRecord, WeekRecord, rolling_pain
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.wording.judgement import LEVELS

_WIDTH, _HEIGHT = 720.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 10.0, 12.0, 26.0
_MOST_PAIN = 10
_DAY = timedelta(days=1)
_WEEK_DAYS = 7
_MONTHS_WITH_NAMES = 14
_LEVEL_INK = {
    Level.REST: "#b0403a",
    Level.CROSS_TRAIN: "#d98a4e",
    Level.WALK_JOG: "#e3c36b",
    Level.NO_INCREASE: "#9dbf8f",
    Level.AS_PLANNED: "#4f8f5b",
}


def pain_chart(days: Sequence[DayRecord], first_week: float | None) -> str:
    """First-step pain by day, its seven-day median, and the band within which no change is real."""
    frame = _Frame(days[0].day, days[-1].day, _MOST_PAIN)
    pains = {one.day: one.pain for one in days if one.pain is not None}
    parts = [*frame.grid(range(0, _MOST_PAIN + 1, 2)), *frame.months()]
    if first_week is not None:
        parts.append(_band(frame, first_week))
    parts += [
        f'<circle cx="{frame.x(day):.1f}" cy="{frame.y(pain):.1f}" r="1.8" class="dot"/>'
        for day, pain in pains.items()
    ]
    span = [one.day for one in days]
    medians = zip(span, rolling_pain(pains, span), strict=True)
    parts += [f'<polyline points="{line}" class="median"/>' for line in _lines(frame, medians)]
    return _svg(parts, "First-step pain from 0 to 10, by day, with its seven-day median")


def load_chart(weeks: Sequence[WeekRecord], display: Display) -> str:
    """Metres a week as bars, each week's limit as a line, and the days beyond the advice."""
    most = max([1000.0, *(one.distance for one in weeks), *(one.cap or 0 for one in weeks)])
    last = weeks[-1].starts + _DAY * (_WEEK_DAYS - 1)
    frame = _Frame(weeks[0].starts, last, most)
    parts = [*frame.grid((0, most / 2, most), display.number), *frame.months()]
    wide = frame.x(weeks[0].starts + _DAY * _WEEK_DAYS) - frame.x(weeks[0].starts)
    for week in weeks:
        left, top = frame.x(week.starts), frame.y(week.distance)
        parts.append(
            f'<rect x="{left + wide * 0.12:.1f}" y="{top:.1f}" width="{wide * 0.76:.1f}" '
            f'height="{frame.y(0) - top:.1f}" class="bar"/>'
        )
        if week.cap:
            y = frame.y(week.cap)
            ends = f'x1="{left + wide * 0.04:.1f}" x2="{left + wide * 0.96:.1f}"'
            parts.append(f'<line {ends} y1="{y:.1f}" y2="{y:.1f}" class="cap"/>')
        if week.beyond:
            place = f'x="{left + wide / 2:.1f}" y="{top - 3:.1f}"'
            parts.append(f'<text {place} class="beyond">{len(week.beyond)}</text>')
    return _svg(parts, "Distance by week, with what each week allowed")


def level_strip(days: Sequence[DayRecord]) -> str:
    """The level of each day as a strip of colours, with a legend in words."""
    wide = (_WIDTH - _LEFT - _RIGHT) / max(len(days), 1)
    cells = [
        f'<rect x="{_LEFT + wide * at:.2f}" y="2" width="{wide + 0.3:.2f}" height="14" '
        f'fill="{_LEVEL_INK[one.level]}"/>'
        for at, one in enumerate(days)
    ]
    counts = ((level, sum(one.level is level for one in days)) for level in reversed(Level))
    legend = "".join(_legend(level, count) for level, count in counts if count)
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} 18" role="img" aria-label="Level of each day">'
        f"{''.join(cells)}</svg><p class='legend'>{legend}</p>"
    )


class _Frame:
    """The place of a day and a value in a picture."""

    def __init__(self, first: date, last: date, most: float) -> None:
        self._first = first
        self._days = max(1, (last - first).days + 1)
        self._most = most

    def x(self, day: date) -> float:
        part = ((day - self._first).days + 0.5) / self._days
        return _LEFT + part * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        part = max(0.0, min(1.0, value / self._most))
        return _HEIGHT - _BOTTOM - part * (_HEIGHT - _TOP - _BOTTOM)

    def grid(
        self, values: Iterable[float], text: Callable[[float], str] = "{:g}".format
    ) -> Iterator[str]:
        for value in values:
            y = self.y(value)
            yield (
                f'<line x1="{_LEFT:g}" x2="{_WIDTH - _RIGHT:g}" y1="{y:.1f}" y2="{y:.1f}" '
                f'class="grid"/><text x="{_LEFT - 5:g}" y="{y + 3:.1f}" class="value">'
                f"{escape(text(value))}</text>"
            )

    def months(self) -> Iterator[str]:
        """The name of each month at its first day; a short period has dates by the week."""
        days = (self._first + _DAY * ahead for ahead in range(self._days))
        is_long = self._days > 10 * _WEEK_DAYS
        marks = [day for day in days if (day.day == 1 if is_long else day.weekday() == 0)]
        step = max(1, len(marks) // _MONTHS_WITH_NAMES + 1)
        for day in marks[::step]:
            name = f"{day:%b %y}" if is_long else f"{day.day} {day:%b}"
            place = f'x="{self.x(day):.1f}" y="{_HEIGHT - 8:g}"'
            yield f'<text {place} class="month">{escape(name)}</text>'


def _band(frame: _Frame, first_week: float) -> str:
    """Two points below the first week: beyond it a change is real ([P9])."""
    top, bottom = frame.y(first_week), frame.y(max(0, first_week - REAL_CHANGE))
    return (
        f'<rect x="{_LEFT:g}" y="{top:.1f}" width="{_WIDTH - _LEFT - _RIGHT:g}" '
        f'height="{bottom - top:.1f}" class="band"/>'
    )


def _lines(frame: _Frame, medians: Iterable[tuple[date, float | None]]) -> Iterator[str]:
    """The points of each unbroken line."""
    points: list[str] = []
    for day, pain in medians:
        if pain is not None:
            points.append(f"{frame.x(day):.1f},{frame.y(pain):.1f}")
        elif points:
            yield " ".join(points)
            points = []
    if points:
        yield " ".join(points)


def _legend(level: Level, count: int) -> str:
    return (
        f"<span><i style='background:{_LEVEL_INK[level]}'></i>{escape(LEVELS[level])}, "
        f"{counted(count, 'day')}</span>"
    )


def _svg(parts: Iterable[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
