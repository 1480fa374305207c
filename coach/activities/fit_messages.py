"""Sort the messages of a FIT file before any is decoded.

A run has a thousand records for each session, and only the session is needed. Decoding them all
takes seconds; stepping over them, by the lengths in their definitions, takes milliseconds. The
checksum covers the whole file, if there is one: it is 0 if a watch did without.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Container, Iterator
from functools import cache
from struct import Struct as Layout
from struct import error as LayoutError  # noqa: N812 - an exception by its own name

from msgspec import Struct

from coach.activities.file_errors import CUT_OFF, DAMAGED, FlawError
from coach.domain.units import counted

MAGIC = b".FIT"
MOST = 100
"""Files in one, and sessions in each; more are not a recording, and would take too long."""
TOO_MANY = f"holds more than {MOST} activities; export them one by one."

_HEADER = Layout("<B3xI4s")
_CHECKSUM = 2
_DEFINITION = 0x40
_HAS_DEVELOPER_FIELDS = 0x20
_COMPRESSED = 0x80
_POLYNOMIAL = 0xA001


class Message(Struct, frozen=True):
    """One message as it is in the file, with the definition needed to decode it."""

    number: int
    definition: bytes
    data: bytes


class Body(Struct, frozen=True):
    """The messages of one FIT file; without a length in the file, they may end anywhere."""

    data: bytes
    has_length: bool


class _Definition(Struct, frozen=True):
    number: int
    size: int
    chunk: bytes


def bodies(data: bytes) -> tuple[list[Body], tuple[str, ...]]:
    """Each FIT file in the data, which may have several in a row, and remarks about them.

    Raises:
        FlawError: if one is cut off or damaged.
    """
    found: list[Body] = []
    begin = 0
    while begin < len(data) and (not found or _begins_file(data, begin)):
        if len(found) >= MOST:
            raise FlawError(TOO_MANY)
        body, begin = _body(data, begin)
        found.append(body)
    return found, tuple(_remarks(found, len(data) - begin))


def _remarks(found: list[Body], behind: int) -> Iterator[str]:
    if behind:
        yield f"{counted(behind, 'byte')} behind the recording left out"
    if not all(one.has_length for one in found):
        yield "the watch did not finish the file; it is read as far as it goes"


def _begins_file(data: bytes, begin: int) -> bool:
    return data[begin + 8 : begin + 12] == MAGIC


def _body(data: bytes, begin: int) -> tuple[Body, int]:
    """The file that begins there, and its end."""
    first, end = _bounds(data, begin)
    if _is_without_length(data, first, end):
        return Body(data[first:], has_length=False), len(data)
    if any(data[end - _CHECKSUM : end]) and _checksum(data[begin:end]):
        raise FlawError(DAMAGED)
    return Body(data[first : end - _CHECKSUM], has_length=True), end


def _is_without_length(data: bytes, first: int, end: int) -> bool:
    """Whether a file that claims to be empty continues."""
    is_empty = end - _CHECKSUM == first
    return is_empty and end < len(data) and not _begins_file(data, end)


def _bounds(data: bytes, begin: int) -> tuple[int, int]:
    """The start of the first message in the file that begins there, and the end of the file."""
    if len(data) < begin + _HEADER.size:
        raise FlawError(CUT_OFF)
    header, size, magic = _HEADER.unpack_from(data, begin)
    if magic != MAGIC or header < _HEADER.size:
        raise FlawError(DAMAGED)
    end = begin + header + size + _CHECKSUM
    if len(data) < end:
        raise FlawError(CUT_OFF)
    return begin + header, end


def messages(body: Body, wanted: Container[int]) -> Iterator[Message]:
    """The messages with the wanted global numbers, in order.

    Raises:
        FlawError: if the messages do not fit together.
    """
    try:
        yield from _messages(body.data, wanted)
    except (IndexError, KeyError, LayoutError) as error:
        if body.has_length:
            raise FlawError(DAMAGED) from error


def _messages(body: bytes, wanted: Container[int]) -> Iterator[Message]:
    definitions: dict[int, _Definition] = {}
    position = 0
    while position < len(body):
        header = body[position]
        if header & _DEFINITION and not header & _COMPRESSED:
            definition = definitions[header & 0xF] = _definition(body, position)
            position += len(definition.chunk)
            continue
        known = definitions[(header >> 5) & 0x3 if header & _COMPRESSED else header & 0xF]
        end = position + 1 + known.size
        if end > len(body):
            raise IndexError(end)
        if known.number in wanted:
            yield Message(known.number, known.chunk, body[position:end])
        position = end


def _definition(body: bytes, begin: int) -> _Definition:
    """The definition that begins there: its message's number, and the lengths."""
    order = ">" if body[begin + 2] else "<"
    number, fields = Layout(f"{order}HB").unpack_from(body, begin + 3)
    end = begin + 6 + 3 * fields
    sizes = sum(body[begin + 7 : end : 3])
    if body[begin] & _HAS_DEVELOPER_FIELDS:
        developers = end + 1
        end = developers + 3 * body[end]
        sizes += sum(body[developers + 1 : end : 3])
    if end > len(body):
        raise IndexError(end)
    return _Definition(number, sizes, body[begin:end])


def _checksum(data: bytes) -> int:
    """The CRC-16 of the format; over data that ends in its own checksum it is 0."""
    table = _table()
    words = array("H", data[: len(data) & ~1])
    if sys.byteorder == "big":
        words.byteswap()
    checksum = 0
    for word in words:
        checksum = table[checksum ^ word]
    if len(data) & 1:
        checksum = _shifted(checksum ^ data[-1])
    return checksum


@cache
def _table() -> list[int]:
    """The checksum of every two bytes, so that a file needs half as many steps."""
    of_byte = [_shifted(byte) for byte in range(256)]
    once = [(word >> 8) ^ of_byte[word & 0xFF] for word in range(1 << 16)]
    return [(word >> 8) ^ of_byte[word & 0xFF] for word in once]


def _shifted(checksum: int) -> int:
    for _ in range(8):
        checksum = (checksum >> 1) ^ (_POLYNOMIAL if checksum & 1 else 0)
    return checksum
