"""Make text from elsewhere, such as entries from a sync folder, safe for a terminal.

The journal keeps each text as it came. Control characters are removed where it is shown.
"""

from __future__ import annotations

from functools import cache

_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that change the direction of text, even beyond their own text."""
_NOT_ESCAPED = (*range(0x7F, 0xA0), *_TURNING)
"""Control characters that JSON does not escape by itself."""
_ESCAPED = {one: f"\\u{one:04x}" for one in _NOT_ESCAPED}


def printable(text: object) -> str:
    """A text on one line, without characters that could control a terminal."""
    said = str(text)
    return said if said.isprintable() else said.translate(_shown())


def printable_lines(text: str) -> str:
    """The same for a text that keeps its lines."""
    return text if text.isprintable() else "\n".join(map(printable, text.split("\n")))


def escaped(json: str) -> str:
    """Equivalent JSON text, with characters that could control a terminal escaped."""
    return json if json.isprintable() else json.translate(_ESCAPED)


@cache
def _shown() -> dict[int, str | None]:
    return {
        **dict.fromkeys((*range(0x20), *_NOT_ESCAPED)),
        **dict.fromkeys(map(ord, "\n\r\t\v\f\u2028\u2029"), " "),
        **dict.fromkeys(range(0xD800, 0xE000), "?"),  # halves of characters
    }
