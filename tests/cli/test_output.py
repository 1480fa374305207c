"""Commands whose output cannot show a text, accepts nothing more, or is no terminal."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from support import hostile
from support.home import COACH, Home

from coach.journal import Entry
from coach.reports.journal_file import pieces

_LOCALE = "en_US.ISO-8859-1"
_SIGNS = set("○●▶✓◌×–·")
_SAYING = (
    ("today",),
    ("next",),
    ("why",),
    ("why", "midday"),
    ("doctor",),
    ("flag",),
    ("entries",),
    ("progress",),
    ("theme", "list"),
    ("theme", "preview"),
    ("next", "--format", "tmux"),
)
_TELLING = (
    ("entries", "--all"),
    ("entries", "--json"),
    ("today", "--json"),
    ("why", "--json"),
    ("doctor", "--json"),
    ("flag", "--clear", "fever", "--seen-by", hostile.TEXT),
    ("undo",),
    ("delete", f"0199{8:08x}"),
    ("sync",),
    ("sync", "accept", "other"),
    ("export", "ics"),
    ("import", "."),
)
"""Other commands that show texts from elsewhere, if there are any."""
_ENCODINGS = ("ascii", "latin-1", "cp1252", "cp437", "utf-8")
_IS_LINUX = sys.platform == "linux"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.run("check", "3")
    return home


@pytest.fixture(scope="module")
def latin_locale(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A system with the encoding ISO-8859-1."""
    folder = tmp_path_factory.mktemp("locales")
    make = shutil.which("localedef")
    words = [str(make), "-i", "en_US", "-f", "ISO-8859-1", str(folder / _LOCALE)]
    if make is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no locale can be made here")
    return {"LOCPATH": str(folder), "LC_ALL": _LOCALE}


def run(
    home: Home, *arguments: str | bytes, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COACH, *arguments],
        env=home.environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def into(home: Home, out: int, *arguments: str) -> tuple[int, str]:
    """The exit status and the error output of a command whose output goes to a descriptor."""
    ended = subprocess.run(
        [*COACH, *arguments],
        env=home.environment(),
        cwd=home.folder,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr


# Characters that cannot be shown


@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_what_an_encoding_cannot_show_is_replaced(home: Home, encoding: str) -> None:
    for command in (("today",), ("why",)):
        ended = run(home, *command, PYTHONIOENCODING=encoding)
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert ended.stdout.decode(encoding)


def test_a_sign_is_replaced_by_what_looks_like_it(home: Home) -> None:
    said = run(home, "today", PYTHONIOENCODING="ascii").stdout.decode("ascii")
    assert "?" not in said
    assert " + " in said


@pytest.mark.parametrize("command", _SAYING, ids=" ".join)
def test_a_locale_without_signs_ends_no_command(
    home: Home, latin_locale: dict[str, str], command: tuple[str, ...]
) -> None:
    ended = run(home, *command, **latin_locale)
    assert b"Traceback" not in ended.stderr
    assert ended.stderr in {b"", b"Nothing found.\n"}


@pytest.mark.skipif(not _IS_LINUX, reason="only there a name may be any bytes")
def test_a_file_name_that_is_no_text_can_be_used_and_told(home: Home) -> None:
    journal = os.fsencode(home.folder) + b"/\xe9.db"
    assert run(home, b"--journal", journal, "check", "3").returncode == 0
    said = run(home, b"--journal", journal, "doctor").stdout.decode()
    assert "/?.db, schema" in said
    findings = json.loads(run(home, b"--journal", journal, "doctor", "--json").stdout)
    assert any("/?.db, schema" in one["text"] for one in findings)


@pytest.mark.skipif(not _IS_LINUX, reason="as above")
def test_the_path_of_the_config_file_is_printed_byte_by_byte(home: Home) -> None:
    config = os.fsencode(home.folder) + b"/\xe9.toml"
    assert run(home, b"--config", config, "config", "path").stdout == config + b"\n"


@pytest.mark.skipif(not _IS_LINUX, reason="as above")
def test_text_for_the_journal_that_is_none_is_wrong_usage(home: Home) -> None:
    home.run("flag", "numb")
    ended = run(home, "flag", "--clear", "numb", "--seen-by", b"Dr L\xe9e")
    assert ended.returncode == 2
    assert b"is not a UTF-8 text" in ended.stderr


@pytest.mark.skipif(not _IS_LINUX, reason="as above")
def test_a_config_file_that_cannot_name_its_schema_is_refused_in_one_sentence(home: Home) -> None:
    config = os.fsencode(home.folder) + b"/\xe9.toml"
    ended = run(home, b"--config", config, "config", "init", "--yes")
    assert ended.returncode == 1
    assert ended.stderr.decode().endswith("not UTF-8 text; give another name.\n")
    assert not Path(os.fsdecode(config)).exists()


def test_json_is_utf_8_wherever_it_goes(home: Home) -> None:
    home.configure('[steps.midday]\nname = "Dehnen – mittags ✓"\n')
    plain = run(home, "today", "--json").stdout
    assert run(home, "today", "--json", PYTHONIOENCODING="latin-1").stdout == plain
    assert "Dehnen – mittags ✓" in {one["name"] for one in json.loads(plain)["steps"]}


# An output that takes nothing


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    "command",
    [
        ("today",),
        ("next", "--json"),
        ("export", "json"),
        ("config", "show"),
        ("--help",),
        ("--plain",),
    ],
    ids=" ".join,
)
def test_an_output_that_is_full_is_told_in_one_sentence(
    home: Home, command: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        status, said = into(home, full.fileno(), *command)
    assert status == 1
    assert said.startswith("The output cannot be written (No space left on device); make room")
    assert said.count(".") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="as above")
@pytest.mark.parametrize(
    "command",
    [
        ("ran", "5km", "31m"),
        ("check", "4"),
        ("undo",),
        ("intake", "--longest", "5km"),
        ("import", str(Path(__file__).parents[1] / "data" / "activities" / "run.tcx")),
    ],
    ids=lambda words: words[0],
)
def test_what_is_recorded_is_told_to_be_where_the_output_is_full(
    home: Home, command: tuple[str, ...]
) -> None:
    before = home.query("select count(*) from entries")
    with Path("/dev/full").open("wb") as full:
        _, said = into(home, full.fileno(), *command)
    assert said.endswith("send it elsewhere. What it reports was recorded.\n")
    assert home.query("select count(*) from entries") > before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="as above")
@pytest.mark.parametrize(
    ("command", "made"),
    [
        (("backup", "--to", "copy.db"), "copy.db"),
        (("--config", "new.toml", "config", "init", "--yes"), "new.toml"),
        (("config", "schema", "--write"), "config.schema.json"),
        (("theme", "new", "own"), "themes/own.toml"),
        (("sync",), "coach/*/runner.id"),
        (("export", "csv", "--to", "tables"), "tables/days.csv"),
        (("report", "--to", "report.html"), "report.html"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_is_done_is_told_to_be_where_the_output_is_full(
    home: Home, command: tuple[str, ...], made: str
) -> None:
    home.configure(f'[sync]\nfolder = "{home.folder}"\n')
    home.run("backup", "--to", "kept.db")
    with Path("/dev/full").open("wb") as full:
        status, said = into(home, full.fileno(), *command)
    assert (status, said.endswith("send it elsewhere. What it reports was done.\n")) == (1, True)
    assert list(home.folder.glob(made))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="as above")
def test_a_restore_is_told_to_be_done_where_it_is(home: Home) -> None:
    home.run("backup", "--to", "kept.db")
    with Path("/dev/full").open("wb") as full:
        _, said = into(home, full.fileno(), "restore", "kept.db", "--yes")
        assert said.endswith("send it elsewhere.\n")  # it says first what would change
        home.journal.write_bytes(b"no journal" * 1000)
        _, said = into(home, full.fileno(), "restore", "kept.db", "--yes")
    assert said.endswith("send it elsewhere. What it reports was done.\n")
    assert home.query("select count(*) from entries") == [1]


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed in another way there")
@pytest.mark.parametrize(
    "command",
    [("today",), ("export", "json"), ("entries",), ("config", "schema"), ("--plain",)],
    ids=" ".join,
)
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(
    home: Home, command: tuple[str, ...]
) -> None:
    nobody, pipe = os.pipe()
    os.close(nobody)
    try:
        status, said = into(home, pipe, *command)
    finally:
        os.close(pipe)
    assert (status, said) == (141, "")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes what it hands on")
@pytest.mark.parametrize(
    ("closed", "status"),
    [
        ("config init <&-", 1),
        ("today >&-", 0),
        ("start midday <&- >&-", 1),
        ("done nothing 2>&-", 1),
        ("<&- >&- 2>&-", 0),
    ],
)
def test_a_stream_that_is_closed_ends_no_command(home: Home, closed: str, status: int) -> None:
    home.config.unlink()
    ended = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m coach {closed}', sys.executable],
        env=home.environment(COACH_CONFIG=""),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    assert home.journal.exists()


# Plain lines


@pytest.mark.parametrize("command", _SAYING, ids=" ".join)
def test_plain_commands_print_short_lines_without_signs(
    home: Home, command: tuple[str, ...]
) -> None:
    said = home.run(*command, COACH_PLAIN="1").stdout
    assert not _SIGNS & set(said)
    # A path is one word, which is never cut.
    assert all(len(line) <= 80 or " " not in line for line in said.splitlines())


@pytest.mark.parametrize("command", [("done", "nothing"), ("flag", "nothing")], ids=" ".join)
def test_a_plain_refusal_is_short_too(home: Home, command: tuple[str, ...]) -> None:
    said = home.run(*command, COACH_PLAIN="1").stderr
    assert "`" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_plain_today_names_each_step_as_it_is_typed(home: Home) -> None:
    said = home.run("today", COACH_PLAIN="1").stdout
    assert "pain-check: Morning pain check, done, 3 of 10" in said
    assert "evening: Evening stretches, at 21:00, " in said


def test_a_plain_doctor_says_in_words_how_each_thing_is(home: Home) -> None:
    assert "Sync, sound: off" in home.run("doctor", COACH_PLAIN="1").stdout


@pytest.mark.parametrize("wanted", ["--json", "--format=json"])
def test_what_other_programs_read_is_the_same_with_plain(home: Home, wanted: str) -> None:
    home.configure('[steps.evening]\nname = "Dehnen – abends ✓"\n')
    assert json.loads(home.run("next", wanted, COACH_PLAIN="1").stdout)
    said = home.run("today", "--json", COACH_PLAIN="1").stdout
    assert "Dehnen – abends ✓" in said


# Texts from elsewhere


@pytest.fixture
def hostile_home(tmp_path: Path) -> Home:
    """The home of a runner with hostile texts in entries, and hostile machines."""
    home = Home(tmp_path, f'[sync]\nfolder = "{tmp_path}"\n')
    now = datetime.now(UTC)
    events = hostile.entries(now, now.astimezone(ZoneInfo(home.zone)).date())
    bodies = [msgspec.json.encode(one).decode() for one in events]
    (tmp_path / "export.json").write_bytes(b"".join(pieces(map(Entry.read, bodies))))
    assert not hostile.steers(both(home.run("import", "export.json")))
    assert home.query("select body from entries order by id") == bodies
    for machine in (hostile.TEXT, "other"):
        (tmp_path / "coach" / machine).mkdir(parents=True)
    (tmp_path / "coach" / "other" / f"{hostile.TEXT}.entries").write_text(hostile.TEXT)
    return home


def both(ended: subprocess.CompletedProcess[str]) -> str:
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("plain", ["", "1"], ids=["", "plain"])
def test_no_text_from_elsewhere_steers_the_terminal(hostile_home: Home, plain: str) -> None:
    (hostile_home.folder / f"{hostile.TEXT}.fit").write_text(hostile.TEXT)
    for command in (*_SAYING, *_TELLING, ()):
        said = both(hostile_home.run(*command, COACH_PLAIN=plain, NO_COLOR="1"))
        assert said
        assert not hostile.steers(said.replace("\r\n", "\n")), command


def test_no_text_from_elsewhere_steers_from_an_exported_file(hostile_home: Home) -> None:
    hostile_home.run("export", "csv", "--to", "tables")
    hostile_home.run("report", "--to", "report.html")
    files = [*hostile_home.folder.glob("tables/*.csv"), hostile_home.folder / "report.html"]
    texts = {one.name: one.read_text(encoding="utf-8") for one in files}
    assert "x]52;c;eHg=]0;title31m y" in texts["training.csv"]
    assert "x]52;c;eHg=]0;title31m" in texts["report.html"]
    assert not [name for name, text in texts.items() if hostile.steers(text)]
