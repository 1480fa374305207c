"""Ask the questions of a form, one after another."""

from __future__ import annotations

from contextlib import suppress

from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded
from coach.errors import RefusedError
from coach.plain.console import Console
from coach.plain.text import sentence

_LEAVE = frozenset({"cancel", "quit", "q"})
_BEFORE = frozenset({"back", "<"})
_SAME = "same"


async def ask(
    talk: Console, entry_form: EntryForm, typed: str = ""
) -> tuple[Answers, Recorded] | None:
    """Ask and record; returns None if the runner leaves.

    A line may answer several questions in a row, as in `3 y n`; so may what was `typed` already.

    Doubtful answers are asked about once more; on a no, and if they cannot be true together or are
    refused, everything is asked again, with the answers filled in.
    """
    form, record = entry_form
    talk.say(sentence([form.title]), "Type cancel to leave, back to go back.")
    if form.same:
        talk.say(f"Type {_SAME} to fill in yesterday's answers.")
    given, ahead = dict(form.known), typed.split()
    while (answers := await _ask_all(talk, form, given, ahead)) is not None:
        if refusal := form.refusal(answers):
            talk.say(refusal)
            continue
        question = form.doubt(answers)
        if question and not await confirm(talk, question):
            continue
        try:
            return answers, record(answers)
        except RefusedError as error:
            talk.say(str(error))
    return None


async def _ask_all(talk: Console, form: Form, given: Answers, ahead: list[str]) -> Answers | None:
    """Ask each question once, and keep the answers in `given`; words typed ahead come first."""
    answered: list[Question] = []
    while question := _next(form, answered, given):
        left = _left_for_next(form, question, ahead)
        line = " ".join(ahead) if ahead else await _heard(talk, question, given)
        ahead.clear()
        if line is None or line.lower() in _LEAVE:
            talk.say("Nothing was saved.")
            return None
        if line.lower() in _BEFORE:
            del answered[-1:]
            continue
        if line.lower() == _SAME and form.same:
            answered = await _as_yesterday(talk, form, form.same, given)
            continue
        try:
            text = line or _known_text(question, given.get(question.id))
            text, value = _read_first(question, text, ahead, left)
        except ValueError:
            talk.say(f"Not understood: {line}." if line else "This needs an answer.")
            continue
        except RefusedError as error:
            talk.say(str(error))
            continue
        answer = value if question.options else text
        if answer != given.get(question.id):
            _forget_about(form, question, given)
        given[question.id] = answer
        answered.append(question)
    return form.answers(_values(form, answered, given))


def _forget_about(form: Form, changed: Question, given: Answers) -> None:
    """Forget the answers that were about what is now another answer."""
    for one in form.questions:
        if one.about == changed.id:
            given.pop(one.id, None)


async def _heard(talk: Console, question: Question, given: Answers) -> str | None:
    _say(talk, question, given.get(question.id))
    return await talk.hear()


def _left_for_next(form: Form, question: Question, ahead: list[str]) -> int:
    """How many of the words typed ahead answer the next question, if this one leaves them to it."""
    later = form.questions[form.questions.index(question) + 1 :]
    if not (later and 0 < question.leaves < len(ahead)):
        return 0
    with suppress(ValueError, RefusedError):
        _read(later[0], " ".join(ahead[-question.leaves :]))
        return question.leaves
    return 0


def _read_first(question: Question, text: str, ahead: list[str], left: int) -> tuple[str, object]:
    """As many words as make an answer, but for those `left`; these and others stay `ahead`.

    Raises:
        ValueError: if not even the first word is one.
    """
    words = text.split(" ")
    for count in range(len(words) - left, 1, -1):
        with suppress(ValueError):
            read = " ".join(words[:count])
            value = _read(question, read)
            ahead[:] = words[count:]
            return read, value
    value = _read(question, words[0])
    ahead[:] = words[1:]
    return words[0], value


async def _as_yesterday(talk: Console, form: Form, same: Answers, given: Answers) -> list[Question]:
    """Fill in yesterday's answers; returns the questions that need not be asked any more."""
    given |= same
    filled = [one for one in form.questions if one.id in same]
    shown = [one for one in filled if one.asked(form.answers(given))]
    talk.say(*(f"{one.text} {_label(one, given[one.id])}." for one in shown))
    return filled if await confirm(talk, "Keep these answers?") else []


async def confirm(talk: Console, question: str) -> bool:
    """Ask for a yes; anything else is a no."""
    talk.say(f"{question} yes or no?")
    return (await talk.hear() or "").lower() in {"y", "yes"}


def _next(form: Form, answered: list[Question], given: Answers) -> Question | None:
    """The first question that still has to be asked."""
    answers = form.answers(_values(form, answered, given))
    still = (one for one in form.questions if one not in answered)
    return next((one for one in still if one.asked(answers)), None)


def _values(form: Form, answered: list[Question], given: Answers) -> Answers:
    """The answers so far, as values."""
    return {
        one.id: given[one.id] if one.options else _read(one, given[one.id])
        for one in form.questions
        if one in answered
    }


def _say(talk: Console, question: Question, known: object) -> None:
    talk.say(question.text, _choices(question))
    if text := _known_text(question, known):
        talk.say(f"Enter: {_label(question, known) or text}.")


def _choices(question: Question) -> str:
    """The possible answers."""
    if not question.options:
        return f"Such as {question.example}."
    if question.example:  # a scale, which needs no list of its numbers
        words = [one.label for one in question.options if not one.label.isdecimal()]
        return sentence((question.example, *(f"or {word}" for word in words)))
    if all(one.label.startswith(one.key) for one in question.options):
        return f"{' or '.join(one.label for one in question.options)}?"
    return " ".join(f"{one.key}: {one.label}." for one in question.options)


def _label(question: Question, value: object) -> str:
    return next((one.label for one in question.options if one.value == value), "")


def _known_text(question: Question, known: object) -> str:
    """The answer that enter alone gives; empty if none is known."""
    if not question.options:
        return str(known or "")
    chosen = next((one for one in question.options if one.value == known), None)
    return chosen.label if chosen else ""


def _read(question: Question, text: str) -> object:
    """The value of an answer.

    Raises:
        ValueError: if it is invalid.
    """
    if question.parse:
        return question.parse(text)
    return _chosen(question.options, text.lower()).value


def _chosen(options: tuple[Option, ...], text: str) -> Option:
    """An option by its label, by its key, or by a part of its label that no other has."""
    by_label = [one for one in options if text == one.label.lower()]
    by_key = [one for one in options if text == one.key]
    by_part = [one for one in options if text and text in one.label.lower()]
    found = by_label or by_key or by_part
    if len(found) != 1:
        raise ValueError(text)
    return found[0]
