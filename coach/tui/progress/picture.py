"""The picture of the course: pain, distance, levels and care, above one axis.

Every row has the same columns, so that one column is one day, week or month from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from coach.domain.heel.thresholds import REAL_CHANGE, STRETCHES_A_DAY
from coach.domain.history.time_axis import Column, Kept, Unit, kept, steps_of
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.tui.progress.canvas import Canvas
from coach.tui.progress.texts import LEVEL_NAMES, span_text
from coach.tui.style import CHOSEN, DONE, DUE, LEVELS, LINE, MISSED, MUTED, TITLE, line, spread
from coach.wording.limits import done_of
from coach.wording.time_away import AWAY

GUTTER = 9
_WORST = 10
_TICK_GAP = 1
_ROOM_FOR_CAPS = 1.5
_BARS = "▁▂▃▄▅▆▇█"
_ROWS_AROUND_THE_PLOTS = 6
"""Two titles, levels, numbers of the weeks, axis and dates."""
_AIRY = 24
"""Rows from which on there are gaps between the parts."""


class Bar(NamedTuple):
    """A bar of distance over the columns `first` to `last`; metres, and the cap if known."""

    first: int
    last: int
    distance: float
    cap: float | None


class CourseView(NamedTuple):
    """The visible content: columns of one unit with a cursor, and what goes beside them."""

    unit: Unit
    columns: Sequence[Column]
    cursor: int
    bars: Sequence[Bar]
    kinds: Mapping[str, frozenset[str]]
    """The steps of each row of care, by the row's name."""
    first_week: float | None
    marks: frozenset[date]
    """The days of milestones."""
    display: Display
    is_active: bool = True


class Picture:
    """The rows of one view at one size."""

    def __init__(self, view: CourseView, width: int, plot_width: int, step: int) -> None:
        self._view = view
        self._width = width
        self._step = step
        self._margin = width - GUTTER - plot_width
        self._plot_width = plot_width
        self._chosen = view.columns[view.cursor]

    def rows(self, height: int) -> list[Content]:
        """As many rows as fit; the plots take the room that the others leave."""
        view = self._view
        has_numbers = view.unit is Unit.DAY
        gaps = 3 if height >= _AIRY else 0
        rest = height - _ROWS_AROUND_THE_PLOTS + (not has_numbers) - len(view.kinds) - gaps
        bars = max(2, min(7, rest * 2 // 5))
        pain = max(3, min(14, rest - bars))
        gap = [Content()] if gaps else []
        return [
            self._title("First-step pain", self._pain_words()),
            *self._pain(pain),
            *gap,
            self._title(_DISTANCE[view.unit], self._distance_words()),
            *self._distance(bars),
            *([self._numbers()] if has_numbers else []),
            *gap,
            self._levels(),
            *(self._kept(name, steps) for name, steps in view.kinds.items()),
            *gap,
            self._axis(),
            self._dates(),
        ]

    # The plots.

    def _pain(self, height: int) -> list[Content]:
        view = self._view
        canvas = Canvas(self._plot_width, height, _WORST)
        if not any(one.pains for one in view.columns):
            return self._nothing("No pain checks in this time.", height)
        known = [(self._centre(at), one) for at, one in enumerate(view.columns)]
        for x, one in known:
            if len(one.pains) > 1:
                canvas.course([(x, min(one.pains)), (x, max(one.pains))], LINE)
        for part in _unbroken([(x, one.pain) for x, one in known]):
            canvas.course(part, MUTED)
        dots = [
            (x, one.pains[-1] if view.unit is Unit.DAY else one.pain)
            for x, one in known
            if one.pains
        ]
        canvas.dots([(x, pain) for x, pain in dots if pain is not None], DUE)
        edges = self._edges(canvas)
        marks = {0: "10", height - 1: "0", canvas.row_of(5): "5"}
        return [
            self._row(marks.get(at, ""), _under(row, edges.get(at, "")), edges.get(at, ""))
            for at, row in enumerate(canvas.rows())
        ]

    def _nothing(self, text: str, height: int) -> list[Content]:
        """The text in place of an empty plot."""
        rows = [Content()] * height
        rows[height // 2] = line((f" {text}", MUTED))
        return [self._row("", row) for row in rows]

    def _edges(self, canvas: Canvas) -> dict[int, str]:
        """The rows of the first week, and of a real change from it."""
        first = self._view.first_week
        if first is None:
            return {}
        edges = {canvas.row_of(first): "first week"}
        if first >= REAL_CHANGE:
            edges.setdefault(canvas.row_of(first - REAL_CHANGE), "real change")
        return edges

    def _distance(self, height: int) -> list[Content]:
        bars = self._view.bars
        if not any(one.distance or one.cap for one in bars):
            return self._nothing("No runs in this time.", height)
        top = _top(bars)
        canvas = Canvas(self._plot_width, height, top)
        for one in bars:
            columns = self._columns(one)
            if one.cap and one.cap <= top:
                canvas.rule(columns, one.cap, MUTED)
            if one.distance:
                canvas.bars(columns, one.distance, MISSED if _is_over(one) else DONE)
            if one.cap and _is_over(one):
                canvas.bars(columns, one.cap, DONE)
                canvas.rule(columns, one.cap, "$foreground")
        names = {0: self._view.display.distance(top), height - 1: "0"}
        return [self._row(names.get(at, ""), row) for at, row in enumerate(canvas.rows())]

    def _numbers(self) -> Content:
        """What each week had, and what it was allowed."""
        text = Content()
        for one in self._view.bars:
            columns = self._columns(one)
            said = _of_cap(one, self._view.display)
            if (one.distance or one.cap) and len(said) <= len(columns):
                text = text.pad_right(max(0, columns[0] - text.cell_length))
                text = line(text, (said.center(len(columns)).rstrip(), MUTED))
        return self._row("", text)

    # The strips.

    def _levels(self) -> Content:
        of_one_day = self._view.unit is Unit.DAY
        glyphs = []
        for one in self._view.columns:
            level = min((day.level for day in one.days), default=None)
            glyphs.append((" ", LINE) if level is None else (str(int(level)), LEVELS[level]))
        chosen = min((day.level for day in self._chosen.days), default=None)
        said = LEVEL_NAMES[chosen] if chosen is not None else ""
        return self._row("level" if of_one_day else "lowest", self._strip(glyphs), said)

    def _kept(self, name: str, steps: frozenset[str]) -> Content:
        glyph = _day_glyph if self._view.unit is Unit.DAY else _part_glyph
        seen = [kept(one.days, steps) for one in self._view.columns if one.days]
        glyphs = [
            glyph(kept(one.days, steps)) if one.days else (" ", LINE) for one in self._view.columns
        ]
        done, asked = sum(one.done for one in seen), sum(one.asked for one in seen)
        is_whole = asked and len(seen) == len(self._view.columns)
        return self._row(name, self._strip(glyphs), f"{done} of {asked}" if is_whole else "")

    # The axis.

    def _axis(self) -> Content:
        strip = [("─" * self._step, LINE) for _ in self._view.columns]
        for at, one in enumerate(self._view.columns):
            if any(day in one.span for day in self._view.marks):
                strip[at] = ("◆" + "─" * (self._step - 1), DUE)
        strip[self._view.cursor] = ("▲" + " " * (self._step - 1), f"bold {DUE}")
        return self._row("", line(*strip), highlight=False)

    def _dates(self) -> Content:
        text = ""
        for at, one in enumerate(self._view.columns):
            label = _tick(self._view, at, one)
            place = at * self._step
            if (
                label
                and (not text or place >= len(text) + _TICK_GAP)
                and place + len(label) <= self._plot_width
            ):
                text = text.ljust(place) + label
        return self._row("", line((text, MUTED)), highlight=False)

    # What all rows share.

    def _title(self, name: str, reading: str) -> Content:
        style = TITLE if self._view.is_active else MUTED
        return spread(line((name, style)), line((reading, "$foreground")), self._width)

    def _row(
        self, name: str, content: Content, margin: str = "", *, highlight: bool = True
    ) -> Content:
        content = content.pad_right(max(0, self._plot_width - content.cell_length))
        if highlight:
            start = self._view.cursor * self._step
            content = content.stylize(CHOSEN, start, start + self._step)
        said = margin.rjust(self._margin) if len(margin) <= self._margin else ""
        return line((f"{name:>{GUTTER - 1}} ", MUTED), content, (said, MUTED))

    def _strip(self, glyphs: Iterable[tuple[str, str]]) -> Content:
        return line(*((glyph.ljust(self._step), style) for glyph, style in glyphs))

    def _centre(self, column: int) -> float:
        return column * self._step

    def _columns(self, one: Bar) -> range:
        """The columns of the screen that a bar takes, with a gap between two bars."""
        first, until = one.first * self._step, (one.last + 1) * self._step
        return range(first, until - 1 if until - first > 1 else until)

    # The reading of the chosen column.

    def _pain_words(self) -> str:
        one, unit = self._chosen, self._view.unit
        name = span_text(one.span, unit)
        if unit is Unit.DAY:
            pain = f"{one.pains[-1]}/10" if one.pains else "no pain check"
            pain += "".join(f", {AWAY[day.away]}" for day in one.days if day.away)
            return f"{name}   {pain}" + (
                f", 7-day median {one.pain:g}" if one.pain is not None else ""
            )
        if one.pain is None:
            return f"{name}   no pain check"
        return f"{name}   {one.pain:g}, the median of {counted(len(one.pains), 'morning')}"

    def _distance_words(self) -> str:
        view, one = self._view, self._chosen
        bar = next((bar for bar in view.bars if bar.first <= view.cursor <= bar.last), None)
        if bar is None or not (bar.distance or bar.cap):
            return "no run"
        whole = _of_cap_with_unit(bar, view.display)
        if view.unit is Unit.DAY:
            own = f"{view.display.distance(one.distance)}, " if one.runs else ""
            return f"{own}week {whole}"
        return f"{whole} in {counted(one.runs, 'run')}"


_DISTANCE = {
    Unit.DAY: "Distance by week",
    Unit.WEEK: "Distance by week",
    Unit.MONTH: "Distance by month",
    Unit.QUARTER: "Distance by quarter",
    Unit.YEAR: "Distance by year",
}


_KINDS = {
    "stretch": SessionKind.STRETCH,
    "strength": SessionKind.STRENGTH,
    "ice": SessionKind.ICE,
}


def kinds_of(routine: Routine) -> dict[str, frozenset[str]]:
    """The steps of each row of care, by the row's name."""
    kinds = {name: steps_of(routine, kind) for name, kind in _KINDS.items()}
    return {name: steps for name, steps in kinds.items() if steps}


def _tick(view: CourseView, at: int, one: Column) -> str:
    """The label below a column on the axis, if any."""
    first = one.span.first
    before = view.columns[at - 1].span.first if at else None
    match view.unit:
        case Unit.DAY:
            starts = any(bar.first == at for bar in view.bars)
            return f"{first.day} {first:%b}" if starts and _is_week(view, at) else ""
        case Unit.WEEK:
            if before and before.month == one.span.last.month and before.month == first.month:
                return ""
            if before is None or before.month == first.month:
                return ""
            return str(first.year) if first.month == 1 else f"{first:%b}"
        case _:
            is_new = before is None or before.year != first.year
            return str(first.year) if is_new else ""


def _is_week(view: CourseView, at: int) -> bool:
    """Whether a whole week begins here, so that its date fits."""
    return at + 6 < len(view.columns) or at == 0


def _top(bars: Sequence[Bar]) -> float:
    """The height of the plot: the highest bar, and more for caps, within limits."""
    most, cap = max(one.distance for one in bars), max(one.cap or 0 for one in bars)
    return max(most, min(cap, _ROOM_FOR_CAPS * most) if most else cap)


def _unbroken(points: Sequence[tuple[float, float | None]]) -> Iterator[list[tuple[float, float]]]:
    """The unbroken stretches of points."""
    part: list[tuple[float, float]] = []
    for x, y in points:
        if y is not None:
            part.append((x, y))
        elif part:
            yield part
            part = []
    if part:
        yield part


def _under(row: Content, edge: str) -> Content:
    """A dotted line where the row is empty."""
    if not edge:
        return row
    dotted = "".join("┄" if one == " " else one for one in row.plain)
    whole = Content(dotted, spans=[*row.spans])
    for at, one in enumerate(row.plain):
        if one == " ":
            whole = whole.stylize(LINE, at, at + 1)
    return whole


def _is_over(one: Bar) -> bool:
    return one.cap is not None and one.distance > one.cap


def _of_cap(one: Bar, display: Display) -> str:
    done = display.number(one.distance)
    if not one.cap:
        return done
    most, unit = display.most_parts(one.cap)
    shares_unit = unit == display.distances
    return f"{done} of {most}" if shares_unit else done_of(one.distance, one.cap, display)


def _of_cap_with_unit(one: Bar, display: Display) -> str:
    return done_of(one.distance, one.cap, display) if one.cap else display.distance(one.distance)


def _day_glyph(one: Kept) -> tuple[str, str]:
    """How a day's steps went: enough, some, skipped or away, missed, or none planned."""
    if not one.asked:
        return ("–", MUTED) if one.away else ("·", LINE)
    if one.done >= min(STRETCHES_A_DAY, one.asked):
        return "■", DONE
    if one.done:
        return "▪", DONE
    return ("×", MISSED) if one.missed else ("–", MUTED)


def _part_glyph(one: Kept) -> tuple[str, str]:
    """How many of many steps were done."""
    if not one.asked:
        return "·", LINE
    if not one.done:
        return ("×", MISSED) if one.missed else ("–", MUTED)
    return _BARS[round(one.done / one.asked * (len(_BARS) - 1))], DONE
