"""The JSON Schema: it accepts what Coach accepts, and finds all problems that it can."""

import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft7Validator
from support.routines import BELOW, DOCUMENTS, SHIPPED

from coach.config import read
from coach.config.positions import marks_in
from coach.config.schema import config_schema, first_line, name_in, path_beside, write_beside
from coach.errors import ConfigError

PROJECT = Path(__file__).parents[2]
SCHEMA = config_schema()
VALIDATOR = Draft7Validator(SCHEMA)
BLOCK = re.compile(r"^```toml\n(.*?)^```", re.DOTALL | re.MULTILINE)
PAGES = sorted([PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")])
OF_OTHERS = {PROJECT / "docs" / "themes.md"}
"""Pages with other TOML."""
EXAMPLES = [
    block
    for page in PAGES
    if page not in OF_OTHERS
    for block in BLOCK.findall(page.read_text("utf-8"))
]
OWN = '[steps.own]\nkind = "session"\nname = "x"\n'


def as_json(value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type
    """A document as editors hand it to a validator, with times as texts."""
    match value:
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case list():
            return [as_json(one) for one in value]
        case time() | date():
            return value.isoformat()
        case _:
            return value


def is_accepted(text: str) -> bool:
    return bool(VALIDATOR.is_valid(as_json(tomllib.loads(text))))


def test_it_is_a_schema_itself() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_every_key_has_its_words_out_of_the_documentation() -> None:
    tables = {
        **{name: one for name, one in SCHEMA["properties"].items() if one["type"] == "object"},
        **{name: SCHEMA["definitions"][name] for name in ("steps", "sessions", "exercises")},
    }
    lacking = [
        f"{name}.{key}"
        for name, table in tables.items()
        for key, value in table["properties"].items()
        if not value.get("description")
    ]
    assert lacking == []


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_each_example_of_the_documentation_is_valid(text: str, tmp_path: Path) -> None:
    (tmp_path / "physio.toml").touch()
    assert read(text, str(tmp_path / "config.toml")).problems == ()
    assert list(VALIDATOR.iter_errors(as_json(tomllib.loads(text)))) == []


def test_there_are_examples_to_be_checked() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize("name", ["defaults.toml", "demo.toml"])
def test_the_shipped_files_are_valid(name: str) -> None:
    text = (PROJECT / "coach/config" / name).read_text("utf-8")
    assert list(VALIDATOR.iter_errors(as_json(tomllib.loads(text)))) == []


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_what_coach_takes_the_schema_takes(document: dict[str, Any]) -> None:
    assume(read(tomli_w.dumps(document)).routine is not None)
    assert list(VALIDATOR.iter_errors(as_json(document))) == []


@pytest.mark.parametrize(
    "text",
    [
        'tehme = "x"',
        "theme = 3",
        "steps = 3",
        "[player]\nget_redy = 1",
        "[sound]\nvolume = 101",
        '[keys.todya]\nsnooze = "z"',
        '[keys.today]\nsnoze = "z"',
        "[keys.today]\nsnooze = 5",
        "[keys.today]\nquit = []",
        "[sound]\nvoice = 1",
        '[profile]\nfoot = "rigth"',
        '[day]\nstarts = "24:00"',
        '[day]\nstarts = "4"',
        '[steps.ice]\nat = "25:00"',
        '[steps.ice]\nat = "19:00"\nafter = "run"',
        '[steps.ice]\nid = "cold"',
        '[steps.ice]\nwindow = "soon"',
        '[steps.ice]\nwindow = ""',
        "[steps.ice]\ndelay = -1",
        "[steps.ice]\ndelay = 86401",
        "[steps.ice]\nafter = []",
        '[steps.run]\ndays = ["mon", "thur"]',
        '[steps.run]\ndays = "mon"',
        "[steps.nightsplint]\nenabled = false",
        '[steps.walk]\nkind = "reminder"\nname = "Walk"',
        f'{OWN}at = "12:00"',
        "[exercises.pf_stretch]\nreps = 2.5",
        "[exercises.pf_stretch]\nsets = 0",
        '[exercises.pf_stretch]\nhold = "5s"\nmove = "5s"',
        "[exercises.clamshell]\ntempo = [1, 2]",
        "[exercises.own]\nhold = 3",
        "[sessions.ice]\nexercises = []",
        "[sessions.ice]\nexercises = [3]",
        '[sessions.ice]\nexercises = [{ hold = "9m" }]',
        '[sessions.ice]\nexercises = [{ exercise = "ice_pack", hodl = "9m" }]',
        '[sessions.ice]\nexercises = [{ exercise = "ice_pack", hold = 1, move = 1 }]',
        '[reminders]\nquiet = [{ starts = "22:00" }]',
        '[alerts]\nchannels = ["phone"]',
    ],
)
def test_what_is_wrong_in_itself_is_found_by_coach_and_by_the_schema(text: str) -> None:
    assert read(text).problems
    assert not is_accepted(text)


KEYS = [
    path
    for path, mark in marks_in(SHIPPED).items()
    if mark.value and all(isinstance(piece, str) for piece in path)
]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["wrong", "misspelt"])
def test_any_key_of_the_shipped_file_made_wrong_is_found(how: str) -> None:
    for path in KEYS:
        document: Any = as_json(BELOW)
        *tables, key = path
        table = document
        for name in tables:
            table = table[name]
        value = table.pop(key)
        table[key if how == "wrong" else f"{key}x"] = 1.5 if how == "wrong" else value
        assert not VALIDATOR.is_valid(document), path


def test_it_is_written_beside_the_config_file_and_named_in_its_first_line(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# mine\ntheme = 'nord'\n", encoding="utf-8")
    assert write_beside(config) == path_beside(config) == tmp_path / "config.schema.json"
    assert name_in(config)
    assert not name_in(config)
    first, _, rest = config.read_text("utf-8").partition("\n\n")
    assert first == first_line(config) == "#:schema ./config.schema.json"
    assert rest == "# mine\ntheme = 'nord'\n"


def test_a_schema_that_is_as_it_should_be_is_left_alone(tmp_path: Path) -> None:
    path = write_beside(tmp_path / "config.toml")
    before = path.stat()
    write_beside(tmp_path / "config.toml")
    assert path.stat().st_ino == before.st_ino
    path.write_text("{}")
    write_beside(tmp_path / "config.toml")
    assert len(path.read_text("utf-8")) > len("{}")


def test_where_it_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"config\.schema\.json: the schema was not written: "):
        write_beside(tmp_path / "file" / "config.toml")
    with pytest.raises(ConfigError, match=r"config\.toml: the schema was not named in it: No such"):
        name_in(tmp_path / "config.toml")
