"""Beside the day: the heel this morning, the week, the last fourteen days."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from coach.domain.events import PainChecked
from coach.domain.progress import ENOUGH_STRETCHES, Progress
from coach.domain.units import distance_text
from coach.tui.style import DONE, DUE, LINE, MISSED, MUTED, TITLE, line
from coach.words import CAUTION, check_advice, check_text

DAYS = 14
_BARS = "▁▂▃▄▅▆▇█"
_WORST = 10


class Panel(Static):
    """A few quiet figures, each under its heading."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, check: PainChecked | None, progress: Progress, *, is_new: bool) -> None:
        """Draw the figures; someone who is new is told what this is instead."""
        blocks = _welcome() if is_new else _figures(check, progress)
        self.update(Content("\n\n").join(blocks))


def _welcome() -> list[Content]:
    return [
        line(("Welcome", TITLE)),
        line("What is next is highlighted: ", ("enter", f"bold {DUE}"), " starts it."),
        line(("coach demo", f"bold {DUE}"), " shows a whole day in a few minutes."),
        line((CAUTION, MUTED)),
    ]


def _figures(check: PainChecked | None, progress: Progress) -> list[Content]:
    return [_heel(check), _week(progress), _pain(progress), _stretches(progress)]


def _heel(check: PainChecked | None) -> Content:
    if check is None:
        said = line(("not checked yet", MUTED))
    else:
        said = line((f"{check.pain}/10", f"bold {DUE}"), "\n", check_text(check))
        if advice := check_advice(check):
            said = line(said, "\n", (advice, MISSED))
    return _block("First steps this morning", said)


def _week(progress: Progress) -> Content:
    days = [("■" if metres else "·", DONE if metres else LINE) for metres in progress.week]
    runs = "1 run" if progress.runs == 1 else f"{progress.runs} runs"
    total = f"{distance_text(sum(progress.week))} in {runs}" if progress.runs else "no run yet"
    pieces = [piece for day in days for piece in (day, " ")]
    to_come = "· " * (7 - len(days))
    return _block("This week", line(*pieces, (to_come, LINE), "  ", total))


def _pain(progress: Progress) -> Content:
    days = progress.pain[-DAYS:]
    known = [pain for pain in days if pain is not None]
    if not known:
        return _block(f"First-step pain, {DAYS} days", line(("nothing to show yet", MUTED)))
    bars = [_pain_bar(pain) for pain in days]
    course = f"{known[0]} → {known[-1]}" if len(known) > 1 else str(known[0])
    return _block(f"First-step pain, {DAYS} days", line(*bars, "   ", course))


def _pain_bar(pain: int | None) -> tuple[str, str]:
    if pain is None:
        return ("·", LINE)
    return (_BARS[round(pain / _WORST * (len(_BARS) - 1))], DUE)


def _stretches(progress: Progress) -> Content:
    marks = [
        ("■", DONE) if count >= ENOUGH_STRETCHES else ("▪", MUTED) if count else ("·", LINE)
        for count in progress.stretches[-DAYS:]
    ]
    return _block(f"Stretched, {DAYS} days", line(*marks, "   ", _streak(progress)))


def _streak(progress: Progress) -> str:
    kept = progress.streak
    if kept >= len(progress.stretches) - 1:
        return f"every day for {len(progress.stretches) // 7} weeks"
    return f"{kept} in a row"


def _block(heading: str, body: Content) -> Content:
    return line((heading, MUTED), "\n", body)
