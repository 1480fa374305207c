"""Valid files made wrong by the thousand: each gives a routine, or problems in the right place."""

from itertools import cycle
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.routines import DOCUMENTS, SHIPPED

from coach.config import Reading, read
from coach.config.key_path import Path, dotted
from coach.config.positions import Mark, line_and_column, marks_in

MARKS = marks_in(SHIPPED)
VALUES = [(path, mark) for path, mark in MARKS.items() if mark.value and path[-2:-1] != ("tempo",)]
KEYS = [(path, mark) for path, mark in VALUES if isinstance(path[-1], str)]
WRONG = ("1.5", "1979-05-27", "[[[]]]", "{ a = { b = 1 } }")
"""Values that no key may have."""


def places(reading: Reading) -> list[tuple[int | None, int | None, str]]:
    return [(one.line, one.column, one.key) for one in reading.problems]


def is_below(key: str, path: Path) -> bool:
    return key.startswith(dotted(path))


@pytest.mark.slow
def test_a_wrong_value_is_told_exactly_where_it_stands() -> None:
    for (path, mark), wrong in zip(VALUES, cycle(WRONG), strict=False):
        assert mark.value is not None
        start, end = mark.value
        found = places(read(SHIPPED[:start] + wrong + SHIPPED[end:]))
        line, column = line_and_column(SHIPPED, start)
        assert found, path
        assert all(is_below(key, path) for _, _, key in found), (path, found)
        assert found[0][0] == line, (path, found)
        assert column <= (found[0][1] or 0) < column + len(wrong), (path, found)


@pytest.mark.slow
def test_a_misspelt_key_is_told_exactly_where_it_stands() -> None:
    for path, mark in KEYS[::3]:
        at = mark.key.start
        found = places(read(f"{SHIPPED[:at]}zz-{SHIPPED[at:]}"))
        line, column = line_and_column(SHIPPED, at)
        misspelt = dotted((*path[:-1], f"zz-{path[-1]}"))
        assert (line, column, misspelt) in found, (path, found)


def assert_well_told(reading: Reading, text: str) -> None:
    """True for every text: a routine or problems, and each problem has a place."""
    assert (reading.routine is None) == bool(reading.problems)
    assert all(one.line and one.column for one in reading.problems)
    lines = text.split("\n")
    for one in (*reading.problems, *reading.warnings):
        assert one.sentence(reading.source).isprintable()
        if one.line and one.column:  # A warning about a whole day may have no single place.
            assert 1 <= one.column <= len(lines[one.line - 1]) + 1
    if any(one.path for one in reading.problems):
        starts = {line_and_column(text, at) for mark in marks_in(text).values() for at in _at(mark)}
        assert {(one.line, one.column) for one in reading.problems} <= starts


def _at(mark: Mark) -> list[int]:
    return [mark.key.start, mark.value.start if mark.value else mark.key.start]


CUTS = st.tuples(st.integers(0, len(SHIPPED)), st.integers(0, 60))
TYPED = st.text("[]{}=.,\"'#\n\\ \x1b:a9é-_", max_size=8)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(CUTS, TYPED), min_size=1, max_size=3))
def test_slips_of_the_hand_in_the_shipped_file(slips: list[tuple[tuple[int, int], str]]) -> None:
    text = SHIPPED
    for (start, length), typed in slips:
        text = text[:start] + typed + text[start + length :]
    assert_well_told(read(text), text)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(12)), st.data())
def test_lines_lost_and_moved_in_the_shipped_file(order: list[int], data: st.DataObject) -> None:
    lines = SHIPPED.split("\n")
    start = data.draw(st.integers(0, len(lines) - len(order)))
    kept = data.draw(st.integers(0, len(order)))
    moved = [lines[start + number] for number in order[:kept]]
    text = "\n".join([*lines[:start], *moved, *lines[start + len(order) :]])
    assert_well_told(read(text), text)


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS, st.data())
def test_values_exchanged_in_any_file(document: dict[str, Any], data: st.DataObject) -> None:
    text = tomli_w.dumps(document)
    values = sorted({mark.value for mark in marks_in(text).values() if mark.value})
    assume(values)
    target, other = data.draw(st.tuples(*[st.sampled_from(values)] * 2))
    text = text[: target.start] + text[slice(*other)] + text[target.end :]
    assert_well_told(read(text), text)
