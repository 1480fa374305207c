"""Presets: more keys for moving, which give way to those that the runner chose."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.config.keymap.actions import COMMANDS, Keys
from coach.config.keymap.presets import PRESETS, keys_of_preset
from coach.config.keymap.reading import key_of
from coach.config.reading import read

EDITORS = [one for one in PRESETS if one != "default"]
TODAY = [one for one in COMMANDS if one.startswith("today.")]


def written(preset: str, own: dict[str, list[str]]) -> str:
    rows = "\n".join(f"{action} = {keys!r}" for action, keys in own.items())
    return f"[keys]\npreset = '{preset}'\n{rows}\n"


def problems(text: str) -> list[str]:
    return [one.sentence("") for one in read(text).problems]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_keys_that_terminals_send_and_that_never_clash(preset: str) -> None:
    keys = keys_of_preset(preset)
    assert all(key_of(key) == key for of_action in keys.values() for key in of_action)
    assert problems(written("default", {one: [*of] for one, of in keys.items()})) == []
    assert read(written(preset, {})).or_fail().keys == keys


@pytest.mark.parametrize("preset", EDITORS)
def test_a_preset_takes_no_shipped_key_away_but_that_of_the_palette(preset: str) -> None:
    for action, keys in keys_of_preset(preset).items():
        assert {*COMMANDS[action].keys} < {*keys} or action == "everywhere.palette"


def test_the_documentation_names_all_of_their_keys() -> None:
    page = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text("utf-8")
    start = page.index("| to                         | vim")
    table = page[start : page.index("\n\n", start)]
    rows = [line.split("|") for line in table.splitlines()[2:]]
    for column, preset in enumerate(EDITORS, start=2):
        named = {key for row in rows for key in re.findall("`([^`]+)`", row[column])}
        added = {
            key
            for action, keys in keys_of_preset(preset).items()
            for key in {*keys} - {*COMMANDS[action].keys}
        }
        assert added <= named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("preset = 'vmi'", 'is "vmi", which is not a preset; did you mean `vim`?'),
        ("preset = 'nano'", 'is "nano", which is not a preset; write one of default, vim, emacs'),
        ("preset = 5", "is 5, which is not a preset; write one of default, vim, emacs"),
        ("preste = 'vim'", "keys.preste is not a group of keys; did you mean `preset`?"),
    ],
)
def test_an_unknown_preset_is_told_with_the_nearest(text: str, told: str) -> None:
    (problem,) = problems(f"[keys]\n{text}\n")
    assert problem.startswith("line 2: keys.")
    assert told in problem


def test_what_the_runner_chose_counts_before_a_preset() -> None:
    own = {"entries.up": ["w"], "progress.shade": ["g"], "everywhere.palette": ["f2"]}
    keys = Keys(read(written("vim", own)).or_fail().keys)
    assert keys.of("entries.up") == ("w",)
    assert keys.of("progress.first") == ("home",)
    assert keys.of("today.now") == ("home", "g")
    assert Keys(read(written("emacs", own)).or_fail().keys).of("everywhere.palette") == ("f2",)


@pytest.mark.parametrize(
    ("preset", "own", "told"),
    [
        ("vim", {"today.snooze": ["u"]}, 'today.snooze has "u", which is the key of `today.undo`'),
        ("vim", {"why.overrule": ["up"]}, 'why.overrule has "up", which is the key of `text.up`'),
        ("emacs", {"today.skip": ["alt+x"]}, "which is the key of `everywhere.palette` too"),
    ],
)
def test_conflicts_with_shipped_keys_and_last_keys_are_told_as_ever(
    preset: str, own: dict[str, list[str]], told: str
) -> None:
    (problem,) = problems(written(preset, own))
    assert told in problem


@settings(max_examples=50)
@given(
    st.sampled_from(EDITORS),
    st.dictionaries(
        st.sampled_from(TODAY),
        st.lists(
            st.sampled_from(["g", "z", "ctrl+n", "ctrl+g", "k", "f5"]), min_size=1, max_size=2
        ),
        max_size=4,
    ),
)
def test_whatever_is_chosen_no_key_of_a_screen_has_two_meanings(
    preset: str, own: dict[str, list[str]]
) -> None:
    routine = read(written(preset, own)).routine
    if routine is not None:
        of_today = [key for one in TODAY for key in Keys(routine.keys).of(one)]
        assert len(of_today) == len({*of_today})
