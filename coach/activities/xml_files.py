"""Activities from GPX, TCX and KML files, in one pass that keeps only sums.

No tree is built, so that the largest file takes little memory. Document types are
refused, and with them all entities: nothing expands, and nothing is fetched. Prefixes of names are
dropped unread, since some exports forget to declare them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from coach.activities.file_errors import (
    BROKEN,
    DAMAGED,
    NO_TIMES,
    OTHER_PURPOSE,
    FlawError,
    NothingError,
)
from coach.activities.gpx import Tracks
from coach.activities.kml import Placemarks
from coach.activities.tcx import Laps
from coach.domain.events.activity import Activity

_DEEPEST = 32
_LONGEST_TEXT = 200
_LONGEST_TAG = 1 << 20
_MOST_NAMES = 1000
"""Of elements and attributes; a parser keeps them all. Each of these limits is far above what an
export needs."""
_DOCUMENT_TYPE = "declares a document type (DTD), which no export of a run does; it is refused."


class Format(Protocol):
    """Handles the elements of one format, and makes activities of them."""

    @property
    def found(self) -> list[Activity]:
        """The activities so far."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element ends, with the text in it."""


_FORMATS: dict[str, Callable[[str], Format]] = {
    "gpx": Tracks,
    "TrainingCenterDatabase": Laps,
    "kml": Placemarks,
}


def activities(pieces: Iterable[bytes], source: str) -> list[Activity]:
    """The activities in a file.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    elements = _Elements(source)
    try:
        _parse(pieces, elements)
    except ExpatError as error:
        raise FlawError(BROKEN) from error
    except (LookupError, OverflowError, ValueError) as error:
        raise FlawError(DAMAGED) from error
    if not elements.format.found:
        raise NothingError(NO_TIMES)
    return elements.format.found


def _parse(pieces: Iterable[bytes], elements: _Elements) -> None:
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = elements.start
    parser.EndElementHandler = elements.end
    parser.CharacterDataHandler = elements.data
    parser.buffer_text = True
    read = 0
    for piece in pieces:
        parser.Parse(piece, False)  # noqa: FBT003 - not the last one
        read += len(piece)
        if read - parser.CurrentByteIndex > _LONGEST_TAG or len(parser.intern) > _MOST_NAMES:
            raise FlawError(DAMAGED)
    parser.Parse(b"", True)  # noqa: FBT003 - the last one


def _refuse_document_type(*_: object) -> None:
    raise FlawError(_DOCUMENT_TYPE)


class _Elements:
    """Passes elements from the parser to the format, without prefixes."""

    format: Format

    def __init__(self, source: str) -> None:
        self._source = source
        self._path = [""]
        self._text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if len(self._path) == 1:
            self.format = self._format_of(name)
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise FlawError(DAMAGED)
        self._text = ""
        self.format.opened(name, attributes)

    def data(self, text: str) -> None:
        """Take some text; anything longer than these formats need is useless."""
        if len(self._text) < _LONGEST_TEXT:
            self._text += text[:_LONGEST_TEXT]

    def end(self, _tag: str) -> None:
        """An element ends."""
        name = self._path.pop()
        self.format.closed(self._path[-1], name, self._text.strip())
        self._text = ""

    def _format_of(self, root: str) -> Format:
        if root not in _FORMATS:
            raise NothingError(OTHER_PURPOSE)
        return _FORMATS[root](self._source)
