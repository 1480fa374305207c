"""The files that commands write for `--to`: new ones, in a folder that exists."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from coach.cli.output import note_done
from coach.errors import RefusedError
from coach.system.atomic_write import creating, unwritten


def refuse_taken(path: Path) -> None:
    """Refuse to overwrite anything, even a link that leads nowhere.

    Raises:
        RefusedError: if anything is there.
    """
    if os.path.lexists(path):
        raise RefusedError(f"{path} is there already; name another file, or move it away.")


def write_new(path: Path, content: bytes) -> None:
    """Write a new file, readable only by its owner.

    Raises:
        RefusedError: if that fails.
    """
    with writing_new(path) as new:
        new.write(content)


@contextmanager
def writing_new(path: Path) -> Iterator[BinaryIO]:
    """A new file to write piece by piece, readable only by its owner.

    Raises:
        RefusedError: if that fails.
    """
    refuse_taken(path)
    try:
        with creating(path) as new:
            yield new
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error
    note_done()


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
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_new_file,
    help="The file to write.",
)
