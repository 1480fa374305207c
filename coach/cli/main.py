"""The `coach` command and its table of subcommands."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path

import click

from coach import __version__
from coach.cli.output import begin, errors_in_words, is_at_terminal, is_dumb

GROUPS = {
    "The day": {
        "today": "today",
        "plan": "plan",
        "next": "next_step",
        "check": "record",
        "start": "start",
        "done": "record",
        "skip": "record",
        "snooze": "record",
        "short": "short",
        "undo": "record",
    },
    "After the day": {
        "ran": "record",
        "trained": "warning_signs",
        "import": "import_files",
        "missed": "missed",
        "measure": "measure",
        "score": "measure",
    },
    "Running again": {
        "why": "why",
        "outlook": "outlook",
        "intake": "intake",
        "flag": "warning_signs",
        "overrule": "warning_signs",
        "maintenance": "maintenance",
        "trial": "trial",
    },
    "Looking back": {
        "progress": "progress",
        "entries": "entries",
        "delete": "entries",
        "report": "report",
        "card": "card",
    },
    "Reminders": {
        "remind": "remind",
        "service": "service",
        "alerts": "alerts",
        "pause": "pause",
        "resume": "pause",
        "away": "away",
        "back": "away",
    },
    "Files and machines": {
        "export": "export",
        "backup": "backup",
        "restore": "backup",
        "sync": "sync",
        "doctor": "doctor",
    },
    "Making it yours": {
        "config": "config",
        "theme": "theme",
        "completion": "completion",
        "schema": "schema",
        "demo": "start",
        "help": "help",
    },
}
"""The commands by what the runner wants, each with its module in this folder."""
COMMANDS = {name: module for group in GROUPS.values() for name, module in group.items()}


_NUMBER = r"-[\d.]"
_BELOW_ZERO = "No number here is below zero; write it without the minus sign."


def _named(ctx: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A file with a name, not the empty value of an unset variable."""
    if path and not path.name:
        raise click.BadParameter("it is not a file; name one, or leave it out", ctx, option)
    return path


def _colored(color: str) -> bool | None:
    """Whether to print in colour; None: if it is a terminal. The full screen heeds NO_COLOR too."""
    if color == "never":
        os.environ["NO_COLOR"] = "1"
    elif color == "always":
        os.environ.pop("NO_COLOR", None)
        return True
    return False if os.environ.get("NO_COLOR") or is_dumb() else None


def _with_all_names(error: click.NoSuchCommand) -> click.UsageError:
    """The same, with all commands of a small group such as `coach export`, if none is similar."""
    context = error.ctx
    group = context.command if context else None
    if context is None or error.possibilities or not isinstance(group, click.Group):
        return error
    if isinstance(group, _Lazy):
        return error  # it has dozens
    names = ", ".join(group.list_commands(context))
    return click.UsageError(f"{error.message} The commands are: {names}.", context)


class _Lazy(click.Group):
    """Imports the module of a command when the command is used."""

    def invoke(self, ctx: click.Context) -> object:
        with errors_in_words():  # while the choice of plain lines is known
            try:
                return super().invoke(ctx)
            except click.NoSuchOption as error:
                if not re.fullmatch(_NUMBER, error.option_name):
                    raise
                raise click.UsageError(_BELOW_ZERO, error.ctx) from error
            except click.NoSuchCommand as error:
                raise _with_all_names(error) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from coach.cli.help import write_groups  # noqa: PLC0415 - only for help

        write_groups(self, ctx, formatter, GROUPS)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        from coach.cli.help import write_files  # noqa: PLC0415 - only for help

        write_files(formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        return vars(import_module(f"coach.cli.{module}"))[f"{cmd_name}_command"]  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            # click looks for similar names among the loaded commands, and there are none.
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx) from error


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"max_content_width": 90, "help_option_names": ["--help", "-h"]},
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_named,
    envvar="COACH_CONFIG",
    help="Read this config file instead of your own.",
)
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_named,
    envvar="COACH_JOURNAL",
    help="Keep the journal in this file instead of your own.",
)
@click.option(
    "--plain",
    is_flag=True,
    envvar="COACH_PLAIN",
    help="Lines of text instead of the full screen, for screen readers and Braille.",
)
@click.option(
    "--color",
    "color",
    type=click.Choice(("auto", "never", "always")),
    default="auto",
    show_default=True,
    help="Colour; auto: on a terminal, and not with NO_COLOR.",
)
@click.version_option(__version__, prog_name="coach")
@click.pass_context
def coach_command(
    context: click.Context, config: Path | None, journal: Path | None, *, plain: bool, color: str
) -> None:
    """A coach for runners with plantar heel pain.

    Without a command it opens the full screen, which takes you through the day: the morning
    pain check, stretches with timers, warm-up, run, cool-down and ice. When the output is not a
    terminal, it prints today's plan instead. --plain does all of this in lines of text.

    \b
    A STEP is named by its id, as `coach today` shows it:
      coach check 3            the first steps hurt 3 of 10
      coach done midday        the midday stretches are done
      coach ran 5.2km 31m      a run; cool-down and ice follow
      coach undo               undoes the last action

    Everything stays in a journal on this machine that only you can read. Coach is not a medical
    device.

    \b
    Exit status: 0 done, 1 refused or failed, 2 wrong usage.
    """  # noqa: D301 - click wants the backspace itself
    context.color = _colored(color)
    begin(plain=plain, colored=context.color)
    context.obj = {"config": config, "journal": journal, "plain": plain}
    if context.invoked_subcommand is None:
        if plain or is_at_terminal():
            from coach.cli.open_screen import open_screen  # noqa: PLC0415 - verbs load late

            open_screen(context.obj)
        else:
            from coach.cli.today import today_command  # noqa: PLC0415 - verbs load late

            context.invoke(today_command)
