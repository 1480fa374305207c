"""What commands write for `--to`: new files, in a folder that exists, or the standard output."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from coach.cli.json_option import also_tell, tells
from coach.cli.output import emit, is_quiet, note_done, say
from coach.cli.param_types import NamedPath
from coach.errors import RefusedError
from coach.system.atomic_write import creating, unwritten

STANDARD = Path("-")
"""The standard output, as the name of a file."""
writes = tells("where it wrote")


def refuse_taken(path: Path) -> None:
    """Refuse to overwrite anything, even a link that leads nowhere.

    Raises:
        RefusedError: if anything is there.
    """
    if path != STANDARD and os.path.lexists(path):
        raise RefusedError(f"{path} is there already; name another file, or move it away.")


def write_new(path: Path, content: bytes) -> None:
    """Write a new file, readable only by its owner; or the standard output.

    Raises:
        RefusedError: if that fails.
        UsageError: if the standard output is for JSON.
    """
    _refuse_beside_json(path)
    if path == STANDARD and b"\0" not in content:
        emit(content)
        return
    with writing_new(path) as new:
        new.write(content)


@contextmanager
def writing_new(path: Path) -> Iterator[BinaryIO]:
    """A new file to write piece by piece, readable only by its owner; or the standard output.

    Raises:
        RefusedError: if that fails, or a terminal would get what is not text.
        UsageError: as above.
    """
    _refuse_beside_json(path)
    if path == STANDARD:
        if sys.stdout.isatty():
            raise RefusedError("That is no text for a terminal; send it on, as in `--to - > FILE`.")
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    refuse_taken(path)
    try:
        with creating(path) as new:
            yield new
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error
    note_done()


def _refuse_beside_json(path: Path) -> None:
    if path == STANDARD and is_quiet():
        raise click.UsageError("With --json the output says where it wrote; name a file with --to.")


def say_written(path: Path, text: str, files: Sequence[Path] = ()) -> None:
    """Say what was written where; after what went to the standard output, nothing.

    Args:
        path: the file, or the folder of the files.
        text: the rest of the sentence.
        files: those in the folder.
    """
    if path != STANDARD:
        say(f"{path}: {text}")
        also_tell(files=[str(one) for one in files or (path,)])


def in_folder(context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A path in an existing folder, so that a typing mistake makes no new one.

    Raises:
        RefusedError: if there is no such folder.
    """
    del context, option
    if path and not path.absolute().parent.is_dir():
        raise RefusedError(
            f"{path}: there is no folder {path.parent}; correct the name, or create that folder."
        )
    return path


def _new_file(context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    if path:
        in_folder(context, option, path)
        refuse_taken(path)
    return path


TO_FILE = click.option(
    "--to",
    type=NamedPath("name a file, or leave it out", dir_okay=False),
    callback=_new_file,
    help="The file to write; - for the standard output.",
)
