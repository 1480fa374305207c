"""`coach theme`, a process of its own each time."""

import json
import sys
from pathlib import Path

import pytest
from support.home import Home

DONE, REFUSED, USAGE = 0, 1, 2
NEEDED = """
import sys
from coach.cli.main import coach_command
try:
    coach_command(ARGUMENTS, prog_name="coach")
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def mine(home: Home) -> Path:
    """A theme of the runner's own."""
    home.run("theme", "new", "mine")
    return home.folder / "themes" / "mine.toml"


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_the_list_marks_the_one_in_use_and_tells_whose_each_is(home: Home, mine: Path) -> None:
    home.configure('theme = "ink"')
    rows = home.run("theme", "list").stdout.splitlines()
    assert rows[0].split() == ["mine", "dark", "yours:", "made", "from", "evergreen"]
    assert [row.split()[1] for row in rows if row.startswith("*")] == ["ink"]
    assert len(rows) == 1 + 8 + 21
    edit(mine, '"#151a17"', '"#151a1"')
    assert home.run("theme", "list").stdout.startswith(
        "  mine                  broken  yours: `coach theme check mine` says what is wrong"
    )


def test_the_list_as_json(home: Home, mine: Path) -> None:
    listed = json.loads(home.run("theme", "list", "--json").stdout)
    rows = {row["name"]: row for row in listed}
    assert rows["mine"] == {
        "name": "mine",
        "dark": True,
        "about": "yours: made from evergreen",
        "origin": "yours",
        "file": str(mine),
        "in_use": False,
    }
    assert rows["evergreen"]["in_use"]
    assert (rows["daylight"]["dark"], rows["daylight"]["origin"]) == (False, "coach")
    assert (rows["nord"]["file"], rows["nord"]["origin"]) == (None, "textual")


def test_a_new_theme_looks_like_the_one_it_was_made_from(home: Home) -> None:
    made = home.run("theme", "new", "mine", "--from", "ember")
    path = home.folder / "themes" / "mine.toml"
    told = f'{path}: written. `theme = "mine"` in your config file uses it.\n'
    assert (made.returncode, made.stdout) == (DONE, told)
    text = path.read_text()
    assert text.startswith("# mine, made from ember.\n")
    assert 'about = "made from ember"\ndark = true\n' in text
    assert "# what is due, the keys, and the line of now" in text
    check = home.run("theme", "check", "mine")
    assert (check.returncode, check.stdout) == (DONE, f"{path}: no problems.\n")
    colors = home.run("theme", "preview", "mine").stdout.splitlines()[1:]
    assert colors == home.run("theme", "preview", "ember").stdout.splitlines()[1:]


def test_a_theme_of_ones_own_can_be_copied_too(home: Home, mine: Path) -> None:
    edit(mine, '"#e8ab6a"', '"#ffffff"')
    home.run("theme", "new", "second", "--from", "mine")
    text = (mine.parent / "second.toml").read_text()
    assert text.startswith("# second, made from mine.\n")
    assert text.count("made from") == 2
    assert 'due = "#ffffff"' in text


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("new", "mine"), REFUSED, "mine.toml is there already; choose another name.\n"),
        (("new", "Mine"), USAGE, "use lower-case letters, digits, - and _."),
        (("new", "../mine"), USAGE, "use lower-case letters, digits, - and _."),
        (("new", "x", "--from", "evergren"), REFUSED, "did you mean `evergreen`?\n"),
        (("new", "x", "--from", "nord"), REFUSED, "nord is a theme of Textual and has no file"),
        (("preview", "evergren"), REFUSED, "There is no theme `evergren`; did you mean"),
        (("check", "evergren"), REFUSED, "There is no theme `evergren`; did you mean"),
        (("check", "gone.toml"), REFUSED, "gone.toml: cannot be read (No such file or directory)"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_is_refused(home: Home, arguments: tuple[str, ...], status: int, told: str) -> None:
    run = home.run("theme", *arguments)
    assert run.returncode == status
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_a_folder_that_cannot_be_written_is_one_sentence(home: Home) -> None:
    (home.folder / "themes").write_text("no folder")
    run = home.run("theme", "new", "mine")
    assert run.returncode == REFUSED
    assert run.stderr.count("\n") == 1


def test_check_finds_a_bad_colour_and_then_the_faint_text(home: Home, mine: Path) -> None:
    edit(mine, 'muted = "#929d94"', 'muted = "#5c665e"')
    edit(mine, 'done = "#7fb477"', 'done = "7fb477"')
    run = home.run("theme", "check")
    assert run.returncode == REFUSED
    assert "roles.done is" in run.stderr
    assert "did you mean `#7fb477`?" in run.stderr
    assert len(run.stdout.splitlines()) == 8
    edit(mine, '"7fb477"', '"#7fb477"')
    run = home.run("theme", "check", str(mine))
    assert run.returncode == REFUSED
    assert 'roles.muted "#5c665e" has a contrast of 3.0 on background' in run.stderr
    (told,) = json.loads(home.run("theme", "check", "mine", "--json").stdout)
    assert (told["file"], told["usable"]) == (str(mine), True)
    assert [one["key"] for one in told["problems"]] == ["roles.muted"]
    line = told["problems"][0]["line"]
    assert mine.read_text().splitlines()[line - 1].startswith("muted")


def test_a_preview_has_no_colour_where_there_is_no_terminal(home: Home, mine: Path) -> None:
    for arguments in ((), ("ink",)):
        run = home.run("theme", "preview", *arguments)
        assert run.returncode == DONE
        assert "\x1b" not in run.stdout
    assert "RUN, NO INCREASE" in run.stdout
    edit(mine, '"#151a17"', '"#151a1"')
    everything = home.run("theme", "preview")
    assert (everything.returncode, len(everything.stdout.splitlines())) == (DONE, 8)
    assert home.run("theme", "preview", "mine").returncode == REFUSED


def test_a_broken_theme_cannot_be_copied(home: Home, mine: Path) -> None:
    edit(mine, '"#151a17"', '"#151a1"')
    run = home.run("theme", "new", "second", "--from", "mine")
    assert run.stderr == "mine cannot be used; `coach theme check mine` says why.\n"


@pytest.mark.parametrize(
    ("config", "note"),
    [
        (
            'theme = "evergren"',
            "1:9: theme names `evergren`, which is not a theme; did you mean `evergreen`?",
        ),
        (
            'theme = "mine"',
            "1:9: theme names `mine`, which cannot be used; `coach theme check mine` says why",
        ),
        ('theme = "nord"', ""),
        ("", ""),
    ],
)
def test_the_check_of_the_config_knows_the_themes(
    home: Home, mine: Path, config: str, note: str
) -> None:
    edit(mine, '"#151a17"', '"#151a1"')
    home.configure(config)
    run = home.run("config", "check")
    assert run.returncode == DONE
    assert run.stdout.startswith(f"Note: {home.config}:{note}" if note else str(home.config))


@pytest.mark.parametrize("arguments", [["list"], ["preview"], ["new", "x"], ["check"]])
def test_no_command_needs_textual(home: Home, arguments: list[str]) -> None:
    program = NEEDED.replace("ARGUMENTS", repr(["theme", *arguments]))
    run = home.run("-c", program, program=(sys.executable,))
    modules = run.stderr.split()
    assert "coach.config.themes.store" in modules
    assert not {"textual", "rich"} & set(modules)
