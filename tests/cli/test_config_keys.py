"""`coach config set`, `get`, `unset` and `list`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli.main import coach_command


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n")
    return path


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(coach_command, ["--config", str(config), "config", *words])


def said(config: Path, *words: str) -> str:
    result = run(config, *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_key_is_set_read_listed_and_taken_out(config: Path) -> None:
    key = "steps.midday.at"
    assert said(config, "set", key, "13:15") == f'{config}: steps.midday.at = "13:15"\n'
    assert config.read_text() == '# mine\n\n[steps.midday]\nat = "13:15"\n'
    assert said(config, "get", key) == "13:15\n"
    assert json.loads(said(config, "get", key, "--json")) == "13:15"
    assert said(config, "list", "--mine") == 'steps.midday.at = "13:15"\n'
    assert json.loads(said(config, "list", key, "--json")) == {key: "13:15"}
    assert said(config, "unset", key) == f"{config}: steps.midday.at is no longer set.\n"
    assert said(config, "get", key) == "12:30\n"


def test_nothing_is_left_of_a_table_and_much_is_not_taken_out_unasked(config: Path) -> None:
    said(config, "set", "steps.midday.at", "13:15")
    said(config, "set", "steps.midday.note", "In the kitchen")
    said(config, "set", "alerts.push", "tgram://123:hush/456")
    for key in ("steps", "steps.midday"):
        refused = run(config, "unset", key)
        assert refused.exit_code == 1
        assert 'steps.midday.note = "In the kitchen"\n' in refused.stdout
    assert "hush" not in run(config, "unset", "alerts", "--json").stdout
    said(config, "unset", "steps", "--yes")
    assert config.read_text() == "# mine\n"


def test_a_list_is_printed_one_item_a_line(config: Path) -> None:
    said(config, "set", "steps.run.days", "tue,sat")
    assert said(config, "get", "steps.run.days") == "tue\nsat\n"


def test_a_note_says_where_a_value_leaves_the_evidence(config: Path) -> None:
    note = said(config, "set", "exercises.pf_stretch.hold", "5m").splitlines()[1]
    assert note.startswith(f"Note: {config}:4:8: exercises.pf_stretch")


def test_what_would_be_wrong_is_refused(config: Path) -> None:
    result = run(config, "set", "steps.midday.at", "25:00")
    assert result.exit_code == 1
    assert (
        "steps.midday.at` was not saved: line 4: steps.midday.at is"
        in str(result.exception) + result.stderr
    )
    assert config.read_text() == "# mine\n"


def test_no_secret_of_an_address_is_printed(config: Path) -> None:
    url = "tgram://123:hush/456"
    for words in (("set", "alerts.push", url), ("get", "alerts.push"), ("list", "alerts")):
        assert "hush" not in said(config, *words)
    assert url in config.read_text()


def test_a_mistyped_config_file_makes_no_file_and_no_folder(tmp_path: Path) -> None:
    result = run(tmp_path / "typo" / "config.toml", "set", "theme", "ember")
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []
