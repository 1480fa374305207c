"""A form: questions one below another; those that do not apply are not asked.

The screen takes the keys itself instead of moving a focus, so that answers typed ahead never go to
the question before.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import ASK, CONFIRM, LEAVE, ScreenCommand
from coach.core.forms.form import Answers, Form, Question
from coach.errors import CoachError
from coach.tui.keymap import bindings, took_command
from coach.tui.leaving import LeftOnce
from coach.tui.style import MISSED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.question import ChoiceRow, QuestionRow, TextRow


class AskScreen(LeftOnce, ModalScreen[Answers | None]):
    """Asks; closes with the answers once they are recorded, or with None if the runner leaves."""

    BINDINGS = bindings(*ASK)

    def __init__(self, form: Form, record: Callable[[Answers], object] = lambda _: None) -> None:
        """Ask the questions of a form; what `record` refuses keeps it open."""
        super().__init__()
        self._form = form
        self._record = record
        self._rows = [_row(one, form.known.get(one.id)) for one in form.questions]
        self._current = self._rows.index(self._first())
        self._known = self._answers()
        self._message = Static(id="message", markup=False)
        self._card = VerticalScroll(classes="card", can_focus=False)

    def compose(self) -> ComposeResult:
        """The questions on a card."""
        with self._card:
            yield Static(line((self._form.title, TITLE)))
            yield from self._rows
            yield self._message
        yield KeyBar(*self.commands_now)

    def on_mount(self) -> None:
        """Ask the first question; it stays in view where a message takes room from the card."""
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._keep_in_view())
        self._tell("")
        self._draw()

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """Yesterday's answers can be filled in only if there are any."""
        return tuple(one for one in ASK if self._form.same or one.name != "same")

    @property
    def unfinished(self) -> str:
        """Answers would be lost."""
        return "Answer or leave the open questions first."

    async def on_key(self, event: Key) -> None:
        """Pass the key to the current question; an answer leads to the next one."""
        if not self.is_current:
            event.stop()  # typed before the question that is asked once more was there
            return
        if await took_command(self, event, ASK):
            return
        self._tell("")
        if self._press(event.key, event.character):
            self._go_on()
        self._draw()

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed."""
        for character in event.text.strip():
            self._press(character, character)
        self._draw()

    def _press(self, key: str, character: str | None) -> bool:
        """Pass a key to the current question; answers about another answer no longer count."""
        row = self._rows[self._current]
        before, is_answered = row.value, row.press(key, character)
        if row.value != before:
            for one in self._rows:
                one.value = None if one.question.about == row.question.id else one.value
        return is_answered

    def on_question_row_clicked(self, message: QuestionRow.Clicked) -> None:
        """The clicked question becomes the current one; a clicked option answers it."""
        self._current = self._rows.index(message.row)
        if message.option:
            message.row.press(message.option.key, message.option.key)
            self._go_on()
        self._draw()

    def action_enter(self) -> None:
        """Go on to the next question after a text; otherwise save."""
        if isinstance(self._rows[self._current], TextRow) and not self._is_last():
            self._go_on()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Close with the answers, or go to the first question that still needs one."""
        open_rows = [row for row in self._asked() if row.problem]
        if open_rows:
            self._current = self._rows.index(open_rows[0])
            self._draw()
            self._tell(open_rows[0].problem)
        else:
            self._close(self._answers())

    def action_same(self) -> None:
        """Fill in yesterday's answers; each can still be changed."""
        for row in self._rows:
            row.value = (self._form.same or {}).get(row.question.id, row.value)
        self._draw()

    def action_before(self) -> None:
        """To the question before."""
        self._move(-1)

    def action_after(self) -> None:
        """To the question after."""
        self._move(1)

    def action_cancel(self) -> None:
        """Leave without saving, after asking if there are answers to lose."""
        if self._answers() == self._known:
            self.dismiss(None)
        else:
            self._confirm("Leave without saving the answers?", LEAVE, lambda: self.dismiss(None))

    def _close(self, answers: Answers) -> None:
        """Close with the answers, once they can be recorded and the runner is sure of them."""
        if refusal := self._form.refusal(answers):
            self._tell(refusal)
        elif question := self._form.doubt(answers):
            self._confirm(question, CONFIRM, lambda: self._finish(answers))
        else:
            self._finish(answers)

    def _finish(self, answers: Answers) -> None:
        """Record the answers and close, unless they are refused or it is closed already."""
        if not self.is_active:
            return
        try:
            self._record(answers)
        except CoachError as error:
            self._tell(str(error))
        else:
            self.dismiss(answers)

    def _confirm(
        self, question: str, commands: tuple[ScreenCommand, ...], then: Callable[[], object]
    ) -> None:
        """Go on if the runner says yes."""
        from coach.tui.dialogs.confirm import ConfirmScreen  # noqa: PLC0415 - seldom needed

        def decided(is_sure: bool | None) -> None:  # noqa: FBT001 - as it comes
            if is_sure:
                then()

        self.app.push_screen(ConfirmScreen(question, commands), decided)

    def _go_on(self) -> None:
        """Go to the next question once a text is valid; after the last one, enter saves."""
        row = self._rows[self._current]
        if isinstance(row, TextRow) and row.problem:
            self.action_save()
        elif not self._is_last():
            self._move(1)

    def _is_last(self) -> bool:
        return self._asked()[-1] is self._rows[self._current]

    def _move(self, by: int) -> None:
        asked = self._asked()
        here = asked.index(self._rows[self._current]) + by
        self._current = self._rows.index(asked[max(0, min(len(asked) - 1, here))])
        self._draw()

    def _first(self) -> QuestionRow:
        """The first question, but not a known text, which a key would overwrite."""
        asked = self._asked()
        is_known = isinstance(asked[0], TextRow) and not asked[0].is_open
        return next((one for one in asked if one.is_open and is_known), asked[0])

    def _asked(self) -> list[QuestionRow]:
        answers = self._answers()
        return [row for row in self._rows if row.question.asked(answers)]

    def _answers(self) -> Answers:
        """The answers so far; questions that are not asked count as assumed."""
        return self._form.answers({row.question.id: row.value for row in self._rows})

    def _draw(self) -> None:
        asked = self._asked()
        for index, row in enumerate(self._rows):
            row.display = row in asked
            row.show(is_current=index == self._current)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """Scroll to what is asked, or to what is wrong with it."""
        told = self._message if self._message.display else self._rows[self._current]
        told.scroll_visible(animate=False)

    def _tell(self, text: str) -> None:
        """Say what is wrong, below the question that it is about."""
        self._message.display = bool(text)
        self._message.update(line((text, MISSED)))
        if text:
            self._card.move_child(self._message, after=self._rows[self._current])
            # Its position is known only after layout.
            self.call_after_refresh(self._message.scroll_visible, animate=False)


def _row(question: Question, known: object) -> QuestionRow:
    if question.parse:
        return TextRow(question, str(known or ""))
    return ChoiceRow(question, known)
