"""What commands print with `--json` fits their schemas, whatever the journal has."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from json_page import PAGE, page
from jsonschema import Draft202012Validator, FormatChecker
from support.builders import FakeClock
from support.project import DATA

from coach.cli.answers.catalogue import ANSWER_OF, ANSWERS, SHARED, schema_of
from coach.cli.main import coach_command
from coach.cli.output import JSON_VERSION
from coach.core.coach import Coach
from coach.domain.events.types import AwayReason, Pattern, RatedActivity, TrialAid
from coach.errors import RefusedError
from coach.journal import Journal
from coach.system.clock import SystemClock
from coach.system.service import Condition, State

Act = Callable[[Coach], object]
DAYS = 8
_DAY = timedelta(days=1)
_ACTS: dict[str, Act] = {
    "mild": lambda one: one.record.check(1, walking_pain=False),
    "sore": lambda one: one.record.check(7, walking_pain=True, splint=True),
    "ran": lambda one: one.runs.ran(5000.0, 1800, 2, Pattern.FADED),
    "strength": lambda one: one.record.done("strength", effort=6, pain=3),
    "skip": lambda one: one.record.skip("midday"),
    "trained": lambda one: one.record.trained("swim", 1800),  # type: ignore[arg-type]
    "sign": lambda one: one.record.raise_flags(("numb",)),
    "away": lambda one: one.breaks.away(one.present_day() + 3 * _DAY, AwayReason.ILL),
    "trial": lambda one: one.trials.start(TrialAid.TAPE),
    "measure": lambda one: one.measuring.measure(
        (RatedActivity("stairs", 4),), raises=(18, None), wall=(None, 11)
    ),
    "score": lambda one: one.measuring.bring_score("FFI", 54),
    "intake": lambda one: one.record.take_intake({"weekly": 30_000.0, "longest": 10_000.0}),
    "undo": lambda one: one.corrections.undo(),
    "short": lambda one: one.breaks.shorten(),
    "obstacle": lambda one: one.obstacles.name("midday", None, None, ""),
}
LIVES = st.lists(st.lists(st.sampled_from([*_ACTS]), max_size=3), max_size=DAYS)
ASKED: dict[str, tuple[str, ...]] = {
    "today": ("today",),
    "next": ("next",),
    "plan": ("plan", "--days", "3"),
    "entries": ("entries", "--all"),
    "entries-unread": ("entries", "--unread"),
    "why": ("why",),
    "why-step": ("why", "midday"),
    "missed": ("missed",),
    "missed-step": ("missed", "midday"),
    "trial": ("trial",),
    "measure": ("measure",),
    "score": ("score",),
    "maintenance": ("maintenance",),
    "progress": ("progress",),
    "outlook": ("outlook",),
    "flag": ("flag",),
    "backup": ("backup",),
    "restore": ("restore",),
}
"""What is asked about every journal; the others do not depend on it."""
ONCE: dict[str, tuple[str, ...]] = {
    "doctor": ("doctor",),
    "alerts-test": ("alerts", "test", "terminal"),
    "service-status": ("service", "status"),
    "config-path": ("config", "path"),
    "config-check": ("config", "check"),
    "config-get": ("config", "get", "steps.run.days"),
    "config-set": ("config", "set", "theme", "ember"),
    "config-show": ("config", "show"),
    "config-list": ("config", "list"),
    "theme-list": ("theme", "list"),
    "theme-check": ("theme", "check"),
}
DONE: dict[str, tuple[str, ...]] = {
    "check": ("check", "2", "--no-walking-pain"),
    "done": ("done", "midday"),
    "skip": ("skip", "midday"),
    "snooze": ("snooze", "evening"),
    "undo": ("undo",),
    "ran": ("ran", "5km", "30m", "--pain", "2", "--pattern", "faded"),
    "trained": ("trained", "swim", "30m"),
    "overrule": ("overrule", "--yes"),
    "short": ("short",),
    "pause": ("pause", "2h"),
    "resume": ("resume",),
    "away": ("away", "until", "sun"),
    "back": ("back",),
    "intake": ("intake", "--weekly", "20km"),
}
WRITTEN: dict[str, tuple[str, ...]] = {
    "report": ("report", "--weeks", "1"),
    "card": ("card",),
    "export-json": ("export", "json"),
    "export-csv": ("export", "csv"),
    "export-ics": ("export", "ics", "--days", "1"),
}
WITHOUT_JSON = {
    "": "the full screen, or today as text",
    "start": "the full screen",
    "demo": "the full screen",
    "config edit": "an editor",
    "remind": "runs until it is stopped, and prints nothing",
    "theme preview": "a picture",
    "completion": "a script for a shell",
    "help": "pages to read",
    "schema": "prints JSON as it is",
    "config schema": "prints JSON as it is",
}
"""The commands that have no `--json`, and why."""


def closed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema by which no field is left that it does not name."""
    match schema:
        case dict():
            known = {"additionalProperties": False} if "properties" in schema else {}
            return known | {key: closed(one) for key, one in schema.items()}
        case list():
            return [closed(one) for one in schema]
        case _:
            return schema


SCHEMAS = {
    name: Draft202012Validator(closed(schema_of(name)), format_checker=FormatChecker())
    for name in ANSWERS
}


@pytest.fixture(autouse=True)
def few_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.core.outlook.COURSES", 4)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for one in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{one}_HOME", str(tmp_path))
    return tmp_path


def coach(folder: Path, *arguments: str) -> Result:
    named = ("--config", str(folder / "config.toml"), "--journal", str(folder / "journal.db"))
    (folder / "config.toml").touch()
    return CliRunner().invoke(coach_command, [*named, *arguments])


def live(folder: Path, days: list[list[str]]) -> None:
    """Make a journal of what somebody did on the last days."""
    clock = FakeClock(datetime.now(UTC) - len(days) * _DAY, SystemClock().zone())
    with closing(Journal(folder / "journal.db")) as journal:
        one = Coach(folder / "config.toml", journal, clock)
        for acts in days:
            for act in acts:
                with suppress(RefusedError):
                    _ACTS[act](one)
            clock.forward(days=1)


def fits(name: str, result: Result) -> Any:  # noqa: ANN401 - any JSON
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    told = json.loads(result.stdout)
    SCHEMAS[name].validate(told)
    if isinstance(told, dict) and name != "config-list":
        assert told["version"] == JSON_VERSION
    return told


@given(days=LIVES)
@settings(max_examples=10)
def test_answers_fit_their_schemas(days: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        live(Path(folder), days)
        for name, arguments in ASKED.items():
            fits(name, coach(Path(folder), *arguments, "--json"))


@pytest.mark.parametrize("name", ONCE)
def test_answers_about_the_machine_fit_theirs(name: str, tmp_path: Path) -> None:
    fits(name, coach(tmp_path, *ONCE[name], "--json"))


def test_a_workout_fits_its_schema(tmp_path: Path) -> None:
    live(tmp_path, [["intake", "mild"]])
    coach(tmp_path, "intake", "--last-run", "2", "--last-pattern", "none")
    coach(tmp_path, "check", "0")
    fits("export-workout", coach(tmp_path, "export", "workout", "--json"))


def test_what_files_became_fits_its_schema(tmp_path: Path) -> None:
    (tmp_path / "broken.gpx").write_text("<gpx")
    export = tmp_path / "export.json"
    live(tmp_path, [["mild"]])
    coach(tmp_path, "export", "json", "--to", str(export))
    files = (DATA / "activities" / "run.tcx", tmp_path / "broken.gpx", export)
    told = fits("import", coach(tmp_path, "import", *map(str, files), "--json"))
    assert {one["result"] for one in told} == {"new", "known", "unread"}


def test_an_exchange_fits_its_schema(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "config.toml").write_text(f'[sync]\nfolder = "{tmp_path / "shared"}"\n')
    live(tmp_path, [["mild"]])
    told = fits("sync", coach(tmp_path, "sync", "--json"))
    assert (told["met"], told["files_written"]) == ([], 1)
    fits("sync", coach(tmp_path, "sync", "accept", "--json"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.toml").write_text((tmp_path / "config.toml").read_text())
    live(other, [["mild", "skip"]])
    name = fits("sync", coach(other, "sync", "accept", "--json"))["machine"]
    coach(tmp_path, "sync", "accept")
    forgotten = fits("sync-forget", coach(tmp_path, "sync", "forget", name, "--yes", "--json"))
    assert (forgotten["machine"], forgotten["removed"]) == (name, 2)


@given(days=LIVES)
@settings(max_examples=10)
def test_what_was_recorded_fits_the_schema_or_is_refused_in_a_sentence(
    days: list[list[str]],
) -> None:
    with TemporaryDirectory() as folder:
        live(Path(folder), days)
        fits_or_is_refused("export-workout", coach(Path(folder), "export", "workout", "--json"))
        for arguments in DONE.values():
            fits_or_is_refused("recorded", coach(Path(folder), *arguments, "--json"))


@given(days=LIVES)
@settings(max_examples=10)
def test_what_was_written_is_there_or_is_refused_in_a_sentence(days: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        live(Path(folder), days)
        for name, arguments in WRITTEN.items():
            to = ("--to", str(Path(folder) / name), "--json")
            told = fits_or_is_refused("written", coach(Path(folder), *arguments, *to))
            assert all(Path(one).stat().st_size for one in told.get("files", ()))


def fits_or_is_refused(name: str, result: Result) -> Any:  # noqa: ANN401 - any JSON
    if not result.exit_code:
        return fits(name, result)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip()
    return {}


def test_a_session_as_sound_is_a_file_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "midday.wav"
    named = ("export", "audio", "midday", "--no-voice", "--to", str(path))
    assert fits("written", coach(tmp_path, *named, "--json"))["files"] == [str(path)]


def test_the_output_cannot_have_a_file_and_where_it_is(tmp_path: Path) -> None:
    for arguments in (("export", "json"), ("report", "--to", "-")):
        result = coach(tmp_path, *arguments, "--json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "name a file with --to" in result.stderr


def test_a_first_config_file_and_a_theme_are_written(tmp_path: Path) -> None:
    new = str(tmp_path / "new" / "config.toml")
    words = ["--config", new, "config", "init", "--foot", "left", "--json"]
    assert fits("written", CliRunner().invoke(coach_command, words))["files"] == [new]
    told = fits("written", coach(tmp_path, "theme", "new", "mine", "--json"))
    assert told["files"] == [str(tmp_path / "themes" / "mine.toml")]


def test_the_keys_that_are_taken_out_are_named(tmp_path: Path) -> None:
    coach(tmp_path, "config", "set", "steps.midday.at", "13:15")
    coach(tmp_path, "config", "set", "steps.midday.name", "Lunch")
    refused = coach(tmp_path, "config", "unset", "steps", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    told = fits("config-unset", coach(tmp_path, "config", "unset", "steps", "--yes", "--json"))
    assert told["keys"] == ["steps.midday.at", "steps.midday.name"]


class _Manager:
    """A service manager that does nothing."""

    def install(self) -> str:
        return "Installed."

    def remove(self) -> str:
        return "Removed."

    def state(self) -> State:
        return State("systemd", Path("/u/coach.service"), Condition.SOUND, True, ("A note.",))  # noqa: FBT003 - as in the tests of its words


@pytest.mark.parametrize("verb", ["install", "remove"])
def test_a_change_of_the_service_tells_its_state(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.cli.service.way_of", lambda _: _Manager())
    told = fits("service-change", coach(tmp_path, "service", verb, "--json"))
    assert (told["installed"], told["said"][0]) == (True, f"{verb.removesuffix('e').title()}ed.")


def test_each_command_that_records_says_what(tmp_path: Path) -> None:
    told = fits("recorded", coach(tmp_path, *DONE["check"], "--json"))
    assert [(one["kind"], one["pain"]) for one in told["recorded"]] == [("pain-checked", 2)]
    assert told["said"][0].startswith("First-step pain 2/10")
    (entry,) = fits("entries", coach(tmp_path, "entries", "--json"))
    told = fits("recorded", coach(tmp_path, "delete", entry["id"], "--json"))
    assert [one["kind"] for one in told["recorded"]] == ["entry-retracted"]
    assert {*DONE, "delete"} == {*SHARED["recorded"]}


def test_a_sign_is_ticked_and_told(tmp_path: Path) -> None:
    told = fits("flag", coach(tmp_path, "flag", "numb", "--json"))
    assert [one["sign"] for one in told["signs"] if one["is_ticked"]] == ["numb"]
    assert told["recorded"]
    cleared = ("--clear", "numb", "--seen-by", "Dr Lee")
    told = fits("flag", coach(tmp_path, "flag", *cleared, "--json"))
    assert not any(one["is_ticked"] for one in told["signs"])


def test_a_copy_is_made_and_brought_back(tmp_path: Path) -> None:
    coach(tmp_path, "check", "2")
    made = fits("backup", coach(tmp_path, "backup", "--json"))
    assert Path(made["made"]).stat().st_size == made["copies"][0]["size_bytes"]
    refused = coach(tmp_path, "restore", "today", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    back = fits("restore", coach(tmp_path, "restore", "today", "--yes", "--json"))
    assert back["restored"] == made["made"]
    assert Path(back["kept"]).exists()


def test_what_is_changed_is_told_by_the_answer_of_its_command(tmp_path: Path) -> None:
    (begun,) = fits("trial", coach(tmp_path, "trial", "tape", "--json"))
    assert begun["use_today"] in {True, False}
    assert fits("trial", coach(tmp_path, "trial", "end", "--json")) == []
    named = ("missed", "midday", "--because", "no-time", "--short")
    (changed,) = fits("missed", coach(tmp_path, *named, "--json"))["changed"]
    assert (changed["key"], changed["value"]) == ("short", True)


@pytest.mark.parametrize("arguments", [("intake",), ("flag", "--clear", "numb")])
def test_with_json_nobody_is_asked(arguments: tuple[str, ...], tmp_path: Path) -> None:
    coach(tmp_path, "flag", "numb")
    result = coach(tmp_path, *arguments, "--json")
    assert result.exit_code in {1, 2}
    assert result.stdout == ""


# --- The schemas --------------------------------------------------------------------------------


def test_each_answer_is_asked_for() -> None:
    of_hooks = {"hook", "hook-level"}
    by_themselves = {"export-workout", "sync", "sync-forget", "import", "config-unset"}
    tried = {*ASKED, *ONCE, *of_hooks, *by_themselves, "recorded", "written", "service-change"}
    assert tried == {*ANSWERS}
    written = {*WRITTEN, "export-audio", "config-init", "theme-new"}
    assert written == {*SHARED["written"]}


def commands(
    command: click.Command = coach_command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, by its words."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below, (*path, name))
        if not command.invoke_without_command:
            return
    yield " ".join(path), command


def test_every_command_has_json_or_a_reason_to_have_none() -> None:
    have = {
        name: any("--json" in option.opts for option in command.params)
        for name, command in commands()
    }
    assert {name for name, has_json in have.items() if not has_json} == {*WITHOUT_JSON}
    described = {name.replace("-", " ") for name in ANSWER_OF}
    assert {name for name, has_json in have.items() if has_json} <= described


@pytest.mark.parametrize("name", ANSWER_OF)
def test_a_schema_is_printed_by_name(name: str, tmp_path: Path) -> None:
    result = coach(tmp_path, "schema", name)
    schema = json.loads(result.stdout)
    Draft202012Validator.check_schema(schema)
    assert schema == json.loads(json.dumps(schema_of(name)))


def test_all_schemas_are_listed(tmp_path: Path) -> None:
    assert coach(tmp_path, "schema").stdout.split() == [*ANSWERS]
    assert coach(tmp_path, "schema", "nothing").exit_code == 2


def test_the_page_has_every_field() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make json`"
