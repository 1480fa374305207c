"""Makes the man pages coach(1) and coach-config(5) when the wheel is built.

They come from the commands and from docs/, so there is no second text to keep up to date.
"""

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # Coach is not installed yet.

from coach.cli.main import GROUPS, coach_command
from coach.wording.documents import document
from coach.wording.markdown import Block, Kind, blocks

_SECTION = 2
"""The level of a heading that is a section of a man page."""
_NEEDLESS = re.compile(r"^(\.S[HS] .*\n)\.PP\n", re.MULTILINE)
"""A new paragraph where a section begins."""


class ManPages(BuildHookInterface[BuilderConfig]):
    """Puts the pages into the wheel, from where they get to share/man."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages, unless the package is only linked to the source tree."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        for name, text in pages(self.metadata.version).items():
            path = Path(self._folder.name, name)
            path.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(path)] = f"share/man/man{name[-1]}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()


def pages(version: str) -> dict[str, str]:
    """The source of each page, in the macros of man(7), by the name of its file."""
    made = {"coach.1": _coach(), "coach-config.5": _config()}
    heads = {name: f'.TH {name[:-2].upper()} {name[-1]} "" "coach {version}"' for name in made}
    return {
        name: _NEEDLESS.sub(r"\1", "\n".join((heads[name], *lines, "")))
        for name, lines in made.items()
    }


def _config() -> Iterator[str]:
    yield from (".SH NAME", r"coach\-config \- the config file of coach")
    yield ".SH DESCRIPTION"
    yield from _of_page("configuration")
    yield from (".SH SEE ALSO", r"\fBcoach\fR(1)")


def _coach() -> Iterator[str]:
    yield from (".SH NAME", r"coach \- a coach for runners with plantar heel pain")
    with click.Context(coach_command, info_name="coach", **coach_command.context_settings) as root:
        yield from (".SH SYNOPSIS", _bold("coach"), _text(" ".join(_usage(root))))
        yield ".SH DESCRIPTION"
        yield from _help(coach_command)
        yield ".SH OPTIONS"
        yield from _options(root)
        yield from (".TP", _bold("-h, --help"), "Say what a command does and which options it has.")
        yield ".SH COMMANDS"
        for title, names in GROUPS.items():
            yield f".SS {title}"
            for name in names:
                yield from _command(root, name)
    yield from _of_page("files")
    yield from (".SH SEE ALSO", r"\fBcoach\-config\fR(5)")


def _command(above: click.Context, name: str) -> Iterator[str]:
    """A command with its options, and those below it."""
    assert isinstance(above.command, click.Group)  # noqa: S101 - only groups have commands
    command = above.command.get_command(above, name)
    if command is None:
        raise LookupError(name)
    with click.Context(command, above, name, **command.context_settings) as context:
        yield from (".TP", f"{_bold(context.command_path)} {_text(' '.join(_usage(context)))}")
        yield from _help(command)
        if options := list(_options(context)):
            yield from (".RS", *options, ".RE")
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                yield from _command(context, below)


def _usage(context: click.Context) -> list[str]:
    return context.command.collect_usage_pieces(context)


def _help(command: click.Command) -> Iterator[str]:
    """What a command says about itself; after a backspace, line by line."""
    for number, paragraph in enumerate(cleandoc(command.help or "").split("\n\n")):
        if number:
            yield ".IP" if command is not coach_command else ".PP"
        if paragraph.startswith("\b"):
            yield from (".nf", *map(_text, paragraph.strip("\b\n").splitlines()), ".fi")
        else:
            yield _text(" ".join(paragraph.split()))


def _options(context: click.Context) -> Iterator[str]:
    for option in context.command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record:
            yield from (".TP", _bold(record[0]), _text(" ".join(record[1].split())))


def _of_page(page: str) -> Iterator[str]:
    """A page of docs/ below its title, which the name of the man page replaces."""
    _, *below = blocks(document(page))
    for block in below:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block.kind:
        case Kind.HEADING if block.level == _SECTION:
            yield f".SH {_text(block.text).upper()}"
        case Kind.HEADING:
            yield f".SS {_text(block.text)}"
        case Kind.TEXT:
            yield from (".PP", _text(block.text))
        case Kind.ITEM:
            mark = "" if block.is_numbered else r" \(bu 2"
            yield from (f".IP{mark}", _text(block.text))
        case Kind.CODE:
            yield from (".PP", ".RS 4", ".nf", *map(_code, block.lines), ".fi", ".RE")
        case Kind.TABLE:
            yield from _rows(block.rows)


def _rows(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """A paragraph for each row: the first cell, and the others with their headings."""
    names, *entries = rows
    for first, *rest in entries:
        says = [
            f"{name}: {cell}" if len(rest) > 1 else cell
            for name, cell in zip(names[1:], rest, strict=True)
            if cell
        ]
        yield from (".TP", _bold(first.replace("`", "")), _text("; ".join(says)))


def _bold(text: str) -> str:
    return rf"\fB{_escaped(text)}\fR"


def _text(text: str) -> str:
    """A line of text, with what is code or bold in bold."""
    marked = re.sub(r"`([^`]*)`|\*\*(.+?)\*\*", r"\\fB\1\2\\fR", _escaped(text))
    return _guarded(marked)


def _code(line: str) -> str:
    return _guarded(_escaped(line))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-")


def _guarded(line: str) -> str:
    """A line that does not begin like a macro."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
