"""Errors in the content of a file, before its name is known."""

from __future__ import annotations


class FlawError(Exception):
    """Why a file is refused: the end of a sentence that begins with its name."""


class NothingError(FlawError):
    """The file is valid, but nothing that was recorded is in it."""


DAMAGED = "is damaged; copy or export it again."
CUT_OFF = "is cut off; copy or export it again, and wait until that is done."
NO_TIMES = "holds no times, so that it is a plan and no recording; export it as FIT or TCX."
