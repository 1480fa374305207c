"""Files that a config file includes, such as a prescription to share."""

import os
from pathlib import Path

import pytest

from coach.config import Reading, load
from coach.config.editing import set_value
from coach.config.plan import PlanFile
from coach.config.showing import settings_of
from coach.core.routine_file import RoutineFile
from coach.domain.units import WallTime
from coach.errors import ConfigError

PHYSIO = """\
[steps.evening]
at = "20:15"

[steps.midday]
at = "11:00"

[steps.band]
kind = "reminder"
name = "Band walk"
at = "16:00"
"""


def files(folder: Path, **texts: str) -> Path:
    """Write files of these names, and return the config file."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / "config.toml"


def including(*names: str, then: str = "") -> str:
    named = ", ".join(f'"{one}.toml"' for one in names)
    return f"include = [{named}]\n{then}"


def sentences(path: Path) -> list[str]:
    reading = load(path)
    assert reading.routine is None
    folder = f"{path.parent}{os.sep}"
    return [one.sentence(reading.source).replace(folder, "") for one in reading.problems]


def times(reading: Reading) -> dict[str, WallTime]:
    steps = reading.or_fail().steps.values()
    return {one.id: one.at.usual for one in steps if one.at}


def test_it_lies_over_what_is_shipped_and_under_the_file_that_names_it(tmp_path: Path) -> None:
    own = including("physio", then='[steps.midday]\nat = "13:15"\n')
    found = times(load(files(tmp_path, config=own, physio=PHYSIO)))
    assert found["evening"] == WallTime(20, 15)
    assert found["midday"] == WallTime(13, 15)
    assert found["band"] == WallTime(16)


def test_a_later_file_lies_over_an_earlier_one(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        config=including("physio", "club"),
        physio=PHYSIO,
        club='[steps.evening]\nafter = "run"\n',
    )
    evening = load(path).or_fail().steps["evening"]
    assert (evening.at, evening.after) == (None, "run")


def test_names_are_relative_to_the_file_that_contains_them(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "base.toml").write_text(PHYSIO)
    (tmp_path / "team" / "ours.toml").write_text(including("base"))
    path = files(tmp_path, config=including("team/ours"))
    assert times(load(path))["evening"] == WallTime(20, 15)


def test_a_file_that_two_others_include_is_read_once(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        config=including("one", "two"),
        one=including("physio"),
        two=including("physio"),
        physio=PHYSIO,
    )
    assert [Path(one.source).stem for one in load(path).included] == ["physio", "one", "two"]


def test_circles_are_refused(tmp_path: Path) -> None:
    ends = "which leads back to this file; take one of the two out"
    path = files(tmp_path, config=including("one"), one=including("two"), two=including("one"))
    assert sentences(path) == [f'two.toml:1:12: include[0] is "one.toml", {ends}']
    path = files(tmp_path, config=including("config"))
    assert sentences(path) == [f'config.toml:1:12: include[0] is "config.toml", {ends}']


def test_what_is_wrong_is_said_with_the_file_and_the_line(tmp_path: Path) -> None:
    path = files(tmp_path, config=including("physio"), physio='[steps.evening]\nat = "25:00"\n')
    (said,) = sentences(path)
    assert said.startswith('physio.toml:2:6: steps.evening.at is "25:00"; write a time of day')
    files(tmp_path, physio="[steps.evening\n")
    (said,) = sentences(path)
    assert said.startswith("physio.toml:1:15: this is not TOML")


def test_a_warning_about_it_is_said_there_too(tmp_path: Path) -> None:
    physio = '[exercises.pf_stretch]\nhold = "5m"\n'
    reading = load(files(tmp_path, config=including("physio"), physio=physio))
    assert {(Path(one.source).name, one.line) for one in reading.warnings} >= {("physio.toml", 2)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("include = 5", "1:11: include is 5; write a list of files such as"),
        ("include = [5]", "1:12: include[0] is 5; write the name of a file such as"),
        ('include = [""]', '1:12: include[0] is ""; write the name of a file such as'),
        ('include = ["x.toml"]', '1:12: include[0] is "x.toml", and there is no file x.toml'),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (sentence,) = sentences(files(tmp_path, config=text))
    assert sentence.startswith(f"config.toml:{said}")


def test_a_pipe_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (said,) = sentences(files(tmp_path, config=including("pipe")))
    assert said.startswith("pipe.toml: cannot be read")


def test_no_more_than_twenty_are_read(tmp_path: Path) -> None:
    chain = {f"f{one}": including(f"f{one + 1}") for one in range(30)}
    (said,) = sentences(files(tmp_path, config=including("f0"), **chain))
    assert said == "f19.toml:1:12: include[0] is one file too many; at most 20 can be included"


@pytest.mark.parametrize("table", ["alerts", "activities", "sync", "hooks"])
def test_a_file_from_somebody_else_names_no_programs_and_no_folders(
    tmp_path: Path, table: str
) -> None:
    path = files(tmp_path, config=including("physio"), physio=f"[{table}]\n")
    (said,) = sentences(path)
    assert said.startswith(f"physio.toml:1:2: {table} names programs, addresses or folders")
    assert load(files(tmp_path, config=f"[{table}]\n")).routine


def test_each_value_names_the_file_that_it_comes_from(tmp_path: Path) -> None:
    own = including("physio", then='[steps.midday]\nat = "13:15"\n')
    settings = settings_of(load(files(tmp_path, config=own, physio=PHYSIO)))
    origins = {one.key: one.origin for one in settings}
    assert settings[0].key == "include"
    assert origins["steps.midday.at"] == "line 3"
    assert origins["steps.evening.at"] == "physio.toml, line 2"
    assert origins["steps.evening.kind"] == "shipped"
    assert {one.key for one in settings if one.is_own} == {"include", "steps.midday.at"}


def test_a_change_in_it_is_noticed_and_so_is_one_that_mends_it(tmp_path: Path) -> None:
    path = files(tmp_path, config=including("physio"), physio=PHYSIO)
    file = RoutineFile(path)
    assert not file.follow()
    files(tmp_path, physio='include = ["more.toml"]\n')
    assert file.follow()
    assert "there is no file" in file.problems[1]
    files(tmp_path, more='[steps.evening]\nat = "19:45"\n')
    assert file.follow()
    assert not file.problems
    assert times(file.reading)["evening"] == WallTime(19, 45)
    assert not file.follow()


def test_the_plan_changes_the_runners_own_file_only(tmp_path: Path) -> None:
    path = files(tmp_path, config=including("physio"), physio=PHYSIO)
    plan = RoutineFile(path).plan()
    assert plan.time_of("band") == "16:00"
    assert not plan.is_own(("steps", "band"))
    assert not plan.is_changed(("steps", "band"), "at")
    PlanFile(path).change(lambda plan: plan.setting(("steps", "band"), "at", "15:00"))
    assert times(load(path))["band"] == WallTime(15)
    assert (tmp_path / "physio.toml").read_text() == PHYSIO


def test_a_file_that_is_wrong_is_not_changed(tmp_path: Path) -> None:
    path = files(tmp_path, config=including("physio"), physio="[steps.evening]\nat = 5\n")
    with pytest.raises(ConfigError, match=r"physio\.toml:2:6: steps\.evening\.at is 5"):
        set_value(path, "theme", "ember")
    assert path.read_text() == including("physio")
