"""The first start: a few questions on four pages, each of which may be skipped.

Nothing is written before the end. As with all questions the screen takes the keys itself, so
that answers typed ahead land where they belong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from coach.config.first_file import STRETCHES, Answers, begin, text_of
from coach.config.keymap.actions import FIRST, FIRST_KEYS, READY
from coach.config.reading import read
from coach.config.themes import shipped
from coach.core.coach import Coach
from coach.core.forms.form import Option, Question
from coach.domain.routine.kinds import Foot, Weekday
from coach.domain.routine.model import Routine, Step
from coach.domain.units import WallTime
from coach.errors import CoachError, ConfigError
from coach.tui.first_start import texts as first_words
from coach.tui.keymap import FIRST_START_ID, action_of, bindings, keys_of
from coach.tui.messages import DayChanged, ThemeTried
from coach.tui.style import MISSED, MUTED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.question import QuestionRow
from coach.tui.widgets.setting_rows import ListRow, OneRow, SeveralRow, TimeRow
from coach.tui.widgets.two_ends import Ends
from coach.wording.phrases import CAUTION

if TYPE_CHECKING:
    from coach.system.service import Way
    from coach.tui.app import CoachApp

_DAY_WIDTH = 50
_REMINDERS = "reminders"
"""The question whose answer is no setting of the file."""


class Told(NamedTuple):
    """What came of the first start."""

    answers: Answers
    in_background: bool
    """Whether reminders are to come in the background too."""
    is_in_a_hurry: bool = False
    """Whether the rest was skipped, so that nothing more is shown."""


class _Page(NamedTuple):
    """Questions that are asked together; on all but the last enter leads to the next page."""

    title: str
    rows: tuple[QuestionRow, ...]


def open_first_start(app: CoachApp, way: Callable[[], Way], then: Callable[[], None]) -> None:
    """Ask, show what follows from it, and offer to go on with what the coach has to know.

    `way` finds out how this system starts reminders, which may take seconds; `then` is called
    once everything is asked.
    """

    def go_on(answers: Answers, is_wanted: bool | None) -> None:  # noqa: FBT001 - as it comes
        if is_wanted:
            app.today.ask_about(asks_foot=answers.foot is None)

    def asked(told: Told | None) -> None:
        then()
        if told is None:
            return
        if told.in_background:
            app.run_worker(_install(app, way))
        if not told.is_in_a_hurry:
            app.push_screen(ReadyScreen(app.coach), partial(go_on, told.answers))

    app.push_screen(FirstStartScreen(app.coach, way), asked)


class FirstStartScreen(ModalScreen[Told | None]):
    """Closes with what was told; with nothing where there is a file from elsewhere."""

    BINDINGS = bindings(*FIRST)

    def __init__(self, coach: Coach, way: Callable[[], Way]) -> None:
        super().__init__(id=FIRST_START_ID)
        self._coach = coach
        self._way = way
        self._has_way = False
        self._pages = _pages(coach.routine)
        self._shipped = {row: row.value for page in self._pages for row in page.rows}
        self._follows = {row: Static(classes="follows", markup=False) for row in self._shipped}
        self._boxes = [self._box(page) for page in self._pages]
        self._answered: set[int] = set()
        self._page = 0
        self._current = 0
        self._heading = Ends()
        self._told = Static(id="told", markup=False)
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """One page at a time on a card, and the keys."""
        with VerticalScroll(classes="card first", can_focus=False):
            yield self._heading
            yield from self._boxes
            yield self._told
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question; find out meanwhile whether reminders can be started."""
        self._changed()
        self.run_worker(self._look_for_way())

    async def on_key(self, event: Key) -> None:
        """The current question takes what leads neither on nor back."""
        action = action_of(self.app, event, FIRST)
        if action or event.is_printable:
            # Left to the bindings it would come after the keys that were typed behind it, and an
            # answer might become a command of the screen below.
            event.stop()
        if action:
            await self.run_action(action)
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
        """Somebody may have answered in another window."""
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
            self._tell(wrong[0].problem)
        elif not is_last:
            self._current += 1
            self._changed()
        else:
            self._answered.add(self._page)
            self._turn(1)

    def action_skip_page(self) -> None:
        """Leave the page as it is shipped, and go on."""
        self._answered.discard(self._page)
        for row in self._rows:
            row.value = self._shipped[row]
        self._turn(1)

    def action_back(self) -> None:
        """To the page before."""
        if self._page:
            self._turn(-1)

    def action_skip_rest(self) -> None:
        """Keep what was answered, and go to the day."""
        self._answered -= set(range(self._page, len(self._pages)))
        if problem := self._save():
            self.app.notify(problem, severity="error", markup=False, timeout=20)
        self.dismiss(Told(self._answers(), self._wants_background(), is_in_a_hurry=True))

    def action_move(self, by: int) -> None:
        """To another question; in a list up and down choose."""
        if isinstance(self._row, ListRow):
            self._row.press("right" if by > 0 else "left", None)
        else:
            self._current = max(0, min(len(self._rows) - 1, self._current + by))
        self._changed()

    @property
    def _rows(self) -> list[QuestionRow]:
        """The questions of the page."""
        rows = self._pages[self._page].rows
        return [row for row in rows if self._has_way or row.question.id != _REMINDERS]

    @property
    def _row(self) -> QuestionRow:
        return self._rows[self._current]

    def _turn(self, by: int) -> None:
        """To another page; behind the last one all is written."""
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
            self.dismiss(Told(self._answers(), self._wants_background()))

    def _save(self) -> str:
        """Write the file and follow it; what went wrong, if anything."""
        try:
            begin(self._coach.config, self._answers())
        except ConfigError as error:
            return str(error)
        finally:
            self.app.post_message(ThemeTried(None))
        self._coach.read_again()
        self.app.post_message(DayChanged())
        return ""

    def _answers(self) -> Answers:
        pages = [page for index, page in enumerate(self._pages) if index in self._answered]
        return Answers(**_values(row for page in pages for row in page.rows))

    def _wants_background(self) -> bool:
        rows = [row for index in self._answered for row in self._pages[index].rows]
        return self._has_way and any(
            row.value is True for row in rows if row.question.id == _REMINDERS
        )

    def _changed(self) -> None:
        """Draw, and try the theme that is chosen on its page."""
        self._tell("")
        is_theme = self._row.question.id == "theme"
        self.app.post_message(ThemeTried(self._row.value if is_theme else None))
        self._draw()

    def _draw(self) -> None:
        title = self._pages[self._page].title
        place = f"{self._page + 1} of {len(self._pages)}"
        self._heading.show(line((title, TITLE)), line((place, MUTED)))
        self._keys.show(*(one for one in FIRST_KEYS if self._page or one.name != "back"))
        for index, box in enumerate(self._boxes):
            box.display = index == self._page
        routine = self._routine()
        for row in self._pages[self._page].rows:
            row.display = row in self._rows
            row.show(is_current=row is self._row)
            told = first_words.follows(row.question.id, routine, keys_of(self.app))
            self._follows[row].update(told if row is self._row else Content())
        self.call_after_refresh(self._follows[self._row].scroll_visible, animate=False)

    def _routine(self) -> Routine:
        """As it would be with what is chosen now."""
        rows = [row for row in self._shipped if row.value is not None]
        return read(text_of(Answers(**_values(rows)))).routine or self._coach.routine

    def _box(self, page: _Page) -> Widget:
        pieces = [piece for row in page.rows for piece in (row, self._follows[row])]
        match page.rows[0]:
            case TimeRow():
                return Vertical(*_introduction(), *pieces)
            case ListRow() as names:
                beside = Horizontal(names, Static(first_words.sample(), id="sample"))
                return Vertical(beside, self._follows[names])
            case _:
                return Vertical(*pieces)

    def _tell(self, told: str) -> None:
        self._told.display = bool(told)
        self._told.update(line((told, MISSED)))

    async def _look_for_way(self) -> None:
        self._has_way = await asyncio.to_thread(_can_install, self._way)
        self._draw()


class ReadyScreen(ModalScreen[bool]):
    """Shows the day that came of the answers; closes with whether to go on about the runner."""

    BINDINGS = bindings(*READY)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._told = Static(id="told", markup=False)
        self._told.display = False

    def compose(self) -> ComposeResult:
        """The day, and where it is written."""
        with VerticalScroll(classes="card first", id="ready"):
            yield Static(line(("Your day", TITLE)))
            yield Static(first_words.day(self._coach.routine, _DAY_WIDTH), id="planned")
            yield Static(first_words.ending(self._coach.config), markup=False)
            yield self._told
        yield KeyBar(*READY)

    def tell(self, told: str) -> None:
        """Say whether the reminders could be installed."""
        self._told.display = True
        self._told.update(line((told, MUTED)))

    def action_about(self) -> None:
        """On to what the coach has to know."""
        self.dismiss(result=True)

    def action_close(self) -> None:
        """To the day."""
        self.dismiss(result=False)


def _introduction() -> tuple[Widget, ...]:
    return (
        Static(first_words.WHAT_IT_IS, classes="paragraph", markup=False),
        Static(line((CAUTION, MUTED)), classes="paragraph"),
    )


def _pages(routine: Routine) -> tuple[_Page, ...]:
    """All questions, answered as Coach ships."""
    steps = routine.steps
    names = tuple(shipped())
    return (
        _Page("Welcome", (TimeRow("wake", "When do you get up?", _at(steps["pain-check"])),)),
        _Page(
            "Your week",
            (
                SeveralRow(
                    Question("run_days", "On which days do you run?", _options(*Weekday)),
                    steps["run"].days,
                ),
                TimeRow("run_at", "At what time?", _at(steps["run"])),
                SeveralRow(
                    Question("stretches", "When do you stretch?", _options(*STRETCHES)),
                    STRETCHES,
                ),
            ),
        ),
        _Page(
            "Heel and reminders",
            (
                OneRow(
                    Question("foot", "Which foot hurts?", _options(*Foot)), routine.profile.foot
                ),
                OneRow(Question(_REMINDERS, "Where do reminders come?", _WHERE), value=False),
            ),
        ),
        _Page("Colours", (ListRow(Question("theme", "", _options(*names)), routine.theme),)),
    )


_WHERE = (
    Option(value=False, key="1", label="on this screen"),
    Option(value=True, key="2", label="in the background too"),
)


def _options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(one, str(key), str(one)) for key, one in enumerate(values, start=1))


def _at(step: Step) -> WallTime:
    return step.at or WallTime()


def _values(rows: Iterable[QuestionRow]) -> dict[str, Any]:
    """What goes into the file, by the fields of `Answers`."""
    return {row.question.id: row.value for row in rows if row.question.id != _REMINDERS}


def _can_install(way: Callable[[], Way]) -> bool:
    """Whether there is anything left to do, and somebody who does it."""
    try:
        return not way().state().sound
    except CoachError:
        return False


async def _install(app: CoachApp, way: Callable[[], Way]) -> None:
    """Have the reminders start by themselves, and say whether that worked."""
    try:
        told = await asyncio.to_thread(_installed, way)
    except CoachError as error:
        told = f"{error} `coach service install` tries again."
    if isinstance(app.screen, ReadyScreen):
        app.screen.tell(told)
    else:
        app.notify(told, title="Reminders", markup=False, timeout=20)


def _installed(way: Callable[[], Way]) -> str:
    there = way()
    return " ".join((there.install(), *there.state().notes))
