"""Activities from GPX: one for each track that has times.

Distance and duration are counted within the segments of a track, since a segment ends where the
watch was paused. Tracks without a word for their kind that follow each other are pieces of one
activity, and are judged together by their speeds. Points that cannot be true are left out, and the
track says how many; if there are many, nothing in it is credible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from coach.activities.kinds import SHORTEST, kind_by_speed, kind_in_words
from coach.activities.places import Places, place_or_none
from coach.activities.points import TrackSummary, refuse_many, remarks_on, way
from coach.activities.values import instant_or_none, offset_in
from coach.domain.events.activity import Activity, ActivityKind, follows, together
from coach.domain.events.jogs import LONGEST_TRACK, jogs

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_Place = tuple[float, float]


class Tracks:
    """Handles the elements of a GPX file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[_Piece] = []
        self._track = _Track()
        self._here: _Place | None = None
        self._time = ""

    @property
    def found(self) -> list[Activity]:
        """The activities so far, with pieces of one put together."""
        return list(_outings(self._pieces))

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name:
            case "trk":
                self._track = _Track()
            case "trkseg":
                self._track.pause()
            case "trkpt":
                place = attributes.get("lat", ""), attributes.get("lon", "")
                self._here, self._time = place_or_none(*place), ""

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""
        match parent, name:
            case "trk", "type":
                self._track.type = text
            case "trk", "name":
                self._track.name = text
            case "trkpt", "time":
                self._time = text
            case _, "trkpt":
                self._track.add(self._here, self._time)
            case _, "trk":
                self._pieces.extend(self._track.pieces(self._source))


class _Piece(Struct, frozen=True):
    """A track, and its speeds."""

    activity: Activity
    speeds: tuple[float, ...]


class _Track:
    """The points of one track, segment by segment."""

    def __init__(self) -> None:
        self.type = ""
        self.name = ""
        self._segments = [Places()]
        self._first = ""
        self._points = 0
        self._wrong = 0

    def pause(self) -> None:
        """Separate the next point from the last one."""
        self._segments.append(Places())

    def add(self, here: _Place | None, time: str) -> None:
        """Add a point, if it has a place and a time."""
        self._points += 1
        at = instant_or_none(time)
        if here and at:
            self._first = self._first or time
            self._segments[-1].add((at - _EPOCH).total_seconds(), *here)
        else:
            self._wrong += 1

    def pieces(self, source: str) -> Iterator[_Piece]:
        """The track's activity; none if none of its points had a time.

        Raises:
            FlawError: if too many points cannot be true.
        """
        ways = [way(segment) for segment in self._segments if segment.at]
        began = min((one.began for one in ways if one.began is not None), default=None)
        if began is None:
            return
        strays = self._wrong + sum(one.strays for one in ways)
        refuse_many(strays, self._points)
        seconds = sum(one.seconds for one in ways)
        speeds = tuple(speed for one in ways for speed in one.speeds)
        said = kind_in_words(self.type, self.name)
        activity = Activity(
            said or kind_by_speed(speeds, seconds),
            _EPOCH + timedelta(seconds=began),
            seconds,
            sum(one.metres for one in ways),
            source,
            remarks_on(strays, sum(one.jumps for one in ways)),
            _jogs(ways),
            offset=offset_in(self._first),
            is_judged=said is None,
        )
        yield _Piece(activity, speeds)


def _outings(pieces: list[_Piece]) -> Iterator[Activity]:
    """The activities of a file, with pieces of one put together."""
    whole: list[_Piece] = []
    for piece in sorted(pieces, key=lambda one: one.activity.began):
        if whole and _is_one_outing(whole[-1], piece):
            whole[-1] = _one(whole[-1], piece)
        else:
            whole.append(piece)
    return (_if_a_run(one.activity) for one in whole)


def _if_a_run(activity: Activity) -> Activity:
    """The activity, with jogs only if it may be a walk-jog."""
    is_one = activity.kind is ActivityKind.RUN and activity.duration <= LONGEST_TRACK
    return activity if is_one else replace(activity, jogs=None)


def _jogs(ways: list[TrackSummary]) -> tuple[int, ...] | None:
    """The jogs of all segments; None if none of them is long enough to say."""
    found = [jogs([(0.0, 0.0), *one.track]) for one in ways]
    known = [one for one in found if one is not None]
    return tuple(chain.from_iterable(known)) if known else None


def _is_one_outing(before: _Piece, after: _Piece) -> bool:
    """Whether the second of two pieces continues the first, as far as their speeds say."""
    one, other = before.activity, after.activity
    is_judged = one.is_judged and other.is_judged
    is_short = min(one.duration, other.duration) < SHORTEST
    return is_judged and follows(one, other) and (is_short or one.kind == other.kind)


def _one(before: _Piece, after: _Piece) -> _Piece:
    activity, speeds = together(before.activity, after.activity), before.speeds + after.speeds
    kind = kind_by_speed(speeds, activity.duration)
    return _Piece(replace(activity, kind=kind), speeds)
