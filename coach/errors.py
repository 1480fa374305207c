"""Everything that can go wrong and that a person can mend.

    CoachError
    ├── ConfigError        the routine cannot be built from the config file
    ├── JournalError       the journal cannot be opened, read or written
    │   └── NotSavedError  an entry could not be written just now; it may be tried again
    └── RefusedError       the day does not allow what was asked

Each message is one clear sentence: where, what, and how to mend it.
"""


class CoachError(Exception):
    """The root: shown to the person as it is, without a traceback, with exit status 1."""


class ConfigError(CoachError):
    """The routine cannot be built from the config file."""


class JournalError(CoachError):
    """The journal cannot be opened, read or written."""


class NotSavedError(JournalError):
    """An entry could not be written just now (full disk, no permission, locked)."""


class RefusedError(CoachError):
    """The day does not allow what was asked."""
