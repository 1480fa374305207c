"""Errors in the content of a file, before its name is known."""

from __future__ import annotations


class FlawError(Exception):
    """Why a file is refused: the end of a sentence that begins with its name."""


class NothingError(FlawError):
    """The file is valid, but nothing that was recorded is in it."""


DAMAGED = "is damaged; copy or export it again."
BROKEN = "is cut off or damaged; copy or export it again."
CUT_OFF = "is cut off; copy or export it again, and wait until that is done."
NO_TIMES = "has no times, so it is a plan and not a recording; export it as FIT or TCX."
OTHER_PURPOSE = "is an XML file of another kind; export the activity as FIT, GPX or TCX."
