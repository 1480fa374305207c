"""Plan: change every step, session and exercise in place, in the user's file.

It is long because all its keys act on one cursor, which list, page and pictures follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.screen import Screen

from coach.config.key_path import Path
from coach.config.keymap.actions import PLAN, TYPING, ScreenCommand
from coach.config.plan import Plan, PlanFile
from coach.config.reading import Reading, read
from coach.core.coach import Coach
from coach.domain.routine.kinds import Weekday
from coach.errors import ConfigError
from coach.tui.breakpoints import fit
from coach.tui.dialogs.pick import PickScreen
from coach.tui.keymap import action_of, bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayChanged
from coach.tui.plan.cursor import Cursor
from coach.tui.plan.fields import ANCHORS, SWITCH, Field, editor_of
from coach.tui.plan.list import COLLECTIONS, list_of, tabs
from coach.tui.plan.new import exercises_to_pick, make_new
from coach.tui.plan.page import PlanPage, commands, foot, name_of
from coach.tui.plan.week import WeekLine
from coach.tui.slip import Slip
from coach.tui.style import DUE, MISSED, MUTED, TITLE, line, target_of
from coach.tui.widgets.editors import Editor, TextEditor
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.paragraph import Paragraph
from coach.tui.widgets.rows import Rows
from coach.tui.widgets.two_ends import HeaderLine

if TYPE_CHECKING:
    from coach.tui.plan.figure import ExerciseFigure

_AROUND_FIELDS, _ROWS_OF_FIGURE = 18, 11
"""Rows of the screen that are not fields."""


class PlanScreen(LeftOnce, Screen[None]):
    """The list on the left, and the fields of the chosen item on the right."""

    BINDINGS = bindings(*PLAN)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._file = PlanFile(coach.config)
        self._cursor = Cursor(coach.routine_file.plan())
        self._editor: Editor | None = None
        self._untouched: object = None
        self._is_offered = False
        self._is_refused = False
        self._message = Content()
        self._to_delete: Path | None = None
        self._slip = Slip()
        self._heading = HeaderLine()
        self._list = Rows(id="plan-list", around=8)
        self._week = WeekLine()
        self._figure: ExerciseFigure | None = None
        self._title = HeaderLine()
        self._about = Paragraph(id="plan-about")
        self._fields = Rows(id="plan-fields", around=_AROUND_FIELDS)
        self._foot = Paragraph(id="plan-foot")
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Heading with the tabs, the week, list and page, keys."""
        yield self._heading
        yield self._week
        with Horizontal(id="plan"):
            yield VerticalScroll(self._list, id="plan-left", can_focus=False)
            with Vertical(id="plan-page"):
                yield self._title
                yield self._about
                yield VerticalScroll(self._fields, id="plan-right", can_focus=False)
                yield self._foot
        yield self._keys

    def on_mount(self) -> None:
        """Show the plan."""
        fit(self)
        self._draw()

    def on_resize(self) -> None:
        """There is room for more or for less."""
        self.call_after_refresh(self._draw)

    def on_day_redrawn(self) -> None:
        """The file may have been changed elsewhere."""
        was = self._cursor.place, self._cursor.current
        self._cursor.take(self._coach.routine_file.plan())
        if was != (self._cursor.place, self._cursor.current):
            self._editor = None
        self._draw()

    async def on_key(self, event: Key) -> None:
        """Pass keys to the field being changed; otherwise they do what they are bound to."""
        found = self.active_bindings.get(event.key)
        if self._editor:
            event.stop()
            await self._type(self._editor, event)
        elif found and found.node is self:
            # Left to the bindings, it would be handled after keys typed later.
            event.stop()
            await self.run_action(found.binding.action)
        elif event.is_printable:
            event.stop()

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed."""
        if isinstance(self._editor, TextEditor):
            self._editor.paste(event.text.strip())
            self._draw()

    def on_click(self, event: Click) -> None:
        """A tab was clicked."""
        tab = target_of(event)
        if event.widget is self._heading and tab is not None and self._may_leave():
            self.action_turn(tab - self._cursor.tab)

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """Choose the clicked row; change it if it is already chosen."""
        cursor = self._cursor
        was_chosen = message.rows is self._fields and message.row == cursor.row
        if not self._may_leave():
            return
        if message.rows is self._list:
            cursor.go(cursor.ids[message.row])
        cursor.row = None if message.rows is self._list else message.row
        if message.piece:
            self._switch_day(str(message.piece))
        elif was_chosen:
            self.action_open()
        self._settle()

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """The palette's commands; while a field is changed, only those that leave it."""
        return TYPING if self._editor else PLAN

    @property
    def unfinished(self) -> str:
        """What was typed into a field would be lost."""
        return "Save or leave the field of the plan first." if self._editor else ""

    # Keys.

    def action_move(self, by: int) -> None:
        """Choose the row above or below."""
        self._cursor.move(by)
        self._settle()

    def action_turn(self, by: int) -> None:
        """To another tab."""
        self._cursor.turn(by)
        self._settle()

    def action_open(self) -> None:
        """From the list to the fields, from a field into it, from an exercise to its dose."""
        cursor, row = self._cursor, self._cursor.current
        if row is None:
            cursor.enter_page()
        elif row.is_entry:
            cursor.enter_dose(row.entry)
        elif row.field is None:
            cursor.has_all = True
        elif row.field.is_bool:
            self._switch(row.field)
        else:
            self._editor = editor_of(row.field, cursor.plan, cursor.place)
            self._untouched = self._editor.value
            is_set = row.field.value(cursor.plan.table(cursor.place)) is not None
            self._is_offered = row.field.key in ANCHORS and not is_set
        self._settle()

    def action_back(self) -> None:
        """From a dose to its session, from the fields to the list, from there to today."""
        if self._cursor.back():
            self._settle()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Back to today."""
        self.dismiss()

    def action_switch(self) -> None:
        """Switch the chosen yes-or-no field, or else the whole item."""
        row = self._cursor.current
        field = row.field if row else None
        if field and (field.is_bool or field.is_days):
            self.action_open()
        elif self._cursor.entry is None and not (row and row.is_entry):
            self._switch(SWITCH)

    def action_keep(self) -> None:
        """Write the typed text if it is valid; an unchanged field is just left.

        A choice that was offered, where there was no value, is taken as it is.
        """
        if self._is_untouched() and not self._is_offered:
            self.action_leave()
            return
        row, editor, place = self._cursor.current, self._editor, self._cursor.place
        self._is_refused = bool(self._preview().problems)
        if self._is_refused or not (editor and row and row.field):
            self._draw()
            return
        key, value = row.field.key, editor.value
        self._editor = None
        self._save(lambda plan: plan.setting(place, key, value))

    def action_leave(self) -> None:
        """Leave the field as it was."""
        self._editor = None
        self._settle()

    def action_nudge(self, by: int) -> None:
        """Change the value by a small step."""
        if self._editor:
            self._editor.nudge(by)
            self._is_refused = False
            self._draw()

    def action_shipped(self) -> None:
        """Restore the shipped value of the field."""
        row, place = self._cursor.current, self._cursor.place
        if row and row.field and self._cursor.plan.is_changed(place, row.field.key):
            key = row.field.key
            self._save(lambda plan: plan.giving_back(place, key), "As shipped")
        else:
            self._settle("Only a value with a * can be restored.")

    def action_carry(self, by: int) -> None:
        """Move the chosen exercise within its session."""
        row, session = self._cursor.current, str(self._cursor.place[1])
        if row is None or not row.is_entry:
            self._settle("Only an exercise of a session can be moved.")
            return
        at, to = row.entry, row.entry + by
        is_inside = 0 <= to < len(self._cursor.plan.entries(session))
        if is_inside and self._save(lambda plan: plan.moving(session, at, to)):
            self._cursor.go_to_entry(to)
            self._draw()

    def action_add(self) -> None:
        """Add an exercise to the session, after the chosen one."""
        cursor = self._cursor
        if cursor.collection != "sessions":
            way = keys_of(self.app).sentence(("plan.turn", "leads there"))
            self._settle(f"An exercise is added to a session. {way}".rstrip())
            return
        row, session = cursor.current, str(cursor.place[1])
        at = row.entry + 1 if row and row.is_entry else len(cursor.plan.entries(session))

        def add(exercise: str | None) -> None:
            if exercise and self._save(lambda plan: plan.adding(session, exercise, at)):
                cursor.go_to_entry(at)
                self._draw()

        self.app.push_screen(PickScreen("Which exercise?", exercises_to_pick(cursor.plan)), add)

    def action_new(self) -> None:
        """Make a new step, session or exercise."""
        make_new(self.app, self._cursor.plan, self._cursor.collection, self._make)

    def action_remove(self) -> None:
        """Take an exercise out of its session; delete an item of the user's; switch off others."""
        row, place = self._cursor.current, self._cursor.place
        if row and row.is_entry:
            if self._slip.is_one():
                self._settle("Press it again to remove this one too.")
                return
            session, at = str(place[1]), row.entry
            self._save(lambda plan: plan.dropping(session, at), "Removed from the session")
            self._slip.watch()
        elif row:
            self.action_shipped()
        elif not self._cursor.plan.is_own(place):
            self.action_switch()
        elif self._to_delete == place:
            self._save(lambda plan: plan.deleting(place), self._deleted())
        else:
            key = keys_of(self.app).text("plan.remove")
            again = f"Press {key} again." if key else "Press it again to confirm."
            self._settle(f"Delete {name_of(self._cursor.plan, place)}? {again}", MISSED)
            self._to_delete = place

    def action_undo(self) -> None:
        """Undo the last change made here."""
        self._write(self._file.undo, "Undone")

    # Changes.

    def _deleted(self) -> str:
        return f"Deleted. {keys_of(self.app).sentence(('plan.undo', 'brings it back'))}".rstrip()

    async def _type(self, editor: Editor, event: Key) -> None:
        if action := action_of(self.app, event, TYPING):
            await self.run_action(action)
        else:
            editor.press(event.key, event.character)
            self._is_refused = False
            self._draw()

    def _may_leave(self) -> bool:
        """Write what is being typed, and say whether that worked."""
        if self._is_untouched():
            self.action_leave()
        elif self._editor:
            self.action_keep()
        return self._editor is None

    def _is_untouched(self) -> bool:
        """Whether a field is open and as it was when it was opened."""
        return self._editor is not None and self._editor.value == self._untouched

    def _switch(self, field: Field) -> None:
        plan, place = self._cursor.plan, self._cursor.place
        value = not field.value(plan.table(place))
        self._save(lambda plan: plan.setting(place, field.key, value))

    def _switch_day(self, day: str) -> None:
        row, place = self._cursor.current, self._cursor.place
        if row and row.field:
            key, days = row.field.key, row.field.value(self._cursor.plan.table(place))
            value = [str(one) for one in Weekday if (one in days) != (one == day)]
            self._save(lambda plan: plan.setting(place, key, value))

    def _make(self, collection: str, key: str, values: dict[str, object]) -> None:
        """Write something new, and go to it."""
        if self._save(lambda plan: plan.creating(collection, key, values)):
            self._cursor.go(key)
            self._cursor.enter_page()
            self._draw()

    def _save(self, edit: Callable[[Plan], str], text: str = "") -> bool:
        return self._write(lambda: self._file.change(edit), text)

    def _write(self, verb: Callable[[], None], text: str) -> bool:
        """Change the file, or show what prevents it; says whether it worked."""
        try:
            verb()
        except ConfigError as error:
            self._settle(str(error), MISSED)
            return False
        self._coach.routine_file.read_again()
        self._cursor.take(self._coach.routine_file.plan())
        self.app.post_message(DayChanged())
        self._settle(text)
        return True

    def _preview(self) -> Reading:
        """The reading of the file with what is being typed."""
        cursor, row = self._cursor, self._cursor.current
        if self._editor is None or row is None or row.field is None:
            return cursor.plan.reading
        text = cursor.plan.setting(cursor.place, row.field.key, self._editor.value)
        return read(text, cursor.plan.reading.source)

    # Drawing.

    def _settle(self, text: str = "", style: str = DUE) -> None:
        """Redraw; earlier messages and questions no longer apply."""
        self._message, self._to_delete = line((text, style)), None
        self._is_refused = False
        self._draw()

    def _draw(self) -> None:
        cursor, keys = self._cursor, keys_of(self.app)
        shown = self._preview(), cursor.row, keys, self._editor, cursor.has_all
        page = PlanPage(cursor.plan, cursor.place, *shown)
        self.set_class(cursor.row is not None, "-in-page")
        self._heading.show(line(("Plan", TITLE)), tabs(cursor.tab, keys))
        self._list.show(*list_of(page))
        self._title.show(page.title(), line((page.total(), TITLE)))
        self._about.show(line((page.about(), MUTED)))
        self._draw_beside(page)
        self._fields.show(page.draw, cursor.row)
        self._foot.show(foot(page, self._message, is_refused=self._is_refused))
        self._keys.show(*commands(page))

    def _draw_beside(self, page: PlanPage) -> None:
        """The week above the steps, and the figure of an exercise, where there is room."""
        cursor, exercise = self._cursor, page.dosed()
        self.update_classes({f"-in-{one}": one == cursor.collection for one in COLLECTIONS})
        self.set_class(exercise is not None, "-dosed")
        is_below = self.has_class("-high") and not self.has_class("-normal")
        is_beside = cursor.row is None and not {"-short", "-narrow"} & self.classes
        has_figure = exercise is not None and (is_below or is_beside)
        self._fields.around = _AROUND_FIELDS + _ROWS_OF_FIGURE * (has_figure and is_below)
        if has_figure and self._figure is None:
            from coach.tui.plan.figure import ExerciseFigure  # noqa: PLC0415 - not for each opening

            self._figure = ExerciseFigure(self._coach)
            self.query_one("#plan-page").mount(self._figure, before=self._foot)
        if self._figure:
            self._figure.show_exercise(exercise if has_figure else None)
        self._week.show(page.routine)
