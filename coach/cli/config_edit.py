"""`coach config edit`: the config file in the runner's editor, checked before it counts.

The editor works on a draft beside the file. So no running program sees half a change, and nothing
that was typed is lost: text that does not become the config file stays in the draft, and the next
edit continues with it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coach.cli.output import is_at_terminal, note_done, say
from coach.config import Reading, load
from coach.config.reading import about_the_folders
from coach.config.schema import first_line, write_beside
from coach.errors import ConfigError
from coach.system.atomic_write import read, write

_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""Editors to try if neither VISUAL nor EDITOR names one."""
_EDIT, _KEEP, _SAVE = "e", "k", "s"
_NEW = """\
{schema}

# Write here only what you want to be different, such as
#
#     [steps.midday]
#     at = "13:15"
#
# `coach config show` prints everything that there is.
"""


def edit(config: Path) -> bool:
    """Open the editor until the file is saved or kept; returns whether it is as the runner wants.

    Raises:
        ConfigError: if there is no terminal or no editor, or a file cannot be read or written.
    """
    if not is_at_terminal():
        words = "edit the file with any program, then run `coach config check`"
        raise ConfigError(f"{config}: `coach config edit` needs a terminal; {words}.")
    _hear_interrupts()
    command = _editor()
    try:
        before = _content(config)
        draft, begun = _draft(config, before)
        while True:
            is_failed = _run(command, draft) != 0
            if _content(draft) == begun == (before or begun):
                draft.unlink(missing_ok=True)
                say("Nothing was changed.")
                return True
            is_newer = _content(config) != before
            answer = _answer(config, load(draft), in_doubt=is_failed, is_newer=is_newer)
            if answer != _EDIT:
                return _end(config, draft, is_saved=answer == _SAVE)
            before = _content(config)
    except OSError as error:
        raise ConfigError(
            f"{config} was not edited: {error.strerror} ({error.filename})"
        ) from error


def _hear_interrupts() -> None:
    """Handle ctrl+c even if the program that started this one ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _editor() -> list[str]:
    """The command line of the editor, to run without a shell."""
    for variable in ("VISUAL", "EDITOR"):
        try:
            if words := shlex.split(os.environ.get(variable, ""), posix=os.name != "nt"):
                return words
        except ValueError as error:
            raise ConfigError(f"{variable} cannot be read: {error}. Check its quotes.") from error
    for name in _EDITORS:
        if found := shutil.which(name):
            return [found]
    raise ConfigError("There is no editor: set the variable VISUAL or EDITOR to one.")


def _draft(config: Path, before: bytes | None) -> tuple[Path, bytes]:
    """The file to edit, and its content at first."""
    draft = config.with_name(f"{config.stem}.draft{config.suffix}")
    begun = _NEW.format(schema=first_line(config)).encode() if before is None else before
    if begun.startswith(first_line(config).encode()):
        write_beside(config)
    question = f"{draft} contains what you typed earlier. Continue with it? (n discards it)"
    if draft.exists() and click.confirm(question, default=True):
        return draft, begun
    write(draft, begun)
    return draft, begun


def _content(path: Path) -> bytes | None:
    try:
        return read(path)
    except FileNotFoundError:
        return None


def _run(command: list[str], draft: Path) -> int:
    try:
        with _leaving_interrupts_to_the_editor():
            status = subprocess.run([*command, draft], check=False).returncode  # noqa: S603 - the runner's own editor, without a shell
    except OSError as error:
        words = "set the variable VISUAL or EDITOR to another one"
        raise ConfigError(f"{command[0]} does not start ({error.strerror}); {words}.") from error
    if status:
        say(f"{command[0]} ended with status {status}.")
    return status


@contextmanager
def _leaving_interrupts_to_the_editor() -> Iterator[None]:
    """A handler that does nothing, and that a child does not inherit, unlike `SIG_IGN`."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(config: Path, reading: Reading, *, in_doubt: bool, is_newer: bool) -> str:
    """What to do with the draft; without any doubt it is saved."""
    for problem in reading.problems:
        say(problem.sentence(reading.source))
    for warning in (*about_the_folders(reading), *reading.warnings):
        say(f"Note: {warning.sentence(str(config))}")
    if is_newer:
        say(f"{config} was changed by another program meanwhile.")
    if not (reading.problems or in_doubt or is_newer):
        return _SAVE
    choices = "Edit again (e), keep the old file (k), or save it anyway (s)?"
    try:
        answer: str = click.prompt(
            f"\n{choices}",
            type=click.Choice((_EDIT, _KEEP, _SAVE)),
            default=_EDIT,
            show_choices=False,
        )
    except click.Abort:
        say()
        return _KEEP
    return answer


def _end(config: Path, draft: Path, *, is_saved: bool) -> bool:
    if not is_saved:
        say(f"{config} is as it was. What you typed is in {draft};")
        say("`coach config edit` continues with it.")
        return False
    write(config, draft.read_bytes())
    draft.unlink()
    note_done()
    if load(config).problems:
        say(f"{config}: saved.\nRunning screens and reminders keep the last good routine.")
    else:
        say(f"{config}: saved.\nRunning screens and reminders use it at once.")
    return True
