"""The program for the system to start: `coach remind`, wherever it is started from."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from coach.errors import ServiceError

_UNWRITABLE = frozenset({"Cc", "Cs"})
"""Control characters, and bytes that are not text: no format of these files allows them."""


def program(config: Path | None, journal: Path | None) -> tuple[str, ...]:
    """The words of the command; files are named if they are not the user's usual ones.

    Raises:
        ServiceError: if a path cannot be written down.
    """
    named = {"--config": config, "--journal": journal}
    files = [(option, str(path.absolute())) for option, path in named.items() if path]
    # -P: a `coach.py` in the folder that it happens to start in must not replace this one.
    python = (sys.executable, "-P", "-m", "coach")
    words = (*python, *(word for pair in files for word in pair), "remind", "--wait")
    for word in words:
        if any(unicodedata.category(one) in _UNWRITABLE for one in word):
            raise ServiceError(f"{word!r} has characters that no service file can have; rename it.")
    return words
