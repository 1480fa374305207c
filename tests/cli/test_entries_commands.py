"""`coach entries`, `coach delete`, and entries for past days, each a process of its own."""

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.home import Home

from coach.domain.day.dates import day_text

DONE, REFUSED, USAGE = 0, 1, 2


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    succeeds(home, "check", "3")
    succeeds(home, "ran", "5.2km", "31m", "--pain", "2", "--pattern", "faded")
    succeeds(home, "check", "6", "--ease", "--no-walking-pain", "--day", "yesterday")
    return home


def today(home: Home) -> date:
    return datetime.now(ZoneInfo(home.zone)).date()


def succeeds(home: Home, *arguments: str) -> str:
    ended = home.run(*arguments)
    assert (ended.returncode, ended.stderr) == (DONE, "")
    return ended.stdout


def fails(home: Home, status: int, *arguments: str) -> str:
    ended = home.run(*arguments)
    assert (ended.returncode, ended.stdout) == (status, "")
    return ended.stderr


def ids(home: Home, *words: str) -> list[str]:
    return [line.split()[0] for line in home.run("entries", *words).stdout.splitlines()]


def test_entries_are_listed_newest_first_with_ids(home: Home) -> None:
    rows = succeeds(home, "entries").splitlines()
    assert len(rows) == 3
    assert re.fullmatch(
        rf"[0-9a-f]{{8}}  {today(home):%a %Y-%m-%d} 1\d:\d\d  Run +5\.2 km in 31 min, .*", rows[0]
    )
    assert rows[2].split()[2] == str(today(home) - timedelta(days=1))
    assert rows[2].endswith("06:45  Morning pain check        6/10, eases after a few steps")


def test_words_and_days_choose_entries(home: Home) -> None:
    assert len(ids(home, "pain", "6")) == 1
    assert len(ids(home, "pain")) == 3
    assert len(ids(home, "--day", "yesterday")) == 1
    assert len(ids(home, "--since", "today", "check")) == 1
    assert ids(home, "swim") == []
    expected = "Give --day, or --since and --until, not both."
    assert expected in fails(home, USAGE, "entries", "--day", "today", "--since", "today")


@pytest.mark.parametrize("hours", ["12h", "24h"])
def test_entries_as_json_hold_instants_whatever_the_display_says(home: Home, hours: str) -> None:
    home.configure(f'[display]\nhours = "{hours}"\n')
    assert (" pm " in succeeds(home, "entries")) == (hours == "12h")
    for one in json.loads(succeeds(home, "entries", "--json")):
        at = datetime.fromisoformat(one["at"])
        assert at.utcoffset() == at.astimezone(ZoneInfo(home.zone)).utcoffset()
        assert at == datetime.fromisoformat(one["events"][-1]["at"])


def test_entries_as_json_hold_the_events(home: Home) -> None:
    (check,) = json.loads(succeeds(home, "entries", "--json", "pain", "6"))
    assert (check["name"], check["holds"], check["fate"]) == ("Morning pain check", True, "")
    assert check["day"] == str(today(home) - timedelta(days=1))
    assert [one["pain"] for one in check["events"]] == [6]


def test_an_entry_of_a_past_day_is_deleted_and_undo_brings_it_back(home: Home) -> None:
    (check,) = ids(home, "pain", "6")
    said = succeeds(home, "delete", check)
    assert said.startswith("Deleted: Morning pain check, ")
    assert ids(home, "pain", "6") == []
    assert re.search(r"6/10, .*\(deleted \d+ \w{3}\)", succeeds(home, "entries", "--all", "pain 6"))
    assert "; there is nothing to delete." in fails(home, REFUSED, "delete", check)
    assert succeeds(home, "undo") == "Back again: Morning pain check: 6/10.\n"
    assert ids(home, "pain", "6") == [check]


def test_one_unknown_id_deletes_nothing(home: Home) -> None:
    check, *_ = ids(home)
    assert "There is no entry `feed`" in fails(home, REFUSED, "delete", check, "feed")
    assert len(ids(home)) == 3


def test_what_was_forgotten_is_told_of_its_day(home: Home) -> None:
    yesterday = today(home) - timedelta(days=1)
    run = succeeds(home, "ran", "4km", "25m", "--day", "yesterday")
    assert run.startswith(f"Run logged for {yesterday:%A} {yesterday.day} ")
    of_day = f"for {day_text(yesterday)}"
    assert succeeds(home, "done", "evening", "--day", f"{yesterday:%A}") == (
        f"Evening stretches: done {of_day}.\n"
    )
    assert succeeds(home, "skip", "midday", "--because", "ill", "--day", "yesterday") == (
        f"Midday stretches: skipped {of_day} (ill).\n"
    )
    trained = succeeds(home, "trained", "swim", "30m", "--day", str(yesterday))
    assert trained == f"Training logged {of_day}: swim, 30 min.\n"
    assert len(ids(home, "--day", "yesterday")) == 5
    assert succeeds(home, "undo") == "Undone: Training: swim, 30 min.\n"
    assert len(ids(home, "--day", "yesterday")) == 4


def test_a_check_of_a_past_day_corrects_the_one_that_is_there(home: Home) -> None:
    said = succeeds(home, "check", "4", "--day", "yesterday")
    assert said.splitlines()[1].startswith("Today: ")
    assert ids(home, "pain", "6") == []
    succeeds(home, "undo")
    assert len(ids(home, "pain", "6")) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (("check", "3", "--day", "tomorrow"), USAGE, "'tomorrow' has not come yet; write it like"),
        (("intake", "--until", "yesterday"), USAGE, "'yesterday' is in the past; write it like"),
        (("check", "3", "--day", "9999-01-01"), REFUSED, "9999-01-01 has not come yet."),
        (("done", "evening", "--day", "2001-01-01"), REFUSED, "2001-01-01 is too long ago"),
        (("ran", "--day", "today"), USAGE, "A run of a past day needs its distance and time"),
    ],
)
def test_days_that_cannot_be_told_of_are_refused(
    home: Home, arguments: tuple[str, ...], status: int, expected: str
) -> None:
    assert expected in fails(home, status, *arguments)
    assert len(ids(home)) == 3


@pytest.mark.parametrize(
    ("arguments", "typed", "near"),
    [
        (("check", "3", "--day"), "Mi", ""),
        (("done", "ice", "--day"), "Montag", "monday"),
        (("entries", "--since"), "wensday", "wednesday"),
        (("flag", "--clear", "fever", "--seen-by", "Dr Lee", "--seen-on"), "yestrday", "yesterday"),
        (("report", "--until"), "tusday", "tuesday"),
        (("export", "csv", "--to", "tables", "--since"), "28.2.", ""),
        (("intake", "--allowed", "2", "--until"), "tommorow", "tomorrow"),
    ],
)
def test_what_is_no_day_is_told_with_all_that_may_be_written(
    home: Home, arguments: tuple[str, ...], typed: str, near: str
) -> None:
    said = fails(home, USAGE, *arguments, typed)
    assert f"{typed!r} is not a day; write it like 2026-" in said
    hint = f"; did you mean `{near}`?" if near else "."
    assert said.endswith(f", or one of mon, tue, wed, thu, fri, sat, sun{hint}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "3.5"),
        ("check", "11"),
        ("check", "much"),
        ("done", "strength", "--pain", "-1"),
        ("ran", "5km", "31m", "--pain", "11"),
    ],
)
def test_a_pain_beyond_the_scale_is_told_with_the_scale(
    home: Home, arguments: tuple[str, ...]
) -> None:
    said = fails(home, USAGE, *arguments)
    assert said.endswith(f": {arguments[-1]!r} is not a whole number from 0 to 10.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "-1"),
        ("ran", "-5km"),
        ("ran", "-.5km"),
        ("ran", "5km", "-31m"),
        ("trained", "ride", "-5m"),
        ("pause", "-3d"),
    ],
)
def test_a_number_below_zero_is_no_unknown_option(home: Home, arguments: tuple[str, ...]) -> None:
    said = fails(home, USAGE, *arguments)
    told = "Error: No number here is below zero; write it without the minus sign.\n"
    assert said.startswith(f"Usage: coach {arguments[0]} ")
    assert said.endswith(told)


def test_an_unknown_option_is_told_as_one(home: Home) -> None:
    assert "No such option '-x'" in fails(home, USAGE, "check", "-x")


def test_ice_is_allowed_again(home: Home) -> None:
    succeeds(home, "intake", "--no-ice")
    assert "no ice" in succeeds(home, "entries", "about")
    succeeds(home, "intake", "--ice")
    (after, before) = json.loads(succeeds(home, "entries", "--json", "about"))
    assert (before["events"][0]["no_ice"], after["events"][0]["no_ice"]) == (True, False)


def test_where_nothing_is_found_that_is_said(home: Home) -> None:
    run = home.run("entries", "never", "recorded")
    assert (run.stdout, run.stderr, run.returncode) == ("", "Nothing found.\n", 0)
