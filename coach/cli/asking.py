"""Ask for answers that a command was not given, if a person is at the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from coach.cli.columns import prompt_lines
from coach.cli.output import is_at_terminal, is_quiet, say
from coach.core.forms.form import Answers, EntryForm, Form, Question, Recorded
from coach.errors import RefusedError


def ask_for_rest(form: Form, given: Answers, *, only: frozenset[str] | None = None) -> Answers:
    """Ask the questions of a form that are not answered yet; enter leaves one open.

    Args:
        form: the questions.
        given: the answers so far; None stands for none.
        only: the ids of the questions to ask; all of them, if none are named.

    Without a person at the terminal nothing is asked.
    """
    answers = {name: value for name, value in given.items() if value is not None}
    if not is_at_terminal():
        return answers
    is_open = (one for one in form.questions if one.id not in answers)
    questions = [one for one in is_open if only is None or one.id in only]
    if any(one.asked(answers) for one in questions):
        explain()
    return ask_all(questions, answers)


def ask_form(entry_form: EntryForm, *, needed: str = "") -> Recorded:
    """Ask a person all questions of a form, and record the answers; enter keeps a known text.

    Args:
        entry_form: the questions.
        needed: the id of a question that must not stay open, if it is asked.

    Raises:
        RefusedError: if that one stays open, or the answers cannot be recorded.
    """
    form = entry_form.form
    say(form.title)
    explain()
    known = {
        one.id: one.parse(form.known[one.id])
        for one in form.questions
        if one.parse and form.known.get(one.id)
    }
    answers = form.answers(ask_all((_with_known(one, form.known) for one in form.questions), known))
    for question in form.questions:
        if question.id == needed and question.asked(answers) and answers[needed] is None:
            raise RefusedError(f"Nothing was recorded; answer this: {question.text}")
    if refusal := form.refusal(answers):
        raise RefusedError(refusal)
    return entry_form.record(answers)


def _with_known(question: Question, known: Answers) -> Question:
    """The question, with the known text that enter keeps."""
    if not (question.parse and known.get(question.id)):
        return question
    return question._replace(text=f"{question.text} Enter keeps {known[question.id]}.")


def confirm_or_fail(question: str) -> None:
    """Ask whether to go on.

    Raises:
        RefusedError: if the answer is no, or there is none.
    """
    if is_quiet():
        raise RefusedError("With --json Coach cannot ask, so nothing was done; add `--yes`.")
    try:
        is_sure = click.confirm(question)
    except click.Abort as error:  # the end of the input, or ctrl+c
        say()
        raise RefusedError("No answer, so nothing was done; `--yes` answers for you.") from error
    if not is_sure:
        raise RefusedError("Nothing was done.")


def explain() -> None:
    """Say how to leave a question open."""
    say("Enter leaves a question open.")


def ask_all(
    questions: Iterable[Question], known: Answers | None = None, suggested: Answers | None = None
) -> Answers:
    """The known answers, and those to the remaining questions that were not left open.

    Args:
        questions: asked in this order, if they apply.
        known: answers to others.
        suggested: answers that enter takes; without one it leaves the question open.
    """
    answers, suggested = dict(known or {}), suggested or {}
    for question in questions:
        is_asked = question.asked(answers)
        answer = ask(question, suggested.get(question.id)) if is_asked else None
        if answer is not None:
            answers[question.id] = answer
    return answers


def ask(question: Question, suggested: object = None) -> object:
    """The answer as typed, by its key or in its words; None if it is left open."""
    hint, on_enter = _hint(question), _words(question, suggested)
    shown = f"{hint}; enter: {on_enter}" if on_enter else hint
    while said := _typed(f"{question.text} ({shown})") or on_enter:
        try:
            return _answer(question, said)
        except ValueError:
            say(prompt_lines(f"Please answer like this: {hint}."))
        except RefusedError as error:
            say(str(error))
    return None


def _words(question: Question, answer: object) -> str:
    """An answer as it would be typed; empty if there is none."""
    labels = (one.label for one in question.options if one.value == answer)
    return next(labels, "" if question.options else str(answer or ""))


def _typed(text: str) -> str:
    if is_quiet():
        raise RefusedError("With --json Coach cannot ask; answer by options, see `--help`.")
    try:
        return str(click.prompt(prompt_lines(text), default="", show_default=False)).strip()
    except click.Abort as error:  # the end of the input, or ctrl+c
        say()
        raise RefusedError(
            "No answer, so nothing was recorded; you can also answer by options, see `--help`."
        ) from error


def _answer(question: Question, said: str) -> object:
    """The typed text as the question reads it.

    Raises:
        ValueError: if it is not an answer.
    """
    if question.parse:
        return question.parse(said)
    for option in question.options:
        if said.lower() in {option.key, option.label, str(option.value).lower()}:
            return option.value
    raise ValueError(said)


def _hint(question: Question) -> str:
    """The possible answers, in short."""
    labels = [option.label for option in question.options]
    if not labels:
        return question.example
    if all(map(str.isdecimal, labels)):
        return f"{labels[0]} to {labels[-1]}"
    return "; ".join(
        option.label if option.label.startswith(option.key) else f"{option.key} {option.label}"
        for option in question.options
    )
