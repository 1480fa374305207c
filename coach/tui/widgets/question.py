"""A question on the screen: answered with one key, or with a short text."""

from collections.abc import Callable
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from coach.tui.style import DUE, MUTED, TITLE, clickable, line, target_of

Answers = dict[str, Any]
_TEN_KEY = "t"
_ANSWER_COLUMN = 48


class Option(NamedTuple):
    """One answer among others, with its key."""

    value: Any
    key: str
    label: str


class Question(NamedTuple):
    """A question: with options to choose from, or with a text that `parse` reads.

    `asked` says, from the answers so far, whether it is asked at all; otherwise it is `assumed`.
    """

    id: str
    text: str
    options: tuple[Option, ...] = ()
    parse: Callable[[str], Any] | None = None
    example: str = ""
    asked: Callable[[Answers], bool] = lambda _: True
    assumed: Any = None


def scale(question_id: str, text: str, example: str) -> Question:
    """A question for a number from 0 to 10."""
    options = (*(Option(i, str(i), str(i)) for i in range(10)), Option(10, _TEN_KEY, "10"))
    return Question(question_id, text, options, example=example)


def yes_no(question_id: str, text: str, **more: Any) -> Question:  # noqa: ANN401 - as Question's
    """A question for yes or no."""
    options = (Option(value=True, key="y", label="yes"), Option(value=False, key="n", label="no"))
    return Question(question_id, text, options, **more)


class QuestionRow(Vertical):
    """What both kinds share: a question and its answer."""

    class Answered(Message):
        """The person answered; on to the next question."""

        def __init__(self, row: "QuestionRow") -> None:
            super().__init__()
            self.row = row

    def __init__(self, question: Question) -> None:
        super().__init__(id=question.id)
        self.question = question
        self.value: Any = None

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty where nothing is."""
        return "" if self.value is not None else f"Still to answer: {self.question.text.lower()}"

    def take_focus(self) -> None:
        """Let the keys go to this question."""
        raise NotImplementedError


class ChoiceRow(QuestionRow):
    """A question with options: one key answers, arrows move, and each can be clicked."""

    def __init__(self, question: Question, value: object) -> None:
        super().__init__(question)
        self.value = value

    def compose(self) -> ComposeResult:
        """One widget takes the keys."""
        yield _Options(self)

    def take_focus(self) -> None:
        """Let the keys go to this question."""
        self.query_one(_Options).focus()

    def answer(self, value: object) -> None:
        """Take an answer and go on."""
        self.value = value
        self.query_one(_Options).refresh(layout=True)
        self.post_message(self.Answered(self))


class _Options(Widget, can_focus=True):
    """The options of a choice."""

    def __init__(self, row: ChoiceRow) -> None:
        super().__init__()
        self._row = row

    def render(self) -> Content:
        question = self._row.question
        asked = line((question.text, TITLE if self.has_focus else MUTED))
        options = Content(" ").join([self._option(option) for option in question.options])
        if len(question.options) > len(("yes", "no")):
            return line(asked, "  ", (question.example, MUTED), "\n", options)
        return line(asked.pad_right(_ANSWER_COLUMN - asked.cell_length), options)

    def _option(self, option: Option) -> Content:
        is_chosen = option.value == self._row.value
        has_own_key = option.key != option.label
        label = f"{option.key} {option.label}" if has_own_key else option.label
        style = f"bold $background on {DUE}" if is_chosen else "" if self.has_focus else MUTED
        return clickable(Content.styled(f" {label} ", style), (option.value,))

    def on_click(self, event: Click) -> None:
        """A click on an option answers."""
        if target := target_of(event):
            self.focus()
            self._row.answer(target[0])

    def on_key(self, event: Key) -> None:
        """An option's key answers; left and right move among the options."""
        options = self._row.question.options
        chosen = next((one for one in options if one.key == event.key), None)
        if chosen is None and event.key in {"left", "right"}:
            event.stop()
            self._move(1 if event.key == "right" else -1)
        elif chosen is not None:
            event.stop()
            self._row.answer(chosen.value)

    def _move(self, by: int) -> None:
        values = [option.value for option in self._row.question.options]
        here = values.index(self._row.value) if self._row.value in values else -by
        self._row.value = values[max(0, min(len(values) - 1, here + by))]
        self.refresh()


class TextRow(QuestionRow):
    """A question for a short text."""

    def __init__(self, question: Question, value: str) -> None:
        super().__init__(question)
        self._text = value
        self._read(value)

    def compose(self) -> ComposeResult:
        """The question, and a line to write in."""
        yield Static(self.question.text, markup=False)
        yield Input(self._text, placeholder=self.question.example, compact=True)

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty where nothing is."""
        wanted = f"{self.question.text}: write something like {self.question.example}"
        return "" if self.value is not None else wanted

    def take_focus(self) -> None:
        """Let the keys go to this question."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what is written so far."""
        event.stop()
        self._read(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next question."""
        event.stop()
        self.post_message(self.Answered(self))

    def _read(self, text: str) -> None:
        try:
            self.value = self.question.parse(text) if self.question.parse else text
        except ValueError:
            self.value = None
