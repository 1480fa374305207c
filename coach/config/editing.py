"""Changes to the user's own file, which keep its comments and its order.

The file is written beside itself and then put in place, so that a full disk or a crash leaves
the old one whole.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from coach.errors import ConfigError


def set_value(path: Path, key: str, value: str) -> None:
    """Set a key, such as `theme` or `profile.foot`; make the file where there is none.

    Raises:
        ConfigError: if the file is not TOML, or cannot be written.
    """
    try:
        write(path, _changed(path, key, value).encode())
    except (OSError, TypeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"{path}: `{key}` was not saved: {reason}") from error


def create(path: Path, text: str) -> None:
    """Write a file where there is none.

    Raises:
        ConfigError: if there is one, or it cannot be written.
    """
    try:
        refuse_existing(path)
        write(path, text.encode())
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error


def refuse_existing(path: Path) -> None:
    """Refuse to go on where there is a file already.

    Raises:
        ConfigError: in that case.
    """
    if path.exists():
        raise ConfigError(f"{path} is there already; `coach config edit` changes it.")


def _changed(path: Path, key: str, value: str) -> str:
    *tables, name = key.split(".")
    if not path.exists():
        import tomli_w  # noqa: PLC0415 - only needed here

        whole: dict[str, Any] = {name: value}
        for table in reversed(tables):
            whole = {table: whole}
        return tomli_w.dumps(whole)
    import tomlkit  # noqa: PLC0415 - costs 60 ms, and only needed here

    document: Any = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    place = document
    for table in tables:
        place = place.setdefault(table, tomlkit.table())
        if not isinstance(place, dict):
            raise TypeError(f"`{table}` is no table")
    place[name] = value
    return tomlkit.dumps(document)


def write(path: Path, content: bytes) -> None:
    """Put a content in the place of the file, whole or not at all; a link stays a link.

    Raises:
        OSError: if it cannot be written.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            if path.exists():
                shutil.copymode(path, new.name)
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
