"""`-` for the standard input and output, and colour."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result
from support.activity_files import file_id, fit, session

from coach.cli import output
from coach.cli.main import coach_command
from coach.cli.writing import STANDARD, write_new
from coach.errors import RefusedError

_BEGAN = datetime(2026, 7, 21, 9, 30, tzinfo=UTC)
OUTPUTS = {
    ("export", "json"): b'{"coach": "journal"',
    ("export", "ics"): b"BEGIN:VCALENDAR",
    ("export", "csv", "days"): b"day,pain,level",
    ("export", "audio", "midday", "--no-voice"): b"RIFF",
    ("report",): b"<!doctype html>",
}


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "config.toml").touch()


def run(*words: str, given: bytes = b"", journal: str = "journal.db") -> Result:
    files = ("--config", "config.toml", "--journal", journal)
    return CliRunner().invoke(coach_command, [*files, *words], input=given)


@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_a_line_is_the_standard_output_and_nothing_else_goes_there(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = run(*words, "--to", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.startswith(OUTPUTS[words])
    assert not [one for one in tmp_path.iterdir() if not one.name.startswith(("config", "journal"))]


def test_one_table_is_printed_or_becomes_one_file(tmp_path: Path) -> None:
    printed = run("export", "csv", "mornings").stdout_bytes
    assert printed.startswith(b"day,")
    assert run("export", "csv", "mornings", "--to", "m.csv").stdout == "m.csv: mornings.\n"
    assert (tmp_path / "m.csv").read_bytes() == printed
    assert "Only one table fits the output" in run("export", "csv", "--to", "-").stderr


@pytest.mark.parametrize(
    "words", [("export", "csv"), ("report",), ("export", "json"), ("export", "csv", "days")]
)
def test_an_empty_name_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    before = sorted(tmp_path.iterdir())
    result = run(*words, "--to", "")
    assert result.exit_code == 2
    assert "'' is not a file or folder; name " in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_text_is_not_sent_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Mock(isatty=lambda: True))
    with pytest.raises(RefusedError, match="That is no text for a terminal"):
        write_new(STANDARD, b"RIFF\0")


def test_a_copy_of_the_journal_needs_a_file() -> None:
    result = run("backup", "--to", "-")
    assert result.exit_code == 2
    assert "A copy of the journal needs a file" in result.stderr


def test_a_line_is_the_standard_input() -> None:
    run("check", "3", "--ease")
    export = run("export", "json").stdout_bytes
    taken = run("import", "-", given=export, journal="other.db")
    assert taken.stdout == "standard input: 1 new entry, 0 already known.\n"
    (told,) = json.loads(run("import", "-", "--json", given=export).stdout)
    assert (told["file"], told["result"]) == ("-", "known")
    assert run("import", "-", given=fit(file_id(), session(_BEGAN))).stdout.startswith(
        "New: 1 run."
    )
    (told,) = json.loads(run("import", "-", "--json", given=b"hello").stdout)
    assert (told["file"], told["why"].split()[:2]) == ("-", ["standard", "input"])
    refused = run("import", "-", given=b"hello")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("standard input is not a recording that Coach can read")


@pytest.mark.parametrize(
    ("color", "at_terminal", "no_color", "is_colored"),
    [
        ("auto", False, "", False),
        ("auto", True, "", True),
        ("auto", True, "1", False),
        ("never", True, "", False),
        ("always", False, "1", True),
    ],
)
def test_the_day_is_in_colour_on_a_terminal_or_as_asked(
    monkeypatch: pytest.MonkeyPatch,
    color: str,
    at_terminal: bool,  # noqa: FBT001
    no_color: str,
    is_colored: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(output, "_is_terminal", lambda: at_terminal)
    said = run("--color", color, "today")
    assert ("\x1b[" in said.stdout) == is_colored
    without = run("--color", "never", "today").stdout
    assert len(said.stdout.splitlines()) == len(without.splitlines())


def test_plain_lines_have_no_colour() -> None:
    assert "\x1b" not in run("--color", "always", "--plain", "today").stdout
