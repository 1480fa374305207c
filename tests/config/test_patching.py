"""A change in a TOML text changes its meaning as intended, and no other character."""

import tomllib
from collections import Counter
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.written import KEYS, STEPS, Written, files

from coach.config.patching import (
    literal,
    taken_out,
    with_items,
    with_table,
    with_value,
    without,
)

VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20),
    st.integers(-5, 10**6),
    st.booleans(),
    st.lists(st.text("ab\"'\\#", max_size=3), max_size=4),
)
ITEMS = st.sampled_from(['"a"', "'b'", '{ exercise = "c", sets = 2 }', '"# d"', '"""e"""'])


@given(VALUES)
def test_a_literal_means_its_value(value: object) -> None:
    assert tomllib.loads(f"key = {literal(value)}") == {"key": value}


@given(files(), st.data(), VALUES)
def test_a_value_that_is_there_is_changed_and_every_other_character_stays(
    written: Written, data: st.DataObject, value: object
) -> None:
    assume(written.values)
    (step, key), at = data.draw(st.sampled_from(sorted(written.values.items())))
    assume(not (isinstance(value, list) and key == "days"))
    changed = with_value(written.text, ("steps", step, key), value)
    assert changed == written.with_piece(at, literal(value))


@given(files(), st.sampled_from(STEPS), st.sampled_from(sorted(KEYS)), VALUES)
def test_a_value_that_is_not_there_is_put_in_one_place(
    written: Written, step: str, key: str, value: object
) -> None:
    assume((step, key) not in written.values)
    changed = with_value(written.text, ("steps", step, key), value)
    assert tomllib.loads(changed) == _meant(written.text, step, {key: value})
    _assert_only_added(written.text, changed)


@given(files(), st.sampled_from(["theme", "other"]))
def test_a_key_at_the_top_stands_above_every_table(written: Written, key: str) -> None:
    before = tomllib.loads(written.text)
    changed = with_value(written.text, (key,), "daylight")
    assert tomllib.loads(changed) == before | {key: "daylight"}
    if key not in before:
        _assert_only_added(written.text, changed)


@given(files(), st.sampled_from(["new", "a b"]))
def test_a_new_table_is_put_in_one_place(written: Written, step: str) -> None:
    values = {"name": "New", "at": "12:00", "days": ["mon"]}
    changed = with_table(written.text, ("steps", step), values)
    assert tomllib.loads(changed) == _meant(written.text, step, values)
    assert Counter(written.text) <= Counter(changed)
    assert _without_empty(without(changed, ("steps", step))) == _without_empty(written.text)


@given(files(), st.data())
def test_a_key_that_goes_takes_nothing_else_with_it(written: Written, data: st.DataObject) -> None:
    assume(written.values)
    step, key = data.draw(st.sampled_from(sorted(written.values)))
    left = without(written.text, ("steps", step, key))
    meant = tomllib.loads(written.text)
    del meant["steps"][step][key]
    assert _without_empty(left) == _pruned(meant)
    gone = written.pieces[written.values[step, key]]
    assert left.count("# why") >= written.text.count("# why") - gone.count("# why")


@given(files(), st.sampled_from(STEPS), st.sampled_from(sorted(KEYS)))
def test_what_was_added_and_goes_leaves_the_file_as_it_was(
    written: Written, step: str, key: str
) -> None:
    assume((step, key) not in written.values)
    path = ("steps", step, key)
    left = taken_out(with_value(written.text, path, "5m"), path)
    assert left.rstrip() == written.text.rstrip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('[steps.midday]\nat = "13:15"\n\n[sound]\nvoice = true\n', "[sound]\nvoice = true\n"),
        ('[steps]\nmidday = { at = "13:15" }\n', ""),
        ('theme = "ember"\n\n[steps.midday]\nat = "13:15"\n', 'theme = "ember"\n'),
        ('[steps.midday]  # at work\nat = "13:15"\n', "[steps.midday]  # at work\n"),
        ('[steps.midday]\n# at work\nat = "13:15"\n', "[steps.midday]\n# at work\n"),
        ('[steps.midday]\nat = "13:15"  # late\n', "[steps.midday]\n# late\n"),
        ('[steps.midday]\nat = "13:15"\n# about\n[sound]\n', "# about\n[sound]\n"),
        ('[steps]\n[steps.midday]\nat = "13:15"\n', "[steps]\n"),
    ],
)
def test_a_table_goes_with_its_last_key_unless_it_has_a_comment(text: str, left: str) -> None:
    assert taken_out(text, ("steps", "midday", "at")) == left


@given(files(), st.data())
def test_line_breaks_stay_what_they_are(written: Written, data: st.DataObject) -> None:
    text = written.text.replace("\n", "\r\n")
    step = data.draw(st.sampled_from(STEPS))
    changed = with_value(text, ("steps", step, "delay"), "5m")
    assert changed.count("\n") == changed.count("\r\n")
    assert changed.replace("\r\n", "\n") == with_value(written.text, ("steps", step, "delay"), "5m")


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A list over one line or several, with comments in all places, and its items."""
    items = draw(st.lists(ITEMS, max_size=5))
    gap = st.sampled_from(["", " ", "\n    ", " # why\n  ", "\n  # why\n\t"])
    body = "".join(f"{draw(gap)}{one}{draw(gap)}," for one in items)
    body = body[: len(body) - draw(st.sampled_from([0, 1]))] if items else ""
    return f"exercises = [{body}{draw(gap)}]  # end\nlast = 1\n", items


@given(lists(), st.data())
def test_a_list_with_other_items_keeps_every_comment(
    written: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, items = written
    places = data.draw(st.permutations(range(len(items))))
    kept = places[: data.draw(st.integers(0, len(items)))]
    wanted: list[int | str] = [*kept, *data.draw(st.lists(st.just("new"), max_size=2))]
    values = tomllib.loads(text)["exercises"]
    changed = with_items(text, ("exercises",), wanted)
    meant = [values[one] if isinstance(one, int) else one for one in wanted]
    assert tomllib.loads(changed) == {"exercises": meant, "last": 1}
    assert changed.count("# why") == text.count("# why")
    assert changed.endswith("]  # end\nlast = 1\n")


@given(lists())
def test_a_list_with_the_same_items_is_the_same(written: tuple[str, list[str]]) -> None:
    text, items = written
    changed = with_items(text, ("exercises",), list(range(len(items))))
    assert "".join(changed.split()) == "".join(text.split())
    if "#" not in text.removesuffix("]  # end\nlast = 1\n"):
        assert changed == text


def test_what_was_written_about_an_item_goes_with_it() -> None:
    text = 'x = [ # all\n  # the first\n  "a",  # one\n  "b", # two\n]\n'
    moved = 'x = [ # all\n  "b", # two\n  # the first\n  "a",  # one\n]\n'
    assert with_items(text, ("x",), [1, 0]) == moved


@pytest.mark.parametrize("text", ["steps = 3\n", "[steps]\nrun = []\n"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a table"):
        with_value(text, ("steps", "run", "at"), "12:00")


def test_rivals_give_way_in_their_place() -> None:
    text = '[steps.run]\nafter = "ice"  # then\nname = "Run"\n'
    changed = with_value(text, ("steps", "run", "at"), "12:00", rivals=("after", "before"))
    assert changed == text.replace('after = "ice"', 'at = "12:00"')


def _meant(text: str, step: str, values: dict[str, Any]) -> dict[str, Any]:
    meant = tomllib.loads(text)
    steps = meant.setdefault("steps", {})
    steps[step] = steps.get(step, {}) | values
    return meant


def _without_empty(text: str) -> dict[str, Any]:
    return _pruned(tomllib.loads(text))


def _pruned(table: dict[str, Any]) -> dict[str, Any]:
    """A document without its empty tables, which have no meaning."""
    inner = {key: _pruned(one) if isinstance(one, dict) else one for key, one in table.items()}
    return {key: one for key, one in inner.items() if one != {}}


def _assert_only_added(before: str, after: str) -> None:
    """Check that one piece was added, and nothing removed."""
    head, tail = _shared(before, after), _shared(before[::-1], after[::-1])
    assert head + tail >= len(before)


def _shared(one: str, other: str) -> int:
    """How many characters two texts share at their beginning."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
