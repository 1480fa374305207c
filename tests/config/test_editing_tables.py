"""Changing one key in a table of the runner's own file."""

import os
import tomllib
from pathlib import Path

import pytest

from coach.config import load
from coach.config.editing import set_value
from coach.domain.routine.kinds import Foot
from coach.errors import ConfigError

STEP = '[steps.midday]  # later\nat = "13:15"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coach" / "config.toml"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def foot(path: Path) -> Foot:
    return load(path).or_fail().profile.foot


def test_a_file_is_made_where_there_is_none(path: Path) -> None:
    set_value(path, "profile.foot", "left")
    assert path.read_text() == '[profile]\nfoot = "left"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[profile] # me\nfoot = "right" # since May\n', '[profile] # me\nfoot = "left" # since'),
        ('profile = { foot = "right" } # me\n', 'profile = { foot = "left" } # me\n'),
        ('profile.foot = "right" # me\n', 'profile.foot = "left" # me\n'),
        (f'{STEP}\n[profile]\nfoot = "both"\n', f'{STEP}\n[profile]\nfoot = "left"\n'),
    ],
    ids=["table", "inline table", "dotted key", "behind another table"],
)
def test_a_key_that_is_there_is_changed_in_its_place(path: Path, before: str, after: str) -> None:
    write(path, before + STEP.replace("midday", "evening"))
    set_value(path, "profile.foot", "left")
    written = path.read_text()
    assert written.startswith(after)
    assert written.endswith(STEP.replace("midday", "evening"))
    assert foot(path) is Foot.LEFT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        'theme = "nord"\n',
        STEP,
        STEP.rstrip(),
        'steps.midday.at = "13:15" # later\n',
        "[profile] # me\n",
        "profile = {}\n",
        f"[profile]\n\n{STEP}",
        f"\ufeff{STEP}",
        STEP.replace("\n", "\r\n"),
    ],
)
def test_a_key_that_is_not_there_is_added_and_the_rest_kept(path: Path, text: str) -> None:
    write(path, text)
    before = tomllib.loads(text.removeprefix("\ufeff"))
    set_value(path, "profile.foot", "left")
    written = path.read_text(encoding="utf-8")
    assert written.startswith("\ufeff") == text.startswith("\ufeff")
    assert tomllib.loads(written.removeprefix("\ufeff")) == before | {"profile": {"foot": "left"}}
    assert written.count("#") == text.count("#")
    assert foot(path) is Foot.LEFT


def test_a_key_of_a_table_in_a_table_is_set(path: Path) -> None:
    write(path, STEP)
    set_value(path, "steps.midday.name", "Lunch")
    set_value(path, "steps.evening.name", "Night")
    assert tomllib.loads(path.read_text()) == {
        "steps": {"midday": {"at": "13:15", "name": "Lunch"}, "evening": {"name": "Night"}}
    }
    assert path.read_text().startswith(STEP)


@pytest.mark.parametrize(
    "text",
    ["[profile\n", "profile = 3\n", 'profile = "left"\n', "profile = []\n", "[[profile]]\n"],
)
def test_a_broken_file_is_left_as_it_is(path: Path, text: str) -> None:
    write(path, text)
    with pytest.raises(ConfigError) as raised:
        set_value(path, "profile.foot", "left")
    assert str(raised.value).startswith(f"{path}: `profile.foot` was not saved: ")
    assert path.read_text() == text
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_no_text_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"# L\xe4ufer\n")
    with pytest.raises(ConfigError):
        set_value(path, "profile.foot", "left")
    assert path.read_bytes() == b"# L\xe4ufer\n"


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    write(path, STEP)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    set_value(link, "profile.foot", "left")
    assert link.is_symlink()
    assert foot(path) is Foot.LEFT


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_who_may_read_the_file_stays_as_it_was(path: Path, mode: int) -> None:
    write(path, STEP)
    path.chmod(mode)
    set_value(path, "profile.foot", "left")
    assert path.stat().st_mode & 0o777 == mode
