"""Sentences in a list: the number that one begins with stands out, and no word is alone."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.tui.widgets.fact_list import FactRow, _folded


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8.3 km in 3 runs; the limit was 8.2 km.", "8.3 km"),
        ("20 of 21 sessions; two or more on 7 days.", "20 of 21 sessions"),
        ("3 × warm-up, 1 × ice.", "3"),
        ("0/10, no pain at the first steps", "0/10"),
        ("No difference to speak of (17 runs).", ""),
    ],
)
def test_the_number_at_the_beginning_of_a_sentence(text: str, number: str) -> None:
    assert FactRow("Name", text).number == number


@given(st.lists(st.text("abc-", min_size=1, max_size=9), min_size=1).map(" ".join))
def test_a_folded_text_is_complete_and_takes_no_more_lines_than_it_must(text: str) -> None:
    rows = _folded(text, 30)
    assert " ".join(rows) == text
    assert max(map(len, rows)) <= 30
    assert len(rows) == len(textwrap.wrap(text, 30, break_on_hyphens=False))


def test_no_word_is_alone_on_the_last_line() -> None:
    assert _folded("Likely Tue 15 Dec, between Tue 15 Dec and Thu 17 Dec.", 50) == [
        "Likely Tue 15 Dec, between Tue 15",
        "Dec and Thu 17 Dec.",
    ]
