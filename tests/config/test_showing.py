"""The routine written out, with the origin of each value."""

from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from support.routines import DOCUMENTS, SHIPPED

from coach.config import Reading, read
from coach.config.showing import Setting, as_toml, part_of, settings_of
from coach.domain.routine.model import Routine
from coach.errors import ConfigError

MINE = """\
theme = "nord"

[steps.ice]
at = "19:00"

[exercises.pf_stretch]
enabled = false

[steps]
night-splint = { enabled = false }

[steps.own]
kind = "reminder"
name = 'A "name" \\ of mine'
before = "run"

[keys.today]
snooze = "z"
undo = ["U", "backspace"]
"""


def written(text: str) -> str:
    """The routine of a config text, as it is shown."""
    return "".join(f"{one.text.rstrip()}\n" for one in as_toml(settings_of(read(text))))


def without_secrets(reading: Reading) -> Routine:
    """The routine but for what may be a URL or a program, of which not all is shown."""
    routine = reading.or_fail()
    return replace(routine, alerts=replace(routine.alerts, push=(), command=(), open=()))


def origins(text: str) -> dict[str, str]:
    return {one.key: one.origin for one in settings_of(read(text))}


def test_each_value_is_shipped_or_from_a_line_of_the_file() -> None:
    found = origins(MINE)
    own = {key: origin for key, origin in found.items() if origin != "shipped"}
    assert own == {
        "theme": "line 1",
        "steps.ice.at": "line 4",
        "exercises.pf_stretch.enabled": "line 7",
        "steps.night-splint.enabled": "line 10",
        "steps.own.kind": "line 13",
        "steps.own.name": "line 14",
        "steps.own.before": "line 15",
        "keys.today.snooze": "line 18",
        "keys.today.undo": "line 19",
    }
    assert found["steps.ice.session"] == "shipped"


def test_what_is_replaced_or_switched_off_is_not_shown() -> None:
    keys = origins(MINE).keys()
    assert "steps.ice.after" not in keys
    assert "steps.night-splint.at" not in keys
    assert '"pf_stretch"' not in written(MINE)


def test_what_hangs_on_what_is_switched_off_is_shown_as_off() -> None:
    off = {
        key.removesuffix(".enabled"): origin
        for key, origin in origins("[steps.run]\nenabled = false").items()
        if key.endswith(".enabled")
    }
    hanging = ("steps.warm-up", "steps.feet", "steps.cool-down", "steps.ice")
    assert off == dict.fromkeys(hanging, "depends on a step that is off") | {"steps.run": "line 2"}


@pytest.mark.parametrize("key", ["ice", "run", "mine"])
@pytest.mark.parametrize("name", ["Cold bottle", ""])
def test_the_name_of_a_step_that_is_off_is_kept(key: str, name: str) -> None:
    text = {
        "ice": f'[steps.run]\nenabled = false\n[steps.ice]\nname = "{name}"\n',
        "run": f'[steps.run]\nenabled = false\nname = "{name}"\n',
        "mine": f'[steps.mine]\nenabled = false\nkind = "task"\nat = "12:00"\nname = "{name}"\n',
    }[key]
    assert read(written(text)).or_fail().step_names[key] == name
    assert origins(text)[f"steps.{key}.name"].startswith("line ")


@pytest.mark.parametrize("text", ["", SHIPPED, MINE], ids=["none", "shipped", "mine"])
def test_it_fits_eighty_columns_and_its_origins_stand_below_each_other(text: str) -> None:
    lines = [
        line.text + (f"  # {line.setting.origin}" if line.setting else "")
        for line in as_toml(settings_of(read(text)))
    ]
    assert max(len(line) for line in lines) <= 80
    assert all(line == line.rstrip() for line in lines)
    places = [line.index("  # ") for line in lines if "  # " in line]
    assert places.count(min(places)) > 0.9 * len(places)


def test_a_part_is_chosen_by_its_key() -> None:
    settings = settings_of(read(MINE))
    assert part_of(settings, "steps.ice.at") == [
        Setting(("steps", "ice", "at"), "19:00", "line 4", 4)
    ]
    assert {one.path[:2] for one in part_of(settings, "steps.run")} == {("steps", "run")}
    assert part_of(settings, "steps.'run'") == part_of(settings, "steps.run")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("steps.rum", "Nothing is set under `steps.rum`; did you mean `steps.run`?"),
        ("zzz", "Nothing is set under `zzz`."),
        ("", "Nothing is set under ``."),
        ("a = [", "Nothing is set under `a = [`."),
    ],
)
def test_a_part_that_is_not_there_is_answered_with_the_nearest(key: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        part_of(settings_of(read("")), key)
    assert str(raised.value) == said


@pytest.mark.parametrize("text", ["", SHIPPED, MINE], ids=["none", "shipped", "mine"])
def test_what_is_shown_is_a_config_file_of_the_same_routine(text: str) -> None:
    assert read(written(text)).or_fail() == read(text).or_fail()


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_routine_written_and_read_again_is_the_same(document: dict[str, Any]) -> None:
    reading = read(tomli_w.dumps(document))
    assume(reading.routine is not None)
    set_first = settings_of(reading)
    again = read("".join(f"{one.text}\n" for one in as_toml(set_first)))
    assert without_secrets(again) == without_secrets(reading)
    assert {one.key for one in settings_of(again)} == {one.key for one in set_first}


def test_nothing_of_an_url_to_alert_through_is_shown_but_its_service() -> None:
    text = """\
[alerts]
push = ["tgram://123:secret/456", "ntfys://ada:secret@host/secret", "tgram:/secret"]
command = ["curl", "-d@-", "https://host/secret?to=secret"]
"""
    shown = {one.key: one.value for one in settings_of(read(text))}
    assert shown["alerts.push"] == ["tgram://…", "ntfys://…", "…"]
    assert shown["alerts.command"] == ["curl", "and 2 arguments"]
    assert "secret" not in written(text)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ('["blink"]', ["blink"]),
        ('["/bin/sh", "secret"]', ["/bin/sh", "and 1 argument"]),
        ('["curl -d secret https://secret"]', ["curl…"]),
        ('["TOKEN=secret", "curl"]', ["TOKEN…", "and 1 argument"]),
        ('["https://secret"]', ["https://…"]),
        ("[]", []),
    ],
)
def test_of_a_program_only_its_name_is_shown(command: str, shown: list[str]) -> None:
    (setting,) = part_of(settings_of(read(f"[alerts]\ncommand = {command}\n")), "alerts.command")
    assert setting.value == shown
