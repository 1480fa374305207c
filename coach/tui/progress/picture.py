"""The picture of the course: pain, distance, levels and care, above one axis.

Every row has the same columns, so that one column is one day, week or month from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.history.time_axis import Column, Unit, kept, steps_of
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.tui.progress.canvas import Canvas
from coach.tui.progress.glyphs import day_glyph, level_glyph, part_glyph
from coach.tui.progress.texts import LEVEL_NAMES, span_text
from coach.tui.style import (
    CHOSEN,
    DONE,
    DUE,
    LINE,
    MISSED,
    MUTED,
    TITLE,
    line,
    shade,
    spread,
)
from coach.wording.limits import done_of
from coach.wording.time_away import AWAY

GUTTER = 9
_WORST = 10
_ROOM_FOR_CAPS = 1.5
_ROWS_AROUND_THE_PLOTS = 4
"""Two titles, levels and dates."""
_GAPS = 16, 26
"""Rows from which on there is one gap between the parts, and a second one."""
_MORNING, _EVENT, _CURSOR = "•", "◆", "▲"
_BAND = 12
"""How strong the shade of a real change is, in percent."""


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
    has_shades: bool = True


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
        numbers = self._numbers() or [Content()]
        gaps = [[Content()] if height >= least else [] for least in _GAPS]
        around = _ROWS_AROUND_THE_PLOTS + len(numbers) + len(view.kinds) + sum(map(len, gaps))
        bars = max(2, min(7, (height - around) * 2 // 5))
        pain = max(3, min(15, height - around - bars))
        return [
            self._title("First-step pain", self._pain_words()),
            *self._pain(pain),
            self._levels(),
            *gaps[0],
            self._title(_DISTANCE[view.unit], self._distance_words()),
            *self._distance(bars),
            *numbers,
            *gaps[1],
            *(self._kept(name, steps) for name, steps in view.kinds.items()),
            self._dates(),
        ]

    # The plots.

    def _pain(self, height: int) -> list[Content]:
        view = self._view
        if not any(one.pains for one in view.columns):
            return self._nothing("No pain checks in this time.", height)
        canvas = Canvas(self._plot_width, height, _WORST)
        known = [(self._centre(at), one.pain) for at, one in enumerate(view.columns)]
        self._mornings(canvas)
        for part in _unbroken(known):
            if len(part) > 1:  # a single one is its morning
                canvas.curve(part, DUE)
        for at, one in enumerate(view.columns):
            if any(day in one.span for day in view.marks):
                canvas.mark((self._centre(at), _WORST), _EVENT, TITLE)
        edges, band = self._edges(canvas), self._band(canvas)
        marks = {0: "10", height - 1: "0", canvas.row_of(5): "5"}
        return [
            self._row(marks.get(at, ""), _over(row, at, edges, band), edges.get(at, ""))
            for at, row in enumerate(canvas.rows())
        ]

    def _mornings(self, canvas: Canvas) -> None:
        """Each morning as a point; where a column has many, from the best one to the worst."""
        for at, one in enumerate(self._view.columns):
            if len(one.pains) == 1:
                canvas.mark((self._centre(at), one.pains[0]), _MORNING, MUTED)
            elif one.pains:
                canvas.upright(self._centre(at), min(one.pains), max(one.pains), LINE)

    def _band(self, canvas: Canvas) -> range:
        """The rows that are a real change below the first week."""
        first = self._view.first_week
        if first is None or first < REAL_CHANGE or not self._view.has_shades:
            return range(0)
        return range(_row_of_drop(canvas, first), canvas.row_of(0) + 1)

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
            edges.setdefault(_row_of_drop(canvas, first), "real drop")
        return edges

    def _distance(self, height: int) -> list[Content]:
        bars = self._view.bars
        if not any(one.distance or one.cap for one in bars):
            return self._nothing("No runs in this time.", height)
        top = _top(bars)
        canvas = Canvas(self._plot_width, height, top)
        for one in bars:
            self._bar(canvas, one, top)
        names = {0: self._view.display.distance(top), height - 1: "0"}
        return [self._row(names.get(at, ""), row) for at, row in enumerate(canvas.rows())]

    def _bar(self, canvas: Canvas, one: Bar, top: float) -> None:
        """What was run, below the cap as a line; what went beyond stands out."""
        columns = self._columns(one)
        if one.cap and one.cap <= top:
            canvas.rule(columns, one.cap, MUTED)
        if one.distance:
            canvas.bars(columns, one.distance, MISSED if _is_over(one) else DONE)
        if one.cap and _is_over(one):
            canvas.bars(columns, one.cap, DONE)

    def _numbers(self) -> list[Content]:
        """What each bar stands for, where there is room: the distance, and what was allowed."""
        text = Content()
        for one in self._view.bars:
            columns, said = self._columns(one), self._number(one)
            if one.distance and said.cell_length <= len(columns):
                indent = columns[0] + (len(columns) - said.cell_length) // 2
                text = line(text.pad_right(max(0, indent - text.cell_length)), said)
        return [self._row("", text)] if text else []

    def _number(self, one: Bar) -> Content:
        display, style = self._view.display, f"bold {MISSED if _is_over(one) else DONE}"
        number = line((display.number(one.distance), style))
        limit = _of_cap(one, display).removeprefix(number.plain)
        whole = line(number, (limit, MUTED))
        return whole if whole.cell_length <= len(self._columns(one)) else number

    # The strips.

    def _levels(self) -> Content:
        """The level where it changes, and a line for as long as it lasts."""
        of_one_day = self._view.unit is Unit.DAY
        glyphs, before = [], None
        for one in self._view.columns:
            level = min((day.level for day in one.days), default=None)
            glyphs.append(level_glyph(level, before, self._step))
            before = level
        chosen = min((day.level for day in self._chosen.days), default=None)
        said = LEVEL_NAMES[chosen] if chosen is not None else ""
        return self._row("level" if of_one_day else "lowest", line(*glyphs), said)

    def _kept(self, name: str, steps: frozenset[str]) -> Content:
        glyph = day_glyph if self._view.unit is Unit.DAY else part_glyph
        seen = [kept(one.days, steps) for one in self._view.columns if one.days]
        glyphs = [
            glyph(kept(one.days, steps)) if one.days else (" ", LINE) for one in self._view.columns
        ]
        done, asked = sum(one.done for one in seen), sum(one.asked for one in seen)
        is_whole = asked and len(seen) == len(self._view.columns)
        return self._row(name, self._strip(glyphs), f"{done} of {asked}" if is_whole else "")

    def _dates(self) -> Content:
        """The dates, and where the cursor is."""
        cells = [" "] * self._plot_width
        cursor = self._view.cursor * self._step
        cells[cursor] = _CURSOR
        for at, one in enumerate(self._view.columns):
            label, place = _tick(self._view, at, one), at * self._step
            around = cells[max(0, place - 1) : place + len(label) + 1]
            fits = place + len(label) <= self._plot_width
            if label and fits and not "".join(around).strip():
                cells[place : place + len(label)] = label
        dated = line(("".join(cells), MUTED)).stylize(f"bold {DUE}", cursor, cursor + 1)
        return self._row("", dated, highlight=False)

    # What all rows share.

    def _title(self, name: str, reading: str) -> Content:
        style = "$foreground" if self._view.is_active else MUTED
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


def _row_of_drop(canvas: Canvas, first: float) -> int:
    """The row of a real change from the first week, below that of the first week itself."""
    return min(canvas.row_of(0), max(canvas.row_of(first) + 1, canvas.row_of(first - REAL_CHANGE)))


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


def _over(row: Content, at: int, edges: Mapping[int, str], band: range) -> Content:
    """A row of the plot, in the shade of the band, or with a dotted line where an edge is."""
    if at in band:
        return row.stylize_before(shade(DONE, _BAND))
    return _dotted(row) if at in edges else row


def _dotted(row: Content) -> Content:
    """A dotted line where the row is empty."""
    whole = Content("".join("┄" if one == " " else one for one in row.plain), spans=[*row.spans])
    for at, one in enumerate(row.plain):
        whole = whole.stylize(LINE, at, at + 1) if one == " " else whole
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
