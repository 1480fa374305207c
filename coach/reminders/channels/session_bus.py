"""Find the session bus; an address may be stale, and there may be several."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

_SECONDS = 0.5


def address() -> str:
    """The address of the session bus; empty if there is none.

    Of several places it is the first with a listener.
    """
    named = list(_named())
    return next((one for one in named if _is_live(one)), next(iter(named), ""))


def why_none() -> str:
    """Why there is no session bus."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if folder and not os.access(folder, os.X_OK):
        return f"no desktop session, as {folder} (XDG_RUNTIME_DIR) cannot be read"
    return "no desktop session"


def _named() -> Iterator[str]:
    if stated := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        yield stated
    usual = str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus"))
    if os.path.exists(usual):  # noqa: PTH110 - Path.exists raises where a folder is not ours
        yield f"unix:path={quote(usual)}"


def _is_live(address: str) -> bool:
    """Whether one of the places in an address has a listener, as far as can be seen."""
    return any(_listens(*one.partition(":")[::2]) for one in address.split(";"))


def _listens(transport: str, keys: str) -> bool:
    known = dict(one.partition("=")[::2] for one in keys.split(","))
    path = known.get("path") or "\0" + known.get("abstract", "")
    if transport != "unix" or path == "\0":
        return True
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        probe.settimeout(_SECONDS)
        try:
            probe.connect(unquote(path))
        except (OSError, ValueError):
            return False
    return True
