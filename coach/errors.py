"""All errors that a user can fix.

    CoachError
    ├── ConfigError        the routine cannot be built from the config file
    ├── JournalError       the journal cannot be opened, read or written
    │   ├── DamagedError   the journal is damaged, or is no journal
    │   └── NotSavedError  an entry could not be written just now; it may be tried again
    ├── RefusedError       the day does not allow what was asked
    ├── ChannelError       an alert did not get through
    │   ├── NotHereError   there is no such channel here, so that nothing is broken
    │   ├── UnseenError    it was shown, perhaps unseen
    │   └── PartlyError    it reached some of those it was sent to
    ├── ServiceError       the system does not start the reminders as requested
    ├── SyncError          the sync folder cannot be used
    ├── ImportRefusedError  an export cannot be taken in
    └── ActivityError      no activity can be read from a file
        └── NoActivityError  the file is valid, but has no activity

Each message is one clear sentence: where, what, and how to fix it.
"""


class CoachError(Exception):
    """The root: shown to the user as it is, without a traceback, with exit status 1."""


class ConfigError(CoachError):
    """The routine cannot be built from the config file."""


class JournalError(CoachError):
    """The journal cannot be opened, read or written."""


class DamagedError(JournalError):
    """The journal file is damaged, or is no journal."""


class NotSavedError(JournalError):
    """An entry could not be written just now (full disk, no permission, locked)."""


class RefusedError(CoachError):
    """The day does not allow what was asked."""


class FormatError(CoachError):
    """A template for a status bar is not one."""


class ChannelError(CoachError):
    """An alert did not get through a channel; the message is the reason, in a few words."""


class NotHereError(ChannelError):
    """There is no such channel here: no terminal, no desktop, nothing configured."""


class ServiceError(CoachError):
    """The system does not start the reminders as requested."""


class UnseenError(ChannelError):
    """It was shown, but may not be seen; the next channel is used too."""


class PartlyError(ChannelError):
    """It got through to some, but not to all that the channel sends to."""


class SyncError(CoachError):
    """The folder through which machines exchange entries cannot be used."""


class ImportRefusedError(CoachError):
    """An export cannot be taken in; nothing of it was."""


class ActivityError(CoachError):
    """No activity can be read from a file, or from a folder of files."""


class NoActivityError(ActivityError):
    """The file is valid, but has no activity: settings, a workout, a planned route."""
