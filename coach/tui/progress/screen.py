"""Progress: the course over time, a year of days, the week in words, and what is ahead.

One day is chosen; every picture of the past shows it, and enter opens the days under it. Pictures
are drawn from what is known, and drawn again as more is worked out between key presses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.screen import Screen

from coach.config.keymap.actions import PROGRESS, PROGRESS_MOVES
from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.core.streak import StreakCount
from coach.domain.history.milestones import Milestone, first_week
from coach.domain.history.time_axis import Span, Unit, Window, Zoom, columns
from coach.tui.breakpoints import fit
from coach.tui.idle_work import IdleWork
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayRedrawn
from coach.tui.progress.ahead import AheadPage
from coach.tui.progress.axis import Axis, zoomed
from coach.tui.progress.chart import CourseChart
from coach.tui.progress.days import DayScreen, DaysScreen, Wanted, day_facts
from coach.tui.progress.headline import Headline
from coach.tui.progress.pages import NOT_ON, ONLY_ON_DAYS, Page, page_names
from coach.tui.progress.picture import CourseView, kinds_of
from coach.tui.progress.sayings import Saying, sayings
from coach.tui.progress.texts import span_text
from coach.tui.progress.words import WordsPage
from coach.tui.progress.year import Shade, YearMap, year_view
from coach.tui.style import target_of
from coach.tui.widgets.fact_list import FactList, FactRow
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.two_ends import HeaderLine
from coach.wording import judgement as advice

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_ROWS_FOR_BOTH = 34
"""Rows of the screen from which on the course and the year fit one above the other."""


class ProgressScreen(LeftOnce, Screen[None]):
    """Shows one day in all pictures; its page says which picture the keys move in."""

    BINDINGS = bindings(*PROGRESS, *PROGRESS_MOVES)

    def __init__(self, coach: Coach, page: Page | None = None) -> None:
        """Open a page: the one asked for, or else what there is to look at today."""
        super().__init__()
        self._coach = coach
        self._records = DayRecords(coach)
        self._today = coach.present_day()
        self._began = self._records.began()
        has_review = coach.days.week_is_over()
        self._page = page or (Page.WORDS if has_review else Page.COURSE)
        self._day = self._today - _DAY if has_review else self._today
        self._zoom = Zoom.WEEKS
        self._shade = Shade.PAIN
        self._first_column = self._first_week = 0
        self._milestones: Sequence[Milestone] = ()
        self._streak = StreakCount(coach, self._records)
        self._pieces = IdleWork(self, self._draw)
        self._heading = HeaderLine()
        self._headline = Headline(coach, self._records)
        self._chart = CourseChart()
        self._map = YearMap()
        self._facts = FactList("day-facts")
        self._pictures = Vertical(self._chart, self._map, self._facts, id="pictures")
        self._words = WordsPage()
        self._ahead = AheadPage(coach)
        self._keys = KeyBar(*PROGRESS)

    def compose(self) -> ComposeResult:
        """Heading, headline, pictures and words side by side, keys."""
        yield self._heading
        yield self._headline
        with Horizontal(id="progress"):
            yield self._pictures
            yield self._words
            yield self._ahead
        yield self._keys

    def on_mount(self) -> None:
        """Show what is known at once."""
        fit(self)
        self._arrange()

    def on_resize(self) -> None:
        """There is room for more or for less."""
        self._arrange()
        self.call_after_refresh(self._show)

    def on_day_redrawn(self, message: DayRedrawn) -> None:
        """Something was written, here or elsewhere."""
        del message
        self._today, self._began = self._coach.present_day(), self._records.began()
        self._go_to(self._day)

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing moves in time on the page ahead, and only a year in view has shades."""
        del parameters
        if action == "shade":
            return self._map.display
        return self._page is not Page.AHEAD or action not in ONLY_ON_DAYS

    def action_go(self, by: int) -> None:
        """Go back or on in time, by a column of the picture, or a week."""
        if self._page is Page.COURSE:
            self._go_by_columns(by)
        else:
            self._go_to(self._day + _WEEK * by)

    def action_leap(self, by: int) -> None:
        """Back or on by a whole screen."""
        match self._page:
            case Page.COURSE:
                self._go_by_columns(by * self._chart.room(self._zoom))
            case Page.AHEAD:
                self._ahead.scroll_by(by * self._ahead.size.height)
            case page:
                weeks = self._map.room if page is Page.YEAR else _WEEKS_IN_WORDS
                self._go_to(self._day + _WEEK * weeks * by)

    def action_move(self, by: int) -> None:
        """A day back or on; in words, the row above or below."""
        match self._page:
            case Page.WORDS:
                self._words.move(by)
                self._draw()
            case Page.AHEAD:
                self._ahead.scroll_by(by)
            case _:
                self._go_to(self._day + _DAY * by)

    def action_first(self) -> None:
        """To the first day, or up to the first row."""
        if self._page is Page.AHEAD:
            self._ahead.scroll_home(animate=False)
        else:
            self._go_to(self._began)

    def action_last(self) -> None:
        """To today, or down to the last row."""
        if self._page is Page.AHEAD:
            self._ahead.scroll_end(animate=False)
        else:
            self._go_to(self._today)

    def action_zoom(self, by: int) -> None:
        """See fewer days or more."""
        self._zoom = zoomed(self._zoom, by)
        self._first_column = 0
        self._show()

    def action_shade(self) -> None:
        """Change the shades of the year."""
        self._shade = self._shade.other
        self._show()

    def action_page(self) -> None:
        """The next page."""
        pages = list(Page)
        self.action_show_page(pages[(pages.index(self._page) + 1) % len(pages)])

    def action_show_page(self, page: str) -> None:
        """A page."""
        self._page = Page(page)
        self._arrange()
        self.call_after_refresh(self._show)

    def action_open(self) -> None:
        """Open what is under the cursor."""
        if self._page is Page.WORDS:
            self._open_said(self._words.chosen)
        elif self._page is Page.YEAR or self._unit() is Unit.DAY:
            self.app.push_screen(DayScreen(self._records, self._coach.routine, self._day))
        else:
            every, window = self._columns()
            span = every[window.cursor]
            self._open_days(span_text(span, self._unit()), (span.first, span.last))

    def action_close(self) -> None:
        """Back to today."""
        self.dismiss()

    def on_course_chart_pointed(self, message: CourseChart.Pointed) -> None:
        """A click chooses a column, or opens it if it is already chosen."""
        _, window = self._columns()
        self._page = Page.COURSE
        if window.first + message.column == window.cursor:
            self.action_open()
        else:
            self._go_by_columns(window.first + message.column - window.cursor)

    def on_course_chart_zoomed(self, message: CourseChart.Zoomed) -> None:
        """The wheel zooms."""
        self.action_zoom(message.by)

    def on_year_map_pointed(self, message: YearMap.Pointed) -> None:
        """A click chooses a day, or opens it if it is already chosen."""
        self._page = Page.YEAR
        if message.day == self._day:
            self.action_open()
        else:
            self._go_to(message.day)

    def on_words_page_pointed(self, message: WordsPage.Pointed) -> None:
        """A click chooses a sentence, or opens it if it is already chosen."""
        if self._page is Page.WORDS and message.was_chosen:
            self.action_open()
        else:
            self._page = Page.WORDS
            self._draw()

    def on_click(self, event: Click) -> None:
        """Open the page whose name was clicked."""
        if isinstance(page := target_of(event), Page):
            self.action_show_page(page)

    def _open_said(self, said: Saying | None) -> None:
        if said and said.span:
            self._open_days(f"{said.name}: {said.text}", said.span, said.wanted)

    def _open_days(
        self, title: str, span: tuple[date, date], wanted: Wanted = lambda _: True
    ) -> None:
        """Show the days behind a number; the last one looked at stays chosen."""
        first, last = max(span[0], self._began), min(span[1], self._today)

        def chosen(day: date | None) -> None:
            if day:
                self._go_to(day)

        screen = DaysScreen(self._records, self._coach.routine, title, (first, last), wanted)
        self.app.push_screen(screen, chosen)

    # Position.

    def _go_to(self, day: date) -> None:
        self._day = self._axis.nearest(day)
        self._show()

    def _go_by_columns(self, by: int) -> None:
        every, window = self._columns()
        at = max(0, min(len(every) - 1, window.cursor + by))
        if at != window.cursor:
            self._go_to(every[at].last)

    @property
    def _axis(self) -> Axis:
        return Axis(self._began, self._today, self._coach.routine.running.week_starts)

    def _columns(self) -> tuple[tuple[Span, ...], Window]:
        """All columns of the chart, and the ones in view."""
        room = self._chart.room(self._zoom)
        return self._axis.window(self._unit(), room, self._day, self._first_column)

    def _weeks(self) -> tuple[Span, ...]:
        """The weeks that the year shows."""
        every, window = self._axis.window(Unit.WEEK, self._map.room, self._day, self._first_week)
        self._first_week = window.first
        return every[window.first : window.last + 1]

    def _unit(self) -> Unit:
        return self._axis.unit(self._zoom, self._chart.room(self._zoom))

    # Display.

    def _arrange(self) -> None:
        """Show as much side by side as fits."""
        is_wide = self.app.size.width >= _WIDE
        is_high = self.app.size.height >= _ROWS_FOR_BOTH
        on = self._page
        self._chart.display = on is Page.COURSE or (is_wide and (is_high or on is not Page.YEAR))
        self._map.display = on is Page.YEAR or (is_wide and is_high)
        self._facts.display = on is Page.YEAR and not self._chart.display
        self._keys.show(*(one for one in PROGRESS if one.name not in NOT_ON[on]))
        is_past = on is not Page.AHEAD
        self._words.display = is_past and (is_wide or on is Page.WORDS)
        self._pictures.display = is_past and (is_wide or on is not Page.WORDS)
        self._ahead.display = not is_past
        self._pictures.refresh()  # the rows between pictures that moved, which no picture covers

    def _show(self) -> None:
        """Draw what is known, and work out the rest."""
        if self._page is Page.AHEAD:
            self._draw()
            self._pieces.begin(self._ahead.work())
        else:
            self._show_past()

    def _show_past(self) -> None:
        """Draw what is known around the chosen day, and work out the rest."""
        every, window = self._columns()
        self._first_column = window.first
        years = self._axis.years(every[window.first].first, every[window.last].last)
        for year in [one for one in years if not self._records.is_read(one)][:_AT_ONCE]:
            self._records.read(year)
        self._draw()
        self._pieces.begin(self._work(every[window.first].first, every[window.last].last))

    def _work(self, first: date, last: date) -> Iterator[bool]:
        """Work out everything around the chosen day; yields true when it is time to draw."""
        if self._zoom is not Zoom.ALL:
            yield from self._work_out(first, last)
        yield from self._work_out(*self._records.reviewed(self._day), is_to_draw=False)
        if self._map.display and self._shade is Shade.STRETCHES:
            weeks = self._weeks()
            yield from self._work_out(weeks[0].first, weeks[-1].last)
        for year in range(self._today.year, self._began.year - 1, -1):
            is_new = not self._records.is_read(year)
            self._records.read(year)
            yield is_new and self._zoom is Zoom.ALL
        self._records.episodes()
        yield False
        self._milestones = self._records.milestones()
        for _ in self._streak.counting():
            yield False
        said = sayings(self._records, self._day, self._milestones, self._streak.so_far())
        self._words.say(said)
        yield True

    def _work_out(self, first: date, last: date, *, is_to_draw: bool = True) -> Iterator[bool]:
        is_new = False
        for _ in self._records.working_out(max(first, self._began), last):
            is_new = is_to_draw
            yield False
        yield is_new

    def _draw(self) -> None:
        if self._page is Page.AHEAD:
            self._heading.show(page_names(self._page), Content())
            self._headline.draw(is_past=False)
            self._ahead.draw()
        else:
            self._draw_past()

    def _draw_past(self) -> None:
        every, window = self._columns()
        in_view = every[window.first : window.last + 1]
        names = page_names(self._page)
        room = self._heading.size.width - names.cell_length
        period = self._axis.heading(in_view, self._zoom, room)
        self._heading.show(names, period if self._chart.display else Content())
        self._headline.draw(is_past=True)
        self._draw_chart(in_view, window)
        if self._map.display:
            self._draw_year()
        self._words.draw(is_active=self._page is Page.WORDS)

    def _draw_chart(self, in_view: Sequence[Span], window: Window) -> None:
        first, last = in_view[0].first, in_view[-1].last
        known = {one.day: one for one in self._records.known(first, min(last, self._today))}
        shown = columns(in_view, self._records.pains, self._records.runs, known)
        episode = self._coach.judgement().episode
        began = episode.began if episode else self._began
        self._chart.show(
            CourseView(
                unit=self._unit(),
                columns=shown,
                cursor=window.cursor - window.first,
                bars=tuple(self._axis.bars(shown, self._unit(), self._records)),
                kinds=kinds_of(self._coach.routine),
                first_week=first_week(self._records.pains, began),
                marks=frozenset(one.day for one in self._milestones),
                display=self._coach.routine.display,
                is_active=self._page is Page.COURSE,
            )
        )

    def _draw_year(self) -> None:
        weeks, here = self._weeks(), self._records.known(self._day, self._day)
        view = year_view(self._records, self._axis, weeks, self._day, self._shade)
        self._map.show(view._replace(is_active=self._page is Page.YEAR))
        if here:
            facts = day_facts(here[0], self._coach.routine)
            self._facts.show([FactRow(f"{advice.LEVELS[here[0].level]}"), *facts])


_WIDE = 110
_WEEKS_IN_WORDS = 4
"""How many weeks a leap takes where no picture says it."""
_AT_ONCE = 2
"""How many years are read before the first picture; others follow."""
