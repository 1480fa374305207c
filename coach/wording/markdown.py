"""The pages of docs/ in blocks, for terminals and man pages.

It knows what these pages use: headings, paragraphs, lists, tables and fenced code.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from coach.wording.documents import TOPICS

_FENCE = re.compile(r"^```.*\n((?:.*\n)*?)^```$", re.MULTILINE)
_ITEM = re.compile(r"^(?=(?:- |\d+\. ))", re.MULTILINE)
_NUMBER = re.compile(r"\d+\. ")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[((?:`[^`]*`|[^\]`])+)\]\(([^)]*)\)")
_TOPIC_OF = {page: topic for topic, page in TOPICS.items()}
_RULE = re.compile(r"\|[\s|:-]+")


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    TEXT = auto()
    ITEM = auto()
    CODE = auto()
    TABLE = auto()


class Block(NamedTuple):
    """A piece of a page: its text in one line, or the lines of code or the rows of a table."""

    kind: Kind
    text: str = ""
    level: int = 0
    """Of a heading, from 1."""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether it is an entry of a list that begins with its number."""
        return self.kind is Kind.ITEM and _NUMBER.match(self.text) is not None


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a page, without images and without the targets of links to other pages."""
    for number, piece in enumerate(_FENCE.split(markdown)):
        if number % 2:
            yield Block(Kind.CODE, lines=tuple(piece.splitlines()))
        else:
            for paragraph in re.split(r"\n\s*\n", _IMAGE.sub("", piece)):
                yield from _blocks_of(paragraph.strip())


def _blocks_of(paragraph: str) -> Iterator[Block]:
    if paragraph.startswith("#"):
        marks, _, rest = paragraph.partition(" ")
        heading, _, body = rest.partition("\n")
        yield Block(Kind.HEADING, _without_targets(heading), len(marks))
        yield from _blocks_of(body.strip())
    elif paragraph.startswith("|"):
        lines = [line for line in paragraph.splitlines() if not _RULE.fullmatch(line)]
        yield Block(Kind.TABLE, rows=tuple(map(_cells, lines)))
    else:
        for part in filter(None, _ITEM.split(paragraph)):
            kind = Kind.ITEM if _ITEM.match(part) else Kind.TEXT
            text = _without_targets(" ".join(part.split()))
            yield Block(kind, text.removeprefix("- "))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_without_targets(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _without_targets(text: str) -> str:
    """The text, with addresses only where they lead out of the documents."""
    return _LINK.sub(_linked, text)


def _linked(link: re.Match[str]) -> str:
    """A link in words; where it names a page, the command that prints it."""
    text, target = link.groups()
    if text.endswith(".md") and (topic := _TOPIC_OF.get(text.removesuffix(".md"))):
        return f"`coach help {topic}`"
    return f"{text} ({target})" if "://" in target else text
