"""The places of things in a TOML text, compared with what tomllib reads there."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import tomli_w
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.config.key_path import Path as KeyPath
from coach.config.positions import line_and_column, marks_in
from coach.config.toml import readable

SHIPPED = resources.files("coach.config").joinpath("defaults.toml").read_text("utf-8")
HARD = (Path(__file__).parents[1] / "data/config/hard.toml").read_text("utf-8")


def nodes(value: object, above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Each key and each entry of a list in a document, as tomllib reads it."""
    pairs: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = enumerate(value)
    for name, inner in pairs:
        yield (*above, name), inner
        yield from nodes(inner, (*above, name))


def assert_marks_are_exact(text: str) -> None:
    """Each key is marked at its own name, and the text marked as its value is that value."""
    marks = marks_in(text)
    read = dict(nodes(tomllib.loads(text)))
    assert marks.keys() == read.keys()
    for path, mark in marks.items():
        if isinstance(path[-1], str):
            assert tomllib.loads(f"{text[slice(*mark.key)]} = 1") == {path[-1]: 1}
        if mark.value:
            value = tomllib.loads(f"value = {text[slice(*mark.value)]}")["value"]
            assert repr(value) == repr(read[path])
        else:
            assert isinstance(read[path], dict | list)


@pytest.mark.parametrize(
    "text",
    [SHIPPED, HARD, HARD.replace("\n", "\r\n"), "", "# nothing", "\n\n[a]\n[a.b]", "a=1", "[a]"],
    ids=range(8),
)
def test_each_key_and_value_is_where_it_is_said_to_be(text: str) -> None:
    assert_marks_are_exact(text)


NAMES = st.text(max_size=5).map(readable)
SCALARS = (
    st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.times()
    | st.dates()
    | st.datetimes()
    | st.text("ab \"'\\\n#[]{},=é\t", max_size=8)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)
DOCUMENTS = st.dictionaries(NAMES, VALUES, max_size=5)


@pytest.mark.slow
@settings(max_examples=120)
@given(DOCUMENTS, st.booleans())
def test_it_finds_in_any_text_what_tomllib_finds(document: dict[str, Any], several: bool) -> None:  # noqa: FBT001 - drawn
    assert_marks_are_exact(tomli_w.dumps(document, multiline_strings=several))


@settings(max_examples=80)
@given(DOCUMENTS)
def test_it_finds_what_another_writer_of_toml_wrote(document: dict[str, Any]) -> None:
    assert_marks_are_exact(tomlkit.dumps(document))


def test_lines_and_columns_count_characters_from_one() -> None:
    text = '"é" = "x"\r\n\tkey = 1\n'
    mark = marks_in(text)["key",]
    assert line_and_column(text, mark.key.start) == (2, 2)
    assert mark.value is not None
    assert line_and_column(text, mark.value.start) == (2, 8)
