"""What leaves Coach, and what comes back: JSON, tables, a calendar."""

import csv
import io
import json
import os
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.any_event import ANY_EVENT
from support.builders import History, routine, tell_of_running, utc, wake
from support.simulated import Setting

from coach.cli.import_files import _take_in
from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.day.coming_days import coming_days
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Status
from coach.domain.events.types import (
    AwayReason,
    Event,
    Pattern,
    RatedActivity,
    RunLogged,
    RunNotes,
    Support,
)
from coach.errors import ImportRefusedError
from coach.journal import Entry, Journal
from coach.reports import tables
from coach.reports.calendar import calendar
from coach.reports.journal_file import is_journal, pieces, read


def written(entries: list[Entry], path: Path) -> Path:
    path.write_bytes(b"".join(pieces(entries)))
    return path


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline="")))


# JSON


@given(st.lists(ANY_EVENT, max_size=8, unique_by=lambda event: event.id))
def test_the_journal_that_is_made_of_an_export_is_the_same(events: list[Event]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with closing(Journal(folder / "a.db")) as one, closing(Journal(folder / "b.db")) as other:
            one.append(*events)
            path = written(list(one.entries()), folder / "export.json")
            assert is_journal(path)
            assert other.take_in(read(path)) == len(events)
            for query in ("select * from entries", "select * from retracted"):
                assert one.rows(query) == other.rows(query)


def test_an_export_is_plain_json(setting: Setting, tmp_path: Path) -> None:
    setting.live_two_weeks()
    path = written(list(setting.coach.journal.entries()), tmp_path / "export.json")
    whole = json.loads(path.read_text())
    assert (whole["coach"], whole["version"]) == ("journal", 1)
    assert len(whole["entries"]) == setting.coach.journal.count()


def test_one_that_somebody_laid_out_anew_is_read_all_the_same(
    setting: Setting, tmp_path: Path
) -> None:
    setting.live_this_morning()
    entries = list(setting.coach.journal.entries())
    path = written(entries, tmp_path / "export.json")
    path.write_text(json.dumps(json.loads(path.read_text()), indent=2))
    assert read(path) == entries


def test_a_mark_that_an_editor_puts_in_front_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_bytes(b"\xef\xbb\xbf" + b"".join(pieces([])))
    assert is_journal(path)
    assert read(path) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not an export of Coach, or is damaged"),
        ('{"type": "FeatureCollection"}', "is JSON, but not an export of Coach"),
        ('{"coach": "journal", "version": 2, "entries": []}', "written by a newer Coach"),
        (
            '{"coach": "journal", "entries": ' + "[" * 60_000,
            "is not an export of Coach, or is damaged",
        ),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "some.json"
    path.write_text(content)
    with pytest.raises(ImportRefusedError, match=told):
        read(path)


def test_an_entry_that_cannot_be_true_is_left_out_and_named(
    setting: Setting, tmp_path: Path
) -> None:
    setting.live_this_morning()
    entries = list(setting.coach.journal.entries())
    path = written(entries, tmp_path / "export.json")
    bad = {"kind": "pain-checked", "id": "zzzz", "at": "2026-03-02T12:00:00", "day": "9999-01-01"}
    whole = json.loads(path.read_text())
    whole["entries"] += [bad] * 20
    path.write_text(json.dumps(whole))
    told: list[str] = []
    assert [one.event for one in read(path, told.append)] == [one.event for one in entries]
    assert len(told) == 11
    assert told[0] == f"{path}: entry {len(entries) + 1} was left out: it lacks `step`."
    assert told[-1] == f"{path}: 10 more entries were left out."


def test_a_pipe_is_no_export_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert not is_journal(tmp_path / "pipe.json")
    with pytest.raises(ImportRefusedError, match="it is not a regular file"):
        read(tmp_path / "pipe.json")


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert not is_journal(tmp_path / "none.json")
    with pytest.raises(ImportRefusedError, match="cannot be read"):
        read(tmp_path / "none.json")


def test_a_run_that_nobody_can_have_run_is_left_out_and_named(
    setting: Setting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setting.live_this_morning()
    run = setting.coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    fast = replace(run, id=f"{run.id[:-1]}{'0' if run.id[-1] != '0' else '1'}", distance=52_000.0)
    known = list(setting.coach.journal.entries())
    entries = [*known, Entry(fast, msgspec.json.encode(fast).decode())]
    path = written(entries, tmp_path / "export.json")
    with closing(Journal(tmp_path / "other.db")) as journal:
        other = Coach(tmp_path / "other.toml", journal, setting.clock)
        assert not _take_in(other, path)
        assert other.journal.of_kinds(RunLogged) == [run]
    told = capsys.readouterr()
    assert told.out == f"{path}: {len(known)} new entries, 0 already known.\n"
    assert "was left out: 52000 m in 1860 s is faster than anyone runs." in told.err


def test_what_was_told_and_what_was_not_comes_back_as_it_was(
    setting: Setting, tmp_path: Path
) -> None:
    coach = setting.coach
    coach.record.take_intake({"allowed": 3, "weak_bones": False, "brisk_walk": True})
    coach.record.check(4, painkiller=True)
    coach.record.done("strength", effort=6, pain=2)
    coach.record.raise_flags(("numb", "lump"))
    coach.record.clear_flags(("numb",), "Dr Lee")
    coach.runs.ran(5200, 1860, None, None, walk_jog=False)
    path = written(list(coach.journal.entries()), tmp_path / "export.json")
    with closing(Journal(tmp_path / "other.db")) as journal:
        journal.take_in(read(path))
        other = Coach(setting.config, journal, setting.clock)
        assert other.days.history() == coach.days.history()
        assert other.judgement() == coach.judgement()


# Tables


def test_days_have_their_level_and_what_became_of_each_step(setting: Setting) -> None:
    setting.live_two_weeks()
    today = setting.coach.present_day()
    records = DayRecords(setting.coach).days(today - timedelta(days=14), today)
    table = rows(tables.days(records))
    assert [row["day"] for row in table] == [str(one.day) for one in records]
    saturday = next(row for row in table if row["day"] == "2026-11-21")
    assert (saturday["pain"], saturday["metres"], saturday["stretch_sessions"]) == (
        "3",
        "6700",
        "3",
    )
    assert "pain-check" in saturday["done"].split()


def test_nothing_in_a_table_is_a_formula(setting: Setting) -> None:
    setting.live_this_morning()
    notes = RunNotes(effort=4, supports=(Support.TAPE,), shoes='=HYPERLINK("http://x")')
    setting.coach.runs.ran(5200, 1860, 2, Pattern.FADED, notes=notes)
    (run,) = rows(tables.training(setting.coach.days.history(), setting.coach.zone))
    assert run["shoes"] == '\'=HYPERLINK("http://x")'
    assert (run["activity"], run["metres"], run["supports"]) == ("run", "5200", "tape")


def test_mornings_and_steps(setting: Setting) -> None:
    setting.live_this_morning()
    setting.coach.record.check(3, painkiller=True)
    setting.coach.record.skip("midday")
    events, zone = setting.coach.days.history(), setting.coach.zone
    (morning,) = rows(tables.mornings(events, zone))
    assert (morning["pain"], morning["eases"], morning["painkiller"]) == ("3", "1", "1")
    assert morning["at"].endswith("+01:00")
    assert [(one["step"], one["what"]) for one in rows(tables.steps(events, zone))] == [
        ("morning", "done"),
        ("midday", "skipped"),
    ]


def test_what_was_not_told_is_an_empty_cell(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.coach.record.done("strength")
    setting.coach.runs.ran(5200, 1860, None, None)
    events, zone = setting.coach.days.history(), setting.coach.zone
    (morning,) = rows(tables.mornings(events, zone))
    answers = ("eases", "walking_pain", "stretched_first", "splint", "worse_after_run")
    assert {morning[one] for one in (*answers, "painkiller")} == {""}
    (run,) = rows(tables.training(events, zone))
    assert {run[one] for one in ("pain", "pattern", "effort", "walk_jog", "supports")} == {""}
    (strength,) = rows(tables.steps(events, zone))
    assert (strength["effort"], strength["pain"]) == ("", "")


def test_what_was_told_is_in_its_cell(setting: Setting) -> None:
    notes = RunNotes(effort=4, supports=())
    setting.coach.runs.ran(2400, 1200, 1, Pattern.FADED, notes=notes, walk_jog=True)
    setting.coach.record.done("strength", effort=6, pain=2)
    events, zone = setting.coach.days.history(), setting.coach.zone
    (run,) = rows(tables.training(events, zone))
    assert (run["walk_jog"], run["stage"], run["supports"]) == ("1", "1", "none")
    (strength,) = rows(tables.steps(events, zone))
    assert (strength["effort"], strength["pain"]) == ("6", "2")


def test_each_sign_has_its_rows_with_who_saw_it(setting: Setting) -> None:
    setting.coach.record.raise_flags(("numb", "lump"))
    setting.coach.record.clear_flags(("numb",), "=Dr Lee", setting.coach.present_day())
    events, zone = setting.coach.days.history(), setting.coach.zone
    told = [(one["sign"], one["what"], one["seen_by"]) for one in rows(tables.signs(events, zone))]
    assert told == [("numb", "ticked", ""), ("lump", "ticked", ""), ("numb", "cleared", "'=Dr Lee")]
    assert rows(tables.signs(events, zone))[-1]["seen_on"] == "2026-11-24"


def test_each_value_that_was_measured_has_its_row(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    stairs = RatedActivity("stairs", 4)
    setting.coach.measuring.measure((stairs,), raises=(18, None), wall=(None, 9.5))
    setting.coach.measuring.bring_score("FFI", 54)
    found = rows(tables.measures(setting.coach.days.history(), setting.coach.zone))
    assert [(one["what"], one["name"], one["side"], one["value"]) for one in found] == [
        ("activity", "stairs", "", "4"),
        ("heel raises", "", "left", "18"),
        ("knee to wall", "", "right", "9.5"),
        ("score", "FFI", "", "54"),
    ]


def test_a_day_beyond_the_advice_is_marked(setting: Setting) -> None:
    tell_of_running(setting.coach)
    wake(setting.coach, 2)
    setting.coach.runs.ran(15_000, 5400, 0, Pattern.NONE)
    today = setting.coach.present_day()
    table = rows(tables.days(DayRecords(setting.coach).days(today - timedelta(days=1), today)))
    assert [one["beyond_advice"] for one in table] == ["0", "1"]


# The calendar


def coming(setting: Setting, days: int) -> bytes:
    coach, now = setting.coach, setting.clock.now()
    plan = coming_days(
        lambda _: coach.routine,
        coach.today(),
        days,
        coach.days.lately(),
        now,
        coach.zone,
        away=coach.days.times_away(),
    )
    return calendar(plan, now)


def entries_of(setting: Setting, days: int = 7) -> list[vobject.base.Component]:
    parsed = vobject.readOne(coming(setting, days).decode())
    return list(parsed.vevent_list)


def test_another_library_reads_what_was_planned(setting: Setting) -> None:
    setting.live_two_weeks()
    first = entries_of(setting, days=1)
    names = [one.summary.value for one in first]
    assert names[:2] == ["Morning pain check", "First-step stretches"]
    assert "Ice" not in names
    stretches = first[1]
    assert stretches.dtstart.value == datetime(2026, 11, 24, 5, 50, tzinfo=UTC)
    assert stretches.duration.value == timedelta(minutes=9, seconds=16)
    assert stretches.valarm.trigger.value == timedelta(0)
    run = next(one for one in first if one.summary.value == "Run")
    assert "decided on the morning" in run.description.value


def test_days_away_are_entries_of_their_own_and_have_no_alarm(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(date(2026, 11, 27), AwayReason.TRAVEL)
    found = entries_of(setting)
    away = [one for one in found if one.summary.value == "Coach: travelling"]
    assert [one.dtstart.value for one in away] == [date(2026, 11, day) for day in (24, 25, 26)]
    others = [one.dtstart.value.day for one in found if one not in away]
    assert min(others) == 27
    assert not any(hasattr(one, "valarm") for one in away)
    table = rows(
        tables.days(DayRecords(setting.coach).days(date(2026, 11, 23), date(2026, 11, 24)))
    )
    assert [one["away"] for one in table] == ["", "travel"]


def test_every_entry_has_a_length_that_calendars_take(setting: Setting) -> None:
    setting.live_two_weeks()
    lines = coming(setting, 7).decode().splitlines()
    lengths = [line for line in lines if line.startswith("DURATION:")]
    assert lengths
    assert not {"DURATION:P0D", "DURATION:PT0S"} & set(lengths)
    assert {line for line in lines if line.startswith("TRIGGER")} == {"TRIGGER:PT0S"}


def test_what_comes_every_second_day_does(setting: Setting) -> None:
    setting.live_two_weeks()
    strength = [
        one.dtstart.value.day for one in entries_of(setting) if one.summary.value == "Strength"
    ]
    assert strength == [24, 26, 28, 30]


def test_what_was_skipped_today_comes_tomorrow_as_it_will_on_the_screen(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.record.skip("strength")
    strength = [
        one.dtstart.value.day for one in entries_of(setting) if one.summary.value == "Strength"
    ]
    assert strength == [25, 27, 29]
    setting.at("07:12", 25)
    assert "strength" in [one.step.id for one in setting.coach.today().steps]


def test_what_was_done_weeks_ago_does_not_come_before_its_time(setting: Setting) -> None:
    setting.configure("[steps.strength]\nevery = 100\n")
    setting.coach.record.done("strength", date(2026, 8, 27))
    strength = [
        one.dtstart.value.day for one in entries_of(setting, 14) if one.summary.value == "Strength"
    ]
    assert strength == [5]


SPACED = routine(
    "[steps.strength]\nevery = 2\n[steps.midday]\nevery = 3\n[steps.evening]\nevery = 4\n"
    '[steps.ice]\nafter = "evening"\n'
)
STEPS = ("strength", "midday", "evening", "ice")
TODAY = date(2026, 11, 24)


@given(
    lived=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(STEPS), st.sampled_from(["done", "skipped"])),
        max_size=12,
    ),
    hour=st.integers(5, 23),
)
def test_tomorrow_is_what_the_screen_will_show_once_what_is_planned_is_done(
    lived: list[tuple[int, str, str]], hour: int
) -> None:
    events: list[Event] = []
    for ago, step, what in sorted(lived, reverse=True):
        history = History(TODAY - timedelta(days=ago))
        getattr(history, what)(step, "04:30")
        events += history.events
    now = utc(TODAY, f"{hour:02}:00")
    today = plan_day(SPACED, TODAY, events, UTC)
    _, tomorrow = coming_days(lambda _: SPACED, today, 2, events, now, UTC)
    doing = History(TODAY)
    for planned in today.steps:
        if planned.status(now) not in {Status.DONE, Status.SKIPPED, Status.MISSED}:
            doing.done(planned.step.id, now)
    shown = plan_day(SPACED, TODAY + timedelta(days=1), [*events, *doing.events], UTC)
    assert told(tomorrow, now) == {f"{shown.date}-{one.step.id}" for one in shown.steps if one.due}


def told(day: Day, now: datetime) -> set[str]:
    """The names of the entries that a day makes in the calendar."""
    lines = calendar([day], now).decode().splitlines()
    return {line[4:].removesuffix("@heelcoach") for line in lines if line.startswith("UID:")}


def test_what_is_done_or_over_is_not_asked_for(setting: Setting) -> None:
    setting.live_this_morning()
    setting.at("13:00")
    assert "First-step stretches" not in [one.summary.value for one in entries_of(setting, 1)]
    assert "Midday stretches" not in [one.summary.value for one in entries_of(setting, 1)]


def test_a_later_export_replaces_the_same_steps(setting: Setting) -> None:
    before = [one.uid.value for one in entries_of(setting)]
    setting.configure('[steps.evening]\nat = "21:30"\n')
    setting.coach.changes()
    assert [one.uid.value for one in entries_of(setting)] == before
    assert len(set(before)) == len(before)


@pytest.mark.parametrize(
    ("count", "rest"), [(11, "1 more entry was left out."), (12, "2 more entries were left out.")]
)
def test_of_many_entries_left_out_the_last_are_counted(
    tmp_path: Path, count: int, rest: str
) -> None:
    path, told = tmp_path / "all.json", list[str]()
    path.write_text(json.dumps({"coach": "journal", "version": 1, "entries": [1] * count}))
    assert read(path, told.append) == []
    assert (len(told), told[-1]) == (11, f"{path}: {rest}")
