"""The name of this machine in a sync folder.

A name belongs to one machine only, since two machines that write the same files would overwrite
each other. So a home folder that is copied to another machine takes a new name there.
"""

from __future__ import annotations

import hashlib
import platform
import secrets
from contextlib import suppress
from pathlib import Path

_MACHINE_ID = Path("/etc/machine-id")
_LONGEST = 24


def fingerprint() -> str:
    """A value that stays the same on this machine, and differs on others."""
    known = platform.node()
    with suppress(OSError):
        known += _MACHINE_ID.read_text("ascii", errors="replace")
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def new_name() -> str:
    """A name that the runner recognises, and that no other machine has."""
    host = "".join(one if one.isascii() and one.isalnum() else "-" for one in platform.node())
    return f"{host.strip('-').lower()[:_LONGEST] or 'machine'}-{secrets.token_hex(3)}"
