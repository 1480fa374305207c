"""The log book: find, correct and delete everything that was recorded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Static

from coach.config.keymap.actions import ENTRIES, FIND, ScreenCommand
from coach.core.coach import Coach
from coach.core.edit_session import EditSession
from coach.core.log_book import LogBook, LogEntry
from coach.core.undone import undone_text
from coach.domain.day.dates import day_text
from coach.domain.units import counted
from coach.errors import CoachError
from coach.runtime.inbox_memory import Memory
from coach.tui.keymap import action_of, bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.log_book.entry_list import EntryList
from coach.tui.messages import DayChanged
from coach.tui.slip import Slip
from coach.tui.style import DUE, MUTED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.two_ends import HeaderLine

if TYPE_CHECKING:
    from coach.core.forms.form import Answers, EntryForm

_AT_ONCE = 0.03
"""Seconds of looking up entries before keys are handled again."""
_LONGEST_QUERY = 60
_NEWEST_FIRST = "Everything recorded, newest first"
_ALSO_GONE = "Including what was deleted, corrected or undone"
_IN_BAR = ("correct", "delete", "undo", "search", "close", "add", "gone", "help")
_KEYS = tuple(one for id_ in _IN_BAR for one in ENTRIES if one.name == id_)


class EntriesScreen(LeftOnce, Screen[None]):
    """A query is typed after `/`; all other keys are commands."""

    BINDINGS = bindings(*ENTRIES)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._entries = LogBook(coach)
        self._correcting = EditSession(coach)
        self._months: Iterator[tuple[LogEntry, ...]] = iter(())
        self._is_complete = False
        self._query = ""
        self._is_typing = False
        self._shows_gone = False
        self._unread = Memory(coach.journal).unread
        self._chosen = 0
        self._slip = Slip()
        self._heading = HeaderLine()
        self._find = Static(id="query", markup=False)
        self._list = EntryList()
        self._entry = Static(id="entry", markup=False)
        self._keys = KeyBar(*_KEYS)

    def compose(self) -> ComposeResult:
        """Heading, query, the list, the chosen entry in full, keys."""
        yield self._heading
        yield self._find
        yield self._list
        yield self._entry
        yield self._keys

    def on_mount(self) -> None:
        """Look up the newest entries; the rest follows in pieces if needed."""
        self._reading = self.set_interval(_AT_ONCE, self._read_older)
        self._search()

    def on_resize(self) -> None:
        """There may be room for more now."""
        self.call_after_refresh(self._read_older)

    def on_day_redrawn(self) -> None:
        """Something was recorded, here or elsewhere."""
        self._search(self._chosen)

    async def on_key(self, event: Key) -> None:
        """During a search, letters go into the query."""
        begins = {event.key, event.character} & {*keys_of(self.app).of("entries.search")}
        if not self._is_typing and not begins:
            return
        # Left to the bindings, the key would be handled after keys typed later.
        event.stop()
        event.prevent_default()
        if not self._is_typing:
            self.action_search()
        elif action := action_of(self.app, event, FIND):
            await self.run_action(action)
        elif event.key == "backspace":
            self._search_for(self._query[:-1])
        elif event.key == "ctrl+u":
            self._search_for("")
        elif event.character and event.is_printable:
            self._search_for(self._query + event.character)

    def on_paste(self, event: Paste) -> None:
        """A pasted text goes into the query."""
        if self._is_typing:
            self._search_for(self._query + " ".join(event.text.split()))

    def on_entry_list_clicked(self, message: EntryList.Clicked) -> None:
        """Choose the clicked entry; correct it when it is chosen already."""
        if message.index == self._chosen:
            self.action_correct()
        else:
            self._choose(message.index)

    def on_entry_list_wheeled(self, message: EntryList.Wheeled) -> None:
        """Up or down."""
        self._choose(self._chosen + message.by)

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """During a search, only those that end it."""
        return FIND if self._is_typing else ENTRIES

    def action_move(self, by: int) -> None:
        """Choose the entry above or below."""
        self._choose(self._chosen + by)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self._choose(self._chosen + by * max(1, self._list.size.height - 2))

    def action_newest(self) -> None:
        """Choose the newest entry."""
        self._choose(0)

    def action_oldest(self) -> None:
        """Choose the oldest entry, once all are looked up."""
        while not self._is_complete:
            self._list.add(self._next_month())
        self._choose(len(self._list.lines) - 1)

    def action_search(self) -> None:
        """Start a query."""
        self._is_typing = True
        self._keys.show(*FIND)
        self._draw()

    def action_found(self) -> None:
        """Go back to the list, keeping the query."""
        self._is_typing = False
        self._keys.show(*_KEYS)
        self._draw()

    def action_all(self) -> None:
        """Clear the query."""
        self.action_found()
        self._search_for("")

    def action_gone(self) -> None:
        """Show deleted and corrected entries too, or hide them again."""
        self._shows_gone = not self._shows_gone
        self._search(self._chosen)

    def action_delete(self) -> None:
        """Delete the chosen entry; undo brings it back. Another one needs a look first."""
        one, keys = self._chosen_line(), keys_of(self.app)
        if one is None:
            return
        if not one.fate and self._slip.is_one():
            key = keys.text("entries.delete")
            self._tell(f"Next: {one.name}, {one.text}; press {key} again to delete it too.")
            return
        way = keys.sentence(("entries.undo", "brings it back"))
        text = f"Deleted: {one.name}, {one.text}. {way}".rstrip()
        self._do(lambda: self._correcting.delete(one), text)
        self._slip.watch()

    def action_undo(self) -> None:
        """Undo the last change made here."""
        try:
            undone = self._correcting.undo()
        except CoachError as error:
            self._tell(str(error), severity="warning")
            return
        self._tell(undone_text(self._coach, undone))
        self._settled()

    def action_correct(self) -> None:
        """Ask again, with the answers filled in."""
        one = self._chosen_line()
        if one is None:
            return
        if one.fate:
            self._tell(f"This was {one.fate}, and no longer counts.", severity="warning")
            return
        from coach.core.forms.catalogue import form_for_entry  # noqa: PLC0415 - not to look only

        form = form_for_entry(self._coach, one.events[-1])
        if form is None:
            self._tell("There is nothing to correct here; d deletes it.", severity="warning")
            return
        self._ask(form, text="Corrected")

    def action_add(self) -> None:
        """Add an entry to a past day."""
        from coach.core.forms.catalogue import form_to_add, forms_to_add  # noqa: PLC0415 - as above
        from coach.tui.dialogs.ask import AskScreen  # noqa: PLC0415 - as above

        def go_on(answers: Answers | None) -> None:
            if answers:
                self._ask(form_to_add(self._coach, answers["what"], answers["day"]), text="Added")

        one, today = self._chosen_line(), self._coach.present_day()
        day = one.day if one and one.day < today else today - timedelta(days=1)
        self.app.push_screen(AskScreen(forms_to_add(day, today)), go_on)

    def action_inbox(self) -> None:
        """Show which files could not be read."""
        from coach.tui.log_book.inbox import InboxScreen  # noqa: PLC0415 - seldom needed

        if self._unread:
            self.app.push_screen(InboxScreen(self._unread))
        else:
            self._tell("Every file that arrived could be read.")

    def action_close(self) -> None:
        """Clear the query, or go back to today."""
        if self._query:
            self._search_for("")
        else:
            self.dismiss()

    def _ask(self, form: EntryForm, *, text: str) -> None:
        from coach.tui.dialogs.ask import AskScreen  # noqa: PLC0415 - as above

        def record(answers: Answers) -> None:
            if entry := form.record(answers).entry:
                self._correcting.recorded(entry)  # so that undo can take it back

        def recorded(answers: Answers | None) -> None:
            if answers:
                self._tell(text)
                self._settled()

        self.app.push_screen(AskScreen(form.form, record), recorded)

    def _do(self, verb: Callable[[], object], text: str) -> None:
        """Run a change; a refusal is shown."""
        try:
            verb()
        except CoachError as error:
            self._tell(str(error), severity="warning")
        else:
            self._tell(text)
            self._settled()

    def _settled(self) -> None:
        """The day changed, and perhaps this list with it."""
        self._search(self._chosen)
        self.app.post_message(DayChanged())

    def _search_for(self, query: str) -> None:
        self._query = query[:_LONGEST_QUERY]
        self._search()

    def _search(self, chosen: int = 0) -> None:
        """Look up entries from the newest on."""
        self._months = self._entries.find(self._query, gone=self._shows_gone)
        self._is_complete = False
        self._chosen = chosen
        self._list.clear(is_airy=not self._query)
        self._read_older()

    def _read_older(self) -> None:
        """Look up older entries for a moment: as far as is visible, or all during a search."""
        until = time.monotonic() + _AT_ONCE
        while self._is_wanting() and time.monotonic() < until:
            self._list.add(self._next_month())
        if self._is_wanting():
            self._reading.resume()
        else:
            self._reading.pause()
        self._draw()

    def _is_wanting(self) -> bool:
        return not self._is_complete and (
            bool(self._query) or not self._list.has_below(self._chosen)
        )

    def _next_month(self) -> tuple[LogEntry, ...]:
        found = next(self._months, None)
        self._is_complete = found is None
        return found or ()

    def _choose(self, index: int) -> None:
        self._chosen = max(0, index)
        self._read_older()

    def _chosen_line(self) -> LogEntry | None:
        lines = self._list.lines
        return lines[self._chosen] if self._chosen < len(lines) else None

    def _draw(self) -> None:
        last = len(self._list.lines) - 1
        if self._is_complete:
            self._chosen = max(0, min(self._chosen, last))
        self._list.show(max(0, min(self._chosen, last)))
        self._heading.show(line(("Log book", TITLE)), line((self._count(), MUTED)))
        self._draw_query()
        self._draw_entry()

    def _count(self) -> str:
        """The number of matches, during a search."""
        count = len(self._list.lines)
        if not self._query:
            return "" if count else "nothing recorded yet"
        so_far = "" if self._is_complete else " so far"
        return f"{count or 'nothing'} found{so_far}"

    def _draw_query(self) -> None:
        cursor = ("▏", DUE) if self._is_typing else ""
        if self._query:
            found = line(("/ ", MUTED), (self._query, f"bold {DUE}"), cursor)
        elif self._is_typing:
            found = line(("/ ", MUTED), cursor, (" such as run tue, pain 6, or 2026-11", MUTED))
        else:
            what = _ALSO_GONE if self._shows_gone else _NEWEST_FIRST
            found = line((" · ".join((what, *self._left_out())), MUTED))
        self._find.update(found)

    def _left_out(self) -> Iterator[str]:
        """How many files could not be read, with the key that lists them."""
        if self._unread:
            key = keys_of(self.app).text("entries.inbox")
            yield f"{counted(len(self._unread), 'file')} unread {f'({key})' if key else ''}".strip()

    def _draw_entry(self) -> None:
        one = self._chosen_line()
        if one is None:
            self._entry.update("")
            return
        fate = f" · {one.fate}" if one.fate else ""
        when = f"{day_text(one.day)} {one.time}"
        self._entry.update(line((f"{one.short_id} · {when} · {one.text}{fate}", MUTED)))

    def _tell(self, text: str, severity: SeverityLevel = "information") -> None:
        self.app.clear_notifications()
        self.notify(text, severity=severity, markup=False)
