"""Forms: questions that each front end asks in its own way.

Which questions are asked, what an answer may be, and what records the answers is the same in all of
them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from coach.domain.events.types import Event, Pattern
from coach.wording.answers import PATTERNS

Answers = dict[str, Any]
LEFT_OPEN = "no answer"
"""The answer that leaves a question open; it is recorded as None."""
_TEN_KEY = "t"


class Option(NamedTuple):
    """One answer among others, with its key."""

    value: Any
    key: str
    label: str


class Question(NamedTuple):
    """A question, with options to choose from, or with a text that `parse` reads.

    `asked` says, from the answers so far, whether to ask it at all; otherwise it is `assumed`.
    `read_as` says how a text was understood. `about` is the id of a question before it: once that
    one's answer has changed, the known answer to this one no longer counts. A text may be of any
    words; `leaves` is how many of a line with several answers belong to the question after it.
    """

    id: str
    text: str
    options: tuple[Option, ...] = ()
    parse: Callable[[str], Any] | None = None
    example: str = ""
    asked: Callable[[Answers], bool] = lambda _: True
    assumed: Any = None
    read_as: Callable[[Any], str] | None = None
    about: str = ""
    leaves: int = 0


def no_refusal(_: Answers) -> str:
    """Answers that can all be recorded."""
    return ""


def no_doubt(_: Answers) -> str:
    """Answers that are recorded as they are."""
    return ""


class Form(NamedTuple):
    """Questions that belong together, in their order, and the answers known already.

    A known answer to a text question is that text. `refusal` says why answers cannot be true
    together, and `doubt` returns a further question about the
    answers before they are accepted, or an empty text. `same` are yesterday's answers, which the
    runner may have filled in.
    """

    title: str
    questions: tuple[Question, ...]
    known: Answers
    refusal: Callable[[Answers], str] = no_refusal
    doubt: Callable[[Answers], str] = no_doubt
    same: Answers | None = None

    def answers(self, given: Answers) -> Answers:
        """All answers: those given, and those assumed for questions that are not asked."""
        answers: Answers = {}
        for question in self.questions:
            is_asked = question.asked(answers)
            answers[question.id] = given.get(question.id) if is_asked else question.assumed
        return answers


class Recorded(NamedTuple):
    """What to say about recorded answers, and the entry they became, if any."""

    text: str
    entry: Event | None = None


class EntryForm(NamedTuple):
    """A form, and the function that records its answers in the journal."""

    form: Form
    record: Callable[[Answers], Recorded]


_LEFT_OPEN = Option(LEFT_OPEN, "u", "no answer")
EFFORT = Question(
    "effort",
    "How hard was it?",
    (
        *(Option(number, str(number), str(number)) for number in range(1, 10)),
        Option(10, _TEN_KEY, "10"),
        Option(0, "n", "not sure"),
    ),
    example="1 very easy, 10 all out",
)
PATTERN_OPTIONS = tuple(
    Option(pattern, str(number), PATTERNS[pattern]) for number, pattern in enumerate(Pattern)
)


def scale(question_id: str, text: str, example: str) -> Question:
    """A question for a number from 0 to 10."""
    options = (*(Option(i, str(i), str(i)) for i in range(10)), Option(10, _TEN_KEY, "10"))
    return Question(question_id, text, options, example=example)


WORST_PAIN = scale("pain", "How much did the heel hurt at its worst?", "0 none, 10 the worst")


def yes_no(question_id: str, text: str, **more: Any) -> Question:  # noqa: ANN401 - as Question's
    """A question for yes or no."""
    options = (Option(value=True, key="y", label="yes"), Option(value=False, key="n", label="no"))
    return Question(question_id, text, options, **more)


def numbered(*values: str) -> tuple[Option, ...]:
    """Options with the numbers from 1 as their keys."""
    return tuple(Option(one, str(key), str(one)) for key, one in enumerate(values, start=1))


def may_be_left(question: Question) -> Question:
    """The question, with an added answer that leaves it open."""
    return question._replace(options=(*question.options, _LEFT_OPEN))


def may_stay_open(question: Question) -> bool:
    """Whether one of the answers leaves the question open."""
    return _LEFT_OPEN in question.options


def answered(answers: Answers) -> Answers:
    """The answers, with those left open as None."""
    return {name: None if value == LEFT_OPEN else value for name, value in answers.items()}
