"""The commands, each a process of its own, with neither terminal nor traceback."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from support.home import COACH, Home

from coach.journal.schema import MIGRATIONS, migrate

NOON = """
[steps.midday]
at = "11:00"
window = "24h"

[steps.run]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[steps.strength]
every = 1
"""
"""It is past noon: the midday stretches are due, those of the morning are missed."""
COMMANDS = (
    "today",
    "next",
    "check",
    "start",
    "done",
    "skip",
    "snooze",
    "undo",
    "ran",
    "config",
    "demo",
    "completion",
)
STEPS = (
    "pain-check",
    "morning",
    "midday",
    "warm-up",
    "feet",
    "run",
    "cool-down",
    "ice",
    "strength",
    "evening",
    "night-splint",
)
RUN = "Walk-jog, stage 1 of 19"
"""The name of a run for a runner who has entered no runs."""
DONE, REFUSED, USAGE = 0, 1, 2


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, NOON)


def test_today_shows_each_step_with_its_id_and_how_it_stands(home: Home) -> None:
    home.run("done", "morning")
    home.run("skip", "strength")
    shown = succeeds(home, "today")
    rows = {line.split()[-1]: line for line in shown.splitlines()[3:]}
    assert set(rows) == set(STEPS)
    assert re.search(r"06:45  ●  Morning pain check +pain-check$", rows["pain-check"])
    assert re.search(r"12:\d\d  ✓  First-step stretches +morning$", rows["morning"])
    assert re.search(r"11:00  ●  Midday stretches +9 min 56 s  midday$", rows["midday"])
    assert re.search(r"17:15  ○  Warm-up +5 min  warm-up$", rows["warm-up"])
    assert re.search(r"then  ○  Ice +12 min  ice$", rows["ice"])
    assert re.search(r"19:00  –  Strength +skipped  strength$", rows["strength"])


def test_today_as_json_holds_the_facts_of_each_step(home: Home) -> None:
    home.run("check", "3")
    day = facts(home, "today")
    steps = {step["step"]: step for step in day["steps"]}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day["day"])
    assert set(steps) == set(STEPS)
    assert {key: steps["midday"][key] for key in ("name", "kind", "status")} == {
        "name": "Midday stretches",
        "kind": "session",
        "status": "due",
    }
    assert steps["midday"]["due"].startswith(f"{day['day']}T11:00:00")
    assert steps["pain-check"]["status"] == "done"
    assert steps["morning"]["status"] == "skipped"
    assert steps["morning"]["detail"].startswith("before you began")
    assert steps["evening"]["status"] == "upcoming"
    assert steps["ice"]["due"] is None


def test_a_short_day_is_marked_and_ends_with_off(home: Home) -> None:
    assert "ten minutes each" in succeeds(home, "short")
    assert "Strength, short" in succeeds(home, "today")
    assert facts(home, "today")["is_short"] is True
    assert "whole again" in succeeds(home, "short", "--off")
    assert "Strength, short" not in succeeds(home, "today")


def test_the_check_may_be_the_same_as_yesterday_but_for_what_is_given(home: Home) -> None:
    assert "no pain check of the day before" in refused(home, "check", "--same")
    assert "as in `coach check 3`, or --same" in misused(home, "check")
    home.run("check", "4", "--ease", "--no-walking-pain", "--day", "yesterday")
    assert "pain 4/10: eases after a few steps." in succeeds(home, "check", "--same")
    assert "pain 5/10: eases after a few steps, walking hurts." in succeeds(
        home, "check", "5", "--same", "--walking-pain"
    )


def test_a_trial_by_lot_is_begun_shown_and_ended(home: Home) -> None:
    assert "Trial of tape, day 1 of 42: today with" in succeeds(home, "trial", "tape")
    assert "one change at a time" in refused(home, "trial", "splint")
    assert "Trial of tape, day 1 of 42" in succeeds(home, "today")
    assert facts(home, "today")["trial"]["aid"] == "tape"
    (known,) = json.loads(succeeds(home, "trial", "--json"))
    assert (known["aid"], known["verdict"]) == ("tape", None)
    assert "The trial has ended." in succeeds(home, "trial", "end")
    assert "None yet" in succeeds(home, "trial")


def test_next_names_what_is_due_and_then_what_comes(home: Home) -> None:
    assert succeeds(home, "next").startswith("06:45 Morning pain check: due ")
    home.run("check", "3")
    assert succeeds(home, "next").startswith("11:00 Midday stretches: due ")
    home.run("done", "midday")
    assert succeeds(home, "next").startswith("17:15 Warm-up: in")


def test_next_as_json_is_one_step(home: Home) -> None:
    assert facts(home, "next")["step"] == "pain-check"
    assert facts(home, "next")["status"] == "due"


def test_next_says_so_where_the_day_is_done(home: Home) -> None:
    home.configure("".join(f"[steps.{one}]\nenabled = false\n" for one in STEPS if one != "midday"))
    home.run("skip", "midday")
    assert succeeds(home, "next") == "Everything is done for today.\n"
    assert facts(home, "next") is None


def test_check_keeps_all_the_answers(home: Home) -> None:
    said = succeeds(home, "check", "4", "--no-ease", "--walking-pain", "--stretched", "--splint")
    assert said.splitlines() == [
        "First-step pain 4/10: does not ease, walking hurts, stretched first, night splint.",
        (
            "Cross-train. Walking still hurts after the first steps: no running, cross-train for "
            "a while."
        ),
        "When you run next depends on the mornings to come.",
    ]
    answers = "select pain, eases, walking_pain, stretched_first, splint from pain_checks"
    assert home.query(answers) == [(4, False, True, True, True)]


ANSWERS = {
    "eases": "ease",
    "walking_pain": "walking-pain",
    "worse_after_run": "worse",
    "stretched_first": "stretched",
    "splint": "splint",
    "painkiller": "painkiller",
}


@pytest.mark.parametrize(("answer", "option"), ANSWERS.items())
def test_an_answer_is_yes_or_no_or_not_told(home: Home, answer: str, option: str) -> None:
    for written, kept in (([], None), ([f"--{option}"], 1), ([f"--no-{option}"], 0)):
        succeeds(home, "check", "3", *written)
        assert home.query(f"select {answer} from pain_checks") == [kept]  # noqa: S608 - ours


def test_what_was_not_told_of_a_morning_is_said_to_be_so(home: Home) -> None:
    said = succeeds(home, "check", "4").splitlines()[0]
    assert said == "First-step pain 4/10: no answer on easing, no answer on walking."


def test_without_pain_there_is_nothing_to_ease(home: Home) -> None:
    said = succeeds(home, "check", "0").splitlines()[0]
    assert said == "First-step pain 0/10: no pain at the first steps, no answer on walking."
    assert home.query("select eases, walking_pain from pain_checks") == [(1, None)]


def test_a_pain_put_in_the_place_of_none_is_not_said_to_ease(home: Home) -> None:
    succeeds(home, "check", "0", "--no-walking-pain")
    said = succeeds(home, "check", "7")
    assert said.startswith("First-step pain 7/10: no answer on easing.\n")
    assert home.query("select pain, eases, walking_pain from pain_checks") == [(7, None, 0)]


def test_a_second_check_corrects_the_first(home: Home) -> None:
    home.run("check", "4", "--no-ease")
    home.run("check", "2")
    assert home.query("select pain, eases from pain_checks") == [(2, 0)]


def test_done_skip_and_snooze_are_kept_until_they_are_undone(home: Home) -> None:
    assert succeeds(home, "done", "midday") == "Midday stretches: done.\n"
    assert succeeds(home, "skip", "evening") == "Evening stretches: skipped.\n"
    assert succeeds(home, "snooze", "run", "--for", "1h30m").startswith(f"{RUN}: again in ")
    assert statuses(home, "midday", "evening", "run") == ["done", "skipped", "snoozed"]
    told = succeeds(home, "skip", "evening", "--because", "ill")
    assert told == "Evening stretches: skipped (ill).\n"
    succeeds(home, "undo")
    assert succeeds(home, "undo") == f"Undone: {RUN}: snoozed.\n"
    assert succeeds(home, "undo") == "Undone: Evening stretches: skipped.\n"
    assert succeeds(home, "undo") == "Undone: Midday stretches: done.\n"
    assert statuses(home, "midday", "evening", "run") == ["due", "upcoming", "upcoming"]
    assert refused(home, "undo") == "Nothing to undo today.\n"


def test_a_run_is_followed_by_cool_down_and_ice(home: Home) -> None:
    home.runs_already()
    said = succeeds(home, "ran", "5.2km", "31:20", "--pain", "2", "--pattern", "faded")
    assert said == "Run logged: 5.2 km in 31 min 20 s, pain 2/10 at the start, then it faded.\n"
    assert home.query("select metres, seconds, pain, pattern from runs") == [
        (5200.0, 31 * 60 + 20, 2, "faded")
    ]
    assert facts(home, "next")["step"] == "cool-down"
    home.run("done", "cool-down")
    assert facts(home, "next")["step"] == "ice"


@pytest.mark.parametrize(
    ("written", "metres", "seconds"),
    [
        (("3.1mi", "1h05m"), 3.1 * 1609.344, 3900),
        (("800m", "4"), 800.0, 240),
        (("5,2", "1:05:00"), 5200.0, 3900),
    ],
)
def test_a_run_is_written_as_people_write_it(
    home: Home, written: tuple[str, str], metres: float, seconds: int
) -> None:
    succeeds(home, "ran", *written)
    assert home.query("select metres, seconds, pain, pattern from runs") == [
        (metres, seconds, None, None)
    ]


def test_config_path_is_the_named_file(home: Home) -> None:
    assert succeeds(home, "config", "path") == f"{home.config}\n"
    assert succeeds(home, "--config", "/other.toml", "config", "path") == "/other.toml\n"


def test_a_sound_config_is_called_sound(home: Home) -> None:
    home.configure('[steps.midday]\nat = "11:00"\n')
    assert succeeds(home, "config", "check") == f"{home.config}: no problems.\n"
    assert facts(home, "config", "check") == {"version": 1, "problems": [], "warnings": []}


def test_the_routine_is_shown_with_the_origin_of_each_value(home: Home) -> None:
    home.configure('[steps.midday]\nat = "11:00"\n')
    shown = succeeds(home, "config", "show", "steps.midday")
    assert '\nname = "Midday stretches"                         # shipped\n' in shown
    assert shown.endswith('\nat = "11:00"                                      # line 2\n')
    assert "\x1b" not in shown
    (mine,) = facts(home, "config", "show", "--mine")
    at = {"line": 2, "file": str(home.config), "origin": "line 2"}
    assert mine == {"key": "steps.midday.at", "value": "11:00"} | at
    assert "did you mean `steps.midday`?" in refused(home, "config", "show", "steps.middy")


def test_what_is_shown_is_a_config_file_of_the_same_routine(home: Home) -> None:
    shown = succeeds(home, "config", "show")
    today = without_waits(succeeds(home, "today", "--json"))
    home.configure(shown)
    assert without_waits(succeeds(home, "today", "--json")) == today


def test_the_schema_is_printed_or_put_beside_the_file(home: Home) -> None:
    printed = succeeds(home, "config", "schema")
    assert json.loads(printed)["title"] == "The config file of Coach"
    before = home.config.read_text()
    succeeds(home, "config", "schema", "--write")
    assert home.config.with_name("config.schema.json").read_text() == printed
    assert home.config.read_text() == f"#:schema ./config.schema.json\n\n{before}"
    home.config.unlink()
    assert "#:schema ./config.schema.json" in succeeds(home, "config", "schema", "--write")


def test_leaving_the_evidence_is_noted_but_allowed(home: Home) -> None:
    home.configure('[sessions.ice]\nexercises = [{ exercise = "ice_pack", hold = "18m" }]\n')
    note = "sessions.ice ices for 18 minutes; 10 to 15 are advised (S31)"
    assert note in succeeds(home, "config", "check")
    (warning,) = facts(home, "config", "check")["warnings"]
    assert (warning["line"], warning["column"], warning["key"]) == (2, 13, "sessions.ice")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (
            '[steps.ice]\natt = "18:00"',
            "config.toml:2:1: steps.ice.att is not a key that Coach knows; did",
        ),
        (
            "theeme = 1",
            "config.toml:1:1: theeme is not a key that Coach knows; did you mean `theme`?",
        ),
        (
            "[steps.ice]\nwindow = true",
            "config.toml:2:10: steps.ice.window is true; write a duration",
        ),
        ("steps = 3", "config.toml:1:9: steps is 3; write a table"),
        (
            '[steps.ice]\nat = "25:00"',
            'config.toml:2:6: steps.ice.at is "25:00"; write a time of day',
        ),
        ('[steps.run]\nafter = "ice"', "is in a circle: `run` waits for `ice`, `ice` waits for"),
        ('[steps.ice]\nafter = "cooldown"', "which is not a known step; did you mean `cool-down`?"),
        ("[steps.ice\n", "config.toml:1:11: this is not TOML"),
    ],
    ids=["key", "top key", "type", "table", "time", "circle", "reference", "syntax"],
)
def test_a_wrong_config_is_told_with_its_line_by_every_command(
    home: Home, config: str, told: str
) -> None:
    home.configure(config)
    for command in (["config", "check"], ["today"], ["done", "midday"], []):
        assert told in refused(home, *command)
    assert home.query("select count(*) from entries") == [0]


def test_a_wrong_config_ends_a_command_with_how_to_go_on(home: Home) -> None:
    home.configure("theeme = 1")
    last = refused(home, "today").splitlines()[-1]
    assert last.startswith("`coach config edit` opens the file to fix it; `coach config check`")


def test_every_problem_of_a_config_is_told_at_once(home: Home) -> None:
    home.configure('[steps.ice]\natt = "18:00"\nwindow = true\n')
    assert len(refused(home, "config", "check").splitlines()) == 2
    run = home.run("config", "check", "--json")
    assert run.returncode == REFUSED
    problems = json.loads(run.stdout)["problems"]
    assert [(one["line"], one["column"]) for one in problems] == [(2, 1), (3, 10)]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(home: Home, command: str) -> None:
    listed = succeeds(home, "--help")
    shown = succeeds(home, command, "--help")
    assert re.search(rf"^  {command} +[A-Z]", listed, re.MULTILINE)
    assert shown.startswith(f"Usage: coach {command}")
    assert not home.journal.exists()


@pytest.mark.parametrize("command", ["path", "check", "show", "edit", "schema"])
def test_each_command_about_the_config_explains_itself(home: Home, command: str) -> None:
    assert succeeds(home, "config", command, "--help").startswith(f"Usage: coach config {command}")


def test_a_misspelt_command_is_answered_with_the_nearest(home: Home) -> None:
    said = misused(home, "tody")
    assert "No such command 'tody'. Did you mean 'today'?" in said


def test_a_misspelt_step_is_answered_with_the_nearest(home: Home) -> None:
    for verb in ("done", "skip", "snooze"):
        said = refused(home, verb, "middday")
        assert said == "There is no step `middday` today; did you mean `midday`?\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["done"],
        ["done", "midday", "evening"],
        ["check", "11"],
        ["check", "--", "-1"],
        ["check", "much"],
        ["ran", "5.2km"],
        ["ran", "far", "31m"],
        ["ran", "5.2km", "long"],
        ["ran", "5.2km", "31m", "--pain", "0", "--pattern", "faded"],
        ["ran", "5.2km", "31m", "--pain", "2", "--pattern", "none"],
        ["flag", "--clear"],
        ["flag", "--clear", "numb"],
        ["flag", "--seen-by", "Dr Lee"],
        ["ran", "5.2km", "31m", "--pain", "2", "--pattern", "sideways"],
        ["snooze", "midday", "--for", "ages"],
        ["completion", "tcsh"],
        ["config", "chek"],
        ["today", "--jason"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_and_changes_nothing(home: Home, arguments: list[str]) -> None:
    home.run("today")
    assert "Error: " in misused(home, *arguments)
    assert home.query("select count(*) from entries") == [0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["done", "pain-check"], "The pain check needs a number from 0 to 10: `coach check 3`."),
        (["done", "run"], "A run needs its distance and time: `coach ran 5.2km 31m`."),
        (["ran", "0km", "31m"], "A run needs a distance up to 500 km and a time"),
        (["ran", "501km", "31m"], "A run needs a distance up to 500 km and a time"),
        (["snooze", "midday", "--for", "24h"], "cannot be put off beyond the end of the day."),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_the_day_does_not_allow_is_refused(
    home: Home, arguments: list[str], told: str
) -> None:
    assert told in refused(home, *arguments)
    assert home.query("select count(*) from entries") == [0]


def test_a_step_is_skipped_only_once_unless_for_another_reason(home: Home) -> None:
    home.run("skip", "midday")
    told = "Midday stretches: already skipped; undo brings it back.\n"
    assert refused(home, "skip", "midday") == told
    assert home.query("select count(*) from entries") == [1]
    assert succeeds(home, "skip", "midday", "--because", "ill").endswith("skipped (ill).\n")


def test_a_step_is_done_only_once(home: Home) -> None:
    home.run("done", "midday")
    told = "Midday stretches: already done; undo takes that back.\n"
    assert refused(home, "done", "midday") == told
    assert home.query("select count(*) from entries") == [1]


def test_without_a_terminal_coach_prints_the_day(home: Home) -> None:
    plans = [without_waits(succeeds(home, *verb)) for verb in ((), ("today",))]
    assert plans[0].split() == plans[1].split()


def test_without_a_terminal_no_session_starts(home: Home) -> None:
    assert one_sentence(refused(home, "start", "midday"))
    assert one_sentence(refused(home, "demo"))
    assert not home.journal.exists()


def test_options_name_the_files_as_the_environment_does(home: Home, tmp_path: Path) -> None:
    config, journal = tmp_path / "other.toml", tmp_path / "other.db"
    config.write_text('[steps.midday]\nname = "Lunch stretches"\n', encoding="utf-8")
    files = ("--config", str(config), "--journal", str(journal))
    assert succeeds(home, *files, "done", "midday") == "Lunch stretches: done.\n"
    assert journal.exists()
    assert not home.journal.exists()


def test_without_named_files_all_is_kept_in_the_users_folders(home: Home) -> None:
    assert home.run("check", "3", COACH_CONFIG="", COACH_JOURNAL="").returncode == DONE
    (kept,) = home.folder.rglob("journal.db")
    assert kept.parent.name == "coach"
    assert kept.stat().st_mode & 0o777 == 0o600


# Trouble with the journal


def test_a_damaged_journal_is_told_and_left_as_it_is(home: Home) -> None:
    home.journal.write_bytes(b"no journal at all " * 1000)
    before = home.journal.read_bytes()
    said = refused(home, "done", "midday")
    assert one_sentence(said)
    assert f"{home.journal}: the journal cannot be read: it is damaged" in said
    assert home.journal.read_bytes() == before


def test_a_damaged_entry_stops_no_command_and_is_left_as_it_is(home: Home) -> None:
    home.run("done", "midday")
    change(home.journal, """update entries set body = '{"kind": "x"}'""")
    for command in (("today",), ("why", "midday"), ("next",), ("export", "json"), ("done", "ice")):
        run = home.run(*command)
        assert (run.returncode, run.stderr) == (0, "")
    assert "holds 1 entry that cannot be read" in home.run("doctor").stdout
    assert """{"kind": "x"}""" in home.query("select body from entries")


def test_an_older_journal_with_a_damaged_entry_is_upgraded_and_named_by_the_doctor(
    home: Home,
) -> None:
    db = sqlite3.connect(home.journal, isolation_level=None)
    migrate(db, home.journal, MIGRATIONS[:5])
    db.execute("insert into entries values ('1', '', '2000-01-01', 'step-done', 'midday', '{')")
    db.close()
    assert home.run("entries").stderr == "Nothing found.\n"
    assert "holds 1 entry that cannot be read" in home.run("doctor").stdout
    assert home.query("pragma user_version") == [len(MIGRATIONS)]
    assert home.query("select body from entries") == ["{"]


def test_a_newer_journal_is_left_alone(home: Home) -> None:
    home.run("done", "midday")
    change(home.journal, "pragma user_version = 99")
    said = refused(home, "done", "evening")
    assert one_sentence(said)
    assert "a newer coach wrote this journal (schema 99" in said
    assert home.query("pragma user_version") == [99]
    assert home.query("select step from entries") == ["midday"]


def test_a_journal_where_no_file_can_be_is_told(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(home, "--journal", str(tmp_path / "file" / "journal.db"), "done", "midday")
    assert one_sentence(said)
    assert "the journal cannot be opened" in said


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has /proc")
def test_a_journal_in_a_folder_that_nobody_may_write_to_is_told(home: Home) -> None:
    said = refused(home, "--journal", "/proc/self/journal.db", "done", "midday")
    assert one_sentence(said)
    assert "the journal cannot be opened" in said


@pytest.mark.parametrize("command", [("today",), ("done", "midday"), ("remind",)])
def test_a_journal_in_a_folder_that_is_not_there_is_refused_and_no_folder_made(
    home: Home, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = refused(home, "--journal", str(tmp_path / "typo" / "dir" / "j.db"), *command)
    assert one_sentence(said)
    assert f"there is no folder {tmp_path / 'typo' / 'dir'}; correct the name" in said
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize(
    "command", [("today",), ("config", "show"), ("config", "check"), ("theme", "list"), ("remind",)]
)
def test_a_named_config_file_that_is_not_there_is_refused(
    home: Home, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = refused(home, "--config", str(tmp_path / "typo.toml"), *command)
    assert one_sentence(said)
    assert "typo.toml: there is no such config file; correct the name, or `coach --config" in said


def test_a_named_config_file_may_be_begun(home: Home, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    succeeds(home, "--config", str(new), "config", "init", "--yes")
    assert succeeds(home, "--config", str(new), "config", "path") == f"{new}\n"
    succeeds(home, "--config", str(new), "config", "check")


def test_the_users_own_files_may_be_named_before_they_are_there(home: Home) -> None:
    own = home.folder / "coach"
    files = ("--config", str(own / "config.toml"), "--journal", str(own / "journal.db"))
    succeeds(home, *files, "check", "3")
    assert (own / "journal.db").exists()


def test_a_locked_journal_is_told(home: Home) -> None:
    home.run("done", "midday")
    db = sqlite3.connect(home.journal, isolation_level=None)
    db.execute("begin immediate")
    said = refused(home, "done", "evening")
    db.execute("rollback")
    db.close()
    assert one_sentence(said)
    assert "another program has locked it; close that program" in said
    assert home.query("select step from entries") == ["midday"]


@pytest.mark.parametrize("blocks", [0, 8, 64])
def test_on_a_full_disk_nothing_is_lost(home: Home, blocks: int) -> None:
    home.run("done", "midday")
    limited = ("/bin/sh", "-c", f'ulimit -f {blocks} && exec "$0" "$@"', *COACH)
    checks = 0
    while (run := home.run("check", str(checks % 10), program=limited)).returncode == DONE:
        checks += 1
        assert checks < 500, "the disk is never full"
    assert run.returncode == REFUSED
    assert one_sentence(run.stderr)
    assert "the journal cannot be" in run.stderr
    assert run.stdout == ""
    assert home.query("pragma integrity_check") == ["ok"]
    assert home.query("select pain from pain_checks") == ([(checks - 1) % 10] if checks else [])
    assert statuses(home, "midday") == ["done"]
    succeeds(home, "done", "evening")


def test_on_a_full_disk_no_journal_is_begun(home: Home) -> None:
    limited = ("/bin/sh", "-c", 'ulimit -f 0 && exec "$0" "$@"', *COACH)
    run = home.run("done", "midday", program=limited)
    assert run.returncode == REFUSED
    assert one_sentence(run.stderr)
    succeeds(home, "done", "midday")


# Completion


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort -F _coach_completion coach"),
        ("zsh", "#compdef coach"),
        ("fish", "complete --no-files --command coach"),
    ],
)
def test_each_shell_gets_its_completion_script(home: Home, shell: str, sign: str) -> None:
    script = succeeds(home, "completion", shell)
    assert sign in script
    assert f"_COACH_COMPLETE={shell}_complete" in script
    assert not home.journal.exists()


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("coach to", ["today"]),
        ("coach done mid", ["midday"]),
        ("coach skip n", ["night-splint"]),
        ("coach start ev", ["evening"]),
        ("coach snooze i", ["ice"]),
        ("coach ran 5km 31m --pattern f", ["faded"]),
        ("coach config ch", ["check"]),
        ("coach done nothing-like-it", []),
    ],
)
def test_words_are_completed(home: Home, words: str, completed: list[str]) -> None:
    assert completions(home, words) == completed


def test_all_steps_of_today_are_offered(home: Home) -> None:
    assert set(completions(home, "coach done ")) == set(STEPS)


def test_completion_with_a_wrong_config_is_silent(home: Home) -> None:
    home.configure("theeme = 1")
    run = completing(home, "coach done mid")
    assert (run.stdout.strip(), run.stderr) == ("", "")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_a_real_bash_completes_a_step(home: Home) -> None:
    script = """
        source <(coach completion bash)
        COMP_WORDS=(coach done mid) COMP_CWORD=2
        _coach_completion coach
        echo "${COMPREPLY[@]}"
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = home.run(script, program=("bash", "-c"), PATH=path)
    assert run.stdout == "midday\n"
    assert run.stderr == ""


def without_waits(said: str) -> str:
    """A command's output without waiting times, since a minute may pass meanwhile."""
    return re.sub(r"\d+ (h|min|s)\b", "", said)


def at_once(home: Home, count: int, *arguments: str) -> list[int]:
    """The exit statuses, in order, of the same command run by several processes."""
    with ThreadPoolExecutor(count) as pool:
        runs = list(pool.map(lambda _: home.run(*arguments), range(count)))
    return sorted(run.returncode for run in runs)


def succeeds(home: Home, *arguments: str) -> str:
    """The output of a command that must succeed."""
    run = home.run(*arguments)
    assert (run.returncode, run.stderr) == (DONE, "")
    return run.stdout


def refused(home: Home, *arguments: str) -> str:
    """The output of a command that must be refused."""
    return _said(home.run(*arguments), REFUSED)


def misused(home: Home, *arguments: str) -> str:
    """The output of a command with wrong usage."""
    return _said(home.run(*arguments), USAGE)


def _said(run: subprocess.CompletedProcess[str], code: int) -> str:
    assert run.returncode == code
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    return run.stderr


def one_sentence(said: str) -> bool:
    return said.count("\n") == 1 and said.endswith(".\n") and "Error" not in said


def facts(home: Home, *arguments: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(succeeds(home, *arguments, "--json"))


def statuses(home: Home, *steps: str) -> list[str]:
    found = {one["step"]: one["status"] for one in facts(home, "today")["steps"]}
    return [found[step] for step in steps]


def completions(home: Home, words: str) -> list[str]:
    run = completing(home, words)
    assert run.stderr == ""
    return [line.removeprefix("plain,") for line in run.stdout.split()]


def completing(home: Home, words: str) -> subprocess.CompletedProcess[str]:
    """Complete the last word, as bash does."""
    last = str(words.count(" "))
    return home.run(_COACH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=last)


def change(journal: Path, sql: str) -> None:
    db = sqlite3.connect(journal, isolation_level=None)
    db.execute(sql)
    db.close()


def test_a_pause_is_told_and_ended(home: Home) -> None:
    assert "No reminders until" in succeeds(home, "pause", "2h")
    assert "No reminders until" in succeeds(home, "pause", "until", "18:00")
    assert "No reminders until" in succeeds(home, "pause", "until", "tomorrow")
    assert succeeds(home, "resume") == "Reminders are on again.\n"
    assert refused(home, "resume") == "There is no pause to end.\n"
    assert "is not a pause; write `2h`" in misused(home, "pause", "forever")
    assert "as in `coach pause 2h`" in misused(home, "pause")


def test_a_pause_of_days_says_on_which_it_ends(home: Home) -> None:
    when = r"[A-Z][a-z]{2} \d\d? [A-Z][a-z]{2} \d\d:\d\d"
    for span in (("3d",), ("until", "wed", "18:00"), ("until", "12 days")):
        told = succeeds(home, "pause", *span)
        assert re.fullmatch(rf"No reminders until ({when}|18:00)\.\n", told)
    assert re.search(rf"No reminders now: a pause until {when}", succeeds(home, "why"))
    too_long = refused(home, "pause", "15d")
    assert re.fullmatch(rf"A pause lasts two weeks at most, so now until {when}\.\n", too_long)


def test_days_away_are_told_and_ended(home: Home) -> None:
    away = succeeds(home, "away", "until", "3", "days", "--because", "ill")
    assert re.fullmatch(r"Away until \w{3} \d+ \w{3}, ill\. Nothing is due before then\.\n", away)
    rows = [line.split() for line in succeeds(home, "today").splitlines()[4:]]
    # What was over before the first entry of all is said to be so.
    assert {row[-2] for row in rows} == {"away", "began"}
    assert rows[-1][-2] == "away"
    nothing = succeeds(home, "next")
    assert nothing.startswith("You are away until ")
    assert nothing in succeeds(home, "today")
    shown = json.loads(succeeds(home, "today", "--json"))
    assert (shown["away"]["because"], shown["back"]) == ("ill", None)
    assert "Midday stretches: not due: you are away until" in succeeds(home, "why", "midday")
    assert "You are away until" in succeeds(home, "why")
    assert "not due, so there is nothing to put off" in refused(home, "snooze", "midday")
    assert succeeds(home, "back") == "Welcome back.\n"
    assert json.loads(succeeds(home, "today", "--json"))["away"] is None
    assert refused(home, "back") == "You are not away.\n"


def test_days_away_are_told_ahead_and_called_off(home: Home) -> None:
    told = succeeds(home, "away", "--from", "tomorrow", "until", "3", "days")
    assert told.startswith("Away from ")
    assert told.endswith("Nothing is due on those days.\n")
    shown = json.loads(succeeds(home, "today", "--json"))
    assert shown["away"] is None
    assert shown["away_ahead"]["because"] == "other"
    assert "You will be away from " in succeeds(home, "today")
    assert succeeds(home, "back") == "The days away are called off.\n"
    assert json.loads(succeeds(home, "today", "--json"))["away_ahead"] is None
    assert "'soon' is not a day" in misused(home, "away", "--from", "soon", "until", "sun")


def test_days_away_are_told_afterwards(home: Home) -> None:
    succeeds(home, "away", "--from", "yesterday", "until", "tomorrow")
    told = succeeds(home, "back")
    assert told.startswith("Welcome back. You were away for 1 day. Today: walk and jog, stage 1")
    assert json.loads(succeeds(home, "today", "--json"))["back"] in told
    assert "Back " in succeeds(home, "entries")
    assert "is not a day; write until sun" in misused(home, "away", "until", "soon")
    assert "as in `coach away until sun" in misused(home, "away")
    assert "as in `coach away until sun" in misused(home, "away", "--from", "tomorrow")
    assert "has to come after" in refused(home, "away", "until", "today")


def test_a_step_is_put_off_three_times_and_no_more(home: Home) -> None:
    for _ in range(3):
        succeeds(home, "snooze", "evening", "--for", "1m")
    assert "already put off 3 times" in refused(home, "snooze", "evening")


def test_commands_at_the_same_instant_come_one_after_the_other(home: Home) -> None:
    assert at_once(home, 4, "check", "3") == [DONE] * 4
    assert home.query("select count(*) from holding where kind = 'pain-checked'") == [1]
    assert at_once(home, 5, "snooze", "midday") == [DONE] * 3 + [REFUSED] * 2
    assert at_once(home, 3, "undo") == [DONE] * 3
    assert home.query("select count(*) from holding where kind = 'step-snoozed'") == [0]
    assert home.query("select count(*) from holding where kind = 'pain-checked'") == [1]


def test_next_for_a_status_bar(home: Home) -> None:
    succeeds(home, "check", "3")
    assert re.fullmatch(r"● Midday stretches now\n", succeeds(home, "next", "--format", "tmux"))
    bar = json.loads(succeeds(home, "next", "--format", "waybar"))
    assert bar["text"] == "● Midday stretches now"
    assert bar["class"] == "due"
    assert "3 exercises" in bar["tooltip"]
    template = "{step} {name} {status} {glyph} {time}"
    assert succeeds(home, "next", "--format", template) == "midday Midday stretches due ● 11:00\n"
    assert json.loads(succeeds(home, "next", "--format", "json"))["step"] == "midday"


_INTO_PYTHON = ("{name.x}", "{name.__class__}", "{name[0]}", "{name:{wait.__class__}}")


@pytest.mark.parametrize("template", ["{nothing}", "{", "{0}", "{}", "{name!z}", *_INTO_PYTHON])
def test_a_format_that_is_none_is_told_with_what_it_may_hold(home: Home, template: str) -> None:
    said = misused(home, "next", "--format", template)
    assert "is not a format" in said
    assert "{glyph}" in said


def test_a_name_with_markup_reaches_the_bars_unmangled(home: Home) -> None:
    home.configure("[steps.pain-check]\nname = \"<b>#1 & 'x'\"\n")
    assert "&lt;b&gt;#1 &amp;" in json.loads(succeeds(home, "next", "--format", "waybar"))["text"]
    assert "<b>##1 & 'x'" in succeeds(home, "next", "--format", "tmux")


@pytest.mark.parametrize("option", ["--config", "--journal"])
def test_a_file_without_a_name_is_refused(home: Home, option: str) -> None:
    refused = home.run(option, "", "today")
    assert refused.returncode == 2
    assert f"Invalid value for '{option}': it is not a file; name one" in refused.stderr
