"""The first start: a few questions on four pages, each of which may be skipped.

Nothing is written before the end. As in all forms the screen takes the keys itself, so that answers
typed ahead go where they belong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from coach.config.first_file import Answers, begin, text_of
from coach.config.keymap.actions import FIRST, FIRST_KEYS
from coach.config.reading import read
from coach.core.coach import Coach
from coach.domain.routine.model import Routine
from coach.errors import CoachError, ConfigError
from coach.tui.first_start import texts as first_words
from coach.tui.first_start.pages import REMINDERS, StartPage, pages, values
from coach.tui.keymap import FIRST_START_ID, bindings, keys_of, took_command
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayChanged, ThemeTried
from coach.tui.style import MISSED, MUTED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.question import QuestionRow
from coach.tui.widgets.setting_rows import ListRow, TimeRow
from coach.tui.widgets.two_ends import HeaderLine
from coach.wording.phrases import CAUTION

if TYPE_CHECKING:
    from coach.system.service import ServiceManager


class FirstStartAnswers(NamedTuple):
    """The result of the first start."""

    answers: Answers
    in_background: bool
    """Whether reminders should come in the background too."""
    is_in_a_hurry: bool = False
    """Whether the rest was skipped, so that nothing more is shown."""


class FirstStartScreen(LeftOnce, ModalScreen[FirstStartAnswers | None]):
    """Closes with the answers, or with None if a file has appeared from elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*FIRST),
        Binding("ctrl+c", "help_quit", show=False),  # a modal screen has none of the app's
    ]

    def __init__(self, coach: Coach, way: Callable[[], ServiceManager]) -> None:
        super().__init__(id=FIRST_START_ID)
        self._coach = coach
        self._way = way
        self._has_way = False
        self._pages = pages(coach.routine)
        self._shipped = {row: row.value for page in self._pages for row in page.rows}
        self._follows = {row: Static(classes="follows", markup=False) for row in self._shipped}
        self._boxes = [self._box(page) for page in self._pages]
        self._answered: set[int] = set()
        self._page = 0
        self._current = 0
        self._heading = HeaderLine()
        self._message = Static(id="message", markup=False)
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """One page at a time on a card, and the keys."""
        with VerticalScroll(classes="card first", can_focus=False):
            yield self._heading
            yield from self._boxes
            yield self._message
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question; find out meanwhile whether reminders can be started."""
        self._changed()
        self.run_worker(self._find_way())

    async def on_key(self, event: Key) -> None:
        """Pass keys to the current question, except those that lead on or back."""
        if await took_command(self, event, FIRST):
            return
        self._row.press(event.key, event.character)
        self._changed()

    def on_question_row_clicked(self, message: QuestionRow.Clicked) -> None:
        """The clicked question becomes the current one; a clicked option answers it."""
        self._current = self._rows.index(message.row)
        if message.option:
            message.row.press(message.option.key, message.option.key)
        self._changed()

    def on_day_redrawn(self) -> None:
        """Another window may have been answered meanwhile."""
        if self._coach.config.exists():
            self.app.post_message(ThemeTried(None))
            self.dismiss(None)

    def action_go_on(self) -> None:
        """To the next question, or to the next page."""
        is_last = self._row is self._rows[-1]
        wrong = [row for row in (self._rows if is_last else [self._row]) if row.problem]
        if wrong:
            self._current = self._rows.index(wrong[0])
            self._changed()
            self._follows[self._row].update(line((self._row.problem, MISSED)))
        elif not is_last:
            self._current += 1
            self._changed()
        else:
            self._answered.add(self._page)
            self._turn(1)

    def action_skip_page(self) -> None:
        """Leave the page as shipped, and go on."""
        self._answered.discard(self._page)
        for row in self._rows:
            row.value = self._shipped[row]
        self._turn(1)

    def action_back(self) -> None:
        """To the page before."""
        if self._page:
            self._turn(-1)

    def action_skip_rest(self) -> None:
        """Keep the answers so far, and go to the day."""
        self._answered -= set(range(self._page, len(self._pages)))
        if problem := self._save():
            self.app.notify(problem, severity="error", markup=False)
        self.dismiss(
            FirstStartAnswers(self._answers(), self._wants_background(), is_in_a_hurry=True)
        )

    def action_help_quit(self) -> None:
        """Say how to quit, on ctrl+c."""
        way_on = keys_of(self.app).sentence(("first.skip-rest", "skips the rest"))
        self.notify(f"ctrl+q quits and saves nothing. {way_on}".rstrip())

    def action_move(self, by: int) -> None:
        """Go to another question; in a list, choose up and down."""
        if isinstance(self._row, ListRow):
            self._row.press("right" if by > 0 else "left", None)
        else:
            self._current = max(0, min(len(self._rows) - 1, self._current + by))
        self._changed()

    @property
    def _rows(self) -> list[QuestionRow]:
        """The questions of the page."""
        rows = self._pages[self._page].rows
        return [row for row in rows if self._has_way or row.question.id != REMINDERS]

    @property
    def _row(self) -> QuestionRow:
        return self._rows[self._current]

    def _turn(self, by: int) -> None:
        """Turn to another page; after the last one everything is written."""
        if self._page + by == len(self._pages):
            self._end()
            return
        for row in self._rows:
            row.show(is_current=False)
        self._page, self._current = self._page + by, 0
        self._changed()

    def _end(self) -> None:
        if problem := self._save():
            way_out = keys_of(self.app).sentence(("first.skip-rest", "leaves without it"))
            self._tell(f"{problem} {way_out}")
        else:
            self.dismiss(FirstStartAnswers(self._answers(), self._wants_background()))

    def _save(self) -> str:
        """Write the file and follow it; returns what went wrong, if anything."""
        try:
            begin(self._coach.config, self._answers())
        except ConfigError as error:
            return str(error)
        finally:
            self.app.post_message(ThemeTried(None))
        self._coach.routine_file.read_again()
        self.app.post_message(DayChanged())
        return ""

    def _answers(self) -> Answers:
        pages = [page for index, page in enumerate(self._pages) if index in self._answered]
        return Answers(**values(row for page in pages for row in page.rows))

    def _wants_background(self) -> bool:
        rows = [row for index in self._answered for row in self._pages[index].rows]
        return self._has_way and any(
            row.value is True for row in rows if row.question.id == REMINDERS
        )

    def _changed(self) -> None:
        """Draw, and try the chosen theme on its page."""
        self._tell("")
        is_theme = self._row.question.id == "theme"
        self.app.post_message(ThemeTried(self._row.value if is_theme else None))
        self._draw()

    def _draw(self) -> None:
        title = self._pages[self._page].title
        place = f"{self._page + 1} of {len(self._pages)} · ctrl+q quits"
        self._heading.show(line((title, TITLE)), line((place, MUTED)))
        self._keys.show(*(one for one in FIRST_KEYS if self._page or one.name != "back"))
        for index, box in enumerate(self._boxes):
            box.display = index == self._page
        routine = self._routine()
        for row in self._pages[self._page].rows:
            row.display = row in self._rows
            row.show(is_current=row is self._row)
            self._follows[row].update(self._hint(row, routine) if row is self._row else Content())
        self.call_after_refresh(self._follows[self._row].scroll_visible, animate=False)

    def _hint(self, row: QuestionRow, routine: Routine) -> Content:
        """What follows from an answer; while it is none, how to write one."""
        if row.problem:
            return line((row.problem, MUTED))
        return first_words.follows(row.question.id, routine, keys_of(self.app))

    def _routine(self) -> Routine:
        """The routine as it would be with the present answers."""
        rows = [row for row in self._shipped if row.value is not None]
        return read(text_of(Answers(**values(rows)))).routine or self._coach.routine

    def _box(self, page: StartPage) -> Widget:
        pieces = [piece for row in page.rows for piece in (row, self._follows[row])]
        match page.rows[0]:
            case TimeRow():
                return Vertical(*_introduction(), *pieces)
            case ListRow() as names:
                beside = Horizontal(names, Static(first_words.sample(), id="sample"))
                return Vertical(beside, self._follows[names])
            case _:
                return Vertical(*pieces)

    def _tell(self, text: str) -> None:
        self._message.display = bool(text)
        self._message.update(line((text, MISSED)))

    async def _find_way(self) -> None:
        self._has_way = await asyncio.to_thread(_can_install, self._way)
        self._draw()


def _introduction() -> tuple[Widget, ...]:
    return (
        Static(first_words.WHAT_IT_IS, classes="paragraph", markup=False),
        Static(line((CAUTION, MUTED)), classes="paragraph"),
    )


def _can_install(way: Callable[[], ServiceManager]) -> bool:
    """Whether the reminders can be installed, and are not yet."""
    try:
        return not way().state().sound
    except CoachError:
        return False
