"""One key of the config file, set and taken out as on a command line."""

import tomllib
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config import load, read
from coach.config.key_path import Path, dotted, parse_path
from coach.config.one_key import set_key, unset_key, value_of
from coach.config.showing import settings_of
from coach.config.typed_values import argument, as_written
from coach.config.value_names import toml
from coach.errors import ConfigError

MINE = """\
# mine
[steps.midday]   # at work
at = "13:15"     # after lunch

[sound]
voice = true
"""


@pytest.fixture
def file(tmp_path: FilePath) -> FilePath:
    path = tmp_path / "config.toml"
    path.write_text(MINE)
    return path


@given(
    st.lists(st.text(min_size=1), min_size=1, max_size=3),
    st.lists(st.integers(0, 99), max_size=2),
)
def test_a_path_as_it_is_written_is_read_again(names: list[str], places: list[int]) -> None:
    readable = ["".join(one for one in name if one.isprintable()) or "x" for name in names]
    path: Path = (*readable, *places, "end")
    assert parse_path(dotted(path)) == path


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("steps.midday.at", "12:45", "12:45"),
        ("steps.midday.at", "sun 11:00, others 12:30", {"sun": "11:00", "others": "12:30"}),
        ("steps.run.days", "mon,wed, sat", ["mon", "wed", "sat"]),
        ("steps.run.days", "", []),
        ("steps.midday.enabled", "no", False),
        ("steps.run.every", "2", 2),
        ("sound.volume", "80", 80),
        ("sound.voice", "on", True),
        ("exercises.heel_raise.tempo", "3 2 3", [3, 2, 3]),
        ("exercises.pf_stretch.hold", "30", "30"),
        ("sessions.midday.exercises[1].hold", "45s", "45s"),
        ("sessions.midday.exercises", '["pf_stretch"]', ["pf_stretch"]),
        ("include", "physio.toml", ["physio.toml"]),
        ("theme", "ember", "ember"),
        ("keys.today.snooze", '["z", "Z"]', ["z", "Z"]),
    ],
)
def test_a_value_is_read_by_the_type_of_its_key(key: str, text: str, value: object) -> None:
    assert argument(text, parse_path(key)) == value


def test_what_is_set_stays_where_it_was_and_comments_stay(file: FilePath) -> None:
    made = set_key(file, "steps.midday.at", "12:45")
    assert made.value == "12:45"
    assert file.read_text() == MINE.replace("13:15", "12:45")


def test_a_key_that_excludes_another_one_replaces_it(file: FilePath) -> None:
    set_key(file, "steps.midday.after", "run")
    assert tomllib.loads(file.read_text())["steps"] == {"midday": {"after": "run"}}


def test_the_dose_of_one_exercise_in_one_session_is_set(file: FilePath) -> None:
    set_key(file, "sessions.midday.exercises[0].hold", "45s")
    first, second, *_ = load(file).or_fail().sessions["midday"].exercises
    assert (first.hold, second.hold) == (45, 30)
    assert value_of(load(file), "sessions.midday.exercises[0].hold") == "45s"


def test_a_step_of_ones_own_is_one_table(file: FilePath) -> None:
    set_key(file, "steps.desk", '{ kind = "reminder", name = "Get up", at = "15:00" }')
    assert load(file).or_fail().steps["desk"].name == "Get up"


def test_what_is_taken_out_is_as_shipped_again(file: FilePath) -> None:
    unset_key(file, "steps.midday.at")
    assert value_of(load(file), "steps.midday.at") == "12:30"
    unset_key(file, "sound")
    assert value_of(load(file), "sound.voice") is False


def test_a_change_that_leaves_the_evidence_says_so_once(file: FilePath) -> None:
    assert set_key(file, "steps.evening.enabled", "no").warnings == []
    (warning,) = set_key(file, "steps.morning.enabled", "no").warnings
    assert "two or three a day are advised" in warning.text
    assert set_key(file, "sound.volume", "50").warnings == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("steps.midday.at", "25:00", 'line 3: steps.midday.at is "25:00"; write a time of day'),
        ("steps.yoga.at", "8:00", "steps.yoga lacks `kind`"),
        ("steps.midday", "{}", "it is a table in your file; set its keys, or unset it first"),
        ("sessions.midday.exercises[7].hold", "9s", "it has 3 exercises; the first is [0]"),
        ("reminders.quiet[0].ends", "7:00", "your file has no such item; set the whole list"),
        ("sound.voice", "loud", 'line 6: sound.voice is "loud"; write true or false'),
        ("theme", "embr", "it names `embr`, which is not a theme; did you mean `ember`?"),
    ],
)
def test_what_would_be_wrong_is_refused(file: FilePath, key: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        set_key(file, key, value)
    assert f"`{key}` was not saved: " in str(raised.value)
    assert said in str(raised.value)
    assert file.read_text() == MINE


@pytest.mark.parametrize("key", ["", "steps..at", "a b", "x[", "[0]x"])
def test_what_is_no_key_is_refused(file: FilePath, key: str) -> None:
    for verb in (lambda: set_key(file, key, "1"), lambda: unset_key(file, key)):
        with pytest.raises(ConfigError, match="is not a key; write it with its table"):
            verb()


def test_only_what_is_there_can_be_taken_out(file: FilePath) -> None:
    with pytest.raises(ConfigError, match=r"`steps\.midday\.att` is not set in this file; did you"):
        unset_key(file, "steps.midday.att")
    with pytest.raises(ConfigError, match=r"`sound\.volume` is not set in .*; it is as shipped"):
        unset_key(file, "sound.volume")
    (file.parent / "physio.toml").write_text('[steps.evening]\nat = "20:15"\n')
    set_key(file, "include", "physio.toml")
    with pytest.raises(ConfigError, match=r"it comes from .*physio\.toml, line 2; change it there"):
        unset_key(file, "steps.evening.at")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("steps", "`steps` is a table; `coach config list steps` prints what is in it."),
        ("steps.mid", "Nothing is set under `steps.mid`; did you mean `steps.midday`?"),
        ("steps.midday.befor", "Nothing is set under"),
        ("goal.date", "`goal.date` has no value."),
        ("steps.run.days[9]", "Nothing is set under `steps.run.days[9]`."),
    ],
)
def test_a_value_that_is_not_there_is_refused(key: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        value_of(read(""), key)
    assert str(raised.value).startswith(said)


def test_a_value_that_no_file_sets_has_its_default() -> None:
    keys = ("steps.midday.note", "goal.name", "player.get_ready", "alerts.osc")
    assert [value_of(read(""), key) for key in keys] == ["", "", "5s", "auto"]
    assert as_written((1, True)) == [1, True]


def test_every_shipped_value_is_found_and_may_be_set_again(tmp_path: FilePath) -> None:
    reading = read("")
    for one in settings_of(reading)[::17]:
        assert value_of(reading, one.key) == one.value
        text = one.value if isinstance(one.value, str) else toml(one.value)
        set_key(tmp_path / "config.toml", one.key, text)
    assert load(tmp_path / "config.toml").or_fail() == reading.or_fail()
