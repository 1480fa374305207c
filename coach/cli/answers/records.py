"""What was recorded, and what keeps it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from coach.cli.answers.shared import Answer, Instant, Level, Row
from coach.domain.events.activity import ActivityKind
from coach.domain.events.types import Event

Said = Annotated[list[str], Meta(description="what it would have printed without `--json`")]


class LogEntry(Struct, kw_only=True):
    """An entry of the log book; a session that was played is one."""

    id: Annotated[str, Meta(description="the id for `coach delete`")]
    day: date
    at: Instant
    name: str
    text: str
    holds: Annotated[bool, Meta(description="whether it is in force")]
    fate: Annotated[str, Meta(description="what happened to it; empty while it is in force")]
    events: Annotated[list[Event], Meta(description="as in the journal")]


class UnreadFile(Struct, kw_only=True):
    """A file from your watch that could not be read."""

    file: str
    why: str


class ImportedActivity(Struct, kw_only=True):
    """An activity in a file, and what was done with it."""

    kind: ActivityKind
    kind_from: Annotated[str, Meta(description="how its kind was found: `file` or `speed`")]
    began: Instant
    seconds: int
    metres: float
    source: str
    result: Annotated[str, Meta(description="`new` or `known`")]
    why: str
    day: date | None
    entry: Annotated[str | None, Meta(description="the id of its entry")]


class ImportedFile(Struct, kw_only=True):
    """What a file gave: `activities` are those of a recording, `entries` those of an export."""

    file: str
    result: Annotated[str, Meta(description="`new`, `known`, `nothing` or `unread`")]
    why: str
    activities: list[ImportedActivity] = []
    entries: Annotated[int, Meta(description="how many were new")] = 0


class Written(Answer, kw_only=True):
    """The files that were written."""

    files: list[str]
    said: Said


class Recorded(Answer, kw_only=True):
    """What a command recorded, and the level of today after it."""

    recorded: Annotated[list[Event], Meta(description="as in the journal")]
    day: Annotated[date, Meta(description="the present coach day")]
    level: Level
    row: Row
    said: Said


class Sign(Struct, kw_only=True):
    """A warning sign."""

    sign: Annotated[str, Meta(description="its id")]
    text: str
    weight: Annotated[str, Meta(description="what it stops")]
    urgency: Annotated[str, Meta(description="how soon a clinician has to see it")]
    is_ticked: bool


class Signs(Recorded, kw_only=True):
    """All warning signs, after what was ticked or cleared just now."""

    signs: list[Sign]
    warnings: list[str]


class Copy(Struct, kw_only=True):
    """A copy of the journal."""

    day: date
    file: str
    size_bytes: int


class Copies(Answer, kw_only=True):
    """The daily copies, and what was done just now."""

    made: Annotated[str | None, Meta(description="the copy that `coach backup` made")]
    restored: Annotated[str | None, Meta(description="the copy that `coach restore` brought back")]
    kept: Annotated[str | None, Meta(description="where the journal as it was is kept")]
    copies: list[Copy]


class Synced(Answer, kw_only=True):
    """An exchange with other machines."""

    machine: Annotated[str, Meta(description="this one")]
    met: list[str]
    taken: Annotated[int, Meta(description="new entries")]
    files_written: int
    unread: list[str]
    strangers: Annotated[list[str], Meta(description="machines to accept first")]
    is_of_another_runner: bool


class Forgotten(Answer, kw_only=True):
    """The entries of a machine that were removed."""

    machine: str
    removed: Annotated[int, Meta(description="entries")]
    kept: Annotated[str, Meta(description="where the journal as it was is kept")]
    said: Said


class ChannelTest(Struct, kw_only=True):
    """How a test alert, or the sounds of a session, got through."""

    channel: Annotated[str, Meta(description="`sound` for the sounds")]
    got_through: bool
    said: Annotated[list[str], Meta(description="what to look for, or why not")]


class AlertsTest(Answer, kw_only=True):
    """A test alert through each channel."""

    channels: list[ChannelTest]


class ServiceStatus(Answer, kw_only=True):
    """The reminders in the background."""

    installed: bool
    way: str
    file: str
    sound: bool
    enabled: bool
    running: str | None
    last: Annotated[Instant | None, Meta(description="the last reminder; null: none is known")]
    notes: list[str]


class ServiceChange(ServiceStatus, kw_only=True):
    """The reminders in the background after a change."""

    said: Said


class ConfigPath(Answer, kw_only=True):
    """Where the config file is, or would be."""

    file: str
    is_there: bool


class KeySet(Answer, kw_only=True):
    """A key that was set."""

    file: str
    key: str
    value: Annotated[Any, Meta(description="without what may be a password")]
    said: Said


class KeysUnset(Answer, kw_only=True):
    """The keys that were taken out of the config file."""

    file: str
    keys: list[str]
    said: Said


class ConfigProblem(Struct, kw_only=True):
    """A problem or a note, and its place."""

    file: str
    line: int | None
    column: int | None
    key: str | None
    text: str


class ConfigCheck(Answer, kw_only=True):
    """What is wrong with the config file, and what leaves the evidence."""

    problems: list[ConfigProblem]
    warnings: list[ConfigProblem]


class Setting(Struct, kw_only=True):
    """A value of the routine, and where it comes from."""

    key: str
    value: Any
    file: Annotated[str | None, Meta(description="null: it is shipped")]
    line: int | None
    origin: str


class ThemeRow(Struct, kw_only=True):
    """A theme."""

    name: str
    dark: Annotated[bool | None, Meta(description="null: it cannot be used")]
    about: str
    origin: str
    file: str | None
    in_use: bool


class ThemeProblem(Struct, kw_only=True):
    """What is wrong in a theme."""

    line: int | None
    key: str | None
    text: str


class ThemeCheck(Struct, kw_only=True):
    """A theme file, and what is wrong with it."""

    file: str
    usable: bool
    problems: list[ThemeProblem]
