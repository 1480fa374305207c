"""The days behind a number: as a list, and each day in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import DAY, DAYS, TEXT
from coach.core.day_records import DayRecords
from coach.domain.history.day_record import DayRecord, median_pain
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.units import counted, length_text, span_text
from coach.tui.idle_work import IdleWork
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.progress.texts import LEVEL_NAMES
from coach.tui.scrolling import ScrollsText
from coach.tui.style import MUTED, TITLE, badge, line, lines
from coach.tui.widgets.fact_list import FactList, FactRow
from coach.tui.widgets.key_bar import KeyBar
from coach.wording import judgement as advice
from coach.wording.answers import check_notes, check_text, run_text
from coach.wording.phrases import short_day
from coach.wording.time_away import AWAY

_DAY = timedelta(days=1)
Wanted = Callable[[DayRecord], bool]


class DaysScreen(LeftOnce, ModalScreen[date | None]):
    """The days behind a number, and their sums; closes with the day that was chosen, if any."""

    BINDINGS = bindings(*DAYS)

    def __init__(
        self,
        records: DayRecords,
        routine: Routine,
        title: str,
        span: tuple[date, date],
        wanted: Wanted = lambda _: True,
    ) -> None:
        """List days.

        Args:
            records: looks them up.
            routine: knows the names of the steps.
            title: the text with the number.
            span: the first and the last day.
            wanted: which of them are behind the number.
        """
        super().__init__()
        self._records = records
        self._routine = routine
        self._title = title
        self._span = span
        self._wanted = wanted
        self._chosen = 0
        self._days: Sequence[DayRecord] = ()
        self._pieces = IdleWork(self, self._draw)
        self._sums = Static(markup=False)
        self._list = FactList("day-list")

    def compose(self) -> ComposeResult:
        """Title, sums, list."""
        with VerticalScroll(classes="card", can_focus=False):
            yield Static(line((self._title, TITLE)))
            yield self._sums
            yield Static()
            yield self._list
        yield KeyBar(*DAYS)

    def on_mount(self) -> None:
        """Look the days up."""
        self._draw()
        self._pieces.begin(self._work_out())

    def action_move(self, by: int) -> None:
        """The day above or below."""
        self._chosen = max(0, min(len(self._days) - 1, self._chosen + by))
        self._draw()

    def action_open(self) -> None:
        """Open the chosen day."""
        if self._days:
            day = self._days[self._chosen].day
            self.app.push_screen(DayScreen(self._records, self._routine, day))

    def action_close(self) -> None:
        """Back to the picture."""
        self.dismiss(self._days[self._chosen].day if self._days else None)

    def on_fact_list_pointed(self, message: FactList.Pointed) -> None:
        """A click chooses a day, or opens it if it is already chosen."""
        if message.place == self._chosen:
            self.action_open()
        else:
            self._chosen = message.place
            self._draw()

    def _work_out(self) -> Iterator[bool]:
        for _ in self._records.working_out(*self._span):
            yield False

    def _draw(self) -> None:
        known = self._records.known(*self._span)
        self._days = [one for one in reversed(known) if self._wanted(one)]
        told = (
            " · ".join(sums(self._days, self._routine.display))
            if self._days
            else "Looking up the days."
        )
        if not self._days and not self._pieces.is_under_way:
            told = "No such days."
        self._sums.update(line((told, MUTED)))
        self._list.show(
            [
                FactRow(_short_day(one.day), day_line(one, self._routine.display))
                for one in self._days
            ],
            self._chosen,
        )
        self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        scroll = self.query_one(VerticalScroll)
        region = self._list.chosen_region().translate(self._list.virtual_region.offset)
        scroll.scroll_to_region(region, animate=False)


class DayScreen(LeftOnce, ScrollsText, ModalScreen[None]):
    """One past day in full."""

    BINDINGS = bindings(*DAY, *TEXT)

    def __init__(self, records: DayRecords, routine: Routine, day: date) -> None:
        super().__init__()
        self._records = records
        self._routine = routine
        self._day = day
        self._level = Static(markup=False)
        self._facts = FactList("day-facts")

    def compose(self) -> ComposeResult:
        """Level and reason, then answers and steps."""
        with VerticalScroll(classes="card", can_focus=False):
            yield self._level
            yield self._facts
        yield KeyBar(*DAY)

    def on_mount(self) -> None:
        """Show the day."""
        self.action_move(0)

    def action_move(self, by: int) -> None:
        """Show the day before or after, if there is one."""
        wanted = self._day + _DAY * by
        if not min(self._records.began(), self._day) <= wanted <= self._records.today():
            return
        (one,) = self._records.days(wanted, wanted)
        self._day = wanted
        badged = badge(advice.LEVELS[one.level], one.level)
        self._level.update(lines(line((short_day(wanted), TITLE)), line(), badged, line()))
        self._facts.show(list(day_facts(one, self._routine)))

    def action_close(self) -> None:
        """Back to where we were."""
        self.dismiss()


def sums(days: Sequence[DayRecord], display: Display) -> Iterator[str]:
    """The sums of some days; parts without any data are left out."""
    yield counted(len(days), "day")
    pain = median_pain(days)
    if pain is not None:
        checked = sum(one.pain is not None for one in days)
        yield f"first steps {pain:g}, the median of {checked}"
    runs = sum(len(one.runs) for one in days)
    if runs:
        yield f"{display.distance(sum(one.distance for one in days))} in {counted(runs, 'run')}"
    planned = sum(one.planned_stretches for one in days)
    if planned:
        yield f"{sum(one.stretches for one in days)} of {counted(planned, 'stretch session')}"


def day_line(one: DayRecord, display: Display) -> str:
    """A day in one line."""
    parts = [
        LEVEL_NAMES[one.level],
        AWAY[one.away] if one.away else "",
        f"pain {one.pain}" if one.pain is not None else "",
        display.distance(one.distance) if one.runs else "",
        "beyond the advice" if one.is_beyond else "",
        f"{one.stretches} of {counted(one.planned_stretches, 'stretch session')}"
        if one.planned_stretches
        else "",
        f"{len(one.missed)} missed" if one.missed else "",
    ]
    return ", ".join(part for part in parts if part)


def day_facts(one: DayRecord, routine: Routine) -> Iterator[FactRow]:
    """A day in full: its level and why, the answers, and what was done."""
    overruled = "You chose to run. The advice was: " if one.is_overruled else ""
    yield FactRow("Why", f"{overruled}{advice.reason_of_row(one.row)}")
    if one.away:
        yield FactRow("Away", f"{AWAY[one.away]}: nothing was due")
    if one.check:
        check = ", ".join([f"{one.check.pain}/10", check_text(one.check), *check_notes(one.check)])
    yield FactRow("First steps", check if one.check else "no pain check")
    for run in one.runs:
        worn = map(str, run.supports or ())
        yield FactRow("Run", ", ".join([run_text(run, routine.display), *worn]))
    if one.is_beyond:
        yield FactRow("Beyond", "more than was advised that day")
    for trained in one.trained:
        yield FactRow("Trained", f"{trained.activity}, {length_text(trained.duration)}")
    named = (("Done", one.done), ("Done short", one.short), ("Skipped", one.skipped))
    for name, steps in (*named, ("Missed", one.missed)):
        if steps:
            yield FactRow(name, ", ".join(_step_name(step, routine) for step in steps))
    if one.worked:
        yield FactRow("Exercise time", span_text(one.worked))


def _step_name(step: str, routine: Routine) -> str:
    known = routine.steps.get(step)
    return known.name.lower() if known else step


def _short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
