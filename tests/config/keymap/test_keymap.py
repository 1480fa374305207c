"""The `[keys]` of a config file: read as people write them, and every conflict found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key, format_key

from coach.config.keymap.actions import COMMANDS, GROUPS, Keys, _shown
from coach.config.keymap.reading import key_of
from coach.config.reading import read

KEYS = ["a", "d", "z", "A", "?", "+", ",", "space", "enter", "escape", "up", "f5", "ctrl+s"]


def problems(text: str) -> list[str]:
    return [one.sentence("") for one in read(text).problems]


def chosen(text: str) -> dict[str, tuple[str, ...]]:
    return read(text).or_fail().keys


def written(keys: dict[str, list[str]]) -> str:
    """A config file with these keys."""
    rows = [f"{action} = {of_action!r}" for action, of_action in keys.items()]
    return "[keys]\n" + "\n".join(rows)


def test_every_action_has_a_table_and_a_name_of_its_own() -> None:
    for name, group in GROUPS.items():
        assert all(one.id == f"{name}.{one.name}" for one in group.commands)
    assert len(COMMANDS) == sum(len(group.commands) for group in GROUPS.values())


def test_the_shipped_keys_do_not_clash_and_are_as_people_write_them() -> None:
    shipped = {action: list(one.keys) for action, one in COMMANDS.items()}
    assert problems(written(shipped)) == []
    assert all(key_of(key) == key for keys in shipped.values() for key in keys)


def test_keys_are_chosen_one_by_one_or_in_a_list() -> None:
    found = chosen('[keys.today]\nsnooze = "z"\n[keys.player]\npause = ["space", "p"]\nmute = []\n')
    assert found == {
        "today.snooze": ("z",),
        "player.pause": ("space", "p"),
        "player.mute": (),
    }
    keys = Keys(found)
    assert (keys.of("today.skip"), keys.of("today.snooze"), keys.of("player.mute")) == (
        ("x",),
        ("z",),
        (),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("z", "z"),
        ("Z", "Z"),
        ("shift+z", "Z"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("Page Up", "pageup"),
        ("PgDn", "pagedown"),
        ("F2", "f2"),
        ("Ctrl+S", "ctrl+s"),
        ("control-s", "ctrl+s"),
        ("option+x", "alt+x"),
        ("shift+tab", "shift+tab"),
        ("ctrl+up", "ctrl+up"),
        ("+", "+"),
        ("-", "-"),
        ("plus", "+"),
        ("question_mark", "?"),
        ("comma", ","),
        ("less_than_sign", "<"),
        ("space", "space"),
        ("ö", "ö"),
    ],
)
def test_a_key_is_read_as_people_and_as_textual_write_it(text: str, key: str) -> None:
    assert key_of(text) == key


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_every_character_is_a_key_by_itself_and_by_textuals_name(character: str) -> None:
    assert key_of(character) == character
    assert key_of(_character_to_key(character)) == character
    assert format_key(_character_to_key(character)) in {character, "minus", "-"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entr", 'names "entr", which is not a key; did you mean `enter`?'),
        ("hyper+q", 'names "hyper+q", which is not a key'),
        ("ctrl+i", 'names "ctrl+i", which terminals send as tab; choose another'),
        ("Ctrl+M", 'names "Ctrl+M", which terminals send as enter; choose another'),
        ("ctrl+h", "which terminals send as backspace"),
        ("ctrl+j", "which terminals send as enter"),
        ("ctrl+[", "which terminals send as escape"),
        ("ctrl+shift+a", "which few terminals send; choose another"),
        ("shift+enter", "which few terminals send; choose another"),
        ("ctrl+1", "which few terminals send; choose another"),
        (" ", 'is empty; the space bar is "space"'),
    ],
)
def test_an_impossible_key_is_told_with_a_hint(text: str, said: str) -> None:
    (told,) = problems(f'[keys.today]\nsnooze = "{text}"\n')
    assert told.startswith("line 2: keys.today.snooze ")
    assert said in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("keys = 5", "line 1: keys is 5; write a table such as [keys.today]"),
        ("[keys]\ntoday = 5", "line 2: keys.today is 5; write a table such as [keys.today]"),
        ("[keys.todya]", "line 1: keys.todya is not a group of keys; did you mean `today`?"),
        (
            '[keys.today]\nsnoze = "z"',
            "line 2: keys.today.snoze is not an action that Coach knows; did you mean `snooze`?",
        ),
        (
            "[keys.today]\nsnooze = 5",
            (
                'line 2: keys.today.snooze is 5; write a key such as "z", or a list such as '
                '["space", "p"]'
            ),
        ),
        (
            "[keys.today]\nquit = []",
            "line 2: keys.today.quit is empty; it cannot be without a key, so name one",
        ),
        (
            '[keys.today]\nsnooze = "u"',
            (
                'line 2: keys.today.snooze has "u", which is the key of `today.undo` too; choose '
                "another, or give `today.undo` another one"
            ),
        ),
        (
            '[keys.today]\nsnooze = "ctrl+p"',
            (
                'line 2: keys.today.snooze has "ctrl+p", which is the key of `everywhere.palette` '
                "too; choose another, or give `everywhere.palette` another one"
            ),
        ),
        (
            '[keys.today]\nsnooze = "ctrl+q"',
            'line 2: keys.today.snooze has "ctrl+q", which always leaves Coach; choose another',
        ),
        (
            '[keys.help]\nclose = ["escape", "up"]',
            (
                'line 2: keys.help.close has "up", which is the key of `text.up` too; choose '
                "another, or give `text.up` another one"
            ),
        ),
        (
            '[keys.questions]\nsave = "s"',
            (
                'line 2: keys.questions.save has "s", which answers a question there; choose one '
                'such as "ctrl+s" or "f2"'
            ),
        ),
        (
            '[keys.first]\nback = "7"',
            (
                'line 2: keys.first.back has "7", which answers a question there; choose one such '
                'as "ctrl+s" or "f2"'
            ),
        ),
        (
            '[keys.themes]\nup = "k"',
            (
                'line 2: keys.themes.up has "k", which answers a question there; choose one such '
                'as "ctrl+s" or "f2"'
            ),
        ),
        (
            "[keys.first]\ngo-on = []",
            "line 2: keys.first.go-on is empty; it cannot be without a key, so name one",
        ),
        *(
            (
                f'[keys.everywhere]\npalette = "{key}"',
                (
                    f'line 2: keys.everywhere.palette has "{key}", which answers a question there; '
                    'choose one such as "ctrl+s" or "f2"'
                ),
            )
            for key in (":", "5", "%", "ctrl+u")
        ),
        (
            '[keys.everywhere]\npalette = "space"',
            (
                'line 2: keys.everywhere.palette has "space", which is the key of `player.pause` '
                "too; choose another, or give `player.pause` another one"
            ),
        ),
    ],
)
def test_each_problem_says_where_it_is_and_how_to_mend_it(text: str, told: str) -> None:
    assert problems(text) == [told]


def test_the_documentation_lists_every_action_with_its_keys() -> None:
    page = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    told = {row[0]: row[1:] for row in rows if row and row[0] in COMMANDS}
    assert told == {one.id: ["  ".join(one.keys), one.help] for one in COMMANDS.values()}


def test_two_actions_may_change_their_keys_with_each_other() -> None:
    assert problems('[keys.today]\nsnooze = "x"\nskip = "s"\n') == []


def test_a_key_given_to_two_actions_is_told_once() -> None:
    (told,) = problems('[keys.today]\nsnooze = "z"\nskip = "z"\n')
    assert told.startswith('line 3: keys.today.skip has "z", which is the key of `today.snooze`')


def test_the_first_start_leaves_letters_to_the_runner() -> None:
    assert problems('[keys.first]\nback = "p"\nskip-rest = "Z"\n') == []


def test_one_key_may_do_different_things_on_different_screens() -> None:
    assert problems('[keys.today]\nsnooze = "z"\n[keys.player]\nmute = "z"\n') == []


TODAY = [one for one in COMMANDS if one.startswith("today.")]


@given(
    st.dictionaries(st.sampled_from(TODAY), st.lists(st.sampled_from(KEYS), max_size=2), max_size=6)
)
def test_random_keys_are_refused_exactly_where_two_actions_share_one(
    keys: dict[str, list[str]],
) -> None:
    in_force = [set(keys.get(one, COMMANDS[one].keys)) for one in TODAY]
    shares = len(set().union(*in_force)) < sum(map(len, in_force))
    lacks = [] in (keys.get("today.start"), keys.get("today.quit"))
    found = read(written(keys))
    assert bool(found.problems) is (shares or lacks)
    if found.routine:
        expected = {one: tuple(dict.fromkeys(of)) for one, of in keys.items()}
        assert found.routine.keys == expected


def test_a_file_that_uses_the_key_of_a_later_action_keeps_it() -> None:
    keys = chosen('[keys.today]\nundo = "ctrl+z"')
    assert keys == {"today.undo": ("ctrl+z",), "everywhere.suspend": ()}
    assert chosen('[keys.today]\nundo = "U"') == {"today.undo": ("U",)}


def test_help_shows_of_each_action_only_its_own_keys() -> None:
    keys = Keys({})
    assert (keys.all_text("progress.left"), keys.all_text("progress.right")) == ("← h", "→ l")
    assert (keys.all_text("progress.further"), keys.all_text("progress.close")) == ("-", "esc")
    for action in COMMANDS:
        assert set(keys.all_text(action).split()) <= {_shown(one) for one in keys.of(action)}
