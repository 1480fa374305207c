"""The pain and the stretches of the last fourteen days: in two rows, or as a chart on one axis."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from textual.content import Content

from coach.domain.history.day_record import StretchDay
from coach.domain.history.recent_days import Progress
from coach.domain.units import counted
from coach.tui.style import DONE, DUE, LINE, MUTED, line, lines, spread

_DAYS = 14
_BARS = "▁▂▃▄▅▆▇█"
_EIGHTHS = len(_BARS)
_STEP = 0.75
"""How many eighths of a row a point of pain is; so each of the low ones looks different."""
_WIDTH = 3 * _DAYS - 1
_NOTHING = "nothing to show yet"


def days_in_rows(progress: Progress) -> list[Content]:
    """The pain and the stretches, each day in one column."""
    bars = [_pain_bar(pain) for pain in progress.pain[-_DAYS:]]
    course = _course(progress)
    pain = line(*bars, f"   {course}") if course else line((_NOTHING, MUTED))
    marks = (_mark(one) for one in progress.stretched[-_DAYS:])
    stretches = line(*marks, f"   {_streak(progress)}")
    return [
        lines(line((f"First-step pain, {_DAYS} days", MUTED)), pain),
        lines(line((f"Stretched, {_DAYS} days", MUTED)), stretches),
    ]


def days_chart(progress: Progress) -> list[Content]:
    """The same, with room for the height of the pain."""
    days = progress.pain[-_DAYS:]
    pain = _titled(f"First-step pain, {_DAYS} days", _course(progress) or _NOTHING)
    stretches = _titled("Stretched", _streak(progress))
    marks = ((sign * 2 + " ", style) for sign, style in map(_mark, progress.stretched[-_DAYS:]))
    return [lines(pain, *_chart(days), Content(), stretches, line(*marks))]


def _titled(title: str, says: str) -> Content:
    return spread(line((title, MUTED)), line(says), _WIDTH)


def _chart(days: tuple[int | None, ...]) -> Iterator[Content]:
    """A column for each day, with two points of pain in each row."""
    highest = max((pain or 0 for pain in days), default=0)
    for row in range(max(0, highest - 1) // 2, -1, -1):
        yield line(*((f"{_cell(pain, row) * 2} ", _style(pain)) for pain in days))


def _cell(pain: int | None, row: int) -> str:
    """What a row of the chart shows of a day; the lowest shows each day."""
    if pain is None or (pain == 0 and row == 0):
        return " " if row else "·" if pain is None else _BARS[0]
    return " ▄█"[max(0, min(2, pain - 2 * row))]


def _style(pain: int | None) -> str:
    return LINE if pain is None else DUE


def _course(progress: Progress) -> str:
    """From the first pain to the last."""
    known = [pain for pain in progress.pain[-_DAYS:] if pain is not None]
    return f"{known[0]} → {known[-1]}" if len(known) > 1 else "".join(map(str, known))


def _pain_bar(pain: int | None) -> tuple[str, str]:
    if pain is None:
        return ("·", LINE)
    return (_BARS[min(_EIGHTHS - 1, ceil(pain * _STEP))], DUE)


def _mark(day: StretchDay) -> tuple[str, str]:
    if day.has_stretched:
        return ("■", DONE)
    if day.stretches:
        return ("▪", MUTED)
    return ("–", MUTED) if day.away else ("·", LINE)


def _streak(progress: Progress) -> str:
    kept = progress.streak
    if kept >= len(progress.stretched) - 1:
        return f"every day for {counted(len(progress.stretched) // 7, 'week')}"
    return f"{kept} in a row"
