"""Beside the day: the heel this morning, the week, the last fourteen days."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widgets import Static

from coach.config.keymap.actions import Keys
from coach.core.day_view import DayView
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.history.recent_days import Progress
from coach.domain.routine.settings import Display
from coach.domain.units import counted
from coach.tui.style import (
    DONE,
    DUE,
    LEVELS,
    LINE,
    MISSED,
    MUTED,
    TITLE,
    badge,
    bar,
    clickable,
    line,
    lines,
    target_of,
)
from coach.wording import judgement as advice
from coach.wording.limits import no_walks, this_week
from coach.wording.maintenance import recovery_line
from coach.wording.measurements import DUE_NOW
from coach.wording.phrases import CAUTION, MASKED

DAYS = 14
_WEEK_BAR = 14
_BARS = "▁▂▃▄▅▆▇█"
_WORST = 10
_WHY = "why"
_INTAKE = "intake"
_MAINTENANCE = "maintenance"
_AHEAD = "progress('ahead')"
_MEASURE = "measure"


class Linked(Static):
    """Text with parts that open another screen on a click."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    async def on_click(self, event: Click) -> None:
        """Open the screen for the clicked text."""
        if action := target_of(event):
            await self.run_action(f"screen.{action}")


class LevelLine(Linked):
    """What the heel allows today, in one line, if there is no room for the panel."""

    def show(self, view: DayView, keys: Keys, ahead: str, in_the_way: list[Content]) -> None:
        """Draw the level, and below it the days ahead and what is in the way, if known."""
        judgement = view.judgement
        level = (advice.headline(judgement), f"bold {LEVELS[judgement.level]}")
        beside = advice.no_training(judgement, view.day)
        walks = f"  {beside} {no_walks(judgement)} {view.drawn()}".rstrip()
        first = clickable(line(level, (walks, MUTED), _why_hint(keys)), _WHY)
        self.update(lines(first, *_news(view, keys, ahead, in_the_way)))


class Panel(Linked):
    """A few figures, each under its heading, as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Content] = []

    def on_resize(self) -> None:
        """Draw the figures for the new size."""
        self._draw()

    def show(
        self,
        view: DayView,
        progress: Progress,
        keys: Keys,
        ahead: str,
        in_the_way: list[Content],
        *,
        week_is_over: bool,
    ) -> None:
        """Draw the figures; for a new runner, say what this is instead."""
        news = _news(view, keys, ahead, in_the_way)
        blocks = _figures(view, progress, keys, news) if view.events else _welcome(keys)
        if week_is_over:
            key = keys.text("today.progress")
            blocks.append(line(("Last week in words  ", MUTED), (key, f"bold {DUE}")))
        self._blocks = blocks
        self._draw()

    def _draw(self) -> None:
        self.update(_fitted(self._blocks, self.size))


def _fitted(blocks: Sequence[Content], room: Size) -> Content:
    """The blocks with as many blank rows in between as there is room for; none is cut in two."""
    for count in range(len(blocks), 0, -1):
        shown = blocks[:count]
        for airy in range(count, 0, -1):
            first, rest = shown[:airy], shown[airy:]
            content = lines(Content("\n\n").join(first), *rest)
            if not room.height or content.get_height({}, room.width) <= room.height:
                return content
    return lines(*blocks[:1])


def _welcome(keys: Keys) -> list[Content]:
    start, intake = keys.text("today.start"), keys.text("today.intake")
    about = line(
        (intake, f"bold {DUE}"),
        " tells Coach about your heel and your running, so that it decides better.",
    )
    return [
        line(("Welcome", TITLE)),
        line("The next step stands out: ", (start, f"bold {DUE}"), " starts it."),
        *([clickable(about, _INTAKE)] if intake else []),
        line((CAUTION, MUTED)),  # above the parts that may be cut off in a low window
        line(("coach demo", f"bold {DUE}"), " shows a whole day in a few minutes."),
    ]


def _figures(view: DayView, progress: Progress, keys: Keys, news: list[Content]) -> list[Content]:
    return [
        _level(view, keys),
        *([lines(*news)] if news else []),
        _week(progress, view.judgement, view.day.routine.display),
        _pain(progress),
        _stretches(progress),
    ]


def _level(view: DayView, keys: Keys) -> Content:
    """What today's heel allows, and why."""
    judgement, check = view.judgement, view.check
    said = (
        advice.reason(judgement),
        advice.beside_the_plan(judgement, view.day),
        no_walks(judgement),
    )
    pain = f"  {check.pain}/10" if check else "  not checked yet"
    rows = [
        line(badge(advice.headline(judgement), judgement.level), (pain, MUTED)),
        line(" ".join(filter(None, said)), _why_hint(keys)),
    ]
    rows = [clickable(row, _WHY) for row in rows]
    if drawn := view.drawn():
        rows.append(line(drawn))
    if check and check.painkiller:
        rows.append(line((MASKED, MUTED)))
    rows += [line((text, MISSED)) for text in advice.warnings(judgement)]
    if judgement.stage and judgement.is_on_ladder and judgement.level is Level.WALK_JOG:
        rows.append(_rungs(judgement.stage.number))
    return lines(*rows)


def _news(view: DayView, keys: Keys, ahead: str, in_the_way: Sequence[Content]) -> list[Content]:
    """What is ahead and what may be answered, a line each."""
    return [
        *([_days_ahead(ahead)] if ahead else []),
        *_recovery(view, keys),
        *([_to_measure(keys)] if view.is_to_measure else []),
        *in_the_way,
    ]


def _recovery(view: DayView, keys: Keys) -> list[Content]:
    """The maintenance day, or its offer, with the key that answers it."""
    said = recovery_line(view.judgement, is_offered=view.offers_maintenance)
    if not said:
        return []
    is_answered = view.offers_maintenance or view.judgement.maintained_since
    hint = _hint("", keys.text("today.maintenance")) if is_answered else Content()
    return [clickable(line((said, MUTED), hint), _MAINTENANCE)]


def _why_hint(keys: Keys) -> Content:
    return _hint("why? ", keys.text("today.why"))


def _hint(text: str, key: str) -> Content:
    return line("  ", (text, MUTED), (key, f"bold {DUE}")) if key else Content()


def _to_measure(keys: Keys) -> Content:
    """That it is time for the four-weekly measurement; a click begins it."""
    hint = _hint("", keys.text("today.measure"))
    return clickable(line((DUE_NOW, MUTED), hint), _MEASURE)


def _rungs(number: int) -> Content:
    """The ladder, with the stages done filled."""
    return line(
        ("■" * (number - 1), DONE), ("▲", DUE), ("□" * (LAST_STAGE - number), LINE), f"  {number}"
    )


def _days_ahead(ahead: str) -> Content:
    """When the runner can run again; a click says more."""
    what, _, when = ahead.partition(": ")
    return clickable(line((f"{what} ", MUTED), when), _AHEAD)


def _week(progress: Progress, judgement: Judgement, display: Display) -> Content:
    """The runs since the week began, and what it allows."""
    caps = judgement.caps
    if caps.week is None or judgement.level < Level.NO_INCREASE:
        days = [("■" if metres else "·", DONE if metres else LINE) for metres in progress.week]
        pieces = [piece for day in days for piece in (day, " ")]
        to_come = "· " * (7 - len(days))
        picture = line(*pieces, (to_come, LINE), "  ")
    else:
        picture = line(bar(caps.done / caps.week, _WEEK_BAR, DONE), "\n")
    return _block("This week", line(picture, this_week(judgement, display)))


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
        ("■", DONE)
        if one.has_stretched
        else ("▪", MUTED)
        if one.stretches
        else ("–", MUTED)
        if one.away
        else ("·", LINE)
        for one in progress.stretched[-DAYS:]
    ]
    return _block(f"Stretched, {DAYS} days", line(*marks, "   ", _streak(progress)))


def _streak(progress: Progress) -> str:
    kept = progress.streak
    if kept >= len(progress.stretched) - 1:
        return f"every day for {counted(len(progress.stretched) // 7, 'week')}"
    return f"{kept} in a row"


def _block(heading: str, body: Content) -> Content:
    return line((heading, MUTED), "\n", body)
