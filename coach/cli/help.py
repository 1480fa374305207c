"""`coach help`, and what `coach --help` says about commands, variables and files."""

from __future__ import annotations

from collections.abc import Mapping

import click

from coach.cli.arguments import offering
from coach.cli.output import emit, is_at_terminal, is_plain, say
from coach.config.problems import nearest
from coach.wording.documents import TOPICS, document
from coach.wording.markdown import Kind, blocks

_GAPS = 6
"""Of a row of the list of commands: both margins, and what is between the columns."""
_WIDEST = 36
"""The longest name of a file that still has its text beside it."""


def write_groups(
    group: click.Group,
    context: click.Context,
    formatter: click.HelpFormatter,
    titles: Mapping[str, Mapping[str, str]],
) -> None:
    """Write the commands of a group by what the runner wants."""
    width = max(map(len, group.list_commands(context)))
    for title, names in titles.items():
        commands = {name: group.get_command(context, name) for name in names}
        with formatter.section(title):
            formatter.write_dl(
                [
                    (name.ljust(width), command.get_short_help_str(formatter.width - _GAPS - width))
                    for name, command in commands.items()
                    if command
                ]
            )


def write_files(formatter: click.HelpFormatter) -> None:
    """Write the tables of docs/files.md, and the topics of `coach help`."""
    tables = [one.rows[1:] for one in blocks(document("files")) if one.kind is Kind.TABLE]
    for title, rows in zip(("Files", "Environment variables"), tables, strict=True):
        with formatter.section(title):
            formatter.write_dl([(name, about) for name, about in rows], col_max=_WIDEST)
    with formatter.section("Topics of `coach help`"):
        formatter.write_text(", ".join(TOPICS))


def _topics(*_: object) -> list[tuple[str, str]]:
    return [(topic, _title(page)) for topic, page in TOPICS.items()]


@click.command(name="help")
@click.argument("topic", nargs=-1, shell_complete=offering(_topics))
@click.pass_context
def help_command(context: click.Context, topic: tuple[str, ...]) -> None:
    """Print a page about a TOPIC, such as config or reminders.

    It also explains a command, as in `coach help theme new`. Without a TOPIC it lists the topics.
    """
    named = " ".join(topic)
    if not named:
        _list_topics()
    elif named in TOPICS:
        _print_page(named)
    else:
        emit(f"{_about_command(context.find_root(), topic)}\n")


def _about_command(context: click.Context, names: tuple[str, ...]) -> str:
    """What `coach NAMES --help` says.

    Raises:
        UsageError: if there is no such command.
    """
    for name in names:
        group = context.command
        command = group.get_command(context, name) if isinstance(group, click.Group) else None
        if command is None:
            near = nearest(names[0], TOPICS) or "; `coach help` lists the topics."
            raise click.UsageError(f"There is no topic or command {' '.join(names)!r}{near}")
        context = click.Context(command, context, name, **command.context_settings)
    return context.get_help()


def _list_topics() -> None:
    width = max(map(len, TOPICS))
    for topic, page in TOPICS.items():
        say(f"{topic:<{width}}  {_title(page)}")
    say("\n`coach help TOPIC` prints one; `coach --help` lists the commands.")


def _about_its_command(topic: str) -> tuple[str, ...]:
    """Where to read on about a command of the same name."""
    from coach.cli.main import COMMANDS  # noqa: PLC0415 - the table of verbs imports this module

    return ("", f"`coach {topic} -h` explains the command.") if topic in COMMANDS else ()


def _title(page: str) -> str:
    return next(blocks(document(page))).text


def _print_page(topic: str) -> None:
    from coach.cli.help_page import page_lines  # noqa: PLC0415 - only for a page

    lines = [*page_lines(document(TOPICS[topic])), *_about_its_command(topic)]
    if is_at_terminal() and not is_plain():
        click.echo_via_pager(f"{line}\n" for line in lines)
        return
    for line in lines:
        say(line)
