"""Beside the day: the heel this morning, the week, the last fourteen days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.events import Click
from textual.geometry import Size

from coach.config.keymap.actions import Keys
from coach.core.day_view import DayView
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.history.recent_days import Progress
from coach.domain.routine.settings import Display
from coach.tui.style import (
    DONE,
    DUE,
    LINE,
    MISSED,
    MUTED,
    TITLE,
    badge,
    balanced,
    bar,
    clickable,
    line,
    lines,
    target_of,
)
from coach.tui.today.last_days import days_chart, days_in_rows
from coach.tui.today.week import week_rows
from coach.tui.widgets.drawing import DrawnWidget
from coach.wording import judgement as advice
from coach.wording.limits import no_walks, this_week, this_week_parts
from coach.wording.maintenance import recovery_line
from coach.wording.measurements import DUE_NOW
from coach.wording.phrases import CAUTION, MASKED

if TYPE_CHECKING:
    from coach.tui.today.days_ahead import DaysAhead

_WEEK_BAR = 14
_WIDE, _HIGH, _TALL = 42, 24, 36
"""Columns and rows from which on there is room for each day of the week; and rows for a chart."""
_KEPT_FOR_NEWS = 4
_WHY = "why"
_INTAKE = "intake"
_MAINTENANCE = "maintenance"
_AHEAD = "progress('ahead')"
_MEASURE = "measure"


class Linked(DrawnWidget):
    """Text with parts that open another screen on a click."""

    async def on_click(self, event: Click) -> None:
        """Open the screen for the clicked text."""
        if action := target_of(event):
            await self.run_action(f"screen.{action}")


class LevelLine(Linked):
    """What the heel allows today, in one line, if there is no room for the panel."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Content()

    def show(self, view: DayView, keys: Keys, ahead: DaysAhead, in_the_way: list[Content]) -> None:
        """Draw the level, and below it the days ahead and what is in the way, if known."""
        judgement = view.judgement
        level = badge(advice.headline(judgement), judgement.level)
        beside = advice.no_training(judgement, view.day)
        walks = f"  {beside} {no_walks(judgement)} {view.drawn()}".rstrip()
        first = clickable(line(level, (walks, MUTED), _why_hint(keys)), _WHY)
        self._text = lines(first, *_news(view, keys, _days_ahead(ahead.line), in_the_way))
        self.redraw()

    def rows(self, width: int) -> list[Content]:
        """The text, wrapped."""
        return [*self._text.wrap(max(1, width))]


class Panel(Linked):
    """A few figures, each under its heading, as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: Callable[[bool, bool], Blocks] = lambda *_: Blocks(())

    def show(
        self,
        view: DayView,
        progress: Progress,
        keys: Keys,
        ahead: DaysAhead,
        in_the_way: list[Content],
        *,
        week_is_over: bool,
    ) -> None:
        """Draw the figures; for a new runner, say what this is instead."""
        key = keys.text("today.progress")
        review = [line(("Last week in words  ", MUTED), (key, f"bold {DUE}"))]

        def blocks(has_room: bool, is_tall: bool) -> Blocks:  # noqa: FBT001 - of its one caller
            when = _milestones(ahead) if has_room else _days_ahead(ahead.line)
            news = _news(view, keys, when, in_the_way if ahead.was_worked_out else [])
            if has_room:
                news = [row for one in news for row in (one, Content())]
            if not view.events:
                return Blocks(_welcome(keys), news)
            lately = days_chart(progress) if is_tall else days_in_rows(progress)
            figures = _figures(view, progress, keys, ahead.runs if has_room else None) + lately
            return Blocks([*figures, *(review if week_is_over else [])], news, _KEPT_FOR_NEWS)

        self._blocks = blocks
        self.redraw()

    def rows(self, width: int) -> list[Content]:
        """As much as there is room for."""
        has_room = width >= _WIDE and self.size.height >= _HIGH
        is_tall = has_room and self.size.height >= _TALL
        return [_fitted(self._blocks(has_room, is_tall), self.size, keeps_apart=has_room)]


class Blocks(NamedTuple):
    """Figures, each under its heading; and rows that may come later than they.

    So many rows are left free for them, so that they move nothing when they come.
    """

    figures: Sequence[Content]
    news: Sequence[Content] = ()
    kept: int = 0


def _fitted(blocks: Blocks, room: Size, *, keeps_apart: bool = False) -> Content:
    """As many figures as fit above the news, none of them cut in two.

    There is a blank row between them where there is room for it; kept apart, the news are at the
    bottom, beside what comes tomorrow.
    """
    figures = [balanced(one, room.width) for one in blocks.figures]
    news = [balanced(one, room.width) for one in blocks.news]
    rows = sum(map(_height, news))
    above = _spaced(figures, room.height - max(rows, blocks.kept))
    left = room.height - _height(above) - rows if news else 0
    return lines(above, *[Content()] * (left if keeps_apart else min(left, 1)), *news)


def _spaced(blocks: Sequence[Content], rows: int) -> Content:
    """The blocks that fit, with as many blank rows in between as there is room for."""
    for count in range(len(blocks), 0, -1):
        shown = blocks[:count]
        for airy in range(count, 0, -1):
            content = lines(Content("\n\n").join(shown[:airy]), *shown[airy:])
            if _height(content) <= rows:
                return content
    return lines(*blocks[:1])


def _height(content: Content) -> int:
    return content.plain.count("\n") + 1


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


def _figures(
    view: DayView, progress: Progress, keys: Keys, ahead: Mapping[date, str] | None
) -> list[Content]:
    """The level and the week; with `ahead`, which may be empty, each day of the week."""
    display = view.day.routine.display
    week = _week if ahead is None else partial(_days_of_week, view, ahead)
    return [_level(view, keys), week(progress, view.judgement, display)]


def _level(view: DayView, keys: Keys) -> Content:
    """What today's heel allows, and why."""
    judgement, check = view.judgement, view.check
    said = (
        advice.reason(judgement),
        advice.beside_the_plan(judgement, view.day),
        no_walks(judgement),
    )
    rows = [
        badge(advice.headline(judgement), judgement.level),
        *([line((unchecked, MUTED))] if (unchecked := advice.before_check(judgement)) else []),
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


def _news(view: DayView, keys: Keys, when: Content, in_the_way: Sequence[Content]) -> list[Content]:
    """What may be answered and what is ahead; first what is known from the start."""
    to_measure = [_to_measure(keys)] if view.is_to_measure else []
    return [*_recovery(view, keys), *to_measure, *([when] if when else []), *in_the_way]


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
    """When the runner can run again, once it is known; a click says more."""
    what, _, when = ahead.partition(": ")
    return clickable(line((f"{what} ", MUTED), when), _AHEAD) if ahead else Content()


def _milestones(ahead: DaysAhead) -> Content:
    """When the runner reaches what, once it is known; a click says more."""
    if not ahead.milestones:
        return Content()
    width = max(len(name) for name, _ in ahead.milestones)
    rows = (line((name.ljust(width + 2), MUTED), when) for name, when in ahead.milestones)
    heading = line(("Likely, by your last four weeks", MUTED))
    return clickable(lines(heading, *rows), _AHEAD)


def _week(progress: Progress, judgement: Judgement, display: Display) -> Content:
    """The runs since the week began, and what it allows."""
    done, left = this_week_parts(judgement, display)
    picture = line(_week_bar(progress, judgement), f"  {left}")
    return lines(line(("This week  ", MUTED), done), picture)


def _week_bar(progress: Progress, judgement: Judgement) -> Content:
    caps = judgement.caps
    if caps.week is not None and judgement.level >= Level.NO_INCREASE:
        return bar(caps.done / caps.week, _WEEK_BAR, DONE)
    days = [("■ " if metres else "· ", DONE if metres else LINE) for metres in progress.week]
    return line(*days, ("· " * (7 - len(days)), LINE))


def _days_of_week(
    view: DayView,
    ahead: Mapping[date, str],
    progress: Progress,
    judgement: Judgement,
    display: Display,
) -> Content:
    """The same, with a row for each day."""
    heading = line(("This week  ", MUTED), this_week(judgement, display))
    return lines(heading, *week_rows(view, progress, ahead))
