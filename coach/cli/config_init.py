"""`coach config init`: the questions of the first start, on the command line."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from coach.cli.columns import prompt_lines
from coach.cli.json_option import also_tell
from coach.cli.open_coach import config_of
from coach.cli.output import is_quiet, note_done, say
from coach.cli.param_types import DAYS, STRETCH_SESSIONS, THEME, TIME_OF_DAY
from coach.cli.writing import writes
from coach.config.editing import refuse_existing
from coach.config.first_file import Answers, begin
from coach.config.reading import load
from coach.core.forms import first_start
from coach.core.forms.form import Question
from coach.domain.routine.kinds import Foot

_FOOT = click.Choice([str(one) for one in Foot])
_QUESTIONS: dict[str, tuple[Question, click.ParamType[Any]]] = {
    "wake": (first_start.WAKE, TIME_OF_DAY),
    "run_days": (first_start.RUN_DAYS, DAYS),
    "run_at": (first_start.RUN_AT, TIME_OF_DAY),
    "stretches": (first_start.STRETCHING, STRETCH_SESSIONS),
    "foot": (first_start.FOOT, _FOOT),
    "theme": (first_start.THEME, THEME),
}


@click.command(name="init")
@click.option(
    "--wake", type=TIME_OF_DAY, metavar="TIME", help="When you get up; the pain check comes then."
)
@click.option("--run-days", type=DAYS, metavar="DAYS", help="Such as mon,wed,sat; or none.")
@click.option("--run-at", type=TIME_OF_DAY, metavar="TIME", help="When you run.")
@click.option(
    "--sessions",
    "stretches",
    type=STRETCH_SESSIONS,
    metavar="SESSIONS",
    help="When you stretch: any of morning,midday,evening.",
)
@click.option("--foot", type=_FOOT, help="The foot that hurts.")
@click.option("--theme", type=THEME, help="The colours of the full screen.")
@click.option("--yes", is_flag=True, help="Ask about nothing else.")
@writes
@click.pass_obj
def init_command(options: dict[str, Any], /, *, yes: bool, **given: Any) -> None:  # noqa: ANN401 - click's values
    """Write a first config file, with only what you answer.

    It asks for what the options leave open; enter keeps Coach's own answer. An existing file is
    left alone.
    """
    path = config_of(options, is_new=True)
    refuse_existing(path)
    answers = given if yes or is_quiet() else _asked(given)
    foot = answers.pop("foot")
    begin(path, Answers(foot=Foot(foot) if foot else None, **answers))
    note_done()
    also_tell(files=[str(path)])
    say(f"Wrote {path}.")
    for warning in load(path).warnings:
        say(f"Note: {warning.sentence('')}")
    say("`coach intake` asks about your heel and your running next.")
    say("Have you run with a watch or an app? `coach import` reads its export as it is.")


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """The answers of a person at the terminal to the remaining questions."""
    if None in given.values():
        say("Enter keeps the shipped answer.")
    return {key: _ask(*_QUESTIONS[key]) if value is None else value for key, value in given.items()}


def _ask(question: Question, kind: click.ParamType[Any]) -> Any:  # noqa: ANN401 - as the kind has it
    read = partial(_read, kind)
    text = prompt_lines(f"{question.text} ({question.example})")
    return click.prompt(text, default="", show_default=False, value_proc=read)


def _read(kind: click.ParamType[Any], text: str) -> Any:  # noqa: ANN401 - as above
    return kind.convert(text.strip(), None, None) if text.strip() else None
