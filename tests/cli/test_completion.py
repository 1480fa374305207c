"""What shells offer while a command is typed, and that real ones take it."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from click.shell_completion import ShellComplete
from support.home import Home
from support.real_parts import needs

from coach.cli.main import coach_command

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path)
    for name, value in home.environment().items():
        monkeypatch.setenv(name, value)
    return home


def offered(*words: str) -> list[str]:
    """What is offered for the last word, in this process."""
    *before, begun = words
    shell = ShellComplete(coach_command, {}, "coach", "_COACH_COMPLETE")
    return [one.value for one in shell.get_completions(before, begun)]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("done mid", ["midday"]),
        ("why ev", ["evening"]),
        ("export audio ev", ["evening"]),
        ("skip midday --because p", ["pain"]),
        ("away --because t", ["travel"]),
        ("missed midday --because no", ["no-time", "no-room"]),
        ("ran 5km 31m --pattern w", ["worse"]),
        ("trained s", ["swim"]),
        ("check 3 --day y", ["yesterday"]),
        ("flag numb", ["numb"]),
        ("flag --clear fev", ["fever"]),
        ("next --format ", ["waybar", "tmux", "json"]),
        ("export workout --format t", ["text"]),
        ("theme preview em", ["ember"]),
        ("theme new mine --from em", ["ember"]),
        ("config init --theme em", ["ember"]),
        ("config show the", ["theme"]),
        ("config show steps.mid", ["steps.midday", "steps.midday.kind", "steps.midday.name"]),
        ("config show exercises.pf_stretch.ho", ["exercises.pf_stretch.hold"]),
        ("config set sound.vol", ["sound.volume"]),
        ("config unset sound.vol", ["sound.volume"]),
        ("config set theme em", ["ember"]),
        ("config set keys.p", ["keys.preset"]),
        ("config set keys.preset v", ["vim"]),
        ("config set sound.signals b", ["bell"]),
        ("config set sound.voice t", ["true"]),
        ("config set steps.run.days m", ["mon"]),
        ("alerts test te", ["terminal"]),
        ("help tr", ["troubleshooting"]),
        ("completion f", ["fish"]),
    ],
)
@pytest.mark.usefixtures("home")
def test_values_are_offered(line: str, values: list[str]) -> None:
    found = offered(*line.split(" "))
    assert found[: len(values)] == values
    assert all(one.startswith(line.rsplit(" ", maxsplit=1)[-1]) for one in found)


@pytest.mark.usefixtures("home")
def test_config_keys_are_offered_one_level_at_a_time() -> None:
    assert {"theme", "day", "steps", "exercises"} <= set(offered("config", "show", ""))
    assert not any("." in one for one in offered("config", "show", ""))
    assert offered("config", "show", "steps.nothing") == []


def test_the_copies_are_offered_by_day(home: Home) -> None:
    home.run("check", "3")
    (day,) = [path.name for path in (home.folder / "backups").iterdir()]
    assert offered("restore", "") == [day[-13:-3]]


@pytest.mark.parametrize("line", ["done mid", "theme preview ", "config show st", "restore "])
def test_with_a_wrong_config_nothing_disturbs_the_line_that_is_typed(
    home: Home, line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    home.configure("theeme = 1")
    offered(*line.split(" "))
    assert capfd.readouterr() == ("", "")


def test_a_real_fish_completes_values_with_what_they_mean(home: Home) -> None:
    script = """
        coach completion fish | source
        complete --do-complete 'coach done mid'
        complete --do-complete 'coach skip midday --because p'
    """
    run = home.run(script, program=(needs("fish"), "-c"), PATH=PATH)
    assert run.stdout == "midday\tMidday stretches\npain\n"


def test_a_real_zsh_completes_values(home: Home) -> None:
    zsh = needs("zsh")
    shell = pexpect.spawn(
        zsh, ["-f", "-i"], env=home.environment(PATH=PATH), encoding="utf-8", timeout=30
    )
    shell.sendline('autoload -U compinit && compinit -u && eval "$(coach completion zsh)"')
    shell.send("coach skip mid\t--because p\t")
    shell.sendline("\x01echo offered ")  # ctrl+a: before the line as it was completed
    shell.expect(r"offered coach skip midday --because pain *\r\n")
    shell.close()
