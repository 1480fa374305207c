"""Read a file into activities, by its content; whatever is wrong with it is one sentence.

An archive counts as many files.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from msgspec.structs import replace

from coach.activities import limits
from coach.activities.archives import (
    DEEPEST,
    TOO_DEEP,
    ZIP,
    Allowance,
    Member,
    TooMuchError,
    copied,
    members,
)
from coach.activities.contents import Content, opened
from coach.activities.discovery import is_list_of_strava, is_named_as_activity
from coach.activities.file_errors import NO_TIMES, FlawError, NothingError
from coach.activities.formats import UNKNOWN, reader_of
from coach.domain.events.activity import Activity, joined
from coach.domain.routine.settings import AS_SHIPPED, Display
from coach.domain.units import counted
from coach.errors import ActivityError, NoActivityError

Outcome = tuple[Activity, ...] | ActivityError

_OTHER = "is not a recording that Coach can read."
_LONGEST_NAME = 255
_NAMELESS = "a file without a name"
_EMPTY = "is empty; copy or export it again."
_FOREIGN_LIST = (
    "is not a list in English, so activities in it without a file are not read; set Strava to "
    "English, and export again."
)
_NO_ROOM = "cannot be copied to be read ({}); free some space for temporary files."


def _tell_nobody(_: float) -> None:
    """The default: no one follows the progress."""


class _Share(NamedTuple):
    """The part of the work that one file is: where it begins and how much it is, from 0 to 1."""

    begin: float = 0.0
    width: float = 1.0


_ALL = _Share()


def readings(
    path: Path,
    now: datetime,
    display: Display = AS_SHIPPED,
    *,
    zone: tzinfo = UTC,
    on_part: Callable[[float], None] = _tell_nobody,
) -> Iterator[Outcome]:
    """The activities in a file, or why there are none; for an archive, those of each file in it.

    Args:
        path: the file.
        now: an aware instant; activities that begin more than a day later are refused.
        display: how problems are worded.
        zone: where the runner is, for formats that write local times.
        on_part: told now and then which part of the file has been read, from 0 to 1.
    """
    reading = _Reading(now, display, zone, on_part)
    title = printable(path)
    try:
        yield from reading.outcomes(title, Member(path.name, _size(path), partial(opened, path)))
    except TooMuchError as flaw:
        yield ActivityError(f"{title} {flaw}")


def read(
    path: Path, now: datetime, display: Display = AS_SHIPPED, *, zone: tzinfo = UTC
) -> tuple[Activity, ...]:
    """The activities in one file that is not an archive, as `readings` finds them.

    Raises:
        NoActivityError: if the file is valid, but has no recording.
        ActivityError: if it cannot be read, or cannot be true.
    """
    (outcome,) = readings(path, now, display, zone=zone)
    if isinstance(outcome, ActivityError):
        raise outcome
    return outcome


def printable(path: Path | str) -> str:
    """A name fit to show and store: no control characters, no bytes that are not text."""
    return "".join(one if one.isprintable() else "?" for one in str(path))


class _Reading:
    """One file as it was named, with all that is packed in it."""

    def __init__(
        self, now: datetime, display: Display, zone: tzinfo, on_part: Callable[[float], None]
    ) -> None:
        self._now = now
        self._display = display
        self._zone = zone
        self._on_part = on_part
        self._allowance = Allowance()

    def outcomes(
        self, title: str, one: Member, share: _Share = _ALL, depth: int = 0
    ) -> Iterator[Outcome]:
        """What comes of one file, which `title` names in messages."""
        tell = partial(self._tell, share)
        try:
            with one.open() as file:
                content = Content(file, one.size, self._allowance.take_bytes, tell)
                if content.head.startswith(ZIP):
                    yield from self._of_archive(title, content, file, share, depth)
                else:
                    yield self._activities(one.name, content, is_packed=depth > 0)
        except TooMuchError:
            raise
        except NothingError as nothing:
            yield NoActivityError(f"{title} {nothing}")
        except FlawError as flaw:
            yield ActivityError(f"{title} {flaw}")
        except OSError as error:
            yield ActivityError(f"{title} {_NO_ROOM.format(error.strerror)}")
        tell(1.0)

    def _of_archive(
        self, title: str, content: Content, file: IO[bytes], share: _Share, depth: int
    ) -> Iterator[Outcome]:
        """What comes of each file in an archive."""
        if depth == DEEPEST:
            raise FlawError(TOO_DEEP)
        with _on_disk(content, file) as archive, members(archive, self._allowance) as inside:
            whole = sum(one.size for one in inside) or 1
            begin = share.begin
            for one in inside:
                part = _Share(begin, share.width * one.size / whole)
                named = f"{printable(one.path) or _NAMELESS} in {title}"
                yield from self.outcomes(named, one, part, depth + 1)
                begin += part.width

    def _activities(self, name: str, content: Content, *, is_packed: bool) -> tuple[Activity, ...]:
        reader = reader_of(content.head)
        if reader is None and content.head and is_list_of_strava(name):
            raise NothingError(_FOREIGN_LIST)
        if reader is None and is_packed and not is_named_as_activity(name):
            raise NothingError(_OTHER)
        if reader is None:
            raise FlawError(UNKNOWN if content.head else _EMPTY)
        found = [_named(one) for one in reader(content, name, self._zone)]
        recorded = [one for one in found if not one.is_summary]
        for one in recorded:
            self._check(one)
        summaries = self._credible([one for one in found if one.is_summary])
        lasting = (*joined(filter(_lasts, recorded)), *filter(_lasts, summaries))
        if not lasting:
            raise NothingError(NO_TIMES)
        return lasting

    def _credible(self, summaries: list[Activity]) -> list[Activity]:
        """Those of a list that can be true; the last of them says how many others there were."""
        flaws = [flaw for one in summaries if (flaw := self._flaw(one))]
        good = [one for one in summaries if not self._flaw(one)]
        if flaws and not good:
            raise flaws[0]
        if flaws:
            remark = f"{counted(len(flaws), 'entry', 'entries')} that cannot be true left out"
            good[-1] = replace(good[-1], remarks=(*good[-1].remarks, remark))
        return good

    def _flaw(self, activity: Activity) -> FlawError | None:
        try:
            self._check(activity)
        except FlawError as flaw:
            return flaw
        return None

    def _check(self, activity: Activity) -> None:
        limits.check(activity, self._now, self._display)

    def _tell(self, share: _Share, part: float) -> None:
        self._on_part(share.begin + share.width * part)


def _named(activity: Activity) -> Activity:
    """An activity whose source, which may stand in a list from elsewhere, is fit to be stored."""
    return replace(activity, source=printable(activity.source)[:_LONGEST_NAME])


def _lasts(activity: Activity) -> bool:
    return activity.duration > 0


def _on_disk(content: Content, file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """The file of an archive that one can jump about in; a copy, if it is packed itself."""
    if isinstance(file, io.FileIO) and not content.is_packed:
        return nullcontext(file)
    return copied(content)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
