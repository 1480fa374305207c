"""Find lines by the words in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_NUMBER = re.compile(r"\d{1,2}")


def searchable(*texts: str) -> str:
    """Texts as `finder` needs them: lower case, each word after a space."""
    return " " + " ".join(" ".join(texts).lower().replace(",", " ").split())


def finder(query: str) -> Callable[[str], bool]:
    """A test whether a searchable text matches a query.

    Each word of the query must begin a word of the text, in any order. A small number must match
    whole, right after the word before it: `pain 6` does not find pain of 3 over 6 kilometres.
    """
    patterns = [re.compile(one) for one in _patterns(query.lower().replace(",", " ").split())]
    return lambda text: all(one.search(text) for one in patterns)


def _patterns(words: Iterable[str]) -> list[str]:
    patterns: list[str] = []
    takes_number = False
    for word in words:
        pattern = f" {re.escape(word)}"
        is_number = _NUMBER.fullmatch(word) is not None
        if is_number:
            pattern += r"(?!\d)"
        if is_number and takes_number:
            patterns[-1] += rf"\S*{pattern}"
        else:
            patterns.append(pattern)
        takes_number = not is_number
    return patterns
