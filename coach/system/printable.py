"""Texts from elsewhere, such as entries from a sync folder, as a terminal may have them.

The journal keeps each text as it came. What steers a terminal is taken out where it is shown.
"""

from __future__ import annotations

_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""They turn the direction of what follows, also beyond the text they stand in."""
_NOT_ESCAPED = (*range(0x7F, 0xA0), *_TURNING)
"""What steers, and is not written out in JSON as other control characters are."""
_ESCAPED = {one: f"\\u{one:04x}" for one in _NOT_ESCAPED}
_SHOWN = {
    **dict.fromkeys((*range(0x20), *_NOT_ESCAPED)),
    **dict.fromkeys(map(ord, "\n\r\t\v\f\u2028\u2029"), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "?"),  # halves of characters
}


def printable(text: object) -> str:
    """A text on one line, without what could steer a terminal or a notification server."""
    said = str(text)
    return said if said.isprintable() else said.translate(_SHOWN)


def printable_lines(text: str) -> str:
    """The same of a text whose lines stay."""
    return text if text.isprintable() else "\n".join(map(printable, text.split("\n")))


def escaped(json: str) -> str:
    """A text of JSON that says the same, with what could steer a terminal written out."""
    return json if json.isprintable() else json.translate(_ESCAPED)
