"""Sentences in a list: the number that one begins with stands out."""

import pytest

from coach.tui.widgets.fact_list import FactRow


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
