"""A question on the screen, answered with one key or with a short text."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from coach.core.forms.form import Option, Question
from coach.errors import RefusedError
from coach.tui.style import DUE, MUTED, TITLE, clickable, line, lines, target_of

_ANSWER_COLUMN = 44
_TEXT_COLUMN = 12
_LONGEST_TEXT = 40


class QuestionRow(Static):
    """A question and its answer; the screen passes it the keys while it is the current one."""

    class Clicked(Message):
        """An option or a text was clicked."""

        def __init__(self, row: QuestionRow, option: Option | None) -> None:
            super().__init__()
            self.row = row
            self.option = option

    def __init__(self, question: Question) -> None:
        super().__init__(id=question.id, markup=False)
        self.question = question
        self.value: Any = None
        self.is_current = False

    def show(self, *, is_current: bool) -> None:
        """Draw the question as it is."""
        self.is_current = is_current
        self.update(self._picture())

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet."""
        return self.value is None

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty if nothing is."""
        return "" if self.value is not None else f"Still to answer: {self.question.text.lower()}"

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, and say whether it answered the question."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Draw the question for the new width."""
        self.update(self._picture())

    def on_click(self, event: Click) -> None:
        """Report what was clicked."""
        target = target_of(event)
        self.post_message(self.Clicked(self, target and self.question.options[target[0]]))

    def _picture(self) -> Content:
        raise NotImplementedError


class ChoiceRow(QuestionRow):
    """A question with options: one key answers, arrows move, and each can be clicked."""

    def __init__(self, question: Question, value: object) -> None:
        super().__init__(question)
        self.value = value

    def press(self, key: str, character: str | None) -> bool:
        """An option's key answers; left and right move among the options."""
        if key in {"left", "right"}:
            self._move(1 if key == "right" else -1)
            return False
        chosen = [option for option in self.question.options if option.key == character]
        if chosen:
            self.value = chosen[0].value
        return bool(chosen)

    def _move(self, by: int) -> None:
        values = [option.value for option in self.question.options]
        here = values.index(self.value) + by if self.value in values else 0
        self.value = values[max(0, min(len(values) - 1, here))]

    def _picture(self) -> Content:
        question = self.question
        asked = line((question.text, TITLE if self.is_current else MUTED))
        pieces = [self._option(index, option) for index, option in enumerate(question.options)]
        options = _rows_of(pieces, self.size.width)
        if question.example or not self._fit(asked, options):
            return line(asked, "  ", (question.example, MUTED), "\n", options)
        return line(asked.pad_right(_ANSWER_COLUMN - asked.cell_length), options)

    def _fit(self, asked: Content, options: Content) -> bool:
        """Whether the options fit beside the question, in the column of all answers."""
        width = self.size.width or self.app.size.width
        is_short = asked.cell_length < _ANSWER_COLUMN
        return is_short and _ANSWER_COLUMN + options.cell_length <= width

    def _option(self, index: int, option: Option) -> Content:
        key = "" if option.key == option.label else f"{option.key} "
        if option.value == self.value:
            piece = line((f"[{key}{option.label}]", f"bold $background on {DUE}"))
        else:
            style = "$foreground" if self.is_current else MUTED
            piece = line(" ", (key, DUE if self.is_current else MUTED), (f"{option.label} ", style))
        return clickable(piece, (index,))


def _rows_of(pieces: list[Content], width: int) -> Content:
    """Options side by side, in as many rows as they need; none is split."""
    rows: list[Content] = []
    for piece in pieces:
        if rows and (not width or rows[-1].cell_length + 1 + piece.cell_length <= width):
            rows[-1] = line(rows[-1], " ", piece)
        else:
            rows.append(piece)
    return lines(*rows)


class TextRow(QuestionRow):
    """A question for a short text, typed at its end; the first key replaces the old text."""

    def __init__(self, question: Question, text: str) -> None:
        super().__init__(question)
        self._text = text
        self._is_whole = bool(text)
        self._refusal = ""
        self._read()

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet, not even an acceptable blank one."""
        return not self._text

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty if nothing is."""
        said = f'"{self._text}" is not an answer to that.' if self._text else self.question.text
        wanted = f"{said} For example: {self.question.example}."
        return "" if self.value is not None else self._refusal or wanted

    def press(self, key: str, character: str | None) -> bool:
        """Write a character, or delete the last one."""
        if key == "backspace":
            self._text, self._is_whole = self._text[:-1], False
        elif character and character.isprintable():
            before = "" if self._is_whole else self._text
            self._text, self._is_whole = (before + character)[:_LONGEST_TEXT], False
        self._read()
        return False

    def _read(self) -> None:
        self._refusal = ""
        try:
            self.value = self.question.parse(self._text) if self.question.parse else self._text
        except ValueError:
            self.value = None
        except RefusedError as error:
            self.value, self._refusal = None, str(error)

    def _picture(self) -> Content:
        asked = line((self.question.text, TITLE if self.is_current else MUTED))
        style = f"bold {DUE}" if self.value is not None else "$foreground"
        goes_whole = self.is_current and self._is_whole
        written = (self._text, f"bold $background on {DUE}" if goes_whole else style)
        cursor = ("▏" if self.is_current and not goes_whole else "", DUE)
        example = ("" if self._text else f"such as {self.question.example}", MUTED)
        gap = max(_TEXT_COLUMN - asked.cell_length, 2)
        return line(asked.pad_right(gap), written, cursor, example, (self._read_as(), MUTED))

    def _read_as(self) -> str:
        """How the text was understood, unless it says so itself."""
        if self.value is None or self.question.read_as is None:
            return ""
        understood = self.question.read_as(self.value)
        return "" if understood == self._text else f"  {understood}"
