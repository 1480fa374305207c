"""Text that reads well aloud and in Braille: words instead of symbols, and short lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from coach.domain.units import counted
from coach.system.printable import printable

_WORDS = str.maketrans(
    {
        "·": ",",
        "–": "-",
        "—": "-",
        "×": "by",
        "→": "to",
        "≥": "at least",
        "≤": "at most",
        "…": "...",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "`": "",
        "*": "",
        "\xa0": " ",
    }
)
_OF_TEN = re.compile(r"\b(\d+)/10\b")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ENDS = (".", "?", ":")
_MINUTE = 60
_HOUR = 3600


def plain(text: str) -> str:
    """A text without symbols that are spelled out, and without control characters."""
    said = printable(text).replace(" ·", ",").translate(_WORDS)
    return _OF_TEN.sub(r"\1 of 10", said).strip()


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of at most `width`; no word is cut."""
    whole = textwrap.wrap(plain(text), width, break_long_words=False, break_on_hyphens=False)
    yield from whole or [""]


def sentence(pieces: Iterable[str]) -> str:
    """The non-empty pieces as one sentence."""
    text = ", ".join(piece for piece in pieces if piece)
    return text if text.endswith(_ENDS) else f"{text}."


def spoken(seconds: float) -> str:
    """A length of time in words: `40 seconds`, `1 minute 30 seconds`, `12 minutes`."""
    whole = round(seconds)
    hours, rest = divmod(whole, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    counts = ((hours, "hour"), (minutes, "minute"), (rest, "second"))
    named = [counted(count, unit) for count, unit in counts if count]
    return " ".join(named) or "0 seconds"


def roughly(seconds: float) -> str:
    """A rough length of time: from two minutes on in whole minutes."""
    return spoken(seconds if seconds < 2 * _MINUTE else round(seconds / _MINUTE) * _MINUTE)


def chapters(markdown: str) -> Iterator[tuple[str, list[str]]]:
    """The chapters of a page: the heading of each, and its lines."""
    for part in re.split(r"^#{1,2} ", markdown, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        yield heading, [_unmarked(block) for block in _blocks(body)]


def _blocks(body: str) -> Iterator[str]:
    """Paragraphs, list entries and table rows, each in one line."""
    block: list[str] = []
    for line in body.splitlines():
        if not line.strip() or line.startswith(("|", "- ", "#")):
            if block:
                yield " ".join(block)
            block = []
        if line.strip("|-: "):
            block.append(line.strip())
    if block:
        yield " ".join(block)


def _unmarked(block: str) -> str:
    if block.startswith("|"):
        block = "; ".join(cell.strip() for cell in block.strip("|").split("|") if cell.strip())
    return _LINK.sub(r"\1", block.lstrip("#- "))
