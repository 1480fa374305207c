"""Asking for what a command was not told, where there is a person at the terminal."""

from __future__ import annotations

import sys

import click

from coach.questions import Answers, Question, Sheet

_LEFT_OPEN = "not told"


def is_at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_for_rest(sheet: Sheet, told: Answers, *, only: frozenset[str] | None = None) -> Answers:
    """Ask the questions of a sheet that are not answered yet; enter leaves one open.

    Args:
        sheet: the questions.
        told: the answers so far; None stands for none.
        only: the ids of the questions to ask; all of them, if none are named.

    Without a person at the terminal nothing is asked.
    """
    answers = {name: value for name, value in told.items() if value is not None}
    if not is_at_terminal():
        return answers
    for question in sheet.questions:
        is_wanted = only is None or question.id in only
        if is_wanted and question.id not in answers and question.asked(answers):
            answers[question.id] = _ask(question)
    return {name: value for name, value in answers.items() if value is not None}


def _ask(question: Question) -> object:
    """The answer by its key or its words; None where it is left open."""
    choices = {option.key: option.value for option in question.options}
    labels = {option.label: option.value for option in question.options}
    words = ", ".join(
        option.label if option.label.startswith(option.key) else f"{option.key} {option.label}"
        for option in question.options
    )
    while True:
        said = str(click.prompt(f"{question.text} ({words})", default="", show_default=False))
        if not said:
            return None
        known = choices | labels
        if said.strip().lower() in known:
            return known[said.strip().lower()]
        click.echo(f"Please answer with one of: {words}; or enter for {_LEFT_OPEN}.")
