"""Text that reads well aloud and in Braille."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.plain.text import chapters, plain, roughly, spoken, wrapped
from coach.wording.documents import document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("due now · 3 exercises", "due now, 3 exercises"),
        ("4 → 3", "4 to 3"),
        ("pain 3/10", "pain 3 of 10"),
        ("3 × 10", "3 by 10"),
        ("`coach done midday`", "coach done midday"),
        ("a\x1b[31mb\x07", "a[31mb"),
    ],
)
def test_signs_become_words(text: str, said: str) -> None:
    assert plain(text) == said


@given(st.text(), st.integers(20, 60))
def test_no_line_steers_a_terminal_and_no_word_is_cut(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert " ".join(lines).split() == plain(text).split()
    assert all(len(line) <= width or " " not in line for line in lines)
    assert not any(ord(one) < 0x20 or one == "\x7f" for line in lines for one in line)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (90, "1 minute 30 seconds"),
        (3600, "1 hour"),
    ],
)
def test_lengths_are_said_in_words(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


def test_a_length_to_plan_by_is_told_in_minutes() -> None:
    assert (roughly(75), roughly(556)) == ("1 minute 15 seconds", "9 minutes")


def test_the_evidence_is_read_without_its_marks() -> None:
    pages = dict(chapters(document("evidence")))
    assert "How to read the marks" in pages
    text = "\n".join(line for lines in pages.values() for line in lines)
    assert "|" not in text
    assert "](" not in text
