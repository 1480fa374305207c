"""What to say about files that came in: a fresh run by itself, all else in one summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from coach.domain.events.activity import Activity, ActivityKind, ended
from coach.domain.routine.settings import Display
from coach.domain.units import counted, length_text, plural

_FRESH = timedelta(hours=12)
"""For so long after its end a run is announced; older ones are history."""
_FEW = 3
"""Up to this many sentences are shown one by one; more are only counted."""
TITLE = "Your watch's files"
_ALL = "`coach entries --unread` lists them"


class Arrived(Struct, frozen=True):
    """The result for some files.

    `unread` has a sentence for each that could not be read, `remarks` one for each recording that
    was corrected, and `empty` counts the valid files without an activity.
    """

    new: Sequence[Activity] = ()
    unread: Sequence[str] = ()
    remarks: Sequence[str] = ()
    empty: int = 0


def alerts(
    arrived: Arrived,
    now: datetime,
    zone: tzinfo,
    display: Display,
    jogs: str = "",
    follows: str = "",
) -> Iterator[tuple[str, str]]:
    """The titles and texts to show, at most two.

    `jogs` are those of the last run, and `follows` is what to do after it now, both in words.
    """
    new = arrived.new
    is_fresh = bool(new) and new[-1].kind is ActivityKind.RUN and now - ended(new[-1]) < _FRESH
    if is_fresh:
        yield "Your run is in", _fresh(new[-1], len(new) - 1, display, jogs, follows)
    history = [] if is_fresh or not new else [_history(new, zone)]
    is_much = len(new) > _FEW or len(arrived.unread) > _FEW
    left_out = [_left_out(arrived)] if is_much and (arrived.empty or arrived.unread) else []
    said = [", ".join((*history, *left_out))] if history or left_out else []
    sentences = [f"{one}." for one in said]
    sentences += () if is_much else arrived.unread
    sentences += _in_short(arrived.remarks)
    if sentences:
        yield TITLE, " ".join(sentences)


def _fresh(run: Activity, others: int, display: Display, jogs: str, follows: str) -> str:
    text = f"{display.distance(run.distance)} in {length_text(run.duration)}"
    text = f"{text}, {jogs}." if jogs else f"{text}."
    more = f" {counted(others, 'other recording')} came with it." if others else ""
    return f"{text} How did it feel?{f' Then {follows}.' if follows else ''}{more}"


def _history(new: Sequence[Activity], zone: tzinfo) -> str:
    """How many of each kind, and of which years: `2,000 runs and 1 ride of 2019 to 2026`."""
    kinds = Counter(str(one.kind) for one in new)
    ordered = sorted(kinds, key=lambda kind: (kind != ActivityKind.RUN, kind))
    first, *rest = [f"{kinds[kind]:,} {plural(kinds[kind], kind)}" for kind in ordered]
    years = sorted({one.began.astimezone(zone).year for one in new})
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    listed = f"{', '.join((first, *rest[:-1]))} and {rest[-1]}" if rest else first
    return f"{listed} of {span}"


def _left_out(arrived: Arrived) -> str:
    """How many files were left out, and why."""
    unread, empty = len(arrived.unread), arrived.empty
    if not unread:
        return f"{empty:,} {plural(empty, 'file')} without an activity left out"
    if not empty:
        return f"{unread:,} {plural(unread, 'file')} could not be read ({_ALL})"
    reasons = f"{empty:,} without an activity, {unread:,} that could not be read ({_ALL})"
    return f"{unread + empty:,} left out: {reasons}"


def _in_short(remarks: Sequence[str]) -> list[str]:
    """A few remarks as they are; of many, the first."""
    if len(remarks) <= _FEW:
        return list(remarks)
    return [f"{len(remarks):,} recordings were corrected. The first: {remarks[0]}"]
