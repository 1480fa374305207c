"""What is shown of a text from elsewhere, in every output."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.system.printable import escaped, printable, printable_lines

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\x1b\a\x9b\x9d\u202e\u2066\n;<&"))


@given(TEXTS)
def test_a_clean_text_holds_nothing_that_steers(text: str) -> None:
    cleaned = printable(text)
    assert not [one for one in cleaned if one < " " or "\x7f" <= one < "\xa0"]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(cleaned) == cleaned
    cleaned.encode()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"))))
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("ring\a", "ring"),
        ("\x9b31mred\x9d0;title\x9c", "31mred0;title"),
        ("one\ntwo\r\nthree\tfour", "one two  three four"),
        ("\u202egnitset\u202c", "gnitset"),
        ("lone \ud83d half", "lone ? half"),
        ("<b>&amp;</b> \"a\" 'b' ; -x", "<b>&amp;</b> \"a\" 'b' ; -x"),
        ("👩\u200d⚕️ é 日本", "👩\u200d⚕️ é 日本"),
    ],
)
def test_what_is_taken_out_of_a_text(text: str, cleaned: str) -> None:
    assert printable(text) == cleaned


@given(TEXTS)
def test_lines_stay(text: str) -> None:
    assert printable_lines(text).split("\n") == [printable(one) for one in text.split("\n")]


@given(st.lists(TEXTS))
def test_json_says_the_same_and_steers_nothing(texts: list[str]) -> None:
    told = escaped(json.dumps(texts, ensure_ascii=False))
    assert json.loads(told) == texts
    assert printable(told) == told
