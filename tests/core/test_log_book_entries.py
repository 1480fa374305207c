"""The log book: entries in words; found, corrected, deleted, and all of it undone."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import FakeClock
from support.simulated import RUN_DAY, Setting

from coach.core.coach import Coach
from coach.core.edit_session import EditSession
from coach.core.log_book import LogBook, LogEntry
from coach.domain.day.dates import day_text, parse_day
from coach.domain.events.types import (
    Event,
    PainChecked,
    Pattern,
    RunLogged,
    RunNotes,
    StepDone,
    Support,
)
from coach.domain.history.search import finder, searchable
from coach.domain.routine.settings import CrossTraining
from coach.errors import RefusedError
from coach.journal import Journal

TODAY = date(*RUN_DAY)
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def setting(setting: Setting) -> Setting:
    """Two weeks and a morning."""
    setting.live_two_weeks()
    setting.live_this_morning()
    return setting


def found(coach: Coach, query: str = "", *, gone: bool = False) -> list[LogEntry]:
    return [one for month in LogBook(coach).find(query, gone=gone) for one in month]


def words(lines: list[LogEntry]) -> list[str]:
    return [f"{one.day:%d} {one.time} {one.name}: {one.text}" for one in lines]


# --- In words -----------------------------------------------------------------------------------


def test_entries_stand_newest_first_in_words(setting: Setting) -> None:
    coach = setting.coach
    notes = RunNotes(effort=4, supports=(Support.TAPE,))
    coach.runs.ran(5200, 1860, 2, Pattern.FADED, notes=notes)
    coach.record.trained(CrossTraining.SWIM, 1800)
    coach.record.snooze("midday")
    coach.record.skip("strength")
    coach.record.raise_flags(("at-rest",))
    coach.breaks.pause(setting.clock.now() + timedelta(hours=2))
    coach.record.start("evening")
    assert words(LogBook(coach).of_day(TODAY)) == [
        "24 07:12 Evening stretches: started",
        "24 07:12 Reminders: paused until Tue 24 Nov 09:12",
        "24 07:12 Warning signs: ticked: at-rest",
        "24 07:12 Strength: skipped",
        "24 07:12 Midday stretches: put off until 12:40",
        "24 07:12 Training: swim, 30 min",
        "24 07:12 Run: 5.2 km in 31 min, pain 2/10 at the start, then it faded, effort 4, tape",
        "24 07:05 First-step stretches: done",
        "24 06:46 Morning pain check: 3/10, eases after a few steps",
    ]
    days = [one.day for one in found(coach)]
    assert days == sorted(days, reverse=True)
    assert days[-1] == date(2026, 11, 9)


def test_what_was_told_of_a_session_a_walk_jog_and_a_sign_is_said(tmp_path: Path) -> None:
    with Setting(tmp_path) as new:
        coach = new.coach
        coach.record.check(0)
        coach.runs.ran(None, 1200, 1, Pattern.FADED, walk_jog=True)
        coach.runs.ran(3000, 1200, None, None)
        coach.record.done("strength", effort=6, pain=2)
        coach.record.raise_flags(("numb", "lump"))
        coach.record.clear_flags(("numb",), "Dr Lee")
        told = words(LogBook(coach).of_day(TODAY))
    assert told == [
        "24 06:40 Warning signs: cleared: numb, seen by Dr Lee on Tuesday 24 November 2026",
        "24 06:40 Warning signs: ticked: numb, lump",
        "24 06:40 Strength: done, effort 6, pain 2/10",
        "24 06:40 Run: 3.0 km in 20 min, no answer on how it felt",
        "24 06:40 Run: 20 min, pain 1/10 at the start, then it faded, walk-jog, stage 1",
        "24 06:40 Morning pain check: 0/10, no pain at the first steps, no answer on walking",
    ]


def test_a_step_keeps_its_whole_name_whatever_signs_it_has(tmp_path: Path) -> None:
    with Setting(tmp_path) as new:
        new.configure('[steps.midday]\nname = "Noon: stretch: both"\n')
        new.coach.routine_file.read_again()
        new.coach.record.done("midday")
        (entry,) = LogBook(new.coach).of_day(TODAY)
    assert (entry.name, entry.text) == ("Noon: stretch: both", "done")


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("finish", "done, 2 exercises, 1 min 30 s"),
        ("stop", "stopped early, 2 exercises, 1 min 30 s"),
        ("", "partly done, 2 exercises, 1 min 30 s"),
    ],
)
def test_a_session_that_was_played_is_one_line(
    setting: Setting, ending: str, expected: str
) -> None:
    coach = setting.coach
    coach.record.start("midday")
    for position, seconds in enumerate((60.0, 30.0)):
        coach.record.exercise_done("midday", TODAY, position, "towel", seconds)
    if ending == "finish":
        coach.record.finish("midday", TODAY, setting.clock.now())
    elif ending == "stop":
        coach.record.stop("midday", TODAY)
    line = LogBook(coach).of_day(TODAY)[0]
    assert (line.name, line.text) == ("Midday stretches", expected)
    EditSession(coach).delete(line)
    assert not coach.days.find("midday").facts.worked
    assert coach.days.find("midday").facts.started is None


def test_exercises_that_were_passed_over_count_as_none(setting: Setting) -> None:
    coach = setting.coach
    coach.record.start("midday")
    for position, seconds in enumerate((60.0, 0.0, 0.0)):
        coach.record.exercise_done("midday", TODAY, position, "towel", seconds)
    coach.record.stop("midday", TODAY)
    line = LogBook(coach).of_day(TODAY)[0]
    assert line.text == "stopped early, 1 exercise, 1 min, 2 skipped"


def test_what_was_deleted_or_undone_comes_back_as_it_was(setting: Setting) -> None:
    coach = setting.coach
    coach.record.start("midday")
    for position in range(3):
        coach.record.exercise_done("midday", TODAY, position, "towel", 60.0)
    coach.record.done("midday")
    before = {one.id: one.events for one in found(coach)}
    coach.corrections.undo()
    coach.corrections.delete(found(coach, "5/10")[0].events)
    for line in found(coach, gone=True):
        if line.fate:
            coach.corrections.bring_back(line.events)
    assert {one.id: one.events for one in found(coach)} == before
    with pytest.raises(RefusedError, match="counts already"):
        coach.corrections.bring_back(found(coach)[0].events)


@pytest.mark.parametrize("is_undone", [True, False])
def test_no_entry_comes_back_beside_its_correction(setting: Setting, *, is_undone: bool) -> None:
    coach = setting.coach
    first = coach.record.check(5)
    second = coach.record.check(3)
    if is_undone:
        coach.corrections.undo()
    for one in (first, second):
        with pytest.raises(RefusedError, match="a corrected entry does in its place"):
            coach.corrections.bring_back([one])


def test_what_became_of_entries_that_hold_no_more_is_told(setting: Setting) -> None:
    coach = setting.coach
    coach.record.check(5)
    coach.record.skip("midday")
    coach.corrections.undo()
    coach.corrections.delete(LogBook(coach).of_day(TODAY)[0].events)
    lines = LogBook(coach).of_day(TODAY, gone=True)
    assert [(one.name, one.fate) for one in lines] == [
        ("Midday stretches", "undone 24 Nov"),
        ("First-step stretches", "deleted 24 Nov"),
        ("Morning pain check", "corrected 24 Nov"),
        ("Morning pain check", ""),
    ]
    assert [one.text[:4] for one in LogBook(coach).of_day(TODAY)] == ["5/10"]


def test_what_is_not_saved_yet_is_there_too(setting: Setting) -> None:
    coach = setting.coach
    coach.journal._db.execute("pragma query_only = on")
    coach.record.skip("midday")
    coach.corrections.delete(LogBook(coach).of_day(TODAY)[-1].events)
    assert [one.name for one in LogBook(coach).of_day(TODAY)] == [
        "Midday stretches",
        "First-step stretches",
    ]
    assert found(coach)[0].name == "Midday stretches"
    assert LogBook(coach).of_day(TODAY, gone=True)[-1].fate == "deleted 24 Nov"


def test_the_list_follows_what_is_written(setting: Setting) -> None:
    entries = LogBook(setting.coach)
    before = [one for month in entries.find() for one in month]
    setting.coach.record.skip("midday")
    after = [one for month in entries.find() for one in month]
    assert after[1:] == before


# --- By their ids -------------------------------------------------------------------------------


def test_an_entry_is_named_by_an_end_of_its_id(setting: Setting) -> None:
    entries = LogBook(setting.coach)
    line = entries.of_day(TODAY)[0]
    assert entries.named(line.short_id) == line
    assert entries.named(line.id.upper()) == line
    assert entries.named(line.id[:12]) == line


def test_any_part_of_a_played_session_names_it(setting: Setting) -> None:
    coach = setting.coach
    coach.record.start("midday")
    coach.record.exercise_done("midday", TODAY, 0, "towel", 60.0)
    line = LogBook(coach).of_day(TODAY)[0]
    assert [LogBook(coach).named(one.id) for one in line.events] == [line, line]


def test_an_id_that_names_none_or_several_is_refused(setting: Setting) -> None:
    entries = LogBook(setting.coach)
    with pytest.raises(RefusedError, match="There is no entry `beef`"):
        entries.named("beef")
    with pytest.raises(RefusedError, match="There is no entry `01a`"):
        entries.named("01a")
    with pytest.raises(RefusedError, match="Several ids match `01a2`"):
        entries.named("01a2")


# --- Finding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("pain 6", 3),
        ("pain 6 wed", 1),
        ("2026-11-1 run", 5),
        ("run tue", 2),
        ("TUE run,", 2),
        ("14 november pain", 2),
        ("november 14 pain", 2),
        ("midday 2026-11-15", 0),
        ("first-step 07:05 nov 24", 1),
        ("first-step 07:05 november 24", 1),
        ("ain", 0),
        ("6", 7),
    ],
)
def test_words_find_lines(setting: Setting, query: str, count: int) -> None:
    assert len(found(setting.coach, query)) == count


def naive(query: str, text: str) -> bool:
    """The same as `finder`, word by word."""
    looked_for, there = query.lower().replace(",", " ").split(), text.split()

    def begins(word: str, wanted: str) -> bool:
        if re.fullmatch(r"[0-9]{1,2}", wanted):
            return word.startswith(wanted) and not word[len(wanted) : len(wanted) + 1].isdigit()
        return word.startswith(wanted)

    index = 0
    while index < len(looked_for):
        wanted = looked_for[index : index + 2]
        is_pair = [bool(re.fullmatch(r"[0-9]{1,2}", one)) for one in wanted] == [False, True]
        phrase = wanted if is_pair else wanted[:1]
        places = range(len(there) - len(phrase) + 1)
        if not any(all(map(begins, there[at:], phrase)) for at in places):
            return False
        index += len(phrase)
    return True


WORDS = st.lists(st.sampled_from(["pain", "6", "60", "6/10", "run", "ru", "1", "12", "a.b", "6.2"]))


@given(WORDS, WORDS)
def test_finding_is_as_a_naive_reader_would(query: list[str], text: list[str]) -> None:
    line = searchable(" ".join(text))
    assert finder(" ".join(query))(line) == naive(" ".join(query), line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", MONDAY),
        ("Yesterday", MONDAY - DAY),
        ("mon", MONDAY),
        ("tu", MONDAY - 6 * DAY),
        ("sunday", MONDAY - DAY),
        (" 2026-02-28 ", MONDAY - 2 * DAY),
    ],
)
def test_days_are_read_as_people_write_them(text: str, expected: date) -> None:
    assert parse_day(text, MONDAY) == expected


@pytest.mark.parametrize("text", ["", "t", "s", "tomorrow", "2026-02-30", "24.11."])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text, MONDAY)


def test_a_day_is_written_with_its_year() -> None:
    assert day_text(MONDAY) == "Monday 2 March 2026"


# --- Any sequence of changes, and all of it taken back ------------------------------------------

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["check", "run", "done", "rerun", "retime", "delete", "delete", "undo"]),
        st.integers(0, 3),
        st.integers(0, 10),
    ),
    max_size=14,
)


@contextmanager
def window(path: Path) -> Iterator[tuple[Coach, EditSession]]:
    with closing(Journal(path / "journal.db")) as journal:
        coach = Coach(path / "config.toml", journal, FakeClock(NOON))
        yield coach, EditSession(coach)


def facts(coach: Coach) -> list[tuple[object, ...]]:
    """The facts in force, without ids, in the order of the journal."""
    return [_facts(one) for one in coach.ledger.between(date(2026, 1, 1), date(2026, 12, 31))]


def _facts(event: Event) -> tuple[object, ...]:
    told = {PainChecked: "pain", RunLogged: "distance", StepDone: "at"}[type(event)]
    return type(event).__name__, event.day, getattr(event, told)


class Model:
    """The same as a list of facts, with the earlier lists."""

    def __init__(self) -> None:
        self.facts: list[tuple[object, ...]] = []
        self.before: list[list[tuple[object, ...]]] = []

    def change(self, facts: list[tuple[object, ...]]) -> None:
        self.before.append(self.facts)
        self.facts = facts


def change(coach: Coach, correcting: EditSession, model: Model, kind: str, *by: int) -> None:
    """One change, here and in the model, by a day and a number."""
    if kind == "undo":
        if model.before:
            correcting.undo()
            model.facts = model.before.pop()
    elif kind in {"check", "run", "done"}:
        add(coach, correcting, model, kind, *by)
    elif model.facts:
        mend(coach, correcting, model, kind, *by)


def add(
    coach: Coach, correcting: EditSession, model: Model, kind: str, ago: int, number: int
) -> None:
    day, now = NOON.date() - DAY * ago, list(model.facts)
    known = [one[:2] for one in now]
    if kind == "check":
        at = known.index(("PainChecked", day)) if ("PainChecked", day) in known else len(now)
        now[at : at + 1] = [_facts(correcting.recorded(coach.record.check(number, day=day)))]
    elif kind == "run":
        # Each run takes a time of its own; an equal one would be taken for the same.
        run = coach.runs.ran(1000 + number, 600 + len(model.before), 0, Pattern.NONE, day=day)
        now.append(_facts(correcting.recorded(run)))
    elif ("StepDone", day) not in known:
        coach.record.done("midday", day)
        (done,) = [one for one in coach.ledger.between(day, day + DAY) if isinstance(one, StepDone)]
        now.append(_facts(correcting.recorded(done)))
    else:
        return
    model.change(now)


def mend(
    coach: Coach, correcting: EditSession, model: Model, kind: str, ago: int, number: int
) -> None:
    now = list(model.facts)
    index = number % len(now)
    old = coach.ledger.between(date(2026, 1, 1), date(2026, 12, 31))[index]
    if kind == "delete":
        (line,) = [one for one in LogBook(coach).of_day(old.day) if one.events == (old,)]
        correcting.delete(line)
        del now[index]
    elif kind == "rerun" and isinstance(old, RunLogged):
        run = coach.runs.ran(5000 + ago, 600, 0, Pattern.NONE, corrects=old)
        now[index] = _facts(correcting.recorded(run))
    elif kind == "retime" and isinstance(old, StepDone):
        hour = (NOON - timedelta(hours=1 + number % 7)).time()
        now[index] = _facts(correcting.recorded(coach.corrections.retime(old, hour)))
    else:
        return
    model.change(now)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(CHANGES)
def test_changes_leave_what_a_naive_reader_expects_and_undo_gives_the_beginning_back(
    changes: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder, window(Path(folder)) as (coach, correcting):
        model, count = Model(), 0
        for kind, *by in changes:
            change(coach, correcting, model, kind, *by)
            assert facts(coach) == model.facts
            assert coach.journal.count() >= count
            count = coach.journal.count()
        union_is_stable(coach)
        while model.before:
            correcting.undo()
            model.facts = model.before.pop()
            assert facts(coach) == model.facts
        assert facts(coach) == []
        union_is_stable(coach)


def union_is_stable(coach: Coach) -> None:
    """Another journal that takes everything in, in any order and twice, becomes equal."""
    entries = list(coach.journal.entries())
    with TemporaryDirectory() as folder, closing(Journal(Path(folder) / "journal.db")) as other:
        other.take_in(reversed(entries))
        other.take_in(entries)
        assert other.since(date.min) == coach.journal.since(date.min)


@pytest.fixture
def two_windows(setting: Setting) -> tuple[EditSession, EditSession, Setting]:
    return EditSession(setting.coach), EditSession(setting.coach_elsewhere()), setting


def test_nothing_is_taken_back_that_another_window_changed_meanwhile(
    two_windows: tuple[EditSession, EditSession, Setting],
) -> None:
    here, there, setting = two_windows
    other = setting.coach_elsewhere()
    here.recorded(setting.coach.record.check(5))
    there.recorded(other.record.check(7))
    with pytest.raises(RefusedError, match="changed elsewhere"):
        here.undo()
    checked = setting.coach.days.check_of(TODAY)
    assert checked is not None
    assert checked.pain == 7
    there.undo()
    with pytest.raises(RefusedError, match="There is no change here"):
        here.undo()


def test_each_window_takes_back_its_own(
    two_windows: tuple[EditSession, EditSession, Setting],
) -> None:
    here, there, setting = two_windows
    lines = LogBook(setting.coach).of_day(TODAY)
    here.delete(lines[0])
    there.delete(lines[1])
    here.undo()
    assert LogBook(setting.coach).of_day(TODAY) == lines[:1]
    with pytest.raises(RefusedError, match="changed elsewhere"):
        here.delete(lines[1])
    there.undo()
    assert LogBook(setting.coach).of_day(TODAY) == lines


def test_what_holds_no_more_cannot_be_deleted_again(setting: Setting) -> None:
    correcting = EditSession(setting.coach)
    correcting.delete(LogBook(setting.coach).of_day(TODAY)[0])
    gone = LogBook(setting.coach).of_day(TODAY, gone=True)[0]
    with pytest.raises(RefusedError, match="This was already deleted 24 Nov"):
        correcting.delete(gone)
