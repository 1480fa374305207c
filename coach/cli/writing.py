"""The files that commands write for `--to`: new ones, in a folder that exists."""

import os
from pathlib import Path

import click

from coach.errors import RefusedError
from coach.system.atomic_write import create, unwritten


def refuse_taken(path: Path) -> None:
    """Refuse to write over what is there, be it a link that leads nowhere.

    Raises:
        RefusedError: if anything is.
    """
    if os.path.lexists(path):
        raise RefusedError(f"{path} is there already; name another file, or move it away.")


def write_new(path: Path, content: bytes) -> None:
    """Write a file for its owner alone where there is none.

    Raises:
        RefusedError: if that cannot be done.
    """
    refuse_taken(path)
    try:
        create(path, content)
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error


def in_folder(context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A place in a folder that is there: a slip of the pen makes none.

    Raises:
        RefusedError: if it is not.
    """
    del context, option
    if path and not path.absolute().parent.is_dir():
        raise RefusedError(
            f"{path}: there is no folder {path.parent}; mend the name, or make that folder."
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
