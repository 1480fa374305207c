"""A year of days as a map: a column for each week, a shade for each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message

from coach.core.day_records import DayRecords
from coach.domain.history.day_record import DayRecord
from coach.domain.history.time_axis import Span
from coach.tui.progress.axis import Axis
from coach.tui.style import DONE, DUE, LINE, MUTED, TITLE, has_shades, line, shade, spread
from coach.tui.widgets.drawing import DrawnWidget
from coach.wording.phrases import short_day
from coach.wording.time_away import AWAY

WEEKS = 53
_GUTTER = 4
_WIDEST = 3
"""Columns of the screen that a week takes at most."""
_SHADES = (15, 38, 65, 100)
"""How strong each shade is, in percent."""
_PAINS = {1: "0–1", 3: "2–3", 5: "4–5", 10: "6–10"}
"""The highest pain of each shade, and its name."""
_SESSIONS = {1: "1", 2: "2", 9: "3 or more"}
"""The most stretch sessions of each of the stronger shades, and its name."""
_CURSOR, _NONE, _BEYOND = "●", "·", "+"
_DIGITS = 9


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


class YearMap(DrawnWidget):
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
            self.redraw()

    @property
    def room(self) -> int:
        """How many weeks there is room for."""
        return max(1, min(WEEKS, self.size.width - _GUTTER))

    def _step(self, view: YearView) -> int:
        """How many columns of the screen a week takes."""
        return max(1, min(_WIDEST, (self.size.width - _GUTTER) // len(view.weeks)))

    def on_click(self, event: Click) -> None:
        """Tell which day was clicked."""
        view = self._view
        if view is None:
            return
        week, row = (event.x - _GUTTER) // self._step(view), event.y - 2
        if 0 <= week < len(view.weeks) and 0 <= row < len(_days(view.weeks[week])):
            day = _days(view.weeks[week])[row]
            if view.first <= day <= view.last:
                self.post_message(self.Pointed(day))

    def rows(self, width: int) -> list[Content]:
        """Title, months, seven rows and the legend."""
        view = self._view
        if view is None:
            return []
        style = "$foreground" if view.is_active else MUTED
        title = line((f"A year of {view.shade}", style))
        return [
            spread(title, line((view.reading, "$foreground")), width),
            self._months(view),
            *(self._row(view, at) for at in range(7)),
            _legend(view.shade, has_shades=has_shades(self.app)),
        ]

    def _months(self, view: YearView) -> Content:
        text, step = " " * _GUTTER, self._step(view)
        for at, week in enumerate(view.weeks):
            place = _GUTTER + at * step
            starts = next((day for day in week.days() if day.day == 1), None)
            if starts and place >= len(text.rstrip()) + 1:
                text = text[:place].ljust(place) + f"{starts:%b}"
        return line((text[: self.size.width], MUTED))

    def _row(self, view: YearView, at: int) -> Content:
        days = [_days(week)[at] for week in view.weeks]
        name = f"{days[0]:%a}" if at % 2 == 0 else ""
        cell = _shaded if has_shades(self.app) else _digit
        cells = [_cell(view, day, cell) for day in days]
        step = self._step(view)
        strip = [(glyph.ljust(step), style) for glyph, style in cells]
        return line((name.ljust(_GUTTER), MUTED), *strip)


def _days(week: Span) -> list[date]:
    return list(week.days())


_IN_DIGITS = {
    Shade.PAIN: f"0 to {_DIGITS} the pain   {_BEYOND} pain 10   ",
    Shade.STRETCHES: "1, 2, 3 stretch sessions   ",
}
"""What the numbers of the days mean, where there are no shades."""
Cell = tuple[str, str]
"""A character and its style."""


def _cell(view: YearView, day: date, filled: Callable[[int, Shade], Cell]) -> Cell:
    """A day as a character; `filled` gives that of a number."""
    if day == view.cursor:
        return _CURSOR, f"{TITLE} on $background"
    if not view.first <= day <= view.last:
        return " ", LINE
    if view.shade is Shade.PAIN:
        pain = view.pains.get(day)
        return (_NONE, LINE) if pain is None else filled(pain, Shade.PAIN)
    return _stretches(view.days.get(day), filled)


def _stretches(day: DayRecord | None, filled: Callable[[int, Shade], Cell]) -> Cell:
    """A day's sessions; a day that could not break the streak has its own mark."""
    if day is None:
        return " ", LINE
    if day.stretches:
        return filled(day.stretches, Shade.STRETCHES)
    return (_NONE, LINE) if day.breaks_a_streak else ("–", MUTED)


def _shaded(number: int, of: Shade) -> Cell:
    """The shade of a number."""
    role, strengths = _colours(of)
    strength = next(percent for most, percent in strengths.items() if number <= most)
    return " ", shade(role, strength)


def _colours(of: Shade) -> tuple[str, dict[int, int]]:
    """The role of the shades, and how strong each is, by its greatest number."""
    if of is Shade.PAIN:
        return DUE, dict(zip(_PAINS, _SHADES, strict=True))
    return DONE, dict(zip(_SESSIONS, _SHADES[-len(_SESSIONS) :], strict=True))


def _digit(number: int, of: Shade) -> Cell:
    """The number itself, where there are no shades."""
    return str(number) if number <= _DIGITS else _BEYOND, _colours(of)[0]


def _legend(of: Shade, *, has_shades: bool) -> Content:
    role, strengths = _colours(of)
    names = _PAINS if of is Shade.PAIN else _SESSIONS
    none = "no pain check" if of is Shade.PAIN else "none"
    pieces = [(f"{_NONE} ", LINE), (f"{none}   ", MUTED)]
    if of is Shade.STRETCHES:
        pieces += [("– ", MUTED), ("none planned, excused, or away   ", MUTED)]
    if not has_shades:
        return line(" " * _GUTTER, (_IN_DIGITS[of], MUTED), *pieces)
    for most, percent in strengths.items():
        pieces += [("■ ", f"{role} {percent}%"), (f"{names[most]}   ", MUTED)]
    return line(" " * _GUTTER, *pieces)
