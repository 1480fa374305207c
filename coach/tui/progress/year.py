"""A year of days as a map: a column for each week, a shade for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from coach.core.day_records import DayRecords
from coach.domain.history.day_record import DayRecord
from coach.domain.history.time_axis import Span
from coach.tui.progress.axis import Axis
from coach.tui.style import DONE, DUE, LINE, MUTED, TITLE, line, spread
from coach.wording.phrases import short_day
from coach.wording.time_away import AWAY

WEEKS = 53
_GUTTER = 4
_SHADES = "░▒▓█"
_PAINS = (1, 3, 5, 10)
"""The highest pain of each shade."""
_CURSOR = "●"


class Shade(StrEnum):
    """What the shades show."""

    PAIN = "first-step pain"
    STRETCHES = "stretch sessions"

    @property
    def other(self) -> Shade:
        """The other one."""
        return Shade.STRETCHES if self is Shade.PAIN else Shade.PAIN


class YearView(NamedTuple):
    """Weeks of days, the day under the cursor, and what is known of the days."""

    weeks: Sequence[Span]
    cursor: date
    shade: Shade
    pains: Mapping[date, int]
    days: Mapping[date, DayRecord]
    first: date
    last: date
    reading: str = ""
    is_active: bool = True


def reading(day: date, shade: Shade, pains: Mapping[date, int], here: DayRecord | None) -> str:
    """What the year shows for the day under the cursor."""
    if shade is Shade.STRETCHES:
        text = f"{here.stretches} of {here.planned_stretches}" if here else ""
    else:
        text = f"{pains[day]}/10" if day in pains else "no pain check"
    why = f", {AWAY[here.away]}" if here and here.away else ""
    return f"{short_day(day)}   {text}{why}"


def year_view(
    records: DayRecords, axis: Axis, weeks: Sequence[Span], day: date, shade: Shade
) -> YearView:
    """What is known of some weeks, with a day under the cursor."""
    first, last = axis.nearest(weeks[0].first), axis.nearest(weeks[-1].last)
    known = {one.day: one for one in records.known(first, last)}
    return YearView(
        weeks=weeks,
        cursor=day,
        shade=shade,
        pains={on: pain for on, pain in records.pains.items() if first <= on <= last},
        days=known if shade is Shade.STRETCHES else {},
        first=first,
        last=last,
        reading=reading(day, shade, records.pains, known.get(day)),
    )


class YearMap(Widget):
    """Draws a year; a click reports the day."""

    class Pointed(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        super().__init__(id="year")
        self._view: YearView | None = None

    def show(self, view: YearView) -> None:
        """Draw a year."""
        if view != self._view:
            self._view = view
            self.refresh()

    @property
    def room(self) -> int:
        """How many weeks there is room for."""
        return max(1, min(WEEKS, (self.size.width - _GUTTER) // self._step))

    @property
    def _step(self) -> int:
        return 2 if self.size.width >= _GUTTER + 2 * WEEKS else 1

    def on_click(self, event: Click) -> None:
        """Tell which day was clicked."""
        view = self._view
        if view is None:
            return
        week, row = (event.x - _GUTTER) // self._step, event.y - 2
        if 0 <= week < len(view.weeks) and 0 <= row < len(_days(view.weeks[week])):
            day = _days(view.weeks[week])[row]
            if view.first <= day <= view.last:
                self.post_message(self.Pointed(day))

    def render(self) -> Content:
        """Title, months, seven rows and the legend."""
        view = self._view
        if view is None:
            return Content()
        style = TITLE if view.is_active else MUTED
        title = line((f"A year of {view.shade}", style))
        return Content("\n").join(
            [
                spread(title, line((view.reading, "$foreground")), self.size.width),
                self._months(view),
                *(self._row(view, at) for at in range(7)),
                _legend(view.shade),
            ]
        )

    def _months(self, view: YearView) -> Content:
        text = " " * _GUTTER
        for at, week in enumerate(view.weeks):
            place = _GUTTER + at * self._step
            starts = next((day for day in week.days() if day.day == 1), None)
            if starts and place >= len(text.rstrip()) + 1:
                text = text[:place].ljust(place) + f"{starts:%b}"
        return line((text[: self.size.width], MUTED))

    def _row(self, view: YearView, at: int) -> Content:
        days = [_days(week)[at] for week in view.weeks]
        name = f"{days[0]:%a}" if at % 2 == 0 else ""
        glyphs = [_glyph(view, day) for day in days]
        strip = [(glyph.ljust(self._step), style) for glyph, style in glyphs]
        return line((name.ljust(_GUTTER), MUTED), *strip)


def _days(week: Span) -> list[date]:
    return list(week.days())


def _glyph(view: YearView, day: date) -> tuple[str, str]:
    if day == view.cursor:
        return _CURSOR, TITLE
    if not view.first <= day <= view.last:
        return " ", LINE
    return (
        _pain_glyph(view.pains.get(day))
        if view.shade is Shade.PAIN
        else _stretches_glyph(view.days.get(day))
    )


def _pain_glyph(pain: int | None) -> tuple[str, str]:
    """The shade of a morning, or the mark for one without a check."""
    if pain is None:
        return "·", LINE
    return _SHADES[next(at for at, most in enumerate(_PAINS) if pain <= most)], DUE


def _stretches_glyph(day: DayRecord | None) -> tuple[str, str]:
    """The shade of a day's sessions; a day that could not break the streak has its own mark."""
    if day is None:
        return " ", LINE
    if day.stretches:
        return _SHADES[min(day.stretches, len(_SHADES) - 1) if day.stretches > 1 else 0], DONE
    return ("·", LINE) if day.breaks_a_streak else ("–", MUTED)


def _legend(shade: Shade) -> Content:
    if shade is Shade.PAIN:
        named = zip(_SHADES, ("0–1", "2–3", "4–5", "6–10"), strict=True)
        pieces = [("· ", LINE), ("no pain check   ", MUTED)]
        pieces += [
            piece for glyph, name in named for piece in ((f"{glyph} ", DUE), (f"{name}   ", MUTED))
        ]
    else:
        pieces = [
            ("· ", LINE),
            ("none   ", MUTED),
            ("– ", MUTED),
            ("none planned, excused, or away   ", MUTED),
        ]
        for glyph, name in zip((_SHADES[0], *_SHADES[2:]), ("1", "2", "3 or more"), strict=True):
            pieces += [(f"{glyph} ", DONE), (f"{name}   ", MUTED)]
    return line(" " * _GUTTER, *pieces)
