"""`coach config edit` in a real terminal, with an editor that writes what a test says."""

import shlex
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.terminal import Terminal

GOOD = '[steps.midday]\nat = "13:15"\n'
BETTER = '[steps.midday]\nat = "14:00"\n'
BROKEN = '[steps.midday]\nat = "25:00"\n'
PROBLEM = "config.draft.toml:2:6: steps.midday.at"
ASKED = "Edit again (e), keep the old file (k), or save it anyway (s)?"
EDITOR = """
import pathlib, sys
folder, draft = map(pathlib.Path, sys.argv[1:])
turn = min(folder.iterdir())
text = turn.read_text()
turn.unlink()
if text != "(nothing)":
    draft.write_text(text)
if meanwhile := folder.with_name("meanwhile").read_text():
    folder.with_name("config.toml").write_text(meanwhile)
sys.exit(3 if turn.suffix == ".failed" else 0)
"""


class Desk:
    """The files of a runner who edits, and her terminal."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.draft = home.config.with_name("config.draft.toml")
        self.turns = home.folder / "turns"
        self.turns.mkdir()
        self.meanwhile = home.folder / "meanwhile"
        self.meanwhile.touch()

    def types(self, *texts: str, suffix: str = "") -> None:
        """Set what is typed in each turn of the editor from now on."""
        for number, text in enumerate(texts):
            (self.turns / f"{number}{suffix}").write_text(text)

    def edit(self, editor: str = "", program: tuple[str, ...] = COACH) -> Terminal:
        """Begin to edit; in a terminal wide enough for the path of a test's folder."""
        own = shlex.join([sys.executable, "-c", EDITOR, str(self.turns)])
        editor = editor or own
        return Terminal(self.home, "config", "edit", columns=200, program=program, VISUAL=editor)

    @property
    def config(self) -> str:
        return self.home.config.read_text()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Home(tmp_path, GOOD))


def test_what_is_sound_is_saved_at_once(desk: Desk) -> None:
    desk.types(BETTER)
    with desk.edit() as screen:
        screen.wait_for("config.toml: saved.")
        assert screen.exit_code() == 0
    assert desk.config == BETTER
    assert not desk.draft.exists()


def test_nothing_typed_is_nothing_changed(desk: Desk) -> None:
    desk.types("(nothing)")
    with desk.edit() as screen:
        screen.wait_for("Nothing was changed.")
        assert screen.exit_code() == 0
    assert desk.config == GOOD
    assert not desk.draft.exists()


def test_what_is_broken_can_be_edited_again(desk: Desk) -> None:
    desk.types(BROKEN, BETTER)
    with desk.edit() as screen:
        screen.wait_for(PROBLEM)
        screen.wait_for(ASKED)
        assert desk.config == GOOD
        screen.press("enter")
        screen.wait_for("config.toml: saved.")
        assert screen.exit_code() == 0
    assert desk.config == BETTER


def press_until(screen: Terminal, key: str, text: str) -> None:
    """Press a key; Python hears a ctrl+c that comes just before it waits only at the next one."""
    for _ in range(10):
        screen.press(key)
        with suppress(AssertionError):
            screen.wait_for(text, timeout=3.0)
            return
    pytest.fail(screen.text())


@pytest.mark.parametrize("key", ["k\r", "\x03", "\x04"], ids=["k", "ctrl+c", "ctrl+d"])
def test_what_is_broken_can_be_left_and_is_gone_on_with_later(desk: Desk, key: str) -> None:
    desk.types(BROKEN, "(nothing)")
    with desk.edit() as screen:
        screen.wait_for(ASKED)
        press_until(screen, key, "config.toml is as it was.")
        assert screen.exit_code() == 1
    assert (desk.config, desk.draft.read_text()) == (GOOD, BROKEN)
    with desk.edit() as screen:
        screen.wait_for("contains what you typed earlier.")
        screen.press("enter")
        screen.wait_for(PROBLEM)
        screen.press("s", "enter")
        screen.wait_for("Running screens and reminders keep the last good routine.")
        assert screen.exit_code() == 0
    assert desk.config == BROKEN
    assert not desk.draft.exists()


def test_ctrl_c_is_heard_also_where_a_script_ignores_it(desk: Desk) -> None:
    desk.types(BROKEN)
    deaf = ("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *COACH)
    with desk.edit(program=deaf) as screen:
        screen.wait_for(ASKED)
        press_until(screen, "\x03", "config.toml is as it was.")
        assert screen.exit_code() == 1


def test_a_draft_can_be_thrown_away(desk: Desk) -> None:
    desk.draft.write_text(BROKEN)
    desk.types("(nothing)")
    with desk.edit() as screen:
        screen.wait_for("contains what you typed earlier.")
        screen.press("n", "enter")
        screen.wait_for("Nothing was changed.")
    assert desk.config == GOOD


def test_a_file_that_another_program_changed_is_not_overwritten_unasked(desk: Desk) -> None:
    desk.types(BETTER)
    desk.meanwhile.write_text('theme = "nord"\n')
    with desk.edit() as screen:
        screen.wait_for("config.toml was changed by another program meanwhile.")
        screen.press("k", "enter")
        screen.wait_for("config.toml is as it was.")
        assert screen.exit_code() == 1
    assert (desk.config, desk.draft.read_text()) == ('theme = "nord"\n', BETTER)


def test_an_editor_that_failed_leaves_the_question(desk: Desk) -> None:
    desk.types(BETTER, suffix=".failed")
    with desk.edit() as screen:
        screen.wait_for("ended with status 3.")
        screen.wait_for(ASKED)
        screen.press("k", "enter")
        assert screen.exit_code() == 1
    assert desk.config == GOOD


def test_a_first_file_is_begun_with_its_schema_beside_it(desk: Desk) -> None:
    desk.home.config.unlink()
    desk.types("(nothing)", "#:schema ./config.schema.json\n" + BETTER)
    with desk.edit() as screen:
        screen.wait_for("Nothing was changed.")
    assert not desk.home.config.exists()
    assert desk.home.config.with_name("config.schema.json").exists()
    with desk.edit() as screen:
        screen.wait_for("config.toml: saved.")
    assert desk.config.endswith(BETTER)


@pytest.mark.parametrize(
    ("visual", "told"),
    [
        ("/no/such/editor --wait", "/no/such/editor does not start (No such file"),
        ("'vim", "VISUAL cannot be read: No closing quotation."),
    ],
)
def test_an_editor_that_does_not_start_is_told(desk: Desk, visual: str, told: str) -> None:
    with desk.edit(visual) as screen:
        screen.wait_for(told)
        assert screen.exit_code() == 1
    assert desk.config == GOOD


def test_without_a_terminal_it_says_what_to_do(desk: Desk) -> None:
    run = desk.home.run("config", "edit")
    assert run.returncode == 1
    assert run.stderr == (
        f"{desk.home.config}: `coach config edit` needs a terminal; "
        "edit the file with any program, then run `coach config check`.\n"
    )
